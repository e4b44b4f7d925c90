/** Which initialisers run in a program: each is followed back through its callers until something that runs by itself. */
import { telemetryExporters } from '../../../knowledge/telemetry/exporters.ts';
import { quietPackages, telemetryImport } from '../../../knowledge/telemetryPackages.ts';
import type { EntryPoint } from '../../../model/production.ts';
import type { TelemetryVendor } from '../../../knowledge/telemetry/vendor.ts';
import { folderOfImport, modulesOf } from '../../entries/go/packages.ts';
import type { Variables } from '../../shellSource.ts';
import { evaluateSwitch } from '../conditions.ts';
import type { Module, ModuleSource } from '../moduleGraph.ts';
import { telemetryNamed } from '../needles.ts';
import { lastName } from '../exporters.ts';
import type { Exporter, Reached, Walk } from '../walk.ts';
import { anywhere, callersOf, namersOfFile } from './callers.ts';
import type { Caller, ProgramText } from './callers.ts';
import type { ProgramQuestion, ProgramReader } from './program.ts';

/** Files that may be parsed for one program, and places that are gone through. */
const mostParsed = 500;
const mostPlaces = 4000;
const mostNaming = 80;

/** How a place is reached: it runs, it runs on a condition, it may run. */
interface Way {
  readonly path: string;
  readonly function: number;
  readonly condition: string | null;
  readonly loose: boolean;
}

const rank = (way: Way): number => (way.loose ? 2 : way.condition === null ? 0 : 1);

export interface ProgramWalk {
  readonly entry: EntryPoint;
  readonly reader: ProgramReader;
  readonly source: ModuleSource;
  readonly vendors: readonly TelemetryVendor[];
  readonly variables: Pick<Variables, 'get' | 'keys'>;
  readonly decidedBy: Walk['decidedBy'];
}

export async function walkProgram({
  entry,
  reader,
  source,
  vendors,
  variables,
  decidedBy,
}: ProgramWalk): Promise<Walk> {
  const { repository } = source;
  const question: ProgramQuestion = { entry, repository, variables };
  const program = await reader.files(question);
  const named = telemetryNamed(reader.ecosystem, vendors);
  let { complete } = program;
  let suspected = false;
  const texts = new Map<string, string>();
  for (const path of program.files) {
    const text = await repository.read(path);
    if (text !== null) texts.set(path, text);
  }
  const ownNamespaces = namespacesOf(texts, reader.ecosystem);
  const conditions = await reader.conditions?.(question, texts);
  const prepare = (condition: string): string =>
    conditions?.(condition) ?? reader.prepared?.(condition, question) ?? condition;
  const parsed = new Set<string>();
  const moduleAt = async (path: string): Promise<Module | null> => {
    if (!parsed.has(path) && parsed.size >= mostParsed) {
      complete = false;
      return null;
    }
    parsed.add(path);
    const module = await source.module(path);
    if (module === null && (repository.language(path) !== null || telemetryImport.test(texts.get(path) ?? '')))
      complete = false;
    return module;
  };
  const text = await programText(texts, source, moduleAt, reader);
  const reached: Reached[] = [];
  for (const [path, content] of texts) {
    if (!suspected && (await importsUnknownTelemetry(path, content))) suspected = true;
    if (!named(content)) continue;
    const module = await moduleAt(path);
    // What else is done with a vendor's telemetry, such as its end, stands in files that name it.
    if (module !== null) repository.note(module.file);
    for (const fact of module?.facts.telemetry ?? []) {
      if (module === null) break;
      const way = await wayTo({ path, function: fact.function, condition: fact.condition });
      if (way === null) continue;
      reached.push({ file: module.file, fact, condition: way.condition, loose: way.loose, prepare });
    }
  }
  const own = await source.module(entry.file);
  if (own !== null) repository.note(own.file);
  const exporters = reached.length === 0 ? [] : await exportersOf();
  return { reached, exporters, modules: new Set(texts.keys()), decidedBy, complete: complete && !suspected, suspected };

  async function exportersOf(): Promise<readonly Exporter[]> {
    const rows = telemetryExporters.find(({ ecosystem }) => ecosystem === reader.ecosystem);
    const found: Exporter[] = [];
    if (rows === undefined) return found;
    for (const path of [...texts.keys()].filter((path) => named(texts.get(path) ?? ''))) {
      const module = await moduleAt(path);
      for (const call of module?.facts.calls ?? []) {
        const name = lastName(call.callee);
        const stays = rows.stays.test(name);
        if (module === null || !(stays || rows.sends.test(name))) continue;
        const way = await wayTo({ path, function: call.function, condition: call.condition });
        if (way !== null) found.push({ file: module.file, call, condition: way.condition, stays });
      }
    }
    return found;
  }

  /** An SDK that no row knows how it is started, in a file that starts nothing known: it may start there. */
  async function importsUnknownTelemetry(path: string, content: string): Promise<boolean> {
    const lines = [...content.matchAll(importLine)].map(([line]) => line).filter((line) => telemetryImport.test(line));
    const names = lines.filter((line) => !ownNamespaces.has(namespaceOf(line)));
    if (names.every((line) => isApi(line, reader.ecosystem, vendors))) return false;
    return ((await moduleAt(path))?.facts.telemetry.length ?? 0) === 0;
  }

  /** The best way from something that runs by itself; null where there is none. */
  async function wayTo(start: Omit<Way, 'loose'>): Promise<Way | null> {
    const queues: [Way[], Way[], Way[]] = [[], [], []];
    const seen = new Set<string>();
    const add = async (place: Omit<Way, 'loose'>, before: Way | null, loose: boolean): Promise<void> => {
      const condition = await left(place);
      if (condition === false) return;
      const way: Way = {
        path: place.path,
        function: place.function,
        condition: before?.condition ?? condition,
        loose: loose || before?.loose === true,
      };
      queues[rank(way)]?.push(way);
    };
    await add(start, null, false);
    for (let places = 0; places < mostPlaces; places++) {
      const way = queues[0].pop() ?? queues[1].pop() ?? queues[2].pop();
      if (way === undefined) return null;
      const key = `${way.path}#${way.function}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const module = await moduleAt(way.path);
      if (module === null) continue;
      const callers = await above(module, way);
      if (callers === 'runs') return way;
      for (const caller of callers ?? []) await add(caller, way, caller.loose);
      // The name is everywhere: it may well be called.
      if (callers === null) queues[2].push({ ...way, path: entry.file, function: anywhere, loose: true });
      if (way.function === anywhere) return way;
    }
    complete = false;
    return null;
  }

  async function above(module: Module, way: Way): Promise<readonly Caller[] | 'runs' | null> {
    if (way.function === anywhere) return 'runs';
    if (way.function < 0) {
      const topLevel = reader.topLevel(module.path, question);
      if (topLevel === 'runs' || module.path === entry.file) return 'runs';
      return topLevel === 'never' ? [] : namersOfFile(topLevel, module, text);
    }
    const fact = module.facts.functions[way.function];
    if (fact === undefined) return [];
    if (reader.startsItself(fact, module, question)) return 'runs';
    if (fact.nameRange === null || fact.name === '<anonymous>') {
      return [{ path: module.path, function: fact.parent, condition: null, loose: false }];
    }
    return callersOf(module, way.function, text, reader);
  }

  function preparedConstant(module: Module | null, name: string): string | null {
    const constant = module?.constantOf(name) ?? null;
    return constant === null ? null : prepare(constant);
  }

  /** What is left of a condition: null for nothing, false where it never holds. */
  async function left({ path, condition }: Omit<Way, 'loose'>): Promise<string | null | false> {
    if (condition === null || failure.test(condition.trim())) return null;
    const module = await moduleAt(path);
    const value = evaluateSwitch(prepare(condition), {
      variables,
      asMain: path === entry.file && entry.asMain,
      constantOf: (name) => preparedConstant(module, name),
    });
    return value === null ? condition : value ? null : false;
  }
}

const importLine =
  /^[ \t]*(?:(?:import|pub use|use|using|global using|require|require_relative)\b[^\n]*|(?:[\w.]+[ \t]+)?"[\w.-]+\/[^"\n]*"[ \t]*$)/gm;

/** Namespaces that the program itself declares: what stands in them is read. */
function namespacesOf(texts: ReadonlyMap<string, string>, ecosystem: string): ReadonlySet<string> {
  const found = new Set<string>();
  if (ecosystem !== 'dotnet') return found;
  for (const text of texts.values()) {
    for (const [, name = ''] of text.matchAll(/^[ \t]*namespace[ \t]+([\w.]+)/gm)) found.add(name);
  }
  return found;
}

const namespaceOf = (line: string): string => /\busing\s+(?:static\s+)?([\w.]+)\s*;/.exec(line)?.[1] ?? '';

/** An interface alone, as rows of packages say: the longest name that fits decides. */
function isApi(line: string, ecosystem: string, vendors: readonly TelemetryVendor[]): boolean {
  let best = '';
  let api = false;
  for (const row of vendors.flatMap(({ packages }) => packages)) {
    if (row.ecosystem !== ecosystem) continue;
    for (const kind of ['sdk', 'api'] as const) {
      for (const pattern of row[kind]) {
        const name = pattern.replace('*', '');
        if (name.length > best.length && line.includes(name)) [best, api] = [name, kind === 'api'];
      }
    }
  }
  // Namespaces of .NET are called as their packages are: of those that start nothing the same holds.
  const quiet = ecosystem === 'dotnet' ? (quietPackages[ecosystem] ?? []).map((name) => name.replace('*', '')) : [];
  return api || quiet.some((name) => name.length > best.length && line.includes(name));
}

/** Tests for a failure of what came before: they say nothing about when the program starts its telemetry. */
const failure = /^\(?(?:err|error|e|ex|\w*Err)\s*(?:==|!=|===|!==)\s*(?:nil|null)\)?$|^(?:Ok|Err|Some)\s*\(/;

async function programText(
  texts: ReadonlyMap<string, string>,
  { repository }: ModuleSource,
  moduleAt: (path: string) => Promise<Module | null>,
  reader: ProgramReader,
): Promise<ProgramText> {
  const named = new Map<string, Promise<readonly Module[] | null>>();
  const goModules = reader.ecosystem === 'go' ? await modulesOf(repository) : [];
  const find = async (name: string): Promise<readonly Module[] | null> => {
    const found: Module[] = [];
    for (const [path, text] of texts) {
      if (!hasWord(text, name)) continue;
      if (found.length >= mostNaming) return null;
      const module = await moduleAt(path);
      if (module !== null) found.push(module);
    }
    return found;
  };
  return {
    naming(name) {
      let found = named.get(name);
      if (found === undefined) named.set(name, (found = find(name)));
      return found;
    },
    folderOf: (path) => folderOfImport(path, goModules),
  };
}

function hasWord(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (!/[\w$]/.test(text[at - 1] ?? '') && !/[\w$]/.test(text[at + name.length] ?? '')) return true;
  }
  return false;
}
