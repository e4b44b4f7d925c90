/** What depends on a grammar alone is worked out once for it, and read with every file. */
import type { GrammarIndex } from '../../syntax/flatTree.ts';
import { typeTable, type Extraction, type Visitor } from './extraction.ts';

/** @param make what is given beside the grammar is the same for the same grammar */
export function perGrammar<Made, Given extends readonly unknown[]>(
  make: (grammar: GrammarIndex, ...given: Given) => Made,
): (grammar: GrammarIndex, ...given: Given) => Made {
  const known = new WeakMap<GrammarIndex, { readonly made: Made }>();
  return (grammar, ...given) => {
    let found = known.get(grammar);
    if (found === undefined) {
      found = { made: make(grammar, ...given) };
      known.set(grammar, found);
    }
    return found.made;
  };
}

/** Tables of the node types that are given by name: 1 where a type is one of them. */
export function tablesIn(grammar: GrammarIndex): (...names: readonly string[]) => Uint8Array {
  return (...names) => typeTable(grammar, names);
}

/** Visitors by node type, and how they are put in; names that a grammar does not have are passed over. */
export function visitorsFor<Types>(
  grammar: GrammarIndex,
  types: Types,
): {
  readonly visitors: (Visitor | undefined)[];
  on(names: string | readonly string[], visit: (at: Extraction, node: number, types: Types) => void): void;
} {
  const visitors: (Visitor | undefined)[] = Array.from({ length: grammar.typeNames.length + 1 }, () => undefined);
  return {
    visitors,
    on(names, visit) {
      for (const name of typeof names === 'string' ? [names] : names) {
        const id = grammar.type(name);
        if (id !== -1) visitors[id] = (at, node) => visit(at, node, types);
      }
    },
  };
}
