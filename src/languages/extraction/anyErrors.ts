/** Handlers that take any error, or several errors as one, and what they give for it. */
import { answersOf } from '../../knowledge/expectedErrors.ts';
import type { CallFact } from '../../model/facts.ts';
import { asksIn, isPure } from './askedCalls.ts';
import type { Extraction, HandlerDraft } from './extraction.ts';

/** Types that take any error. */
const broad = /^(?:Base)?Exception$/;

/** Errors of the system: beside a text that is no JSON they are what nobody thinks of when the file is gone. */
const system = /^(?:builtins\.)?(?:OSError|IOError|EnvironmentError)$/;

/** `except (KeyError, HTTPError)`: for whoever writes this the failure is the same answer as the missing key. */
export function takesBothAlike(
  { fact: { types } }: HandlerDraft,
  ecosystem: string,
  isAnswer: (type: string) => boolean,
): boolean {
  if (answersOf(ecosystem)?.mixedAnswers !== true || types.length < 2 || takesAny(types)) return false;
  return !types.some((type) => system.test(type)) && types.some(isAnswer);
}

function takesAny(types: readonly string[]): boolean {
  return types.length === 0 || types.some((type) => broad.test(type.slice(type.lastIndexOf('.') + 1)));
}

/** More than values at hand may have failed, and any error is taken for it. */
export function hidesAny(handler: HandlerDraft, calls: readonly CallFact[], ecosystem: string): boolean {
  return (
    answersOf(ecosystem)?.anyErrorHides === true &&
    takesAny(handler.fact.types) &&
    calls.some((call) => !asksIn(ecosystem, call) && !isPure(ecosystem, call))
  );
}

/** The handler ends with what the function gives. */
export function isAnswered({ text }: Extraction, { fact }: HandlerDraft): boolean {
  const last = fact.statements.at(-1);
  return last !== undefined && /^return\b/.test(text.slice(last.start, Math.min(last.end, last.start + 10)));
}

/** What the function gives is what it also gives where there is nothing. */
export function givesNothing({ text }: Extraction, { fact }: HandlerDraft): boolean {
  const last = fact.statements.at(-1);
  const written = last === undefined ? '' : text.slice(last.start, Math.min(last.end, last.start + 60));
  return /^return\b\s*(?:(?:None|False|True|0|''|""|\[\]|\{\}|\(\)|(?:set|dict|list|tuple)\(\))(?:,\s*|$))*$/.test(
    written,
  );
}
