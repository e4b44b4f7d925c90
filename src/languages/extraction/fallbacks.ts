/** Whether something else stands in for what failed: a value that somebody takes, another way to the same thing. */
import { answersOf } from '../../knowledge/expectedErrors.ts';
import type { CallFact } from '../../model/facts.ts';
import { startOf } from '../../syntax/navigate.ts';
import { lastName } from './askedCalls.ts';
import type { Extraction, HandlerDraft } from './extraction.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { callsWithin } from './within.ts';

/** `const user = await find(id).catch(() => null)`: whoever takes the value of the two looks at which one came. */
export function isTaken({ tree, text }: Extraction, { fact, tryBody, reference }: HandlerDraft): boolean {
  const { start, end } = fact.body;
  if (reference !== -1 || tryBody === -1 || text[start - 1] === '{' || end - start > 200) return false;
  if (!/^(?!\{)\S/.test(text.slice(start, end))) return false;
  const from = startOf(tree, tryBody);
  return /(?:[^=!<>]=|[(,?:[]|\breturn)\s*(?:await\s+|\(\s*)*$/.test(text.slice(Math.max(0, from - 60), from));
}

/**
 * All the handler does is to return a value that somebody thought of, where nothing, yes or no, and what is empty are what
 * comes to mind for any error; or to take the next one.
 */
export function standsIn({ text }: Extraction, { fact }: HandlerDraft, tried: readonly CallFact[]): boolean {
  const [only, more] = fact.statements;
  if (only === undefined || more !== undefined || fact.form !== 'catch') return false;
  const written = text.slice(only.start, Math.min(only.end, only.start + 200));
  if (/^continue\s*;?$/.test(written)) return true;
  // What is done for its own sake is not done then, and no value says so.
  if (tried.some((call) => call.isStatement)) return false;
  const value = /^return\s+(.+?)\s*;?$/s.exec(written)?.[1];
  return (
    value !== undefined &&
    !/^(?:null|undefined|void 0|true|false|-?\d+|\[\s*\]|\{\s*\}|''|""|``|new (?:Map|Set|Array)\(\))$/.test(value)
  );
}

/** What is fetched is read for what it says, and nothing is changed on the way: another value may stand in for it. */
export function readsContents(calls: readonly CallFact[], ecosystem: string): boolean {
  const { contents, alters } = answersOf(ecosystem) ?? {};
  if (contents === undefined || alters === undefined) return false;
  return (
    calls.some((call) => contents.test(lastName(call))) &&
    calls.every((call) => !call.isStatement && !alters.test(lastName(call)))
  );
}

/** The handler waits for something else that stands in for what failed: a second source, a first creation. */
export function takesAnotherWay(
  extraction: Extraction,
  { fact, body }: HandlerDraft,
  calls: readonly CallFact[],
  { ecosystem }: LanguageSyntax,
): boolean {
  const { undoes } = answersOf(ecosystem) ?? {};
  if (undoes === undefined || fact.form !== 'catch' || body === -1) return false;
  const awaited = callsWithin(extraction, calls, body).filter(({ call }) => call.awaited);
  return (
    awaited.every(({ call }) => !undoes.test(lastName(call))) &&
    awaited.some(({ call: { range } }) =>
      // What is done under a condition is done for some of the errors only.
      fact.statements.some(
        ({ start, end }) => start <= range.start && range.end <= end && !extraction.text.startsWith('if', start),
      ),
    )
  );
}
