/**
 * Moves in a flat tree. Nodes are integers, `-1` is none; nothing here allocates but `childrenOf` and `textOf`.
 * Comments are nodes too: helpers that skip them take `skip`, the type of a comment.
 */
import type { Range } from '../model/text.ts';
import type { FlatTree } from './flatTree.ts';

/** Typed arrays answer `undefined` past their end, which here is never asked for; these say so to the compiler once. */
export const typeOf = (tree: FlatTree, node: number): number => tree.type[node] ?? -1;
export const fieldOf = (tree: FlatTree, node: number): number => tree.field[node] ?? 0;
export const startOf = (tree: FlatTree, node: number): number => tree.start[node] ?? 0;
export const endOf = (tree: FlatTree, node: number): number => tree.end[node] ?? 0;
export const parentOf = (tree: FlatTree, node: number): number => tree.parent[node] ?? -1;
/** One past the last descendant. */
export const lastOf = (tree: FlatTree, node: number): number => tree.last[node] ?? 0;

export function firstChild(tree: FlatTree, node: number): number {
  return node + 1 < lastOf(tree, node) ? node + 1 : -1;
}

export function nextSibling(tree: FlatTree, node: number): number {
  const next = lastOf(tree, node);
  const parent = parentOf(tree, node);
  return parent !== -1 && next < lastOf(tree, parent) ? next : -1;
}

/** First child in a field, or -1. A field of 0 stands for a name the grammar does not have. */
export function childByField(tree: FlatTree, node: number, field: number): number {
  if (field === 0) return -1;
  const end = lastOf(tree, node);
  for (let child = node + 1; child < end; child = lastOf(tree, child)) {
    if (tree.field[child] === field) return child;
  }
  return -1;
}

/** First child of a type, or -1. */
export function childOfType(tree: FlatTree, node: number, type: number): number {
  const end = lastOf(tree, node);
  for (let child = node + 1; child < end; child = lastOf(tree, child)) {
    if (tree.type[child] === type) return child;
  }
  return -1;
}

/** First child whose type is not `skip`, or -1. */
export function firstChildBut(tree: FlatTree, node: number, skip: number): number {
  const end = lastOf(tree, node);
  for (let child = node + 1; child < end; child = lastOf(tree, child)) {
    if (tree.type[child] !== skip) return child;
  }
  return -1;
}

export function childrenOf(tree: FlatTree, node: number): number[] {
  const children: number[] = [];
  const end = lastOf(tree, node);
  for (let child = node + 1; child < end; child = lastOf(tree, child)) children.push(child);
  return children;
}

export function textOf(tree: FlatTree, node: number): string {
  return node < 0 ? '' : tree.text.slice(tree.start[node], tree.end[node]);
}

export function rangeOf(tree: FlatTree, node: number): Range {
  return { start: startOf(tree, node), end: endOf(tree, node) };
}

/** Whether a node's text is `text`, without taking a copy of it. */
export function hasText(tree: FlatTree, node: number, text: string): boolean {
  return endOf(tree, node) - startOf(tree, node) === text.length && tree.text.startsWith(text, startOf(tree, node));
}
