/** Who writes audit records in the files that production stands on, and who calls whom among what must leave one. */
import type { Facts } from '../../model/facts.ts';
import type { Production } from '../../model/production.ts';
import { isTestPath } from '../paths.ts';

/** An operation that must leave a record, by the last part of its name. */
export interface AuditedOperation {
  readonly name: string;
  readonly path: string;
}

export interface AuditTrail {
  /** Whether a function of that name writes a record, or calls one that does. */
  records(name: string): boolean;
  /** Whether another operation that must leave a record calls it: that one is where it is written. */
  isInner(operation: AuditedOperation): boolean;
}

const known = new WeakMap<Production, Map<string, AuditTrail>>();

/**
 * @param key says what is asked for
 * @param isRecord whether a callee, as written, writes a record
 * @param operationsOf names of what must leave one in a file
 */
export function auditTrailOf(
  production: Production,
  key: string,
  isRecord: (callee: string) => boolean,
  operationsOf: (path: string, facts: Facts) => readonly string[],
): AuditTrail {
  const trails = known.get(production) ?? new Map<string, AuditTrail>();
  known.set(production, trails);
  const held = trails.get(key);
  if (held !== undefined) return held;
  const trail = readTrail(production, isRecord, operationsOf);
  trails.set(key, trail);
  return trail;
}

function readTrail(
  { sources }: Production,
  isRecord: (callee: string) => boolean,
  operationsOf: (path: string, facts: Facts) => readonly string[],
): AuditTrail {
  const writing = new Set<string>();
  const calling = new Map<string, Set<string>>();
  /** Callers of a name among the operations. */
  const outer = new Map<string, AuditedOperation[]>();
  for (const { path, facts } of sources.values()) {
    if (facts === null || isTestPath(path)) continue;
    const wanted = new Set(operationsOf(path, facts));
    for (const { name, callees } of functionsOf(facts)) {
      const called = calling.get(name) ?? new Set<string>();
      calling.set(name, called);
      for (const callee of callees) {
        const last = lastName(callee);
        if (isRecord(callee)) writing.add(name);
        called.add(last);
        if (wanted.has(name)) outer.set(last, [...(outer.get(last) ?? []), { name, path }]);
      }
    }
  }
  const writes = (name: string): boolean => writing.has(name);
  return {
    records: (name) => writes(name) || [...(calling.get(name) ?? [])].some(writes),
    isInner({ name, path }) {
      return (outer.get(name) ?? []).some((one) => {
        if (one.name !== name) return true;
        // Layers that pass it on under one name: the one nearest to whoever asks is where it is written.
        return one.path !== path && rankOf(one.path) < rankOf(path);
      });
    },
  };
}

/** Each function with all that is called in it, what stands inside of it included. */
function functionsOf({ functions, calls }: Facts): { readonly name: string; readonly callees: readonly string[] }[] {
  const callees = functions.map(({ decorators }) => [...decorators]);
  const open: number[] = [];
  let next = 0;
  const order = functions.map((_, index) => index).sort((one, other) => startOf(one) - startOf(other));
  for (const call of [...calls].sort((one, other) => one.range.start - other.range.start)) {
    for (let index = order[next]; index !== undefined && startOf(index) <= call.range.start; index = order[++next]) {
      open.push(index);
    }
    for (const index of open) {
      const around = functions[index];
      if (around !== undefined && around.range.end >= call.range.end) callees[index]?.push(call.callee);
    }
    if (open.length > 50) open.splice(0, open.length, ...open.filter((index) => endOf(index) > call.range.start));
  }
  return functions.map(({ name }, index) => ({ name, callees: callees[index] ?? [] }));

  function startOf(index: number): number {
    return functions[index]?.range.start ?? 0;
  }
  function endOf(index: number): number {
    return functions[index]?.range.end ?? 0;
  }
}

export const lastName = (callee: string): string => /(\w+)\W*$/.exec(callee.replace(/\(.*$/s, ''))?.[1] ?? callee;

/** Where requests and people come in. */
const entrance =
  /(?:^|\/)(?:ports?|rest|routes?|routers?|views?|controllers?|handlers?|resources?|endpoints?|http|grpc|graphql|resolvers?|commands?)(?:\/|\.)/i;
const rankOf = (path: string): number => (entrance.test(path) ? 0 : 1);
