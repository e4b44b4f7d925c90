/** Calls of a migration that is written in code, with what stands around them. */
import type { ArgumentFact, CallFact, Facts } from '../../../model/facts.ts';
import { contains, type Range } from '../../../model/text.ts';

export interface MigrationCall {
  readonly call: CallFact;
  /** The last name of the callee: `add_column`, `RemoveField`. */
  readonly name: string;
  /** The innermost call around it whose name one of these is; null for none. */
  around(names: RegExp): CallFact | null;
  /** Calls in its arguments. */
  readonly inner: readonly CallFact[];
}

/** Functions that take a migration back. */
const backwards = /^(?:down|downgrade|rollback|revert|backwards?|reverse\w*)$/i;

/** In the order they stand; those of the way back are left out. */
export function migrationCalls({ calls, functions }: Facts, text: string): MigrationCall[] {
  const back: Range[] = functions.filter(({ name }) => backwards.test(name)).map(({ range }) => range);
  // An object of two ways has functions without names.
  for (const match of text.matchAll(/^[ \t]*(?:exports\.)?down\s*[:=]/gm)) {
    const at = match.index + match[0].length;
    const own = functions.find(({ range }) => range.start >= at && range.start <= at + 40);
    if (own !== undefined) back.push(own.range);
  }
  // `reversible do |direction| direction.down { … }`
  back.push(...calls.filter(({ callee }) => callee.endsWith('.down')).map(({ range }) => range));
  const forward = calls.filter(({ range }) => !back.some((one) => contains(one, range)));
  return forward.map((call) => ({
    call,
    name: nameOf(call),
    around(names) {
      const outer = forward.filter((one) => one !== call && names.test(nameOf(one)) && contains(one.range, call.range));
      return outer.sort((one, other) => length(one.range) - length(other.range))[0] ?? null;
    },
    inner: calls.filter((one) => one !== call && contains(call.range, one.range)),
  }));
}

const length = ({ start, end }: Range): number => end - start;

function nameOf({ callee }: CallFact): string {
  return /([\w!?]+)$/.exec(callee)?.[1] ?? callee;
}

/** Literal text of a keyword, else of the positional argument of that place; null for what is no literal. */
export function textOf({ arguments: given }: CallFact, keyword: string | null, place: number | null): string | null {
  const argument = argumentOf(given, keyword, place);
  return argument !== null && argument.kind === 'string' ? argument.value : null;
}

/** @returns null where it is not given, or is no literal */
export function booleanOf({ arguments: given }: CallFact, keyword: string): boolean | null {
  const argument = given.find((one) => one.keyword === keyword);
  return argument?.kind === 'boolean' ? /^true$/i.test(argument.value ?? '') : null;
}

export function argumentOf(
  given: readonly ArgumentFact[],
  keyword: string | null,
  place: number | null,
): ArgumentFact | null {
  const named = keyword === null ? undefined : given.find((one) => one.keyword === keyword);
  if (named !== undefined) return named;
  if (place === null) return null;
  return given.filter((one) => one.keyword === null)[place] ?? null;
}

export const hasKeyword = ({ arguments: given }: CallFact, keyword: string): boolean =>
  given.some((one) => one.keyword === keyword);
