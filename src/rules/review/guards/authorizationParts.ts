/** What all ways to lose authorisation share: what is asked of both sides, and where else it may stand. */
import {
  authorizationRowsOf,
  soundsLikeAuthorization,
  type AuthorizationRow,
} from '../../../knowledge/authorization.ts';
import type { ClassFact } from '../../../model/facts.ts';
import { contains, type Range } from '../../../model/text.ts';
import type { Counterparts } from './counterparts.ts';
import type { Loss } from './loss.ts';
import type { Comparison, Pair, Side } from './sides.ts';

export interface Asked {
  readonly comparison: Comparison;
  readonly counterparts: Counterparts;
  readonly pair: Pair;
  readonly before: Side;
  readonly rows: readonly AuthorizationRow[];
}

export const authorizationLoss = (
  of: Asked,
  guard: Range,
  there: Pair,
  range: Range | null,
  who: string,
  what: string,
  statement: Range | null,
): Loss => ({
  kind: 'authorization',
  from: of.pair,
  guard,
  to: there,
  range,
  message: `${who} lost ${/^\d/.test(who) ? 'their' : 'its'} authorisation: ${what} is gone, and nothing in this change asks in its place who may do this`,
  statement,
  supersedes: [],
});

export function isGuard({ rows }: Asked, written: string): boolean {
  return rows.some(({ decorators }) => decorators?.test(written) === true);
}

/** Methods by which a class answers who may. */
export const answersWho =
  /allowed|permission|authori[sz]|has_?perm|has_?access|can_?access|test_func|^(?:check|require)_?(?:auth|access|login)/i;

/** The change writes lines that speak of it: the decorator under another name, a middleware, a router's dependency. */
export function standsElsewhere({ comparison }: Asked, there: Pair): boolean {
  return comparison.pairs.some((pair) =>
    pair.added.split('\n').some((line) => {
      const code = line.trim();
      if (!soundsLikeAuthorization.test(code) || /^(?:#(?!\[)|\/\/|\*|\/\*)/.test(code)) return false;
      if (/^(?:import|from|use|using|require|const .* = require)\b/.test(code)) return false;
      // A line that opens it to everybody stands in for nothing.
      if (opens(pair, line)) return false;
      return (
        pair === there ||
        /\.(?:use|With|Use|group|Group|route)\b|middleware|depend|before_|decorat|@|guard|wrap|layer|filter|interceptor/i.test(
          code,
        )
      );
    }),
  );
}

function opens({ after }: Pair, line: string): boolean {
  return after !== null && authorizationRowsOf(after.facts.ecosystem).some((row) => row.opens?.test(line) === true);
}

export function methodsOf({ facts }: Side, { range }: ClassFact): string[] {
  return facts.functions.filter((one) => contains(range, one.range) && one.nameRange !== null).map(({ name }) => name);
}

const longest = 60;

export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`;
}
