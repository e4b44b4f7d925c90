/**
 * Arguments of macros. The grammar knows nothing of what is in their parentheses but names, literals and nested
 * parentheses; commas and signs stand in the text between those.
 */
import type { ArgumentFact } from '../../model/facts.ts';
import type { FlatTree } from '../../syntax/flatTree.ts';
import { childrenOf, endOf, startOf, typeOf } from '../../syntax/navigate.ts';
import type { ArgumentNode } from '../extraction/reader.ts';
import type { RustTypes } from './types.ts';

const mostParts = 2000;

/** What stands between commas: `target: "x"`, `error = %e`, `%user.id`, `"failed: {}"`, `order.total()`. */
export function macroArguments(tree: FlatTree, list: number, types: RustTypes): ArgumentNode[] {
  const found: ArgumentNode[] = [];
  let parts: number[] = [];
  let start = startOf(tree, list) + 1;
  let at = start;
  const close = endOf(tree, list) - 1;
  for (const child of childrenOf(tree, list).slice(0, mostParts)) {
    const type = typeOf(tree, child);
    const next = startOf(tree, child);
    splitAt(next);
    if (type !== types.lineComment && type !== types.blockComment) parts.push(child);
    at = endOf(tree, child);
  }
  splitAt(close);
  finish(close);
  return found;

  /** Commas in the text before a part end the argument. */
  function splitAt(next: number): void {
    for (
      let comma = tree.text.indexOf(',', at);
      comma !== -1 && comma < next;
      comma = tree.text.indexOf(',', comma + 1)
    ) {
      finish(comma);
      start = comma + 1;
    }
  }

  function finish(end: number): void {
    const [first] = parts;
    if (first !== undefined) found.push(argumentOf(tree, parts, first, start, end));
    parts = [];
  }
}

function argumentOf(tree: FlatTree, parts: readonly number[], first: number, from: number, to: number): ArgumentNode {
  const { text } = tree;
  let start = from;
  while (start < to && /\s/.test(text[start] ?? '')) start++;
  const end = endOf(tree, parts[parts.length - 1] ?? first);
  const written = text.slice(start, Math.min(end, start + 300));
  // `name = value`, `user.id = value`, `target: value`; `==`, `=>`, `::` are none.
  const named = /^([A-Za-z_][\w.]*|"[^"\\]*")\s*(?:=(?![=>])|:(?!:))\s*/.exec(written);
  const keyword = named === null ? null : (named[1] ?? '').replace(/^"|"$/g, '');
  const valueStart = named === null ? start : start + named[0].length;
  const values = parts.filter((part) => startOf(tree, part) >= valueStart);
  const [value] = values;
  const range = { start, end };
  if (value !== undefined && values.length === 1 && /^[%?&*]*$/.test(text.slice(valueStart, startOf(tree, value)))) {
    return { node: first, keyword, value, range };
  }
  const shown = text.slice(valueStart, Math.min(end, valueStart + 300)).replace(/^[%?&*]+/, '');
  const kind: ArgumentFact['kind'] = /^[\w.:]+$/.test(shown)
    ? 'name'
    : /^[\w.:!?<>]+[([]/.test(shown)
      ? 'call'
      : 'other';
  return { node: first, keyword, value: -1, range, kind };
}
