/**
 * What a JavaScript configuration file exports, as data with places. Nothing of it is run: literals, constants of the
 * file, spreads, `__dirname` and texts put together of these are read, anything else is computed.
 */
import type { FlatTree } from '../../syntax/flatTree.ts';
import {
  childByField,
  childrenOf,
  firstChild,
  rangeOf,
  startOf,
  endOf,
  textOf as sourceOf,
} from '../../syntax/navigate.ts';
import type { DataEntry, DataNode, DataScalar } from './dataTree.ts';
import { aligned } from './locatedText.ts';

const mostNodes = 20_000;

/** The exported value; null where the file exports nothing that can be read. `__dirname` is `.`. */
export function readExported(file: string, tree: FlatTree): DataNode | null {
  return javascriptData(file, tree).exported();
}

interface JavascriptData {
  exported(): DataNode | null;
  /** What an expression of the file says. */
  read(node: number): DataNode;
}

/** @param inner constants inside of functions count as well, where no other is called like one */
export function javascriptData(file: string, tree: FlatTree, inner: readonly number[] = []): JavascriptData {
  const typeName = (node: number): string => tree.grammar.typeNames[tree.type[node] ?? -1] ?? '';
  const inField = (node: number, name: string): number => childByField(tree, node, tree.grammar.field(name));
  const constants = new Map<string, number>();
  /** Constants that are being read: one that names itself ends there. */
  const open = new Set<string>();
  let exported = -1;
  const members = new Map<string, number>();
  let left = mostNodes;

  const declared = new Set<string>();
  for (const declarator of inner) {
    const name = inField(declarator, 'name');
    const value = inField(declarator, 'value');
    if (name < 0 || value < 0 || typeName(name) !== 'identifier') continue;
    const text = sourceOf(tree, name);
    if (declared.has(text)) constants.delete(text);
    else constants.set(text, value);
    declared.add(text);
  }
  for (const statement of childrenOf(tree, 0)) {
    const kind = typeName(statement);
    if (kind === 'export_statement') {
      const value = inField(statement, 'value');
      if (value >= 0) exported = value;
    }
    const declaration = kind === 'export_statement' ? inField(statement, 'declaration') : statement;
    if (declaration >= 0 && /^(?:lexical|variable)_declaration$/.test(typeName(declaration))) {
      for (const declarator of childrenOf(tree, declaration)) {
        const name = inField(declarator, 'name');
        const value = inField(declarator, 'value');
        if (name >= 0 && value >= 0 && typeName(name) === 'identifier') constants.set(sourceOf(tree, name), value);
      }
    }
    const assignment = kind === 'expression_statement' ? firstChild(tree, statement) : -1;
    if (assignment < 0 || typeName(assignment) !== 'assignment_expression') continue;
    const target = sourceOf(tree, inField(assignment, 'left')).replace(/\s+/g, '');
    const value = inField(assignment, 'right');
    if (target === 'module.exports' || target === 'exports') exported = value;
    const member = /^(?:module\.)?exports\.(\w+)$/.exec(target)?.[1];
    if (member !== undefined) members.set(member, value);
  }

  function read(node: number): DataNode {
    const kind = typeName(node);
    if (--left <= 0) return computed(node);
    if (kind === 'parenthesized_expression') {
      const [inner] = childrenOf(tree, node).filter((child) => typeName(child) !== 'comment');
      return inner === undefined ? computed(node) : read(inner);
    }
    if (kind === 'object') return readObject(node);
    if (kind === 'array') return readArray(node);
    if (kind === 'identifier') return readConstant(node, sourceOf(tree, node)) ?? textNode(node) ?? computed(node);
    if (kind === 'member_expression') {
      const object = read(inField(node, 'object'));
      const found = object.kind === 'map' ? object.entries.get(sourceOf(tree, inField(node, 'property'))) : undefined;
      return found?.value ?? computed(node);
    }
    if (/^(?:number|true|false)$/.test(kind) || /^-\s*\d/.test(sourceOf(tree, node))) {
      return scalar(node, sourceOf(tree, node));
    }
    if (kind === 'null' || kind === 'undefined') return { ...scalar(node, ''), value: null, editable: false };
    return textNode(node) ?? computed(node);
  }

  function readConstant(node: number, name: string): DataNode | null {
    const value = constants.get(name);
    if (value === undefined || open.has(name)) return null;
    open.add(name);
    const made = read(value);
    open.delete(name);
    return made.kind === 'scalar' && made.computed === true ? computed(node) : made;
  }

  function readObject(node: number): DataNode {
    const entries = new Map<string, DataEntry>();
    for (const child of childrenOf(tree, node)) {
      const kind = typeName(child);
      const put = (key: string, at: number, value: DataNode): void => {
        entries.delete(key);
        entries.set(key, { key, keyRange: rangeOf(tree, at), value });
      };
      if (kind === 'pair') {
        const key = inField(child, 'key');
        const name = typeName(key) === 'string' ? (literal(key) ?? '') : sourceOf(tree, key);
        if (typeName(key) !== 'computed_property_name') put(name, key, read(inField(child, 'value')));
      } else if (kind === 'shorthand_property_identifier') {
        const name = sourceOf(tree, child);
        put(name, child, readConstant(child, name) ?? computed(child));
      } else if (kind === 'spread_element') {
        const spread = firstChild(tree, child);
        const source = spread < 0 ? null : read(spread);
        if (source?.kind === 'map') for (const [key, entry] of source.entries) entries.set(key, entry);
      }
    }
    return { kind: 'map', range: rangeOf(tree, node), entries };
  }

  function readArray(node: number): DataNode {
    const items = childrenOf(tree, node).flatMap((child): readonly DataNode[] => {
      if (typeName(child) === 'comment') return [];
      if (typeName(child) !== 'spread_element') return [read(child)];
      const spread = firstChild(tree, child);
      const source = spread < 0 ? null : read(spread);
      return source?.kind === 'list' ? source.items : [computed(child)];
    });
    return { kind: 'list', style: 'list', range: rangeOf(tree, node), items };
  }

  /** A text that the file says: a literal, or literals put together. */
  function textNode(node: number): DataScalar | null {
    const value = textValue(node);
    return value === null ? null : scalar(node, value);
  }

  function textValue(node: number): string | null {
    if (--left <= 0 || node < 0) return null;
    const kind = typeName(node);
    if (kind === 'string') return literal(node);
    if (kind === 'identifier') {
      const name = sourceOf(tree, node);
      if (name === '__dirname') return '.';
      const value = readConstant(node, name);
      return value?.kind === 'scalar' && value.computed !== true ? value.value : null;
    }
    if (kind === 'template_string') {
      let text = '';
      let at = startOf(tree, node) + 1;
      for (const child of childrenOf(tree, node)) {
        if (typeName(child) !== 'template_substitution') continue;
        const inner = textValue(firstChild(tree, child));
        if (inner === null) return null;
        text += unescaped(tree.text.slice(at, startOf(tree, child))) + inner;
        at = endOf(tree, child);
      }
      return text + unescaped(tree.text.slice(at, Math.max(at, endOf(tree, node) - 1)));
    }
    if (kind === 'binary_expression') {
      const operator = sourceOf(tree, inField(node, 'operator'));
      const [one, other] = [textValue(inField(node, 'left')), textValue(inField(node, 'right'))];
      return operator === '+' && one !== null && other !== null ? one + other : null;
    }
    if (kind === 'call_expression' && /^(?:path\.)?(?:join|resolve)$/.test(sourceOf(tree, inField(node, 'function')))) {
      const parts = childrenOf(tree, inField(node, 'arguments')).map((child) => textValue(child));
      return parts.every((part) => part !== null) && parts.length > 0 ? parts.join('/').replace(/\/{2,}/g, '/') : null;
    }
    return null;
  }

  const literal = (node: number): string => unescaped(tree.text.slice(startOf(tree, node) + 1, endOf(tree, node) - 1));

  function scalar(node: number, value: string): DataScalar {
    const range = rangeOf(tree, node);
    const quoted = /^(?:string|template_string)$/.test(typeName(node));
    const inner = quoted ? { start: range.start + 1, end: Math.max(range.start + 1, range.end - 1) } : range;
    const isPlain = typeName(node) !== 'template_string' || !sourceOf(tree, node).includes('${');
    return {
      kind: 'scalar',
      value,
      range,
      text: aligned(file, tree.text, inner, value, 'backslash'),
      editable: quoted && isPlain,
    };
  }

  function computed(node: number): DataScalar {
    const value = sourceOf(tree, node);
    return { ...scalar(node, value), editable: false, computed: true };
  }

  function readMembers(): DataNode | null {
    if (exported >= 0) return read(exported);
    if (members.size === 0) return null;
    const entries = [...members].map(([key, value]): [string, DataEntry] => {
      return [key, { key, keyRange: rangeOf(tree, value), value: read(value) }];
    });
    return { kind: 'map', range: { start: 0, end: tree.text.length }, entries: new Map(entries) };
  }

  return { exported: readMembers, read };
}

const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0', b: '\b', f: '\f', v: '\v' };

function unescaped(text: string): string {
  return text.replace(/\\(?:\r?\n|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|([\s\S]))/g, (_, two, four, one) => {
    const code: unknown = two ?? four;
    if (typeof code === 'string') return String.fromCharCode(Number.parseInt(code, 16));
    return typeof one === 'string' ? (controls[one] ?? one) : '';
  });
}
