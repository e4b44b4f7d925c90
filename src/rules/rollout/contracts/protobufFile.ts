/** What a `.proto` file declares. */
import type { Range } from '../../../model/text.ts';
import { Cursor, tokensOf, type Token } from './tokens.ts';

export interface ProtoField {
  readonly name: string;
  readonly number: number;
  /** As written; `map<K, V>` for maps. */
  readonly type: string;
  readonly label: 'repeated' | 'required' | 'map' | 'single';
  /** The whole declaration. */
  readonly range: Range;
  readonly nameRange: Range;
}

/** A message, or an enum, whose values are its fields. */
export interface ProtoType {
  readonly kind: 'message' | 'enum';
  /** With its package and the messages around it. */
  readonly name: string;
  readonly nameRange: Range;
  /** Behind its opening brace. */
  readonly bodyStart: number;
  readonly fields: readonly ProtoField[];
  readonly reservedNumbers: readonly { readonly from: number; readonly to: number }[];
  readonly reservedNames: readonly string[];
}

export interface ProtoCall {
  readonly name: string;
  readonly request: string;
  readonly response: string;
  readonly streams: string;
  readonly range: Range;
}

export interface ProtoService {
  readonly name: string;
  readonly nameRange: Range;
  readonly calls: readonly ProtoCall[];
}

export interface ProtoFile {
  readonly package: string;
  readonly types: readonly ProtoType[];
  readonly services: readonly ProtoService[];
  /** Braces match, so that what is not found is not there. */
  readonly isWhole: boolean;
}

export function readProto(text: string): ProtoFile {
  const tokens = tokensOf(text, 'protobuf');
  const cursor = new Cursor(tokens);
  const types: ProtoType[] = [];
  const services: ProtoService[] = [];
  let own = '';
  for (let token = cursor.take(); token !== null; token = cursor.take()) {
    if (token.text === 'package') own = cursor.take()?.text ?? '';
    else if ((token.text === 'message' || token.text === 'enum') && cursor.peek(1) === '{') {
      readType(cursor, token.text, own, types, 0);
    } else if (token.text === 'service' && cursor.peek(1) === '{') services.push(readService(cursor, own));
    else if (token.text === 'extend') skipBlock(cursor);
    else if (token.text !== ';') cursor.through(';');
  }
  const count = (sign: string): number => tokens.filter((token) => token.text === sign).length;
  return { package: own, types, services, isWhole: count('{') === count('}') };
}

function skipBlock(cursor: Cursor): void {
  for (let token = cursor.take(); token !== null && token.text !== '{'; token = cursor.take());
  cursor.through('}');
}

/** Messages inside of messages. */
const deepest = 50;

function readType(cursor: Cursor, kind: ProtoType['kind'], around: string, types: ProtoType[], depth: number): void {
  const nameToken = cursor.take();
  const brace = cursor.take();
  if (nameToken === null || brace === null) return;
  const name = around === '' ? nameToken.text : `${around}.${nameToken.text}`;
  const fields: ProtoField[] = [];
  const reservedNumbers: { from: number; to: number }[] = [];
  const reservedNames: string[] = [];
  let open = 1;
  for (let token = cursor.next; token !== null; token = cursor.next) {
    if (token.text === '}') {
      cursor.take();
      open -= 1;
      if (open === 0) break;
    } else if ((token.text === 'message' || token.text === 'enum') && cursor.peek(2) === '{') {
      cursor.take();
      if (depth > deepest) skipBlock(cursor);
      else readType(cursor, token.text === 'enum' ? 'enum' : 'message', name, types, depth + 1);
    } else if (token.text === 'oneof' && cursor.peek(2) === '{') {
      cursor.take();
      cursor.take();
      cursor.take();
      open += 1;
    } else if (token.text === 'extend') skipBlock(cursor);
    else if (token.text === 'reserved') readReserved(cursor.through(';'), reservedNumbers, reservedNames);
    else if (token.text === 'option' || token.text === 'extensions') cursor.through(';');
    else {
      const field = readField(cursor.through(';'), kind);
      if (field !== null) fields.push(field);
    }
  }
  const nameRange = { start: nameToken.start, end: nameToken.end };
  types.push({ kind, name, nameRange, bodyStart: brace.end, fields, reservedNumbers, reservedNames });
}

function readReserved(tokens: readonly Token[], numbers: { from: number; to: number }[], names: string[]): void {
  for (const [index, { text }] of tokens.entries()) {
    if (/^["']/.test(text)) names.push(text.slice(1, -1));
    else if (/^\d+$/.test(text) && tokens[index - 1]?.text !== 'to') {
      const end = tokens[index + 1]?.text === 'to' ? (tokens[index + 2]?.text ?? text) : text;
      numbers.push({ from: Number(text), to: end === 'max' ? Number.MAX_SAFE_INTEGER : Number(end) });
    } else if (/^[A-Za-z_]\w*$/.test(text) && text !== 'reserved' && text !== 'to' && text !== 'max') names.push(text);
  }
}

function readField(tokens: readonly Token[], kind: ProtoType['kind']): ProtoField | null {
  const equals = tokens.findIndex(({ text }) => text === '=');
  const [first, name] = [tokens[0], tokens[equals - 1]];
  const last = tokens.at(-1);
  if (equals < 1 || first === undefined || name === undefined || last === undefined) return null;
  const isNegative = tokens[equals + 1]?.text === '-';
  const number = Number(tokens[equals + (isNegative ? 2 : 1)]?.text);
  if (!Number.isInteger(number) || !/^[A-Za-z_]\w*$/.test(name.text)) return null;
  const words = tokens.slice(0, equals - 1).map(({ text }) => text);
  const label = /^(?:repeated|required)$/.test(words[0] ?? '') ? words[0] : words[0] === 'map' ? 'map' : 'single';
  const type = words.filter((word, index) => index > 0 || !/^(?:repeated|required|optional)$/.test(word)).join('');
  if (kind === 'message' && type === '') return null;
  return {
    name: name.text,
    number: isNegative ? -number : number,
    type,
    label: label === 'repeated' || label === 'required' || label === 'map' ? label : 'single',
    range: { start: first.start, end: last.end },
    nameRange: { start: name.start, end: name.end },
  };
}

function readService(cursor: Cursor, around: string): ProtoService {
  const nameToken = cursor.take();
  cursor.take();
  const calls: ProtoCall[] = [];
  for (let token = cursor.take(); token !== null && token.text !== '}'; token = cursor.take()) {
    if (token.text !== 'rpc') {
      if (token.text !== ';') cursor.through(';');
      continue;
    }
    const name = cursor.take();
    const sides = [cursor, cursor].map((one) => {
      for (let next = one.take(); next !== null && next.text !== '('; next = one.take());
      return one
        .through(')')
        .slice(0, -1)
        .map(({ text }) => text);
    });
    const end = cursor.next?.text === '{' ? closed(cursor) : cursor.accept(';');
    const [request = [], response = []] = sides;
    const isStream = (words: readonly string[]): boolean => words.length > 1 && words[0] === 'stream';
    calls.push({
      name: name?.text ?? '',
      request: request.at(-1) ?? '',
      response: response.at(-1) ?? '',
      streams: `${isStream(request) ? 'stream' : 'one'} to ${isStream(response) ? 'stream' : 'one'}`,
      range: { start: token.start, end: end?.end ?? name?.end ?? token.end },
    });
  }
  const nameRange = { start: nameToken?.start ?? 0, end: nameToken?.end ?? 0 };
  const own = nameToken?.text ?? '';
  return { name: around === '' ? own : `${around}.${own}`, nameRange, calls };
}

function closed(cursor: Cursor): Token | null {
  cursor.take();
  const last = cursor.through('}').at(-1) ?? null;
  return cursor.accept(';') ?? last;
}
