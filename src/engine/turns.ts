/**
 * Files of a repository, one after the other. Several engines in several threads take turns over one list; what they
 * found comes together in one of them.
 */
import type { Conventions } from '../model/conventions.ts';
import type { Finding } from '../model/finding.ts';
import type { Fault } from '../model/source.ts';
import type { Range } from '../model/text.ts';
import type { FileSurvey } from '../survey/survey.ts';
import type { Overall, Reviewer } from './reviewer.ts';
import type { Surveys } from './surveys.ts';
import type { Texts } from './texts.ts';

export interface CheckOptions {
  /** Root-relative files or directories; default: everything. Findings elsewhere are left out. */
  readonly paths?: readonly string[];
  readonly signal?: AbortSignal;
  /** Called with 0 before the first file. */
  onProgress?(done: number, total: number): void;
  /** Which file of the sorted list comes next, from 0: several engines over one repository share a counter. */
  turn?(): number;
  /** What other engines found whose turns these were. */
  others?(): Promise<readonly CheckPart[]>;
}

/** What one of several engines found in the files of its turns. Plain data. */
export interface CheckPart {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
  readonly files: number;
  /** Findings that the baseline holds. */
  readonly known: number;
  readonly surveys: readonly (readonly [path: string, survey: FileSurvey | null])[];
}

interface TurnMemory {
  readonly reviewer: Reviewer;
  readonly texts: Texts;
  readonly surveys: Surveys;
  /** Production stands on the file, so its text is kept. */
  isAsked(path: string): boolean;
}

export async function checkTurns(
  { reviewer, texts, surveys, isAsked }: TurnMemory,
  state: Overall,
  paths: readonly string[],
  checking: CheckOptions,
  conventions: Conventions | null,
): Promise<CheckPart> {
  const findings: Finding[] = [];
  const faults: Fault[] = [];
  const read: string[] = [];
  let files = 0;
  let known = 0;
  let at = 0;
  checking.onProgress?.(0, paths.length);
  const turn = checking.turn ?? (() => at++);
  for (let index = turn(), path = paths[index]; path !== undefined; index = turn(), path = paths[index]) {
    checking.signal?.throwIfAborted();
    // The next files are read while this one is parsed.
    for (const ahead of paths.slice(index, index + 8)) void texts.content(ahead);
    const result = await reviewer.review(path, state, conventions);
    read.push(path);
    findings.push(...result.findings);
    faults.push(...result.faults);
    known += result.known;
    if (result.isSource) files++;
    // Editors show broken syntax as it is typed; a report has to say what it could not see.
    if (result.syntaxError !== null) faults.push(notParsed(path, result.syntaxError));
    if (!isAsked(path)) texts.forget(path);
    checking.onProgress?.(index + 1, paths.length);
  }
  return { findings, faults, files, known, surveys: read.map((path) => [path, surveys.of(path) ?? null] as const) };
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
