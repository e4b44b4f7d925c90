import { childByField, endOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { addImport } from '../extraction/collect.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath } from '../extraction/scopes.ts';
import { packageName } from './packages.ts';
import type { GoTypes } from './types.ts';

/** `"a/b"`, `c "a/b"`, `_ "a/b"`, `. "a/b"`; one fact for each line of a block. */
export function visitImportSpec(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree, moduleScope } = extraction;
  const pathNode = childByField(tree, node, types.fieldPath);
  const module = textOf(tree, pathNode).slice(1, -1);
  if (module === '') return;
  const nameNode = childByField(tree, node, types.fieldName);
  const nameType = typeOf(tree, nameNode);
  // What is run only, and what lands in the file's own names, is not there as a whole.
  const taken = nameType === types.blankIdentifier ? '_' : nameType === types.dot ? '*' : null;
  const alias = nameNode === -1 || taken !== null ? null : textOf(tree, nameNode);
  const names = taken === null ? [] : [{ name: taken, alias: taken }];
  addImport(extraction, node, { module, names, alias, kind: 'static' });
  if (taken !== null) return;
  const local = alias ?? packageName(module);
  const at = nameNode === -1 ? pathNode : nameNode;
  if (local !== '') bind(moduleScope.names, local, startOf(tree, at), endOf(tree, at), candidateOfPath(module));
}
