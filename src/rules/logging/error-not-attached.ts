/** The line says that something failed. Why and where stood in the error, and the error is gone. */
import { attachErrorFix } from '../../fixes/attachError.ts';
import { guardedCall, operationOf } from '../../fixes/operation.ts';
import { answersOf, pureCalls } from '../../knowledge/expectedErrors.ts';
import { loggerRow } from '../../knowledge/loggers.ts';
import { breadthOf } from '../../knowledge/wideErrors.ts';
import { sinkOf } from '../../languages/extraction/handlerBody.ts';
import type { CallFact, Facts, HandlerFact, LogCallFact } from '../../model/facts.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { contains, type Range } from '../../model/text.ts';
import { isReviewed, runsInHandler } from './reviewed.ts';
import { errorNotAttachedExamples } from './errorNotAttachedExamples.ts';

export const errorNotAttached = defineRule({
  id: 'error-not-attached',
  area: 'logging',
  severity: 'information',
  scope: 'file',
  summary: 'A handler logs that something failed and leaves the error, or its stack, out of the line.',
  why:
    'On call the line is found, and it says that the payment failed. Whether the card service was down, the certificate ' +
    'ran out or a name was misspelt in the last release stood in the error, and nobody can get it back: it has to fail again ' +
    "after somebody has added the log line. With the text alone, an unexpected `KeyError: 'id'` is known and its place is not.\n\n" +
    'It is reported for lines from warning on, in handlers that catch everything or a type with many causes. A handler is left ' +
    'alone when another line of it has the error, when it raises, reports or hands on the error, when a type that says what ' +
    'happened is caught, and when all that can fail there is reading a value. In Go and Rust, where an error is its text, the ' +
    'text is enough.',
  fixes:
    'The line is given the error in the form by which its library keeps the stack, and the text of the error at the end of ' +
    'the message goes, as it comes with the stack. The level stays. Safe. A logger of your own that is not known is left alone.',
  examples: errorNotAttachedExamples,
  check(context) {
    const { facts, text, path } = context;
    if (facts.handlers.length === 0 || facts.logCalls.length === 0 || !isReviewed(context)) return [];
    const byHandler = logsByHandler(facts);
    return facts.handlers.flatMap((handler, index): Draft[] => {
      const logs = byHandler.get(index);
      if (logs === undefined || !goesNowhereElse(context, handler, index, logs)) return [];
      const log = lineOf(context, handler, logs);
      const lost = log === null ? null : whatIsLost(context, handler, log, logs);
      if (log === null || lost === null) return [];
      const fix = attachErrorFix({ path, text, facts }, handler, log);
      return [
        { file: path, range: log.range, message: message(facts, handler, lost), fixes: fix === null ? [] : [fix] },
      ];
    });
  },
});

type Lost = 'error' | 'stack';

/** The message itself is the reason. */
const saysWhatHappened =
  /\b(?:invalid|malformed|unsupported|unknown|not found|no such|missing|already (?:exists|in use)|does(?: not|n't) exist|not (?:supported|bundled|installed|suitable|configured)|timed? ?out|conflict)\b/i;
/** What a program wrote before it failed says why, where its status does not. */
const programOutput = /\b(?:std_?(?:err|out)|(?:combined_?)?output)\b/i;
/** Calls that read a value, by the last part of their name: what fails there is the value, which the line has. */
const readingCalls =
  /^(?:[mM]ust)?(?:[pP]arse|[vV]alidate|[cC]ompile|[dD]ecode|Atoi|LoadLocation|parseBool)(?![a-z])\w*$|Regexp?$/;

function message(facts: Facts, handler: HandlerFact, lost: Lost): string {
  const call = guardedCall(facts, handler);
  const operation = (call === null ? null : operationOf(call)) ?? 'something';
  return lost === 'error'
    ? `production learns that ${operation} failed and not why: the error is not in the line`
    : `production sees the text of the error and not where it came from: the line leaves out its stack`;
}

function logsByHandler(facts: Facts): ReadonlyMap<number, readonly LogCallFact[]> {
  const logs = new Map<number, LogCallFact[]>();
  for (const log of facts.logCalls) {
    const handler = facts.calls[log.call]?.handler ?? -1;
    if (handler === -1) continue;
    const present = logs.get(handler);
    if (present === undefined) logs.set(handler, [log]);
    else present.push(log);
  }
  return logs;
}

/** The line that speaks of the failure: the first of the gravest level, of a library that can take an error. */
function lineOf({ facts, text }: FileContext, handler: HandlerFact, logs: readonly LogCallFact[]): LogCallFact | null {
  const grave = logs.filter((log) => {
    const row = loggerRow(facts.ecosystem, log.library);
    if (row === null || log.library === 'print' || !/^(?:warn|error|critical)$/.test(log.level)) return false;
    // A callback in the handler runs at another time, and a branch knows more of what happened.
    const { header } = handler;
    const isAlways =
      log.condition === handler.condition ||
      (log.condition !== null && text.slice(header.start, header.end).includes(log.condition));
    return runsInHandler(facts, handler, log.function) && isAlways;
  });
  return grave.find((log) => log.level !== 'warn') ?? grave[0] ?? null;
}

function mentions(code: string, name: string): boolean {
  return code.split(/[^\w$]+/).includes(name);
}

/** The error ends in this handler, and what is logged there is all that is left of it. */
function goesNowhereElse(
  context: FileContext,
  handler: HandlerFact,
  index: number,
  logs: readonly LogCallFact[],
): boolean {
  const { facts, text } = context;
  if (handler.form === 'suppress' || logs.some((log) => log.errorAttached)) return false;
  const { binding, outcome, outcomeRange } = handler;
  if (outcome !== 'logged' && outcome !== 'returned') return false;
  if (outcome === 'returned') {
    // An answer to whoever asked; in Go and Rust it is the error that is handed up.
    if (handler.form === 'error-check' || handler.form === 'match' || outcomeRange === null) return false;
    if (binding !== null && isHandedOver(text.slice(outcomeRange.start, outcomeRange.end), binding)) return false;
    if (/\b(?:exit|abort|fail|reject|throw\w*)\s*\(/.test(text.slice(outcomeRange.start, outcomeRange.start + 80)))
      return false;
  }
  if (binding !== null && isKept(text.slice(handler.body.start, handler.body.end), binding)) return false;
  const lines = new Set(logs.map((log) => log.call));
  const ranges = logs.map((log) => log.range);
  return !facts.calls.some((call, at) => {
    if (call.handler !== index || lines.has(at)) return false;
    if (/(?:^|\.)(?:traceback\.\w+|format_exc|print_exc|exc_info|printStackTrace)$/.test(call.path ?? call.callee))
      return true;
    if (ranges.some((range) => contains(range, call.range))) return false;
    const sink = sinkOf(call.callee);
    if (sink !== null && sink.outcome !== 'handed-on') return true;
    return binding !== null && takesError(text, call, binding);
  });
}

/** `return error`, `next(error)`, `{ error }`: the error as it is, not its text. */
function isHandedOver(code: string, name: string): boolean {
  const escaped = name.replace(/\$/g, '\\$');
  return new RegExp(
    `(?<![\\w$.])${escaped}(?![\\w$]|\\??\\.\\w|\\s*\\))|(?:\\b(?!str|String|repr)\\w+)\\(\\s*(?:[^()]*,\\s*)?${escaped}\\s*[,)]`,
  ).test(code);
}

/** `lastError = error`, `errors <- err`: somebody else has it. */
function isKept(code: string, name: string): boolean {
  const escaped = name.replace(/\$/g, '\\$');
  return new RegExp(`(?:[\\w\\])]\\s*=|<-)\\s*${escaped}(?:\\s+as\\s+\\w+)?\\s*(?:[;\\r\\n}]|$)`).test(code);
}

function takesError(text: string, call: CallFact, name: string): boolean {
  if (/^(?:str|repr|String|type|isinstance|getattr|hasattr|len|format|print|JSON\.stringify)$/.test(call.callee))
    return false;
  return call.arguments.some(({ range }) => text.slice(range.start, range.end).replace(/^\w+=/, '') === name);
}

function whatIsLost(
  { facts, text }: FileContext,
  handler: HandlerFact,
  log: LogCallFact,
  logs: readonly LogCallFact[],
): Lost | null {
  const breadth = breadthOf(facts.ecosystem, handler.types);
  if (breadth === null || onlyReads(facts, handler) || (log.level === 'warn' && onlyCloses(facts, handler)))
    return null;
  const written = logs
    .map((one) => argumentsOf(facts.calls[one.call]))
    .map((given) => (given === null ? '' : text.slice(given.start, given.end)))
    .join('\n');
  const isTold = handler.binding !== null && tells(text, handler, log, written, handler.binding);
  if (/stack_?trace|traceback|exc_info|\bstack\b|getTrace|getCause|\bcause\b|ExceptionUtils?\./i.test(written))
    return null;
  if (/(?:redact|sanitiz|scrub|mask)\w*\s*\(/i.test(written) || hasPanic(text, handler, written)) return null;
  if (!isTold && (saysWhatHappened.test(written) || programOutput.test(written))) return null;
  if (!isTold) return handler.binding === null || !isTakenApart(handler.binding) ? 'error' : null;
  // Where an error is its text, nothing is lost.
  if (handler.form === 'error-check' || handler.form === 'match') return null;
  if (breadth === 'broad') return 'stack';
  return log.level !== 'warn' && (facts.ecosystem === 'jvm' || facts.ecosystem === 'dotnet') ? 'stack' : null;
}

/** In Go, what a panic left is no error, and the line has it. */
function hasPanic(text: string, { binding, form, header }: HandlerFact, written: string): boolean {
  if (binding !== null || form !== 'catch') return false;
  const name = /(\w+)\s*!=\s*nil/.exec(text.slice(header.start, header.end))?.[1];
  return name !== undefined && mentions(written, name);
}

/** The line names the error, or a variable that the handler made of it. */
function tells(text: string, { body }: HandlerFact, log: LogCallFact, written: string, name: string): boolean {
  if (mentions(written, name)) return true;
  const known = new Set([name]);
  const before = text.slice(body.start, Math.min(log.range.start, body.start + 5000));
  for (const [, variable = '', value = ''] of before.matchAll(
    /([A-Za-z_$][\w$]*)\s*(?::[^=\n]{1,40})?[:+]?=(?![=>])\s*((?:[^\n]*(?:[\\([{,+][ \t]*\n|\n(?=[ \t]*[+.)])))*[^\n]*)/g,
  )) {
    if ([...known].some((one) => mentions(value, one))) known.add(variable);
  }
  return [...known].some((one) => mentions(written, one));
}

/** `catch ({ message })`: the parts have names of their own. */
function isTakenApart(binding: string): boolean {
  return !/^[\w$]+$/.test(binding);
}

function argumentsOf(call: CallFact | undefined): Range | null {
  const first = call?.arguments[0];
  const last = call?.arguments.at(-1);
  return first === undefined || last === undefined ? null : { start: first.range.start, end: last.range.end };
}

/** What was to be done is done, and only tidying up failed: that it did is enough. */
function onlyCloses(facts: Facts, { tryBody }: HandlerFact): boolean {
  if (tryBody === null) return false;
  const calls = facts.calls.filter((call) => contains(tryBody, call.range));
  const closing = /^(?:\w*_)?(?:close|dispose|disconnect|quit|release|stop)(?:$|_|[A-Z])/;
  return (
    calls.length > 0 &&
    calls.every(
      ({ callee }) =>
        /(?:^|\.)(?:wait_for|sleep)$/.test(callee) || closing.test(callee.slice(callee.lastIndexOf('.') + 1)),
    )
  );
}

/** All that can fail is reading a value, which the message says. */
function onlyReads(facts: Facts, handler: HandlerFact): boolean {
  const tried = handler.tryBody;
  if (tried === null) return false;
  const calls = facts.calls.filter((call) => contains(tried, call.range));
  const probes = answersOf(facts.ecosystem)?.probes;
  return (
    calls.length > 0 &&
    calls.every((call) => {
      const last = call.callee.slice(call.callee.lastIndexOf('.') + 1);
      return (
        probes?.has(call.path ?? '') === true ||
        probes?.has(last) === true ||
        readingCalls.test(last) ||
        (pureCalls.has(last) && last !== 'get' && last !== 'add')
      );
    })
  );
}
