/**
 * Keys of a YAML manifest (or a JSON one): a scalar that is set or added, a variable that is added. Text is put beside what
 * is there, so that comments and formatting stay as they are. Null where the place is not one text of the file itself,
 * such as an alias.
 */
import type { Variable } from '../model/production.ts';
import { lineStart, type Location, type Range, type TextEdit } from '../model/text.ts';
import {
  entriesOf,
  itemsOf,
  member,
  textAt,
  type DataEntry,
  type DataMap,
  type DataNode,
} from '../production/text/dataTree.ts';
import { readJson, readYaml } from '../production/text/yaml.ts';

/** A file of maps and lists, and the place in it where a process is declared. */
export interface ManifestPlace extends Location {
  readonly text: string;
}

/** The map that says how the process is run: a service of compose, a container of a pod or of a task. */
export function processMap(place: ManifestPlace): DataMap | null {
  for (const document of documentsOf(place)) {
    for (const { keyRange, value } of entriesOf(member(document, 'services'))) {
      if (holds(keyRange, place.range.start) && value.kind === 'map' && isOwn(value, keyRange)) return value;
    }
    const around = mapsAround(document, place.range.start);
    const container = around.findLast(({ entries }) => entries.has('image'));
    if (container !== undefined) return container;
  }
  return null;
}

/** The map of the pod that a container is in. */
export function podMap(place: ManifestPlace): DataMap | null {
  for (const document of documentsOf(place)) {
    const pod = mapsAround(document, place.range.start).findLast(({ entries }) => entries.has('containers'));
    if (pod !== undefined) return pod;
  }
  return null;
}

/** @param written as the format writes it */
export function setKey(map: DataMap, key: string, written: string, { file, text }: ManifestPlace): TextEdit | null {
  const present = map.entries.get(key);
  if (present === undefined) return addKey(map, key, written, { file, text });
  const { value, keyRange } = present;
  const isPlain = value.kind === 'scalar' && holds(map.range, keyRange.start) && value.range.start > keyRange.end;
  return isPlain && !/^[*&!]/.test(text.slice(value.range.start)) ? { file, range: value.range, text: written } : null;
}

/** @param values name and value of what is added; where a reference to a secret stands beside it, that is none of ours */
export function addVariable(
  place: ManifestPlace,
  { name, value }: { readonly name: string; readonly value: string },
): TextEdit | null {
  const process = processMap(place);
  if (process === null) return null;
  const isCompose = !process.entries.has('env') && textAt(process, 'name') === null;
  const key = isCompose || isJson(place) ? 'environment' : 'env';
  const entry = process.entries.get(key);
  if (entry === undefined) return isJson(place) ? null : addBlock(process, key, { name, value }, place);
  if (entry.value.kind === 'map') {
    if (!isOwn(entry.value, entry.keyRange)) return null;
    return addKey(entry.value, name, quotedYaml(value), place);
  }
  const [first] = itemsOf(entry.value);
  if (entry.value.kind !== 'list' || first === undefined || first.range.start < entry.keyRange.end) return null;
  const { file, text } = place;
  if (entry.value.style === 'list') {
    if (first.kind !== 'map') return null;
    const written = `{ "name": ${JSON.stringify(name)}, "value": ${JSON.stringify(value)} }`;
    const { separator } = between(first.range.start, text);
    return { file, range: { start: first.range.start, end: first.range.start }, text: `${written},${separator}` };
  }
  const dash = text.lastIndexOf('-', first.range.start);
  const start = lineStart(text, first.range.start);
  const lead = text.slice(start, dash);
  if (dash < start || lead.trim() !== '' || text.slice(dash + 1, first.range.start).trim() !== '') return null;
  const newline = newlineOf(text);
  const lines =
    first.kind === 'map'
      ? [`- name: ${name}`, `  value: ${quotedYaml(value)}`]
      : [`- ${quotedYaml(`${name}=${value}`, true)}`];
  return { file, range: { start, end: start }, text: lines.map((line) => lead + line + newline).join('') };
}

/** `environment:` and `env:` with their first variable. */
function addBlock(
  process: DataMap,
  key: string,
  { name, value }: Pick<Variable, 'name'> & { readonly value: string },
  { file, text }: ManifestPlace,
): TextEdit | null {
  const at = ownEntries(process, text).find((entry) => /^[ \t]*$/.test(beforeOn(entry, text)));
  if (at === undefined) return null;
  const indent = beforeOn(at, text);
  const lines =
    key === 'env'
      ? ['env:', `  - name: ${name}`, `    value: ${quotedYaml(value)}`]
      : ['environment:', `  ${name}: ${quotedYaml(value)}`];
  const start = lineStart(text, at.keyRange.start);
  return { file, range: { start, end: start }, text: lines.map((line) => indent + line + newlineOf(text)).join('') };
}

function addKey(
  map: DataMap,
  key: string,
  written: string,
  { file, text }: Pick<ManifestPlace, 'file' | 'text'>,
): TextEdit | null {
  const [first] = ownEntries(map, text);
  if (first === undefined) return null;
  const at = first.keyRange.start;
  const quote = text[at] === '"' ? '"' : '';
  const isFlow = text[map.range.start] === '{';
  const lead = beforeOn(first, text);
  if (!isFlow && !/^[ \t]*(?:- +)*$/.test(lead)) return null;
  const separator = isFlow ? `,${between(at, text).separator}` : newlineOf(text) + lead.replaceAll('-', ' ');
  return { file, range: { start: at, end: at }, text: `${quote}${key}${quote}: ${written}${separator}` };
}

/** Entries that are written in the map itself, not merged into it from elsewhere. */
function ownEntries(map: DataMap, text: string): DataEntry[] {
  return [...map.entries.values()].filter(
    ({ keyRange }) => holds(map.range, keyRange.start) && text.slice(keyRange.start, keyRange.end) !== '<<',
  );
}

const beforeOn = ({ keyRange }: DataEntry, text: string): string =>
  text.slice(lineStart(text, keyRange.start), keyRange.start);

/** What parts two elements of a list or a map in brackets: a line of their own each, or a blank. */
function between(at: number, text: string): { readonly separator: string } {
  const lead = text.slice(lineStart(text, at), at);
  return { separator: /^[ \t]*$/.test(lead) ? newlineOf(text) + lead : ' ' };
}

function documentsOf(place: ManifestPlace): readonly DataNode[] {
  return (isJson(place) ? readJson : readYaml)(place.file, place.text).documents;
}

/** Maps from the outermost to the innermost that hold the offset. */
function mapsAround(node: DataNode, offset: number): DataMap[] {
  if (!holds(node.range, offset) || node.kind === 'scalar') return [];
  const inner = node.kind === 'list' ? node.items : entriesOf(node).map(({ value }) => value);
  const below = inner.map((one) => mapsAround(one, offset)).find((found) => found.length > 0) ?? [];
  return node.kind === 'map' ? [node, ...below] : below;
}

/** The map stands behind its key, and is not one that an alias names. */
const isOwn = (map: DataMap, key: Range): boolean => map.range.start >= key.end;
const holds = (range: Range, offset: number): boolean => range.start <= offset && offset < range.end;
const isJson = ({ file }: ManifestPlace): boolean => /\.jsonc?$/.test(file);
const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** @param whole the text is one scalar that begins with a name */
function quotedYaml(value: string, whole = false): string {
  const isPlain = whole ? /^[A-Za-z_][\w./:@+=-]*$/.test(value) : /^[A-Za-z/][\w./:@+-]*$/.test(value);
  return isPlain && !/^(?:true|false|yes|no|on|off|null|~)$/i.test(value) && !value.endsWith(':')
    ? value
    : JSON.stringify(value);
}
