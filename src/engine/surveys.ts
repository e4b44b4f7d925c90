/** What the files of a repository say of its conventions, kept while the engine lives; all of them together are asked for. */
import type { Conventions } from '../model/conventions.ts';
import type { Facts } from '../model/facts.ts';
import { conventionsOf } from '../survey/conventions.ts';
import { handlersOf } from '../survey/handlers.ts';
import { judge } from '../survey/peers.ts';
import { surveyOf, type FileSurvey } from '../survey/survey.ts';

export interface Surveys {
  /** @returns whether the file says something else than before */
  put(path: string, survey: FileSurvey | null): boolean;
  of(path: string): FileSurvey | undefined;
  has(path: string): boolean;
  forget(path: string): void;
  clear(): void;
  /** @param rootOf directory of the service a file belongs to */
  conventions(rootOf: (path: string) => string): Conventions;
}

/**
 * Null for a file that says nothing, so that most files keep no row.
 * @param isReviewed whether rules about log lines speak of the file
 */
export function surveyOrNull(facts: Facts, isReviewed: () => boolean): FileSurvey | null {
  const handlers = handlersOf(facts);
  const survey = { ...surveyOf(facts), handlers: handlers.length > 0 && isReviewed() ? handlers : [] };
  return survey.operations.length === 0 && survey.helpers.length === 0 && survey.handlers.length === 0 ? null : survey;
}

/** What the repository's other handlers say of those of a file, as text; empty where their own code decides. */
export function judgementsOf(path: string, survey: FileSurvey | null | undefined, conventions: Conventions): string {
  const { ecosystem, handlers = [] } = survey ?? { ecosystem: '' };
  const said = handlers.map((row) => judge(row, path, ecosystem, conventions.handlers));
  return said.every((one) => one === null) ? '' : JSON.stringify(said);
}

export function createSurveys(): Surveys {
  const rows = new Map<string, FileSurvey | null>();
  let made: Conventions | null = null;
  return {
    put(path, survey) {
      const before = rows.get(path);
      rows.set(path, survey);
      const same = before !== undefined && JSON.stringify(before) === JSON.stringify(survey);
      if (!same) made = null;
      return !same;
    },
    of: (path) => rows.get(path) ?? undefined,
    has: (path) => rows.has(path),
    forget(path) {
      if (rows.delete(path)) made = null;
    },
    clear() {
      rows.clear();
      made = null;
    },
    conventions(rootOf) {
      const known = [...rows].flatMap(([path, survey]) => (survey === null ? [] : [[path, survey] as const]));
      // Whichever file was read first, the conventions are the same to the letter, and so is their key.
      known.sort(([one], [other]) => (one < other ? -1 : 1));
      return (made ??= conventionsOf(new Map(known), rootOf));
    },
  };
}
