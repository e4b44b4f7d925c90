/**
 * YAML (and JSON) as a tree with places. Aliases and merge keys are resolved; what they would expand to is bounded, so that
 * nobody who walks the tree has to think of it. What does not parse is a fault at its place, and the rest is still read.
 */
import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar } from 'yaml';
import type { Fault } from '../../model/source.ts';
import { lineStart, type Range } from '../../model/text.ts';
import { parseYamlDocuments } from '../../syntax/yamlDocuments.ts';
import {
  artifactFault,
  characterAt,
  type DataDocuments,
  type DataEntry,
  type DataList,
  type DataMap,
  type DataNode,
  type DataScalar,
} from './dataTree.ts';
import { aligned, located, type LocatedText } from './locatedText.ts';

const mostMissing = 20;
/** Nodes a document may hold once every alias stands for what it names. */
const mostNodes = 500_000;
/** Tags of CloudFormation, which stand for functions. */
const computing =
  /^!(?:Ref|Sub|GetAtt|GetAZs|ImportValue|Join|Select|Split|If|FindInMap|Base64|Cidr|Transform|Condition)$/;
const templateMark = /\{\{|\{%|<%|\$\{\{/;

/**
 * Never throws. Text for a template engine that is no YAML by itself is one fault and no documents.
 *
 * @param template marks of such an engine; null where they are values of the format (expressions of a pipeline)
 */
export function readYaml(
  file: string,
  text: string,
  format = 'YAML',
  template: RegExp | null = templateMark,
): DataDocuments {
  const { documents, refusal } = parseYamlDocuments(text);
  if (refusal !== null) {
    return {
      documents: [],
      faults: [artifactFault(file, refusal.range, `not read: ${refusal.message}`, 'information')],
    };
  }
  if (template !== null && documents.some((document) => document.errors.length > 0) && template.test(text)) {
    const at = text.search(template);
    const message = 'written for a template engine: what production gets from it is not known here';
    return { documents: [], faults: [artifactFault(file, { start: at, end: at + 2 }, message, 'information')] };
  }
  const faults: Fault[] = [];
  const nodes: DataNode[] = [];
  for (const document of documents) {
    const error = document.errors[0];
    if (error !== undefined) {
      const { start, end } = characterAt(text, error.pos[0]);
      const range = { start, end: Math.max(Math.min(error.pos[1], text.length), end) };
      faults.push(artifactFault(file, range, `not valid ${format}: ${error.message}`));
    }
    const node = document.contents === null ? null : treeOf(document.contents, file, text, faults);
    if (node !== null) nodes.push(node);
  }
  return { documents: nodes, faults };
}

/** JSON, with comments and trailing commas as editors tolerate them. */
export function readJson(file: string, text: string): DataDocuments {
  const { documents, faults } = readYaml(file, withoutComments(text), 'JSON');
  return { documents: documents.slice(0, 1), faults };
}

/** Blanks in place of tabs and comments outside strings, so that every offset stays. */
function withoutComments(text: string): string {
  let result = '';
  for (let at = 0; at < text.length;) {
    const start = at;
    const character = text.charAt(at);
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"' && text[at] !== '\n'; at++) if (text[at] === '\\') at++;
      at++;
      result += text.slice(start, at);
    } else if (character === '/' && (text[at + 1] === '/' || text[at + 1] === '*')) {
      const close = text[at + 1] === '/' ? text.indexOf('\n', at) : text.indexOf('*/', at + 2) + 2;
      at = close < at + 2 ? text.length : close;
      result += text.slice(start, at).replace(/[^\n\r]/g, ' ');
    } else {
      result += character === '\t' ? ' ' : character;
      at++;
    }
  }
  return result;
}

/** Null for a document whose aliases expand beyond the bound. */
function treeOf(root: ParsedNode, file: string, text: string, faults: Fault[]): DataNode | null {
  const anchors = new Map<string, ParsedNode>();
  const known = new Map<ParsedNode, DataNode | null>();
  const weights = new Map<DataNode, number>();
  let nodes = 0;
  let exceeded = false;

  function read(node: ParsedNode): DataNode | null {
    if (exceeded) return null;
    if (isAlias(node)) return resolve(node.source, rangeOf(node));
    const before = known.get(node);
    if (before !== undefined) return before;
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    // Null while it is read: an alias in it that names it ends there.
    known.set(node, null);
    const made = isScalar(node)
      ? readScalar(node)
      : node.tag !== undefined && computing.test(node.tag)
        ? computedAt(node)
        : isSeq(node)
          ? readList(node)
          : isMap(node)
            ? readMap(node)
            : null;
    known.set(node, made);
    return made;
  }

  /** Names that are said once. */
  const missing = new Set<string>();

  function resolve(anchor: string, range: Range): DataNode | null {
    const target = anchors.get(anchor);
    if (target === undefined && !missing.has(anchor) && missing.size < mostMissing) {
      missing.add(anchor);
      faults.push(artifactFault(file, range, `not valid YAML: nothing before this is named &${anchor}`));
    }
    const node = target === undefined ? null : (known.get(target) ?? null);
    return node?.kind === 'scalar' ? { ...node, range } : node;
  }

  /** Counts what a node stands for once its aliases are expanded. */
  function weighed<Made extends DataNode>(made: Made, children: Iterable<DataNode>): Made {
    let weight = 1;
    for (const child of children) weight += weights.get(child) ?? 1;
    weights.set(made, weight);
    if (weight > mostNodes && !exceeded) refuse(made.range);
    return made;
  }

  function refuse(range: Range): void {
    exceeded = true;
    faults.push(artifactFault(file, range, `not read: its aliases stand for more than ${mostNodes} values`));
  }

  function readScalar(node: Scalar.Parsed): DataScalar {
    const range = rangeOf(node);
    const reset = node.tag === '!reset';
    const value =
      node.value === null || reset
        ? null
        : node.type === 'PLAIN'
          ? node.source
          : `${node.value as string | number | boolean}`;
    const made = scalarText(node, value ?? '');
    const isComputed =
      node.tag !== undefined && computing.test(node.tag) && (node.tag !== '!Sub' || /\$\{/.test(value ?? ''));
    const editable = node.value !== null && !isComputed;
    return { kind: 'scalar', value, range, text: made, editable, ...(isComputed ? { computed: true } : {}) };
  }

  /** A list or map that is the argument of a function (`!If [...]`). */
  function computedAt(node: ParsedNode): DataScalar {
    const range = rangeOf(node);
    const { start, end } = range;
    return {
      kind: 'scalar',
      value: text.slice(start, end),
      range,
      text: located(file, text, start, end),
      editable: false,
      computed: true,
    };
  }

  function scalarText(node: Scalar.Parsed, value: string): LocatedText {
    const [start, end] = node.range;
    if (node.type === 'QUOTE_DOUBLE') return aligned(file, text, inside(start, end), value, 'backslash');
    if (node.type === 'QUOTE_SINGLE') return aligned(file, text, inside(start, end), value, 'doubled-quote');
    if (node.type === 'PLAIN') return aligned(file, text, { start, end }, value, 'none');
    const header = text.indexOf('\n', start) + 1;
    return aligned(file, text, { start: header > 0 ? Math.min(header, end) : start, end }, value, 'none');
  }

  const inside = (start: number, end: number): Range => ({ start: start + 1, end: Math.max(start + 1, end - 1) });

  function readList(node: ParsedNode & { items: ParsedNode[]; flow?: boolean }): DataList {
    const style = node.flow === true ? 'list' : 'block-list';
    const items: DataNode[] = [];
    for (const item of node.items) {
      const made = read(item);
      if (made === null) continue;
      const beside =
        style === 'list' || /-[ \t]+$/.test(text.slice(lineStart(text, made.range.start), made.range.start));
      items.push(made.kind === 'scalar' && !beside ? { ...made, editable: false } : made);
    }
    return weighed({ kind: 'list', style, range: rangeOf(node), items }, items);
  }

  function readMap(node: ParsedNode & { items: { key: ParsedNode; value: ParsedNode | null }[] }): DataMap {
    const entries = new Map<string, DataEntry>();
    const merged: DataMap[] = [];
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      const keyRange = rangeOf(key);
      const name = key.type === 'PLAIN' ? (key.source ?? '') : String(key.value);
      const made = value === null ? emptyAt(keyRange.end) : read(value);
      if (made === null) continue;
      if (name === '<<' && key.type === 'PLAIN') {
        const sources = made.kind === 'list' ? made.items : [made];
        merged.push(...sources.filter((source): source is DataMap => source.kind === 'map'));
        continue;
      }
      if (entries.has(name)) {
        faults.push(
          artifactFault(file, keyRange, `the key \`${name.slice(0, 60)}\` stands here twice; the last one is read`),
        );
      }
      entries.set(name, { key: name, keyRange, value: made });
    }
    for (const source of merged) {
      nodes += source.entries.size;
      if (nodes > mostNodes) {
        if (!exceeded) refuse(rangeOf(node));
        break;
      }
      for (const [name, entry] of source.entries) if (!entries.has(name)) entries.set(name, entry);
    }
    return weighed(
      { kind: 'map', range: rangeOf(node), entries },
      [...entries.values()].map((entry) => entry.value),
    );
  }

  const emptyAt = (at: number): DataScalar => ({
    kind: 'scalar',
    value: null,
    range: { start: at, end: at },
    text: located(file, text, at, at),
    editable: false,
  });

  /** From its anchor or tag to its end, without the line breaks a block scalar ends with. */
  function rangeOf(node: ParsedNode): Range {
    let [start, end] = node.range;
    while (end > start && /\s/.test(text.charAt(end - 1))) end--;
    if ((!isAlias(node) && node.anchor !== undefined) || node.tag !== undefined) {
      const lead = text.slice(Math.max(lineStart(text, start), start - 300), start);
      start -= /(?:[&!][^\s,[\]{}]*[ \t]+){0,2}$/.exec(lead)?.[0].length ?? 0;
    }
    return { start, end };
  }

  const made = read(root);
  return exceeded ? null : made;
}
