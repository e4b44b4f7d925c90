/** The lines before the hunks of a file: names, modes, and what became of it. */
import { gitHeaderNames, headerName, isEpoch, wholeName, withoutOnePrefix, withoutPrefix } from './names.ts';
import type { PatchFile } from './patch.ts';

type HeaderFields = Pick<PatchFile, 'kind' | 'oldNames' | 'newNames' | 'oldMode' | 'newMode' | 'blobs' | 'isBinary'>;

export interface FileHeader {
  readonly file: HeaderFields;
  /** Index of the line behind it, where hunks may stand. */
  readonly end: number;
  /** The patch got other line ends on its way: each of its lines has a `\r`. */
  readonly isConverted: boolean;
  /** Hunks must follow. */
  readonly announcesHunks: boolean;
  /** Says that a file came or went and not whether it is empty: whole only where something follows. */
  readonly isBare: boolean;
  readonly problem: string | null;
}

/** Hashes of the empty text, by SHA-1 and SHA-256. */
const emptyBlobs = [
  'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391',
  '473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813',
];

/** @returns null where no file's head starts at that line */
export function fileHeader(lines: readonly string[], at: number): FileHeader | null {
  const line = lines[at] ?? '';
  if (line.startsWith('diff --git ')) return gitHeader(lines, at);
  if (line.startsWith('--- ')) return plainHeader(lines, at);
  return line.startsWith('Binary files ') ? binaryHeader(line, at) : null;
}

function clean(line: string | undefined): string {
  return (line ?? '').replace(/\r$/, '');
}

function plainHeader(lines: readonly string[], at: number): FileHeader | null {
  const next = lines[at + 1];
  if (next === undefined || !next.startsWith('+++ ')) return null;
  // A message may have such lines too; only where the patch ends may the hunk be missing.
  const third = lines[at + 2];
  if (third !== undefined && third !== '' && !third.startsWith('@@ ')) return null;
  const before = headerName(clean(lines[at]).slice(4));
  const after = headerName(clean(next).slice(4));
  const old = before.name === '/dev/null' || isEpoch(before.time) ? null : before.name;
  const present = after.name === '/dev/null' || isEpoch(after.time) ? null : after.name;
  const names = candidates(old, present);
  return {
    file: {
      kind: kindOf(old, present),
      oldNames: old === null ? [] : names,
      newNames: present === null ? [] : names,
      oldMode: null,
      newMode: null,
      blobs: null,
      isBinary: false,
    },
    end: at + 2,
    isConverted: next.endsWith('\r'),
    announcesHunks: true,
    isBare: false,
    problem: names.length === 0 ? 'names no file' : null,
  };
}

function kindOf(old: string | null, present: string | null): 'added' | 'deleted' | 'modified' {
  if (old === null) return 'added';
  return present === null ? 'deleted' : 'modified';
}

/** What a file may be called under the root, from what both sides call it: the likeliest first. */
function candidates(old: string | null, present: string | null): string[] {
  const given = present ?? old;
  if (given === null) return [];
  const stripped = old !== null && present !== null ? withoutPrefix({ old, new: present }) : null;
  const one = old === null || present === null ? withoutOnePrefix(given) : null;
  const names = [stripped?.new, one, present, old, ...commonEnds(old, present)];
  return [...new Set(names.filter((name) => name !== undefined && name !== null))];
}

/** `project-1.0/src/app.py` and `project-1.1/src/app.py`: the folders that both name. */
function commonEnds(old: string | null, present: string | null): string[] {
  if (old === null || present === null || old === present) return [];
  const [one, other] = [old.split('/'), present.split('/')];
  for (let first = 1; first < Math.min(one.length, other.length); first++) {
    const [rest, otherRest] = [one.slice(first).join('/'), other.slice(first).join('/')];
    if (rest === otherRest) return [rest];
  }
  return [];
}

function binaryHeader(line: string, at: number): FileHeader | null {
  const said = /^Binary files (.+) and (.+) differ\r?$/.exec(line);
  if (said === null) return null;
  const [before, after] = [headerName(said[1] ?? '').name, headerName(said[2] ?? '').name];
  const [old, present] = [before === '/dev/null' ? null : before, after === '/dev/null' ? null : after];
  const names = candidates(old, present);
  if (names.length === 0) return null;
  return {
    file: {
      kind: kindOf(old, present),
      oldNames: old === null ? [] : names,
      newNames: present === null ? [] : names,
      oldMode: null,
      newMode: null,
      blobs: null,
      isBinary: true,
    },
    end: at + 1,
    isConverted: false,
    announcesHunks: false,
    isBare: false,
    problem: null,
  };
}

/** What the lines between `diff --git` and the hunks said. */
interface GitLines {
  oldMode: string | null;
  newMode: string | null;
  isNew: boolean;
  isDeleted: boolean;
  moved: 'renamed' | 'copied' | null;
  from: string | null;
  to: string | null;
  similarity: number | null;
  blobs: PatchFile['blobs'];
  isBinary: boolean;
  /** `--- ` and `+++ `; undefined where there is no such line. */
  before: string | null | undefined;
  after: string | null | undefined;
}

function gitHeader(lines: readonly string[], at: number): FileHeader {
  const first = clean(lines[at]).slice('diff --git '.length);
  const { said, end } = gitLines(lines, at + 1);
  const header = gitHeaderNames(first);
  const kind = said.moved ?? (said.isNew ? 'added' : said.isDeleted ? 'deleted' : 'modified');
  const names = gitNames(header, said);
  return {
    file: {
      kind,
      oldNames: kind === 'added' ? [] : names.old,
      newNames: kind === 'deleted' ? [] : names.new,
      oldMode: said.oldMode,
      newMode: said.newMode,
      blobs: said.blobs,
      isBinary: said.isBinary,
    },
    end,
    isConverted: (lines[at] ?? '').endsWith('\r'),
    announcesHunks: announcesHunks(said, kind),
    isBare: isBare(said, kind),
    problem: headerProblem(first, said, names),
  };
}

function gitLines(lines: readonly string[], from: number): { said: GitLines; end: number } {
  const said: GitLines = {
    oldMode: null,
    newMode: null,
    isNew: false,
    isDeleted: false,
    moved: null,
    from: null,
    to: null,
    similarity: null,
    blobs: null,
    isBinary: false,
    before: undefined,
    after: undefined,
  };
  let end = from;
  for (; end < lines.length; end++) {
    const line = clean(lines[end]);
    if (line.startsWith('--- ') && (lines[end + 1] ?? '').startsWith('+++ ')) {
      said.before = headerName(line.slice(4)).name;
      said.after = headerName(clean(lines[end + 1]).slice(4)).name;
      return { said, end: end + 2 };
    }
    if (!readGitLine(line, said)) break;
  }
  return { said, end };
}

/** @returns false where it is no line of a head */
function readGitLine(line: string, said: GitLines): boolean {
  const [, key, value = ''] =
    /^(old mode|new mode|new file mode|deleted file mode|rename from|rename to|copy from|copy to|(?:dis)?similarity index|index) (.*)$/.exec(
      line,
    ) ?? [];
  switch (key) {
    case 'old mode':
      said.oldMode = mode(value);
      break;
    case 'new mode':
      said.newMode = mode(value);
      break;
    case 'new file mode':
      said.isNew = true;
      said.newMode = mode(value);
      break;
    case 'deleted file mode':
      said.isDeleted = true;
      said.oldMode = mode(value);
      break;
    case 'rename from':
    case 'copy from':
      said.moved = key === 'rename from' ? 'renamed' : 'copied';
      said.from = wholeName(value);
      break;
    case 'rename to':
    case 'copy to':
      said.to = wholeName(value);
      break;
    case 'similarity index':
      said.similarity = Number.parseInt(value, 10);
      break;
    case 'dissimilarity index':
      break;
    case 'index': {
      const [, old, present, own] = /^([0-9a-f]+)\.\.([0-9a-f]+)(?: (\d{6}))?$/.exec(value) ?? [];
      if (old !== undefined && present !== undefined) said.blobs = { old, new: present };
      if (own !== undefined) [said.oldMode, said.newMode] = [own, own];
      break;
    }
    default:
      if (!/^(?:Binary files .* differ|GIT binary patch)$/.test(line)) return false;
      said.isBinary = true;
  }
  return true;
}

function mode(value: string): string | null {
  return /^\d{6}$/.test(value) ? value : null;
}

function gitNames(
  header: { readonly old: string; readonly new: string } | null,
  { from, to, moved, before, after }: GitLines,
): { old: string[]; new: string[] } {
  if (moved !== null) return { old: from === null ? [] : [from], new: to === null ? [] : [to] };
  // The head of `--no-prefix` has the same name twice.
  if (header !== null && header.old === header.new) return { old: [header.old], new: [header.new] };
  const stripped = header === null ? null : withoutPrefix(header);
  if (stripped !== null) return { old: [stripped.old], new: [stripped.new] };
  const absent = (name: string | null | undefined): string | null =>
    name === undefined || name === '/dev/null' ? null : name;
  const names = candidates(absent(before) ?? header?.old ?? null, absent(after) ?? header?.new ?? null);
  return { old: names, new: names };
}

function announcesHunks(said: GitLines, kind: PatchFile['kind']): boolean {
  if (said.isBinary) return false;
  if (said.before !== undefined) return true;
  if (said.moved !== null && said.similarity !== null && said.similarity < 100) return true;
  if (said.blobs === null) return false;
  const isEmpty = (hash: string): boolean => hash.length >= 7 && emptyBlobs.some((empty) => empty.startsWith(hash));
  if (kind === 'added') return !isEmpty(said.blobs.new);
  if (kind === 'deleted') return !isEmpty(said.blobs.old);
  return said.blobs.old !== said.blobs.new;
}

function isBare(said: GitLines, kind: PatchFile['kind']): boolean {
  return (kind === 'added' || kind === 'deleted') && said.blobs === null && !said.isBinary;
}

function headerProblem(first: string, said: GitLines, names: { old: string[]; new: string[] }): string | null {
  if (said.moved !== null) {
    const { from, to } = said;
    if (from === null || to === null || (!first.endsWith('"') && !first.endsWith(to))) {
      return 'is cut off: its names are missing';
    }
  }
  if (names.old.length === 0 && names.new.length === 0) return 'names no file that can be told';
  const saysNothing =
    !said.isNew && !said.isDeleted && said.moved === null && said.newMode === null && said.before === undefined;
  if (saysNothing && said.blobs === null && !said.isBinary) return 'is cut off: what became of it is missing';
  const isHalf = (said.oldMode === null) !== (said.newMode === null) && !said.isNew && !said.isDeleted;
  return isHalf ? 'is cut off: its mode is missing' : null;
}
