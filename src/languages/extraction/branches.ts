import type { BranchFact } from '../../model/facts.ts';
import { endOf, lastOf, parentOf, rangeOf, startOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction } from './extraction.ts';
import type { LanguageSyntax } from './languageSyntax.ts';
import { isStatement } from './statements.ts';

const mostBranches = 5000;

/** Every body under a condition; one that always leaves guards, the other way round, what follows it in its block. */
export function readBranches({ tree, branches }: Extraction, { outcomes }: LanguageSyntax): BranchFact[] {
  return branches.slice(0, mostBranches).map(({ test, body, negated, function: within }): BranchFact => {
    const range = rangeOf(tree, body);
    const leaves = exits(body);
    const guards = leaves ? { start: startOf(tree, body), end: blockEnd(body) } : range;
    return { test: rangeOf(tree, test), body: range, negated, exits: leaves, guards, function: within };
  });

  function exits(body: number): boolean {
    let last = isStatement(tree, outcomes, body) ? body : -1;
    if (outcomes.blocks[typeOf(tree, body)] === 1) last = lastStatement(body);
    // Some grammars put one more node around the statements of a block.
    if (last !== -1 && outcomes.blocks[typeOf(tree, last)] === 1) last = lastStatement(last);
    const inner = last === -1 ? -1 : last + 1 < lastOf(tree, last) ? last + 1 : -1;
    return (
      last !== -1 &&
      (outcomes.exits[typeOf(tree, last)] === 1 || (inner !== -1 && outcomes.exits[typeOf(tree, inner)] === 1))
    );
  }

  function lastStatement(block: number): number {
    let last = -1;
    const end = lastOf(tree, block);
    for (let child = block + 1; child < end; child = lastOf(tree, child)) {
      const type = typeOf(tree, child);
      if (isStatement(tree, outcomes, child) || outcomes.blocks[type] === 1 || outcomes.exits[type] === 1) last = child;
    }
    return last;
  }

  /** End of the block that the whole conditional statement stands in. */
  function blockEnd(body: number): number {
    for (let at = parentOf(tree, body), level = 0; at !== -1 && level < 8; at = parentOf(tree, at), level++) {
      const above = parentOf(tree, at);
      if (above === -1 || outcomes.blocks[typeOf(tree, above)] === 1) return endOf(tree, above === -1 ? at : above);
    }
    return endOf(tree, body);
  }
}
