/**
 * Which lines of a change which commit wrote, and what that commit and its notes say of who did. A file that one commit
 * touched is told without asking git again; the others are blamed, so many at most.
 */
import type { FileChange, LineOrigin, ProvenanceEvidence } from '../../model/change.ts';
import type { Fault } from '../../model/source.ts';
import { lineChanges, linesOf } from '../../review/lineDiff.ts';
import { readBlobs } from '../changes/blobs.ts';
import type { GitRepository } from '../changes/repository.ts';
import { blame, type BlamedLine } from './blame.ts';
import { readHistory, type History } from './history.ts';
import { newLines, origins, runs } from './lines.ts';
import { readTraces, type Traces } from './traces.ts';

/** Files that are blamed, and lines of them together. */
const mostBlamed = 150;
const mostLines = 40_000;
const atOnce = 4;

export interface CommitOrigins {
  readonly origins: ReadonlyMap<string, LineOrigin[]>;
  readonly faults: readonly Fault[];
}

/** @param to the commit whose lines are told; lines of the change that are newer are of none */
export async function commitOrigins(
  repository: GitRepository,
  from: string,
  to: string,
  files: readonly FileChange[],
): Promise<CommitOrigins> {
  const found = new Map<string, LineOrigin[]>();
  const wanted = files.filter(({ after, hunks }) => after !== null && hunks.length > 0);
  if (from === to || wanted.length === 0) return { origins: found, faults: [] };
  const history = await readHistory(repository, from, to);
  if (history === null)
    return { origins: found, faults: [said('the change has too many commits to tell who wrote its lines')] };
  if (history.evidence.size === 0) return { origins: found, faults: [] };
  const traces = await readTraces(repository, new Set(history.evidence.keys()));
  const committed = await committedLines(repository, to, wanted);
  const left: Committed[] = [];
  for (const file of committed) {
    const only = history.hasMerges ? null : onlyCommit(history, file.change);
    if (only === null) left.push(file);
    else
      note(found, file, history, traces, (line) => ({
        commit: only,
        line,
        path: repository.prefix + file.change.path,
      }));
  }
  const unread = await blameAll(repository, from, to, left, (file, lines) =>
    note(found, file, history, traces, (line) => lines.get(line) ?? null),
  );
  const message = `who wrote the lines of ${unread} more files was not looked up: the change is too large`;
  return { origins: found, faults: unread === 0 ? [] : [said(message)] };
}

function said(message: string): Fault {
  return { kind: 'host', severity: 'information', message, file: null, range: null };
}

interface Committed {
  readonly change: FileChange;
  /** New lines that are committed: by their line in the change, the line in the commit. */
  readonly lines: ReadonlyMap<number, number>;
}

/** What of the new lines is in the commit, and where: files may have been edited since. */
async function committedLines(
  repository: GitRepository,
  to: string,
  files: readonly FileChange[],
): Promise<Committed[]> {
  const nameOf = ({ path }: FileChange): string => `${to}:${repository.prefix}${path}`;
  const blobs = await readBlobs(repository, files.map(nameOf));
  return files.flatMap((change) => {
    const text = blobs.get(nameOf(change))?.text;
    if (text === undefined) return [];
    const place = placeIn(text, change.after ?? '');
    const lines = new Map<number, number>();
    for (const { line } of newLines(change)) {
      const at = place(line);
      if (at !== null) lines.set(line, at);
    }
    return lines.size === 0 ? [] : [{ change, lines }];
  });
}

/** The line of a commit that a line of the text is; null where it is newer. Both from 1. */
function placeIn(committed: string, text: string): (line: number) => number | null {
  if (committed === text) return (line) => line;
  const unix = (one: string): string[] => linesOf(one.replace(/\r\n/g, '\n'));
  const changes = lineChanges(unix(committed), unix(text));
  return (line) => {
    let shift = 0;
    for (const { old, oldCount, new: first, newCount } of changes) {
      if (line - 1 < first) break;
      if (line - 1 < first + newCount) return null;
      shift = old + oldCount - (first + newCount);
    }
    return line + shift;
  };
}

function onlyCommit({ touching }: History, { path, oldPath }: FileChange): string | null {
  const commits = new Set([...(touching.get(path) ?? []), ...(touching.get(oldPath) ?? [])]);
  const [only] = commits;
  return commits.size === 1 ? (only ?? null) : null;
}

/** @returns how many files were not asked for */
async function blameAll(
  repository: GitRepository,
  from: string,
  to: string,
  files: readonly Committed[],
  use: (file: Committed, lines: ReadonlyMap<number, BlamedLine>) => void,
): Promise<number> {
  let lines = 0;
  const asked: Committed[] = [];
  // The smaller ones first: more of them are told.
  for (const file of files.toSorted((one, other) => one.lines.size - other.lines.size)) {
    lines += file.lines.size;
    if (asked.length >= mostBlamed || lines > mostLines) break;
    asked.push(file);
  }
  const left = [...asked];
  const worker = async (): Promise<void> => {
    for (let file = left.pop(); file !== undefined; file = left.pop()) {
      const pieces = runs([...file.lines.values()].sort((one, other) => one - other));
      // A file that git cannot blame is left unknown.
      const blamed = await blame(repository, from, to, file.change.path, pieces).catch(() => {
        repository.options.signal?.throwIfAborted();
        return null;
      });
      if (blamed !== null) use(file, blamed);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return files.length - asked.length;
}

function note(
  found: Map<string, LineOrigin[]>,
  { change, lines }: Committed,
  { evidence }: History,
  traces: Traces,
  blamed: (line: number) => BlamedLine | null,
): void {
  // The same evidence is the same list, so that lines can be told together.
  const together = new Map<string, readonly ProvenanceEvidence[]>();
  const known = [...lines].flatMap(([line, at]) => {
    const by = blamed(at);
    const words = by === null ? undefined : evidence.get(by.commit);
    if (by === null || words === undefined) return [];
    const traced = (traces.get(`${by.commit}\0${by.path}`) ?? []).filter(
      ({ first, last }) => first <= by.line && by.line <= last,
    );
    const own = traced.map((one) => one.evidence);
    const key = [by.commit, ...own.map(({ text }) => text)].join('\0');
    const all = together.get(key) ?? [...own, ...words];
    together.set(key, all);
    return [{ line, evidence: all }];
  });
  if (known.length > 0) found.set(change.path, origins(known));
}
