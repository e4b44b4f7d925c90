/** Small handlers that answer: one value is done without, what is at hand goes elsewhere. */
import { answersOf, outsideReceiver } from '../../knowledge/expectedErrors.ts';
import { asksIn, isPure } from './askedCalls.ts';
import type { Extraction, HandlerDraft } from './extraction.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import type { Tried } from './tried.ts';

export function answersItself(
  extraction: Extraction,
  handler: HandlerDraft,
  tried: Tried,
  { ecosystem }: LanguageSyntax,
): boolean {
  const { oneValue = false, keeps } = answersOf(ecosystem) ?? {};
  if (handler.tryBody === -1 || !/^(?:catch|except)$/.test(handler.fact.form)) return false;
  return (
    (keeps !== undefined && isKeptElsewhere(extraction, handler, keeps)) ||
    (oneValue && goesWithout(handler, tried, ecosystem))
  );
}

/** `missing.push(id)`, `sessions.delete(id)`: what the code has in hand says that it did not work for this one. */
function isKeptElsewhere({ text }: Extraction, { fact }: HandlerDraft, keeps: RegExp): boolean {
  return fact.statements.some(({ start, end }) => {
    const written = text.slice(start, Math.min(end, start + 120));
    if (!keeps.test(written)) return false;
    const called = /^[^(]*(?=\.\w+\()/.exec(written)?.[0] ?? '';
    // `this.clients` is a list of them; `this.client` reaches one.
    return !outsideReceiver.test(called) || /(?<!redi|axio)s$/i.test(called);
  });
}

/** One value is asked for at once, nothing is waited for or done, and what follows does without it. */
function goesWithout({ fact }: HandlerDraft, { statements, calls }: Tried, ecosystem: string): boolean {
  if (fact.statements.length > 0 || statements !== 1) return false;
  if (calls.some((call) => call.awaited || call.isStatement)) return false;
  return calls.some((call) => !asksIn(ecosystem, call) && !isPure(ecosystem, call));
}
