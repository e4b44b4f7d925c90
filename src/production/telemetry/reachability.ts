/**
 * Which initialisers run on the way from an entry point: modules are evaluated through their imports, functions run when
 * code that runs calls them, hands them over or decorates them. What is only reached by a name that occurs somewhere is
 * loose, and proves nothing either way.
 */
import type { CallFact } from '../../model/facts.ts';
import { isGeneratedSource } from '../../model/generated.ts';
import type { Variables } from '../shellSource.ts';
import { dirname } from '../paths.ts';
import { evaluateSwitch } from './conditions.ts';
import { isSettingsModule, settingsModules, settingsTelemetry } from './frameworkSettings.ts';
import { foldersOfPackage } from '../localPackages.ts';
import { looselyReached } from './looseReach.ts';
import { createModuleGraph, enclosingPackages } from './moduleGraph.ts';
import type { FunctionPlace, Module, ModuleGraph } from './moduleGraph.ts';
import { telemetryNamed } from './needles.ts';
import { mayStartObject, startedElsewhere } from './startedElsewhere.ts';
import { callsUnknownTelemetry, isOfOwnScope, takesUnknownTelemetry } from './unknownTelemetry.ts';
import { programReaders } from './programs/index.ts';
import { walkNative } from './programs/native.ts';
import { walkProgram } from './programs/walkProgram.ts';
import type { Reached, Walk, WalkContext, WalkQuestion } from './walk.ts';

const mostModules = 2000;
const mostItems = 60_000;

/** Methods that Django and Nest call when they start. */
const calledByFrameworks = /^(ready|onModuleInit|onApplicationBootstrap)$/;

interface Item {
  readonly path: string;
  /** Index of a function, -1 for the module. */
  readonly function: number;
  readonly condition: string | null;
  readonly loose: boolean;
}

const rank = (item: Item): number => (item.loose ? 2 : item.condition === null ? 0 : 1);

export async function walk(question: WalkQuestion, { source, vendors }: WalkContext): Promise<Walk> {
  const { roots, entries, hooks } = question;
  const decidedBy = new Map<string, string | null | undefined>();
  const variables: Pick<Variables, 'get' | 'keys'> = {
    get(name) {
      const variable = question.variables.get(name);
      decidedBy.set(name, variable?.value);
      return variable;
    },
    keys() {
      // Which names there are decides: nothing to compare by, so such a walk is not shared.
      decidedBy.set('', null);
      return question.variables.keys();
    },
  };
  const { repository } = source;
  const [first] = entries;
  const { ecosystem } = question;
  const reader = programReaders.find((candidate) => candidate.ecosystem === ecosystem);
  if (first !== undefined && reader !== undefined) {
    return walkProgram({ entry: first, reader, source, vendors, variables, decidedBy });
  }
  if (first !== undefined && ecosystem === 'native') return walkNative(first, repository, vendors);
  const graph = createModuleGraph(source, roots);
  const queues: [Item[], Item[], Item[]] = [[], [], []];
  const visited = new Set<string>();
  const modules = new Map<string, Module>();
  const importers = new Map<string, Set<string>>();
  /** Methods that running code calls, as `Owner.name`, with the way there; constructors are `Owner.new`. */
  const called = new Map<string, Item>();
  /** Names that running code calls as members of something. */
  const memberCalls = new Set<string>();
  /** What was followed already, by rank, file and name. */
  const entered = new Set<string>();
  /** Methods of evaluated modules, keyed as `called` is. */
  const methods = new Map<string, FunctionPlace[]>();
  const reached: Reached[] = [];
  const mains = new Set(entries.filter((entry) => entry.asMain).map((entry) => entry.file));
  // Nothing is known of how programs of other languages are put together.
  let complete = ecosystem === 'python' || ecosystem === 'node' || ecosystem === 'k6';
  let suspected = false;
  let items = 0;

  const add = (item: Item): void => {
    if (visited.has(`${item.path}#${item.function}`)) return;
    queues[rank(item)]?.push(item);
  };
  const next = (): Item | undefined => queues[0].pop() ?? queues[1].pop() ?? queues[2].pop();

  /** The way on through a place: null where its condition never holds. */
  const through = (item: Item, condition: string | null): Item | null => {
    if (condition === null) return item;
    const module = modules.get(item.path);
    const value = evaluateSwitch(condition, {
      variables,
      asMain: mains.has(item.path),
      constantOf: (name) => module?.constantOf(name) ?? null,
    });
    if (value === true) return item;
    return value === false ? null : { ...item, condition: item.condition ?? condition };
  };

  for (const entry of entries) {
    for (const file of entry.asMain ? [] : enclosingPackages(entry.file, repository)) {
      add({ path: file, function: -1, condition: null, loose: false });
    }
    add({ path: entry.file, function: -1, condition: null, loose: false });
  }
  for (const path of hooks) add({ path, function: -1, condition: null, loose: false });

  for (;;) {
    const item = next();
    if (item === undefined) {
      // Nothing is left that certainly runs: now what may run.
      if (reached.some((found) => !found.loose)) break;
      const loose = await looselyReached({ modules, visited, importers, memberCalls, graph, mentionsTelemetry });
      if (loose.length === 0) break;
      for (const place of loose) add({ ...place, condition: null, loose: true });
      continue;
    }
    const key = `${item.path}#${item.function}`;
    if (visited.has(key)) continue;
    if (++items > mostItems || (modules.size >= mostModules && !modules.has(item.path))) {
      complete = false;
      break;
    }
    visited.add(key);
    const module = modules.get(item.path) ?? (await graph.module(item.path));
    if (module === null) {
      const isRead = repository.language(item.path) !== null || mains.has(item.path);
      if (isRead && !(await isQuietlyGenerated(item.path))) complete = false;
      continue;
    }
    if (!modules.has(item.path)) {
      modules.set(item.path, module);
      repository.note(module.file);
      indexMethods(module);
    }
    if (item.function === -1) await enterModule(module, item);
    await enter(module, item);
  }
  complete &&= !lacksSettings([...modules.values()]);
  return { reached, modules: new Set(modules.keys()), decidedBy, complete: complete && !suspected, suspected };

  async function enterModule(module: Module, item: Item): Promise<void> {
    const isHook = hooks.includes(item.path);
    module.facts.functions.forEach((fact, index) => {
      // A server or a framework calls what its hook file declares.
      if (isHook && fact.parent === -1) add({ ...item, function: index });
    });
    const entry = entries.find((candidate) => candidate.file === item.path);
    const symbol = entry?.symbol?.replace(/\(.*$/, '').split('.')[0];
    if (symbol !== undefined) for (const index of module.named.get(symbol) ?? []) add({ ...item, function: index });
    for (const { fact, row } of settingsTelemetry(module, vendors)) {
      const way = through(item, fact.condition);
      if (way !== null) reached.push({ file: module.file, fact, condition: way.condition, loose: way.loose, row });
    }
    for (const path of await settingsModules(module, graph, variables, repository)) {
      add({ path, function: -1, condition: item.condition, loose: item.loose });
    }
  }

  async function enter(module: Module, item: Item): Promise<void> {
    const { facts } = module;
    for (const imported of module.imports.get(item.function) ?? []) {
      if (imported.typeOnly) continue;
      const way = through(item, imported.condition);
      if (way === null) continue;
      if (ecosystem === 'node') await graph.learnBuilt(item.path, imported.module);
      const targets = graph.targets(item.path, imported);
      if (targets.length === 0) {
        suspected ||= takesUnknownTelemetry(imported, module, vendors) || isOfOwnScope(imported.module, source.aliases);
        suspected ||= ecosystem === 'python' && foldersOfPackage(imported.module, repository).length > 1;
      }
      for (const path of targets) {
        importersOf(path).add(item.path);
        add({ ...way, path, function: -1 });
      }
    }
    for (const fact of facts.telemetry) {
      if (fact.function !== item.function) continue;
      const way = through(item, fact.condition);
      if (way !== null) reached.push({ file: module.file, fact, condition: way.condition, loose: way.loose });
    }
    for (const index of module.children.get(item.function) ?? []) {
      const fact = facts.functions[index];
      if (fact === undefined) continue;
      if (fact.nameRange === null || fact.name === '<anonymous>' || fact.decorators.length > 0)
        add({ ...item, function: index });
    }
    for (const call of module.calls.get(item.function) ?? []) {
      const way = through(item, call.condition);
      if (way !== null) await enterCall(module, call, way);
    }
  }

  async function enterCall(module: Module, call: CallFact, item: Item): Promise<void> {
    await enterName(module, call.callee, call.constructs, item);
    enterMethod(call, item);
    // `require('./tracer')('api')`, `require('./tracer').start()`
    const [, required, member = 'default'] =
      /^require\(\s*["'`]([^"'`]+)["'`]\s*\)(?:\.(\w+))?$/.exec(call.callee) ?? [];
    const target = required === undefined ? null : graph.resolve(module.path, required);
    if (target !== null) await enterExport(target, member, item);
    // It only starts another program in its own place.
    suspected ||= replacesItself.test(call.path ?? call.callee) && entries.some(({ file }) => file === module.path);
    suspected ||= callsUnknownTelemetry(call, module, (it) => graph.targets(module.path, it).length === 0, vendors);
    if (
      mayStartObject(call, module.facts.ecosystem, vendors) &&
      !module.facts.telemetry.some(({ call: at }) => module.facts.calls[at] === call)
    ) {
      const started = await startedElsewhere(
        { module, call, condition: item.condition, loose: item.loose },
        graph,
        vendors,
      );
      if (started !== null) reached.push(started);
    }
    for (const argument of call.arguments) {
      if (argument.kind === 'name') {
        const written = module.file.text
          .slice(argument.range.start, argument.range.end)
          .replace(/^\w+\s*=(?!=)\s*/, '');
        await enterName(module, written, false, item);
      } else if (argument.kind === 'string' && argument.value !== null) {
        await enterString(module, call, argument.value, item);
      }
    }
    const [first] = call.arguments;
    if (first === undefined || first.kind === 'string' || !loadsModules.test(lastOf(call))) return;
    // Which module is loaded is not known: any beside it may be.
    const below = repository.filesBelow(dirname(module.path)).slice(0, mostBeside);
    for (const path of below) if (!visited.has(`${path}#-1`)) await addLoosely(path, item);
  }

  /** A module named by a string: what imports it runs it, what else takes the string may. */
  async function enterString(module: Module, call: CallFact, value: string, item: Item): Promise<void> {
    const path = moduleOfString(module, value, graph);
    if (path === null || path === module.path) return;
    if (!takesModuleNames.test(lastOf(call)) && !/^[\w.]+:[\w.]+$/.test(value)) {
      await addLoosely(path, item);
      return;
    }
    for (const above of enclosingPackages(path, repository)) add({ ...item, path: above, function: -1 });
    add({ ...item, path, function: -1 });
    // Pyramid calls it for what is included.
    await enterExport(path, 'includeme', item);
  }

  async function addLoosely(path: string, item: Item): Promise<void> {
    if (!(await mentionsTelemetry(path))) return;
    const module = await graph.module(path);
    add({ ...item, path, function: -1, loose: true });
    for (const fact of module?.facts.telemetry ?? []) add({ ...item, path, function: fact.function, loose: true });
  }

  /** What a written name leads to: a function of this file, of an imported module, a constructor. */
  async function enterName(module: Module, written: string, constructs: boolean, item: Item): Promise<void> {
    const key = `${rank(item)} ${module.path} ${written}`;
    if (entered.has(key)) return;
    entered.add(key);
    const [head = '', ...rest] = written.replace(/\?\./g, '.').replace(/\(.*$/s, '').split('.');
    const last = rest.at(-1) ?? head;
    for (const { imported, name } of module.bindings.get(head) ?? []) {
      if (name === null && imported.alias === null && !written.startsWith(`${imported.module}.`)) continue;
      const inner = rest.slice(0, -1).join('.');
      const below = inner === '' ? null : graph.resolve(module.path, `${imported.module}.${inner}`);
      const targets = [...graph.targets(module.path, imported), ...(below === null ? [] : [below])];
      const wanted = rest.length > 0 ? last : (name ?? 'default');
      for (const path of targets) {
        await enterExport(path, wanted, item);
        // `Client.start()` of an imported class, `setup()` of an imported name.
        if (rest.length > 0 && name !== null) await enterOwned(path, name, last, item);
      }
    }
    const own = head === 'self' || head === 'this' || head === 'cls';
    if (rest.length === 0 || own) {
      for (const index of module.named.get(last) ?? []) {
        const fact = module.facts.functions[index];
        if (fact !== undefined && (own || fact.owner === null)) add({ ...item, path: module.path, function: index });
      }
    }
    if (constructs || (rest.length === 0 && /^[A-Z]/.test(head))) callMethod('new', last, item);
  }

  /** `new X().start`, `module.X().start`: the path of a call names the class whose method it is. */
  function enterMethod(call: CallFact, item: Item): void {
    const name = lastOf(call);
    if (call.callee.includes('.')) memberCalls.add(name);
    const owner = /([A-Za-z_$][\w$]*)(?:\(\))?\.[\w$]+$/.exec(call.path ?? '')?.[1];
    if (owner !== undefined) callMethod(name, owner, item);
  }

  /** Methods run once code that runs calls them, in modules evaluated before and after. */
  function callMethod(name: string, owner: string, item: Item): void {
    const key = `${owner}.${name}`;
    if (called.has(key)) return;
    called.set(key, item);
    for (const place of methods.get(key) ?? []) add({ ...item, ...place });
  }

  function indexMethods(module: Module): void {
    const isSettings = isSettingsModule(module);
    module.facts.functions.forEach((fact, index) => {
      const place = { path: module.path, function: index };
      const owner = fact.owner ?? (isSettings ? 'settings' : null);
      if (owner === null) return;
      const key = `${owner}.${/^(__init__|constructor|__post_init__|__call__)$/.test(fact.name) ? 'new' : fact.name}`;
      const known = methods.get(key);
      if (known === undefined) methods.set(key, [place]);
      else known.push(place);
      const caller = called.get(key);
      if (caller !== undefined) add({ ...caller, ...place });
      if (calledByFrameworks.test(fact.name)) add({ ...place, condition: null, loose: false });
    });
  }

  async function enterOwned(path: string, owner: string, name: string, item: Item): Promise<void> {
    const module = modules.get(path) ?? (await graph.module(path));
    for (const index of module?.named.get(name) ?? []) {
      if (module?.facts.functions[index]?.owner === owner) add({ ...item, path, function: index });
    }
  }

  async function mentionsTelemetry(path: string): Promise<boolean> {
    const ecosystem = repository.language(path)?.ecosystem;
    const text = ecosystem === undefined ? null : await repository.read(path);
    return text !== null && telemetryNamed(ecosystem ?? '', vendors)(text);
  }

  /** What a generator made, which is not parsed, and which names no telemetry. */
  async function isQuietlyGenerated(path: string): Promise<boolean> {
    const text = await repository.read(path);
    if (text === null || entries.some(({ file }) => file === path)) return false;
    return isGeneratedSource(path, text) && !(await mentionsTelemetry(path));
  }

  async function enterExport(path: string, name: string, item: Item): Promise<void> {
    for (const place of await graph.exported(path, name)) add({ ...item, ...place });
  }

  function importersOf(path: string): Set<string> {
    let known = importers.get(path);
    if (known === undefined) importers.set(path, (known = new Set()));
    return known;
  }
}

/** Django is started, and nothing here says with which settings: what they load is out of sight. */
function lacksSettings(modules: readonly Module[]): boolean {
  const starts = /\bget_[aw]sgi_application\(|\bdjango\.setup\(/;
  return modules.some(({ file }) => starts.test(file.text)) && !modules.some(isSettingsModule);
}

const replacesItself = /^os\.(?:exec[lv]p?e?|posix_spawnp?)$/;
const loadsModules = /^(require|import|import_module|__import__)$/;
const takesModuleNames = /^(import_module|__import__|include|run|Worker|fork|register|require|import|scan)$/;
const mostBeside = 300;

const lastOf = (call: CallFact): string => call.callee.slice(call.callee.lastIndexOf('.') + 1);

/** `uvicorn.run("app.main:app")`, `import_module("app.tasks")`, `new Worker('./worker.js')`: a module named by a string. */
function moduleOfString(module: Module, value: string, graph: ModuleGraph): string | null {
  if (value.length > 200 || /\s/.test(value)) return null;
  if (module.facts.ecosystem === 'python') {
    const name = /^(\.*[A-Za-z_][\w.]*)(?::[\w.]+)?$/.exec(value)?.[1];
    return name === undefined || !/[.:]/.test(value) ? null : graph.resolve(module.path, name);
  }
  return /^\.{1,2}\//.test(value) ? graph.resolve(module.path, value) : null;
}
