/**
 * Data as artifacts hold it (YAML, JSON, TOML, XML, INI alike): scalars, lists and maps, each with its place. Readers of
 * formats make it; readers of launchers ask it for words, texts and members.
 */
import type { Fault } from '../../model/source.ts';
import type { Snippet, Variable, Word } from '../../model/production.ts';
import type { Range } from '../../model/text.ts';
import { snippetOf, type LocatedText } from './locatedText.ts';

export type DataNode = DataScalar | DataList | DataMap;

export interface DataScalar {
  readonly kind: 'scalar';
  /** As a string, whatever its type; null for a null. */
  readonly value: string | null;
  /** With its quotes, anchor and tag: where another element can be put before it. */
  readonly range: Range;
  /** What is inside the quotes. */
  readonly text: LocatedText;
  /** An element can be put before `range` in the list it stands in. */
  readonly editable: boolean;
  /** Its file computes it (a reference, a call): `value` is how that is written. */
  readonly computed?: boolean;
}

export interface DataList {
  readonly kind: 'list';
  readonly style: 'list' | 'block-list';
  readonly range: Range;
  readonly items: readonly DataNode[];
}

export interface DataMap {
  readonly kind: 'map';
  readonly range: Range;
  readonly entries: ReadonlyMap<string, DataEntry>;
}

export interface DataEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: DataNode;
}

/** What a format's reader gives: never throws, faults at their place. */
export interface DataDocuments {
  readonly documents: readonly DataNode[];
  readonly faults: readonly Fault[];
}

export function artifactFault(
  file: string,
  range: Range | null,
  message: string,
  severity: Fault['severity'] = 'warning',
): Fault {
  return { kind: 'artifact', severity, message, file, range };
}

/** Range of the character at a place, or of the last one: what does not parse is shown at something. */
export function characterAt(text: string, at: number): Range {
  const start = Math.max(0, Math.min(at, text.length - 1));
  return { start, end: Math.min(start + 1, text.length) };
}

/** The node under keys, one below the other; null where there is none. */
export function member(node: DataNode | null, ...keys: readonly string[]): DataNode | null {
  let at = node;
  for (const key of keys) {
    if (at?.kind !== 'map') return null;
    at = at.entries.get(key)?.value ?? null;
  }
  return at;
}

export function entriesOf(node: DataNode | null): readonly DataEntry[] {
  return node?.kind === 'map' ? [...node.entries.values()] : [];
}

export function itemsOf(node: DataNode | null): readonly DataNode[] {
  return node?.kind === 'list' ? node.items : [];
}

/** Text of a scalar; null for a null, another kind, or nothing. */
export function textOf(node: DataNode | null): string | null {
  return node?.kind === 'scalar' ? node.value : null;
}

export function textAt(node: DataNode | null, ...keys: readonly string[]): string | null {
  return textOf(member(node, ...keys));
}

/** Text of a scalar that its file says as it is; null for one that is computed. */
export function knownText(node: DataNode | null): string | null {
  return node?.kind === 'scalar' && node.computed !== true ? node.value : null;
}

/** A scalar that is not null. */
export function scalarOf(node: DataNode | null): DataScalar | null {
  return node?.kind === 'scalar' && node.value !== null ? node : null;
}

export function snippetOfScalar(scalar: DataScalar): Snippet {
  return snippetOf(scalar.text);
}

/** The items of a list as words of a command. */
export function wordsOfList(list: DataList, file: string): Word[] {
  return list.items.map((item) => ({
    file: item.kind === 'scalar' ? item.text.file : file,
    range: item.range,
    value: textOf(item) ?? '',
    style: list.style,
    exact: item.kind === 'scalar' && item.editable,
    dynamic: item.kind !== 'scalar' || item.computed === true,
  }));
}

/** Variables as most formats write them: a map, a list of `NAME=value`, or a list of maps with `name` and `value`. */
export function variablesOf(node: DataNode | null, file: string, layer: string): Variable[] {
  const of = (name: string, value: string | null, range: Range): Variable => ({ file, range, name, value, layer });
  if (node?.kind === 'map') {
    return entriesOf(node).flatMap(({ key, keyRange, value }) => {
      if (value.kind !== 'scalar') return [];
      // What another file says stands there.
      return [{ ...of(key, knownText(value), value.value === null ? keyRange : value.range), file: value.text.file }];
    });
  }
  return itemsOf(node).flatMap((item) => {
    const name = textAt(item, 'name');
    if (name !== null) return [of(name, knownText(member(item, 'value')), item.range)];
    const text = textOf(item);
    if (text === null || text === '') return [];
    const equals = text.indexOf('=');
    const value = equals < 0 || knownText(item) === null ? null : text.slice(equals + 1);
    return [of(equals < 0 ? text : text.slice(0, equals), value, item.range)];
  });
}
