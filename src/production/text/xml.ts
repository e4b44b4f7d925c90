/**
 * XML as a tree with places: an element is a map of its attributes, its child elements (a list where several have one name)
 * and its text (`#text`); one that holds nothing but text is a scalar.
 */
import { parseXml, XmlElement, XmlError, XmlText } from '@rgrove/parse-xml';
import type { Range } from '../../model/text.ts';
import {
  artifactFault,
  characterAt,
  type DataDocuments,
  type DataEntry,
  type DataNode,
  type DataScalar,
} from './dataTree.ts';
import { aligned, trimmed } from './locatedText.ts';

const longestText = 500_000;
const deepestNesting = 100;

/** Never throws. The parser gives nothing for text that is not well-formed, and expands no entities but XML's own. */
export function readXml(file: string, text: string): DataDocuments {
  const fail = (message: string, at: number): DataDocuments => {
    return { documents: [], faults: [artifactFault(file, characterAt(text, at), message)] };
  };
  if (text.length > longestText) return fail(`not read: longer than ${longestText} characters`, 0);
  const deep = nestingBeyond(text, deepestNesting);
  if (deep !== null) return fail(`not read: nested more than ${deepestNesting} levels deep`, deep);
  try {
    const { root } = parseXml(text, { includeOffsets: true });
    if (root === null) return { documents: [], faults: [] };
    const entry: DataEntry = { key: root.name, keyRange: nameRange(root), value: elementOf(root, file, text) };
    const range = { start: 0, end: text.length };
    return { documents: [{ kind: 'map', range, entries: new Map([[root.name, entry]]) }], faults: [] };
  } catch (cause) {
    if (!(cause instanceof XmlError)) return fail(`not readable as XML (${String(cause)})`, 0);
    const message = cause.message.split('\n', 1)[0] ?? '';
    return fail(`not valid XML: ${message.replace(/ \(line \d+, column \d+\)$/, '')}`, cause.pos);
  }
}

/** Where elements nest too deep for a recursive parser. */
function nestingBeyond(text: string, limit: number): number | null {
  let depth = 0;
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
    const next = text.charAt(at + 1);
    if (next === '/') depth = Math.max(0, depth - 1);
    else if (next !== '!' && next !== '?') {
      const close = text.indexOf('>', at);
      if (close < 0 || text[close - 1] !== '/') depth++;
      if (depth > limit) return at;
      // The end of the element that is open does not change within its tag.
      if (close > at) at = close - 1;
    }
  }
  return null;
}

const nameRange = (element: XmlElement): Range => ({
  start: element.start + 1,
  end: element.start + 1 + element.name.length,
});

function elementOf(element: XmlElement, file: string, text: string): DataNode {
  const children = element.children.filter((child) => child instanceof XmlElement);
  const content = textOf(element, file, text);
  if (children.length === 0 && Object.keys(element.attributes).length === 0) return content;
  const entries = new Map<string, DataEntry>();
  for (const [name, value] of Object.entries(element.attributes)) {
    const range = attributeRange(element, name, text);
    const inner = { start: range.start + 1, end: Math.max(range.start + 1, range.end - 1) };
    const scalar: DataScalar = {
      kind: 'scalar',
      value,
      range,
      text: aligned(file, text, inner, value, 'entity'),
      editable: false,
    };
    entries.set(name, { key: name, keyRange: range, value: scalar });
  }
  const byName = new Map<string, XmlElement[]>();
  for (const child of children) {
    const same = byName.get(child.name);
    if (same === undefined) byName.set(child.name, [child]);
    else same.push(child);
  }
  for (const [name, same] of byName) {
    const [first] = same;
    if (first === undefined) continue;
    const nodes = same.map((child) => elementOf(child, file, text));
    const range = { start: first.start, end: same.at(-1)?.end ?? first.end };
    const [only] = nodes;
    const value: DataNode =
      only !== undefined && nodes.length === 1 ? only : { kind: 'list', style: 'list', range, items: nodes };
    entries.set(name, { key: name, keyRange: nameRange(first), value });
  }
  if (content.value !== '') entries.set('#text', { key: '#text', keyRange: content.range, value: content });
  return { kind: 'map', range: { start: element.start, end: endOf(element, text) }, entries };
}

/** The text of an element without the blanks around it; its place where it stands in one piece. */
function textOf(element: XmlElement, file: string, text: string): DataScalar {
  const texts = element.children.filter((child) => child instanceof XmlText);
  const [first] = texts;
  if (first === undefined) {
    const range = { start: element.start, end: endOf(element, text) };
    const empty = { file, text: '', range, places: null };
    return { kind: 'scalar', value: '', range, text: empty, editable: false };
  }
  const value = texts.map((one) => one.text).join('');
  const range = { start: first.start, end: texts.at(-1)?.end ?? first.end };
  const content = trimmed(aligned(file, text, range, value, 'entity'));
  return { kind: 'scalar', value: content.text, range: content.range, text: content, editable: false };
}

/** The value of an attribute with its quotes, looked for in the start tag; the tag's name where it is not found. */
function attributeRange(element: XmlElement, name: string, text: string): Range {
  const end = Math.min(element.children[0]?.start ?? endOf(element, text), element.start + 20_000);
  for (let at = text.indexOf(name, element.start + 1); at >= 0 && at < end; at = text.indexOf(name, at + 1)) {
    const value = /^\s*=\s*(["'])/.exec(text.slice(at + name.length, at + name.length + 100));
    if (value === null || !/\s/.test(text.charAt(at - 1))) continue;
    const open = at + name.length + value[0].length - 1;
    const close = text.indexOf(value[1] ?? '"', open + 1);
    if (close >= 0) return { start: open, end: close + 1 };
  }
  return nameRange(element);
}

/** The root may stand open-ended. */
function endOf(element: XmlElement, text: string): number {
  return Number.isFinite(element.end) ? element.end : text.length;
}
