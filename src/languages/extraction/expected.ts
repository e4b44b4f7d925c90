/** Whether a handler takes only errors that are an answer and no fault. */
import { cleanupFunctions, cleanups, expectedErrors, probes, waits } from '../../knowledge/expectedErrors.ts';
import type { CallFact } from '../../model/facts.ts';
import { childrenOf, lastOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction, HandlerDraft } from './extraction.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { callsWithin } from './within.ts';

/** What is tried is small when its error can only come from one place. */
const smallBody = 3;

export function isExpected(
  extraction: Extraction,
  handler: HandlerDraft,
  calls: readonly CallFact[],
  syntax: LanguageSyntax,
): boolean {
  const tried = triedCalls(extraction, handler, calls);
  const size = statementCount(extraction, handler.tryBody, syntax);
  if (isCleanup(extraction, handler, tried, size) || isOptionalImport(extraction, handler, syntax)) return true;
  const { types } = handler.fact;
  if (types.length > 0 && types.every((type) => isExpectedType(type, tried, size, syntax.ecosystem))) return true;
  return isProbe(handler, tried, size, syntax.ecosystem);
}

function isExpectedType(type: string, tried: readonly CallFact[], size: number, ecosystem: string): boolean {
  const name = type.slice(type.lastIndexOf('.') + 1);
  return expectedErrors.some((row) => {
    if (row.ecosystem !== ecosystem || !row.type.test(name)) return false;
    if (row.when === 'always') return true;
    if (row.when === 'conversion') return size <= smallBody;
    return tried.some((call) => waits.has(lastName(call)));
  });
}

/** All that is done for its own sake puts something away. */
function isCleanup(extraction: Extraction, handler: HandlerDraft, tried: readonly CallFact[], size: number): boolean {
  const within = extraction.functions[handler.fact.function]?.name;
  if (within !== undefined && cleanupFunctions.test(within) && size <= 8) return true;
  if (handler.fact.form === 'promise-catch') return tried[0] !== undefined && cleanups.has(lastName(tried[0]));
  const done = tried.filter((call) => call.isStatement);
  return size <= smallBody && done.length > 0 && done.every((call) => cleanups.has(lastName(call)));
}

/** A package that may be missing: nothing is tried but to load it. */
function isOptionalImport(extraction: Extraction, handler: HandlerDraft, { outcomes }: LanguageSyntax): boolean {
  const { tree } = extraction;
  if (handler.tryBody === -1 || handler.fact.form === 'promise-catch') return false;
  const [first] = childrenOf(tree, handler.tryBody).filter((child) => typeOf(tree, child) !== outcomes.comment);
  if (first === undefined) return false;
  if (outcomes.imports[typeOf(tree, first)] === 1) return true;
  return extraction.imports.some(({ node }) => node >= first && node < lastOf(tree, first));
}

/** A question whose failure is one of its answers: `JSON.parse`, `new URL`, `int()`. */
function isProbe(handler: HandlerDraft, tried: readonly CallFact[], size: number, ecosystem: string): boolean {
  const known = probes[ecosystem];
  if (known === undefined || size > smallBody || tried.length === 0) return false;
  const asks = (call: CallFact): boolean =>
    known.has(lastName(call)) || (call.path !== null && known.has(call.path)) || known.has(call.callee);
  if (handler.fact.form === 'promise-catch') return tried[0] !== undefined && asks(tried[0]);
  // What else is awaited or done for its own sake can fail for reasons of its own.
  const others = tried.filter((call) => !asks(call) && (call.awaited || call.isStatement || call.constructs));
  return tried.some(asks) && others.length === 0;
}

/** Calls of what is tried; for a promise, the outermost first. */
function triedCalls(
  extraction: Extraction,
  { tryBody }: HandlerDraft,
  calls: readonly CallFact[],
): readonly CallFact[] {
  return tryBody === -1 ? [] : callsWithin(extraction, calls, tryBody).map(({ call }) => call);
}

function statementCount({ tree }: Extraction, body: number, { outcomes }: LanguageSyntax): number {
  if (body === -1) return 0;
  if (outcomes.blocks[typeOf(tree, body)] !== 1) return 1;
  let count = 0;
  // Statements at any depth: an `if` around one call is small, one around twenty is not.
  for (let node = body + 1; node < lastOf(tree, body) && count <= 20; node++) {
    if (outcomes.statements[typeOf(tree, node)] === 1 && outcomes.blocks[typeOf(tree, node)] !== 1) count++;
  }
  return count;
}

function lastName({ callee }: CallFact): string {
  return callee.slice(callee.lastIndexOf('.') + 1);
}
