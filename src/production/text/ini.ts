/**
 * INI files with the place of everything: sections in order, keys that may stand several times, values that go on in the
 * next line. Which of the dialects it is, the reader of the launcher says.
 */
import type { Fault } from '../../model/source.ts';
import { lineEnd, type Range } from '../../model/text.ts';
import { artifactFault } from './dataTree.ts';
import { assembled, trimmed, type LocatedText } from './locatedText.ts';

export interface IniDialect {
  /** `backslash`: a line that ends in one goes on (systemd); `indent`: deeper lines belong to the key above (Python's configparser). */
  readonly continuation: 'backslash' | 'indent';
  /** What stands between key and value. */
  readonly delimiter: RegExp;
  /** A comment may follow a value, behind white space. */
  readonly inlineComment: RegExp | null;
}

export const systemdDialect: IniDialect = { continuation: 'backslash', delimiter: /=/, inlineComment: null };
export const configParserDialect: IniDialect = { continuation: 'indent', delimiter: /[=:]/, inlineComment: /[;#]/ };

export interface IniEntry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: LocatedText;
}

export interface IniSection {
  /** Null for what stands before the first header. */
  readonly name: string | null;
  /** The header. */
  readonly range: Range;
  readonly entries: readonly IniEntry[];
}

export interface IniFile {
  readonly sections: readonly IniSection[];
  readonly faults: readonly Fault[];
}

interface Piece {
  readonly text: string;
  readonly range: Range;
}

/** Never throws. What is neither header, key nor comment is a fault at its place. */
export function readIni(file: string, text: string, dialect: IniDialect): IniFile {
  const sections: (IniSection & { entries: IniEntry[] })[] = [];
  const faults: Fault[] = [];
  let open: { key: string; keyRange: Range; pieces: Piece[]; indent: number } | null = null;

  const close = (): void => {
    if (open === null) return;
    const { key, keyRange, pieces } = open;
    const first = pieces[0]?.range.start ?? keyRange.end;
    const range = { start: first, end: pieces.at(-1)?.range.end ?? first };
    const value = trimmed(assembled(file, range, pieces));
    // Nothing before the first header belongs to a section of that name.
    if (sections.length === 0) sections.push({ name: null, range: keyRange, entries: [] });
    sections.at(-1)?.entries.push({ key, keyRange, value: value.text === '' ? { ...value, range } : value });
    open = null;
  };

  let continued = false;
  for (let at = 0; at < text.length;) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const start = at + line.length - line.trimStart().length;
    const next = text.startsWith('\r\n', end) ? end + 2 : end + 1;
    const bare = line.trim();
    const comment = bare.startsWith('#') || bare.startsWith(';');
    if (continued && open !== null) {
      if (!comment) continued = addLine(open.pieces, text, at, end);
    } else if (bare === '' || comment) {
      // Blank lines and comments do not end a value that goes on by indentation.
    } else if (dialect.continuation === 'indent' && open !== null && start - at > open.indent) {
      const until = withoutComment(text, start, end, dialect);
      open.pieces.push(
        { text: '\n', range: { start, end: start + 1 } },
        { text: text.slice(start, until), range: { start, end: until } },
      );
    } else if (bare.startsWith('[')) {
      close();
      const bracket = bare.indexOf(']');
      const range = { start, end: start + (bracket < 0 ? bare.length : bracket + 1) };
      if (bracket < 0) faults.push(artifactFault(file, range, 'this section has no closing bracket'));
      sections.push({ name: bare.slice(1, bracket < 0 ? undefined : bracket), range, entries: [] });
    } else {
      close();
      const delimiter = dialect.delimiter.exec(bare)?.index ?? -1;
      const key = bare.slice(0, Math.max(delimiter, 0)).trim();
      if (key === '') {
        const range = { start, end: start + bare.length };
        faults.push(artifactFault(file, range, 'this line is neither a section, a setting nor a comment'));
      } else {
        const from = start + delimiter + 1;
        open = { key, keyRange: { start, end: start + key.length }, pieces: [], indent: start - at };
        if (dialect.continuation === 'backslash') {
          continued = addLine(open.pieces, text, from, end);
        } else {
          const until = withoutComment(text, from, end, dialect);
          open.pieces.push({ text: text.slice(from, until), range: { start: from, end: until } });
        }
      }
    }
    at = next;
  }
  close();
  return { sections, faults };
}

/** Adds a line without the backslash at its end, which stands for a blank; whether the next line belongs to it. */
function addLine(pieces: Piece[], text: string, start: number, end: number): boolean {
  const goesOn = end > start && text[end - 1] === '\\';
  const until = goesOn ? end - 1 : end;
  pieces.push({ text: text.slice(start, until), range: { start, end: until } });
  if (goesOn) pieces.push({ text: ' ', range: { start: until, end: until + 1 } });
  return goesOn;
}

/** Where the value ends: before a comment that white space precedes. */
function withoutComment(text: string, start: number, end: number, { inlineComment }: IniDialect): number {
  if (inlineComment === null) return end;
  for (let at = start; at < end; at++) {
    if (inlineComment.test(text.charAt(at)) && (at === start || /\s/.test(text.charAt(at - 1)))) return at;
  }
  return end;
}

/** Sections of one name are one section. */
export function entriesOfSection(ini: IniFile, name: string): readonly IniEntry[] {
  return ini.sections.filter((section) => section.name === name).flatMap((section) => section.entries);
}
