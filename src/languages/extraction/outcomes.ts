/** What becomes of each caught error. The strongest thing that happens on any way through a handler decides. */
import { errorCallbacks } from '../../knowledge/errorSinks.ts';
import { handlerHabits } from '../../knowledge/handlerHabits.ts';
import type { CallFact, LogCallFact } from '../../model/facts.ts';
import { contains, type Range } from '../../model/text.ts';
import { endOf, parentOf, rangeOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { afterHandler } from './afterHandler.ts';
import { aroundHandler } from './aroundHandler.ts';
import type { Extraction, HandlerDraft } from './extraction.ts';
import { isExpected } from './expected.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { nearLineEnd, nearLineStart } from './lines.ts';
import { strongest } from './shown.ts';
import type { Shown } from './shown.ts';
import { readCalls, readHandlerBody, sinkOf } from './handlerBody.ts';
import { excuses, explains } from './reasons.ts';
import { callsWithin } from './within.ts';

export function classifyHandlers(
  extraction: Extraction,
  calls: readonly CallFact[],
  logCalls: readonly LogCallFact[],
  syntax: LanguageSyntax,
): void {
  const logs = new Map(logCalls.map((log) => [log.call, log]));
  for (const handler of extraction.handlers) {
    const { fact, frame } = handler;
    fact.types = handler.types.map(
      (type) => syntax.reader.resolve(type, frame.scope, 0) ?? textOf(extraction.tree, type),
    );
    const shown = outcomeOf(extraction, handler, calls, logs, syntax);
    if (shown === null) continue;
    fact.outcome = shown.outcome;
    fact.outcomeRange = shown.range;
    if (shown.outcome === 'logged' && handlerHabits[syntax.ecosystem] !== undefined) {
      fact.unlogged = outcomeOf(extraction, handler, calls, logs, syntax, true)?.outcome ?? 'swallowed';
    }
  }
}

/** @param unlogged what there would be without the log lines of the handler */
function outcomeOf(
  extraction: Extraction,
  draft: HandlerDraft,
  calls: readonly CallFact[],
  logs: ReadonlyMap<number, LogCallFact>,
  syntax: LanguageSyntax,
  unlogged = false,
): Shown | null {
  const lines = unlogged && draft.body !== -1 ? logLines(extraction, draft, calls, logs) : [];
  const handler = lines.length === 0 ? draft : without(draft, lines);
  const shownIn = (): Shown[] => {
    const shown = readHandlerBody(extraction, handler, calls, logs, syntax);
    if (!unlogged) return shown;
    return shown.filter(({ outcome, range }) => outcome !== 'logged' && !lines.some((line) => contains(line, range)));
  };
  const done =
    handler.reference !== -1
      ? unlogged
        ? null
        : referenceOutcome(extraction, handler.reference)
      : handler.body === -1
        ? null
        : (strongest(shownIn()) ??
          afterHandler(extraction, handler, calls, logs, syntax) ??
          seenBefore(extraction, handler, calls, logs) ??
          (syntax.outcomes.errorsLive === true ? aroundHandler(extraction, handler, syntax) : null));
  if (done !== null) return done;
  const isAnswer =
    syntax.outcomes.takesAnswers?.(handler.node, handler.bindingNames) === true ||
    isExpected(extraction, handler, calls, logs, syntax);
  if (isAnswer) return { outcome: 'expected', range: handler.fact.header };
  const isNamedSo = handler.bindingNames.some((name) => syntax.outcomes.ignoringName?.test(name) === true);
  const reason = isNamedSo ? handler.fact.header : reasonFor(extraction, handler);
  return reason === null ? null : { outcome: 'ignored-with-reason', range: reason };
}

/** The statements of log calls; where a call is part of more, the call. */
function logLines(
  extraction: Extraction,
  { body }: HandlerDraft,
  calls: readonly CallFact[],
  logs: ReadonlyMap<number, LogCallFact>,
): Range[] {
  return callsWithin(extraction, calls, body).flatMap(({ call, index }) =>
    logs.has(index) ? [call.isStatement ? call.statement : call.range] : [],
  );
}

function without(handler: HandlerDraft, lines: readonly Range[]): HandlerDraft {
  const statements = handler.fact.statements.filter((one) => !lines.some((line) => contains(line, one)));
  return { ...handler, fact: { ...handler.fact, statements } };
}

/** `.inspect_err(|error| warn!(…))`, `.map_err(|error| failures.push(error))`: it was seen to on its way. */
function seenBefore(
  extraction: Extraction,
  { fact, tryBody, frame }: HandlerDraft,
  calls: readonly CallFact[],
  logs: ReadonlyMap<number, LogCallFact>,
): Shown | null {
  if (fact.form !== 'match' || tryBody === -1) return null;
  const within = callsWithin(extraction, calls, tryBody).filter(({ call }) => call.function !== frame.function);
  const shown = within.flatMap(({ node }) => readCalls(extraction, node, calls, logs, []));
  return strongest(shown.filter(({ outcome }) => outcome !== 'returned'));
}

/** `.catch(console.error)`, `.catch(next)`, `.catch(noop)` */
function referenceOutcome({ tree }: Extraction, reference: number): Shown | null {
  const written = textOf(tree, reference);
  const range = rangeOf(tree, reference);
  const name = written.slice(written.lastIndexOf('.') + 1);
  if (/^_?(?:no_?op|noOp|nop|undefined|void0|identity|emptyFunction|emptyFn|Function\.prototype)$/i.test(name))
    return null;
  if (/^(?:console|log|logger)$/i.test(written.split('.').at(-2) ?? '')) return { outcome: 'logged', range };
  if (errorCallbacks.test(name)) return { outcome: 'returned', range };
  const sink = sinkOf(written);
  return { outcome: sink?.outcome ?? 'handed-on', range };
}

/** Statements a handler has at most when any comment in it speaks of the error. */
const fewStatements = 3;
const mostComments = 200;

/** The comment that says why nothing is done: in the handler, on its header, or above the `try`. */
function reasonFor({ tree, text, comments }: Extraction, { fact, node, tryBody }: HandlerDraft): Range | null {
  const from = fact.header.start;
  const firstLineEnd = nearLineEnd(text, beginning(text, fact.body.start));
  const to = nearLineEnd(text, Math.max(fact.body.end, fact.header.end));
  const isShort = fact.statements.length <= fewStatements;
  // An `error-check` stands behind what it checks, and in no statement with it.
  const tried = fact.form !== 'error-check' ? parentOf(tree, node) : tryBody === -1 || tryBody > node ? node : tryBody;
  const above = nearLineStart(text, startOf(tree, tried));
  const first = firstFrom(tree.start, comments, above - 2000);
  for (let index = first; index < Math.min(comments.length, first + mostComments); index++) {
    const comment = comments[index] ?? 0;
    const start = startOf(tree, comment);
    if (start > to) break;
    const said = textOf(tree, comment);
    const isInside = start >= from && (isShort || start <= firstLineEnd);
    if (isInside && explains(said)) return rangeOf(tree, comment);
    const isAbove = endOf(tree, comment) < above && text.slice(endOf(tree, comment), above).trim() === '';
    // What is said in the clause before this one speaks of that one's error.
    const holder = parentOf(tree, parentOf(tree, comment));
    const isOthers = holder !== -1 && holder !== node && typeOf(tree, holder) === typeOf(tree, node);
    const isBefore = start < from && !isOthers && nearLineEnd(text, start) >= nearLineStart(text, from) - 2;
    if ((isAbove || isBefore) && excuses(said)) return rangeOf(tree, comment);
    // Nothing but the clause is below a comment that stands right above it, at its own depth.
    const isClause = fact.form === 'rescue' || (fact.form === 'match' && fact.header.start === fact.range.start);
    if (isClause && start < from && isHeading(text, comment, from) && explains(said)) {
      return rangeOf(tree, comment);
    }
  }
  return null;

  /** From the comment to the clause there are only comments, and both begin at the same column. */
  function isHeading(source: string, comment: number, offset: number): boolean {
    const start = startOf(tree, comment);
    const depth = start - nearLineStart(source, start);
    if (offset - start > 2000 || depth !== offset - nearLineStart(source, offset)) return false;
    return /^(?:[ \t]*(?:#|\/\/)[^\n]*\r?\n)*[ \t]*$/.test(source.slice(nearLineStart(source, start), offset));
  }
}

/** Behind a brace the code begins on the next line. */
function beginning(text: string, offset: number): number {
  return offset + (/^[ \t]*\r?\n[ \t]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0);
}

/** Index of the first comment that starts at an offset or behind it. */
function firstFrom(starts: Uint32Array, comments: readonly number[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[comments[middle] ?? 0] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
