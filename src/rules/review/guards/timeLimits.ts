/** Limits of time that are gone while the call that they limited is still there. */
import { addTimeLimitFix } from '../../../fixes/addTimeLimit.ts';
import { outboundRowsOf } from '../../../knowledge/outboundLibraries.ts';
import { timeLimiterRows, type TimeLimiterRow } from '../../../knowledge/timeLimiters.ts';
import type { CallFact, OutboundCallFact } from '../../../model/facts.ts';
import type { Fix } from '../../../model/finding.ts';
import { contains, type Range } from '../../../model/text.ts';
import type { Counterpart, Counterparts } from './counterparts.ts';
import type { GuardKind, Loss } from './loss.ts';
import { isTouched, lastName, textAt, type Comparison, type Pair, type Side } from './sides.ts';
import { isDead, isSameCall, nameOf, rangeOfFunction, remaining, workIn } from './work.ts';

export const lostTimeLimits: GuardKind = (comparison, counterparts) =>
  comparison.pairs.flatMap((pair) => {
    const { before } = pair;
    if (before === null) return [];
    const calls = before.facts.outboundCalls.flatMap((one) => ofCall(comparison, counterparts, pair, one) ?? []);
    const around = before.facts.calls.flatMap((one) => ofLimiter(comparison, counterparts, pair, one) ?? []);
    return [...calls, ...around];
  });

/** Words of a limit, however it is given. */
const limits = /time_?out|dead_?line|time_?limit|AbortSignal|AbortController|wait_for|\bTTL\b/i;

function ofCall(comparison: Comparison, counterparts: Counterparts, pair: Pair, old: OutboundCallFact): Loss | null {
  const { before } = pair;
  const call = before?.facts.calls[old.call];
  if (before === null || call === undefined || old.timeout !== 'set' || isDead(before, old)) return null;
  const there = counterparts.of(pair, old.function);
  if (there === null) return null;
  const { after } = there;
  const scope = rangeOfFunction(after, there.function);
  const same = after.facts.outboundCalls.filter((one) => one.library === old.library && contains(scope, one.range));
  // One that has its limit yet stands for one that had it.
  const before_ = before.facts.outboundCalls.filter(
    (one) => one.library === old.library && one.function === old.function,
  );
  const position = before_.indexOf(old);
  const now = same.length === before_.length ? same[position] : same.find((one) => isSame(before, call, after, one));
  if (now === undefined || now.timeout !== 'none') return null;
  const present = after.facts.calls[now.call];
  if (present === undefined || !isSameCall(call, present)) return null;
  const guard = limitOf(pair, before, call);
  if (guard === null || hasLimit(comparison, there, present)) return null;
  const rows = outboundRowsOf(after.facts.ecosystem, now.library);
  const sources = [after.text, ...[...comparison.change.after.sources.values()].map(({ text }) => text)];
  if (rows.some(({ processLimit }) => sources.some((text) => processLimit?.test(text) === true))) return null;
  const amount = /\d[\d_.]*/.exec(textAt(before, guard).replace(/^[^=:(]*[=:(]/, ''))?.[0];
  return {
    kind: 'time-limit',
    from: pair,
    guard,
    to: there.pair,
    range: present.range,
    message: `${whoWaits(there, present)} waits for ever now when ${hostOf(now) ?? 'the other side'} hangs: the time limit of ${nameOf(present)}${amount === undefined ? '' : ` (${textAt(before, guard).replace(/\s+/g, ' ').slice(0, 60)})`} is gone`,
    statement: guard,
    fix: () => limitFix(before, guard, after, present, now),
    supersedes: ['no-timeout'],
  };
}

/** The argument as it was; else a limit in the form that the library takes. */
function limitFix(before: Side, guard: Range, after: Side, call: CallFact, outbound: OutboundCallFact): Fix | null {
  const written = textAt(before, guard);
  const last = call.arguments.at(-1);
  if (/^\w+\s*=[^=]/.test(written) && last !== undefined && after.text[call.range.end - 1] === ')') {
    const edit = { file: after.path, range: { start: last.range.end, end: last.range.end }, text: `, ${written}` };
    return { title: `Put it back: ${written}`, safety: 'review', edits: [edit] };
  }
  const row = outboundRowsOf(after.facts.ecosystem, outbound.library).find(({ gift }) => gift !== null);
  return row === undefined ? null : addTimeLimitFix(after, call, row);
}

function isSame(before: Side, call: CallFact, after: Side, one: OutboundCallFact): boolean {
  const other = after.facts.calls[one.call];
  return other !== undefined && firstArgument(before, call) === firstArgument(after, other) && isSameCall(call, other);
}

function firstArgument(side: Side, { arguments: [first] }: CallFact): string {
  return first === undefined ? '' : textAt(side, first.range).replace(/\s+/g, '');
}

/** Where the limit was written: an argument or an option of the call, a line of what made its client. */
function limitOf(pair: Pair, before: Side, call: CallFact): Range | null {
  for (const { range } of call.arguments) {
    const text = textAt(before, range);
    if (!limits.test(text) || !isTouched(pair, range)) continue;
    if (range.end - range.start < 80 && !text.includes('\n')) return withKeyword(before, range);
    return lineWith(pair, before, range) ?? range;
  }
  return lineWith(pair, before, { start: 0, end: before.text.length });
}

/** The argument with its name, as far as facts leave that out. */
function withKeyword({ text }: Side, range: Range): Range {
  const name = /[\w$]+\s*[=:]\s*$/.exec(text.slice(Math.max(0, range.start - 40), range.start));
  return name === null ? range : { start: range.start - name[0].length, end: range.end };
}

function lineWith(pair: Pair, { lines }: Side, within: Range): Range | null {
  const { before } = pair;
  if (before === null) return null;
  const first = lines.positionAt(within.start).line;
  const last = lines.positionAt(within.end).line;
  for (let line = first; line <= last; line++) {
    if (pair.imageOf(line) !== 0) continue;
    const range = lines.lineRange(line);
    const written = before.text.slice(range.start, range.end);
    if (!limits.test(written) || /^\s*(?:#|\/\/|\*|import\b|from\b)/.test(written)) continue;
    const indent = written.length - written.trimStart().length;
    return { start: range.start + indent, end: range.start + written.trimEnd().length };
  }
  return null;
}

/** A limit stands in what the change wrote, or in the function around the call. */
function hasLimit({ pairs }: Comparison, { after, function: index }: Counterpart, call: CallFact): boolean {
  if (pairs.some(({ added }) => limits.test(added.replace(/time_?out\s*[=:]\s*(?:None|null|0|undefined)\b/gi, ''))))
    return true;
  const own = rangeOfFunction(after, index);
  const before = after.text.slice(own.start, call.range.end);
  return index !== -1 && limits.test(before.replace(/time_?out\s*[=:]\s*(?:None|null|0|undefined)\b/gi, ''));
}

function whoWaits({ after, function: index }: Counterpart, call: CallFact): string {
  const name = after.facts.functions[index]?.name;
  return name === undefined || name === '<anonymous>' ? nameOf(call) : name;
}

function hostOf({ target }: OutboundCallFact): string | null {
  return /^https?:\/\/([\w.-]+\.[a-z]{2,})(?=[:/?#]|$)/i.exec(target ?? '')?.[1] ?? null;
}

/** `asyncio.wait_for(work(), 5)`, `context.WithTimeout(ctx, …)`: what it held still runs, with no limit around it. */
function ofLimiter(comparison: Comparison, counterparts: Counterparts, pair: Pair, old: CallFact): Loss | null {
  const { before } = pair;
  const row = before === null ? undefined : limiterOf(before, old);
  if (before === null || row === undefined || !isTouched(pair, old.range) || isDead(before, old)) return null;
  const there = counterparts.of(pair, old.function);
  if (there === null) return null;
  const { after } = there;
  const held = heldBy(before, old, row);
  const [still] = [...remaining(held, workIn(after, rangeOfFunction(after, there.function))).values()];
  if (still === undefined || hasLimit(comparison, there, still)) return null;
  // A limit on a condition held nobody who does not meet it, and may be gone with what it was for.
  const [limited] = held;
  if (limited !== undefined && isConditional(before, old, limited)) return null;
  // The call may have a limit of its own, or its library one that always holds.
  const outbound = after.facts.outboundCalls.find((one) => after.facts.calls[one.call] === still);
  if (outbound !== undefined && (outbound.timeout === 'set' || outbound.timeout === 'default')) return null;
  return {
    kind: 'time-limit',
    from: pair,
    guard: old.range,
    to: there.pair,
    range: still.range,
    message: `${whoWaits(there, still)} waits for ${nameOf(still)} however long that takes now: the limit of ${lastName(old)} is gone`,
    statement: null,
    supersedes: ['no-timeout'],
  };
}

function isConditional({ facts }: Side, limiter: CallFact, held: CallFact): boolean {
  return facts.branches.some(({ body }) => contains(body, limiter.range) && !contains(body, held.range));
}

function limiterOf({ facts }: Side, { path, callee }: CallFact): TimeLimiterRow | undefined {
  return timeLimiterRows.find(
    ({ ecosystem, paths }) =>
      ecosystem === facts.ecosystem &&
      paths.some((one) => (one.startsWith('.') ? callee.endsWith(one) : one === path || one === callee)),
  );
}

function heldBy(side: Side, limiter: CallFact, { holds }: TimeLimiterRow): readonly CallFact[] {
  const { facts, text } = side;
  if (holds === 'context') {
    const name = /([A-Za-z_]\w*)\s*,\s*\w+\s*:?=\s*$/.exec(
      text.slice(limiter.statement.start, limiter.range.start),
    )?.[1];
    if (name === undefined) return [];
    const scope = rangeOfFunction(side, limiter.function);
    return workIn(side, { start: limiter.range.end, end: scope.end }).filter(({ arguments: [first] }) =>
      first === undefined ? false : textAt(side, first.range) === name,
    );
  }
  const isBlock = /^(?:async\s+)?with\b/.test(text.slice(limiter.statement.start, limiter.statement.start + 20));
  const range = holds === 'receiver' ? limiter.calleeRange : isBlock ? limiter.statement : limiter.range;
  return workIn({ ...side, facts }, range).filter((one) => one !== limiter);
}
