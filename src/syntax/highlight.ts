/**
 * A flat tree as coloured pieces of text, for views that show code outside an editor. By the names that grammars give
 * their nodes, which are much alike, so that a new grammar needs nothing here.
 */
import type { Token, TokenKind } from '../model/token.ts';
import type { FlatTree } from './flatTree.ts';

const kinds: readonly (TokenKind | null)[] = [
  null,
  'comment',
  'string',
  'number',
  'keyword',
  'constant',
  'type',
  'function',
  'property',
];
const codeOf = new Map(kinds.map((kind, code) => [kind, code] as const));

/** First match wins; what none matches takes the kind of what it stands in. */
const byNodeName: readonly (readonly [RegExp, TokenKind | null])[] = [
  [/comment|^shebang|^hash_bang_line/, 'comment'],
  [/interpolation|template_substitution|^string_interpolation$|^format_expression$/, null],
  [/(^|_)(string|char|character|rune|heredoc|nowdoc|regex|symbol|template)(_|$)|^simple_symbol$|^encapsed/, 'string'],
  [/(^|_)(integer|int|float|double|real|number|decimal|imaginary)(_literal|_point_literal)?$|^number/, 'number'],
  [
    /^(modifiers?|visibility_modifier|access(ibility)?_modifier|\w+_(class|function|member|property|parameter|inheritance)_modifier)$/,
    'keyword',
  ],
  [/^(true|false|null|nil|none|undefined|boolean(_literal)?|null_literal|this|self|super|iota)$/, 'constant'],
  [
    /^(type_identifier|primitive_type|predefined_type|integral_type|floating_point_type|boolean_type|void_type|builtin_type)$/,
    'type',
  ],
  [
    /^(field_identifier|property_identifier|shorthand_property_identifier|private_property_identifier|instance_variable)$/,
    'property',
  ],
];

const callee =
  /^(call|call_expression|method_invocation|invocation_expression|macro_invocation|function_call_expression)$/;
const declaration =
  /^(function|method|constructor|generator_function|local_function|init)_?(declaration|definition|item|signature(_item)?)?$|^singleton_method$/;
const name = /identifier|^name$|^constant$/;

/** Sorted, none overlapping, none empty. */
export function tokensOf(tree: FlatTree): Token[] {
  const { text, count, type, start, end, parent, last, field, grammar } = tree;
  const paint = new Uint8Array(text.length);
  const covered = new Uint8Array(text.length);
  const own = grammar.typeNames.map((typeName) => byNodeName.find(([pattern]) => pattern.test(typeName))?.[1]);
  const isComment = new Uint8Array(grammar.typeNames.length);
  own.forEach((kind, index) => {
    if (kind === 'comment' || kind === 'string') isComment[index] = 1;
  });
  for (let node = 0; node < count; node++) {
    const nodeType = type[node] ?? 0;
    const [from, to] = [start[node] ?? 0, end[node] ?? 0];
    const kind = nameKind(node) ?? own[nodeType] ?? wordKind(node);
    if (kind !== undefined || own[nodeType] === null) paint.fill(codeOf.get(kind ?? null) ?? 0, from, to);
    // Words between the leaves are keywords; text of strings and comments has no leaves.
    if ((last[node] ?? 0) === node + 1 || isComment[nodeType] === 1) covered.fill(1, from, to);
    if (own[nodeType] === null) covered.fill(0, from, to);
  }
  paintKeywords(text, paint, covered);
  return runs(paint);

  /** A token that a grammar gives a field, such as `const`. */
  function wordKind(node: number): TokenKind | undefined {
    const typeName = grammar.typeNames[type[node] ?? 0] ?? '';
    const isWord = /^[a-z]+$/.test(typeName) && text.slice(start[node], end[node]) === typeName;
    return isWord ? 'keyword' : undefined;
  }

  function nameKind(node: number): TokenKind | undefined {
    if (!name.test(grammar.typeNames[type[node] ?? 0] ?? '')) return undefined;
    const above = parent[node] ?? -1;
    if (above < 0) return undefined;
    const aboveName = grammar.typeNames[type[above] ?? 0] ?? '';
    const fieldName = grammar.fieldNames[field[node] ?? 0] ?? '';
    if (fieldName === 'name' && declaration.test(aboveName)) return 'function';
    if (/^(class|interface|struct|enum|trait|module|record)/.test(aboveName) && fieldName === 'name') return 'type';
    if (callee.test(aboveName) && ['function', 'name', 'method', 'macro'].includes(fieldName)) return 'function';
    // The last name of `a.b()` is what is called.
    const top = parent[above] ?? -1;
    if (top < 0 || !callee.test(grammar.typeNames[type[top] ?? 0] ?? '')) return undefined;
    const isCallee = ['function', 'name'].includes(grammar.fieldNames[field[above] ?? 0] ?? '');
    return isCallee && end[node] === end[above] ? 'function' : undefined;
  }
}

function paintKeywords(text: string, paint: Uint8Array, covered: Uint8Array): void {
  const keyword = codeOf.get('keyword') ?? 0;
  for (const match of text.matchAll(/[A-Za-z_][\w!?]*/g)) {
    const to = match.index + match[0].length;
    if (covered[match.index] === 1 || covered[to - 1] === 1 || paint[match.index] !== 0) continue;
    paint.fill(keyword, match.index, to);
  }
}

function runs(paint: Uint8Array): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < paint.length;) {
    const code = paint[at] ?? 0;
    let to = at + 1;
    while (to < paint.length && paint[to] === code) to++;
    const kind = kinds[code] ?? null;
    if (kind !== null) tokens.push({ start: at, end: to, kind });
    at = to;
  }
  return tokens;
}
