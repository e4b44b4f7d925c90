/**
 * Which lines of a change which commit wrote, and what that commit and its notes say of who did. Lines are followed from
 * version to version, whose texts one process gives; where branches were merged git is asked, for so many files at most.
 */
import type { FileChange, LineOrigin, ProvenanceEvidence } from '../../model/change.ts';
import type { Fault } from '../../model/source.ts';
import { lineChanges, linesOf } from '../../review/lineDiff.ts';
import { readBlobs } from '../changes/blobs.ts';
import type { GitRepository } from '../changes/repository.ts';
import { blame, type BlamedLine } from './blame.ts';
import { readHistory, versionsOfFile, type History, type Version } from './history.ts';
import { newLines, origin, origins, removals, runs } from './lines.ts';
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
  let unread = 0;
  const use = (file: Committed, writer: Writer): void => note(found, file, history, traces, writer);
  if (history.hasMerges) unread = await blameAll(repository, from, to, committed, use);
  else await followAll(repository, committed, history, use);
  for (const file of committed) noteRemovals(found, file, history);
  const message = `who wrote the lines of ${unread} more files was not looked up: the change is too large`;
  return { origins: found, faults: unread === 0 ? [] : [said(message)] };
}

function said(message: string): Fault {
  return { kind: 'host', severity: 'information', message, file: null, range: null };
}

interface Committed {
  readonly change: FileChange;
  /** As the commit has it. */
  readonly text: string;
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
    return lines.size === 0 && removals(change).length === 0 ? [] : [{ change, text, lines }];
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

type Writer = (line: number) => BlamedLine | null;

/** Follows the lines of each file from the commit back to the one that wrote them. */
async function followAll(
  repository: GitRepository,
  files: readonly Committed[],
  history: History,
  use: (file: Committed, writer: Writer) => void,
): Promise<void> {
  const chains = files.map((file) => ({ file, versions: versionsOfFile(history, file.change.path) }));
  const blobs = await readBlobs(
    repository,
    chains.flatMap(({ versions }) => versions.flatMap(({ old }) => old?.blob ?? [])),
  );
  for (const { file, versions } of chains) {
    const steps: Step[] = [];
    let text = file.text;
    for (const version of versions) {
      const old = version.old === null ? null : blobs.get(version.old.blob)?.text;
      // What cannot be read may have had the line or not.
      if (old === undefined) break;
      steps.push({ version, back: old === null ? () => null : placeIn(old, text) });
      text = old ?? '';
    }
    use(file, (line) => follow(steps, line, repository.prefix));
  }
}

interface Step {
  readonly version: Version;
  /** The line before the commit; null where the commit wrote it. */
  readonly back: (line: number) => number | null;
}

function follow(steps: readonly Step[], from: number, prefix: string): BlamedLine | null {
  let line = from;
  for (const { version, back } of steps) {
    const old = back(line);
    if (old === null) return { commit: version.commit, line, path: prefix + version.path };
    line = old;
  }
  return null;
}

/** @returns how many files were not asked for */
async function blameAll(
  repository: GitRepository,
  from: string,
  to: string,
  files: readonly Committed[],
  use: (file: Committed, writer: Writer) => void,
): Promise<number> {
  let lines = 0;
  const asked: Committed[] = [];
  // The smaller ones first: more of them are told.
  const written = files.filter((file) => file.lines.size > 0);
  for (const file of written.toSorted((one, other) => one.lines.size - other.lines.size)) {
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
      if (blamed !== null) use(file, (line) => blamed.get(line) ?? null);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return written.length - asked.length;
}

function note(
  found: Map<string, LineOrigin[]>,
  { change, lines }: Committed,
  { evidence }: History,
  traces: Traces,
  writer: Writer,
): void {
  // The same evidence is the same list, so that lines can be told together.
  const together = new Map<string, readonly ProvenanceEvidence[]>();
  const known = [...lines].flatMap(([line, at]) => {
    const by = writer(at);
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

/** Where lines went and none came: no line is left to ask who wrote it, but the commits that changed the file are known. */
function noteRemovals(found: Map<string, LineOrigin[]>, { change, text }: Committed, history: History): void {
  const gone = removals(change);
  // Edited since, the file may have lost them after its last commit.
  if (gone.length === 0 || text !== change.after || history.hasMerges) return;
  const said = versionsOfFile(history, change.path).map(({ commit }) => history.evidence.get(commit) ?? []);
  const isAgent = (evidence: readonly ProvenanceEvidence[]): boolean => evidence.some(({ by }) => by === 'agent');
  if (said.length === 0 || (said.length > 1 && !said.every(isAgent))) return;
  const evidence = said.flat();
  found.set(change.path, [...(found.get(change.path) ?? []), ...gone.map((line) => origin(line, line - 1, evidence))]);
}
