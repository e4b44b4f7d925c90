import type { FunctionFact, ImportFact } from '../../model/facts.ts';
import { lineStart, type Range, type TextEdit } from '../../model/text.ts';
import { packageName } from '../../languages/go/packages.ts';
import { insertFirst, insertion, nextLine, type EditedFile } from '../insert.ts';
import { doubleQuoted } from '../strings.ts';
import { parseWith, type ImportForm } from './importForms.ts';
import type { ImportLine, Writing } from './writing.ts';

const forms: readonly ImportForm[] = [{ pattern: /^import (?:(?<local>\w+) )?"(?<module>[^"]+)"$/, name: 'whole' }];

export const goWriting: Writing = {
  ecosystem: 'go',
  languages: [],
  blocks: 'braces',
  semicolons: 'never',
  defaultLibrary: 'slog',
  errorNames: ['err'],
  bindError: () => null,
  quoted: (value) => doubleQuoted(value),
  inStyle: (code) => code,
  parseImport: (code) => parseWith(forms, code, packageName),
  isHoisted: () => true,
  nameOfWhole: ({ module }) => packageName(module),
  placeImport,
  dropUnused,
  ownName,
};

/** An import that is not used does not compile: the last use of `fmt` takes its import with it. */
function dropUnused({ path, text, facts }: EditedFile, callee: string): TextEdit[] {
  const name = callee.slice(0, Math.max(callee.indexOf('.'), 0));
  const imported = facts.imports.find(
    (one) => one.names.length === 0 && (one.alias ?? packageName(one.module)) === name,
  );
  if (imported === undefined || text.split(new RegExp(`\\b${name}\\.`)).length !== 2) return [];
  const start = lineStart(text, imported.range.start);
  const end = nextLine(text, imported.range.end);
  return [{ file: path, range: { start, end }, text: '' }];
}

/** The receiver of a method: `s` of `func (s *Server) Close()`. */
function ownName(method: FunctionFact, text: string): string | null {
  const written = text.slice(method.range.start, Math.min(method.range.start + 200, method.range.end));
  const name = /^func\s*\(\s*(\w+)\s+\S/.exec(written)?.[1];
  return method.owner === null || name === undefined || name === '_' ? null : name;
}

/** Imports of one group, between blank lines. */
type Group = readonly ImportFact[];

/** Into the group it belongs to, where it sorts, as goimports does; one import without parentheses becomes a block. */
function placeImport(file: EditedFile, line: ImportLine): TextEdit {
  const { path, text, facts } = file;
  const newline = facts.style.endOfLine;
  const spec = line.code.replace(/^import /, '');
  const imports = facts.imports.filter((one) => one.range.start >= facts.prologue.firstStatement);
  const [first] = imports;
  if (first === undefined) return insertFirst(file, [line.code]);
  const groups = blockOf(file, imports);
  if (groups === null) return asBlock(file, first, spec, line.module);
  const group = groupFor(groups, line.module);
  if (group === null) return newGroup(file, groups, spec, line.module);
  const following = group.find((one) => one.module > line.module);
  if (following !== undefined) {
    const at = aboveComments(file, following);
    return insertion(path, at, `${indentOf(file, following)}${spec}${newline}`);
  }
  const last = group[group.length - 1] ?? first;
  return insertion(path, nextLine(text, last.range.end), `${indentOf(file, last)}${spec}${newline}`);
}

/** Groups of the first block in parentheses, null where there is none or where it is not one import to a line. */
function blockOf({ text }: EditedFile, imports: readonly ImportFact[]): Group[] | null {
  const first = imports.find((one) =>
    /\bimport\s*\([^"()]*$/.test(text.slice(Math.max(0, one.range.start - 400), one.range.start)),
  );
  if (first === undefined) return null;
  const groups: ImportFact[][] = [];
  let before: Range | null = null;
  for (const one of imports) {
    if (one.range.start < first.range.start) continue;
    const between: string = before === null ? '' : text.slice(before.end, one.range.start);
    if (/^\s*\)/m.test(between) || /\bimport\b/.test(between)) break;
    if (text.slice(lineStart(text, one.range.start), one.range.start).trim() !== '') return null;
    if (before === null || /\n[ \t\r]*\n/.test(between)) groups.push([]);
    groups[groups.length - 1]?.push(one);
    before = one.range;
  }
  return groups.length === 0 ? null : groups;
}

/** The standard library has no host in its paths. */
const isStandard = (module: string): boolean => !(module.split('/')[0] ?? '').includes('.');

/** The group with most in common: standard library with such, others by the longest common path. */
function groupFor(groups: readonly Group[], module: string): Group | null {
  const standard = isStandard(module);
  let best: Group | null = null;
  let most = -1;
  for (const group of groups) {
    const fitting = group.filter((one) => isStandard(one.module) === standard);
    if (fitting.length === 0 || (standard && best !== null)) continue;
    const common = Math.max(...fitting.map((one) => commonParts(one.module, module)));
    if (common > most) {
      most = common;
      best = group;
    }
  }
  return best;
}

function commonParts(one: string, other: string): number {
  const parts = other.split('/');
  const different = one.split('/').findIndex((part, index) => part !== parts[index]);
  return different === -1 ? parts.length : different;
}

/** The standard library comes first, packages behind it. */
function newGroup(file: EditedFile, groups: readonly Group[], spec: string, module: string): TextEdit {
  const { path, text, facts } = file;
  const newline = facts.style.endOfLine;
  const standard = isStandard(module);
  const first = groups[0]?.[0];
  const last = groups[groups.length - 1]?.at(-1);
  if (standard && first !== undefined) {
    return insertion(path, aboveComments(file, first), `${indentOf(file, first)}${spec}${newline}${newline}`);
  }
  const end = last === undefined ? facts.prologue.afterImports : nextLine(text, last.range.end);
  return insertion(path, end, `${newline}${last === undefined ? '\t' : indentOf(file, last)}${spec}${newline}`);
}

/** `import "fmt"` becomes a block of two. */
function asBlock(file: EditedFile, present: ImportFact, spec: string, module: string): TextEdit {
  const { path, text, facts } = file;
  const newline = facts.style.endOfLine;
  const start = lineStart(text, present.range.start);
  const written = text.slice(start, present.range.end);
  if (!/^import[ \t]+(?:[\w.]+[ \t]+)?["`]/.test(written)) {
    return insertion(path, start, `import ${spec}${newline}`);
  }
  const own = written.replace(/^import[ \t]+/, '');
  const together = isStandard(module) === isStandard(present.module);
  const comesFirst = together ? module < present.module : isStandard(module);
  const specs = comesFirst ? [spec, own] : [own, spec];
  const lines = [
    'import (',
    ...specs.flatMap((one, index) => [...(index === 1 && !together ? [''] : []), `\t${one}`]),
    ')',
  ];
  return { file: path, range: { start, end: present.range.end }, text: lines.join(newline) };
}

/** Start of the line of an import, or of the comments right above it. */
function aboveComments({ text }: EditedFile, fact: ImportFact): number {
  let at = lineStart(text, fact.range.start);
  for (let level = 0; level < 20 && at > 0; level++) {
    const before = lineStart(text, Math.max(0, at - (text.startsWith('\r\n', at - 2) ? 2 : 1)));
    if (!/^[ \t]*\/\//.test(text.slice(before, at))) break;
    at = before;
  }
  return at;
}

function indentOf({ text }: EditedFile, fact: ImportFact): string {
  return text.slice(lineStart(text, fact.range.start), fact.range.start);
}
