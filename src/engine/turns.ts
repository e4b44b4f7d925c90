/**
 * All files of a repository, one after the other. Several engines in several threads may share one list: who claims a
 * file reviews it, and what they found comes together in one of them, in an order that does not tell who found it.
 */
import type { Conventions } from '../model/conventions.ts';
import type { Finding } from '../model/finding.ts';
import type { Fault } from '../model/source.ts';
import type { Range } from '../model/text.ts';
import { isTestPath } from '../rules/paths.ts';
import type { FileSurvey } from '../survey/survey.ts';
import { languageOf, type Analysis } from './analysis.ts';
import type { Brief } from './brief.ts';
import type { Reviewer, Standing } from './reviewer.ts';
import { judgementsOf, type Surveys } from './surveys.ts';
import type { Texts } from './texts.ts';

export interface CheckOptions {
  /** Root-relative files or directories; default: everything. Findings elsewhere are left out. */
  readonly paths?: readonly string[];
  readonly signal?: AbortSignal;
  /** Called with 0 before the first file. */
  onProgress?(done: number, total: number): void;
  /** Others that review files of the same repository at the same time. */
  readonly team?: Team;
}

/** Other engines over the same repository, each in a thread of its own. A file that none of them answers for is ours. */
export interface Team {
  /**
   * The files are listed and Production is not known yet: others may begin with what needs no Production.
   * @param paths source files, in the order in which others take them
   */
  begin(paths: readonly string[]): void;
  /** Whether the file is ours, from now on or since before. Files that nobody was told of always are. */
  claim(path: string): boolean;
  /** Production is known. @param make is called where there is somebody to be told */
  brief(make: () => Brief): void;
  /** What the others found, once there is nothing left to take. */
  parts(): Promise<readonly CheckPart[]>;
  /** What the others say of those of their own files that conventions may speak of, beside those of the repository. */
  again(conventions: Conventions): Promise<readonly CheckPart[]>;
}

/** What one engine found in the files of its turns. Plain data. */
export type CheckPart = readonly CheckedFile[];

export interface CheckedFile {
  readonly path: string;
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
  readonly isSource: boolean;
  /** Findings that the baseline holds. */
  readonly known: number;
  readonly survey: FileSurvey | null;
}

export interface TurnMemory {
  readonly reviewer: Reviewer;
  readonly analysis: Analysis;
  readonly texts: Texts;
  readonly surveys: Surveys;
  /** Production stands on the file, so its text is kept. */
  isAsked(path: string): boolean;
}

/** So many files are read while one is parsed. */
const filesAhead = 8;

export interface Turns {
  /** How others began, if there are others. */
  readonly team: Team | null;
  readonly conventions: Conventions | null;
  /** Rules that need conventions are asked once all files were read; null: they are known, or will not be. */
  readonly learn: (() => Conventions) | null;
}

/** @returns what was found in each of the paths, in order of path */
export async function checkTurns(
  memory: TurnMemory,
  state: Standing,
  paths: readonly string[],
  { signal, onProgress }: Pick<CheckOptions, 'signal' | 'onProgress'>,
  { team, conventions, learn }: Turns,
): Promise<CheckPart> {
  const rows = new Map<string, CheckedFile>();
  const again = learn !== null;

  async function take(some: Iterable<string>): Promise<void> {
    for (const path of readAhead(some, memory.texts)) {
      signal?.throwIfAborted();
      rows.set(path, await checkFile(memory, state, path, { conventions, again }));
      onProgress?.(rows.size, paths.length);
    }
  }

  onProgress?.(0, paths.length);
  await take(team === null ? paths : claimed(paths, team, memory));
  const theirs = new Set<string>();
  for (const row of ((await team?.parts()) ?? []).flat()) {
    rows.set(row.path, row);
    memory.surveys.put(row.path, row.survey);
    theirs.add(row.path);
  }
  // A thread that ended early answers for nothing.
  await take(paths.filter((path) => !rows.has(path)));
  if (learn !== null && paths.some((path) => (rows.get(path)?.survey ?? null) !== null)) {
    // Now that every file was read, those that conventions may speak of are asked again, beside what all of them do.
    const learnt = learn();
    const asked = paths.filter((path) => isAskedAgain(rows.get(path), learnt));
    const answers = asked.some((path) => theirs.has(path)) ? team?.again(learnt) : undefined;
    const askAgain = async (path: string): Promise<void> => {
      signal?.throwIfAborted();
      rows.set(path, await checkFile(memory, state, path, { conventions: learnt, again: false }));
    };
    for (const path of asked) if (!theirs.has(path)) await askAgain(path);
    const answered = new Map(((await answers) ?? []).flat().map((row) => [row.path, row]));
    for (const path of asked) {
      const row = answered.get(path);
      if (row !== undefined) rows.set(path, row);
      else if (theirs.has(path)) await askAgain(path);
    }
  }
  return paths.flatMap((path) => rows.get(path) ?? []);
}

function hasOperations(row: CheckedFile): boolean {
  return (row.survey?.operations.length ?? 0) > 0;
}

/** Operations are compared by rules; of handlers it is known beforehand whether the others make a difference. */
export function isAskedAgain(row: CheckedFile | undefined, conventions: Conventions): boolean {
  return row !== undefined && (hasOperations(row) || judgementsOf(row.path, row.survey, conventions) !== '');
}

/** Files with a language, those first that Production hardly asks for: their facts are of use before it is known. */
export function sharedPaths(paths: readonly string[]): readonly string[] {
  const sources = paths.filter((path) => languageOf(path) !== null);
  return [...sources.filter(isTestPath), ...sources.filter((path) => !isTestPath(path))];
}

/** Ours: what Production has read already, then what the others would take last. */
function* claimed(paths: readonly string[], team: Team, { isAsked }: TurnMemory): Generator<string> {
  const shared = new Set(sharedPaths(paths));
  const ours = paths.filter((path) => isAsked(path) || !shared.has(path));
  const known = new Set(ours);
  const rest = [...shared].filter((path) => !known.has(path)).reverse();
  for (const path of [...ours, ...rest]) if (team.claim(path)) yield path;
}

/** The same paths; the next few are being read while one is in use. */
export function* readAhead(paths: Iterable<string>, texts: Texts): Generator<string> {
  const waiting: string[] = [];
  for (const path of paths) {
    void texts.content(path);
    waiting.push(path);
    if (waiting.length < filesAhead) continue;
    const next = waiting.shift();
    if (next !== undefined) yield next;
  }
  yield* waiting;
}

/** `again`: the file will be asked again beside conventions, so its facts are kept where they matter. */
export async function checkFile(
  { reviewer, analysis, texts, surveys, isAsked }: TurnMemory,
  state: Standing,
  path: string,
  { conventions, again }: { readonly conventions: Conventions | null; readonly again: boolean },
): Promise<CheckedFile> {
  const result = await reviewer.review(path, state, conventions, again);
  const { findings, faults, isSource, known, syntaxError } = result;
  const row: CheckedFile = {
    path,
    findings,
    // Editors show broken syntax as it is typed; a report has to say what it could not see.
    faults: syntaxError === null ? faults : [...faults, notParsed(path, syntaxError)],
    isSource,
    known,
    survey: surveys.of(path) ?? null,
  };
  if (!isAsked(path)) {
    texts.forget(path);
    if (!texts.isUnsaved(path) && !(again && hasOperations(row))) analysis.forget(path);
  }
  return row;
}

/** Whether a path is one of the given files or below one of the given directories; `.` and none given mean everything. */
export function inPaths(paths: readonly string[] | undefined): (path: string) => boolean {
  if (paths === undefined || paths.includes('.') || paths.includes('')) return () => true;
  const given = paths.map((path) => path.replace(/\/+$/, ''));
  return (path) => given.some((root) => path === root || path.startsWith(`${root}/`));
}

function notParsed(file: string, range: Range): Fault {
  return {
    kind: 'source',
    severity: 'information',
    message: 'this does not parse; the rest of the file was reviewed',
    file,
    range,
  };
}
