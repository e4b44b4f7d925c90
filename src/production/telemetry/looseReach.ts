/**
 * Functions that the walk did not reach but that may run all the same, because their name occurs in code that runs:
 * handed over in a list, bound to a variable, called by a framework. Only functions behind which telemetry may start
 * are looked for.
 */
import type { Range } from '../../model/text.ts';
import type { FunctionPlace, Module, ModuleGraph } from './moduleGraph.ts';

export interface LooseQuestion {
  readonly modules: ReadonlyMap<string, Module>;
  readonly visited: ReadonlySet<string>;
  /** Files that import a file, among those evaluated. */
  readonly importers: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names that running code calls as members of something. */
  readonly memberCalls: ReadonlySet<string>;
  readonly graph: ModuleGraph;
  /** Whether a file that is not evaluated mentions telemetry at all. */
  mentionsTelemetry(path: string): Promise<boolean>;
}

const mostCandidates = 500;

export async function looselyReached(question: LooseQuestion): Promise<readonly FunctionPlace[]> {
  const { modules, visited, importers } = question;
  const candidates = await candidatesOf(question);
  const found: FunctionPlace[] = [];
  for (const candidate of candidates) {
    const module = modules.get(candidate.path);
    const fact = module?.facts.functions[candidate.function];
    if (module === undefined || fact === undefined) continue;
    const readers = [module, ...[...(importers.get(module.path) ?? [])].flatMap((path) => modules.get(path) ?? [])];
    const names = fact.owner === null ? [fact.name] : [fact.name, fact.owner];
    const called = fact.owner !== null && question.memberCalls.has(fact.name);
    const mentioned =
      called ||
      readers.some((reader) =>
        names.some((name) => mentions(reader, name, reader === module ? fact.range : null, visited)),
      );
    if (mentioned) found.push(candidate);
  }
  return found;
}

/** Functions that start telemetry, import what may, or call one of those. */
async function candidatesOf(question: LooseQuestion): Promise<readonly FunctionPlace[]> {
  const { modules, visited, graph } = question;
  const found: FunctionPlace[] = [];
  const names = new Set<string>();
  const taken = new Set<string>();
  const add = (module: Module, index: number): void => {
    const key = `${module.path}#${index}`;
    if (index < 0 || visited.has(key) || taken.has(key) || found.length >= mostCandidates) return;
    taken.add(key);
    found.push({ path: module.path, function: index });
    const fact = module.facts.functions[index];
    if (fact === undefined) return;
    names.add(fact.name === '__init__' || fact.name === 'constructor' ? (fact.owner ?? fact.name) : fact.name);
    add(module, fact.parent);
  };
  for (const module of modules.values()) {
    for (const fact of module.facts.telemetry) add(module, fact.function);
    for (const imported of module.facts.imports) {
      if (imported.function < 0 || imported.typeOnly || visited.has(`${module.path}#${imported.function}`)) continue;
      for (const target of graph.targets(module.path, imported)) {
        if (!modules.has(target) && (await question.mentionsTelemetry(target))) add(module, imported.function);
      }
    }
  }
  for (let before = -1; before !== found.length && found.length < mostCandidates;) {
    before = found.length;
    for (const module of modules.values()) {
      for (const call of module.facts.calls) {
        if (call.function >= 0 && names.has(call.callee.slice(call.callee.lastIndexOf('.') + 1)))
          add(module, call.function);
      }
    }
  }
  return found;
}

/** Whether code that runs names it, outside itself, imports, calls and comments. */
function mentions(reader: Module, name: string, own: Range | null, visited: ReadonlySet<string>): boolean {
  const { text } = reader.file;
  const within = (range: Range, at: number): boolean => range.start <= at && at < range.end;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (own !== null && within(own, at)) continue;
    if (/[\w$]/.test(text[at - 1] ?? '') || /[\w$]/.test(text[at + name.length] ?? '')) continue;
    if (isComment(text, at)) continue;
    if (reader.facts.imports.some((fact) => within(fact.range, at))) continue;
    if (reader.facts.calls.some((fact) => within(fact.calleeRange, at))) continue;
    if (visited.has(`${reader.path}#${innermost(reader, at)}`)) return true;
  }
  return false;
}

function isComment(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at) + 1, at);
  return /(^|\s)(#|\/\/)|^\s*\*|["']{3}/.test(line);
}

function innermost(module: Module, at: number): number {
  let found = -1;
  module.facts.functions.forEach((fact, index) => {
    if (at < fact.range.start || at >= fact.range.end) return;
    const best = module.facts.functions[found];
    if (best === undefined || fact.range.start >= best.range.start) found = index;
  });
  return found;
}
