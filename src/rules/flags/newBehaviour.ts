/** What a change makes production do that it did not do before: new entries, branches, calls to other systems and writes. */
import type { BranchFact, CallFact, EntryFact, Facts, FunctionFact } from '../../model/facts.ts';
import type { FileContext } from '../../model/rule.ts';
import { contains, type Range } from '../../model/text.ts';
import { isProbe } from './required.ts';

export interface NewBehaviour {
  readonly kind: 'entry' | 'branch' | 'call' | 'write';
  /** Index of the function it is reported for. */
  readonly function: number;
  /** The entry it is part of, null where it is of none. */
  readonly entry: EntryFact | null;
  /** Where a finding about it stands. */
  readonly range: Range;
  /** The code that would have to stand behind a flag. */
  readonly code: Range;
  /** The call that does it, null where it is more than one. */
  readonly call: CallFact | null;
}

/** In order of the text. Empty where nothing is known of the base. */
export function newBehaviour(context: FileContext): NewBehaviour[] {
  const { facts, text, changed } = context;
  if (changed === null || changed.length === 0) return [];
  const isNew = (range: Range): boolean => covers(text, changed, range);
  const found: NewBehaviour[] = [];
  const decided = new Set<number>();
  for (const entry of facts.entries) {
    const handler = facts.functions[entry.handler];
    if (handler === undefined || decided.has(entry.handler)) continue;
    // What a probe does is nobody's behaviour.
    if (isProbe(entry.target ?? entry.name)) decided.add(entry.handler);
    if (decided.has(entry.handler)) continue;
    if (!isNew(entry.header) || !isNew(handler.body)) continue;
    decided.add(entry.handler);
    found.push({
      kind: 'entry',
      function: entry.handler,
      entry,
      range: entry.header,
      code: handler.range,
      call: null,
    });
  }
  const entries = facts.entries.filter(({ handler }) => handler !== -1 && !decided.has(handler));
  for (const branch of facts.branches) {
    const entry = entries.find(({ handler }) => isIn(facts, branch.function, handler));
    if (entry === undefined || !isNew(branch.test) || !isNew(branch.body) || !acts(facts, branch)) continue;
    found.push({
      kind: 'branch',
      function: entry.handler,
      entry,
      range: branch.test,
      code: branch.body,
      call: null,
    });
  }
  const outbound = new Map(facts.outboundCalls.map((one) => [one.call, one.kind]));
  facts.calls.forEach((call, index) => {
    const kind = outbound.get(index);
    const isCall = kind === 'http' || kind === 'queue' || kind === 'rpc' || kind === 'cloud';
    if (!isCall && !isWrite(facts, call, kind === 'database')) return;
    const head = { start: call.range.start, end: Math.max(call.calleeRange.end, call.range.start + 1) };
    if (call.function === -1 || !isNew(head)) return;
    if ([...decided].some((handler) => isIn(facts, call.function, handler))) return;
    const entry = entries.find(({ handler }) => isIn(facts, call.function, handler)) ?? null;
    found.push({
      kind: isCall ? 'call' : 'write',
      function: entry?.handler ?? outermost(facts, call.function),
      entry,
      range: call.calleeRange,
      code: call.range,
      call,
    });
  });
  return found
    .filter((one) => !inRanges(one.range, found, one))
    .sort((one, other) => one.range.start - other.range.start);
}

/** A call in a branch that is new itself is part of that. */
function inRanges(range: Range, all: readonly NewBehaviour[], own: NewBehaviour): boolean {
  return own.kind !== 'entry' && all.some((one) => one !== own && one.kind === 'branch' && contains(one.code, range));
}

/** Every character of the range that is no white space is in one of the ranges. */
export function covers(text: string, ranges: readonly Range[], range: Range): boolean {
  let at = range.start;
  for (const { start, end } of ranges) {
    if (end <= at) continue;
    if (start >= range.end) break;
    if (start > at && text.slice(at, start).trim() !== '') return false;
    at = end;
  }
  return at >= range.end || text.slice(at, range.end).trim() === '';
}

/** A function is one, or stands in it. */
export function isIn({ functions }: Facts, index: number, outer: number): boolean {
  for (let at = index, level = 0; at !== -1 && level < 50; level++) {
    if (at === outer) return true;
    at = functions[at]?.parent ?? -1;
  }
  return false;
}

function outermost({ functions }: Facts, index: number): number {
  let at = index;
  for (let level = 0; level < 50; level++) {
    const above = functions[at]?.parent ?? -1;
    if (above === -1) break;
    at = above;
  }
  return at;
}

/** A function that the change adds. */
export function isNewFunction({ text, changed }: FileContext, fact: FunctionFact): boolean {
  return changed !== null && covers(text, changed, fact.nameRange ?? fact.range) && covers(text, changed, fact.body);
}

const answering =
  /^(?:jsonify|json|render\w*|redirect\w*|abort|make_response|\w*Response\w*|send|sendStatus|send_\w+|status|end|next|reply|code|Error|BadRequest|NotFound|Forbidden|Unauthorized|Conflict|Problem|raise|throw|fail|reject|flash|message|info|warning|add_message|push|append|set|add)$/;

/** The body does something: what only refuses a request, answers, or logs changes nothing. */
function acts(facts: Facts, { body }: BranchFact): boolean {
  const logs = new Set(facts.logCalls.map(({ call }) => call));
  return facts.calls.some(
    (call, index) =>
      contains(body, call.range) &&
      !logs.has(index) &&
      !call.constructs &&
      (call.isStatement || call.awaited) &&
      !answering.test(lastName(call)),
  );
}

export function lastName({ callee }: CallFact): string {
  return /[\w$]+[?!]?$/.exec(callee)?.[0] ?? callee;
}

const writes =
  /^(?:save|delete|destroy|create|insert|update|upsert|persist|merge|replace|bulk_?create|bulk_?update|(?:get|update)_or_create|(?:insert|update|delete|create|replace|save|upsert)(?:One|Many|All|ById|First)?(?:Async)?|find\w*And(?:Update|Delete|Replace)|SaveChanges(?:Async)?)!?$/i;
const store =
  /(?:repo(?:sitory)?|dao|entity_?manager|session|db|tx|trx|transaction|prisma|objects|collection|table|model|mapper|store)s?(?:\(\))?$/i;

/** A write to a database, by its library or by how object mappers are asked for one. */
function isWrite({ ecosystem }: Facts, call: CallFact, isDatabase: boolean): boolean {
  const method = lastName(call);
  if (call.constructs) return false;
  if (
    isDatabase &&
    call.arguments.some(({ value }) => /^\s*(?:insert|update|delete|merge|replace)\b/i.test(value ?? ''))
  ) {
    return true;
  }
  if (!writes.test(method)) return false;
  if (isDatabase) return true;
  const receiver = call.callee.slice(0, call.callee.length - method.length).replace(/(?:\?|!)?(?:\.|->|::)$/, '');
  if (receiver === '') return false;
  if (store.test(receiver)) return true;
  // `order.save()`, `order.update!(…)`: a record that is told to go to the database.
  if (ecosystem === 'python') {
    return (
      /^(?:save|delete)$/.test(method) && call.isStatement && call.arguments.every(({ keyword }) => keyword !== null)
    );
  }
  if (ecosystem === 'ruby') return method.endsWith('!');
  return (
    ecosystem === 'node' &&
    call.awaited &&
    /^(?:save|destroy|delete|remove)$/.test(method) &&
    call.arguments.length === 0
  );
}
