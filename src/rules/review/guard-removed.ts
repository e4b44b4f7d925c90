/** A change took away what told, limited or refused something, and what it stood for still runs. */
import { putBackFix } from '../../fixes/putBack.ts';
import { defineRule, type Draft } from '../../model/rule.ts';
import { contains, overlaps, type Range } from '../../model/text.ts';
import { isReviewed } from '../logging/reviewed.ts';
import { isStartedByHand } from '../processFiles.ts';
import { lostAuthorization } from './guards/authorization.ts';
import { counterpartsOf } from './guards/counterparts.ts';
import { lostFlagChecks } from './guards/flags.ts';
import { lostHandlers } from './guards/handlers.ts';
import { lostLogs } from './guards/logs.ts';
import type { GuardKind, Loss } from './guards/loss.ts';
import { lostInitialisations, lostSignalHandlers } from './guards/processes.ts';
import { compare, nearestLine, type Pair } from './guards/sides.ts';
import { lostMetrics, lostSpans } from './guards/telemetry.ts';
import { lostTimeLimits } from './guards/timeLimits.ts';
import { guardExamples } from './guards/examples.ts';

const kinds: readonly GuardKind[] = [
  lostLogs,
  lostHandlers,
  lostTimeLimits,
  lostFlagChecks,
  lostAuthorization,
  lostSpans,
  lostMetrics,
  lostSignalHandlers,
  lostInitialisations,
];

export const guardRemoved = defineRule({
  id: 'guard-removed',
  area: 'review',
  severity: 'warning',
  scope: 'change',
  summary: 'The change takes away a guard that production relied on, and nothing stands in for it.',
  why:
    'A change that simplifies, moves or rewrites code often drops what did no visible work: the log line of a failure, the ' +
    'limit of a request, the check of who may do this, the flag that could turn it off. The tests pass as before, since ' +
    'nothing that they look at is missing, and production finds out when it needs it.\n\n' +
    'Both sides of the change are compared function by function. A guard counts as lost only while what it guarded is still ' +
    'there: the caught call still runs and its failure is told nowhere, the request is sent without a limit, the route ' +
    'answers without asking who calls. Code that is deleted with its guards is no finding, nor is a guard that moved with ' +
    'its code, took another form (a decorator, a middleware, a handler of the caller, another library) or another name. ' +
    'Log lines for debugging do not count, and an informing one only where it was the only one of an entry or of an operation.',
  fixes:
    'What was removed is put back as it was, where its place is still to be seen, with the import or the logger that went ' +
    'with it. It wants a look: the code around it changed. Where its old place is gone there may be a fix of another form, ' +
    'such as a log line at the beginning of the handler, or none.',
  examples: guardExamples,
  check(change) {
    const comparison = compare(change);
    const counterparts = counterpartsOf(comparison);
    const losses = kinds.flatMap((kind) => kind(comparison, counterparts)).filter(isOfProduction);
    return distinct(losses).map((loss) => draftOf(loss));
  },
});

/** Rules over facts speak of code that production runs, and so does this one. */
function isOfProduction({ to, from }: Loss): boolean {
  const { context, before, after } = to;
  if (context === null || !isReviewed(context) || isStartedByHand(context)) return false;
  // What does not parse any more says nothing of what it lost.
  const broken = (after?.facts.syntaxErrors.length ?? 0) - (before?.facts.syntaxErrors.length ?? 0);
  return broken <= 0 && from.before !== null;
}

/** One guard is one loss, and so are several of a kind that stood at one place. */
function distinct(losses: readonly Loss[]): Loss[] {
  const kept: Loss[] = [];
  for (const loss of losses) {
    const isKnown = kept.some(
      (one) =>
        one.to === loss.to &&
        ((one.from === loss.from && overlaps(one.guard, loss.guard)) ||
          (one.kind === loss.kind && one.range !== null && loss.range !== null && overlaps(one.range, loss.range))),
    );
    if (!isKnown) kept.push(loss);
  }
  return kept;
}

function draftOf(loss: Loss): Draft {
  const { from, to, guard, message } = loss;
  const path = to.after?.path ?? to.file.change.path;
  const fix = putBack(loss) ?? loss.fix?.() ?? null;
  return {
    file: path,
    range: place(loss),
    message,
    evidence: [
      { file: from.before?.path ?? from.file.change.oldPath, range: guard, side: 'before', label: 'was here before' },
    ],
    fixes: fix === null ? [] : [fix],
    supersedes: loss.supersedes,
  };
}

/** What is unguarded now, where the hunk that took the guard away shows it; else the line nearest to the guard. */
function place({ from, to, guard, range }: Loss): Range {
  if (from !== to) return range ?? nearestLine(to, 0);
  const hunk = from.file.change.hunks.find(({ before }) =>
    overlaps(before, { start: guard.start, end: guard.start + 1 }),
  );
  const isShown =
    range !== null && hunk !== undefined && contains(hunk.after, { start: range.start, end: range.start + 1 });
  return range !== null && (isShown || hunk === undefined) ? range : nearestLine(from, guard.start);
}

function putBack({ from, to, statement, guard, range }: Loss) {
  const { before, after, imageOf } = from;
  if (statement === null || from !== to || before === null || after === null) return null;
  const within = functionAround(from, range ?? nearestLine(from, guard.start));
  return putBackFix({ text: before.text, facts: before.facts, imageOf }, after, statement, within);
}

/** The innermost function that holds a place with the lines above it, where decorators stand; else the whole text. */
function functionAround({ after }: Pair, place: Range): Range {
  if (after === null) return place;
  let best: Range = { start: 0, end: after.text.length };
  for (const { range, nameRange } of after.facts.functions) {
    if (contains(range, place) && nameRange !== null && !contains(nameRange, place)) best = range;
  }
  return best;
}
