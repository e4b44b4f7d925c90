/**
 * How rules are tested: the source itself says what must be found, between `[|` and `|]`, so a missed and a spurious
 * finding show in one diff. The real engine reads it, in a small repository that production starts.
 */
import assert from 'node:assert/strict';
import type { Finding } from '../../src/model/finding.ts';
import type { Rule } from '../../src/model/rule.ts';
import type { Range } from '../../src/model/text.ts';
import { applyFix, review, type Files, type MemoryReview } from './memoryRepository.ts';

/** Where a single source stands, and what else its repository has, so that production starts it. */
const surroundings: Readonly<Record<string, { readonly path: string; readonly files: Files }>> = {
  python: { path: 'app.py', files: { Procfile: 'web: python app.py\n' } },
  javascript: {
    path: 'server.js',
    files: { Procfile: 'web: node server.js\n', 'package.json': '{ "name": "server" }\n' },
  },
  typescript: {
    path: 'server.ts',
    files: { Procfile: 'web: tsx server.ts\n', 'package.json': '{ "name": "server", "type": "module" }\n' },
  },
  go: { path: 'main.go', files: { Procfile: 'web: ./server\n', 'go.mod': 'module example.com/shop\n\ngo 1.22\n' } },
  java: { path: 'src/main/java/shop/App.java', files: { Procfile: 'web: java -jar target/app.jar\n' } },
  kotlin: { path: 'src/main/kotlin/shop/App.kt', files: { Procfile: 'web: java -jar build/app.jar\n' } },
  csharp: { path: 'Program.cs', files: { Procfile: 'web: dotnet Shop.dll\n' } },
  ruby: { path: 'app.rb', files: { Procfile: 'web: ruby app.rb\n' } },
  php: { path: 'public/index.php', files: { Procfile: 'web: php -S 0.0.0.0:8080 -t public\n' } },
  rust: { path: 'src/main.rs', files: { Procfile: 'web: ./shop\n' } },
};

/** A marked source, or a marked repository, as a repository without marks and what must be found in it. */
export interface Marked {
  readonly files: Files;
  readonly marks: ReadonlyMap<string, readonly Range[]>;
}

export function marked(language: string, source: string | Files): Marked {
  const files: Record<string, string> = {};
  const marks = new Map<string, readonly Range[]>();
  for (const [path, text] of Object.entries(typeof source === 'string' ? surrounded(language, source) : source)) {
    const parsed = withoutMarks(text);
    files[path] = parsed.text;
    if (parsed.marks.length > 0) marks.set(path, parsed.marks);
  }
  return { files, marks };
}

export function surrounded(language: string, source: string): Files {
  const around = surroundings[language];
  if (around === undefined) throw new Error(`no surroundings for ${language}`);
  return { ...around.files, [around.path]: source };
}

function sourcePath(language: string): string {
  return surroundings[language]?.path ?? '';
}

function withoutMarks(text: string): { text: string; marks: Range[] } {
  const marks: Range[] = [];
  let clean = '';
  let start = -1;
  for (const part of text.split(/(\[\||\|\])/)) {
    if (part === '[|') start = clean.length;
    else if (part === '|]') marks.push({ start, end: clean.length });
    else clean += part;
  }
  return { text: clean, marks };
}

/** The files that matter, with marks around what was found. */
export function withMarks(files: Files, ranges: ReadonlyMap<string, readonly Range[]>): Files {
  const result: Record<string, string> = {};
  for (const [path, list] of ranges) {
    let text = files[path] ?? '';
    const distinct = new Map(list.map((range) => [`${range.start}-${range.end}`, range]));
    for (const { start, end } of [...distinct.values()].sort((a, b) => b.start - a.start || b.end - a.end)) {
      text = `${text.slice(0, start)}[|${text.slice(start, end)}|]${text.slice(end)}`;
    }
    result[path] = text;
  }
  return result;
}

function rangesOf(findings: readonly Finding[]): Map<string, Range[]> {
  const ranges = new Map<string, Range[]>();
  for (const finding of findings) ranges.set(finding.file, [...(ranges.get(finding.file) ?? []), finding.range]);
  return ranges;
}

/** Findings of the rule stand exactly at the marks of the source. */
export async function check(rule: Rule, language: string, source: string): Promise<Finding[]> {
  return checkMarked(rule, marked(language, source));
}

/** The same for a whole repository, path to text. */
export async function checkRepository(rule: Rule, files: Files): Promise<Finding[]> {
  return checkMarked(rule, marked('', files));
}

export async function checkMarked(rule: Rule, { files, marks }: Marked): Promise<Finding[]> {
  const { findings } = await review(files, [rule.id]);
  const own = findings.filter((finding) => finding.rule === rule.id);
  const found = rangesOf(own);
  const paths = new Set([...marks.keys(), ...found.keys()]);
  const at = (ranges: ReadonlyMap<string, readonly Range[]>): Files =>
    withMarks(files, new Map([...paths].map((path) => [path, ranges.get(path) ?? []])));
  assert.deepEqual(at(found), at(marks));
  return own;
}

/** The first fix of the rule's first finding in `before` leaves exactly `after`, and a fix that keeps its promises. */
export async function checkFix(rule: Rule, language: string, before: string, after: string): Promise<void> {
  const { files } = marked(language, before);
  const fixed = await fixFirst(rule, files);
  const path = sourcePath(language);
  assert.equal(fixed[path], after);
}

/** The repository after the first fix of the rule's first finding that stands in `file` (or anywhere). */
export async function fixFirst(rule: Rule, files: Files, file?: string): Promise<Files> {
  const { findings } = await review(files, [rule.id]);
  const finding = findings.find((one) => one.rule === rule.id && (file === undefined || one.file === file));
  assert.ok(finding, `${rule.id} finds nothing`);
  assert.ok(finding.fixes[0], `the finding "${finding.message}" has no fix`);
  await checkConvergence(files, finding);
  return applyFix(files, finding.fixes[0]);
}

/** No fix is offered for the rule's first finding. */
export async function checkNoFix(rule: Rule, language: string, source: string): Promise<void> {
  const findings = await check(rule, language, source);
  assert.deepEqual(findings[0]?.fixes, []);
}

/**
 * What every fix promises: the files parse as they did, its fault is gone, nothing new is found, and there is nothing
 * left that it would do again.
 * @param on rules that are on although they are off by default
 * @param reviewed what is found before any fix, where that is known
 */
export async function checkConvergence(
  files: Files,
  finding: Finding,
  on: readonly string[] = [finding.rule],
  reviewed: MemoryReview | null = null,
): Promise<void> {
  const before = reviewed ?? (await review(files, on));
  for (const fix of finding.fixes) {
    const fixed = applyFix(files, fix);
    const shown = `${finding.rule}: ${fix.title}\n${fix.edits.map(({ file }) => `--- ${file}\n${fixed[file]}`).join('\n')}`;
    const after = await review(fixed, on);
    assert.equal(after.syntaxErrors.length, before.syntaxErrors.length, `no longer parses: ${shown}`);
    const messages = (findings: readonly Finding[]): string[] => findings.map((one) => `${one.rule}: ${one.message}`);
    const others = messages(before.findings.filter((one) => one.fault !== finding.fault));
    const left = messages(after.findings);
    // A line that is written anew may lose the faults that other rules find in it; it gets no new one.
    const added = left.filter((message) => !take(others, message));
    assert.deepEqual(added, [], `does not mend its fault, or adds one: ${shown}`);
  }
}

/** Whether the list held the text, which is out of it then. */
function take(list: string[], text: string): boolean {
  const index = list.indexOf(text);
  if (index !== -1) list.splice(index, 1);
  return index !== -1;
}
