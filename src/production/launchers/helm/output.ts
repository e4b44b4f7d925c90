/**
 * From the pieces that a template makes to what Kubernetes would read in them, at the places in template and values that
 * each character comes from. What is not known keeps its place: an unknown line among others is an entry of its own.
 */
import type { Fault } from '../../../model/source.ts';
import type { Location, Range } from '../../../model/text.ts';
import { basename } from '../../paths.ts';
import { itemsOf, member, textOf, type DataEntry, type DataNode } from '../../text/dataTree.ts';
import { readYaml } from '../../text/yaml.ts';
import { partsOfDocument } from '../kubernetes.ts';
import type { KubernetesPart } from '../kubernetesObjects.ts';
import { unknownMark, type Piece } from './values.ts';

/** Not a path of any repository. */
const rendered = '\0rendered';

interface Output {
  readonly text: string;
  /** By character: its piece, and where in the piece it stands. */
  readonly pieces: readonly Piece[];
  readonly offsets: readonly number[];
}

export interface RenderedParts {
  readonly parts: readonly KubernetesPart[];
  readonly faults: readonly Fault[];
}

/** @param template path of the template, which is the file of all processes it declares */
export function partsOfOutput(
  template: string,
  pieces: readonly Piece[],
  textOfFile: (file: string) => string,
): RenderedParts {
  const output = withEntries(outputOf(pieces));
  if (!/\bkind\b/.test(output.text) || !/\bcontainers\b|ConfigMap|Namespace/.test(output.text))
    return { parts: [], faults: [] };
  const { documents, faults } = readYaml(rendered, output.text);
  const found: Fault[] = [...faults];
  const parts = documents.flatMap((document) => partsOfDocument(rendered, withUnknownCommands(document), found));
  const place = placing(template, output, textOfFile);
  return {
    parts: parts.map((part) => finished(place(part), template)),
    faults: found.slice(0, 5).map((fault) => asFault(fault, template, output)),
  };
}

function outputOf(pieces: readonly Piece[]): Output {
  let text = '';
  const owners: Piece[] = [];
  const offsets: number[] = [];
  for (const piece of pieces) {
    for (let index = 0; index < piece.text.length; index++) {
      owners.push(piece);
      offsets.push(index);
    }
    text += piece.text;
  }
  return { text, pieces: owners, offsets };
}

/** Lines that are nothing but unknown become entries of the map or the list they stand in, so that the rest can be read. */
function withEntries({ text, pieces, offsets }: Output): Output {
  if (!text.includes(unknownMark)) return { text, pieces, offsets };
  const lines = text.split('\n');
  const filled = (from: number, step: number): string | null => {
    for (let at = from + step; at >= 0 && at < lines.length; at += step) {
      const line = lines[at] ?? '';
      if (line.trim() !== '' && line.trim().replaceAll(unknownMark, '') !== '') return line;
    }
    return null;
  };
  const width = (line: string): number => line.length - line.trimStart().length;
  let made = '';
  const owners: Piece[] = [];
  const places: number[] = [];
  let at = 0;
  const copy = (from: number, to: number): void => {
    made += text.slice(from, to);
    owners.push(...pieces.slice(from, to));
    places.push(...offsets.slice(from, to));
  };
  lines.forEach((line, index) => {
    const bare = line.trim();
    const end = at + line.length + (index < lines.length - 1 ? 1 : 0);
    const lead = width(line);
    if (bare !== '' && bare.replaceAll(unknownMark, '') === '') {
      const before = filled(index, -1);
      const after = filled(index, 1);
      const isValue =
        before !== null &&
        /:\s*$/.test(before) &&
        width(before) < lead &&
        (after === null || width(after) < lead) &&
        lines[index - 1]?.trim().replaceAll(unknownMark, '') !== '';
      const sibling = [after, before].find((other) => other !== null && width(other) === lead) ?? null;
      const owner = pieces[at + lead];
      const put = isValue ? '' : sibling?.trimStart().startsWith('- ') === true ? '- ' : `${unknownMark}${index}: `;
      copy(at, at + lead);
      if (owner !== undefined) {
        made += put + unknownMark;
        for (let count = put.length + 1; count > 0; count--) {
          owners.push({ ...owner, verbatim: false });
          places.push(0);
        }
      }
      copy(at + line.length, end);
    } else {
      copy(at, end);
    }
    at = end;
  });
  return { text: made, pieces: owners, offsets: places };
}

/** A command that is not known is a list of what is not known; the reader of manifests takes lists only. */
function withUnknownCommands(node: DataNode, depth = 0): DataNode {
  if (depth > 20) return node;
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => withUnknownCommands(item, depth + 1)) };
  if (node.kind !== 'map') return node;
  const entries = [...node.entries].map(([key, entry]): [string, DataEntry] => {
    const { value } = entry;
    const isCommand = (key === 'command' || key === 'args') && value.kind === 'scalar' && isUnknown(value);
    if (!isCommand) return [key, { ...entry, value: withUnknownCommands(value, depth + 1) }];
    return [key, { ...entry, value: { kind: 'list', style: 'list', range: value.range, items: [value] } }];
  });
  const made = new Map(entries);
  // What stands beside the variables of a container may set more of them.
  const hidden = [...made.keys()].find((key) => key.startsWith(unknownMark));
  const own = made.get(hidden ?? '');
  if (own !== undefined && made.has('image'))
    made.set('envFrom', { ...own, key: 'envFrom', value: hiddenSource(own, node) });
  const list = member(node, 'env');
  const unknownItem = itemsOf(list).find(isUnknown);
  if (unknownItem !== undefined || (list !== null && isUnknown(list))) {
    const at = unknownItem ?? list;
    const entry = made.get('env');
    if (at !== null && entry !== undefined)
      made.set('envFrom', { ...entry, key: 'envFrom', value: hiddenSource({ ...entry, value: at }, node) });
  }
  return { ...node, entries: made };
}

const isUnknown = (node: DataNode): boolean => textOf(node)?.includes(unknownMark) === true;

/** As if a config map of elsewhere set variables, beside those that the container names. */
function hiddenSource(entry: DataEntry, container: DataNode): DataNode {
  const { value } = entry;
  const range = value.range;
  const name: DataNode = {
    kind: 'scalar',
    value: unknownMark,
    range,
    text: { file: rendered, text: unknownMark, range, places: null },
    editable: false,
  };
  const map = (key: string, inner: DataNode): DataNode => ({
    kind: 'map',
    range,
    entries: new Map([[key, { key, keyRange: range, value: inner }]]),
  });
  const present = itemsOf(member(container, 'envFrom'));
  return { kind: 'list', style: 'list', range, items: [...present, map('configMapRef', map('name', name))] };
}

/** Puts every place of plain data where its characters come from. */
function placing(template: string, output: Output, textOfFile: (file: string) => string) {
  const whereIs = ({ start, end }: Range): { location: Location; verbatim: boolean } => {
    const [first, last] = [output.pieces[start], output.pieces[Math.max(start, end - 1)]];
    if (first === undefined || last === undefined || first.file === '') {
      return { location: first === undefined ? nowhere(template) : outerOf(first), verbatim: false };
    }
    const from = startOf(first, output.offsets[start] ?? 0);
    const to = endOf(last, output.offsets[Math.max(start, end - 1)] ?? 0);
    const isOne = first.file === last.file && to >= from;
    const range = isOne ? { start: from, end: to } : first.range;
    const written = output.text.slice(start, end);
    // Only what the template says itself is a word there; values may be lists of another form.
    const verbatim = isOne && first.file === template && textOfFile(template).slice(range.start, range.end) === written;
    return { location: { file: first.file, range }, verbatim };
  };
  const outerOf = (piece: Piece): Location =>
    piece.file === template ? { file: template, range: piece.range } : (piece.outer ?? nowhere(template));
  const source = (text: string, range: Range): string => {
    if (!text.includes(unknownMark)) return text;
    const unknownAt = output.text.indexOf(unknownMark, range.start);
    const piece = output.pieces[unknownAt >= 0 && unknownAt < range.end ? unknownAt : range.start];
    const written = piece === undefined ? '' : textOfFile(piece.file).slice(piece.range.start, piece.range.end);
    return text.replaceAll(unknownMark, written.startsWith('{{') ? written.slice(0, 200) : '{{ }}');
  };

  function placed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(placed);
    if (typeof value !== 'object' || value === null) return value;
    // Parts are plain data: what is not a list is an object of named members.
    const members = Object.entries(value);
    const made: Record<string, unknown> = Object.fromEntries(members.map(([key, member]) => [key, placed(member)]));
    if (typeof made['name'] === 'string' && 'location' in value)
      made['name'] = made['name'].replaceAll(unknownMark, '${}');
    const range = rangeOf(value);
    if (range === null) return made;
    const first = output.pieces[range.start];
    // A process is declared by its template, wherever its name comes from.
    const isProcess = 'kind' in value && value.kind === 'process';
    const { location, verbatim } =
      isProcess && first !== undefined && first.file !== template
        ? { location: outerOf(first), verbatim: false }
        : whereIs(range);
    made['file'] = location.file;
    made['range'] = location.range;
    if ('exact' in value) made['exact'] = value.exact === true && verbatim;
    for (const key of ['value', 'text', 'name'] as const) {
      const text: unknown = made[key];
      if (typeof text !== 'string' || !text.includes(unknownMark)) continue;
      if ('dynamic' in value) made['dynamic'] = true;
      // A variable whose value is not known is set all the same.
      made[key] = 'layer' in value && key === 'value' ? null : source(text, range);
    }
    return made;
  }
  // Only places and texts change: the shape is that of what was given.
  return <Part extends KubernetesPart>(part: Part): Part => placed(part) as Part;
}

function rangeOf(value: object): Range | null {
  if (!('range' in value) || !('file' in value) || value.file !== rendered) return null;
  const range: unknown = value.range;
  const isRange = typeof range === 'object' && range !== null && 'start' in range && 'end' in range;
  if (!isRange || typeof range.start !== 'number' || typeof range.end !== 'number') return null;
  return { start: range.start, end: range.end };
}

const startOf = (piece: Piece, offset: number): number =>
  piece.verbatim ? piece.range.start + offset : piece.range.start;
const endOf = (piece: Piece, offset: number): number =>
  piece.verbatim ? piece.range.start + offset + 1 : piece.range.end;

const nowhere = (file: string): Location => ({ file, range: { start: 0, end: 0 } });

function finished(part: KubernetesPart, template: string): KubernetesPart {
  if (part.kind !== 'container') return { ...part, file: template };
  const { name } = part.process;
  // A name that is not known says less than that of the container, or of the template.
  const known = [name, part.container].find((one) => one !== '' && !one.includes('{{') && !one.includes(unknownMark));
  const process = {
    ...part.process,
    name: known ?? basename(template).replace(/\.\w+$/, ''),
    launcher: 'helm',
    file: template,
  };
  return { ...part, process };
}

function asFault(fault: Fault, template: string, output: Output): Fault {
  const piece = output.pieces[Math.min(fault.range?.start ?? 0, output.pieces.length - 1)];
  const place = piece === undefined || piece.file !== template ? (piece?.outer?.range ?? null) : piece.range;
  return {
    ...fault,
    file: template,
    range: place,
    severity: 'information',
    message: `what this template makes: ${fault.message}`,
  };
}
