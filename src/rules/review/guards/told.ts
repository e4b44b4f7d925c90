/** Whether what a log line told is told in another way now: elsewhere, by another library, by a helper or a decorator. */
import type { LogCallFact } from '../../../model/facts.ts';
import { contains, type Range } from '../../../model/text.ts';
import { similarity, wordCounts, type Counterpart, type Counterparts } from './counterparts.ts';
import { isAdded, textAt, type Comparison, type Pair, type Side } from './sides.ts';
import { helperDoes, rangeOfFunction } from './work.ts';

/** Words by which a function tells of itself, whatever it is called by. */
export const tells =
  /log|report|audit|record|emit|track|notify|alert|capture|sentry|metric|count|trac(?:e|ing)|observe|monitor|error|fail|warn|instrument|event|publish/i;

export function logsIn({ facts }: Side, range: Range): LogCallFact[] {
  return facts.logCalls.filter((log) => contains(range, log.range));
}

/** A decorator that is new, or a new or changed function that is called, tells of it. */
export function isToldOtherwise(
  comparison: Comparison,
  counterparts: Counterparts,
  pair: Pair,
  there: Counterpart,
  body: Range,
): boolean {
  const { after } = there;
  const fact = after.facts.functions[there.function];
  const old = pair.before?.facts.functions.find(
    (_, index) => counterparts.of(pair, index)?.function === there.function,
  );
  const fresh = (fact?.decorators ?? []).filter((one) => old?.decorators.includes(one) !== true);
  if (fresh.some((one) => tells.test(one))) return true;
  // What is called may tell by itself now.
  const whole = rangeOfFunction(after, there.function);
  const isTold = (_: string, side: Side, index: number): boolean => {
    const holder = comparison.pairs.find((one) => one.after === side);
    return holder !== undefined && showsTrace(addedIn(holder, rangeOfFunction(side, index)));
  };
  if (there.function !== -1 && helperDoes(comparison, { after }, whole, isTold)) return true;
  return helperDoes(comparison, { after }, body, showsTrace);
}

const traceCall =
  /\b(?:log(?:ger|ging)?|slog|zap|zerolog|logrus|sentry|span|tracer|metrics?|counter|statsd)\w*(?:\(\))?\s*[.:]|record_?exception|capture_?exception|console\.(?:error|warn)/i;

export function showsTrace(text: string): boolean {
  return traceCall.test(text) || counts.test(text);
}

const counts =
  /\b(?:counter|gauge|timer|histogram|meter)\s*\(|\.(?:inc|Inc|incr|increment|Increment|observe|Observe|mark)\s*\(/;

/** A new log line, anywhere in the change, says the same, or stands in the same function. */
export function movedLog({ pairs }: Comparison, from: Pair, guard: Range, there: Counterpart | null): boolean {
  const { before } = from;
  if (before === null) return false;
  const statement = statementAround(before, guard) ?? guard;
  const words = messageWords(textAt(before, statement));
  const said = literalsOf(textAt(before, statement)).filter((literal) => literal.length >= shortestMessage);
  return pairs.some((pair) => {
    const { after, added } = pair;
    if (after === null) return false;
    // The very words are said on a line that is new, by whatever it is called.
    if (said.some((literal) => added.includes(literal))) return true;
    return after.facts.logCalls.some((log) => {
      if (!isAdded(pair, log.range)) return false;
      const inFunction = there !== null && after === there.after && isInside(after, log, there.function);
      const now = messageWords(textAt(after, after.facts.calls[log.call]?.range ?? log.range));
      return similarity(words, now) >= (inFunction ? 0.35 : 0.6);
    });
  });
}

function isInside(side: Side, { range }: { readonly range: Range }, index: number): boolean {
  return index === -1 || contains(rangeOfFunction(side, index), range);
}

const shortestMessage = 10;

/** Words of what a statement says; of all of it where it has no literal. */
function messageWords(text: string): ReadonlyMap<string, number> {
  const literals = literalsOf(text);
  return wordCounts(literals.length === 0 ? text : literals.join(' '));
}

function literalsOf(text: string): string[] {
  return [...text.matchAll(/(["'`])((?:\\.|(?!\1)[^\\\n])*)\1/g)].map(([, , inner]) => inner ?? '');
}

/** The whole statement of the call that stands at a range. */
export function statementAround({ facts }: Side, range: Range): Range | null {
  let best: Range | null = null;
  for (const call of facts.calls) {
    if (!call.isStatement || !(contains(call.statement, range) || contains(range, call.statement))) continue;
    if (best === null || call.statement.end - call.statement.start < best.end - best.start) best = call.statement;
  }
  return best;
}

/** Lines of a range that are new. */
export function addedIn({ after, addedLines }: Pair, range: Range): string {
  if (after === null) return '';
  const first = after.lines.positionAt(range.start).line;
  const last = after.lines.positionAt(range.end).line;
  const lines: string[] = [];
  for (let line = first; line <= last; line++) {
    const { start, end } = after.lines.lineRange(line);
    if (addedLines.has(line)) lines.push(after.text.slice(start, end));
  }
  return lines.join('\n');
}
