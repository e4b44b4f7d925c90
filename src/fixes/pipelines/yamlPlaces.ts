/**
 * `fixes/pipelines/` edits files of pipelines in place: comments, order and formatting stay as they are, and what cannot be
 * placed surely is left alone (null).
 *
 * This file: where entries and items of a YAML text stand, and how another is put beside them.
 */
import { lineEnd, lineStart, type Range, type TextEdit } from '../../model/text.ts';
import { entriesOf, type DataEntry, type DataMap, type DataNode } from '../../production/text/dataTree.ts';
import { readYaml } from '../../production/text/yaml.ts';

export interface YamlFile {
  readonly path: string;
  readonly text: string;
  readonly roots: readonly DataNode[];
}

/** Null for a text with faults: nothing is edited in what is only half read. */
export function yamlFile(path: string, text: string | undefined): YamlFile | null {
  if (text === undefined) return null;
  const { documents, faults } = readYaml(path, text);
  return faults.length > 0 ? null : { path, text, roots: documents };
}

/** The entry whose key stands exactly there. */
export function entryAt({ roots }: YamlFile, key: Range): DataEntry | null {
  const open: DataNode[] = [...roots];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const entry of entriesOf(node)) {
      if (entry.keyRange.start === key.start && entry.keyRange.end === key.end) return entry;
      open.push(entry.value);
    }
    if (node.kind === 'list') open.push(...node.items);
  }
  return null;
}

/** The innermost item of a block list that holds an offset, where that is a map in block style: a step. */
export function stepAt({ roots, text }: YamlFile, offset: number): DataMap | null {
  let found: DataMap | null = null;
  const open: DataNode[] = [...roots];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const children = node.kind === 'list' ? node.items : entriesOf(node).map(({ value }) => value);
    for (const child of children) {
      if (child.range.start > offset || child.range.end < offset) continue;
      if (node.kind === 'list' && node.style === 'block-list' && child.kind === 'map') {
        if (dashIndentation(text, child) !== null) found = child;
      }
      open.push(child);
    }
  }
  return found;
}

/** White space before the dash of an item; null where the item is written otherwise. */
function dashIndentation(text: string, item: DataNode): string | null {
  return /^([ ]*)-[ ]+$/.exec(text.slice(lineStart(text, item.range.start), item.range.start))?.[1] ?? null;
}

/** White space before the keys of a block map; null for one in braces. */
function keyIndentation(text: string, map: DataMap): string | null {
  const [first] = entriesOf(map);
  if (first === undefined || text[map.range.start] === '{') return null;
  const lead = text.slice(lineStart(text, first.keyRange.start), first.keyRange.start);
  return /^[ ]*(?:-[ ]+)*$/.test(lead) ? lead.replace(/-/g, ' ') : null;
}

export function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Behind the last line of an entry, with a comment that ends it. */
function endOfEntry(text: string, { keyRange, value }: DataEntry): number {
  return lineEnd(text, Math.max(keyRange.end, value.range.end));
}

/** `key: value` behind another entry of a block map. */
export function insertEntryAfter(
  { path, text }: YamlFile,
  map: DataMap,
  entry: DataEntry,
  lines: readonly string[],
): TextEdit | null {
  const indentation = keyIndentation(text, map);
  if (indentation === null) return null;
  const at = endOfEntry(text, entry);
  const newline = newlineOf(text);
  return {
    file: path,
    range: { start: at, end: at },
    text: lines.map((line) => newline + (line === '' ? '' : indentation + line)).join(''),
  };
}

/**
 * An item behind another of a block list: its lines, the first without its dash.
 * @param each whether every line is an item of its own
 */
export function insertItemAfter(
  { path, text }: YamlFile,
  item: DataNode,
  lines: readonly string[],
  each = false,
): TextEdit | null {
  const indentation = dashIndentation(text, item);
  if (indentation === null) return null;
  const at = lineEnd(text, item.range.end);
  const newline = newlineOf(text);
  const written = lines.map((line, index) =>
    `${newline}${indentation}${index === 0 || each ? '- ' : '  '}${line}`.trimEnd(),
  );
  return { file: path, range: { start: at, end: at }, text: written.join('') };
}

/** An input of a step that uses something: into its `with`, which is made where there is none. */
export function setInput(file: YamlFile, step: DataMap, name: string, value: string): TextEdit | null {
  const { path, text } = file;
  const uses = step.entries.get('uses');
  const inputs = step.entries.get('with');
  if (uses === undefined) return null;
  if (inputs === undefined || (inputs.value.kind === 'scalar' && inputs.value.value === null)) {
    if (inputs !== undefined) return null;
    return insertEntryAfter(file, step, uses, ['with:', `  ${name}: ${value}`]);
  }
  if (inputs.value.kind !== 'map') return null;
  const known = inputs.value.entries.get(name);
  if (known !== undefined) return { file: path, range: known.value.range, text: value };
  const last = entriesOf(inputs.value).at(-1);
  const inside = keyIndentation(text, inputs.value);
  if (last === undefined || inside === null) return null;
  return insertEntryAfter(file, inputs.value, last, [`${name}: ${value}`]);
}

/** Takes a line away that holds nothing else but a comment; null where something else stands on it. */
export function removeLine(path: string, text: string, range: Range): TextEdit | null {
  const start = lineStart(text, range.start);
  const end = lineEnd(text, range.end);
  if (text.slice(start, range.start).trim() !== '' || !/^\s*(?:#.*)?$/.test(text.slice(range.end, end))) return null;
  if (text.slice(range.start, range.end).includes('\n')) return null;
  // The first line of the file keeps no line end before it.
  if (start === 0) return null;
  const before = text[start - 1] === '\n' && text[start - 2] === '\r' ? start - 2 : start - 1;
  return { file: path, range: { start: before, end }, text: '' };
}
