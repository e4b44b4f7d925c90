/** Whether a handler takes only errors that are an answer and no fault. */
import {
  answersOf,
  cleanupFunctions,
  cleanups,
  predicateNames,
  questionNames,
  waits,
} from '../../knowledge/expectedErrors.ts';
import type { ExpectedErrorRow } from '../../knowledge/answers/answers.ts';
import type { CallFact, LogCallFact } from '../../model/facts.ts';
import type { Range } from '../../model/text.ts';
import { childrenOf, lastOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction, HandlerDraft } from './extraction.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { givesNothing, hidesAny, isAnswered, takesBothAlike } from './anyErrors.ts';
import { asksIn, isPure, lastName, reads } from './askedCalls.ts';
import { isTaken, readsContents, standsIn, takesAnotherWay } from './fallbacks.ts';
import { answersItself } from './smallAnswers.ts';
import { nearLineStart } from './lines.ts';
import { isStatement } from './statements.ts';
import type { Tried } from './tried.ts';
import { callsWithin } from './within.ts';

/** What is tried is small when its error can only come from one place. */
const smallBody = 3;
const largeBody = 12;

export function isExpected(
  extraction: Extraction,
  handler: HandlerDraft,
  calls: readonly CallFact[],
  logs: ReadonlyMap<number, LogCallFact>,
  syntax: LanguageSyntax,
): boolean {
  const { tryBody, tryEnd } = handler;
  const tried: Tried = {
    calls:
      tryBody === -1
        ? []
        : callsWithin(extraction, calls, tryBody, tryEnd).flatMap(({ call, index }) => (logs.has(index) ? [] : [call])),
    statements: statementCount(extraction, tryBody, tryEnd, syntax),
  };
  if (isCleanup(extraction, handler, tried, syntax.ecosystem) || isOptionalImport(extraction, handler, tried, syntax))
    return true;
  const { types } = handler.fact;
  const isAnswer = (type: string): boolean => isExpectedType(extraction, handler, type, tried, syntax);
  if (types.length > 0 && types.every(isAnswer)) return true;
  if (takesBothAlike(handler, syntax.ecosystem, isAnswer)) return true;
  if (takesAnotherWay(extraction, handler, calls, syntax)) return true;
  if (answersItself(extraction, handler, tried, syntax) || isQuestion(extraction, handler, tried, syntax)) return true;
  const others = tried.calls.filter((call) => !asksIn(syntax.ecosystem, call) && !isPure(syntax.ecosystem, call));
  const [only] = others;
  const { outside } = answersOf(syntax.ecosystem) ?? {};
  return (
    outside !== undefined && only !== undefined && others.length === 1 && logsItself(extraction, only, calls, logs)
  );
}

function isExpectedType(
  extraction: Extraction,
  handler: HandlerDraft,
  type: string,
  tried: Tried,
  { ecosystem }: LanguageSyntax,
): boolean {
  const name = type.slice(type.lastIndexOf('.') + 1);
  const holds: Readonly<Record<ExpectedErrorRow['when'], () => boolean>> = {
    always: () => true,
    reading: () => tried.calls.some((call) => asksIn(ecosystem, call)),
    conversion: () => tried.statements <= smallBody || tried.calls.some((call) => asksIn(ecosystem, call)),
    wait: () => tried.calls.some((call) => waits.has(lastName(call))),
    answered: () => answers(extraction, handler),
    looking: () => !goesOn(extraction, handler) && tried.calls.every((call) => !call.isStatement && !call.awaited),
  };
  const { expected = [], failures } = answersOf(ecosystem) ?? {};
  if (expected.some((row) => (row.type.test(name) || row.type.test(type)) && holds[row.when]())) return true;
  return failures !== undefined && !isFailure(failures, type) && !goesOn(extraction, handler);
}

/** A failure, and not just any error. */
function isNamedFailure(failures: RegExp, type: string): boolean {
  return (
    !/(?:^|\.)(?:Base)?(?:Exception|Error|error|OSError|IOError|EnvironmentError|RuntimeError)$/.test(type) &&
    isFailure(failures, type)
  );
}

/** By its name, or as the error of a whole library: `jira.exceptions.JIRAError`. */
function isFailure(failures: RegExp, type: string): boolean {
  const name = type.slice(type.lastIndexOf('.') + 1);
  if (failures.test(name)) return true;
  const library = /^[a-z]\w{2,}(?=\.)/.exec(type)?.[0].replaceAll('_', '').toLowerCase();
  return library !== undefined && new RegExp(`^${library}(?:api|sdk|client)?(?:error|exception)$`, 'i').test(name);
}

/** The handler does nothing at all: whatever failed, the code behind it runs as if it had not. */
function goesOn({ text }: Extraction, { fact }: HandlerDraft): boolean {
  return fact.statements.every(({ start, end }) =>
    /^(?:pass|\.\.\.|continue)\s*;?\s*$/.test(text.slice(start, Math.min(end, start + 60))),
  );
}

/** The handler does more than to go on. */
function answers({ text }: Extraction, { fact }: HandlerDraft): boolean {
  return fact.statements.some(({ start, end }) => {
    const written = text.slice(start, Math.min(end, start + 60));
    return !/^(?:pass|\.\.\.|continue|break|next|(?:return\b\s*)?(?:None|null|nil|undefined|False|false|0|''|""|\[\]|\{\}|\(\))?)\s*;?\s*$/.test(
      written,
    );
  });
}

/** Types that take any error. */
const broad = /^(?:Base)?Exception$/;

/** All that is done for its own sake puts something away. */
function isCleanup(
  extraction: Extraction,
  handler: HandlerDraft,
  { calls, statements }: Tried,
  ecosystem: string,
): boolean {
  const { cleanups: others, leaks, ends, stopsInOrder = false } = answersOf(ecosystem) ?? {};
  const isBroad = handler.fact.types.every((type) => broad.test(type));
  const putsAway = (call: CallFact): boolean =>
    (cleanups.has(lastName(call)) || others?.has(lastName(call)) === true) &&
    leaks?.has(call.path ?? call.callee) !== true &&
    !(isBroad && ends?.has(lastName(call)) === true);
  if (stopsInOrder && /^(?:catch|except)$/.test(handler.fact.form) && calls.some((call) => call.awaited)) return false;
  const within = extraction.functions[handler.fact.function]?.name;
  if (
    within !== undefined &&
    cleanupFunctions.test(within) &&
    statements <= 8 &&
    !handler.fact.form.startsWith('error') &&
    (!hidesAny(handler, calls, ecosystem) || calls.every((call) => putsAway(call) || reads(ecosystem, call)))
  )
    return true;
  if (handler.fact.form === 'promise-catch') return calls[0] !== undefined && putsAway(calls[0]);
  if (handler.fact.form === 'match') {
    const outermost = calls.find((call) => !passing.test(lastName(call)));
    return outermost !== undefined && putsAway(outermost);
  }
  const done = calls.filter((call) => call.isStatement);
  return statements <= smallBody && done.length > 0 && done.every(putsAway);
}

/** A package that may be missing: nothing is tried but to load it and to look at what it has. */
function isOptionalImport(
  extraction: Extraction,
  handler: HandlerDraft,
  { calls }: Tried,
  { outcomes, ecosystem }: LanguageSyntax,
): boolean {
  const { tree } = extraction;
  if (handler.tryBody === -1 || handler.fact.form === 'promise-catch') return false;
  const { outside } = answersOf(ecosystem) ?? {};
  const isUsed = (call: CallFact): boolean =>
    call.awaited ? call.callee !== 'import' : call.isStatement && outside?.test(lastName(call)) === true;
  if (calls.some(isUsed) || hidesAny(handler, calls, ecosystem)) return false;
  const [first] = childrenOf(tree, handler.tryBody).filter((child) => typeOf(tree, child) !== outcomes.comment);
  if (first === undefined) return false;
  if (outcomes.imports[typeOf(tree, first)] === 1) return true;
  return extraction.imports.some(({ node }) => node >= first && node < lastOf(tree, first));
}

/** A question whose failure is one of its answers: `JSON.parse`, `new URL`, a look into a structure. */
function isQuestion(
  extraction: Extraction,
  handler: HandlerDraft,
  tried: Tried,
  { ecosystem, outcomes }: LanguageSyntax,
): boolean {
  const { calls, statements } = tried;
  const asks = (call: CallFact): boolean => asksIn(ecosystem, call);
  if (handler.fact.form === 'promise-catch') {
    const [first] = calls;
    // A promise that is kept gives its error to whoever awaits it; the runtime is only told that somebody will.
    if (first === undefined && isKept(extraction, handler)) return true;
    if (answersOf(ecosystem)?.taken === true && isTaken(extraction, handler)) return true;
    return first !== undefined && (asks(first) || (isValue(extraction, handler) && reads(ecosystem, first)));
  }
  if (handler.tryBody === -1) return false;
  const { acts: doing } = answersOf(ecosystem) ?? {};
  if (
    outcomes.looks?.(handler.tryBody, handler.tryEnd) === true &&
    calls.every((call) => doing?.test(lastName(call)) !== true)
  )
    return true;
  const { checks, reaching, asked = questionNames } = answersOf(ecosystem) ?? {};
  const name = extraction.functions[handler.fact.function]?.name ?? '';
  if (checks !== undefined && saysNo(extraction, handler) && asked.test(name)) return true;
  const answer = isAnswered(extraction, handler);
  if (answer && answersOf(ecosystem)?.questionFunctions?.test(name) === true) return true;
  if (answersOf(ecosystem)?.standIns === true && standsIn(extraction, handler, calls)) return true;
  const hides = hidesAny(handler, calls, ecosystem);
  if (hides && givesNothing(extraction, handler)) return false;
  // The more of what any error is taken for may fail, the less a value that stands for it says.
  const isOneOfMany = hides && calls.filter((call) => !asks(call) && !isPure(ecosystem, call)).length > 1;
  if (!isOneOfMany && computesWithFallback(extraction, handler, tried, ecosystem)) return true;
  if (statements > largeBody) return false;
  if (readsContents(calls, ecosystem) && givesFallback(extraction, handler, true, true)) return true;
  // The error is a result of the outermost call; what is called for its arguments has no say.
  if (handler.fact.form === 'match') {
    const outermost = calls.find((call) => !passing.test(lastName(call)));
    return outermost !== undefined && asks(outermost);
  }
  if (handler.fact.form === 'error-check') {
    return calls[0] !== undefined && asks(calls[0]) && handler.fact.statements.length > 0;
  }
  // What else is awaited or done for its own sake can fail for reasons of its own.
  const others = calls.filter((call) => !asks(call) && !isPure(ecosystem, call));
  if (others.length === 0) return calls.every((call) => !call.awaited || asks(call));
  if (checks !== undefined && saysNo(extraction, handler)) {
    const isCheck = (call: CallFact): boolean => checks.test(lastName(call));
    if (others.some(isCheck) && others.every((call) => !call.isStatement || isCheck(call))) return true;
    const waited = others.filter((call) => call.awaited || call.isStatement);
    if (asked !== questionNames && waited.length > 0 && waited.every((call) => asked.test(lastName(call)))) return true;
  }
  const acts = others.some(
    (call) => call.awaited || call.isStatement || (call.constructs && reaching?.test(lastName(call)) !== false),
  );
  if (acts) return false;
  const within = extraction.functions[handler.fact.function];
  if (hides) return false;
  if (within !== undefined && !within.async && predicateNames.test(within.name)) return true;
  return calls.some(asks) && (statements <= smallBody || ecosystem === 'node');
}

/** `.catch(() => null)`, `.catch(() => new Map())`: what is caught becomes a value, and not nothing at all. */
function isValue({ text }: Extraction, { fact }: HandlerDraft): boolean {
  const { start, end } = fact.body;
  return (
    end - start < 200 && /^(?![{]|(?:undefined|void 0)\s*$)\S/.test(text.slice(start, end)) && text[start - 1] !== '{'
  );
}

/** What `.catch` is called on is a variable or a field, and what `.catch` gives is not waited for. */
function isKept({ tree, text }: Extraction, { fact, tryBody }: HandlerDraft): boolean {
  if (tryBody === -1 || !/^[\w$]+(?:[?!]*\.#?[\w$]+)*$/.test(textOf(tree, tryBody))) return false;
  const start = startOf(tree, tryBody);
  const givesNothing = /^(?:undefined|null|void 0)?$/.test(
    text.slice(fact.body.start, Math.min(fact.body.end, fact.body.start + 20)),
  );
  return (
    fact.statements.length === 0 ||
    givesNothing ||
    /^\s*(?:void\s)?\s*$/.test(text.slice(nearLineStart(text, start), start))
  );
}

/** What is called is a function of the same file that logs its own failures, where it handles them. */
function logsItself(
  { functions }: Extraction,
  call: CallFact,
  all: readonly CallFact[],
  logs: ReadonlyMap<number, LogCallFact>,
): boolean {
  if (!/^(?:(?:this|self)\.)?#?\w+$/.test(call.callee)) return false;
  const name = lastName(call).replace('#', '');
  const own = functions.flatMap((one, index) => (one.name.replace('#', '') === name ? [index] : []));
  const [only] = own;
  if (only === undefined || own.length > 1) return false;
  return [...logs].some(([index, { level, errorAttached }]) => {
    const at = all[index];
    return at?.function === only && at.handler !== -1 && (errorAttached || level === 'error' || level === 'critical');
  });
}

/** However much is computed: nothing outside is asked, and there is another value for the one that cannot be made. */
function computesWithFallback(
  extraction: Extraction,
  handler: HandlerDraft,
  { calls }: Tried,
  ecosystem: string,
): boolean {
  const { outside, reaching, failures, unknown, alters, nothing = false } = answersOf(ecosystem) ?? {};
  if (outside === undefined || !givesFallback(extraction, handler, nothing)) return false;
  // Who names the error of something outside knows that it is asked.
  const { types } = handler.fact;
  if (failures !== undefined && types.length > 0 && types.every((type) => isNamedFailure(failures, type))) return false;
  // Where no is the answer, a call that is made for nothing else says it by its error: `assertName(text); return true`.
  const isRefusal = nothing && saysNo(extraction, handler);
  const isAtHand =
    alters !== undefined &&
    extraction.functions[handler.fact.function]?.async !== true &&
    givesFallback(extraction, handler, false);
  const mayBeDone = (call: CallFact): boolean => isRefusal || (isAtHand && !alters.test(lastName(call)));
  return calls.every((call) => {
    if (asksIn(ecosystem, call) || isPure(ecosystem, call)) return true;
    if (call.awaited || (call.isStatement && !mayBeDone(call)) || unknown?.test(call.callee) === true) return false;
    return call.constructs ? reaching?.test(lastName(call)) === false : !outside.test(lastName(call));
  });
}

/** All the handler does is to give another value in the place of the one that could not be made. */
function givesFallback(
  { text, functions }: Extraction,
  { fact }: HandlerDraft,
  nothing: boolean,
  waits = false,
): boolean {
  const [only, more] = fact.statements;
  if (only === undefined) return false;
  const texts = fact.statements.map(({ start, end }) => text.slice(start, Math.min(end, start + 200)));
  if (texts.length <= 6 && texts.every((one) => assignment.test(one))) return true;
  if (more !== undefined) return false;
  const [written = ''] = texts;
  if (
    nothing &&
    (waits || functions[fact.function]?.async !== true) &&
    /^return\s*(?:null|undefined)?\s*;?\s*$/.test(written)
  ) {
    return true;
  }
  return /^return\s+(?!(?:None|null|undefined)\s*;?\s*$)\S/.test(written);
}

const assignment = /^(?:(?:const|let|var)\s+)?[\w.$[\]'"]+\s*(?::[^=\n]{1,60})?=(?![=>])/;

/** Calls on a result that leave it one: its error comes from what they are called on. */
const passing =
  /^(?:map_err|map|context|with_context|and_then|ok_or|ok_or_else|as_ref|as_mut|as_deref|into|transpose|copied|cloned|collect|iter|into_iter|inspect|inspect_err|to_owned|clone|flatten)$/;

/** All the handler does is to answer with no, and to empty what it would have filled. */
function saysNo({ text }: Extraction, { fact }: HandlerDraft): boolean {
  const last = fact.statements.at(-1);
  const written = ({ start, end }: Range): string => text.slice(start, Math.min(end, start + 60));
  if (last === undefined || !/^(?:return\s+)?false\s*;?$/.test(written(last))) return false;
  return fact.statements
    .slice(0, -1)
    .every((statement) => /^\$?\w+\s*=\s*(?:null|default|[\w.]*Empty|0|-1|false)!?\s*;$/.test(written(statement)));
}

function statementCount({ tree }: Extraction, body: number, before: number, { outcomes }: LanguageSyntax): number {
  if (body === -1) return 0;
  if (outcomes.blocks[typeOf(tree, body)] !== 1) return 1;
  let count = 0;
  const end = before === -1 ? lastOf(tree, body) : before;
  for (let node = body + 1; node < end && count <= 20; node++) {
    if (isStatement(tree, outcomes, node) && outcomes.blocks[typeOf(tree, node)] !== 1) count++;
  }
  return count;
}
