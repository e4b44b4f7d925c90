/** Whether production sets the environment variables that changed code reads and the old code did not. */
import type { EnvironmentReadFact } from '../../model/facts.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Launch } from '../../model/production.ts';
import type { ChangedFile } from '../../model/rule.ts';
import { nearMiss, provisionOf } from '../../production/providedVariables.ts';
import { isTestPath } from '../../rules/paths.ts';
import { counted, isChanged } from '../changedCode.ts';
import type { AutomaticDraft, ChecklistContext, ItemKind } from '../kind.ts';
import { productionLaunches } from '../launches.ts';
import type { ReachedService } from '../reach.ts';

export const environmentItems: ItemKind = {
  name: 'environment',
  place: 70,
  items(context) {
    const known = namesBefore(context);
    const asked = namesAfter(context);
    return context.reached.flatMap((reached): AutomaticDraft[] => {
      const reads = newReads(reached.files, known);
      const launches = productionLaunches(context.after, reached.service);
      if (reads.length === 0 || launches.length === 0) return [];
      const answers = reads.map((read) =>
        launches
          .map((launch) => answerOf(read, reached, launch, asked))
          .reduce((one, other) => (rank[other.state] > rank[one.state] ? other : one)),
      );
      const open = answers.filter(({ state }) => state !== 'pass');
      const passed = answers.length - open.length;
      const parts = [
        ...open.map(({ text }) => text),
        ...(passed > 0 ? [`${counted(passed, 'variable')} set, or with a default`] : []),
      ];
      return [
        {
          kind: 'automatic',
          id: `environment:${reached.service.name}`,
          title: `Production gives ${reached.service.name} the variables that its new code reads`,
          detail: parts.join('; '),
          state: answers.some(({ state }) => state === 'fail') ? 'fail' : open.length > 0 ? 'unknown' : 'pass',
          required: true,
          service: reached.service.name,
          evidence: answers.flatMap(({ evidence }) => evidence),
          about: [...new Set(reads.map(({ file }) => file.change))],
        },
      ];
    });
  },
};

interface NewRead {
  readonly file: ChangedFile;
  readonly path: string;
  readonly read: EnvironmentReadFact;
}

/** One per name: the one that most needs it. */
function newReads(files: readonly ChangedFile[], known: ReadonlySet<string>): NewRead[] {
  const reads = new Map<string, NewRead>();
  for (const file of files) {
    if (isTestPath(file.change.path)) continue;
    for (const read of file.after?.facts?.environmentReads ?? []) {
      if (read.name === '' || known.has(read.name) || !isChanged(file, read.range)) continue;
      const other = reads.get(read.name);
      if (other === undefined || weight(read) > weight(other.read)) {
        reads.set(read.name, { file, path: file.change.path, read });
      }
    }
  }
  return [...reads.values()];
}

const weight = (read: EnvironmentReadFact): number => (read.default !== null ? 0 : read.required ? 2 : 1);

const rank = { pass: 0, unknown: 1, fail: 2 } as const;

interface Answer {
  readonly state: keyof typeof rank;
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

function answerOf(
  { path, read }: NewRead,
  { service }: ReachedService,
  launch: Launch,
  asked: ReadonlySet<string>,
): Answer {
  const { name, range, required } = read;
  const { state, variable, perhaps, evidence } = provisionOf(service, launch, name);
  const here: Evidence = { file: path, range, label: `reads ${name}` };
  if (state === 'set') {
    const place = variable === null ? [] : [{ file: variable.file, range: variable.range, label: `sets ${name}` }];
    return { state: 'pass', text: name, evidence: [here, ...place] };
  }
  if (read.default !== null) return { state: 'pass', text: name, evidence: [here] };
  const near = nearMiss(launch, name, (other) => asked.has(other));
  const meant = near === null ? '' : ` (it sets ${near.name})`;
  const places: Evidence[] = [
    here,
    ...(near === null ? [] : [{ file: near.file, range: near.range, label: `sets ${near.name}` }]),
  ];
  const starter = `${launch.launcher} ${launch.name}`.trim();
  if (state === 'unknown') {
    const text = `${name} is not set here${meant}; it may come from ${perhaps.slice(0, 2).join(' or ')}`;
    return { state: 'unknown', text, evidence: [...places, ...evidence.slice(0, 2)] };
  }
  const launchPlace: Evidence = { ...launch.commandLocation, label: `${starter} does not set it` };
  if (!required) {
    const text = `${starter} does not set ${name}${meant}, and the code goes on without it`;
    return { state: 'unknown', text, evidence: [...places, launchPlace] };
  }
  const isSure = launch.environment === 'production';
  const text = `${starter} does not set ${name}${meant}, and the code fails without it`;
  return { state: isSure ? 'fail' : 'unknown', text, evidence: [...places, launchPlace] };
}

/** Names that the old code read, as far as it was looked at. */
function namesBefore({ files, before }: ChecklistContext): ReadonlySet<string> {
  return new Set(
    [...files.flatMap((file) => file.before ?? []), ...before.sources.values()].flatMap(({ facts }) =>
      (facts?.environmentReads ?? []).map(({ name }) => name),
    ),
  );
}

function namesAfter({ files, after }: ChecklistContext): ReadonlySet<string> {
  return new Set(
    [...files.flatMap((file) => file.after ?? []), ...after.sources.values()].flatMap(({ facts }) =>
      (facts?.environmentReads ?? []).map(({ name }) => name),
    ),
  );
}
