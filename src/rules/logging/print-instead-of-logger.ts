/** What a service prints has no level, no fields and no way to be found: production reads the logger. */
import { printToLoggerFix } from '../../fixes/printToLogger.ts';
import { isCommandLineLibrary } from '../../knowledge/commandLineLibraries.ts';
import { hasLoggers, loggerRow } from '../../knowledge/loggers.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { isPrint, librariesOf, loggerSources } from './libraries.ts';
import { isMeantToBePrinted, isPrinted } from './printed.ts';
import { isProcessCode, serviceName } from './services.ts';
import { isTestPath, isToolPath } from '../paths.ts';
import { printInsteadOfLoggerExamples } from './printInsteadOfLoggerExamples.ts';

export const printInsteadOfLogger = defineRule({
  id: 'print-instead-of-logger',
  area: 'logging',
  severity: 'information',
  scope: 'file',
  summary: 'A service that has a logger prints past it.',
  why:
    'Printed lines reach the same stream as the log and are not part of it: they have no level, no time, no fields and no ' +
    'trace id, a parser of structured logs drops them, and nobody can turn them up or down. In Python they may also wait ' +
    'in a buffer until the process ends.\n\n' +
    'It is reported in the code of services that production starts, where the file or the service logs through a library. ' +
    'A service that only prints has chosen so, and is left alone; so are command line programs, scripts, settings of build ' +
    'tools, tests, and what runs only when a file is started by hand. A text with colours, or one that is logged as well, ' +
    'is meant for the terminal. So is a text beside a log line of the same handler.',
  fixes:
    'The call becomes a call of the logger at the same level, with its arguments in the form the library takes: constant ' +
    'text, values as arguments or fields, an error in the form that keeps its stack. It wants a look, as the line goes ' +
    'another way from then on and a level may be turned off. Where the arguments have no sure form there is no fix.',
  examples: printInsteadOfLoggerExamples,
  check(context) {
    const { facts, text, path } = context;
    const library = loggingLibrary(context);
    if (library === null || !isServiceCode(context)) return [];
    const sources = loggerSources(context);
    return facts.logCalls
      .filter((call) => isPrint(call.library) && isPrinted(facts, call))
      .flatMap((print): Draft[] => {
        const call = facts.calls[print.call];
        if (call === undefined || isMeantToBePrinted(context, print)) return [];
        const fix = printToLoggerFix({ path, text, facts }, print, sources);
        const name = call.callee;
        return [
          {
            file: path,
            range: call.range,
            message: `${serviceName(context) ?? 'the service'} logs with ${library}: what ${name} writes has no level and no fields there`,
            fixes: fix === null ? [] : [fix],
          },
        ];
      });
  },
});

/** What the file, else its service, logs with; null where it is nothing but print. */
function loggingLibrary(context: FileContext): string | null {
  const { facts } = context;
  const isLog = (library: string): boolean => !isPrint(library) && hasLoggers(loggerRow(facts.ecosystem, library));
  const used = [...facts.loggers, ...facts.logCalls].find((one) => one.library !== 'unknown' && isLog(one.library));
  if (used !== undefined) return used.library;
  // What only sounds like a logger may print itself; in Node, where services wrap their logger, it is one as a rule.
  const isUnnamed = facts.logCalls.some((one) => one.library === 'unknown');
  if (isUnnamed) return facts.ecosystem === 'node' ? 'a logger of its own' : null;
  return librariesOf(context)[0] ?? null;
}

/** Code that runs in a service which production starts. */
function isServiceCode(context: FileContext): boolean {
  const { path, facts, text, service, production } = context;
  if (!isProcessCode(context)) return false;
  if (service === null || !service.launches.some((launch) => !launch.oneShot)) return false;
  if (isTestPath(path) || (isToolPath(path) && !production.sources.has(path))) return false;
  if (facts.imports.some((one) => isCommandLineLibrary(facts.ecosystem, one.module))) return false;
  if (isOtherProgram(context) || /(?:^|\/)management\/commands\//.test(path)) return false;
  return !text.startsWith('#!') && !/\b(?:process|sys)\.argv\b/.test(text);
}

/** In Go, a program in a folder that only its own repository may import is a generator or a tool for releases. */
function isOtherProgram({ path, text, facts }: FileContext): boolean {
  return facts.ecosystem === 'go' && /(?:^|\/)internal\//.test(path) && /^package main\b/m.test(text);
}
