import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChildBut,
  hasText,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { addImport } from '../extraction/collect.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { candidateOfPath, join } from '../extraction/scopes.ts';
import { bindName } from './bindings.ts';
import type { ScriptTypes } from './types.ts';

/** `import a, { b as c } from 'd'`, `import 'a'`, `import a = require('b')` */
export function visitImport(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree, frame } = extraction;
  extraction.style.moduleSystem = 'esm';
  const requireClause = childOfType(tree, node, types.importRequire);
  if (requireClause !== -1) {
    const name = childOfType(tree, requireClause, types.identifier);
    const module = moduleName(extraction, childByField(tree, requireClause, types.fieldSource));
    if (module === null || name === -1) return;
    bindName(extraction, frame.scope, name, candidateOfPath(module));
    addImport(extraction, node, { module, names: [], alias: textOf(tree, name), kind: 'require' });
    return;
  }
  const module = moduleName(extraction, childByField(tree, node, types.fieldSource));
  if (module === null) return;
  const clause = childOfType(tree, node, types.importClause);
  const names: { name: string; alias: string }[] = [];
  let alias: string | null = null;
  let allTypes = clause !== -1;
  for (const part of clause === -1 ? [] : childrenOf(tree, clause)) {
    const type = typeOf(tree, part);
    if (type === types.identifier) {
      // A default import stands for its module, which is what it is wherever the two kinds of module meet.
      bindName(extraction, frame.scope, part, candidateOfPath(module));
      names.push({ name: 'default', alias: textOf(tree, part) });
      allTypes = false;
    } else if (type === types.namespaceImport) {
      const name = childOfType(tree, part, types.identifier);
      if (name === -1) continue;
      alias = textOf(tree, name);
      bindName(extraction, frame.scope, name, candidateOfPath(module));
      allTypes = false;
    } else if (type === types.namedImports) {
      for (const specifier of childrenOf(tree, part)) {
        if (typeOf(tree, specifier) !== types.importSpecifier) continue;
        const nameNode = childByField(tree, specifier, types.fieldName);
        const aliasNode = childByField(tree, specifier, types.fieldAlias);
        const name = textOf(tree, nameNode);
        const local = aliasNode === -1 ? nameNode : aliasNode;
        names.push({ name, alias: textOf(tree, local) });
        const path = name === 'default' ? module : join(module, name);
        bindName(extraction, frame.scope, local, path === null ? null : candidateOfPath(path));
        if (!hasTypeKeyword(extraction, startOf(tree, specifier), startOf(tree, nameNode))) allTypes = false;
      }
    }
  }
  const isType = clause !== -1 && hasTypeKeyword(extraction, startOf(tree, node), startOf(tree, clause));
  addImport(extraction, node, {
    module,
    names,
    alias,
    kind: 'static',
    typeOnly: isType || (allTypes && names.length > 0),
  });
}

/** `export … from 'a'` is an import too; every other export says that the file is an ES module. */
export function visitExport(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree } = extraction;
  if (!extraction.text.startsWith('export =', startOf(tree, node))) extraction.style.moduleSystem = 'esm';
  const clause = childOfType(tree, node, types.exportClause);
  const specifiers =
    clause === -1 ? [] : childrenOf(tree, clause).filter((child) => typeOf(tree, child) === types.exportSpecifier);
  const module = moduleName(extraction, childByField(tree, node, types.fieldSource));
  if (module === null) {
    for (const specifier of specifiers)
      extraction.exportedNames.add(textOf(tree, childByField(tree, specifier, types.fieldName)));
    const value = childByField(tree, node, types.fieldValue);
    if (typeOf(tree, value) === types.identifier) extraction.exportedNames.add(textOf(tree, value));
    return;
  }
  const namespace = childOfType(tree, node, types.namespaceExport);
  const names = specifiers.map((specifier) => {
    const name = textOf(tree, childByField(tree, specifier, types.fieldName));
    const alias = childByField(tree, specifier, types.fieldAlias);
    return { name, alias: alias === -1 ? name : textOf(tree, alias) };
  });
  if (clause === -1 && namespace === -1) names.push({ name: '*', alias: '*' });
  const firstPart = clause === -1 ? namespace : clause;
  const isType = firstPart !== -1 && hasTypeKeyword(extraction, startOf(tree, node), startOf(tree, firstPart));
  addImport(extraction, node, {
    module,
    names,
    alias: namespace === -1 ? null : textOf(tree, firstChildBut(tree, namespace, types.comment)),
    kind: 're-export',
    typeOnly: isType,
  });
}

/** `require('a')` and `import('a')` that no declaration took; says whether the call is one. */
export function visitLooseRequire(extraction: Extraction, node: number, callee: number, types: ScriptTypes): boolean {
  const { tree } = extraction;
  const isImport = typeOf(tree, callee) === types.importToken;
  if (!isImport && !hasText(tree, callee, 'require')) return false;
  if (!isImport) extraction.style.moduleSystem ??= 'commonjs';
  if (extraction.claimed.has(node)) return true;
  const list = childByField(tree, node, types.fieldArguments);
  const module = moduleName(extraction, list === -1 ? -1 : firstChildBut(tree, list, types.comment));
  if (module === null || (list !== -1 && typeOf(tree, list) === types.template)) return isImport;
  addImport(extraction, node, { module, names: [], alias: null, kind: isImport ? 'dynamic' : 'require' });
  return true;
}

function moduleName({ tree, text }: Extraction, source: number): string | null {
  if (source === -1) return null;
  const quote = text[startOf(tree, source)];
  if (quote !== "'" && quote !== '"' && quote !== '`') return null;
  const written = text.slice(startOf(tree, source) + 1, endOf(tree, source) - 1);
  return written.length > 500 || written.includes('${') ? null : written;
}

function hasTypeKeyword({ text }: Extraction, start: number, end: number): boolean {
  return /\btype(?:of)?\b/.test(text.slice(start, Math.min(end, start + 200)));
}
