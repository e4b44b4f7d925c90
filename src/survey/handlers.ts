/** The handlers of one file that a service may log in or not: what they are alike by, and whether they do. */
import { handlerHabits } from '../knowledge/handlerHabits.ts';
import type { HandlerVerdict } from '../model/conventions.ts';
import type { Facts, HandlerFact } from '../model/facts.ts';
import { contains } from '../model/text.ts';

/** Plain data. */
export interface HandlerRow {
  /** Index in the file's facts. */
  readonly handler: number;
  readonly verdict: HandlerVerdict;
  readonly logged: boolean;
  /** Last names of what is caught, in order of name; empty where anything is. */
  readonly type: string;
  /** Last name of what is tried first, null where nothing is called. */
  readonly call: string | null;
}

const mostRows = 500;
/** They take any error. */
const broad = /^(?:(?:Base)?Exception|Error|Throwable)$/;

/** Those that do nothing with the error but log it, and those that do nothing at all. */
export function handlersOf(facts: Facts): HandlerRow[] {
  if (handlerHabits[facts.ecosystem] === undefined) return [];
  const rows: HandlerRow[] = [];
  facts.handlers.forEach((handler, index) => {
    const verdict = verdictOf(handler);
    if (verdict === null || handler.form === 'suppress' || rows.length >= mostRows) return;
    const logs = facts.logCalls.filter(({ range }) => contains(handler.body, range));
    // What is printed is for whoever stands before it: neither a log line nor silence.
    if (logs.length > 0 && logs.every(({ library }) => library === 'print')) return;
    rows.push({
      handler: index,
      verdict,
      logged: logs.length > 0 || handler.outcome === 'logged',
      type: typeOf(handler),
      call: firstCall(facts, handler),
    });
  });
  return rows;
}

function verdictOf({ outcome, unlogged }: HandlerFact): HandlerVerdict | null {
  const verdict = outcome === 'logged' ? unlogged : outcome;
  return verdict === 'swallowed' || verdict === 'expected' ? verdict : null;
}

function typeOf({ types }: HandlerFact): string {
  const names = types.map(lastName);
  return names.some((name) => broad.test(name)) ? '' : names.sort().join(', ');
}

function firstCall({ calls }: Facts, { tryBody }: HandlerFact): string | null {
  const first = tryBody === null ? undefined : calls.find(({ range }) => contains(tryBody, range));
  return first === undefined ? null : lastName(first.callee);
}

/** `requests.exceptions.Timeout` → `Timeout`, `session.get` → `get`. */
function lastName(written: string): string {
  return /[\w$]+(?=\W*$)/.exec(written)?.[0] ?? written;
}
