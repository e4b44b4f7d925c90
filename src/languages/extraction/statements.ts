import type { FlatTree } from '../../syntax/flatTree.ts';
import { firstChild, parentOf, typeOf } from '../../syntax/navigate.ts';

/** What is a statement: a type of its own, or whatever stands where statements stand. Tables by type id. */
export interface StatementTable {
  readonly statements: Uint8Array;
  readonly statementHolders?: Uint8Array;
  readonly neverStatements?: Uint8Array;
}

export function isStatement(tree: FlatTree, table: StatementTable, node: number): boolean {
  const type = typeOf(tree, node);
  if (table.statements[type] === 1) return true;
  const { statementHolders } = table;
  if (statementHolders === undefined || table.neverStatements?.[type] === 1) return false;
  const parent = parentOf(tree, node);
  return parent !== -1 && statementHolders[typeOf(tree, parent)] === 1;
}

/** The expression that a statement is, where it is one: `return x` in a node of its own. */
export function withoutWrapper(tree: FlatTree, { wrappers }: { readonly wrappers?: Uint8Array }, node: number): number {
  if (node === -1 || wrappers?.[typeOf(tree, node)] !== 1) return node;
  const inner = firstChild(tree, node);
  return inner === -1 ? node : inner;
}
