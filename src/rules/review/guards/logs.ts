/**
 * Log lines that are gone: of a failure that is still caught, of a failed answer that is still looked for, and the only
 * one of an operation. What a handler shows otherwise (a span, a metric, a report) is a trace too, and its loss one.
 */
import { logErrorFix } from '../../../fixes/logError.ts';
import { operationKinds } from '../../../knowledge/operations.ts';
import type { BranchFact, HandlerFact, LogCallFact, LogLevel } from '../../../model/facts.ts';
import { contains, type Range } from '../../../model/text.ts';
import { isPrint, loggerSources } from '../../logging/libraries.ts';
import type { Counterpart, Counterparts } from './counterparts.ts';
import type { GuardKind, Loss } from './loss.ts';
import { isAdded, isTouched, textAt, type Comparison, type Pair, type Side } from './sides.ts';
import { addedIn, isToldOtherwise, logsIn, movedLog, showsTrace, statementAround, tells } from './told.ts';
import { aroundFunction, helperDoes, isDead, nameOf, rangeOfFunction, remaining, triedCall, workIn } from './work.ts';

export const lostLogs: GuardKind = (comparison, counterparts) =>
  comparison.pairs.flatMap((pair) => {
    const { before } = pair;
    if (before === null) return [];
    const handlers = before.facts.handlers.flatMap(
      (handler) => ofHandler(comparison, counterparts, pair, handler) ?? [],
    );
    const others = before.facts.logCalls.flatMap(
      (log) => ofBranch(comparison, counterparts, pair, log) ?? ofOperation(comparison, counterparts, pair, log) ?? [],
    );
    return [...handlers, ...others];
  });

const loud = new Set<LogLevel>(['info', 'warn', 'error', 'critical']);
const alarming = new Set<LogLevel>(['warn', 'error', 'critical']);

const logLine = 'the log line';

/** What a handler showed, in words. */
const shown: Readonly<Partial<Record<HandlerFact['outcome'], string>>> = {
  logged: logLine,
  recorded: 'the error on the span',
  counted: 'the count',
  reported: 'the error report',
};

/** What a handler left behind in production; null where that was nothing, or only something for whoever debugs. */
export function traceOf(
  side: Side,
  { outcome, outcomeRange, body }: HandlerFact,
): { range: Range; what: string } | null {
  const logs = logsIn(side, body);
  const log = logs.find(({ level, library }) => loud.has(level) && library !== 'print');
  const what = shown[outcome];
  if (what !== undefined && what !== logLine && outcomeRange !== null) return { range: outcomeRange, what };
  if (log !== undefined) return { range: log.range, what: logLine };
  return what === undefined || outcomeRange === null || logs.length > 0 ? null : { range: outcomeRange, what };
}

function ofHandler(comparison: Comparison, counterparts: Counterparts, pair: Pair, handler: HandlerFact): Loss | null {
  const { before } = pair;
  const trace = before === null ? null : traceOf(before, handler);
  if (before === null || trace === null || !isTouched(pair, trace.range)) return null;
  if (isDead(before, handler) || isDead(before, { range: trace.range, condition: null })) return null;
  const there = counterparts.of(pair, handler.function);
  if (there === null) return null;
  const same = handlerLike(pair, handler, there);
  if (same === null || same.outcome !== 'swallowed') return null;
  const { after } = there;
  if (isHandedOn(after, same, there.function)) return null;
  const call = triedCall(after, same) ?? triedCall(before, handler);
  // Another form tells of it: a decorator, a helper, a hook of what stands around.
  if (isToldOtherwise(comparison, counterparts, pair, there, same.body)) return null;
  const { range: guard, what } = trace;
  if (movedLog(comparison, pair, guard, there)) return null;
  const failed = call === null ? 'a caught error' : `a failed ${nameOf(call)}`;
  const when = call === null ? 'what fails here' : `if ${nameOf(call)} fails here,`;
  return {
    kind: 'log',
    from: pair,
    guard,
    to: there.pair,
    range: same.header,
    message: `${what} of ${failed} is gone: ${when} ${call === null ? 'leaves no trace' : 'nothing tells you'}`,
    statement: statementAround(before, guard),
    fix: () => {
      const { context } = there.pair;
      return context === null || what !== logLine
        ? null
        : logErrorFix({ path: after.path, text: after.text, facts: after.facts }, same, loggerSources(context));
    },
    supersedes: ['swallowed-error', 'unlogged-failure'],
  };
}

/** Go: the error outlives the branch that looked at it, and is given back at the end. */
function isHandedOn(after: Side, { form, header, body }: HandlerFact, index: number): boolean {
  if (form !== 'error-check') return false;
  const name = /\b(\w*[eE]rr\w*)\s*!=\s*nil/.exec(textAt(after, header))?.[1];
  if (name === undefined) return false;
  const { end } = rangeOfFunction(after, index);
  // A function within has errors of its own.
  const inner = after.facts.functions.filter(({ range }) => range.start >= body.end && range.end < end);
  let rest = '';
  let from = body.end;
  for (const { range } of inner) {
    if (range.start < from) continue;
    rest += after.text.slice(from, range.start);
    from = range.end;
  }
  rest += after.text.slice(from, end);
  const next = new RegExp(`\\b${name}\\s*:?=[^=]|\\breturn\\b[^\\n]*\\b${name}\\b`).exec(rest)?.[0];
  return next?.startsWith('return') === true;
}

/** The handler of the new function that catches what the old one did. */
export function handlerLike(
  { before, after: own, imageOf }: Pair,
  old: HandlerFact,
  there: Counterpart,
): HandlerFact | null {
  if (before === null) return null;
  const { after } = there;
  const scope = rangeOfFunction(after, there.function);
  const candidates = after.facts.handlers.filter(
    (one) => contains(scope, one.range) && (one.form === old.form || !isChecked(old)),
  );
  const image = imageOf(before.lines.positionAt(old.header.start).line);
  const kept =
    image === 0
      ? undefined
      : candidates.find((one) => after.lines.positionAt(one.header.start).line === image && isSameHeader(one));
  if (kept !== undefined) return kept;
  const tried = old.tryBody === null ? [] : workIn(before, old.tryBody);
  // One that stood there before is what it was, and not what another became.
  const others = new Set(
    before.facts.handlers
      .filter((one) => one !== old)
      .map(({ header }) => imageOf(before.lines.positionAt(header.start).line)),
  );
  let best: HandlerFact | null = null;
  let most = 0;
  for (const one of candidates) {
    if (there.after === own && others.has(after.lines.positionAt(one.header.start).line)) continue;
    const now = one.tryBody === null ? [] : workIn(after, one.tryBody);
    const common = remaining(tried, now).size;
    const types = one.types.join() === old.types.join() ? 0.5 : 0;
    if (common > 0 && common + types > most) [best, most] = [one, common + types];
  }
  return best;

  function isSameHeader(one: HandlerFact): boolean {
    return squeezed(textAt(after, one.header)) === (before === null ? '' : squeezed(textAt(before, old.header)));
  }
}

function isChecked({ form }: HandlerFact): boolean {
  return form === 'error-check' || form === 'match';
}

const squeezed = (text: string): string => text.replace(/\s+/g, '');

/** A way on which something went wrong: an error is said there, or it leaves. */
function isFailure({ level }: LogCallFact, { exits }: BranchFact): boolean {
  return level !== 'warn' || exits;
}

/** Whoever asked wrongly is told so, and the access log has it. */
const refuses =
  /\b4[0-2]\d\b|BadRequest|Unauthorized|Forbidden|NotFound|Conflict|Unprocessable|bad_request|unauthorized|forbidden|not_found/;

/** What is asked is whether something failed; where it is anything else, the line told of an answer as often as of a fault. */
const tellsOfFailure =
  /(?<![A-Za-z])(?:err|error|exc|exception|fail|failed|failure|status|status_?code|ok|success|succeeded|(?:return|exit)_?code|timed_?out|time_?out)(?![a-z])|(?:Err|Error|Exception|Failed|Failure|Status|StatusCode|Success|Code)\b/;

/** Whoever asked has hung up, and nobody on call wants to know. */
const hungUp =
  /\b(?:EPIPE|ECONNRESET|ECONNABORTED|BrokenPipe\w*|ConnectionReset\w*|ClientDisconnect\w*|ErrAbortHandler|context\.Canceled)\b/;

/** `if response.status_code != 200: log.error(…); return None`: the failure is still looked for, and not told any more. */
function ofBranch(comparison: Comparison, counterparts: Counterparts, pair: Pair, log: LogCallFact): Loss | null {
  const { before } = pair;
  if (before === null || !alarming.has(log.level) || log.library === 'print') return null;
  if (!isTouched(pair, log.range) || isDead(before, log)) return null;
  const branch = innermost(before, log);
  if (branch === null || before.facts.handlers.some(({ body }) => contains(body, log.range))) return null;
  const there = counterparts.of(pair, log.function);
  if (there === null) return null;
  const { after } = there;
  const same = branchLike(before, branch, there);
  if (same === null) return null;
  const [oldBody, body] = [textAt(before, branch.body), textAt(after, same.body)];
  if (!isFailure(log, branch) || refuses.test(body)) return null;
  const asked = textAt(after, same.test);
  if (!tellsOfFailure.test(asked) || hungUp.test(asked)) return null;
  // Something else of what was done there still is, and nothing new stands in for the line, nor a comment that says why.
  const fresh = addedIn(there.pair, { start: same.test.end, end: same.body.end });
  if (passes(body) || showsTrace(body) || tells.test(fresh) || /#|\/\//.test(fresh)) return null;
  if (!keepsRest(oldBody, textAt(before, statementAround(before, log.range) ?? log.range), body)) return null;
  if (isToldOtherwise(comparison, counterparts, pair, there, same.body)) return null;
  if (movedLog(comparison, pair, log.range, there)) return null;
  // What is asked was given a logger, and tells by itself.
  if (/\blog(?:ger)?\b/i.test(textAt(after, same.test))) return null;
  // The line may stand behind the branch, or in front of it, for all ways at once.
  if (logsAround(there, log)) return null;
  const test = textAt(after, same.test).replace(/\s+/g, ' ').trim();
  const when = same.negated ? `when not (${shortened(test)})` : `when ${shortened(test)}`;
  return {
    kind: 'log',
    from: pair,
    guard: log.range,
    to: there.pair,
    range: same.test,
    message: `the ${log.level === 'warn' ? 'warning' : 'error'} in the log is gone: ${when}, nothing tells you any more`,
    statement: statementAround(before, log.range),
    supersedes: ['unlogged-failure', 'swallowed-error'],
  };
}

const longestTest = 50;

function shortened(text: string): string {
  const bare = text.replace(/^\((.*)\)$/, '$1');
  return bare.length <= longestTest ? bare : `${bare.slice(0, longestTest - 1)}…`;
}

function innermost({ facts }: Side, log: LogCallFact): BranchFact | null {
  let best: BranchFact | null = null;
  for (const branch of facts.branches) {
    if (branch.function !== log.function || !contains(branch.body, log.range)) continue;
    if (best === null || contains(best.body, branch.body)) best = branch;
  }
  return best;
}

function branchLike(before: Side, old: BranchFact, there: Counterpart): BranchFact | null {
  const { after } = there;
  const scope = rangeOfFunction(after, there.function);
  const written = squeezed(textAt(before, old.test));
  return (
    after.facts.branches.find(
      (one) =>
        one.negated === old.negated && contains(scope, one.body) && squeezed(textAt(after, one.test)) === written,
    ) ?? null
  );
}

/** The failure goes on to whoever called. */
function passes(body: string): boolean {
  return /\b(?:raise|throw|reject|panic|abort|fail|errors?\.(?:New|Wrap)|fmt\.Errorf|next\(|return\b[^\n]*(?:[eE]rror|fail)|return\s+(?:[\w.]+,\s*)*(?:err|error|Err|\w*[eE]rror\w*\())/.test(
    body,
  );
}

/** Every other statement of the old body is in the new one, and there is one. */
function keepsRest(oldBody: string, statement: string, body: string): boolean {
  const rest = squeezed(oldBody.replace(statement, '')).replace(/[{};]/g, '');
  const now = squeezed(body).replace(/[{};]/g, '');
  return rest.length > 0 && now.includes(rest);
}

/** A new log line in the same function, as loud. */
function logsAround({ pair, after, function: index }: Counterpart, { level }: LogCallFact): boolean {
  const scope = rangeOfFunction(after, index);
  return after.facts.logCalls.some(
    (one) => contains(scope, one.range) && isAdded(pair, one.range) && (loud.has(one.level) || one.level === level),
  );
}

/** The only log line of an entry or of an operation that changes what is kept. */
function ofOperation(comparison: Comparison, counterparts: Counterparts, pair: Pair, log: LogCallFact): Loss | null {
  const { before } = pair;
  if (before === null || !loud.has(log.level) || isPrint(log.library) || log.function === -1) return null;
  if (!isTouched(pair, log.range) || isDead(before, log)) return null;
  const old = before.facts.functions[log.function];
  if (old === undefined || logsIn(before, old.range).length !== 1 || isProbe.test(old.name)) return null;
  if (isForDebugging.test(textAt(before, statementAround(before, log.range) ?? log.range))) return null;
  // What is told of one way through it is not told of the operation.
  if (innermost(before, log) !== null) return null;
  if (before.facts.handlers.some(({ body }) => contains(body, log.range))) return null;
  const entry = before.facts.entries.find(({ handler }) => handler === log.function);
  const kind = operationKinds.find(({ functions }) => functions?.test(old.name) === true);
  if (entry === undefined && kind === undefined) return null;
  // A page that is looked at is told by the access log.
  if (kind === undefined && entry?.kind === 'route' && /^(?:GET|HEAD|OPTIONS)$/.test(entry.method ?? '')) return null;
  const there = counterparts.of(pair, log.function);
  if (there === null || there.function === -1) return null;
  const { after } = there;
  const fact = after.facts.functions[there.function];
  if (fact === undefined || logsIn(after, fact.range).length > 0) return null;
  const [work, now] = [workIn(before, old.body), workIn(after, fact.body)];
  if (work.length === 0 || remaining(work, now).size < Math.ceil(work.length * 0.6)) return null;
  // Whatever is new there may tell of it: a call, a decorator, an event.
  const fresh = aroundFunction(after, there.function);
  if (showsTrace(fresh) || tells.test(addedIn(there.pair, fact.range))) return null;
  if (fact.decorators.some((one) => !old.decorators.includes(one))) return null;
  if (helperDoes(comparison, there, fact.range, showsTrace)) return null;
  if (movedLog(comparison, pair, log.range, there)) return null;
  return {
    kind: 'log',
    from: pair,
    guard: log.range,
    to: there.pair,
    range: fact.nameRange,
    message: `the only log line of ${entry?.name ?? old.name} is gone: nothing tells later that it ran`,
    statement: statementAround(before, log.range),
    supersedes: ['unlogged-operation'],
  };
}

/** Left over from looking for a fault, at whatever level. */
const isForDebugging = /(?<![A-Za-z])debug(?![a-z(])/i;
const isProbe = /health|ready|readiness|liveness|alive|ping|metrics|favicon|robots|version|static|swagger|openapi/i;
