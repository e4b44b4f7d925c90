/** Help while typing a profile: completion, hover and links, from text that need not parse. All of it is in the schema. */
import { isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Range } from '../model/text.ts';
import { cursorAt, type Cursor } from './cursor.ts';
import { namesIn } from './meaning.ts';
import { flow, namesFor, offersFor, rootBeside, type KnownForTyping, type Offer } from './offers.ts';
import { longestProfile } from './parse.ts';
import { alternatives, keysIn, profileShape, shapesAt, type Key, type Shape } from './shape.ts';
import { createTree, type Path } from './tree.ts';
import { documentOf } from './yamlText.ts';

export interface Completion {
  readonly label: string;
  readonly kind: 'key' | 'value' | 'file' | 'directory';
  readonly detail: string | null;
  /** Markdown. */
  readonly documentation: string | null;
  /** Replaces `range` as it is: lines in it are indented already. */
  readonly insert: string;
  readonly range: Range;
}

/** Best first. */
export function completeProfile(text: string, offset: number, known: KnownForTyping): Completion[] {
  const cursor = cursorAt(text, Math.min(Math.max(offset, 0), text.length));
  if (cursor === null) return [];
  const typed = text.slice(cursor.range.start, Math.max(cursor.range.start, offset));
  return [
    ...(cursor.at === 'value' ? [] : keyCompletions(text, cursor, known)),
    ...(cursor.at === 'key' ? [] : valueCompletions(cursor, known, typed)),
  ];
}

function keyCompletions(text: string, cursor: Cursor, known: KnownForTyping): Completion[] {
  const named = keysIn(cursor.shapes)
    .filter(({ name }) => !cursor.siblings.includes(name))
    .sort((one, other) => Number(other.required) - Number(one.required));
  const records = cursor.shapes.flatMap(alternatives).filter((shape) => shape.kind === 'record');
  const free = records.flatMap(({ names, value }) =>
    names === null ? [] : namesFor(names, cursor.value, cursor.path, known, '').map((offer) => ({ offer, value })),
  );
  return [
    ...named.map((key): Completion => ({
      label: key.name,
      kind: 'key',
      detail: key.required ? 'required' : null,
      documentation: meaningOf(key.name, [key.shape], key.required, null),
      insert: cursor.lead + key.name + behindKey(text, cursor, key.shape),
      range: cursor.range,
    })),
    ...free
      .filter(({ offer }) => !cursor.siblings.includes(offer.text))
      .map(({ offer, value }): Completion => ({
        label: offer.text,
        kind: 'key',
        detail: null,
        documentation: offer.detail,
        insert: cursor.lead + offer.text + behindKey(text, cursor, value),
        range: cursor.range,
      })),
  ];
}

/** What follows a key: a colon, and the line its value starts on. */
function behindKey(text: string, cursor: Cursor, shape: Shape): string {
  if (/^["']?[ \t]*:/.test(text.slice(cursor.range.end, cursor.range.end + 10))) return '';
  const inLine = alternatives(shape).some(({ kind }) => kind === 'text' || kind === 'choice' || kind === 'any');
  if (cursor.inFlow || inLine) return ': ';
  const indentation = ' '.repeat(cursor.column + cursor.lead.length + 2);
  return `:\n${indentation}${alternatives(shape).some(({ kind }) => kind === 'list') ? '- ' : ''}`;
}

function valueCompletions(cursor: Cursor, known: KnownForTyping, typed: string): Completion[] {
  const offers: readonly Offer[] = offersFor(cursor.shapes, cursor.value, cursor.path, known, typed);
  return offers
    .filter(({ text }) => cursor.at !== 'either' || !text.startsWith('['))
    .map(({ text, kind, detail }) => ({
      label: text,
      kind,
      detail: null,
      documentation: detail,
      insert: cursor.lead + (cursor.quoted ? text.replace(/^(["'])(.*)\1$/, '$2') : text),
      range: cursor.range,
    }));
}

/** The meaning of the key or value at an offset. */
export function hoverProfile(
  text: string,
  offset: number,
  known: Pick<KnownForTyping, 'rules'> = { rules: [] },
): { readonly range: Range; readonly markdown: string } | null {
  if (text.length > longestProfile) return null;
  const document = documentOf(text);
  const found = document && under(document.contents, [], offset, 0);
  if (!found) return null;
  // An item of a list means what its list means.
  const path = found.path.slice(0, found.path.findLastIndex((at) => typeof at === 'string') + 1);
  const name = path.at(-1);
  if (name === undefined) return null;
  const parent = shapesAt(path.slice(0, -1));
  const required = keysIn(parent).some((key: Key) => key.name === name && key.required);
  const rule = path[0] === 'rules' && path.length === 2 ? known.rules.find(({ id }) => id === name) : undefined;
  const record = parent.flatMap(alternatives).find((shape) => shape.kind === 'record');
  const markdown = meaningOf(String(name), shapesAt(path), required, rule?.summary ?? record?.description ?? null);
  return markdown === null ? null : { range: found.range, markdown };
}

function under(
  node: Node | null,
  path: Path,
  offset: number,
  depth: number,
): { readonly path: Path; readonly range: Range } | null {
  const [start, end] = node?.range ?? [0, -1];
  if (depth > 60) return null;
  if (isScalar(node)) return start <= offset && offset <= end && end > start ? { path, range: { start, end } } : null;
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      // a parsed document holds nodes only
      const found = under(item as Node | null, [...path, index], offset, depth + 1);
      if (found !== null) return found;
    }
  }
  if (!isMap(node)) return null;
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue;
    const below = [...path, String(key.value)];
    const found = under(key, below, offset, depth + 1) ?? under(value as Node | null, below, offset, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Description, allowed values, default and examples as Markdown; null where the schema says nothing. */
function meaningOf(name: string, shapes: readonly Shape[], required: boolean, otherwise: string | null): string | null {
  const description = shapes.find((shape) => shape.description !== null)?.description ?? otherwise;
  if (description === null || description === undefined) return null;
  const choices = shapes.flatMap(alternatives).flatMap((shape) => {
    const chosen = shape.kind === 'list' ? shape.item : shape;
    return chosen.kind === 'choice' ? chosen.values : [];
  });
  const [fallback] = shapes.flatMap((shape) => (shape.default === undefined ? [] : [shape.default]));
  const examples = shapes.flatMap((shape) => shape.examples);
  const code = (values: readonly unknown[]): string => values.map((value) => `\`${flow(value)}\``).join(', ');
  const notes = [
    required ? 'Required.' : '',
    choices.length > 1 ? `One of ${code(choices)}.` : '',
    fallback === undefined ? '' : `Default: ${code([fallback])}.`,
    examples.length > 0 ? `For example ${code(examples)}.` : '',
  ].filter((note) => note !== '');
  return [`**${name}**`, description, notes.join(' ')].filter((part) => part !== '').join('\n\n');
}

export interface ProfileLink {
  readonly range: Range;
  /** Root-relative. */
  readonly target: string;
  readonly kind: 'file' | 'directory';
}

/** Values that name a file or directory which is there. */
export function documentLinks(text: string, files: readonly string[]): ProfileLink[] {
  if (text.length > longestProfile) return [];
  const document = documentOf(text);
  if (document === null) return [];
  const tree = createTree(document, text);
  const { value } = tree.value();
  const all = new Set(files);
  const directories = new Set(files.flatMap((file) => file.slice(0, Math.max(file.lastIndexOf('/'), 0)) || []));
  return namesIn(value, [profileShape], [], null).flatMap(({ value: name, path, suggests, at }): ProfileLink[] => {
    const range = at === 'key' ? null : tree.locate(path);
    const isFile = suggests === 'file' || suggests === 'entry-point';
    if (range === null || !(isFile || suggests.includes('directory'))) return [];
    const beside = suggests === 'entry-point' ? (rootBeside(value, path) ?? '.') : '.';
    const target = [beside, name]
      .flatMap((part) => part.split('/'))
      .filter((part) => part !== '.' && part !== '')
      .join('/');
    if (isFile) return all.has(target) ? [{ range, target, kind: 'file' }] : [];
    const there = [...directories].some((directory) => directory === target || directory.startsWith(`${target}/`));
    return there ? [{ range, target, kind: 'directory' }] : [];
  });
}
