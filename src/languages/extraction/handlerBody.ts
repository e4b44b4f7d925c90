/** What a handler's own code does with the error. */
import {
  errorCallbacks,
  errorSinks,
  failureName,
  failureStatus,
  failureStatusName,
  failureTarget,
  failureValue,
  inspections,
  successName,
} from '../../knowledge/errorSinks.ts';
import type { ErrorSinkRow } from '../../knowledge/errorSinks.ts';
import { mainFunctions, predicateNames } from '../../knowledge/expectedErrors.ts';
import type { CallFact, LogCallFact } from '../../model/facts.ts';
import { childrenOf, endOf, lastOf, parentOf, rangeOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction, HandlerDraft } from './extraction.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { dotted, isLeveled, isLogHelper, isText, namesFailure, raisesByName } from './namedCalls.ts';
import { calleeRangeOf } from './reader.ts';
import type { Shown } from './shown.ts';
import { isStatement } from './statements.ts';
import { callsWithin } from './within.ts';

/** A handler of more nodes does real work; it is not read to its end. */
const mostNodes = 5000;
const highestClimb = 60;

/** Everything that shows an outcome, in order. */
export function readHandlerBody(
  extraction: Extraction,
  handler: HandlerDraft,
  calls: readonly CallFact[],
  logs: ReadonlyMap<number, LogCallFact>,
  syntax: LanguageSyntax,
): Shown[] {
  const { tree } = extraction;
  const { outcomes } = syntax;
  const { body, bindingNames } = handler;
  const end = lastOf(tree, body);
  if (end - body > mostNodes) return [{ outcome: 'handed-on', range: handler.fact.header }];
  const shown: Shown[] = readCalls(extraction, body, calls, logs, bindingNames);
  // The expression of `.catch(() => expression)` is what the promise gives.
  if (outcomes.blocks[typeOf(tree, body)] !== 1 && saysFailure(extraction, body, syntax)) {
    shown.push({ outcome: 'returned', range: rangeOf(tree, body) });
  }
  const given = givenBy(extraction, body, syntax);
  // What keeps the error in another way gives no value, though it stands last.
  const isKept = shown.some(({ range }) => range.start === startOf(tree, given) && range.end === endOf(tree, given));
  if (given !== -1 && !isKept && saysFailure(extraction, given, syntax)) {
    shown.push({ outcome: 'returned', range: rangeOf(tree, given) });
  }
  const names = new Set(bindingNames);
  for (let node = body; node < end; node++) {
    const type = typeOf(tree, node);
    if (outcomes.throws[type] === 1 || outcomes.throwsByCall?.(node) === true) {
      shown.push({
        outcome: outcomes.rethrows(node, bindingNames) ? 'rethrown' : 'wrapped',
        range: rangeOf(tree, node),
      });
    } else if (outcomes.repeats?.[type] === 1) {
      shown.push({ outcome: 'handed-on', range: rangeOf(tree, node) });
    } else if (outcomes.returns[type] === 1) {
      const isDeclared = outcomes.returnsError?.(node, bindingNames) === true;
      if (isDeclared || saysFailure(extraction, node, syntax) || isExitCode(extraction, node, handler)) {
        shown.push({ outcome: 'returned', range: rangeOf(tree, node) });
      }
    } else if (outcomes.assignments[type] === 1) {
      const kept = readAssignment(extraction, node, syntax);
      if (kept !== null) shown.push(kept);
    } else if (outcomes.captures?.(node, bindingNames) === true) {
      const use = followUse(extraction, node, body, syntax);
      if (use !== null) shown.push(use);
    } else if (
      outcomes.identifiers[type] === 1 &&
      names.size > 0 &&
      names.has(textOf(tree, node)) &&
      outcomes.isUse(node)
    ) {
      const use = followUse(extraction, node, body, syntax);
      if (use !== null) shown.push(use);
    }
  }
  return shown;
}

/** Log calls, and calls that keep the error in another way. */
export function readCalls(
  extraction: Extraction,
  within: number,
  calls: readonly CallFact[],
  logs: ReadonlyMap<number, LogCallFact>,
  names: readonly string[],
): Shown[] {
  const shown: Shown[] = [];
  for (const { call, index } of callsWithin(extraction, calls, within)) {
    const log = logs.get(index);
    if (log !== undefined) {
      // Production does not show what is only for debugging, unless somebody thought of the error.
      const isQuiet = log.level === 'debug' || log.level === 'trace';
      if (!isQuiet || log.errorAttached || names.some((name) => mentions(extraction, call, name))) {
        shown.push({ outcome: 'logged', range: call.range });
      }
      continue;
    }
    const sink = sinkOf(call.callee);
    if (sink !== null) shown.push({ outcome: sink.outcome, range: call.range });
    else if (isErrorResponse(extraction, call)) shown.push({ outcome: 'returned', range: call.range });
    else if (!call.constructs && !isText(call) && namesFailure(call.callee))
      shown.push({ outcome: 'handed-on', range: call.range });
    else if (raisesByName(call)) shown.push({ outcome: 'wrapped', range: call.range });
    else if (isLogHelper(call) || isLeveled(extraction, call)) shown.push({ outcome: 'logged', range: call.range });
    else if (givesFailure(extraction, call)) shown.push({ outcome: 'handed-on', range: call.range });
  }
  return shown;
}

function mentions({ text }: Extraction, call: CallFact, name: string): boolean {
  return call.arguments.some(({ range }) => {
    const written = text.slice(range.start, Math.min(range.end, range.start + 500));
    return written.split(/[^\w$]+/).includes(name);
  });
}

const plain = (name: string): string => name.replace(/_/g, '').toLowerCase();
const sinks = new Map<string, ErrorSinkRow[]>();
for (const row of errorSinks) sinks.set(plain(row.method), [...(sinks.get(plain(row.method)) ?? []), row]);

/** The row for a callee as it is written. */
export function sinkOf(written: string): ErrorSinkRow | null {
  const callee = dotted(written);
  const dot = callee.lastIndexOf('.');
  const receiver = callee.slice(0, Math.max(dot, 0)).replace(/\?$/, '');
  const found = sinks
    .get(plain(callee.slice(dot + 1)))
    ?.find((row) => row.receiver === undefined || row.receiver.test(receiver));
  return found ?? null;
}

const statusMethods =
  /(?:^|\.)(?:status|sendStatus|code|writeHead|set_status|setStatus|send_error|sendError|abort|json|JSON|String|XML|HTML|NoContent|Status|SendStatus|WriteHeader|Response|JSONResponse|HttpResponse|JsonResponse|make_response|send|head|halt)$/;

/** `res.status(500)`, `Response(status=503)`, `NextResponse.json(body, { status: 400 })` */
function isErrorResponse({ text }: Extraction, call: CallFact): boolean {
  if (
    /HttpResponse(?:BadRequest|NotFound|Forbidden|ServerError|NotAllowed|Gone)$|(?:BadRequest|NotFound|Forbidden|ServerError|Unauthorized)$|(?:^|\.)HTTP(?:Conflict|Gone|InsufficientStorage|ServiceUnavailable|BadGateway|GatewayTimeout|PreconditionFailed|Unprocessable\w*|TooManyRequests|MethodNotAllowed|NotAcceptable|RequestTimeout|LengthRequired|RequestEntityTooLarge)$/.test(
      call.callee,
    )
  ) {
    return true;
  }
  const isStatus = statusMethods.test(call.callee);
  if (/redirect$/i.test(call.callee) && call.arguments.some(({ value }) => value !== null && failureTarget.test(value)))
    return true;
  return call.arguments.some((argument) => {
    if (argument.kind === 'number') {
      const named = argument.keyword === null ? isStatus : /status|code/i.test(argument.keyword);
      return named && isFailureStatus(argument.value);
    }
    const written = text.slice(argument.range.start, Math.min(argument.range.end, argument.range.start + 1000));
    if (argument.kind === 'name' && failureStatus.test(written)) return true;
    if (argument.kind === 'object') return /\b['"]?status(?:_?code)?['"]?\s*:\s*[45]\d\d\b/i.test(written);
    return (isStatus || argument.keyword !== null) && failureStatusName.test(written);
  });
}

/** `StatusCode::BAD_REQUEST` */
function isStatusName(written: string): boolean {
  return /Status/.test(written) && failureStatusName.test(written);
}

function isFailureStatus(value: string | null): boolean {
  return value !== null && /^[45]\d\d$/.test(value);
}

/** `setStatus('error')`, `emit('error')`, `update(status='failed')` */
function givesFailure({ text }: Extraction, call: CallFact): boolean {
  if (
    inspections.has(call.callee) ||
    /(?:^|\.)(?:get|pop|getenv|includes|startsWith|endsWith|startswith|endswith|replace|split|join|format|strip)$/.test(
      call.callee,
    )
  ) {
    return false;
  }
  return call.arguments.some(({ kind, value, keys, keyword, range }) => {
    // `goTo(pages.linkExpired)`, `resolve(Status.FAILED)`
    if (kind === 'name')
      return /(?:fail|failed|failure|expired|invalid)$/i.test(
        text.slice(Math.max(range.start, range.end - 20), range.end),
      );
    if (kind === 'object') return (keys ?? []).some((key) => failureName.test(key));
    if (keyword !== null && failureName.test(keyword) && kind !== 'null' && kind !== 'boolean') return true;
    return kind === 'string' && value !== null && value.length < 200 && failureValue.test(value);
  });
}

/** Whether a value that is returned says that something failed. */
export function saysFailure(extraction: Extraction, node: number, syntax: LanguageSyntax): boolean {
  const { tree } = extraction;
  const { outcomes, reader } = syntax;
  const end = Math.min(lastOf(tree, node), node + 400);
  for (let inner = node; inner < end; inner++) {
    const type = typeOf(tree, inner);
    const pair = outcomes.pairOf(inner);
    if (pair !== null) {
      if (failureName.test(pair.key) && !isNothing(syntax, pair.value)) return true;
      if (successName.test(pair.key) && reader.literalOf(pair.value) === 'false') return true;
      continue;
    }
    const kind = reader.kindOf(inner);
    if (kind === 'string' || kind === 'template') {
      const written = textOf(tree, inner).slice(0, 200);
      if (failureValue.test(kind === 'string' ? (reader.literalOf(inner) ?? written) : written)) return true;
    } else if (kind === 'number') {
      if (isFailureStatus(textOf(tree, inner))) return true;
    } else if (outcomes.calls[type] === 1) {
      const written = calleeText(extraction, reader.calleeOf(inner), syntax);
      if (namesFailure(written) || sinkOf(written)?.outcome === 'returned') return true;
    } else if (outcomes.identifiers[type] === 1 && outcomes.isUse(inner)) {
      const written = textOf(tree, inner);
      if (failureName.test(written) || written === 'NotImplemented') return true;
    } else if (
      kind === 'name' &&
      (failureStatus.test(textOf(tree, inner).slice(-60)) ||
        isStatusName(textOf(tree, inner).slice(-60)) ||
        /(?:ERR(?:OR)?|FAIL(?:ED|URE)?|INVALID|UNAVAILABLE|[Ee]rror|[Ff]ailed|[Ff]ailure)$|HTTP_[45]\d\d/.test(
          textOf(tree, inner).slice(-40),
        ))
    ) {
      return true;
    }
  }
  return false;
}

function calleeText({ tree, text }: Extraction, callee: number, { reader }: LanguageSyntax): string {
  if (callee === -1) return '';
  const { start, end } = calleeRangeOf(tree, reader, callee);
  return text.slice(start, end);
}

function isNothing({ reader }: LanguageSyntax, value: number): boolean {
  const kind = reader.kindOf(value);
  if (kind === 'null') return true;
  const literal = reader.literalOf(value);
  return literal === 'false' || literal === '' || literal === '0';
}

/** `return 1` where the function's value is the program's exit code. */
function isExitCode({ tree, functions, text }: Extraction, node: number, handler: HandlerDraft): boolean {
  const within = functions[handler.frame.function]?.name;
  if (within === undefined || !mainFunctions.test(within)) return false;
  return /^return\s+-?[1-9]\d*\s*;?$/.test(
    text.slice(startOf(tree, node), Math.min(endOf(tree, node), startOf(tree, node) + 40)),
  );
}

/** Names of what is shown to somebody. */
const toldName = /(?:message|msg|text|output|reason|detail|details|description|status|info)(?:['"]?\])?$/i;

/** `failed = True`, `errors += 1`, `status = 'error'`, `ok = False`, `process.exitCode = 1` */
function readAssignment(extraction: Extraction, node: number, syntax: LanguageSyntax): Shown | null {
  const { tree } = extraction;
  const { outcomes, reader } = syntax;
  const target = outcomes.targetOf(node);
  const value = outcomes.valueOf(node);
  if (target === -1) return null;
  const range = rangeOf(tree, node);
  const written = textOf(tree, target).slice(-120);
  const name = written.slice(written.lastIndexOf('.') + 1);
  if (outcomes.augmented[typeOf(tree, node)] === 1)
    return failureName.test(name) ? { outcome: 'counted', range } : null;
  if (value === -1) return null;
  const literal = reader.literalOf(value);
  const kind = reader.kindOf(value);
  if (name.endsWith('exitCode') && literal !== '0') return { outcome: 'returned', range };
  if (/status(?:_?code)?$/i.test(name) && isFailureStatus(literal)) return { outcome: 'returned', range };
  if (failureName.test(name) && !isNothing(syntax, value)) return { outcome: 'handed-on', range };
  if (successName.test(name) && literal === 'false') return { outcome: 'handed-on', range };
  if (kind === 'string' && literal !== null && literal.length < 200 && failureValue.test(literal))
    return { outcome: 'handed-on', range };
  if (kind === 'name' && failureName.test(textOf(tree, value).slice(-60))) return { outcome: 'handed-on', range };
  // `status['message'] = _('could not connect')`
  if (toldName.test(name) && saysFailure(extraction, value, syntax)) return { outcome: 'handed-on', range };
  return null;
}

/** Where a use of the error leads: up to the call, the assignment or the return that takes it. */
export function followUse(extraction: Extraction, node: number, body: number, syntax: LanguageSyntax): Shown | null {
  const { tree } = extraction;
  const { outcomes, reader } = syntax;
  let at = node;
  let last = node;
  for (let level = 0; level < highestClimb && at !== body; level++) {
    last = at;
    const parent = parentOf(tree, at);
    if (parent === -1) return null;
    const type = typeOf(tree, parent);
    const range = rangeOf(tree, parent);
    if (outcomes.throws[type] === 1) return null;
    if (outcomes.returns[type] === 1) return { outcome: 'returned', range };
    if (outcomes.assignments[type] === 1) {
      const isValue = outcomes.valueOf(parent) === at;
      return isValue ? { outcome: 'handed-on', range } : null;
    }
    if (outcomes.conditionOf(parent) === at) return null;
    if (outcomes.calls[type] === 1) {
      const callee = reader.calleeOf(parent);
      // `error.method()` goes on with its result; `handle(error)` hands it over.
      if (callee === -1 || endOf(tree, at) > calleeRangeOf(tree, reader, callee).end) {
        const written = calleeText(extraction, callee, syntax);
        const name = written.slice(written.lastIndexOf('.') + 1);
        if (errorCallbacks.test(name)) return { outcome: 'returned', range };
        const looks = inspections.has(name) || inspections.has(written) || predicateNames.test(name);
        if (!looks) return { outcome: 'handed-on', range };
      }
    }
    at = parent;
  }
  // The expression of an arrow function is what it gives, and so is what a block ends with in some languages.
  const gives = outcomes.blocks[typeOf(tree, body)] !== 1 || givenBy(extraction, body, syntax) === last;
  return gives ? { outcome: 'returned', range: rangeOf(tree, body) } : null;
}

/** The expression whose value a block has, -1 where blocks have none. */
function givenBy(extraction: Extraction, body: number, syntax: LanguageSyntax): number {
  const { tree } = extraction;
  const { outcomes } = syntax;
  if (outcomes.givesLast !== true || outcomes.blocks[typeOf(tree, body)] !== 1) return -1;
  if (outcomes.takesValue?.(body) === false) return -1;
  let last = -1;
  for (const child of childrenOf(tree, body)) if (isStatement(tree, outcomes, child)) last = child;
  const isWrapped = last !== -1 && outcomes.wrappers?.[typeOf(tree, last)] === 1;
  return isWrapped && outcomes.endsValue?.(last) !== true ? -1 : last;
}
