/** How long a call may wait: a limit that it is given, one of its client, one around it, else what its library does. */
import type { OutboundRow, OutboundTable, TimeLimit } from '../../../knowledge/outboundLibrary.ts';
import type { ArgumentFact, CallFact, OutboundCallFact } from '../../../model/facts.ts';
import { contains, type Range } from '../../../model/text.ts';
import { lastPart } from '../entries/rows.ts';
import type { Read } from '../read.ts';
import { makersOf } from './makers.ts';

type Timeout = OutboundCallFact['timeout'];

export interface Limits {
  readonly read: Read;
  readonly table: OutboundTable;
  /** What limiters of the file hold; null before it was asked for. */
  limited: readonly Range[] | null;
}

/** @param client resolved path of what the method is called on, null for a function */
export function timeoutOf(limits: Limits, call: CallFact, row: OutboundRow, client: string | null): Timeout {
  const { read } = limits;
  if (isLimited(limits, call)) return 'set';
  const given = row.limit === null ? null : limitIn(read, call, row.limit, row);
  if (given !== null) return given;
  const byContext = contextOf(limits, call, row);
  if (byContext === 'unknown' || byContext === 'set') return byContext;
  const byClient = client === null ? null : clientLimit(read, call, row, client);
  if (byClient !== null) return byClient;
  if (row.fileLimit?.test(read.extraction.text) === true) return 'unknown';
  return row.default;
}

/** Null where nothing that is given speaks of a limit. */
function limitIn(
  read: Read,
  call: Pick<CallFact, 'arguments' | 'callee'>,
  { keys, positions, unsure = [] }: TimeLimit,
  row: OutboundRow,
): Timeout | null {
  const { text } = read.extraction;
  const isEndless = ({ range }: Pick<ArgumentFact, 'range'>): boolean =>
    row.endless.includes(text.slice(range.start, Math.min(range.end, range.start + 100)).replace(/\s+/g, ''));
  for (const argument of call.arguments) {
    if (argument.keyword !== null && unsure.includes(argument.keyword)) return 'unknown';
    if (argument.keyword === null || !keys.includes(argument.keyword)) continue;
    const value = text.slice(argument.range.start, Math.min(argument.range.end, argument.range.start + 200));
    const bare = value.replace(/^[\w$]+\s*[=:]\s*/, '').replace(/\s+/g, '');
    return row.endless.includes(bare) ? 'none' : 'set';
  }
  const positional = call.arguments.filter(({ keyword }) => keyword === null);
  if (positional.some(({ kind }) => kind === 'spread')) return 'unknown';
  for (const position of positions) {
    const argument = positional[position];
    if (argument !== undefined) return isEndless(argument) ? 'none' : 'set';
  }
  const options = row.optionsAt[lastPart(call.callee)] ?? row.optionsAt['*'] ?? [];
  let isKnown = true;
  for (const position of options) {
    const argument = positional[position];
    if (argument === undefined || isNoOptions(argument)) continue;
    const found = argument.kind === 'object' ? limitInObject(text, argument, { keys, unsure }, row.endless) : 'unknown';
    if (found === 'unknown') isKnown = false;
    else if (found !== null) return found;
  }
  return isKnown ? null : 'unknown';
}

/** An address, a callback, nothing: what stands where options may stand and is none. */
function isNoOptions({ kind, value }: ArgumentFact): boolean {
  if (kind === 'call') return value === 'URL' || value === 'node:url.URL' || value === 'url.URL';
  return kind !== 'name' && kind !== 'object' && kind !== 'other' && kind !== 'spread';
}

function limitInObject(
  text: string,
  { range, keys: given = [] }: ArgumentFact,
  { keys, unsure }: { readonly keys: readonly string[]; readonly unsure: readonly string[] },
  endless: readonly string[],
): Timeout | null {
  const key = keys.find((one) => given.includes(one));
  const written = text.slice(range.start, Math.min(range.end, range.start + 5000));
  if (key === undefined) return written.includes('...') || unsure.some((one) => given.includes(one)) ? 'unknown' : null;
  const value = new RegExp(String.raw`[{,\s]${key}["']?\s*:\s*([\w.$]+)\s*[,}\n]`).exec(written)?.[1];
  return value !== undefined && endless.includes(value) ? 'none' : 'set';
}

/** What the client says; null where it is made in this file and is given no limit. */
function clientLimit(read: Read, call: CallFact, row: OutboundRow, client: string): Timeout | null {
  const open = client.indexOf('()');
  // A module is its own client.
  if (open === -1) return null;
  const made = makersOf(read, call, client.slice(0, open));
  if (made.length === 0) return 'unknown';
  const limit = row.clientLimit;
  if (limit === null) return null;
  const found = made.map((maker) => limitIn(read, maker, limit, { ...row, optionsAt: { '*': [0, 1, 2] } }));
  const [first = null] = found;
  return found.every((one) => one === first) ? first : 'unknown';
}

/** What stands in the arguments of a call that limits it, or in the block of one. */
function isLimited(limits: Limits, call: CallFact): boolean {
  const { read, table } = limits;
  limits.limited ??= read.calls.flatMap((one): Range[] => {
    if (!table.limiters.includes(one.path ?? one.callee) && !table.limiters.includes(one.callee)) return [];
    const { start } = one.statement;
    const isBlock = /^(?:async\s+)?with\b/.test(read.extraction.text.slice(start, start + 20));
    return [isBlock ? one.statement : one.range];
  });
  return limits.limited.some((range) => contains(range, call.range));
}

/** A context may carry a limit of the caller's; one that is made on the spot does not. */
function contextOf({ read, table }: Limits, call: CallFact, row: OutboundRow): Timeout | null {
  const isEndless = (argument: ArgumentFact | undefined): boolean =>
    argument?.kind === 'call' && table.endlessContexts.includes(argument.value ?? '');
  if (row.context === 'argument') return isEndless(call.arguments[0]) ? null : 'unknown';
  if (row.context === 'none') return null;
  const requests = read.calls.filter(
    (one) => one.function === call.function && one.range.end <= call.range.start && one.path !== null,
  );
  const plain = requests.some(({ path }) => table.plainRequests.includes(path ?? ''));
  const withContext = requests.filter(({ path }) => table.contextRequests.includes(path ?? ''));
  if (withContext.length === 0) return plain ? null : 'unknown';
  return withContext.every((one) => isEndless(one.arguments[0])) && !plain ? null : 'unknown';
}
