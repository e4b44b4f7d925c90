/** `use` trees and `mod` declarations. */
import { childByField, childrenOf, endOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { addImport } from '../extraction/collect.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath } from '../extraction/scopes.ts';
import type { RustTypes } from './types.ts';

interface Leaf {
  readonly module: string;
  /** Null for the module itself: `use tracing;`, `use tracing::{self}`. */
  readonly name: string | null;
  readonly alias: string | null;
  readonly node: number;
}

const mostLeaves = 500;

export function visitUse(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree, frame } = extraction;
  const argument = childByField(tree, node, types.fieldArgument);
  if (argument === -1) return;
  const leaves: Leaf[] = [];
  collect(argument, '');
  const byModule = new Map<string, Leaf[]>();
  for (const leaf of leaves) byModule.set(leaf.module, [...(byModule.get(leaf.module) ?? []), leaf]);
  for (const [module, group] of byModule) {
    const whole = group.filter(({ name }) => name === null);
    const names = group.flatMap(({ name, alias }) => (name === null ? [] : [{ name, alias: alias ?? name }]));
    for (const { alias } of whole) addImport(extraction, node, { module, names: [], alias, kind: 'static' });
    if (names.length > 0) addImport(extraction, node, { module, names, alias: null, kind: 'static' });
  }
  for (const { module, name, alias, node: at } of leaves) {
    if (name === '*') continue;
    const path = name === null ? module : module === '' ? name : `${module}::${name}`;
    const local = alias ?? name ?? module.slice(module.lastIndexOf(':') + 1);
    if (local === '_' || local === '') continue;
    bind(frame.scope.names, local, startOf(tree, at), endOf(tree, at), candidateOfPath(path));
  }

  function collect(part: number, prefix: string): void {
    if (leaves.length >= mostLeaves) return;
    const type = typeOf(tree, part);
    if (type === types.useList) {
      for (const child of childrenOf(tree, part)) collect(child, prefix);
    } else if (type === types.scopedUseList) {
      const path = childByField(tree, part, types.fieldPath);
      const list = childByField(tree, part, types.fieldList);
      const inner = path === -1 ? prefix : joined(prefix, pathText(path));
      for (const child of list === -1 ? [] : childrenOf(tree, list)) collect(child, inner);
    } else if (type === types.useWildcard) {
      const [path] = childrenOf(tree, part);
      const module = path === undefined ? prefix : joined(prefix, pathText(path));
      leaves.push({ module, name: '*', alias: null, node: part });
    } else if (type === types.useAsClause) {
      const alias = childByField(tree, part, types.fieldAlias);
      leaf(childByField(tree, part, types.fieldPath), prefix, alias === -1 ? null : textOf(tree, alias), part);
    } else if (type === types.self) {
      leaves.push({ module: prefix, name: null, alias: null, node: part });
    } else if (type !== types.lineComment && type !== types.blockComment) leaf(part, prefix, null, part);
  }

  function leaf(path: number, prefix: string, alias: string | null, at: number): void {
    if (path === -1) return;
    if (typeOf(tree, path) === types.self) {
      leaves.push({ module: prefix, name: null, alias, node: at });
      return;
    }
    const whole = joined(prefix, pathText(path));
    const cut = whole.lastIndexOf('::');
    if (cut === -1) leaves.push({ module: whole, name: null, alias, node: at });
    else leaves.push({ module: whole.slice(0, cut), name: whole.slice(cut + 2), alias, node: at });
  }

  function pathText(path: number): string {
    return textOf(tree, path).replace(/\s+/g, '').replace(/^::/, '');
  }
}

const joined = (prefix: string, rest: string): string => (prefix === '' ? rest : `${prefix}::${rest}`);

/** `mod routes;` is the file `routes.rs`, or `routes/mod.rs`, beside this one or below it. */
export function visitModule(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree } = extraction;
  if (childByField(tree, node, types.fieldBody) !== -1) return;
  const name = textOf(tree, childByField(tree, node, types.fieldName));
  addImport(extraction, node, { module: `self::${name}`, names: [], alias: name, kind: 'static' });
}
