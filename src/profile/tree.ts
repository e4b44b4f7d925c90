/**
 * A YAML document as plain values that know their place. Aliases and merges are followed within a bound; parts can be
 * taken out, and what is left keeps values and places in step.
 */
import { isAlias, isMap, isScalar, isSeq, type Alias, type Document, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Range } from '../model/text.ts';
import { lineIndex } from '../model/text.ts';
import { template, type Problem } from './yamlText.ts';

export type Path = readonly (string | number)[];

export interface Tree {
  /** Plain data; `excess` says why there is none. */
  value(): { readonly value: unknown; readonly excess: Problem | null };
  /** Range of the value at a path. */
  locate(path: Path): Range | null;
  /** Range of the key at a path; for an item of a list, of the item. */
  locateKey(path: Path): Range | null;
  /** Range of the first key of the map at a path. */
  locateFirstKey(path: Path): Range | null;
  /** Takes the entries at these paths out. */
  drop(paths: readonly Path[]): void;
  /** What is wrong with the document as such: duplicate keys, templates, aliases. The offending entries are taken out. */
  readonly problems: readonly Problem[];
}

const mostValues = 20_000;
const deepest = 60;

interface Entry {
  readonly key: Range | null;
  readonly value: Node | null;
  /** What is dropped when this is. */
  readonly owner: object;
}

export function createTree(document: Document.Parsed, text: string): Tree {
  const problems: Problem[] = [];
  const dropped = new Set<object>();
  const targets = new Map<Alias, Node>();
  let entries = new Map<object, Map<string, Entry>>();
  let budget = mostValues;

  inspect();

  /** Without the blank lines that the library counts to a block. */
  function rangeOf(node: Node): Range {
    const [start = 0, end = start] = node.range ?? [];
    return { start, end: start + text.slice(start, end).trimEnd().length };
  }

  function resolved(node: Node | null): Node | null {
    return isAlias(node) ? (targets.get(node) ?? null) : node;
  }

  /** Own keys first, then those of merged maps. */
  function entriesOf(map: YAMLMap): Map<string, Entry> {
    const known = entries.get(map);
    if (known !== undefined) return known;
    const result = new Map<string, Entry>();
    entries.set(map, result);
    const merged: Node[] = [];
    for (const pair of map.items) {
      const name = keyName(pair);
      if (dropped.has(pair) || name === null) continue;
      const value = pair.value as Node | null; // a parsed document holds nodes only
      if (isMerge(pair)) merged.push(...mergeSources(resolved(value)));
      else result.set(name, { key: rangeOf(pair.key as Node), value, owner: pair });
    }
    for (const source of merged) {
      if (!isMap(source)) continue;
      for (const [name, entry] of entriesOf(source)) {
        if (--budget < 0) return result;
        if (!result.has(name)) result.set(name, entry);
      }
    }
    return result;
  }

  function mergeSources(node: Node | null): Node[] {
    if (!isSeq(node)) return node === null ? [] : [node];
    return node.items.flatMap((item) => resolved(item as Node | null) ?? []);
  }

  function entryAt(path: Path): Entry | null {
    let entry: Entry = { key: null, value: document.contents, owner: document };
    for (const at of path) {
      const node = resolved(entry.value);
      let next: Entry | undefined;
      if (isMap(node)) next = entriesOf(node).get(String(at));
      else if (isSeq(node) && typeof at === 'number') {
        // a parsed document holds nodes only
        const item = node.items.filter((candidate) => !dropped.has(candidate as Node))[at] as Node | undefined;
        if (item !== undefined) next = { key: rangeOf(item), value: item, owner: item };
      }
      if (next === undefined) return null;
      entry = next;
    }
    return entry;
  }

  function plain(node: Node | null, depth: number): unknown {
    if (--budget < 0 || depth > deepest) return null;
    const target = resolved(node);
    if (isScalar(target)) return typeof target.value === 'bigint' ? Number(target.value) : target.value;
    if (isSeq(target)) {
      const kept = target.items.filter((item) => !dropped.has(item as Node));
      return kept.map((item) => (budget < 0 ? null : plain(item as Node, depth + 1)));
    }
    if (!isMap(target)) return null;
    const result: Record<string, unknown> = {};
    for (const [name, entry] of entriesOf(target)) {
      if (budget < 0) break;
      const value = plain(entry.value, depth + 1);
      Object.defineProperty(result, name, { value, enumerable: true, configurable: true, writable: true });
    }
    return result;
  }

  /** Finds what no profile may hold, and resolves the aliases: each means the last anchor of its name before it. */
  function inspect(): void {
    const anchors = new Map<string, Node>();
    const open = new Set<Node>();
    const lines = lineIndex(text);
    visit(document.contents, document, 0);

    function visit(node: Node | null, owner: object, depth: number): void {
      if (node === null) return;
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target === undefined) refuse(node, owner, `nothing before this is named \`&${node.source}\``);
        else if (open.has(target)) refuse(node, owner, `\`*${node.source}\` stands inside what it refers to`);
        else targets.set(node, target);
        return;
      }
      if (depth > deepest) {
        refuse(node, owner, `this is nested more than ${deepest} levels deep`);
        return;
      }
      if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) anchors.set(node.anchor, node);
      open.add(node);
      if (isSeq(node)) for (const item of node.items) visit(item as Node, item as Node, depth + 1);
      if (isMap(node)) visitMap(node, owner, depth);
      open.delete(node);
    }

    function visitMap(map: YAMLMap, owner: object, depth: number): void {
      const seen = new Map<string, Pair>();
      for (const pair of map.items) {
        const key = pair.key as Node | null;
        const name = keyName(pair);
        if (name === null) {
          const { start, end } = rangeOf(map);
          const told = template(text.slice(start, Math.min(end, start + 3)));
          if (told === null) refuse(key ?? map, pair, 'a key is one word or a text in quotes');
          else return refuse(map, owner, told);
          continue;
        }
        const first = seen.get(name);
        if (first === undefined || isMerge(pair)) {
          seen.set(name, pair);
          visit(pair.value as Node | null, pair, depth + 1);
        } else {
          const { line } = lines.positionAt(rangeOf(first.key as Node).start);
          refuse(key ?? map, pair, `\`${name}\` was already given on line ${line}: this one is not read`);
        }
      }
    }

    function refuse(node: Node, owner: object, message: string): void {
      dropped.add(owner);
      problems.push({ message, range: rangeOf(node) });
    }
  }

  return {
    problems,
    value() {
      budget = mostValues;
      const value = dropped.has(document) ? null : plain(document.contents, 0);
      if (budget >= 0) return { value, excess: null };
      const alias = [...targets.keys()][0];
      const range = alias === undefined ? { start: 0, end: Math.min(1, text.length) } : rangeOf(alias);
      const message = `this is more than a profile can hold: ${mostValues} values, aliases followed`;
      return { value: null, excess: { message, range } };
    },
    locate(path) {
      const entry = entryAt(path);
      if (entry === null) return null;
      return entry.value === null ? entry.key && { start: entry.key.end, end: entry.key.end } : rangeOf(entry.value);
    },
    locateKey: (path) => entryAt(path)?.key ?? null,
    locateFirstKey(path) {
      const node = resolved(entryAt(path)?.value ?? null);
      return isMap(node) ? ([...entriesOf(node).values()][0]?.key ?? null) : null;
    },
    drop(paths) {
      const owners = paths.flatMap((path) => entryAt(path)?.owner ?? []);
      for (const owner of owners) dropped.add(owner);
      entries = new Map();
    },
  };
}

function keyName(pair: Pair): string | null {
  const key = pair.key;
  if (!isScalar(key)) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function isMerge(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN';
}
