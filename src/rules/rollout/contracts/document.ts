/** A YAML or JSON document as plain values with their places, for the contracts that are written in it. */
import { isAlias, isMap, isScalar, isSeq, type Document, type ParsedNode } from 'yaml';
import type { Range } from '../../../model/text.ts';
import { parseYamlDocuments } from '../../../syntax/yamlDocuments.ts';

export interface Value {
  readonly range: Range;
  /** Of scalars; undefined for maps and lists. */
  readonly plain: unknown;
  readonly members: ReadonlyMap<string, Member>;
  readonly items: readonly Value[];
}

export interface Member {
  readonly key: Range;
  readonly value: Value;
}

/** Values of one document; what has more is not compared. */
const mostValues = 200_000;
/** An alias may stand inside of what it names. */
const deepest = 150;

/** Null where the text is not one document that can be read without errors. */
export function readDocument(text: string): Value | null {
  const { documents, refusal } = parseYamlDocuments(text);
  const [document] = documents;
  if (refusal !== null || document === undefined || documents.length > 1 || document.errors.length > 0) return null;
  return document.contents === null ? null : valueOf(document, document.contents, text);
}

function valueOf(document: Document.Parsed<ParsedNode>, root: ParsedNode, text: string): Value | null {
  let left = mostValues;
  const result = read(root, 0);
  return left < 0 ? null : result;

  function read(node: unknown, depth: number): Value {
    left -= 1;
    const target: unknown = isAlias(node) ? node.resolve(document) : node;
    const range = rangeOf(target);
    const members = new Map<string, Member>();
    const items: Value[] = [];
    if (depth > deepest) left = -1;
    if (left < 0) return { range, plain: undefined, members, items };
    if (isMap(target)) {
      for (const { key, value } of target.items) {
        if (isScalar(key)) members.set(String(key.value), { key: rangeOf(key), value: read(value, depth + 1) });
      }
    } else if (isSeq(target)) {
      for (const item of target.items) items.push(read(item, depth + 1));
    }
    return { range, plain: isScalar(target) ? target.value : undefined, members, items };
  }

  /** Without the white space that the library counts to a block. */
  function rangeOf(node: unknown): Range {
    const place = isMap(node) || isSeq(node) || isScalar(node) ? node.range : null;
    const [start = 0, end = start] = place ?? [];
    return { start, end: start + text.slice(start, end).trimEnd().length };
  }
}

export function member(value: Value | null | undefined, ...keys: readonly string[]): Value | null {
  let found: Value | null = value ?? null;
  for (const key of keys) found = found?.members.get(key)?.value ?? null;
  return found;
}

export function textOf(value: Value | null | undefined): string | null {
  return typeof value?.plain === 'string' ? value.plain : null;
}

/** Members of a map that is itself a member; none where there is no such map. */
export function membersOf(value: Value | null | undefined, key: string): ReadonlyMap<string, Member> {
  return member(value, key)?.members ?? new Map<string, Member>();
}

const deepestReference = 20;

/** What `$ref: '#/…'` stands for; null where it is in another file, or leads nowhere. */
export function resolved(root: Value, value: Value | null | undefined): Value | null {
  let found = value ?? null;
  for (let step = 0; found !== null && step < deepestReference; step++) {
    const reference = textOf(member(found, '$ref'));
    if (reference === null) return found;
    if (!reference.startsWith('#/')) return null;
    found = member(root, ...reference.slice(2).split('/').map(unescaped));
  }
  return null;
}

function unescaped(part: string): string {
  const decoded = /%[0-9a-f]{2}/i.test(part) ? decode(part) : part;
  return decoded.replaceAll('~1', '/').replaceAll('~0', '~');
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
