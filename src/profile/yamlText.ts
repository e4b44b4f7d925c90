/** YAML text to a document, and what can be saved of a text that is not YAML throughout. */
import { isMap, isSeq, type Document, type ParsedNode, type YAMLError } from 'yaml';
import { lineEnd, type Range } from '../model/text.ts';
import { parseYamlDocuments } from '../syntax/yamlDocuments.ts';

export interface Problem {
  readonly message: string;
  readonly range: Range;
}

export interface YamlReading {
  /** Null for a text that holds nothing. */
  readonly document: Document.Parsed | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads the first document. Where the text has faults, the smallest entries that hold one are left out, so that a
 * half-typed line does not take the rest with it. All offsets are those of `text`.
 */
export function readYaml(text: string): YamlReading {
  const problems: Problem[] = [];
  const { documents, refusal } = parseYamlDocuments(text);
  if (refusal !== null) return { document: null, problems: [{ ...refusal, message: `not read: ${refusal.message}` }] };
  const [first, second] = documents;
  if (first === undefined) return { document: null, problems };
  let own = text;
  if (second !== undefined) {
    own = text.slice(0, first.range[2]);
    const marker = text.indexOf('---', own.length);
    const start = marker < 0 ? own.length : marker;
    problems.push({
      message: 'a profile is one document: what comes after this `---` is not read',
      range: { start, end: Math.min(start + 3, text.length) },
    });
  }
  if (first.errors.length === 0) return { document: first, problems };
  const sound = withoutBroken(own, 0, problems, 0);
  const saved = documentOf(sound);
  if (saved === null) return { document: null, problems };
  const [error] = saved.errors;
  if (error === undefined) return { document: saved, problems };
  if (problems.length === 0) problems.push(problemOf(error, text, 0));
  return { document: null, problems };
}

/** The first document of a text that may be anything; null where there is none. */
export function documentOf(text: string): Document.Parsed | null {
  return parseYamlDocuments(text).documents[0] ?? null;
}

const deepestEntry = 8;
/** Behind so many nothing is looked at any more. */
const mostProblems = 100;

/** `text` with every entry that does not parse by itself turned into blanks of the same length. */
function withoutBroken(text: string, base: number, problems: Problem[], depth: number): string {
  const { head, entries, list } = entriesOf(text);
  let at = base + head.length;
  return (
    head +
    entries
      .map((entry) => {
        const kept = soundEntry(entry, list, at, problems, depth);
        at += entry.length;
        return kept;
      })
      .join('')
  );
}

function soundEntry(entry: string, list: boolean, base: number, problems: Problem[], depth: number): string {
  if (problems.length >= mostProblems) return blank(entry);
  const found = problemsOfEntry(entry, list, base);
  if (found.length === 0) return entry;
  const before = problems.length;
  const headerLength = depth < deepestEntry ? headerOf(entry, list) : 0;
  if (headerLength > 0) {
    // What follows a dash is read as if it stood on lines of its own.
    const header = entry.slice(0, headerLength);
    const inner = list ? ' '.repeat(headerLength) + entry.slice(headerLength) : entry.slice(headerLength);
    const mended = withoutBroken(inner, list ? base : base + headerLength, problems, depth + 1);
    const whole = list ? header + mended.slice(headerLength) : header + mended;
    if (/^[^\S\n]*[^\s#]/m.test(mended) && problemsOfEntry(whole, list, base).length === 0) return whole;
  }
  if (problems.length === before) problems.push(...found);
  return blank(entry);
}

/** Length of what stands before the entries inside an entry: `key:` with its line end, or the dash; 0 where there are none. */
function headerOf(entry: string, list: boolean): number {
  const match = list
    ? /^ *-(?=[ \t]+[^\s#])/.exec(entry)
    : /^[ \t]*[^\s:#][^:#\n]*:[ \t]*(?:#[^\n]*)?\r?\n/.exec(entry);
  return match?.[0].length ?? 0;
}

function problemsOfEntry(entry: string, list: boolean, base: number): Problem[] {
  const document = documentOf(entry);
  if (document === null) return [];
  const [error] = document.errors;
  if (error !== undefined) return [problemOf(error, entry, base)];
  const contents: ParsedNode | null = document.contents;
  if (list ? isSeq(contents) : isMap(contents) && contents.items.length === 1) return [];
  const start = entry.search(/\S/);
  const word = entry.trim();
  const shown = word.length > 40 || word.includes('\n') ? 'this' : `\`${word}\``;
  return [
    {
      message: template(entry) ?? `${shown} is neither \`key: value\` nor an item of a list`,
      range: {
        start: base + Math.max(start, 0),
        end: base + Math.max(start, 0) + (word.split('\n')[0] ?? '').trim().length,
      },
    },
  ];
}

/** A text cut into its entries: keys, or items of a list, that start where the first of them starts or before. */
function entriesOf(text: string): { head: string; entries: string[]; list: boolean } {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  let head = '';
  const entries: string[] = [];
  let indentation = -1;
  let list = false;
  for (const line of lines) {
    const significant =
      /^( *)(?!\s|#|---|\.\.\.|%YAML)\S/.exec(line.replace(/^\uFEFF/, ' ')) ?? /^( *)\t+[^\s#]/.exec(line);
    const own = significant?.[1]?.length ?? -1;
    const dash = /^ *-(?:\s|$)/.test(line);
    if (significant !== null && indentation < 0) {
      indentation = own;
      list = dash;
      entries.push(line);
    } else if (indentation < 0) {
      head += line;
    } else if (significant !== null && own <= indentation && (list || !dash || own < indentation)) {
      entries.push(line);
    } else {
      entries[entries.length - 1] += line;
    }
  }
  return { head, entries, list };
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}

function problemOf(error: YAMLError, text: string, base: number): Problem {
  const quote = /^Missing closing (["'])/.exec(error.message)?.[1];
  const opening = quote === undefined ? -1 : text.lastIndexOf(quote);
  const start = opening >= 0 ? opening : Math.min(error.pos[0], Math.max(text.trimEnd().length - 1, 0));
  const end = opening >= 0 ? lineEnd(text, opening) : Math.max(start + 1, Math.min(error.pos[1], text.length));
  return { message: template(text) ?? sentence(error), range: { start: base + start, end: base + end } };
}

/** The message for a text that a tool was to fill in first, or null. */
export function template(text: string): string | null {
  const match = /\{\{|\{%|<%/.exec(text);
  if (match === null) return null;
  return `\`${match[0]}\` starts a template: a profile is plain YAML, so write the value itself or put it in quotes`;
}

function sentence({ code, message }: YAMLError): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab indents this line: YAML takes blanks only';
    case 'BAD_INDENT':
      return `the indentation does not fit: ${lowered(message)}`;
    case 'MISSING_CHAR':
      return message.startsWith('Missing closing') ? 'the quote is not closed' : lowered(message);
    default:
      return lowered(message);
  }
}

function lowered(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
