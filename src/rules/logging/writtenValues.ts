/**
 * The values that a log call writes out as they are: names and attributes, entries that are looked up, fields with the
 * name they are given, values between the braces of a text. Left out is what a value goes through first (a call that is
 * not known to give it back, a slice, a comparison): what comes out may be anything.
 */
import type { Range } from '../../model/text.ts';

export interface WrittenValue {
  /** The expression; for `{ name }` the name. */
  readonly range: Range;
  /** As written, with `?.`, `->` and `::` as `.` and without a lookup behind it: `request.headers`. */
  readonly chain: string;
  /** Its last name: `password` of `user.password` and of `user['password']`. */
  readonly name: string;
  /** It is looked up by this name, in a structure or by a call: `headers['cookie']`, `os.getenv('TOKEN')`. */
  readonly lookedUp: boolean;
  /** The field it is written as, null where it has none. */
  readonly field: string | null;
  /** `{ name }`: field and value at once. */
  readonly shorthand: boolean;
  /** It stands inside a text, with what opens and closes it there: `{name}`, `${name}`. */
  readonly inText: Range | null;
}

/** A text inside code, and the code inside a text. */
interface Scan {
  /** The code with all texts blanked, as long as the source. */
  readonly code: string;
  readonly literals: readonly { readonly range: Range; readonly value: string }[];
  readonly insertions: readonly Range[];
}

const blank = '\u0001';
/** Source of one log call that is longer holds data, not names. */
const longestSource = 4000;

/** @param range the arguments of the call, without the parentheses */
export function writtenValues(text: string, range: Range, ecosystem: string): WrittenValue[] {
  if (range.end - range.start > longestSource) return [];
  const scan = scanTexts(text.slice(range.start, range.end), ecosystem);
  return readValues(scan).map((value) => ({
    ...value,
    ...(value.shorthand && ecosystem !== 'node' ? { shorthand: false, field: null } : {}),
    range: moved(value.range, range.start),
    inText: value.inText === null ? null : moved(value.inText, range.start),
  }));
}

function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by };
}

/** How texts are written, by ecosystem: what opens one, and what code inside it looks like. */
interface TextForm {
  readonly open: RegExp;
  readonly close: string;
  /** Code inside: behind `${`, `#{` or `{`, up to the brace. */
  readonly insertion: '${' | '#{' | '{' | null;
  readonly escapes: boolean;
}

const plainDouble: TextForm = { open: /"/y, close: '"', insertion: null, escapes: true };
const plainSingle: TextForm = { open: /'/y, close: "'", insertion: null, escapes: true };

const forms: Readonly<Record<string, readonly TextForm[]>> = {
  python: [
    { open: /(?:[fF][rR]?|[rR][fF])"""/y, close: '"""', insertion: '{', escapes: true },
    { open: /(?:[fF][rR]?|[rR][fF])'''/y, close: "'''", insertion: '{', escapes: true },
    { open: /(?:[fF][rR]?|[rR][fF])"/y, close: '"', insertion: '{', escapes: true },
    { open: /(?:[fF][rR]?|[rR][fF])'/y, close: "'", insertion: '{', escapes: true },
    { open: /[rRbBuU]{0,2}"""/y, close: '"""', insertion: null, escapes: true },
    { open: /[rRbBuU]{0,2}'''/y, close: "'''", insertion: null, escapes: true },
    { open: /[rRbBuU]{0,2}"/y, close: '"', insertion: null, escapes: true },
    { open: /[rRbBuU]{0,2}'/y, close: "'", insertion: null, escapes: true },
  ],
  node: [plainDouble, plainSingle, { open: /`/y, close: '`', insertion: '${', escapes: true }],
  go: [plainDouble, { open: /`/y, close: '`', insertion: null, escapes: false }, plainSingle],
  jvm: [
    { open: /"""/y, close: '"""', insertion: '${', escapes: false },
    { open: /"/y, close: '"', insertion: '${', escapes: true },
    plainSingle,
  ],
  dotnet: [
    { open: /\$@?"|@\$"/y, close: '"', insertion: '{', escapes: true },
    { open: /@"/y, close: '"', insertion: null, escapes: false },
    plainDouble,
    plainSingle,
  ],
  ruby: [{ open: /"/y, close: '"', insertion: '#{', escapes: true }, plainSingle],
  php: [{ open: /"/y, close: '"', insertion: '{', escapes: true }, plainSingle],
  rust: [{ open: /"/y, close: '"', insertion: '{', escapes: true }],
};

/** Blanks every text of a piece of code, and keeps the code inside it. */
function scanTexts(source: string, ecosystem: string): Scan {
  const literals: { range: Range; value: string }[] = [];
  const insertions: Range[] = [];
  const table = forms[ecosystem] ?? [plainDouble];
  const out: string[] = [];
  scanCode(0, false);
  return { code: out.join(''), literals, insertions };

  /** @returns offset behind the code: of the brace that closes it, or the end */
  function scanCode(from: number, inside: boolean): number {
    let depth = 0;
    for (let at = from; at < source.length;) {
      const character = source[at] ?? '';
      if (inside && character === '}' && depth === 0) return at;
      if (character === '{') depth++;
      else if (character === '}') depth--;
      const isInName = /[\w$]/.test(source[at - 1] ?? '');
      const form = table.find(({ open }) => {
        open.lastIndex = at;
        return open.test(source);
      });
      if (form !== undefined && !(isInName && /\w/.test(character))) {
        at = scanText(at, form);
        continue;
      }
      out.push(character);
      at++;
    }
    return source.length;
  }

  function scanText(start: number, form: TextForm): number {
    form.open.lastIndex = start;
    const opened = form.open.exec(source)?.[0].length ?? 1;
    out.push(blank.repeat(opened));
    let at = start + opened;
    const valueStart = at;
    let isPlain = true;
    while (at < source.length && !source.startsWith(form.close, at)) {
      if (form.escapes && source[at] === '\\') {
        out.push(blank.repeat(Math.min(2, source.length - at)));
        at += 2;
        continue;
      }
      const { insertion } = form;
      if (insertion === '{' && source.startsWith('{{', at)) {
        out.push(blank + blank);
        at += 2;
        continue;
      }
      if (insertion !== null && source.startsWith(insertion, at)) {
        isPlain = false;
        // What stands around the code is no operator of it.
        out.push(';'.padStart(insertion.length, blank));
        const end = scanCode(at + insertion.length, true);
        insertions.push({ start: at, end: Math.min(end + 1, source.length) });
        if (end < source.length) out.push(';');
        at = end + 1;
        continue;
      }
      out.push(blank);
      at++;
    }
    if (isPlain) {
      literals.push({
        range: { start, end: Math.min(at + form.close.length, source.length) },
        value: source.slice(valueStart, Math.min(at, source.length)),
      });
    }
    const closing = Math.min(form.close.length, source.length - at);
    if (closing > 0) out.push(blank.repeat(closing));
    return at + form.close.length;
  }
}

/** Calls that give back what they are given, as text. */
const transparent =
  /^(?:str|repr|dict|list|tuple|vars|String|JSON\.stringify|json\.dumps|pprint\.pformat|util\.inspect|inspect|format|String\.format|String\.valueOf|fmt\.Sprintf?|fmt\.Sprint|zap\.(?:String|Any|Reflect)|slog\.(?:String|Any|Group)|kv|keyValue|StructuredArguments\.(?:kv|keyValue|value|v)|Map\.of|Object\.assign|Object\.fromEntries)$/;
const transparentMethod =
  /\.(?:toString|ToString|to_s|inspect|format|Str|Any|Interface|addKeyValue|String|to_h|to_dict|copy)$/;
const lookups =
  /(?:^|\.)(?:get|Get|header|getHeader|getParameter|FormValue|PostFormValue|getenv|Getenv|LookupEnv|getProperty|getCookie|fetch|dig|env|input|post|cookie)$/;

const chainPattern = /[A-Za-z_$@][\w$]*(?:(?:\?\.|!\.|\.|->|::)[A-Za-z_$#][\w$]*)*/g;
const words = new Set(
  'if else and or not in is await async new return lambda for typeof instanceof void delete yield true false null None True False nil undefined this self as let const var fn mut'.split(
    ' ',
  ),
);

function readValues({ code, literals, insertions }: Scan): WrittenValue[] {
  const values: WrittenValue[] = [];
  const literalAt = new Map(literals.map((literal) => [literal.range.start, literal]));
  const literalEndingAt = new Map(literals.map((literal) => [literal.range.end, literal]));
  chainPattern.lastIndex = 0;
  for (let match = chainPattern.exec(code); match !== null; match = chainPattern.exec(code)) {
    const [written] = match;
    const start = match.index;
    let end = start + written.length;
    const chain = written.replace(/\?\.|!\.|->|::/g, '.');
    if (words.has(chain) || code[start - 1] === '.') continue;
    let name = chain.slice(chain.lastIndexOf('.') + 1).replace(/^[#@$]+/, '');
    let lookedUp = false;
    // A name in front of a value: `name=`, `name:`.
    if (isFieldName(code, start, end)) continue;
    let spelled = chain;
    for (;;) {
      const open = code[end];
      if (open === '(') {
        const close = matching(code, end);
        const inner = code.slice(end + 1, close);
        const only = literalAt.get(end + 1);
        const isLookup =
          lookups.test(spelled) && only !== undefined && /^\s*(?:,.*)?$/s.test(code.slice(only.range.end, close));
        if (isLookup) {
          name = only.value;
          lookedUp = true;
          end = close + 1;
        } else if (inner.trim() === '' && /(?:^|\.)get[A-Z]\w*$/.test(spelled)) {
          name = spelled.replace(/^.*(?:^|\.)get(?=[A-Z])/s, '');
          end = close + 1;
        } else if (
          inner.trim() === '' &&
          (transparentMethod.test(spelled) ||
            /^(?:os\.Environ|System\.getenv|Environment\.GetEnvironmentVariables)$/.test(spelled))
        ) {
          const isWhole = !transparentMethod.test(spelled);
          if (!isWhole) {
            spelled = spelled.replace(/\.[^.]*$/, '');
            name = spelled.slice(spelled.lastIndexOf('.') + 1);
          } else spelled += '()';
          end = close + 1;
        } else if (transparent.test(spelled) || transparentMethod.test(spelled)) {
          // Its arguments are read as if they stood here.
          name = '';
          chainPattern.lastIndex = end + 1;
          break;
        } else {
          name = '';
          chainPattern.lastIndex = Math.max(close, end + 1);
          break;
        }
      } else if (open === '[' || (open === '?' && code.startsWith('?.[', end))) {
        const at = open === '[' ? end : end + 2;
        const close = matching(code, at);
        const key = literalAt.get(at + 1);
        if (key !== undefined && key.range.end === close) {
          name = key.value;
          lookedUp = true;
          end = close + 1;
        } else {
          name = '';
          chainPattern.lastIndex = Math.max(close, end + 1);
          break;
        }
      } else {
        const more = /^(?:\?\.|!\.|\.|->|::)([A-Za-z_$#][\w$]*)/.exec(code.slice(end, end + 200));
        if (more === null) break;
        end += more[0].length;
        name = more[1] ?? '';
        spelled += `.${name}`;
        lookedUp = false;
      }
      chainPattern.lastIndex = end;
    }
    if (name === '' || isAsked(code, start, end)) continue;
    const range = { start, end };
    const inText = insertions.find((one) => one.start <= start && end <= one.end) ?? null;
    const whole = inText !== null && isWholeInsertion(code, inText, range) ? inText : null;
    if (inText !== null && whole === null) continue;
    const field = inText === null ? fieldBefore(code, start, literalEndingAt) : null;
    const shorthand = field === null && inText === null && isShorthand(code, start, end);
    values.push({ range, chain: spelled, name, lookedUp, field: shorthand ? name : field, shorthand, inText: whole });
  }
  return values;
}

/** Offset of the bracket that closes the one at `open`, or of the end. */
function matching(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at < code.length; at++) {
    const character = code[at] ?? '';
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character) && --depth === 0) return at;
  }
  return code.length;
}

/** `name=value`, `name: value`; not `name == value`, `a ? name : b`, `A::b`. */
function isFieldName(code: string, start: number, end: number): boolean {
  const after = /^\s*(=(?![=>~])|:(?![:=]))/.exec(code.slice(end, end + 20))?.[1];
  if (after === undefined) return false;
  const before = code.slice(0, start).trimEnd().at(-1) ?? '';
  return after === '=' || before === '{' || before === ',' || before === '(' || before === '';
}

/** The name of the field that a value stands behind: `name=`, `name: `, `"name": `, `"name", `. */
function fieldBefore(
  code: string,
  start: number,
  literalEndingAt: ReadonlyMap<number, { readonly value: string }>,
): string | null {
  const before = code.slice(0, start).trimEnd();
  const mark = /(=>|[=:,])$/.exec(before)?.[1];
  if (mark === undefined) return null;
  const lead = before.slice(0, -mark.length).trimEnd();
  const literal = literalEndingAt.get(lead.length);
  if (literal !== undefined) return /^[\w.-]{1,60}$/.test(literal.value) ? literal.value : null;
  if (mark === ',' || mark === '=>') return null;
  return /(?:^|[{,(\s])([A-Za-z_$][\w$]*)$/.exec(lead)?.[1] ?? null;
}

function isShorthand(code: string, start: number, end: number): boolean {
  const before = code.slice(0, start).trimEnd().at(-1) ?? '';
  const after = code.slice(end).trimStart()[0] ?? '';
  if (!'{,'.includes(before) || before === '' || !'},'.includes(after) || after === '') return false;
  let depth = 0;
  for (let at = start - 1; at >= 0; at--) {
    const character = code[at] ?? '';
    if (')]}'.includes(character)) depth++;
    else if ('([{'.includes(character) && depth-- === 0) return character === '{';
  }
  return false;
}

/** The value is only asked about: compared, tested, counted. */
function isAsked(code: string, start: number, end: number): boolean {
  const after = code.slice(end, end + 12).trimStart();
  if (/^(?:[=!]==?|[<>]|\?(?![.?])|&&|(?:is|in|not|and|if|instanceof)\b|\[|\*|-(?!>))/.test(after)) return true;
  const before = code.slice(Math.max(0, start - 14), start).trimEnd();
  return (
    /(?:!|[=!]==?|[<>]|&&|\b(?:if|not|in|is|and|typeof|instanceof|len|for))$/.test(before) && !/=>$|->$/.test(before)
  );
}

/** Nothing but the value, a conversion and a format stand between the braces. */
function isWholeInsertion(code: string, insertion: Range, value: Range): boolean {
  const lead = code.slice(insertion.start, value.start).replace(/^[^;]*;/, '');
  const rest = code.slice(value.end, insertion.end).replace(/;$/, '');
  return /^\s*$/.test(lead) && /^\s*(?:![rsa])?(?::[^;]*)?=?\s*$/.test(rest);
}
