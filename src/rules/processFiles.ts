/** Which of the files that rules look at a process of production runs for sure, by what the files say themselves. */
import { isServerModule } from '../knowledge/serverLibraries.ts';
import type { FileContext } from '../model/rule.ts';

/**
 * Whether the code runs in a process and not in a browser. Other ecosystems have no browsers; of Node's a file must show
 * it: it took part in Production, loads modules as only Node does, or uses what only a process has.
 */
export function runsInProcess({ path, facts, production }: FileContext): boolean {
  if (facts.ecosystem !== 'node') return true;
  if (production.sources.has(path) || facts.style.moduleSystem === 'commonjs') return true;
  if (facts.imports.some((one) => !one.typeOnly && isServerModule(one.module))) return true;
  return facts.entries.length > 0 || facts.signalHandlers.length > 0;
}

const byHand = /(?:^|\/)(?:(?:[\w.-]+-)?cli|dev|devtools|contrib|extras?)\//;
const goTestPackage = /(?:^|\/)(?!latest\/)\w+test\/[^/]+\.go$/;
const interpreterLine = /^#!.*\b(?:python|ruby)/;
const talksToSomebody = /^(?!\s*#).*\b(?:print\(|puts\b|input\(|sys\.argv|ARGV\b|argparse|optparse|OptionParser)/m;

/** Programs that somebody starts and watches, and packages that only tests import. */
export function isStartedByHand({ path, text, facts, production }: FileContext): boolean {
  if (goTestPackage.test(path)) return true;
  if (production.sources.has(path)) return false;
  // A script that can be run as it is and speaks to a terminal, of which production knows nothing.
  const isScript = interpreterLine.test(text) && talksToSomebody.test(text) && facts.entries.length === 0;
  return byHand.test(path) || isScript;
}
