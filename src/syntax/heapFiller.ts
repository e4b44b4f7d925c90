/**
 * Fills flat trees from the memory of the WebAssembly runtime, at a small part of what a tree cursor costs. The layout
 * of that memory is nobody's promise: for each grammar a sample is read in both ways first, and where they differ, or
 * there is no sample, or the memory cannot be reached, the cursor does the work.
 */
import type { Language, Tree } from 'web-tree-sitter';
import type { Filler } from './flatten.ts';
import type { FlatTree } from './flatTree.ts';
import type { SymbolTable } from './grammarIndex.ts';
import { addressOf, readLanguage } from './heapLanguage.ts';
import type { LanguageTables, RuntimeModule } from './heapLanguage.ts';
import { sampleOf } from './heapSamples.ts';
import { createScratch, readTree } from './heapTree.ts';
import type { Scratch } from './heapTree.ts';

export interface GrammarParts {
  /** Name of the grammar's file, which its sample is kept under. */
  readonly file: string;
  readonly language: Language;
  readonly symbols: SymbolTable;
  /** What was given to `Parser.init`. */
  readonly module: RuntimeModule;
  /** Parses with this grammar; the tree is deleted here. */
  parse(text: string): Tree | null;
}

/** The fastest filler that reads a grammar's sample as `cursor` does; its arrays are shared by the grammars. */
export function fastestFillers(cursor: Filler): (grammar: GrammarParts) => Filler {
  const scratch = createScratch();
  return (grammar) => {
    try {
      const tables = readLanguage(grammar.language, grammar.module, grammar.symbols);
      if (tables !== null && readsAlike(grammar, tables, scratch, cursor)) {
        return (tree, text, symbols) =>
          fillFromHeap(tree, text, symbols, grammar.module, tables, scratch) ?? cursor(tree, text, symbols);
      }
    } catch {
      // A layout other than expected can come to light as anything; the cursor reads on.
    }
    return cursor;
  };
}

function readsAlike(
  { file, symbols, module, parse }: GrammarParts,
  tables: LanguageTables,
  scratch: Scratch,
  cursor: Filler,
): boolean {
  const sample = sampleOf(file);
  const tree = sample === null ? null : parse(sample);
  if (sample === null || tree === null) return false;
  try {
    const flat = fillFromHeap(tree, sample, symbols, module, tables, scratch);
    return flat !== null && areEqual(flat, cursor(tree, sample, symbols));
  } finally {
    tree.delete();
  }
}

function fillFromHeap(
  tree: Tree,
  text: string,
  { index, errorType }: SymbolTable,
  module: RuntimeModule,
  tables: LanguageTables,
  scratch: Scratch,
): FlatTree | null {
  const address = addressOf(tree);
  // Asked for anew each time: the memory may have grown, and then older views are empty.
  const heap = module.HEAP32;
  if (address === null || heap === undefined) return null;
  const read = readTree(heap, address, text.length, tables, scratch);
  if (read === null) return null;
  const { count, hasErrors } = read;
  return {
    grammar: index,
    text,
    count,
    type: scratch.type.slice(0, count),
    start: scratch.start.slice(0, count),
    end: scratch.end.slice(0, count),
    parent: scratch.parent.slice(0, count),
    field: scratch.field.slice(0, count),
    last: scratch.last.slice(0, count),
    errorType,
    hasErrors,
  };
}

function areEqual(one: FlatTree, other: FlatTree): boolean {
  if (one.count !== other.count || one.hasErrors !== other.hasErrors) return false;
  const arrays = ['type', 'start', 'end', 'parent', 'field', 'last'] as const;
  return arrays.every((name) => one[name].every((value, node) => value === other[name][node]));
}
