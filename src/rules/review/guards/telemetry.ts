/** Spans and metrics that are gone while the work that they showed still runs. */
import type { MetricFact, SpanFact } from '../../../model/facts.ts';
import { contains, type Range } from '../../../model/text.ts';
import type { Counterpart, Counterparts } from './counterparts.ts';
import { statementAround } from './told.ts';
import type { GuardKind, Loss } from './loss.ts';
import { isAdded, isTouched, textAt, type Comparison, type Pair, type Side } from './sides.ts';
import { helperDoes, isDead, remaining, rangeOfFunction, workIn } from './work.ts';

export const lostSpans: GuardKind = (comparison, counterparts) =>
  comparison.pairs.flatMap((pair) => {
    if (pair.before === null) return [];
    return pair.before.facts.spans.flatMap((span) => ofSpan(comparison, counterparts, pair, span) ?? []);
  });

export const lostMetrics: GuardKind = (comparison, counterparts) =>
  comparison.pairs.flatMap((pair) => {
    if (pair.before === null) return [];
    return pair.before.facts.metrics.flatMap((metric) => ofMetric(comparison, counterparts, pair, metric) ?? []);
  });

const tracing = /span|trac(?:e|er|ing)|instrument|telemetry|otel|observe/i;
const measuring =
  /metric|counter|count|gauge|histogram|timer|timing|statsd|observe|measure|meter|record|incr?|stats|telemetry|tally|duration/i;

/** The function that a decorator stands on is the one below it. */
function functionOf({ facts }: Side, { function: index, range, covers }: SpanFact): number {
  const decorated = facts.functions.findIndex(
    (one) =>
      one.parent === index && (contains(one.range, range) || range.end <= one.body.start) && contains(covers, one.body),
  );
  return decorated === -1 ? index : decorated;
}

function ofSpan(comparison: Comparison, counterparts: Counterparts, pair: Pair, span: SpanFact): Loss | null {
  const { before } = pair;
  if (before === null || !isTouched(pair, span.range) || isDead(before, span)) return null;
  const index = span.call === -1 ? functionOf(before, span) : span.function;
  const there = index === -1 ? null : counterparts.of(pair, index);
  if (there === null) return null;
  const { after } = there;
  const work = workIn(before, span.covers);
  const kept = remaining(work, workIn(after, rangeOfFunction(after, there.function)));
  const [first] = kept.values();
  if (first === undefined || kept.size < Math.ceil(work.length * 0.6)) return null;
  if (after.facts.spans.some(({ covers, range }) => contains(covers, first.range) || isIn(after, there, range)))
    return null;
  if (showsAgain(comparison, there, tracing)) return null;
  // A span of that name stands somewhere else now.
  const name = span.nameRange === null ? null : textAt(before, span.nameRange);
  if (name !== null && comparison.pairs.some(({ added }) => added.includes(name))) return null;
  const fact = after.facts.functions[there.function];
  return {
    kind: 'span',
    from: pair,
    guard: span.range,
    to: there.pair,
    range: fact?.nameRange ?? first.range,
    message: `the span ${name === null ? '' : `${name} `}of ${whose(there)} is gone: traces do not show any more that it runs, nor how long it takes`,
    statement: null,
    supersedes: ['untraced-entry'],
  };
}

function whose({ after, function: index }: Counterpart): string {
  const name = after.facts.functions[index]?.name;
  return name === undefined || name === '<anonymous>' ? 'this work' : name;
}

function isIn(side: Side, { function: index }: Counterpart, range: Range): boolean {
  return index !== -1 && contains(rangeOfFunction(side, index), range);
}

/** Something that is new stands in: in the function, around it, in what it calls, or in a middleware. */
function showsAgain(comparison: Comparison, there: Counterpart, pattern: RegExp): boolean {
  const { after, pair, function: index } = there;
  const fact = after.facts.functions[index];
  if (fact === undefined) return true;
  const lines = after.text.slice(fact.range.start, fact.range.end).split('\n');
  const first = after.lines.positionAt(fact.range.start).line;
  if (lines.some((line, offset) => pair.addedLines.has(first + offset) && pattern.test(line))) return true;
  if (fact.decorators.some((one) => pattern.test(one))) return true;
  if (
    comparison.pairs.some(({ added }) =>
      added
        .split('\n')
        .some(
          (line) =>
            pattern.test(line) &&
            (/^\s*[@#[]/.test(line) || /\b(?:use|With|wrap|layer|add_?[mM]iddleware)\s*\(/.test(line)),
        ),
    )
  ) {
    return true;
  }
  return helperDoes(comparison, there, fact.range, (text) => pattern.test(text));
}

function ofMetric(comparison: Comparison, counterparts: Counterparts, pair: Pair, metric: MetricFact): Loss | null {
  const { before } = pair;
  if (before === null || metric.operation !== 'record' || !isTouched(pair, metric.range) || isDead(before, metric))
    return null;
  const index = metric.function;
  const there = index === -1 ? null : counterparts.of(pair, index);
  const old = before.facts.functions[index];
  if (there === null || old === undefined || there.function === -1) return null;
  const { after } = there;
  const scope = rangeOfFunction(after, there.function);
  const work = workIn(before, around(before, metric, old.body));
  const kept = remaining(work, workIn(after, scope));
  const [first] = kept.values();
  if (first === undefined || kept.size < Math.ceil(work.length * 0.6)) return null;
  if (after.facts.metrics.some(({ range }) => contains(scope, range) && isAdded(there.pair, range))) return null;
  if (!isWayKept(before, metric, textAt(after, scope))) return null;
  const name = receiverOf(textAt(before, metric.range));
  if (name === null || isRecorded(comparison, name)) return null;
  if (showsAgain(comparison, there, measuring)) return null;
  return {
    kind: 'metric',
    from: pair,
    guard: metric.range,
    to: there.pair,
    range: after.facts.functions[there.function]?.nameRange ?? first.range,
    message: `${name} does not count ${whose(there)} any more: dashboards and alerts on it see nothing of it`,
    statement: statementAround(before, metric.range),
    supersedes: ['unmeasured-operation'],
  };
}

/** What a metric speaks of: its branch or its handler, else its function. */
function around({ facts: { branches, handlers } }: Side, { range }: MetricFact, body: Range): Range {
  let best = body;
  for (const branch of branches) {
    if (contains(branch.body, range) && contains(best, branch.body)) best = branch.body;
  }
  for (const { body: caught } of handlers) if (contains(caught, range) && contains(best, caught)) best = caught;
  return best;
}

/** The condition or the handler that it stood under is there yet; what counted a way that is gone is gone with it. */
function isWayKept(side: Side, { range }: MetricFact, text: string): boolean {
  const now = squeezed(text);
  const { branches, handlers } = side.facts;
  const ways = [
    ...branches.filter(({ body }) => contains(body, range)).map(({ test }) => test),
    ...handlers.filter(({ body }) => contains(body, range)).map(({ header }) => header),
  ];
  return ways.every((way) => now.includes(squeezed(textAt(side, way))));
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

/** `REQUESTS` of `REQUESTS.labels("a").inc()`, `requests_total` of `statsd.incr("requests_total")`, `sent.` of `f"sent.{kind}"`. */
function receiverOf(text: string): string | null {
  const literal = /\(\s*[a-zA-Z]?(["'`])([\w.:/-]+)(?:[{$%#][^"'`]*)?\1/.exec(text)?.[2];
  const written = /^[\w$.>:-]+/.exec(text)?.[0] ?? '';
  const isAgent = /^(?:(?:self|this)\.)?_?(?:statsd|metrics|client|stats|newrelic|dogstatsd)(?:_?[cC]lient)?\b/i.test(
    written,
  );
  if (isAgent && literal !== undefined) return literal;
  const parts = written.split(/\.|->|::/).filter((part) => part !== '' && !/^(?:self|this|metrics)$/.test(part));
  return parts[0] ?? literal ?? null;
}

/** The metric is recorded on lines that are new, somewhere in the change. */
function isRecorded({ pairs }: Comparison, name: string): boolean {
  return pairs.some(({ added }) => added.includes(name));
}
