/** TOML as a tree with places. */
import { parseTOML, type AST } from 'toml-eslint-parser';
import type { Fault } from '../../model/source.ts';
import type { Range } from '../../model/text.ts';
import { artifactFault, characterAt, type DataDocuments, type DataNode, type DataScalar } from './dataTree.ts';
import { aligned, located } from './locatedText.ts';

const longestText = 500_000;
const deepestNesting = 100;
const longestKey = 50;

/** Never throws. The parser gives nothing for text that does not parse. */
export function readToml(file: string, text: string): DataDocuments {
  const fail = (message: string, at: number): DataDocuments => {
    return { documents: [], faults: [artifactFault(file, characterAt(text, at), message)] };
  };
  if (text.length > longestText) return fail(`not read: longer than ${longestText} characters`, 0);
  const deep = nestingBeyond(text, deepestNesting);
  if (deep !== null) return fail(`not read: nested more than ${deepestNesting} levels deep`, deep);
  try {
    const faults: Fault[] = [];
    return { documents: [treeOf(parseTOML(text), file, text, faults)], faults };
  } catch (cause) {
    const index = typeof cause === 'object' && cause !== null && 'index' in cause ? Number(cause.index) : 0;
    return fail(`not valid TOML: ${cause instanceof Error ? cause.message : String(cause)}`, index);
  }
}

/** Where brackets outside strings nest too deep for a recursive parser. */
function nestingBeyond(text: string, limit: number): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      for (at++; at < text.length && text[at] !== character && text[at] !== '\n'; at++)
        if (text[at] === '\\' && character === '"') at++;
    } else if (character === '[' || character === '{') {
      if (++depth > limit) return at;
    } else if (character === ']' || character === '}') {
      depth = Math.max(0, depth - 1);
    }
  }
  return null;
}

type Open = DataScalar | OpenList | OpenMap;
interface OpenList {
  readonly kind: 'list';
  readonly style: 'list';
  readonly range: Range;
  readonly items: Open[];
}
interface OpenMap {
  readonly kind: 'map';
  readonly range: Range;
  readonly entries: Map<string, { readonly key: string; readonly keyRange: Range; readonly value: Open }>;
}

function treeOf(program: AST.TOMLProgram, file: string, text: string, faults: Fault[]): DataNode {
  const rangeOf = ([start, end]: readonly [number, number]): Range => ({ start, end });
  const root: OpenMap = { kind: 'map', range: { start: 0, end: text.length }, entries: new Map() };

  /** The table under a key, made where there is none. */
  function below(parent: Open, key: string | number, range: Range): Open {
    if (parent.kind === 'list' && typeof key === 'number') {
      const made: OpenMap = { kind: 'map', range, entries: new Map() };
      const present = parent.items[key];
      if (present === undefined) parent.items.push(made);
      return present ?? made;
    }
    if (parent.kind !== 'map') return parent;
    const present = parent.entries.get(String(key));
    if (present !== undefined) return present.value;
    const made: OpenMap = { kind: 'map', range, entries: new Map() };
    parent.entries.set(String(key), { key: String(key), keyRange: range, value: made });
    return made;
  }

  const namesOf = (key: AST.TOMLKey) =>
    key.keys.map((part) => ({ name: part.type === 'TOMLBare' ? part.name : part.value, range: rangeOf(part.range) }));

  function set(parent: OpenMap, { key, value }: AST.TOMLKeyValue): void {
    const names = namesOf(key);
    const last = names.pop();
    if (last === undefined || names.length > longestKey) return;
    let at: Open = parent;
    for (const { name, range } of names) at = below(at, name, range);
    if (at.kind === 'map') at.entries.set(last.name, { key: last.name, keyRange: last.range, value: read(value) });
  }

  function read(node: AST.TOMLContentNode): Open {
    const range = rangeOf(node.range);
    if (node.type === 'TOMLArray') return { kind: 'list', style: 'list', range, items: node.elements.map(read) };
    if (node.type === 'TOMLInlineTable') {
      const made: OpenMap = { kind: 'map', range, entries: new Map() };
      for (const pair of node.body) set(made, pair);
      return made;
    }
    const written = text.slice(range.start, range.end);
    if (node.kind !== 'string') {
      return {
        kind: 'scalar',
        value: written,
        range,
        text: located(file, text, range.start, range.end),
        editable: true,
      };
    }
    const quotes = node.multiline ? 3 : 1;
    const inner = { start: range.start + quotes, end: range.end - quotes };
    const value = aligned(file, text, inner, node.value, node.style === 'basic' ? 'backslash' : 'none');
    return { kind: 'scalar', value: node.value, range, text: value, editable: true };
  }

  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') {
      set(root, node);
      continue;
    }
    if (node.resolvedKey.length > longestKey) {
      faults.push(artifactFault(file, rangeOf(node.key.range), `not read: a key of more than ${longestKey} parts`));
      continue;
    }
    let at: Open = root;
    for (const [index, key] of node.resolvedKey.entries()) {
      const isLast = typeof node.resolvedKey[index + 1] === 'number';
      if (isLast && at.kind === 'map' && !at.entries.has(String(key))) {
        const list: OpenList = { kind: 'list', style: 'list', range: rangeOf(node.key.range), items: [] };
        at.entries.set(String(key), { key: String(key), keyRange: rangeOf(node.key.range), value: list });
      }
      at = below(at, key, rangeOf(node.key.range));
    }
    if (at.kind === 'map') for (const pair of node.body) set(at, pair);
  }
  return root;
}
