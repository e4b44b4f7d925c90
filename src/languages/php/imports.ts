/** `use` of classes and functions, and files that are required. */
import { childByField, childOfType, childrenOf, endOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { addImport } from '../extraction/collect.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath } from '../extraction/scopes.ts';
import { plainName } from './names.ts';
import type { PhpTypes } from './types.ts';

/** `use A\B;`, `use A\B as C;`, `use A\{B, C as D};`, `use function A\b;` */
export function visitUse(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree } = extraction;
  const prefix = childOfType(tree, node, types.namespaceName);
  const group = childOfType(tree, node, types.useGroup);
  for (const clause of childrenOf(tree, group === -1 ? node : group)) {
    if (typeOf(tree, clause) === types.useClause) {
      addClause(extraction, node, clause, prefix === -1 ? '' : `${plainName(textOf(tree, prefix))}\\`, types);
    }
  }
}

function addClause(extraction: Extraction, node: number, clause: number, prefix: string, types: PhpTypes): void {
  const { tree, moduleScope } = extraction;
  const aliasNode = childByField(tree, clause, types.fieldAlias);
  const named = childrenOf(tree, clause).find((child) => {
    const type = typeOf(tree, child);
    return child !== aliasNode && (type === types.name || type === types.qualifiedName);
  });
  if (named === undefined) return;
  const path = prefix + plainName(textOf(tree, named));
  const name = path.slice(path.lastIndexOf('\\') + 1);
  const alias = aliasNode === -1 ? name : textOf(tree, aliasNode);
  const module = path.includes('\\') ? path.slice(0, path.lastIndexOf('\\')) : path;
  addImport(extraction, node, {
    module,
    names: module === path ? [] : [{ name, alias }],
    alias: module === path ? alias : null,
    kind: 'static',
  });
  bind(moduleScope.names, alias, startOf(tree, named), endOf(tree, named), candidateOfPath(path));
}

/** `require __DIR__ . '/a.php';` */
export function visitRequire(extraction: Extraction, node: number, types: PhpTypes): void {
  const written = textOf(extraction.tree, node).slice(0, 500);
  const [, directory, up = '', literal = ''] =
    /^\w+\s*\(?\s*(?:(__DIR__|dirname\(__(?:FILE|DIR)__(?:\s*,\s*(\d))?\))\s*\.\s*)?['"]([^'"$]+)['"]\s*\)?$/.exec(
      written,
    ) ?? [];
  if (literal === '') return;
  const isOptional = [types.include, types.includeOnce].includes(typeOf(extraction.tree, node));
  const levels = directory?.startsWith('dirname(__DIR__') === true ? Number(up === '' ? '1' : up) : 0;
  const module = directory === undefined ? literal : `.${literal}`;
  addImport(extraction, node, {
    module: levels === 0 ? module : `${'../'.repeat(levels)}${literal.replace(/^\//, '')}`,
    names: [],
    alias: null,
    kind: isOptional ? 'dynamic' : 'require',
  });
}
