/** Chains of calls that a logger stands in: those that make another of it, and those that say the level first. */
import type { LoggerRow } from '../../../knowledge/logger.ts';
import type { LogLevel } from '../../../model/facts.ts';

export const mostLinks = 64;

/** A logger made of another (`log.bind(id=1)`, `log.child({})`) is what the other is. */
export function underived(path: string, derive: ReadonlySet<string>): string {
  let base = path;
  for (let level = 0; level < mostLinks; level++) {
    const next = withoutLink(base, derive);
    if (next === null) break;
    base = next;
  }
  return base;
}

export function withoutLink(path: string, derive: ReadonlySet<string>): string | null {
  if (!path.endsWith(')')) return null;
  const open = path.lastIndexOf('(');
  const dot = path.lastIndexOf('.', open);
  return dot === -1 || !derive.has(path.slice(dot + 1, open)) ? null : path.slice(0, dot);
}

/** The logger that a chain starts with, or is made with: `level.Error(logger)`. */
export function beforeChain(row: LoggerRow, receiver: string): string {
  const head = chainHead(row, receiver);
  if (head === null) return receiver;
  const given = receiver.slice(head.at + head.method.length + 2, -1);
  return row.chainTakesLogger === true ? given : receiver.slice(0, head.at);
}

/** The link of a chain that says the level: the first. */
function chainHead({ chains }: LoggerRow, receiver: string): { readonly method: string; readonly at: number } | null {
  let head: { readonly method: string; readonly at: number } | null = null;
  for (const method of Object.keys(chains ?? {})) {
    const at = receiver.indexOf(`.${method}(`);
    if (at !== -1 && (head === null || at < head.at)) head = { method, at };
  }
  return head;
}

/** `log.atError().setCause(error)`: the level of what such a chain ends in. */
export function chainLevel(row: LoggerRow, receiver: string): LogLevel | undefined {
  const head = receiver.endsWith(')') ? chainHead(row, receiver) : null;
  return head === null ? undefined : row.chains?.[head.method];
}

/** What stands in front of the last name; nothing where there is none. */
export function receiverOf(callee: string, marks: readonly string[]): string {
  const at = Math.max(...marks.map((mark) => callee.lastIndexOf(mark)));
  return at === -1 ? '' : callee.slice(0, callee[at - 1] === '?' ? at - 1 : at);
}

export function lastName(callee: string, marks: readonly string[]): string {
  let start = 0;
  for (const mark of marks) {
    const at = callee.lastIndexOf(mark);
    if (at !== -1) start = Math.max(start, at + mark.length);
  }
  return callee.slice(start);
}
