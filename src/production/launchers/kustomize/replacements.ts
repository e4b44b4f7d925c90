/**
 * Values that a kustomization takes from one object and puts into others: `replacements`, and `vars`, which stand in
 * commands and variables as `$(NAME)`.
 * Facts: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements, …/vars
 */
import { entriesOf, itemsOf, member, scalarOf, textAt, textOf, type DataNode } from '../../text/dataTree.ts';
import { withText } from './merge.ts';
import type { KubernetesObject } from './patches.ts';

const most = 200;

/** Values of config maps that the kustomization generates: name of the map, key. */
export type GeneratedValue = (map: string, key: string) => string | null;

export function replaced(
  objects: readonly KubernetesObject[],
  replacements: readonly DataNode[],
  generated: GeneratedValue,
): KubernetesObject[] {
  let result = [...objects];
  for (const replacement of replacements.slice(0, most)) {
    const source = member(replacement, 'source');
    const value = sourceValue(result, source, textAt(source, 'fieldPath') ?? 'metadata.name', generated);
    const own = value === null ? null : pieceOf(value, member(source, 'options'));
    if (own === null) continue;
    for (const target of itemsOf(member(replacement, 'targets')).slice(0, most)) {
      const select = member(target, 'select');
      const rejected = itemsOf(member(target, 'reject'));
      const paths = itemsOf(member(target, 'fieldPaths')).flatMap((item) => textOf(item) ?? []);
      const options = member(target, 'options');
      result = result.map((object) => {
        if (!isChosen(object.node, select) || rejected.some((one) => isChosen(object.node, one))) return object;
        const node = paths.reduce((at, path) => withValue(at, path, (old) => inPiece(old, own, options)), object.node);
        return { ...object, node };
      });
    }
  }
  return result;
}

/** `$(NAME)` of commands, arguments and variables. */
export function withVars(
  objects: readonly KubernetesObject[],
  vars: readonly DataNode[],
  generated: GeneratedValue,
): KubernetesObject[] {
  const values = new Map<string, string>();
  for (const one of vars.slice(0, most)) {
    const name = textAt(one, 'name');
    const path = textAt(member(one, 'fieldref') ?? member(one, 'fieldRef'), 'fieldpath') ?? fieldPathOf(one);
    const value = sourceValue(objects, member(one, 'objref'), path, generated);
    if (name !== null && value !== null) values.set(name, value);
  }
  if (values.size === 0) return [...objects];
  const expand = (node: DataNode, depth: number): DataNode => {
    if (depth > 40) return node;
    if (node.kind === 'list') return { ...node, items: node.items.map((item) => expand(item, depth + 1)) };
    if (node.kind === 'map') {
      const entries = entriesOf(node).map(
        (entry) => [entry.key, { ...entry, value: expand(entry.value, depth + 1) }] as const,
      );
      return { ...node, entries: new Map(entries) };
    }
    const text = node.value;
    if (text === null || !text.includes('$(')) return node;
    const value = text.replace(/(?<!\$)\$\(([\w.-]+)\)/g, (written, name: string) => values.get(name) ?? written);
    return value === text ? node : { ...node, value, editable: false };
  };
  return objects.map((object) => ({ ...object, node: expand(object.node, 0) }));
}

const fieldPathOf = (one: DataNode): string =>
  textAt(member(one, 'fieldref'), 'fieldPath') ?? textAt(member(one, 'fieldRef'), 'fieldPath') ?? 'metadata.name';

function sourceValue(
  objects: readonly KubernetesObject[],
  source: DataNode | null,
  path: string,
  generated: GeneratedValue,
): string | null {
  if (source === null) return null;
  const found = objects.filter(({ node }) => isChosen(node, source));
  const [only, ...others] = found;
  const keys = keysOf(path);
  const name = textAt(source, 'name');
  if (only === undefined && textAt(source, 'kind') === 'ConfigMap' && name !== null && keys[0] === 'data')
    return generated(name, keys.slice(1).join('.'));
  if (only === undefined || others.length > 0) return null;
  return textOf(atPath(only.node, keys));
}

/** Kind and name as far as they are said; a name that `namePrefix` changes later is the file's. */
function isChosen(object: DataNode, select: DataNode | null): boolean {
  if (select === null) return false;
  const fits = (wanted: string | null, own: string | null): boolean => wanted === null || wanted === own;
  return (
    fits(textAt(select, 'kind'), textAt(object, 'kind')) &&
    fits(textAt(select, 'name'), textAt(object, 'metadata', 'name')) &&
    (textAt(select, 'kind') !== null || textAt(select, 'name') !== null)
  );
}

/** `spec.template.spec.containers.[name=api].env.0.value`; a key in brackets or after a backslash may hold points. */
export function keysOf(path: string): readonly string[] {
  const keys: string[] = [];
  for (const [, bracketed, plain] of path.matchAll(/\.?(?:\[([^\]]*)\]|((?:\\.|[^.[\]\\])+))/g)) {
    keys.push(bracketed === undefined ? (plain ?? '').replace(/\\(.)/g, '$1') : `[${bracketed}]`);
  }
  return keys;
}

function atPath(node: DataNode | null, keys: readonly string[]): DataNode | null {
  let at = node;
  for (const key of keys) {
    if (at?.kind === 'list') at = at.items[indexOf(at.items, key)] ?? null;
    else at = member(at, key.replace(/^\[(.*)\]$/, '$1'));
  }
  return at;
}

function indexOf(items: readonly DataNode[], key: string): number {
  const [, name, value] = /^\[([^=]+)=(.*)\]$/.exec(key) ?? [];
  return name === undefined
    ? Number(key.replace(/^\[|\]$/g, ''))
    : items.findIndex((one) => textAt(one, name) === value);
}

/** Every place that the path names; `*` stands for all items of a list. */
function withValue(object: DataNode, path: string, change: (old: string) => string): DataNode {
  let paths: (readonly string[])[] = [[]];
  for (const key of keysOf(path)) {
    paths = paths.flatMap((known) => {
      const at = atPath(object, known);
      if (at?.kind !== 'list') return [[...known, key.replace(/^\[(.*)\]$/, '$1')]];
      if (key === '*') return at.items.map((_, index) => [...known, String(index)]);
      const index = indexOf(at.items, key);
      return index < 0 || at.items[index] === undefined ? [] : [[...known, String(index)]];
    });
    if (paths.length > most) return object;
  }
  return paths.reduce((at, keys) => (scalarOf(atPath(at, keys)) === null ? at : withText(at, keys, change)), object);
}

/** The part of the source that `delimiter` and `index` name. */
function pieceOf(value: string, options: DataNode | null): string | null {
  const delimiter = textAt(options, 'delimiter');
  if (delimiter === null || delimiter === '') return value;
  return value.split(delimiter)[Number(textAt(options, 'index') ?? '0')] ?? null;
}

function inPiece(old: string, value: string, options: DataNode | null): string {
  const delimiter = textAt(options, 'delimiter');
  if (delimiter === null || delimiter === '') return value;
  const parts = old.split(delimiter);
  const index = Number(textAt(options, 'index') ?? '0');
  if (!Number.isInteger(index) || index >= parts.length || index < 0) return old;
  parts[index] = value;
  return parts.join(delimiter);
}
