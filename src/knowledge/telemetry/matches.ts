/** Which row says what a call or an import starts. */
import type { CallFact, ImportFact } from '../../model/facts.ts';
import type { TelemetryInitialiser } from './vendor.ts';

/** Rows by what they are told by: looked up for every call of every file. */
export interface InitialiserIndex<Row extends { readonly row: TelemetryInitialiser }> {
  ofCall(call: CallFact): Row | undefined;
  ofImport(imported: ImportFact): Row | undefined;
}

export function indexInitialisers<Row extends { readonly row: TelemetryInitialiser }>(
  rows: readonly Row[],
): InitialiserIndex<Row> {
  const calls = new Map<string, Row[]>();
  const imports = new Map<string, Row>();
  const methods = new Map<string, Row[]>();
  for (const one of rows) {
    const { call, import: module, method, constructs = false } = one.row;
    if (call !== undefined) {
      const key = callKey(call, constructs);
      calls.set(key, [...(calls.get(key) ?? []), one]);
    }
    if (module !== undefined) setOnce(imports, module, one);
    if (method !== undefined) methods.set(method, [...(methods.get(method) ?? []), one]);
  }
  return {
    ofCall(call) {
      const path = unshadowed(call);
      const rows = path === null ? undefined : calls.get(callKey(path, call.constructs));
      const known = rows?.find(
        ({ row: { argument } }) => argument === undefined || call.arguments[0]?.value === argument,
      );
      if (known !== undefined || methods.size === 0 || call.constructs) return known;
      // A long callee is cut off; its path is whole.
      const named = methods.get(nameOf(call.path ?? call.callee));
      return named?.find(({ row: { behind } }) => behind === undefined || standsBehind(call, behind));
    },
    ofImport({ module, names }) {
      // `from ddtrace import auto` evaluates the module `ddtrace.auto`.
      for (const name of [module, ...names.map((taken) => `${module}.${taken.name}`)]) {
        const known = imports.get(name);
        if (known !== undefined) return known;
      }
      return undefined;
    },
  };
}

/** `launcher := launcher.Start()`: in its own declaration the name is still the package's. */
function unshadowed({ callee, path }: CallFact): string | null {
  const [, own, name] = /^([^()]+\.(\w+))\(\)\.\w+$/.exec(path ?? '') ?? [];
  if (own === undefined || path !== `${own}().${name}` || callee.includes('(')) return path;
  return callee.split('.').length === 2 && callee.endsWith(`.${name}`) ? own : path;
}

/** A class that is made and a function that is called are told apart. */
function callKey(path: string, constructs: boolean): string {
  return constructs ? `new ${path}` : path;
}

function setOnce<Row>(map: Map<string, Row>, key: string, row: Row): void {
  if (!map.has(key)) map.set(key, row);
}

/** Last name of a callee, without type arguments. */
const nameOf = (callee: string): string => /(\w+[?!]?)\s*(?:<[^()]*>)?\s*$/.exec(callee.slice(-200))?.[1] ?? callee;

function standsBehind({ callee, path }: CallFact, names: readonly string[]): boolean {
  const chain = `${path ?? ''}\n${callee}`;
  return names.some((name) => new RegExp(`\\b${name}\\b`).test(chain));
}
