/** What is reported of the launches of checkouts in a folder, by one engine that goes from one to the next. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { createEngine } from '../../src/engine.ts';
import { nodeFileSource } from '../../src/host/nodeFiles.ts';
import type { FileSource } from '../../src/model/source.ts';
import { launchesReport, type LaunchesReport } from '../../src/reports/json.ts';
import { loadGrammarFile } from '../syntax/parsers.ts';
import type { LaunchLabel } from './launchScore.ts';
import { project } from './measure.ts';

/** Repositories of our own making, for launchers and languages of every kind. */
export const ownLabels = path.join(project, 'test/fixtures/launches/labels.jsonl');
export const ownRepositories = path.dirname(ownLabels);

export async function readLabels(file: string): Promise<readonly LaunchLabel[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  // Labels are of the people who run this; one of another shape shows at once.
  return lines.map((line) => JSON.parse(line) as LaunchLabel);
}

export type Edits = readonly { readonly file: string; readonly from: string; readonly to: string }[];

export interface LaunchReporter {
  /**
   * @param repo `owner/name`, whose checkout is the folder `owner+name`; null where there is none
   * @throws when an edit finds nothing to change
   */
  report(repo: string, edits: Edits): Promise<LaunchesReport | null>;
  dispose(): void;
}

/** @param clock bounds the time that a parse may take; tests have none */
export function launchReporter(folder: string, clock: () => number): LaunchReporter {
  let files: FileSource = { list: () => Promise.resolve([]), read: () => Promise.resolve({ unreadable: 'missing' }) };
  const grammars = new Map<string, Promise<Uint8Array>>();
  const engine = createEngine({
    files: { list: () => files.list(), read: (file) => files.read(file) },
    grammar(file) {
      const known = grammars.get(file) ?? loadGrammarFile(file);
      grammars.set(file, known);
      return known;
    },
    clock,
  });
  return {
    async report(repo, edits) {
      const root = path.join(folder, repo.replace('/', '+'));
      const isThere = await stat(root).then(
        (found) => found.isDirectory(),
        () => false,
      );
      if (!isThere) return null;
      files = edited(nodeFileSource(root), edits);
      engine.invalidate();
      const { services, faults } = await engine.production();
      const texts = new Map<string, string | null>();
      const wanted = new Set(services.flatMap(({ launches }) => launches.flatMap(filesOf)));
      for (const { file } of faults) if (file !== null) wanted.add(file);
      for (const file of wanted) texts.set(file, await engine.text(file));
      for (const { file } of edits) await files.read(file);
      return launchesReport(services, faults, (file) => texts.get(file) ?? null);
    },
    dispose: () => engine.dispose(),
  };
}

type Launches = Awaited<ReturnType<ReturnType<typeof createEngine>['production']>>['services'][number]['launches'];

function filesOf({ commandLocation, evidence, telemetry, promises }: Launches[number]): string[] {
  const paths = telemetry.paths.flatMap((path) => path.evidence);
  return [commandLocation, ...evidence, ...telemetry.evidence, ...paths, ...promises].map(({ file }) => file);
}

function edited(files: FileSource, edits: Edits): FileSource {
  return {
    list: () => files.list(),
    async read(file) {
      const content = await files.read(file);
      let { text } = content;
      if (text === undefined) return content;
      for (const edit of edits.filter((one) => one.file === file)) {
        if (!text.includes(edit.from)) throw new Error(`nothing in ${file} is ${JSON.stringify(edit.from)}`);
        text = text.replace(edit.from, () => edit.to);
      }
      return { text };
    },
  };
}
