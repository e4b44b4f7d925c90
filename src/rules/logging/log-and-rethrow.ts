/** One failure, two lines with the same stack: alerts count double, and on call wonders whether it is two faults. */
import { removeStatementFix } from '../../fixes/removeStatement.ts';
import type { CallFact, Facts, FunctionFact, HandlerFact, LogCallFact } from '../../model/facts.ts';
import { defineRule, type Draft, type FileContext } from '../../model/rule.ts';
import { contains } from '../../model/text.ts';
import { isReviewed, runsInHandler } from './reviewed.ts';
import { logAndRethrowExamples } from './logAndRethrowExamples.ts';

export const logAndRethrow = defineRule({
  id: 'log-and-rethrow',
  area: 'logging',
  severity: 'off',
  scope: 'file',
  summary: 'An error is logged and thrown again, so that each layer logs it once more.',
  why:
    'Whoever catches it further out logs it too: the framework, if nobody else. One failure is then two or three lines at ' +
    'error level with the same stack, error rates and alerts count each, and on call has to find out that they are one.\n\n' +
    'It is reported where a handler logs at error level and throws the same error in every case, and the line holds nothing ' +
    'but the error and a constant text. A line that adds values which the error does not have is left alone, as are entry ' +
    'points (a main function, a job, a route, a remote procedure, a timer), where nobody may be further out, and errors that ' +
    'are turned into others. Off until you turn it on: whether the one who catches the error logs it stands in other files, ' +
    'and frameworks that hand it to the client without a line are common.',
  fixes:
    'The line goes, and the error is logged where it is handled. It wants a look: the handler may have nothing left to do, ' +
    'and somebody further out has to log.',
  examples: logAndRethrowExamples,
  check(context) {
    const { facts, text, path } = context;
    if (facts.logCalls.length === 0 || !isReviewed(context)) return [];
    return facts.logCalls.flatMap((log): Draft[] => {
      const call = facts.calls[log.call];
      const handler = facts.handlers[call?.handler ?? -1];
      if (call === undefined || handler === undefined || !call.isStatement) return [];
      if (log.level !== 'error' && log.level !== 'critical') return [];
      if (!isThrownAgain(context, handler) || isOutermost(context, handler.function)) return [];
      if (mayEndOtherwise(facts, handler, call.range)) return [];
      // Both happen whenever the error is caught.
      if (!runsInHandler(facts, handler, log.function) || !isDirect(handler, call.statement)) return [];
      // A line without the error says which operation failed, and that is not in the error.
      if (!log.errorAttached && !hasError(context, handler, call)) return [];
      if (!saysNothingMore(context, handler, log) || isOwnChannel(log)) return [];
      const fix = removeStatementFix({ path, text, facts }, call.statement);
      return [
        {
          file: path,
          range: call.range,
          message:
            'the error is thrown again: whoever catches it logs it too, and one failure counts as two in production',
          fixes: fix === null ? [] : [fix],
        },
      ];
    });
  },
});

function isDirect({ statements }: HandlerFact, statement: { start: number; end: number }): boolean {
  return statements.some((one) => one.start === statement.start && contains(one, statement));
}

/** Behind the line, a branch leaves another way: there the line is all that is left of the error. */
function mayEndOtherwise(facts: Facts, { outcomeRange }: HandlerFact, line: { end: number }): boolean {
  const last = outcomeRange?.start ?? line.end;
  return facts.branches.some(({ exits, body }) => exits && body.start >= line.end && body.end <= last);
}

/** By a statement of the handler itself; in Go, the error is what it returns. */
function isThrownAgain({ text }: FileContext, handler: HandlerFact): boolean {
  const { outcome, outcomeRange, form, binding } = handler;
  const isThrown = outcome === 'rethrown' || (form === 'error-check' && outcome === 'returned');
  if (!isThrown || outcomeRange === null || !isDirect(handler, outcomeRange)) return false;
  if (form !== 'error-check') return true;
  const written = text.slice(outcomeRange.start, outcomeRange.end);
  return (
    binding !== null &&
    new RegExp(`(?:^return|,)\\s*(?:${binding}|[\\w.]+\\([^()]*(?:%w|\\b)[^()]*\\b${binding}\\))$`).test(written.trim())
  );
}

/** Where nobody of the program may be further out: what is thrown there ends the process, the job or the thread. */
const outermost =
  /^[oO]n[A-Z]|^(?:read|write)External$|^_*(?:main|run|start|serve|listen|handle|handler|execute|perform|process|worker|job|task|lambda_handler|lambdaHandler|call|invoke|bootstrap|init|setup|boot|cli)(?:$|_|[A-Z])|(?:_main|Main|_job|Job|_task|Task|_handler|Handler|_worker|Worker|_processor|Processor|_consumer|Consumer|_subscriber|Subscriber)$/;

/** Methods that a remote procedure call server calls: it hands the error to the client, and logs nothing. */
const remoteProcedures: readonly RegExp[] = [
  /^\(\s*\w+\s+(?:context|ctx)\.Context\s*,\s*\w+\s+\*[\w.]+Req(?:uest)?\s*,?\s*\)\s*\(\s*(?:\w+\s+)?\*[\w.]+\s*,\s*(?:\w+\s+)?error\s*\)/,
  /^\(\s*\w+\s+\*[\w.]+(?:Req(?:uest)?\s*,\s*\w+\s+[\w.]+)?Server\s*,?\s*\)\s*error\b/,
  /\bStreamObserver</,
  /\bServerCallContext\b/,
];

function isRemoteProcedure(text: string, { nameRange, range, body }: FunctionFact): boolean {
  const signature = text.slice(nameRange?.end ?? range.start, body.start);
  return remoteProcedures.some((form) => form.test(signature));
}

/** It is one, stands in one, or is called by one of the same file. */
function isRemote(facts: Facts, text: string, index: number): boolean {
  const remote = (at: number): boolean => {
    const one = facts.functions[at];
    return one !== undefined && (isRemoteProcedure(text, one) || remote(one.parent));
  };
  if (remote(index)) return true;
  const name = facts.functions[index]?.name ?? '';
  return facts.calls.some(
    ({ callee, function: caller }) => callee.slice(callee.lastIndexOf('.') + 1) === name && remote(caller),
  );
}

/** It runs when its time has come: what it throws has nobody to catch it. */
function isDeferred(facts: Facts, index: number): boolean {
  const within = facts.functions[index];
  return (
    within !== undefined &&
    facts.calls.some(
      ({ callee, arguments: given }) =>
        /(?:^|\.)(?:setTimeout|setInterval|setImmediate|queueMicrotask|nextTick|on|once|addEventListener)$/.test(
          callee,
        ) && given.some(({ range }) => contains(range, within.range)),
    )
  );
}

/** What code around gives the name: a function without one belongs to the function it stands in. */
function named(facts: Facts, index: number): number {
  let at = index;
  for (;;) {
    const within = facts.functions[at];
    if (within === undefined || within.name !== '<anonymous>' || within.parent === -1) return at;
    at = within.parent;
  }
}

function isOutermost({ facts, text }: FileContext, caught: number): boolean {
  const index = named(facts, caught);
  const within = facts.functions[index];
  if (within === undefined) return true;
  if (facts.entries.some((entry) => entry.handler === index || entry.handler === caught)) return true;
  if (isRemote(facts, text, index) || isDeferred(facts, caught)) return true;
  if (
    within.decorators.some((one) =>
      /(?:\b|_)(?:task|job|command|route|get|post|put|patch|delete|on_event|scheduled|Cron|Process|consumer|listener|handler)/i.test(
        one,
      ),
    )
  ) {
    return true;
  }
  return outermost.test(within.name) || (within.name === '<anonymous>' && within.parent === -1);
}

/** The arguments of the line, or of the calls it is made of, name the error. */
function hasError({ text }: FileContext, { binding }: HandlerFact, { range }: CallFact): boolean {
  const written = text.slice(range.start, range.end);
  return (
    /\.exception\(|exc_info|print_exc|printStackTrace/.test(written) ||
    (binding !== null && written.split(/[^\w$]+/).includes(binding))
  );
}

/** A log that others read: for alarms, for auditors. */
function isOwnChannel({ logger }: LogCallFact): boolean {
  return /fatal|audit|secur|alarm|alert/i.test(logger);
}

/** Nothing but constant text and the error: no value that the error may lack. */
function saysNothingMore({ facts, text }: FileContext, handler: HandlerFact, log: LogCallFact): boolean {
  const call = facts.calls[log.call];
  if (call === undefined) return false;
  const fields = call.callee.replace(
    /\.(?:Err|WithError|WithErr|setCause|withCause|withThrowable|WithContext|Ctx|Stack|opt)\([^()]*\)/g,
    '',
  );
  if (/\([^()\s]/.test(fields)) return false;
  const error = (handler.binding ?? '').replace(/\$/g, '\\$');
  const isError = new RegExp(
    `^(?:\\{\\s*)?(?:(?:err|error|e|exception)\\s*:\\s*)?(?:(?:str|repr|String)\\()?${error === '' ? '(?!)' : error}(?:\\??\\.(?:message|stack|Error\\(\\)|getMessage\\(\\)|Message))?\\)?(?:\\s*\\})?$`,
  );
  return call.arguments.every((argument) => {
    const written = text.slice(argument.range.start, argument.range.end);
    if (argument.kind === 'string' || argument.kind === 'boolean' || argument.keyword === 'exc_info') return true;
    if (isError.test(written)) return true;
    if (argument.kind !== 'template') return false;
    const inserted = [...written.matchAll(/\$?\{([^{}]*)\}|\$([A-Za-z_]\w*)/g)];
    return inserted.every(([, value = '', name = value]) => isError.test(name.replace(/![rs]$/, '').trim()));
  });
}
