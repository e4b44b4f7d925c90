/** Functions of templates (Go's, Sprig's, Helm's) that only shape what is known; any other gives what is unknown. */
import type { Location } from '../../../model/text.ts';
import {
  isTrue,
  memberOf,
  mergedValues,
  nil,
  plainText,
  textOfPieces,
  unknown,
  unknownMark,
  type Piece,
  type Value,
} from './values.ts';

export interface Call {
  readonly args: readonly Value[];
  readonly at: Location;
  put(text: string): Value;
  yaml(value: Value): readonly Piece[];
}

type BuiltIn = (call: Call) => Value;

export const isInfix = (name: string): boolean => name === 'and' || name === 'or';

const bool = (value: boolean): Value => ({ kind: 'boolean', value });

/** A function of texts: unknown where one of them is not known. */
const ofTexts =
  (make: (...texts: readonly string[]) => string | boolean | null): BuiltIn =>
  ({ args, put }) => {
    const texts = args.map(plainText);
    if (texts.some((text) => text === null || text.includes(unknownMark))) return unknown;
    const known = texts.filter((text) => text !== null);
    const made = make(...known);
    if (made === null) return unknown;
    if (typeof made === 'boolean') return bool(made);
    const last = args.at(-1);
    // What is the same as before still stands where it stood.
    return last?.kind === 'text' && made === textOfPieces(last.pieces) ? last : put(made);
  };

const ofNumbers =
  (make: (...numbers: readonly number[]) => number | boolean): BuiltIn =>
  ({ args }) => {
    const numbers = args.map((arg) => Number(plainText(arg) ?? Number.NaN));
    if (numbers.some((number) => Number.isNaN(number))) return unknown;
    const made = make(...numbers);
    return typeof made === 'boolean' ? bool(made) : { kind: 'number', value: made };
  };

/** The last argument as it is. */
const same: BuiltIn = ({ args }) => args.at(-1) ?? nil;

function quoted(quote: string): BuiltIn {
  return ({ args, put }) => {
    const [value = nil] = args;
    const text = plainText(value);
    if (text === null) return value.kind === 'unknown' ? unknown : put(`${quote}${unknownMark}${quote}`);
    const escaped = quote === '"' ? JSON.stringify(text).slice(1, -1) : text.replaceAll("'", "''");
    const mark = put(quote);
    const inner = value.kind === 'text' && escaped === text ? value : put(escaped);
    return joined([mark, inner, mark]);
  };
}

function joined(values: readonly Value[]): Value {
  return { kind: 'text', pieces: values.flatMap((value) => (value.kind === 'text' ? value.pieces : [])) };
}

/** Every line of it, also the first, behind blanks. */
export function indented(pieces: readonly Piece[], width: number, at: Location): Piece[] {
  const margin: Piece = { text: ' '.repeat(Math.max(0, Math.min(width, 100))), ...at, verbatim: false };
  const made: Piece[] = [margin];
  for (const piece of pieces) {
    let from = 0;
    for (let next = piece.text.indexOf('\n'); next >= 0; next = piece.text.indexOf('\n', from)) {
      made.push(cut(piece, from, next + 1), margin);
      from = next + 1;
    }
    if (from < piece.text.length) made.push(cut(piece, from, piece.text.length));
  }
  return made;
}

function cut(piece: Piece, from: number, to: number): Piece {
  const text = piece.text.slice(from, to);
  if (!piece.verbatim) return { ...piece, text };
  return { ...piece, text, range: { start: piece.range.start + from, end: piece.range.start + to } };
}

const indent =
  (lead: string): BuiltIn =>
  ({ args, at, put }) => {
    const [width = nil, value = nil] = args;
    const columns = Number(plainText(width) ?? 0);
    const pieces = value.kind === 'text' ? value.pieces : null;
    const text = put(plainText(value) ?? unknownMark);
    const own = pieces ?? (text.kind === 'text' ? text.pieces : []);
    const before = lead === '' ? [] : [{ text: lead, ...at, verbatim: false }];
    return { kind: 'text', pieces: [...before, ...indented(own, columns, at)] };
  };

const equal = (one: Value, other: Value): boolean | null => {
  if (one.kind === 'unknown' || other.kind === 'unknown') return null;
  const [a, b] = [plainText(one), plainText(other)];
  return a === null || b === null ? null : a === b;
};

const decided = (value: boolean | null): Value => (value === null ? unknown : bool(value));

/** `%s` and its like, one after another. */
function format(template: string, texts: readonly (string | null)[]): string {
  let next = 0;
  return template.replace(/%(%|[-+#0]*\d*[sdvqtfg])/g, (_, verb: string) => {
    if (verb === '%') return '%';
    const text = texts[next++] ?? unknownMark;
    return verb.endsWith('q') ? JSON.stringify(text) : text;
  });
}

const listOf = (value: Value | undefined): readonly Value[] | null => (value?.kind === 'list' ? value.items : null);

/** Pairs of names and values. */
const dict: BuiltIn = ({ args }) => {
  const entries = new Map<string, Value>();
  for (let index = 0; index + 1 < args.length; index += 2) {
    entries.set(plainText(args[index] ?? nil) ?? '', args[index + 1] ?? nil);
  }
  return { kind: 'map', entries };
};

const merge: BuiltIn = ({ args }) =>
  args.some(({ kind }) => kind === 'unknown')
    ? unknown
    : args.reduce((above, below) => mergedValues(above, below), nil);

const table: Readonly<Record<string, BuiltIn>> = {
  default: ({ args: [fallback = nil, value = nil] }) => {
    const truth = isTrue(value);
    return truth === null ? unknown : truth ? value : fallback;
  },
  required: same,
  coalesce: ({ args }) => {
    for (const arg of args) if (isTrue(arg) !== false) return arg;
    return nil;
  },
  ternary: ({ args: [yes = nil, no = nil, test = nil] }) => {
    const truth = isTrue(test);
    return truth === null ? unknown : truth ? yes : no;
  },
  empty: ({ args: [value = nil] }) => {
    const truth = isTrue(value);
    return truth === null ? unknown : bool(!truth);
  },
  not: ({ args: [value = nil] }) => {
    const truth = isTrue(value);
    return truth === null ? unknown : bool(!truth);
  },
  eq: ({ args: [one = nil, ...others] }) => {
    const answers = others.map((other) => equal(one, other));
    return answers.includes(true) ? bool(true) : decided(answers.includes(null) ? null : false);
  },
  ne: ({ args: [one = nil, other = nil] }) => {
    const answer = equal(one, other);
    return decided(answer === null ? null : !answer);
  },
  lt: ofNumbers((one = 0, other = 0) => one < other),
  le: ofNumbers((one = 0, other = 0) => one <= other),
  gt: ofNumbers((one = 0, other = 0) => one > other),
  ge: ofNumbers((one = 0, other = 0) => one >= other),
  add: ofNumbers((...all) => all.reduce((sum, one) => sum + one, 0)),
  add1: ofNumbers((one = 0) => one + 1),
  sub: ofNumbers((one = 0, other = 0) => one - other),
  mul: ofNumbers((...all) => all.reduce((product, one) => product * one, 1)),
  int: ofNumbers((one = 0) => Math.trunc(one)),
  int64: ofNumbers((one = 0) => Math.trunc(one)),
  float64: ofNumbers((one = 0) => one),
  quote: quoted('"'),
  squote: quoted("'"),
  toString: ({ args, put }: Call) => {
    const [value = nil] = args;
    const text = plainText(value);
    return value.kind === 'text' || text === null ? (text === null ? unknown : value) : put(text);
  },
  trunc: ofTexts((width = '0', text = '') => {
    const characters = Number(width);
    return characters < 0 ? text.slice(characters) : text.slice(0, characters);
  }),
  trim: ofTexts((text = '') => text.trim()),
  trimSuffix: ofTexts((end = '', text = '') => (end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text)),
  trimPrefix: ofTexts((start = '', text = '') => (text.startsWith(start) ? text.slice(start.length) : text)),
  trimAll: ofTexts((set = '', text = '') => {
    const characters = Array.from(text);
    while (set.includes(characters[0] ?? '\0')) characters.shift();
    while (set.includes(characters.at(-1) ?? '\0')) characters.pop();
    return characters.join('');
  }),
  lower: ofTexts((text = '') => text.toLowerCase()),
  upper: ofTexts((text = '') => text.toUpperCase()),
  nospace: ofTexts((text = '') => text.replace(/\s/g, '')),
  replace: ofTexts((from = '', to = '', text = '') => (from === '' ? text : text.replaceAll(from, to))),
  contains: ofTexts((part = '', text = '') => text.includes(part)),
  hasPrefix: ofTexts((part = '', text = '') => text.startsWith(part)),
  hasSuffix: ofTexts((part = '', text = '') => text.endsWith(part)),
  printf: ({ args, put }) => {
    const [template = nil, ...rest] = args;
    const text = plainText(template);
    return text === null ? unknown : put(format(text, rest.map(plainText)));
  },
  print: ({ args, put }) => put(args.map((arg) => plainText(arg) ?? unknownMark).join('')),
  join: ({ args: [separator = nil, list], put }) => {
    const items = listOf(list);
    return items === null
      ? unknown
      : put(items.map((item) => plainText(item) ?? unknownMark).join(plainText(separator) ?? ''));
  },
  indent: indent(''),
  nindent: indent('\n'),
  toYaml: ({ args: [value = nil], yaml }) =>
    value.kind === 'unknown' ? unknown : { kind: 'text', pieces: yaml(value) },
  toYamlPretty: ({ args: [value = nil], yaml }) =>
    value.kind === 'unknown' ? unknown : { kind: 'text', pieces: yaml(value) },
  toJson: ({ args: [value = nil], put }) => {
    const made = jsonOf(value);
    return made === null ? unknown : put(JSON.stringify(made));
  },
  dict,
  list: ({ args }) => ({ kind: 'list', items: args }),
  tuple: ({ args }) => ({ kind: 'list', items: args }),
  get: ({ args: [map = nil, key = nil] }) => memberOf(map, plainText(key) ?? ''),
  index: ({ args: [base = nil, ...keys] }) =>
    keys.reduce<Value>((value, key) => {
      if (value.kind === 'list') return value.items[Number(plainText(key) ?? Number.NaN)] ?? nil;
      return memberOf(value, plainText(key) ?? '');
    }, base),
  dig: ({ args }) => {
    const map = args.at(-1) ?? nil;
    const found = args.slice(0, -2).reduce<Value>((value, key) => memberOf(value, plainText(key) ?? ''), map);
    return found.kind === 'nil' ? (args.at(-2) ?? nil) : found;
  },
  hasKey: ({ args: [map = nil, key = nil] }) =>
    map.kind === 'map' ? bool(map.entries.has(plainText(key) ?? '')) : map.kind === 'unknown' ? unknown : bool(false),
  set: ({ args: [map = nil, key = nil, value = nil] }) => {
    if (map.kind === 'map') map.entries.set(plainText(key) ?? '', value);
    return map;
  },
  pick: ({ args: [map = nil, ...keys] }) => chosen(map, keys, true),
  omit: ({ args: [map = nil, ...keys] }) => chosen(map, keys, false),
  keys: ({ args: [map = nil], put }) =>
    map.kind === 'map' ? { kind: 'list', items: [...map.entries.keys()].map((key) => put(key)) } : unknown,
  merge,
  mustMerge: merge,
  mergeOverwrite: (call) => merge({ ...call, args: [...call.args].reverse() }),
  deepCopy: same,
  first: ({ args: [list] }) => listOf(list)?.[0] ?? nil,
  last: ({ args: [list] }) => listOf(list)?.at(-1) ?? nil,
  append: ({ args: [list, item = nil] }) => ({ kind: 'list', items: [...(listOf(list) ?? []), item] }),
  concat: ({ args }) => ({ kind: 'list', items: args.flatMap((arg) => listOf(arg) ?? []) }),
  has: ({ args: [item = nil, list] }) => bool((listOf(list) ?? []).some((one) => equal(one, item) === true)),
  len: ({ args: [value = nil] }) => {
    const size = value.kind === 'map' ? value.entries.size : (listOf(value)?.length ?? plainText(value)?.length);
    return size === undefined ? unknown : { kind: 'number', value: size };
  },
  kindIs: ({ args: [kind = nil, value = nil] }) => kindIs(kind, value),
  typeIs: ({ args: [kind = nil, value = nil] }) => kindIs(kind, value),
  kindOf: ({ args: [value = nil], put }) => (value.kind === 'unknown' ? unknown : put(kindNames[value.kind])),
  // Without a cluster there is nothing to be found.
  lookup: () => ({ kind: 'map', entries: new Map() }),
  fail: () => nil,
  until: ofCount,
};

export const builtIns: ReadonlyMap<string, BuiltIn> = new Map(Object.entries(table));

function ofCount({ args: [count = nil] }: Call): Value {
  const size = Math.min(Number(plainText(count) ?? 0) || 0, 100);
  return { kind: 'list', items: Array.from({ length: Math.max(0, size) }, (_, value) => ({ kind: 'number', value })) };
}

const kindNames: Readonly<Record<Exclude<Value['kind'], 'unknown'>, string>> = {
  nil: 'invalid',
  boolean: 'bool',
  number: 'float64',
  text: 'string',
  list: 'slice',
  map: 'map',
};

function kindIs(kind: Value, value: Value): Value {
  return value.kind === 'unknown' ? unknown : bool(plainText(kind) === kindNames[value.kind]);
}

function chosen(map: Value, keys: readonly Value[], keep: boolean): Value {
  if (map.kind !== 'map') return map;
  const names = new Set(keys.map(plainText));
  return { kind: 'map', entries: new Map([...map.entries].filter(([key]) => names.has(key) === keep)) };
}

function jsonOf(value: Value, depth = 0): unknown {
  if (depth > 40 || value.kind === 'unknown') return null;
  if (value.kind === 'nil') return null;
  if (value.kind === 'boolean' || value.kind === 'number') return value.value;
  if (value.kind === 'text') return textOfPieces(value.pieces);
  if (value.kind === 'list') return value.items.map((item) => jsonOf(item, depth + 1));
  return Object.fromEntries([...value.entries].map(([key, item]) => [key, jsonOf(item, depth + 1)]));
}
