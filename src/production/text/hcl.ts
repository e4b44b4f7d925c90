/**
 * HCL (Terraform, Nomad) as a tree with places: a block type is a list of its blocks, each a map of what is in it, with
 * its labels under `#labels`. References, calls and conditions are computed scalars that `resolved` may know more of.
 */
import type { Fault } from '../../model/source.ts';
import type { FlatTree } from '../../syntax/flatTree.ts';
import { childrenOf, endOf, rangeOf, startOf, textOf as sourceOf } from '../../syntax/navigate.ts';
import { artifactFault, characterAt, itemsOf, member, textOf } from './dataTree.ts';
import type { DataEntry, DataList, DataMap, DataNode, DataScalar } from './dataTree.ts';
import { aligned, located } from './locatedText.ts';

const mostNodes = 100_000;
const mostFaults = 20;
const deepest = 60;

export interface HclFile {
  readonly root: DataMap;
  readonly faults: readonly Fault[];
}

export function readHcl(file: string, tree: FlatTree): HclFile {
  const typeName = (node: number): string => tree.grammar.typeNames[tree.type[node] ?? -1] ?? '';
  const children = (node: number): number[] => childrenOf(tree, node).filter((child) => typeName(child) !== 'comment');
  const ofType = (node: number, type: string): number => children(node).find((child) => typeName(child) === type) ?? -1;
  let left = mostNodes;

  function readBody(body: number, labels: readonly DataNode[], range = rangeOf(tree, Math.max(body, 0))): DataMap {
    const entries = new Map<string, DataEntry>();
    if (labels.length > 0) {
      const value: DataNode = { kind: 'list', style: 'list', range: labels[0]?.range ?? range, items: labels };
      entries.set('#labels', { key: '#labels', keyRange: value.range, value });
    }
    const blocks = new Map<string, { keyRange: DataEntry['keyRange']; items: DataNode[] }>();
    for (const child of body < 0 ? [] : children(body)) {
      const kind = typeName(child);
      if (kind === 'attribute') {
        const name = ofType(child, 'identifier');
        const value = children(child).findLast((part) => typeName(part) === 'expression');
        if (name < 0 || value === undefined) continue;
        const key = sourceOf(tree, name);
        entries.set(key, { key, keyRange: rangeOf(tree, name), value: read(value, 0) });
      } else if (kind === 'block') {
        const [type, ...parts] = children(child);
        if (type === undefined || --left <= 0) continue;
        const key = sourceOf(tree, type);
        const named = parts.filter((part) => /^(?:identifier|string_lit)$/.test(typeName(part)));
        const inner = ofType(child, 'body');
        const made = readBody(
          inner,
          named.map((part) => (typeName(part) === 'identifier' ? plain(part) : quoted(part))),
          rangeOf(tree, child),
        );
        const known = blocks.get(key);
        if (known === undefined) blocks.set(key, { keyRange: rangeOf(tree, type), items: [made] });
        else known.items.push(made);
      }
    }
    for (const [key, { keyRange, items }] of blocks) {
      const value: DataNode = { kind: 'list', style: 'list', range: items[0]?.range ?? keyRange, items };
      entries.set(key, { key, keyRange, value });
    }
    return { kind: 'map', range, entries };
  }

  function read(node: number, depth: number): DataNode {
    if (--left <= 0 || depth > deepest) return computed(node);
    const kind = typeName(node);
    const inner = children(node);
    const [only] = inner;
    if (/^(?:expression|literal_value|collection_value|template_expr)$/.test(kind)) {
      return inner.length === 1 && only !== undefined ? read(only, depth + 1) : computed(node);
    }
    if (kind === 'string_lit') return quoted(node);
    if (kind === 'null_lit') return { ...plain(node), value: null };
    if (kind === 'numeric_lit' || kind === 'bool_lit') return plain(node);
    if (kind === 'heredoc_template') return heredoc(node);
    if (kind === 'tuple') {
      const items = inner.filter((child) => typeName(child) === 'expression').map((child) => read(child, depth + 1));
      return { kind: 'list', style: 'list', range: rangeOf(tree, node), items };
    }
    if (kind === 'object') return readObject(node, depth);
    if (kind === 'function_call') return readCall(node, depth);
    return computed(node);
  }

  function readObject(node: number, depth: number): DataMap {
    const entries = new Map<string, DataEntry>();
    for (const element of children(node)) {
      if (typeName(element) !== 'object_elem') continue;
      const [key, value] = children(element);
      if (key === undefined || value === undefined) continue;
      const written = sourceOf(tree, key);
      if (written.startsWith('(')) continue;
      const name = written.startsWith('"') ? (textOf(read(key, depth + 1)) ?? '') : written;
      entries.set(name, { key: name, keyRange: rangeOf(tree, key), value: read(value, depth + 1) });
    }
    return { kind: 'map', range: rangeOf(tree, node), entries };
  }

  /** Calls that only change the form, or put lists and maps together. */
  function readCall(node: number, depth: number): DataNode {
    const name = sourceOf(tree, ofType(node, 'identifier'));
    const given = ofType(node, 'function_arguments');
    const args = (given < 0 ? [] : children(given))
      .filter((child) => typeName(child) === 'expression')
      .map((child) => read(child, depth + 1));
    const [first] = args;
    if (/^(?:jsonencode|yamlencode|tostring|tolist|tomap|toset|sensitive|nonsensitive)$/.test(name) && first)
      return first;
    if (name === 'concat' && args.every((arg) => arg.kind === 'list')) {
      return { kind: 'list', style: 'list', range: rangeOf(tree, node), items: args.flatMap(itemsOf) };
    }
    if (name === 'merge' && args.every((arg) => arg.kind === 'map')) {
      return { kind: 'map', range: rangeOf(tree, node), entries: new Map(args.flatMap((arg) => [...arg.entries])) };
    }
    return computed(node);
  }

  function plain(node: number): DataScalar {
    const range = rangeOf(tree, node);
    const value = sourceOf(tree, node);
    return { kind: 'scalar', value, range, text: located(file, tree.text, range.start, range.end), editable: true };
  }

  function quoted(node: number): DataScalar {
    const range = rangeOf(tree, node);
    const inner = { start: range.start + 1, end: Math.max(range.start + 1, range.end - 1) };
    const value = unescaped(tree.text.slice(inner.start, inner.end));
    return { kind: 'scalar', value, range, text: aligned(file, tree.text, inner, value, 'backslash'), editable: true };
  }

  /** Lines between the marker and its end; `<<-` takes the indentation off, which is no part of JSON and of commands. */
  function heredoc(node: number): DataScalar {
    const range = rangeOf(tree, node);
    const start = tree.text.indexOf('\n', range.start) + 1;
    const end = tree.text.lastIndexOf('\n', range.end - 1) + 1;
    const inside = start > range.start && end >= start ? { start, end } : range;
    const text = located(file, tree.text, inside.start, inside.end);
    return {
      kind: 'scalar',
      value: text.text,
      range,
      text,
      editable: false,
      ...(interpolates(text.text) ? { computed: true } : {}),
    };
  }

  function computed(node: number): DataScalar {
    const range = rangeOf(tree, node);
    const value = sourceOf(tree, node).replace(/^"(.*)"$/s, '$1');
    return {
      kind: 'scalar',
      value,
      range,
      text: located(file, tree.text, range.start, range.end),
      editable: false,
      computed: true,
    };
  }

  const faults: Fault[] = [];
  for (let node = 0; tree.hasErrors && node < tree.count && faults.length < mostFaults; node++) {
    if (tree.type[node] !== tree.errorType) continue;
    const start = startOf(tree, node);
    const { end } = characterAt(tree.text, start);
    faults.push(
      artifactFault(file, { start, end: Math.max(end, Math.min(endOf(tree, node), start + 80)) }, 'not valid HCL'),
    );
    node = (tree.last[node] ?? node + 1) - 1;
  }
  const body = childrenOf(tree, 0).find((child) => typeName(child) === 'body') ?? -1;
  return { root: readBody(body, [], { start: 0, end: tree.text.length }), faults };
}

const interpolates = (text: string): boolean => /(?:^|[^$])\$\{|(?:^|[^%])%\{/.test(text);

function unescaped(text: string): string {
  return text
    .replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (_, code, one) => {
      if (typeof code === 'string') return String.fromCharCode(Number.parseInt(code, 16));
      const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
      return typeof one === 'string' ? (controls[one] ?? one) : '';
    })
    .replace(/([$%])\1\{/g, '$1{');
}

/** Blocks of a type. */
export function blocksOf(node: DataNode | null, type: string): readonly DataMap[] {
  return itemsOf(member(node, type)).filter((item): item is DataMap => item.kind === 'map');
}

export function labelOf(block: DataNode, index: number): string | null {
  return textOf(itemsOf(member(block, '#labels'))[index] ?? null);
}

/** Values that references name: `var.region`, `local.name`. */
export type References = ReadonlyMap<string, DataNode>;

/** What `variable` defaults and `locals` of a module say. */
export function referencesOf(roots: readonly DataMap[]): References {
  const found = new Map<string, DataNode>();
  for (const root of roots) {
    for (const block of blocksOf(root, 'variable')) {
      const [name, value] = [labelOf(block, 0), member(block, 'default')];
      if (name !== null && value !== null) found.set(`var.${name}`, value);
    }
    for (const block of blocksOf(root, 'locals')) {
      for (const [name, { value }] of block.entries) if (name !== '#labels') found.set(`local.${name}`, value);
    }
  }
  return found;
}

/** A variable, a local, or what a module's own resource is called. */
const reference = /^(?:var|local|\w+_\w+)(?:\.\w+)+$/;

/** The node with references replaced by what they name, as far as that is said; each stays at the place of the reference. */
export function resolved(node: DataNode, references: References, depth = 0): DataNode {
  if (references.size === 0 || depth > deepest) return node;
  if (node.kind === 'list') {
    return { ...node, items: node.items.map((item) => resolved(item, references, depth + 1)) } satisfies DataList;
  }
  if (node.kind === 'map') {
    const entries = [...node.entries].map(([key, entry]): [string, DataEntry] => [
      key,
      { ...entry, value: resolved(entry.value, references, depth + 1) },
    ]);
    return { ...node, entries: new Map(entries) };
  }
  if (node.computed !== true || node.value === null) return node;
  const target = lookUp(node.value, references, depth);
  if (target !== null)
    return target.kind === 'scalar' ? { ...node, value: target.value, computed: target.computed === true } : target;
  if (!node.value.includes('${')) return node;
  let known = true;
  const value = node.value.replace(/\$\{\s*([^{}]*?)\s*\}/g, (written, inner: string) => {
    const found = lookUp(inner, references, depth);
    if (found?.kind === 'scalar' && found.computed !== true && found.value !== null) return found.value;
    known = false;
    return written;
  });
  return known && !interpolates(value) ? { ...node, value, computed: false } : { ...node, value };
}

function lookUp(text: string, references: References, depth: number): DataNode | null {
  if (!reference.test(text)) return null;
  const [first, second, ...rest] = text.split('.');
  const found = references.get(`${first ?? ''}.${second ?? ''}`) ?? null;
  const target = member(found, ...rest);
  return target === null ? null : resolved(target, references, depth + 1);
}
