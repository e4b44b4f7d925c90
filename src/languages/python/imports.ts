import type { Extraction } from '../extraction/extraction.ts';
import { addImport } from '../extraction/collect.ts';
import { bind, candidateOfPath, join } from '../extraction/scopes.ts';
import {
  childByField,
  childOfType,
  endOf,
  firstChild,
  lastOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import type { PythonTypes } from './types.ts';

/** `import a.b, c as d` */
export function visitImport(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree } = extraction;
  const end = lastOf(tree, node);
  for (let child = node + 1; child < end; child = lastOf(tree, child)) {
    const { name, alias, aliasNode } = imported(extraction, child, types);
    if (name === null) continue;
    addImport(extraction, node, { module: name, names: [], alias, kind: 'static' });
    // `import a.b` binds `a`; `import a.b as c` binds `c` to all of it.
    const first = name.split('.', 1)[0] ?? name;
    bindHere(extraction, alias ?? first, aliasNode, alias === null ? first : name);
  }
}

/** `from .a import b as c, d` */
export function visitImportFrom(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree } = extraction;
  const moduleNode = childByField(tree, node, types.fieldModule);
  if (moduleNode === -1) return;
  const module = textOf(tree, moduleNode).replace(/\s+/g, '');
  const names: { name: string; alias: string }[] = [];
  const end = lastOf(tree, node);
  for (let child = lastOf(tree, moduleNode); child < end; child = lastOf(tree, child)) {
    if (typeOf(tree, child) === types.wildcardImport) names.push({ name: '*', alias: '*' });
    const { name, alias, aliasNode } = imported(extraction, child, types);
    if (name === null) continue;
    names.push({ name, alias: alias ?? name });
    bindHere(extraction, alias ?? name, aliasNode, join(module, name));
  }
  addImport(extraction, node, { module, names, alias: null, kind: 'static' });
}

function imported(
  extraction: Extraction,
  node: number,
  types: PythonTypes,
): { name: string | null; alias: string | null; aliasNode: number } {
  const { tree } = extraction;
  const isAliased = typeOf(tree, node) === types.aliasedImport;
  const nameNode = isAliased ? childByField(tree, node, types.fieldName) : node;
  const aliasNode = isAliased ? childByField(tree, node, types.fieldAlias) : -1;
  const isName =
    nameNode !== -1 &&
    typeOf(tree, nameNode) === types.dottedName &&
    childOfType(tree, nameNode, tree.errorType) === -1;
  return {
    name: isName ? textOf(tree, nameNode).replace(/\s+/g, '') : null,
    alias: aliasNode === -1 ? null : textOf(tree, aliasNode),
    aliasNode:
      aliasNode === -1 ? (firstChild(tree, nameNode) === -1 ? nameNode : firstChild(tree, nameNode)) : aliasNode,
  };
}

function bindHere(extraction: Extraction, name: string, node: number, path: string | null): void {
  const { tree, frame } = extraction;
  bind(frame.scope.names, name, startOf(tree, node), endOf(tree, node), path === null ? null : candidateOfPath(path));
}
