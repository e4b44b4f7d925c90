/** `catch` clauses. */
import type { Range } from '../../model/text.ts';
import {
  childByField,
  childrenOf,
  endOf,
  firstChild,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addHandler } from '../extraction/handlers.ts';
import { bind } from '../extraction/scopes.ts';
import type { PhpTypes } from './types.ts';

export function visitTry(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree } = extraction;
  const tryBody = childByField(tree, node, types.fieldBody);
  for (const clause of childrenOf(tree, node)) {
    if (typeOf(tree, clause) === types.catchClause) addCatch(extraction, clause, tryBody, types);
  }
}

function addCatch(extraction: Extraction, clause: number, tryBody: number, types: PhpTypes): void {
  const { tree, text, frame } = extraction;
  const body = childByField(tree, clause, types.fieldBody);
  const list = childByField(tree, clause, types.fieldType);
  const nameNode = childByField(tree, clause, types.fieldName);
  if (body === -1 || list === -1) return;
  const name = nameNode === -1 ? null : textOf(tree, nameNode);
  const start = startOf(tree, clause);
  const inside = { start: startOf(tree, body) + 1, end: Math.max(endOf(tree, body) - 1, startOf(tree, body) + 1) };
  addHandler(extraction, {
    form: 'catch',
    header: { start, end: start + text.slice(start, startOf(tree, body)).trimEnd().length },
    body: inside,
    bodyNode: body,
    statements: statementsOf(extraction, body, types),
    placeholder: firstChild(tree, body) === -1 ? inside : null,
    binding: name,
    bindingNames: name === null ? [] : [name],
    bindingInsertAt: name === null ? endOf(tree, list) : -1,
    tryBodyNode: tryBody,
    types: childrenOf(tree, list),
    reference: -1,
    placedAt: clause,
  });
  if (name !== null) bind(frame.scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode));
}

function statementsOf({ tree }: Extraction, block: number, types: PhpTypes): Range[] {
  return childrenOf(tree, block)
    .filter((child) => types.statements[typeOf(tree, child)] === 1 || typeOf(tree, child) === types.compound)
    .map((child) => rangeOf(tree, child));
}
