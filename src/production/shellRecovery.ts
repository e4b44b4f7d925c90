/**
 * What still counts where the shell grammar gave up: statements that were read beside an error, and stand on their own.
 * What the error took the head of (`if !<file; then …; fi`) cannot be told from what always runs by the tree; the words
 * of the shell between the pieces say where it begins and ends, and what stands within is left out.
 */
import type { FlatTree } from '../syntax/flatTree.ts';
import { childrenOf, endOf, startOf, textOf, typeOf } from '../syntax/navigate.ts';
import { typeName } from './shellWords.ts';

const opening = /^(?:if|while|until|for|case|select|\{)$/;
const closing = /^(?:fi|done|esac|\})$/;
const between = /^(?:then|else|elif|do)$/;

export function isError(tree: FlatTree, node: number): boolean {
  return typeOf(tree, node) === tree.errorType;
}

/** Statements of an error node, in order; a word alone is a command without arguments. */
export function readBeside(tree: FlatTree, error: number): readonly number[] {
  let statements: number[] = [];
  let depth = 0;
  let at = startOf(tree, error);
  const pass = (word: string): boolean => {
    if (opening.test(word)) depth++;
    if (!closing.test(word)) return opening.test(word) || between.test(word);
    // What began nowhere may have begun anywhere before.
    if (depth === 0) statements = [];
    else depth--;
    return true;
  };
  for (const node of childrenOf(tree, error)) {
    for (const word of tree.text.slice(at, startOf(tree, node)).match(/[a-z]+|[{}]/g) ?? []) pass(word);
    at = endOf(tree, node);
    const kind = typeName(tree, node);
    // `done` that has lost its `do` is read as the name of a command.
    if ((kind === 'word' || kind === 'command') && pass(/^(?:[a-z]+|[{}])/.exec(textOf(tree, node))?.[0] ?? ''))
      continue;
    if (depth === 0 && isStatement(kind) && isFirst(tree, node)) statements.push(node);
  }
  return statements;
}

function isStatement(kind: string): boolean {
  return (
    kind === 'word' ||
    /(?:^command|_command|_statement|_assignments?|_definition|^list|^pipeline|^subshell)$/.test(kind)
  );
}

/** Nothing that was not read stands on its line before it; a word alone wants to be seen to begin. */
function isFirst(tree: FlatTree, node: number): boolean {
  const before = tree.text.slice(Math.max(0, startOf(tree, node) - 80), startOf(tree, node)).replace(/[ \t]+$/, '');
  return before === '' ? typeName(tree, node) !== 'word' : /[;\n&]$/.test(before);
}
