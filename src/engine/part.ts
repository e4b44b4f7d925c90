/**
 * An engine beside another one: it reviews files of a list that both share, and builds no Production of its own. Until
 * it is told of Production it parses ahead, since facts need only the text.
 */
import type { Conventions } from '../model/conventions.ts';
import type { FileSource } from '../model/source.ts';
import { createParsers } from '../syntax/parse.ts';
import { createAnalysis } from './analysis.ts';
import { standingOf, type Brief } from './brief.ts';
import { createChanges, type BasePort } from './changes.ts';
import { parseMilliseconds } from './limits.ts';
import { createResults, type CachePort } from './results.ts';
import { createReviewer, type Standing } from './reviewer.ts';
import type { EngineOptions } from './scope.ts';
import { createSurveys } from './surveys.ts';
import { createTexts } from './texts.ts';
import { checkFile, isAskedAgain, readAhead, type CheckedFile, type CheckPart } from './turns.ts';

export interface PartPorts {
  readonly files: FileSource;
  grammar(file: string): Promise<Uint8Array>;
  clock(): number;
  readonly cache?: CachePort;
  readonly base?: BasePort;
  readonly version?: string;
}

/** What there is to do, and who does it. */
export interface PartTurns {
  readonly paths: readonly string[];
  /** Whether nobody else has taken the file at this place of `paths`. */
  claim(index: number): boolean;
  /** What is known of Production, once it is. */
  briefed(): Brief | null;
  /** The same, waited for. */
  brief(): Brief | Promise<Brief>;
}

export interface Part {
  /** What was found in the files that were claimed, until there are none left. */
  review(turns: PartTurns): Promise<CheckPart>;
  /** The files that conventions may speak of once more, beside the conventions of all files. */
  again(conventions: Conventions): Promise<CheckPart>;
}

/** So much is parsed ahead while Production is not known; its facts are some ten times as large. UTF-16 code units. */
const mostAhead = 16_000_000;

export function createPart(ports: PartPorts, options: EngineOptions): Part {
  const texts = createTexts(ports.files);
  // Facts are kept between two runs where Production stands on them, and it stands on none of these.
  const analysis = createAnalysis(
    createParsers(ports.grammar, { clock: ports.clock, milliseconds: parseMilliseconds }),
  );
  const results = createResults(ports.cache, ports.version ?? '');
  const changes = createChanges(ports.base);
  const surveys = createSurveys();
  const reviewer = createReviewer({ texts, analysis, results, changes, surveys, options: () => options });
  const memory = { reviewer, analysis, texts, surveys, isAsked: () => false };
  let state: Standing | null = null;
  let reviewed: readonly CheckedFile[] = [];

  return {
    async review(turns) {
      const paths = readAhead(claimed(turns), texts);
      const ahead: string[] = [];
      let room = mostAhead;
      while (turns.briefed() === null && room > 0) {
        const { value: path } = paths.next();
        if (path === undefined) break;
        ahead.push(path);
        const text = await texts.text(path);
        if (text === null) continue;
        await analysis.analyse(path, text, { open: false, keep: true });
        room -= text.length;
      }
      const brief = await turns.brief();
      const { again } = brief;
      const standing = (state = standingOf(brief, options));
      const rows: CheckedFile[] = [];
      const check = async (path: string): Promise<void> => {
        rows.push(await checkFile(memory, standing, path, { conventions: null, again }));
      };
      for (const path of ahead) await check(path);
      for (const path of paths) await check(path);
      reviewed = rows;
      return rows;
    },
    async again(conventions) {
      const rows: CheckedFile[] = [];
      if (state === null) return rows;
      for (const row of reviewed) {
        if (!isAskedAgain(row, conventions)) continue;
        rows.push(await checkFile(memory, state, row.path, { conventions, again: false }));
      }
      return rows;
    },
  };
}

function* claimed({ paths, claim }: PartTurns): Generator<string> {
  for (const [index, path] of paths.entries()) if (claim(index)) yield path;
}
