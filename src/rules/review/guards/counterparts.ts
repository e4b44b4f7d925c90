/** Where a function of the old side is on the new one: under another name, in another class, in another changed file. */
import type { EntryFact, FunctionFact } from '../../../model/facts.ts';
import type { Range } from '../../../model/text.ts';
import type { Comparison, Pair, Side } from './sides.ts';
import { isAdded } from './sides.ts';

export interface Counterpart {
  readonly pair: Pair;
  readonly after: Side;
  /** Index into the functions of `after`, -1 for the module itself. */
  readonly function: number;
}

export interface Counterparts {
  /** Null where the function is gone, or nothing says which one it is. */
  of(pair: Pair, index: number): Counterpart | null;
}

const alike = 0.6;
const alikeElsewhere = 0.7;
/** Functions that are compared at most, so that a file of thousands costs what others cost. */
const mostCompared = 400;

export function counterpartsOf({ pairs }: Comparison): Counterparts {
  const known = new Map<Pair, Map<number, Counterpart | null>>();
  const words = new Map<FunctionFact, ReadonlyMap<string, number>>();
  const wordsOf = (side: Side, one: FunctionFact): ReadonlyMap<string, number> => {
    let found = words.get(one);
    if (found === undefined) words.set(one, (found = wordCounts(side.text.slice(one.body.start, one.body.end))));
    return found;
  };

  function find(pair: Pair, index: number): Counterpart | null {
    const { before, after } = pair;
    if (before === null) return null;
    if (index === -1) return after === null ? null : { pair, after, function: -1 };
    const old = before.facts.functions[index];
    if (old === undefined) return null;
    if (old.nameRange === null) {
      const route = before.facts.entries.find((one) => one.kind === 'route' && one.handler === index);
      if (route !== undefined && route.target !== null) return ofRoute(pairs, pair, route);
    }
    const own = wordsOf(before, old);
    const best = (candidates: readonly Candidate[], least: number): Counterpart | null => {
      let winner: Counterpart | null = null;
      let most = least;
      for (const one of candidates.slice(0, mostCompared)) {
        const fact = one.after.facts.functions[one.function];
        if (fact === undefined) continue;
        const score = similarity(own, wordsOf(one.after, fact));
        if (score >= most && (winner === null || score > most)) [winner, most] = [one, score];
      }
      return winner;
    };
    if (after !== null) {
      const functions = candidatesOf(pair, after);
      const same = functions.filter(({ fact }) => fact.name === old.name && old.nameRange !== null);
      const sameOwner = same.filter(({ fact }) => fact.owner === old.owner);
      const [only] = sameOwner;
      const standing =
        sameOwner.length === 1 && only !== undefined && isOnly(before, old)
          ? only
          : (best(sameOwner, 0.2) ?? best(same, 0.4));
      if (standing !== null) return isAnother(pair, index, standing) ? null : standing;
      const names = new Set(before.facts.functions.map(nameOf));
      const parent = old.parent === -1 ? null : of(pair, old.parent);
      const renamed = functions.filter(({ fact }) =>
        old.nameRange === null
          ? fact.nameRange === null && (parent === null || fact.parent === parent.function)
          : fact.nameRange !== null && !names.has(nameOf(fact)),
      );
      const found = best(renamed, old.nameRange === null ? 0.4 : alike);
      if (found !== null) return found;
    }
    if (old.nameRange === null) return null;
    const elsewhere = pairs.flatMap((other) =>
      other === pair || other.after === null
        ? []
        : candidatesOf(other, other.after).filter(({ fact }) => isAdded(other, fact.nameRange ?? fact.range)),
    );
    const named = elsewhere.filter(({ fact }) => fact.name === old.name);
    return best(named, 0.5) ?? best(elsewhere, alikeElsewhere);
  }

  function of(pair: Pair, index: number): Counterpart | null {
    let ofPair = known.get(pair);
    if (ofPair === undefined) known.set(pair, (ofPair = new Map()));
    const found = ofPair.get(index);
    if (found !== undefined) return found;
    ofPair.set(index, null);
    const result = find(pair, index);
    ofPair.set(index, result);
    return result;
  }

  return { of };
}

/** What answers a route without a name of its own is what answers that route; another one that is like it is not. */
function ofRoute(pairs: readonly Pair[], pair: Pair, { target, method }: EntryFact): Counterpart | null {
  for (const one of [pair, ...pairs.filter((other) => other !== pair)]) {
    const { after } = one;
    const same = after?.facts.entries.find(
      (entry) => entry.kind === 'route' && entry.target === target && entry.method === method && entry.handler !== -1,
    );
    if (after !== null && same !== undefined) return { pair: one, after, function: same.handler };
  }
  return null;
}

interface Candidate extends Counterpart {
  readonly fact: FunctionFact;
}

function candidatesOf(pair: Pair, after: Side): Candidate[] {
  return after.facts.functions.map((fact, index) => ({ pair, after, function: index, fact }));
}

/** Hardly a line of the function is there, and the one of its name holds the lines of another: that one was renamed. */
function isAnother(pair: Pair, index: number, { after, function: found }: Counterpart): boolean {
  const { before } = pair;
  const range = after.facts.functions[found]?.range;
  if (before === null || range === undefined || after !== pair.after || keptIn(pair, index, range) > 0.1) return false;
  return before.facts.functions.some((_, other) => other !== index && keptIn(pair, other, range) > 0.5);
}

const fewestLines = 4;

/** Share of the lines of an old function that stand unchanged in a range of the new text; of a short one nothing is said. */
function keptIn({ before, after, imageOf }: Pair, index: number, within: Range): number {
  const one = before?.facts.functions[index];
  if (before === null || after === null || one === undefined) return 0;
  const [first, last] = [before.lines.positionAt(one.range.start).line, before.lines.positionAt(one.range.end).line];
  const [from, to] = [after.lines.positionAt(within.start).line, after.lines.positionAt(within.end).line];
  if (last - first < fewestLines) return 0.2;
  let kept = 0;
  for (let line = first; line <= last; line++) {
    const image = imageOf(line);
    if (image !== 0 && image >= from && image <= to) kept++;
  }
  return kept / (last - first + 1);
}

function isOnly({ facts }: Side, { name, owner }: FunctionFact): boolean {
  return facts.functions.filter((one) => one.name === name && one.owner === owner).length === 1;
}

function nameOf({ name, owner }: FunctionFact): string {
  return `${owner ?? ''}.${name}`;
}

const mostText = 20_000;

export function wordCounts(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const [word] of text.slice(0, mostText).matchAll(/[A-Za-z_$][\w$]*/g)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** Share of the words that both have, between 0 and 1 (Dice). */
export function similarity(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let common = 0;
  let all = 0;
  for (const [word, count] of one) {
    common += Math.min(count, other.get(word) ?? 0);
    all += count;
  }
  for (const count of other.values()) all += count;
  return all === 0 ? 1 : (2 * common) / all;
}
