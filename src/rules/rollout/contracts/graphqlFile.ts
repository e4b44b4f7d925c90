/** What a schema in the language of GraphQL declares. */
import type { Range } from '../../../model/text.ts';
import { Cursor, tokensOf, type Token } from './tokens.ts';

export interface GraphqlField {
  readonly name: string;
  /** Without white space: `[Order!]!`; empty for values of enums and members of unions. */
  readonly type: string;
  readonly arguments: readonly GraphqlField[];
  readonly hasDefault: boolean;
  readonly isDeprecated: boolean;
  readonly range: Range;
}

export interface GraphqlType {
  readonly kind: 'type' | 'interface' | 'input' | 'enum' | 'union' | 'scalar';
  readonly name: string;
  readonly nameRange: Range;
  /** Of `extend type`: it adds to one that may stand elsewhere. */
  readonly isExtension: boolean;
  readonly fields: readonly GraphqlField[];
}

export interface GraphqlFile {
  readonly types: readonly GraphqlType[];
  readonly isWhole: boolean;
}

const kindWord = /^(?:type|interface|input|enum|union|scalar)$/;

export function readGraphql(text: string): GraphqlFile {
  const tokens = tokensOf(text, 'graphql');
  const cursor = new Cursor(tokens);
  const types: GraphqlType[] = [];
  let isExtension = false;
  for (let token = cursor.take(); token !== null; token = cursor.take()) {
    if (kindWord.test(token.text)) {
      // The pattern is of these words.
      const type = readType(cursor, token.text as GraphqlType['kind'], isExtension);
      if (type !== null) types.push(type);
    } else if (token.text === '{') cursor.through('}');
    isExtension = token.text === 'extend';
  }
  const count = (sign: string): number => tokens.filter((token) => token.text === sign).length;
  return { types, isWhole: count('{') === count('}') && count('(') === count(')') };
}

function readType(cursor: Cursor, kind: GraphqlType['kind'], isExtension: boolean): GraphqlType | null {
  const name = cursor.take();
  if (name === null || !/^[A-Za-z_]\w*$/.test(name.text)) return null;
  const fields: GraphqlField[] = [];
  const result = { kind, name: name.text, nameRange: { start: name.start, end: name.end }, isExtension, fields };
  if (kind === 'scalar') return result;
  // `implements A & B`, directives: all that stands before what it is made of.
  for (let next = cursor.next; next !== null && next.text !== '{' && next.text !== '='; next = cursor.next) {
    if (kindWord.test(next.text) || /^(?:extend|schema|directive)$/.test(next.text) || isText(next)) return result;
    cursor.take();
    if (next.text === '(') cursor.through(')');
  }
  if (cursor.accept('=') !== null) {
    cursor.accept('|');
    for (let next = cursor.take(); next !== null; next = cursor.take()) {
      fields.push(plain(next));
      if (cursor.accept('|') === null) break;
    }
    return result;
  }
  if (cursor.accept('{') !== null) fields.push(...readFields(cursor, '}', readArguments));
  return result;
}

const isText = ({ text }: Token): boolean => text.startsWith('"');

function plain({ text, start, end }: Token): GraphqlField {
  return { name: text, type: '', arguments: [], hasDefault: false, isDeprecated: false, range: { start, end } };
}

type ReadArguments = (cursor: Cursor) => GraphqlField[];

/** Arguments have none of their own. */
const readArguments: ReadArguments = (cursor) =>
  readFields(cursor, ')', (inner) => {
    inner.through(')');
    return [];
  });

function readFields(cursor: Cursor, end: string, inBrackets: ReadArguments): GraphqlField[] {
  const fields: GraphqlField[] = [];
  for (let token = cursor.take(); token !== null && token.text !== end; token = cursor.take()) {
    if (isText(token) || token.text === ',' || !/^[A-Za-z_]\w*$/.test(token.text)) continue;
    fields.push(readField(cursor, token, inBrackets));
  }
  return fields;
}

function readField(cursor: Cursor, name: Token, inBrackets: ReadArguments): GraphqlField {
  const given = cursor.accept('(') === null ? [] : inBrackets(cursor);
  let type = '';
  let last = name;
  if (cursor.accept(':') !== null) {
    while (cursor.next?.text === '[') type += cursor.take()?.text ?? '';
    const named = cursor.take();
    if (named !== null) [type, last] = [type + named.text, named];
    while (/^[!\]]$/.test(cursor.next?.text ?? '')) {
      last = cursor.take() ?? last;
      type += last.text;
    }
  }
  const hasDefault = cursor.accept('=') !== null;
  if (hasDefault) {
    const value = cursor.take();
    if (value?.text === '[') cursor.through(']');
    else if (value?.text === '{') cursor.through('}');
  }
  let isDeprecated = false;
  while (cursor.accept('@') !== null) {
    isDeprecated ||= cursor.take()?.text === 'deprecated';
    if (cursor.accept('(') !== null) cursor.through(')');
  }
  const range = { start: name.start, end: last.end };
  return { name: name.text, type, arguments: given, hasDefault, isDeprecated, range };
}
