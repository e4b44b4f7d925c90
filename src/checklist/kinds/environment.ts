/** Whether production sets the environment variables that changed code reads and the old code did not. */
import type { EnvironmentReadFact } from '../../model/facts.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Launch } from '../../model/production.ts';
import type { ChangedFile } from '../../model/rule.ts';
import { nearMiss, provisionOf } from '../../production/providedVariables.ts';
import { isTestPath } from '../../rules/paths.ts';
import { hasDefault, isCaught } from '../../rules/rollout/environmentReads.ts';
import { counted, isChanged, listed } from '../changedCode.ts';
import type { AutomaticDraft, ChecklistContext, ItemKind } from '../kind.ts';
import { productionLaunches } from '../../rules/launch/productionLaunches.ts';
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
        ...grouped(open),
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
  /** The code fails where it is not set, and nothing catches that. */
  readonly required: boolean;
  /** Of its own, or handed to a function together with it: `flag(process.env.NEW_TAX, false)`. */
  readonly hasDefault: boolean;
}

/** One per name: the one that most needs it. */
function newReads(files: readonly ChangedFile[], known: ReadonlySet<string>): NewRead[] {
  const reads = new Map<string, NewRead>();
  for (const file of files) {
    const { after } = file;
    if (after === null || isTestPath(file.change.path)) continue;
    for (const read of after.facts?.environmentReads ?? []) {
      if (read.name === '' || known.has(read.name) || !isChanged(file, read.range)) continue;
      const found = {
        file,
        path: file.change.path,
        read,
        required: read.required && !isCaught(read, after),
        hasDefault: hasDefault(read, after),
      };
      const other = reads.get(read.name);
      if (other === undefined || weight(found) > weight(other)) reads.set(read.name, found);
    }
  }
  return [...reads.values()];
}

const weight = ({ required, hasDefault: has }: NewRead): number => (has ? 0 : required ? 2 : 1);

const rank = { pass: 0, unknown: 1, fail: 2 } as const;

interface Answer {
  readonly state: keyof typeof rank;
  readonly name: string;
  /** What is said of the names together that it holds for, behind them. */
  readonly text: string;
  readonly evidence: readonly Evidence[];
}

/** The worst first; names of which the same is said, together. */
function grouped(answers: readonly Answer[]): string[] {
  const groups = new Map<string, string[]>();
  for (const { name, text } of [...answers].sort((one, other) => rank[other.state] - rank[one.state])) {
    groups.set(text, [...(groups.get(text) ?? []), name]);
  }
  return [...groups].map(([text, names]) => text.replace('{}', listed(names)));
}

function answerOf(
  { path, read, required, hasDefault }: NewRead,
  { service }: ReachedService,
  launch: Launch,
  asked: ReadonlySet<string>,
): Answer {
  const { name, range } = read;
  const { state, variable, perhaps, evidence } = provisionOf(service, launch, name);
  const here: Evidence = { file: path, range, label: `reads ${name}` };
  if (state === 'set') {
    const place = variable === null ? [] : [{ file: variable.file, range: variable.range, label: `sets ${name}` }];
    return { state: 'pass', name, text: '', evidence: [here, ...place] };
  }
  if (hasDefault) return { state: 'pass', name, text: '', evidence: [here] };
  const near = nearMiss(launch, name, (other) => asked.has(other));
  const meant = near === null ? '' : ` (it sets ${near.name})`;
  const places: Evidence[] = [
    here,
    ...(near === null ? [] : [{ file: near.file, range: near.range, label: `sets ${near.name}` }]),
  ];
  const starter = `${launch.launcher} ${launch.name}`.trim();
  const cost = required ? 'the code fails without' : 'the code goes on without';
  if (state === 'unknown') {
    const text = `{}${meant}: not set here, may come from ${perhaps.slice(0, 2).join(' or ')}; ${cost}`;
    return { state: 'unknown', name, text, evidence: [...places, ...evidence.slice(0, 2)] };
  }
  const launchPlace: Evidence = { ...launch.commandLocation, label: `${starter} does not set it` };
  const text = `{}${meant}: not set by ${starter}; ${cost}`;
  const isSure = required && launch.environment === 'production';
  return { state: isSure ? 'fail' : 'unknown', name, text, evidence: [...places, launchPlace] };
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
