/**
 * Where in a profile one is typing. The text may not parse: a mark is put where the cursor is, as a key where a key could
 * be, and the YAML library's own recovery says where the mark ends up.
 */
import { isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { lineEnd, lineStart, type Range } from '../model/text.ts';
import { longestProfile } from './parse.ts';
import { shapesAt, type Shape } from './shape.ts';
import { createTree, type Path } from './tree.ts';
import { documentOf } from './yamlText.ts';

export interface Cursor {
  /** `key`: a key of the map at `path`. `value`: the value at `path`. `either`: the first key of a map there, or a scalar. */
  readonly at: 'key' | 'value' | 'either';
  readonly path: Path;
  /** What may stand at `path`. */
  readonly shapes: readonly Shape[];
  /** The half-typed word, which a completion replaces. */
  readonly range: Range;
  /** What a completion puts before itself: a blank behind a colon, the dash of an item. */
  readonly lead: string;
  /** Column of the word, without the lead. */
  readonly column: number;
  readonly inFlow: boolean;
  readonly quoted: boolean;
  /** Other keys of the same map. */
  readonly siblings: readonly string[];
  /** The profile as far as it can be read. */
  readonly value: unknown;
}

// Private-use letters: they stand in no profile, and are plain text to YAML.
const mark = '\uE0A1\uE0A2';

export function cursorAt(text: string, offset: number): Cursor | null {
  if (text.length > longestProfile || text.includes(mark)) return null;
  const start = lineStart(text, offset);
  const before = text.slice(start, offset);
  const after = text.slice(offset, lineEnd(text, offset));
  const restOfWord = /^[\w./-]*/.exec(after)?.[0] ?? '';
  const alone = /^\s*(?:- +)*[\w./-]*$/.test(before) && /^\s*(?:#.*)?$/.test(after.slice(restOfWord.length));
  if (!alone) return probe(text, offset, before.endsWith(':') ? ' ' : '', null);
  const wordEnd = offset + restOfWord.length;
  if (/^\s*(?:- +)*-$/.test(before)) return probe(text, offset, ' ', wordEnd);
  const plain = probe(text, offset, '', wordEnd);
  const takesItems = plain?.shapes.some(({ kind }) => kind === 'list') ?? false;
  if (plain !== null && !takesItems) return plain;
  // Where no key fits, an item of the list above may.
  const word = before.trimStart().length;
  const item = /-/.test(before.slice(0, before.length - word)) ? null : probe(text, offset - word, '- ', wordEnd);
  return item ?? plain;
}

/**
 * Puts the mark in and looks for it.
 * @param colonAt where a colon goes so that the word is read as a key; null where it is not to be one
 */
function probe(text: string, offset: number, lead: string, colonAt: number | null): Cursor | null {
  const inserted = lead + mark;
  const colon = colonAt === null ? '' : ':';
  const probed =
    text.slice(0, offset) + inserted + text.slice(offset, colonAt ?? offset) + colon + text.slice(colonAt ?? offset);
  const back = (at: number): number => {
    const withoutColon = colonAt !== null && at > colonAt + inserted.length ? at - 1 : at;
    return withoutColon <= offset ? withoutColon : Math.max(offset, withoutColon - inserted.length);
  };
  const document = documentOf(probed);
  if (document === null) return null;
  const found = find(document.contents, [], 0, false);
  if (found === null) return null;
  const { node, path, map, inFlow } = found;
  const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
  const [from = 0, to = from] = node.range ?? [];
  const written = probed.slice(from, to);
  // A word that runs over lines, or has others beside it, is not what is being typed.
  if (/[\r\n]/.test(written) || (colonAt !== null && /\s/.test(written))) return null;
  if (map !== null && !inFlow && misplaced(node.range?.[0] ?? 0, map, probed)) return null;
  const range = { start: back(from + (quoted ? 1 : 0)), end: back(quoted && closed(written) ? to - 1 : to) };
  const siblings = (map?.items ?? []).flatMap(({ key }) => (isScalar(key) && key !== node ? [String(key.value)] : []));
  const { value } = createTree(document, probed).value();
  return {
    at: map === null ? 'value' : colonAt !== null && siblings.length === 0 ? 'either' : 'key',
    path,
    shapes: shapesAt(path),
    range,
    lead,
    column: range.start - lineStart(text, range.start),
    inFlow,
    quoted,
    siblings,
    value: withoutMark(value),
  };
}

interface Found {
  readonly node: Node & { readonly type?: string };
  /** Of the map for a key, of the scalar for a value. */
  readonly path: Path;
  /** The map the mark is a key of. */
  readonly map: YAMLMap | null;
  readonly inFlow: boolean;
}

const deepest = 60;

function find(node: Node | null, path: Path, depth: number, inFlow: boolean): Found | null {
  if (depth > deepest) return null;
  if (isScalar(node)) return marked(node) ? { node, path, map: null, inFlow } : null;
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      // a parsed document holds nodes only
      const found = find(item as Node | null, [...path, index], depth + 1, inFlow || node.flow === true);
      if (found !== null) return found;
    }
  }
  if (!isMap(node)) return null;
  const flow = inFlow || node.flow === true;
  for (const { key, value } of node.items) {
    if (isScalar(key) && marked(key)) return { node: key, path, map: node, inFlow: flow };
    const name = isScalar(key) ? String(key.value) : '';
    const found = find(value as Node | null, [...path, name], depth + 1, flow);
    if (found !== null) return found;
  }
  return null;
}

function marked(scalar: { readonly value: unknown }): boolean {
  return typeof scalar.value === 'string' && scalar.value.includes(mark);
}

/** The library takes keys at a wrong column into the map it is in: they would be an error there. */
function misplaced(at: number, map: YAMLMap, text: string): boolean {
  const [first] = map.items;
  const start = isScalar(first?.key) ? first.key.range?.[0] : undefined;
  if (start === undefined || start === at) return false;
  return at - lineStart(text, at) !== start - lineStart(text, start);
}

function closed(quoted: string): boolean {
  return quoted.length > 1 && quoted.endsWith(quoted.charAt(0));
}

/** The profile without what is being typed. */
function withoutMark(value: unknown): unknown {
  if (typeof value === 'string') return value.includes(mark) ? null : value;
  if (Array.isArray(value)) return value.map(withoutMark);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key.includes(mark) ? [] : [[key, withoutMark(inner)]])),
  );
}
