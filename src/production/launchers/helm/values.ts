/** Values that templates work on: data of the chart with its places, text with the origin of each piece, what is unknown. */
import type { Location, Range } from '../../../model/text.ts';
import type { DataEntry, DataMap, DataNode } from '../../text/dataTree.ts';

/** A piece of output and what it stands for in a file: to the letter where the lengths are the same and `verbatim` says so. */
export interface Piece {
  readonly text: string;
  readonly file: string;
  readonly range: Range;
  readonly verbatim: boolean;
  /** The action of the template that put it there, where it comes from another file. */
  readonly outer?: Location;
}

export type Value =
  | { readonly kind: 'nil' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'map'; readonly entries: Map<string, Value> };

export const nil: Value = { kind: 'nil' };
export const unknown: Value = { kind: 'unknown' };
/** Stands in output for what is not known; no artifact has it. */
export const unknownMark = '\uE000';

export function textOfPieces(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('');
}

/** Data as a value; scalars keep where they stand. */
export function valueOf(node: DataNode): Value {
  if (node.kind === 'list') return { kind: 'list', items: node.items.map(valueOf) };
  if (node.kind === 'map') {
    return { kind: 'map', entries: new Map([...node.entries].map(([key, entry]) => [key, valueOf(entry.value)])) };
  }
  const { value, text } = node;
  if (value === null) return nil;
  const isPlain = text.range.start === node.range.start;
  if (isPlain && (value === 'true' || value === 'false')) return { kind: 'boolean', value: value === 'true' };
  if (isPlain && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value)) return { kind: 'number', value: Number(value) };
  if (isPlain && /^(?:~|null|Null|NULL|)$/.test(value)) return nil;
  const verbatim = typeof text.places === 'number' && text.range.end - text.range.start === value.length;
  return { kind: 'text', pieces: [{ text: value, file: text.file, range: text.range, verbatim }] };
}

/** Empty as `if` and `default` take it; null where that is not known. */
export function isTrue(value: Value): boolean | null {
  if (value.kind === 'unknown') return null;
  if (value.kind === 'nil') return false;
  if (value.kind === 'boolean') return value.value;
  if (value.kind === 'number') return value.value !== 0;
  if (value.kind === 'list') return value.items.length > 0;
  if (value.kind === 'map') return value.entries.size > 0;
  const text = textOfPieces(value.pieces);
  return text === unknownMark ? null : text !== '';
}

/** As `print` writes it; null for what has no plain text. */
export function plainText(value: Value): string | null {
  if (value.kind === 'text') return textOfPieces(value.pieces);
  if (value.kind === 'number' || value.kind === 'boolean') return String(value.value);
  return value.kind === 'nil' ? '' : null;
}

export function memberOf(value: Value, name: string): Value {
  if (value.kind === 'unknown') return unknown;
  return value.kind === 'map' ? (value.entries.get(name) ?? nil) : nil;
}

/** Maps merge, everything else is replaced, and a null takes away. */
export function mergedData(below: DataMap, above: DataMap): DataMap {
  const entries = new Map<string, DataEntry>(below.entries);
  for (const [key, entry] of above.entries) {
    const known = entries.get(key);
    if (entry.value.kind === 'scalar' && entry.value.value === null) entries.delete(key);
    else if (known?.value.kind === 'map' && entry.value.kind === 'map') {
      entries.set(key, { ...entry, value: mergedData(known.value, entry.value) });
    } else entries.set(key, entry);
  }
  return { ...above, entries };
}

/** The first one wins where both have a key. */
export function mergedValues(above: Value, below: Value): Value {
  if (above.kind !== 'map' || below.kind !== 'map') return above.kind === 'nil' ? below : above;
  const entries = new Map(below.entries);
  for (const [key, value] of above.entries) {
    const known = entries.get(key);
    entries.set(key, known === undefined ? value : mergedValues(value, known));
  }
  return { kind: 'map', entries };
}
