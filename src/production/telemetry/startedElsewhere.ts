/**
 * Objects that one place makes and another starts: `export const sdk = new NodeSDK()` in one file and `sdk.start()` in the
 * next, a field that a constructor fills, what a function of the repository returns. The path of such a call does not
 * name the class, so its receiver is followed to where it is made.
 */
import type { CallFact } from '../../model/facts.ts';
import type { TelemetryInitialiser, TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { Module, ModuleGraph } from './moduleGraph.ts';
import type { Reached } from './walk.ts';

/** A call in code that runs, with the way there. */
export interface RunningCall {
  readonly module: Module;
  readonly call: CallFact;
  readonly condition: string | null;
  readonly loose: boolean;
}

interface Starter {
  readonly vendor: string;
  readonly row: TelemetryInitialiser;
}

/** Rows of the kind `new module.Class().method`, by that path without `new`. */
const starters = new WeakMap<readonly TelemetryVendor[], Map<string, ReadonlyMap<string, Starter>>>();

function startersOf(vendors: readonly TelemetryVendor[], ecosystem: string): ReadonlyMap<string, Starter> {
  const byEcosystem = starters.get(vendors) ?? new Map<string, ReadonlyMap<string, Starter>>();
  starters.set(vendors, byEcosystem);
  let found = byEcosystem.get(ecosystem);
  if (found === undefined) {
    const rows = vendors.flatMap(({ name, initialisers }) =>
      initialisers.flatMap((row): [string, Starter][] =>
        row.ecosystem === ecosystem && row.call?.includes('().') === true
          ? [[row.call.replace(/^new /, ''), { vendor: name, row }]]
          : [],
      ),
    );
    byEcosystem.set(ecosystem, (found = new Map(rows)));
  }
  return found;
}

/** Whether a call may start an object that is made elsewhere: its name alone decides. */
export function mayStartObject(call: CallFact, ecosystem: string, vendors: readonly TelemetryVendor[]): boolean {
  const at = call.callee.lastIndexOf('.');
  if (at <= 0 || call.constructs) return false;
  const name = call.callee.slice(at + 1);
  for (const path of startersOf(vendors, ecosystem).keys()) if (path.endsWith(`().${name}`)) return true;
  return false;
}

const mostSteps = 12;

export async function startedElsewhere(
  { module, call, condition, loose }: RunningCall,
  graph: ModuleGraph,
  vendors: readonly TelemetryVendor[],
): Promise<Reached | null> {
  const { ecosystem } = module.facts;
  const at = call.callee.lastIndexOf('.');
  const method = call.callee.slice(at + 1);
  const receiver = call.callee.slice(0, at).replace(/[?!]+$/, '');
  const made = await classOf(receiver, module, graph, 0);
  const starter = made === null ? undefined : startersOf(vendors, ecosystem).get(`${made}().${method}`);
  if (starter === undefined) return null;
  const { vendor, row } = starter;
  const { function: within, calleeRange } = call;
  const fact = { range: calleeRange, function: within, condition, vendor, signals: row.signals, call: -1, order: 0 };
  return { file: module.file, fact, condition, loose, row };
}

/** `module.Class` of what a name stands for; null where that is not one thing. */
async function classOf(written: string, module: Module, graph: ModuleGraph, steps: number): Promise<string | null> {
  if (steps > mostSteps) return null;
  const [head = '', ...rest] = written.replace(/\?/g, '').split('.');
  const isOwn = /^(?:this|self|cls)$/.test(head);
  const name = isOwn ? rest[0] : head;
  if (name === undefined || name === '' || rest.length > 1) return null;
  const imported = isOwn ? [] : (module.bindings.get(name) ?? []);
  for (const { imported: fact, name: taken } of imported) {
    // `tracing.sdk` of a module as a whole.
    const wanted = taken ?? rest[0] ?? 'default';
    for (const path of graph.targets(module.path, fact)) {
      const target = await graph.module(path);
      const local = target === null ? null : exportedName(target.file.text, wanted);
      const found =
        target === null ? null : await classOf(taken === null ? wanted : (local ?? wanted), target, graph, steps + 1);
      const byDefault =
        found ?? (target === null || local === null ? null : await classOf(local, target, graph, steps + 1));
      if (byDefault !== null) return byDefault;
    }
  }
  if (imported.length > 0) return null;
  for (const callee of makersOf(name, module.file.text)) {
    const found = await madeBy(callee, module, graph, steps + 1);
    if (found !== null) return found;
  }
  return null;
}

/** What a constructor or a function of the repository makes. */
async function madeBy(callee: string, module: Module, graph: ModuleGraph, steps: number): Promise<string | null> {
  if (steps > mostSteps) return null;
  const [head = '', ...rest] = callee.split('.');
  for (const { imported, name } of module.bindings.get(head) ?? []) {
    const targets = graph.targets(module.path, imported);
    if (targets.length === 0)
      return [imported.module, ...(name === null || name === 'default' ? [] : [name]), ...rest].join('.');
    for (const path of targets) {
      const target = await graph.module(path);
      const found = target === null ? null : await returnedBy(rest.at(-1) ?? name ?? 'default', target, graph, steps);
      if (found !== null) return found;
    }
    return null;
  }
  return rest.length === 0 ? returnedBy(head, module, graph, steps) : null;
}

async function returnedBy(name: string, module: Module, graph: ModuleGraph, steps: number): Promise<string | null> {
  for (const index of module.named.get(name) ?? []) {
    const { range } = module.facts.functions[index] ?? { range: { start: 0, end: 0 } };
    const body = module.file.text.slice(range.start, range.end);
    for (const [, own, returned] of body.matchAll(
      /\breturn\s+(?:await\s+)?(?:(?:new\s+)?([\w$.]+)\s*\(|([\w$]+)\b)/g,
    )) {
      const found =
        own !== undefined
          ? await madeBy(own, module, graph, steps + 1)
          : returned === undefined
            ? null
            : await firstMade(makersOf(returned, body), module, graph, steps + 1);
      if (found !== null) return found;
    }
  }
  return null;
}

async function firstMade(
  callees: readonly string[],
  module: Module,
  graph: ModuleGraph,
  steps: number,
): Promise<string | null> {
  for (const callee of callees) {
    const found = await madeBy(callee, module, graph, steps);
    if (found !== null) return found;
  }
  return null;
}

/** Callees of what is assigned to a name, as a variable or as a field. */
function makersOf(name: string, text: string): string[] {
  const escaped = name.replace(/\$/g, '\\$');
  const pattern = new RegExp(
    `(?:^|[^\\w$])${escaped}\\s*(?::[^=\\n]{1,80})?=(?![=>])\\s*(?:await\\s+)?(?:new\\s+)?([A-Za-z_$][\\w$.]*)\\s*\\(`,
    'gm',
  );
  return [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);
}

/** The local name behind an exported one. */
function exportedName(text: string, name: string): string | null {
  if (name === 'default') {
    return (
      /\bexport\s+default\s+([\w$]+)\s*;?\s*$/m.exec(text)?.[1] ??
      /\bmodule\.exports\s*=\s*([\w$]+)\s*;?\s*$/m.exec(text)?.[1] ??
      null
    );
  }
  return (
    new RegExp(`\\bexport\\s*\\{[^}]*\\b([\\w$]+)\\s+as\\s+${name.replace(/\$/g, '\\$')}\\b`).exec(text)?.[1] ?? null
  );
}
