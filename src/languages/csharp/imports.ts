import { childByField, childrenOf, endOf, startOf, textOf } from '../../syntax/navigate.ts';
import { addImport } from '../extraction/collect.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath } from '../extraction/scopes.ts';
import type { CsharpTypes } from './types.ts';

/** `using A.B;` opens a namespace and names no type; `using X = A.B.C;` does; `using static A.B.C;` opens a type. */
export function visitUsing(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, moduleScope } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const target = childrenOf(tree, node).find((child) => child !== nameNode);
  if (target === undefined) return;
  const module = textOf(tree, target).replace(/\s+/g, '');
  const alias = nameNode === -1 ? null : textOf(tree, nameNode);
  addImport(extraction, node, { module, names: [], alias, kind: 'static' });
  if (alias === null) return;
  const simple = module.replace(/<.*$/, '').replace(/^.*[.:]/, '');
  bind(moduleScope.names, alias, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(simple));
}
