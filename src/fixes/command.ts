/** Changes to the command line that starts a service, in the file that holds it. */
import type { Fix } from '../model/finding.ts';
import type { Launch, TelemetryPromise, Word } from '../model/production.ts';
import type { TextEdit } from '../model/text.ts';
import { insertAfter, insertBefore } from '../production/text/words.ts';

/** Interpreters whose flags stand right behind them. */
const interpreter = /^(?:node|nodejs|bun|deno|python[\d.]*|pypy[\d.]*)$/;

/** Puts the words of a promise where the launch lost them. Null where the command cannot be edited, or holds no place for them. */
export function wrapFix(
  launch: Launch,
  promise: Pick<TelemetryPromise, 'words' | 'placement'>,
  textOf: (file: string) => string | undefined,
): Fix | null {
  const { words, placement } = promise;
  const [program, next] = launch.argv;
  if (words.length === 0 || program === undefined) return null;
  const flags = placement === 'after-interpreter';
  if (flags && !interpreter.test(program.value.slice(program.value.lastIndexOf('/') + 1))) return null;
  const beside = flags ? (next ?? program) : program;
  const text = textOf(beside.file);
  if (!beside.exact || text === undefined) return null;
  const edit = flags && next === undefined ? insertAfter(program, words, text) : insertBefore(beside, words, text);
  return { title: `Start it with ${words.join(' ')}`, safety: 'review', edits: [edit] };
}

/**
 * Lets a command name another file. The word and the missing path end alike; what the word has before that stands for
 * what the missing path has before it.
 * @param word names `missing`, as a path or as a Python module (`app.main:app`)
 */
export function retargetFix(
  word: Word,
  missing: string,
  present: string,
  textOf: (file: string) => string | undefined,
): Fix | null {
  const text = textOf(word.file);
  if (!word.exact || word.dynamic || text === undefined) return null;
  const value = retargetedPath(word.value, missing, present) ?? retargetedModule(word.value, missing, present);
  if (value === null) return null;
  const edit = rewritten(word, value, text);
  return edit === null ? null : { title: `Start ${value}`, safety: 'review', edits: [edit] };
}

/** The word with another value, in the quotes it has. Null where it is written in a way that says more than its value. */
function rewritten(word: Word, value: string, text: string): TextEdit | null {
  const written = text.slice(word.range.start, word.range.end);
  const at = written.indexOf(word.value);
  const quotes = ['', '"', "'"].find((quote) => written === quote + word.value + quote);
  if (quotes === undefined || at === -1 || !/^[\w@%+=:,./~-]+$/.test(value)) return null;
  const start = word.range.start + at;
  return { file: word.file, range: { start, end: start + word.value.length }, text: value };
}

function retargetedPath(value: string, missing: string, present: string): string | null {
  const plain = value.startsWith('./') ? value.slice(2) : value;
  const written = plain.split('/');
  const expected = missing.split('/');
  let shared = 0;
  while (shared < written.length && shared < expected.length && written.at(-1 - shared) === expected.at(-1 - shared))
    shared++;
  if (shared === 0) return null;
  const from = expected.slice(0, expected.length - shared).join('/');
  const inside = from === '' ? present : present.startsWith(`${from}/`) ? present.slice(from.length + 1) : null;
  if (inside === null) return null;
  const prefix = written.slice(0, written.length - shared);
  const path = [...prefix, inside].join('/');
  return value.startsWith('./') ? `./${path}` : path;
}

function retargetedModule(value: string, missing: string, present: string): string | null {
  const match = /^(?<module>[A-Za-z_]\w*(?:\.\w+)*)(?<symbol>:.*)?$/.exec(value);
  const module = match?.groups?.['module'];
  if (module === undefined || !missing.endsWith('.py') || !present.endsWith('.py')) return null;
  const path = `${module.replaceAll('.', '/')}.py`;
  if (missing !== path && !missing.endsWith(`/${path}`)) return null;
  const from = missing.slice(0, missing.length - path.length);
  if (!present.startsWith(from)) return null;
  const parts = present.slice(from.length, -'.py'.length).split('/');
  if (!parts.every((part) => /^[A-Za-z_]\w*$/.test(part))) return null;
  return parts.join('.') + (match?.groups?.['symbol'] ?? '');
}

/** Takes one word out of a command, with the blank or the comma before it. Null where it stands in no line of its kind. */
export function removeWordFix(word: Word, textOf: (file: string) => string | undefined): Fix | null {
  const text = textOf(word.file);
  if (!word.exact || word.style === 'block-list' || text === undefined) return null;
  const before = /(?:[ \t]+|,[ \t]*)$/.exec(text.slice(Math.max(0, word.range.start - 100), word.range.start));
  const separator = before?.[0] ?? '';
  if (separator === '' || (word.style === 'list') !== separator.startsWith(',')) return null;
  const range = { start: word.range.start - separator.length, end: word.range.end };
  return { title: `Take ${word.value} out`, safety: 'review', edits: [{ file: word.file, range, text: '' }] };
}

/** Takes words out of a command and puts them before another of its words. Null where they cannot be edited one by one. */
export function moveWordsFix(
  words: readonly Word[],
  before: Word | null,
  textOf: (file: string) => string | undefined,
): Fix | null {
  const [first] = words;
  const text = before === null ? undefined : textOf(before.file);
  if (first === undefined || before === null || text === undefined || !before.exact) return null;
  if (words.some((word) => !word.exact || word.file !== before.file || word.style !== before.style)) return null;
  const values = words.map(({ value }) => value);
  const last = words.at(-1) ?? first;
  const range = spanOf({ start: first.range.start, end: last.range.end }, first, text);
  if (range === null) return null;
  const edits: TextEdit[] = [{ file: first.file, range, text: '' }, insertBefore(before, values, text)];
  return { title: `Put ${values.join(' ')} before ${before.value}`, safety: 'review', edits };
}

/** Words with the separator that goes with them: the one behind, for the last of a list the one before. */
function spanOf(range: TextEdit['range'], { style }: Word, text: string): TextEdit['range'] | null {
  if (style === 'block-list') return null;
  const behind = (style === 'list' ? /^\s*,\s*/ : /^[ \t]+/).exec(text.slice(range.end, range.end + 200))?.[0];
  if (behind !== undefined) return { start: range.start, end: range.end + behind.length };
  const lead = text.slice(Math.max(0, range.start - 200), range.start);
  const ahead = (style === 'list' ? /,\s*$/ : /[ \t]+$/).exec(lead)?.[0];
  return ahead === undefined ? null : { start: range.start - ahead.length, end: range.end };
}
