/** Names of files as patches write them: quoted, with prefixes, and now and then where they must not be. */

const escapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '"': 34,
  '\\': 92,
};

/**
 * A name in quotes at the start of a text, as git and GNU diff quote it: bytes beyond ASCII are octal.
 * @returns null where it is not closed, or its bytes are no UTF-8
 */
export function quotedName(text: string): { readonly name: string; readonly length: number } | null {
  if (!text.startsWith('"')) return null;
  const bytes: number[] = [];
  for (let at = 1; at < text.length;) {
    const character = text[at] ?? '';
    if (character === '"') {
      const name = utf8(bytes);
      return name === null ? null : { name, length: at + 1 };
    }
    if (character !== '\\') {
      const whole = String.fromCodePoint(text.codePointAt(at) ?? 0);
      bytes.push(...new TextEncoder().encode(whole));
      at += whole.length;
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(at + 1, at + 4))?.[0];
    const byte = octal === undefined ? escapes[text[at + 1] ?? ''] : Number.parseInt(octal, 8);
    if (byte === undefined) return null;
    bytes.push(byte);
    at += octal === undefined ? 2 : 4;
  }
  return null;
}

function utf8(bytes: readonly number[]): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes));
  } catch {
    return null;
  }
}

/** A name that takes the rest of a line, quoted or not. */
export function wholeName(text: string): string | null {
  if (!text.startsWith('"')) return text === '' ? null : text;
  const quoted = quotedName(text);
  return quoted === null || quoted.length !== text.length ? null : quoted.name;
}

/** The name and the time of a `--- ` or `+++ ` line; a tab divides them. */
export function headerName(text: string): { readonly name: string | null; readonly time: string } {
  const quoted = quotedName(text);
  if (quoted !== null) return { name: quoted.name, time: text.slice(quoted.length).trim() };
  const tab = text.indexOf('\t');
  if (tab < 0) return { name: text === '' ? null : text, time: '' };
  return { name: text.slice(0, tab), time: text.slice(tab + 1).trim() };
}

/** GNU diff gives a file that is not there the beginning of time. */
export function isEpoch(time: string): boolean {
  return /^(?:1970-01-01|1969-12-31)\b/.test(time) || /^\w{3} (?:Jan {1,2}1 .* 1970|Dec 31 .* 1969)/.test(time);
}

/** Both names of a `diff --git` line; null where they cannot be told apart, which other lines then say. */
export function gitHeaderNames(rest: string): { readonly old: string; readonly new: string } | null {
  const first = quotedName(rest);
  if (first !== null) {
    const second = wholeName(rest.slice(first.length + 1));
    return second === null ? null : { old: first.name, new: second };
  }
  const quote = rest.indexOf(' "');
  if (quote > 0 && rest.endsWith('"')) {
    const second = wholeName(rest.slice(quote + 1));
    return second === null ? null : { old: rest.slice(0, quote), new: second };
  }
  // Where both are the same but for the prefix, the blank between them is the one in the middle.
  const middle = (rest.length - 1) / 2;
  if (Number.isInteger(middle) && rest[middle] === ' ') {
    const names = { old: rest.slice(0, middle), new: rest.slice(middle + 1) };
    if (names.old === names.new || withoutPrefix(names) !== null) return names;
  }
  const split = rest.indexOf(' b/');
  if (rest.startsWith('a/') && split > 0 && split === rest.lastIndexOf(' b/')) {
    return { old: rest.slice(0, split), new: rest.slice(split + 1) };
  }
  return null;
}

/** Prefixes git puts before the old and the new name: the usual ones, and those of `diff.mnemonicPrefix`. */
const prefixes: readonly (readonly [string, string])[] = [
  ['a/', 'b/'],
  ['i/', 'w/'],
  ['c/', 'i/'],
  ['c/', 'w/'],
  ['o/', 'w/'],
  ['1/', '2/'],
  // Of reversed diffs.
  ['b/', 'a/'],
  ['w/', 'i/'],
  ['i/', 'c/'],
  ['w/', 'c/'],
];

/** Both names without git's prefixes where they have them and are the same then; else null. */
export function withoutPrefix(names: {
  readonly old: string;
  readonly new: string;
}): { readonly old: string; readonly new: string } | null {
  for (const [before, after] of prefixes) {
    if (!names.old.startsWith(before) || !names.new.startsWith(after)) continue;
    const stripped = { old: names.old.slice(before.length), new: names.new.slice(after.length) };
    if (stripped.old === stripped.new) return stripped;
  }
  return null;
}

/** Without a prefix of one letter, for a name whose other side is not there. */
export function withoutOnePrefix(name: string): string {
  return /^[abciow12]\//.test(name) ? name.slice(2) : name;
}

/** Why a name must not be read or written; null where it may. Root-relative with `/`. */
export function refusal(name: string): string | null {
  if (name === '' || name.includes('\0')) return 'is no name of a file';
  if (/^(?:[\\/]|[a-zA-Z]:)/.test(name)) return 'is an absolute path';
  const segments = name.split(/[\\/]/);
  if (segments.includes('..')) return 'leads out of the root';
  // What stands there makes git run programs.
  if (segments.some((segment) => segment.toLowerCase() === '.git')) return 'is inside .git';
  if (segments.some((segment) => segment === '' || segment === '.')) return 'is no plain path';
  return null;
}
