import { childOfType, childrenOf, endOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { addImport } from '../extraction/collect.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath } from '../extraction/scopes.ts';
import { methodKey } from '../jvm/names.ts';
import type { KotlinTypes } from './types.ts';

/** `import a.b.C`, `import a.b.C as D`, `import a.b.*`: the last name is taken from what stands before it. */
export function visitImport(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree, frame } = extraction;
  const path = childOfType(tree, node, types.qualifiedIdentifier);
  if (path === -1) return;
  const written = textOf(tree, path).replace(/[\s`]+/g, '');
  if (/^\s*\.\s*\*/.test(tree.text.slice(endOf(tree, path), endOf(tree, node)))) {
    addImport(extraction, node, { module: written, names: [{ name: '*', alias: '*' }], alias: null, kind: 'static' });
    return;
  }
  const dot = written.lastIndexOf('.');
  if (dot === -1) return;
  const name = written.slice(dot + 1);
  const aliasNode = childrenOf(tree, node).find((child) => typeOf(tree, child) === types.identifier) ?? -1;
  const alias = aliasNode === -1 ? name : textOf(tree, aliasNode);
  addImport(extraction, node, { module: written.slice(0, dot), names: [{ name, alias }], alias: null, kind: 'static' });
  const start = aliasNode === -1 ? endOf(tree, path) - name.length : startOf(tree, aliasNode);
  const end = aliasNode === -1 ? endOf(tree, path) : endOf(tree, aliasNode);
  bind(frame.scope.names, alias, start, end, candidateOfPath(written));
  bind(frame.scope.names, methodKey(alias), start, end, candidateOfPath(written));
}
