/**
 * Conditions in source code, as far as the launch decides them: reads of environment variables with their comparisons,
 * main guards. Everything else is not known, which makes what stands behind it conditional.
 */
import { variablesOfRuntimes } from '../../knowledge/interpreters.ts';
import type { Variables } from '../shellSource.ts';

export interface ConditionContext {
  readonly variables: Pick<Variables, 'get' | 'keys'>;
  /** The file is the program itself, not imported. */
  readonly asMain: boolean;
  /** Defaults beside variables that nothing sets decide nothing: the platform may set them. */
  readonly platformDecides?: boolean;
  /** Source text of what a name of the file is bound to, where that is one thing; null where it is not known. */
  constantOf?(name: string): string | null;
}

type Value =
  | { readonly known: true; readonly value: string | number | boolean | null }
  | { readonly known: true; readonly list: readonly Value[] }
  | {
      readonly known: false;
      /** It has a value, which is not known. */
      readonly set: boolean;
      /** A variable that nothing here sets: a default beside it counts. */
      readonly unset?: boolean;
    };

const unknown: Value = { known: false, set: false };
const of = (value: string | number | boolean | null): Value => ({ known: true, value });

const longestCondition = 500;
const deepest = 40;

/**
 * As `evaluateCondition`, but of what is only off because a variable that nothing sets has such a default it cannot be
 * known: the platform may turn it on.
 */
export function evaluateSwitch(text: string, context: ConditionContext): boolean | null {
  const value = evaluateCondition(text, context);
  if (value !== false) return value;
  return evaluateCondition(text, { ...context, platformDecides: true }) === false ? false : null;
}

/** Null where it cannot be known. Never throws, bounded in length and depth. */
export function evaluateCondition(text: string, context: ConditionContext): boolean | null {
  return truth(evaluate(text, context, 0));
}

function evaluate(text: string, context: ConditionContext, nested: number): Value {
  if (text.length > longestCondition) return unknown;
  const tokens = tokenize(text);
  if (tokens === null) return unknown;
  const state: Parser = { tokens, at: 0, context, nested, failed: false };
  const value = parseOr(state, 0);
  return state.failed || state.at < tokens.length ? unknown : value;
}

function truth(value: Value): boolean | null {
  if (!value.known) return value.set ? true : null;
  if ('list' in value) return value.list.length > 0;
  return Boolean(value.value);
}

interface Token {
  readonly kind: 'name' | 'string' | 'number' | 'punctuation';
  readonly text: string;
}

function tokenize(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  const pattern =
    /\s+|([A-Za-z_$][\w$]*)|(\d+(?:\.\d+)?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`$\\]*)`|(===|!==|==|!=|&&|\|\||\?\?|\?\.|[()[\].,!{}<>:?])/y;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return null;
    const [, name, number, double, single, template, punctuation] = match;
    const literal = double ?? single ?? template;
    if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (literal !== undefined) tokens.push({ kind: 'string', text: literal.replace(/\\(.)/g, '$1') });
    else if (punctuation !== undefined) tokens.push({ kind: 'punctuation', text: punctuation });
  }
  return tokens;
}

interface Parser {
  readonly tokens: readonly Token[];
  at: number;
  readonly context: ConditionContext;
  /** How many constants it is inside of. */
  readonly nested: number;
  failed: boolean;
}

function peek(parser: Parser, text: string, ahead = 0): boolean {
  const token = parser.tokens[parser.at + ahead];
  return token !== undefined && token.kind !== 'string' && token.text === text;
}

function take(parser: Parser, ...texts: readonly string[]): boolean {
  if (!texts.some((text) => peek(parser, text))) return false;
  parser.at++;
  return true;
}

function parseOr(parser: Parser, depth: number): Value {
  let left = parseAnd(parser, depth);
  while (take(parser, 'or', '||', '??')) {
    const right = parseAnd(parser, depth);
    const first = truth(left);
    if (first === true) continue;
    const mayDefault = parser.context.platformDecides !== true;
    const fallsBack = first === false || (mayDefault && !left.known && left.unset === true);
    left = fallsBack ? right : truth(right) === true ? { known: false, set: true } : unknown;
  }
  return left;
}

function parseAnd(parser: Parser, depth: number): Value {
  let left = parseNot(parser, depth);
  while (take(parser, 'and', '&&')) {
    const right = parseNot(parser, depth);
    const first = truth(left);
    if (first === false) continue;
    left = first === true ? right : truth(right) === false ? of(false) : unknown;
  }
  return left;
}

function parseNot(parser: Parser, depth: number): Value {
  if (depth > deepest) {
    parser.failed = true;
    return unknown;
  }
  if (take(parser, 'not', '!')) {
    const value = truth(parseNot(parser, depth + 1));
    return value === null ? unknown : of(!value);
  }
  return parseComparison(parser, depth);
}

function parseComparison(parser: Parser, depth: number): Value {
  const left = parseOperand(parser, depth);
  if (take(parser, '==', '===')) return equal(left, parseOperand(parser, depth), false);
  if (take(parser, '!=', '!==')) return equal(left, parseOperand(parser, depth), true);
  if (take(parser, 'is')) {
    const negated = take(parser, 'not');
    return equal(left, parseOperand(parser, depth), negated);
  }
  const negated = peek(parser, 'not') && peek(parser, 'in', 1);
  if (negated) parser.at++;
  if (take(parser, 'in')) return contained(left, parseOperand(parser, depth), negated);
  return left;
}

function equal(left: Value, right: Value, negated: boolean): Value {
  if (left.known && right.known && 'value' in left && 'value' in right) {
    const same = left.value === right.value;
    return of(same !== negated);
  }
  const absent = [left, right].some((value) => value.known && 'value' in value && value.value === null);
  const isSet = [left, right].some((value) => !value.known && value.set);
  return absent && isSet ? of(negated) : unknown;
}

function contained(left: Value, right: Value, negated: boolean): Value {
  if (!right.known || !('list' in right) || !left.known || !('value' in left)) return unknown;
  let open = false;
  for (const item of right.list) {
    if (!item.known || 'list' in item) open = true;
    else if (item.value === left.value) return of(!negated);
  }
  return open ? unknown : of(negated);
}

function parseOperand(parser: Parser, depth: number): Value {
  const token = parser.tokens[parser.at];
  if (token === undefined || depth > deepest) {
    parser.failed = true;
    return unknown;
  }
  parser.at++;
  if (token.kind === 'string') return parsePostfix(parser, of(token.text), null, depth);
  if (token.kind === 'number') return of(Number(token.text));
  if (token.kind === 'name') return parseName(parser, token.text, depth);
  if (token.text === '(' || token.text === '[' || token.text === '{') {
    const close = token.text === '(' ? ')' : token.text === '[' ? ']' : '}';
    const items = parseList(parser, close, depth + 1);
    const [only] = items;
    const value: Value =
      token.text === '(' && items.length === 1 && only !== undefined ? only : { known: true, list: items };
    return parsePostfix(parser, value, null, depth);
  }
  parser.failed = true;
  return unknown;
}

function parseList(parser: Parser, close: string, depth: number): Value[] {
  const items: Value[] = [];
  while (parser.at < parser.tokens.length && !peek(parser, close)) {
    items.push(parseOr(parser, depth));
    if (parser.failed || !take(parser, ',')) break;
  }
  if (!take(parser, close)) parser.failed = true;
  return items;
}

const constants: Readonly<Record<string, Value>> = {
  True: of(true),
  true: of(true),
  False: of(false),
  false: of(false),
  None: of(null),
  null: of(null),
  nil: of(null),
  undefined: of(null),
};

function parseName(parser: Parser, name: string, depth: number): Value {
  const constant = constants[name];
  if (constant !== undefined) return constant;
  if (name === 'typeof') {
    parseOperand(parser, depth + 1);
    return unknown;
  }
  if (name === '__name__') return of(parser.context.asMain ? '__main__' : '');
  // `require.main === module` and `import.meta.main`.
  if (name === 'require' && peek(parser, '.') && peek(parser, 'main', 1)) {
    parser.at += 2;
    return of(parser.context.asMain ? 'module' : 'another');
  }
  if (name === 'module' && !peek(parser, '.')) return of('module');
  return parsePostfix(parser, unknown, name, depth);
}

const conversions: ReadonlySet<string> = new Set([
  'bool',
  'Boolean',
  'str',
  'String',
  'strtobool',
  'distutils.util.strtobool',
]);
const environmentCalls: ReadonlySet<string> = new Set([
  'os.environ.get',
  'os.getenv',
  'environ.get',
  'getenv',
  'os.Getenv',
  'System.getenv',
  'Environment.GetEnvironmentVariable',
  'ENV.fetch',
  'env',
]);
const environmentObjects: ReadonlySet<string> = new Set([
  'os.environ',
  'environ',
  'process.env',
  'ENV',
  '$_ENV',
  '$_SERVER',
]);

/** Members, calls and indices behind a value; `path` is the dotted name as long as it is one. */
function parsePostfix(parser: Parser, start: Value, name: string | null, depth: number): Value {
  let value = start;
  let path = name;
  for (;;) {
    if (take(parser, '.', '?.')) {
      const member = parser.tokens[parser.at];
      if (member?.kind !== 'name') {
        parser.failed = true;
        return unknown;
      }
      parser.at++;
      if (path === 'process.env') {
        value = read(member.text, undefined, parser.context);
        path = null;
      } else if (path === 'import.meta' && member.text === 'main') {
        value = of(parser.context.asMain);
        path = null;
      } else if (path === null) {
        value = parseMethod(parser, value, member.text, depth);
      } else {
        path = `${path}.${member.text}`;
      }
    } else if (peek(parser, '(')) {
      parser.at++;
      const items = parseList(parser, ')', depth + 1);
      value = path === null ? unknown : called(path, items, parser.context);
      path = null;
    } else if (peek(parser, '[')) {
      parser.at++;
      const [index] = parseList(parser, ']', depth + 1);
      const isName = index !== undefined && index.known && 'value' in index && typeof index.value === 'string';
      value =
        path !== null && environmentObjects.has(path) && isName
          ? read(index.value, undefined, parser.context)
          : unknown;
      path = null;
    } else {
      break;
    }
  }
  if (path !== null && path === name && !path.includes('.') && parser.nested < 4) {
    const constant = parser.context.constantOf?.(path) ?? null;
    if (constant !== null) return evaluate(constant, parser.context, parser.nested + 1);
  }
  // `"NAME" in os.environ`
  if (path !== null && environmentObjects.has(path)) {
    return { known: true, list: [...parser.context.variables.keys()].map(of).concat(unknown) };
  }
  return value;
}

function parseMethod(parser: Parser, value: Value, method: string, depth: number): Value {
  if (!take(parser, '(')) return unknown;
  const items = parseList(parser, ')', depth + 1);
  if (method === 'includes' && items[0] !== undefined) return contained(items[0], value, false);
  if (!value.known || !('value' in value) || typeof value.value !== 'string') return value.known ? unknown : value;
  if (/^(lower|toLowerCase|casefold)$/.test(method)) return of(value.value.toLowerCase());
  if (/^(upper|toUpperCase)$/.test(method)) return of(value.value.toUpperCase());
  if (/^(strip|trim)$/.test(method)) return of(value.value.trim());
  return unknown;
}

function called(path: string, items: readonly Value[], context: ConditionContext): Value {
  const [first] = items;
  if (environmentCalls.has(path) && first?.known === true && 'value' in first && typeof first.value === 'string') {
    return read(first.value, items[1], context);
  }
  if (!conversions.has(path) || first === undefined) return unknown;
  if (path.endsWith('strtobool') && first.known && 'value' in first) {
    return of(/^(y|yes|t|true|on|1)$/i.test(String(first.value)));
  }
  return first;
}

/** A variable that nothing here sets may still come from the platform: only a default in the code decides then. */
function read(name: string, fallback: Value | undefined, context: ConditionContext): Value {
  const ofRuntime = variablesOfRuntimes[name];
  if (ofRuntime !== undefined) return of(ofRuntime);
  const variable = context.variables.get(name);
  const open: Value = { known: false, set: false, unset: true };
  if (variable === undefined) return context.platformDecides === true ? open : (fallback ?? open);
  return variable.value === null ? { known: false, set: true } : of(variable.value);
}
