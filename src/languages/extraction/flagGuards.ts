/** Which code the answer of a flag decides about: what is under a condition that asks, or that looks at what was asked before. */
import type { BranchFact } from '../../model/facts.ts';
import { contains, type Range } from '../../model/text.ts';
import { parentOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { Read } from './read.ts';

const highestClimb = 30;
const longestTest = 1000;

/** @param index of the call that asks */
export function guardsOf(read: Read, index: number): Range[] {
  const { branches, calls } = read;
  const call = calls[index];
  if (call === undefined) return [];
  const direct = branches.filter(({ test }) => contains(test, call.range));
  if (direct.length > 0) return inOrder(direct);
  const names = namesOfAnswer(read, index);
  if (names.length === 0) return [];
  const mentions = new RegExp(`(?<![\\w$.])(?:${names.map(escaped).join('|')})(?![\\w$])`);
  const answered = branches
    .filter((branch) => branch.test.start >= call.range.end && isWithin(read, branch, call.function))
    .filter(({ test }) =>
      mentions.test(read.extraction.text.slice(test.start, Math.min(test.end, test.start + longestTest))),
    );
  return inOrder(answered);
}

function inOrder(branches: readonly BranchFact[]): Range[] {
  return branches.map(({ guards }) => guards).sort((one, other) => one.start - other.start);
}

/** Names that the answer is given: `const on = await client.isEnabled('x')`. */
function namesOfAnswer({ extraction, syntax }: Read, index: number): string[] {
  const { tree } = extraction;
  const { outcomes } = syntax;
  let at = extraction.calls[index]?.node ?? -1;
  for (let level = 0; level < highestClimb && at !== -1; level++) {
    const above = parentOf(tree, at);
    if (above === -1) return [];
    const type = typeOf(tree, above);
    if (outcomes.functions[type] === 1 || outcomes.blocks[type] === 1) return [];
    // What is made of the answer by a call is another thing; what is asked of the answer is not.
    if (outcomes.calls[type] === 1 && !startsWith(above, at)) return [];
    if (outcomes.assignments[type] === 1) {
      const target = outcomes.targetOf(above);
      if (target === at) return [];
      return namesIn(target === -1 ? leftOf(above) : textOf(tree, target).slice(0, 300));
    }
    at = above;
  }
  return [];

  /** Several names in front of the equals sign: `on, err := client.BooleanValue(…)`. */
  function leftOf(assignment: number): string {
    const written = textOf(tree, assignment).slice(0, 300);
    return /^([\w$,\s]+?):?=(?!=)/.exec(written)?.[1] ?? '';
  }

  /** The call is the beginning of a chain of calls, and not an argument. */
  function startsWith(outer: number, inner: number): boolean {
    return tree.start[outer] === tree.start[inner];
  }
}

const otherWords: ReadonlySet<string> = new Set('_ err error self this var let const mut val'.split(' '));
const otherResults: ReadonlySet<string> = new Set(['ok', 'found', 'exists']);

function namesIn(target: string): string[] {
  // An attribute (`self.on`) belongs to more than this function.
  if (/^\s*(?:self|this|@\w*|\$this)\s*(?:\.|->)/.test(target)) return [];
  const names = [...new Set(target.match(/[A-Za-z_$][\w$]*/g) ?? [])].filter((name) => !otherWords.has(name));
  // A second result says whether there was a first.
  return names.filter((name, index) => index === 0 || !otherResults.has(name)).slice(0, 20);
}

function escaped(name: string): string {
  return name.replaceAll('$', '\\$');
}

/** In the function that asked, or in one that stands in it. */
function isWithin({ extraction }: Read, branch: BranchFact, asked: number): boolean {
  for (let at = branch.function, level = 0; level < 20; level++) {
    if (at === asked) return true;
    if (at === -1) return false;
    at = extraction.functions[at]?.parent ?? -1;
  }
  return false;
}
