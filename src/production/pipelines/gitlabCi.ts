/** GitLab CI: the root file with what it includes of the repository, `extends`, `!reference`, stages and rules. */
import { eventsOfJob } from './gitlab/rules.ts';
import { extended, gathered, type Gathered } from './gitlab/gathered.ts';
import { mark, placeOfKey, scriptSteps, variablesOf } from './gitlab/steps.ts';
import type { Location } from '../../model/text.ts';
import type { PipelineReader, PlannedJob, Step, Weakness } from './reader.ts';
import { entriesOf, itemsOf, member, textAt, textOf, type DataEntry, type DataNode } from '../text/dataTree.ts';

export const gitlabCiPipelines: PipelineReader = {
  system: 'gitlab-ci',
  async read(context) {
    const root = ['.gitlab-ci.yml', '.gitlab-ci.yaml'].find((path) => context.repository.isFile(path));
    if (root === undefined) return [];
    const whole = await gathered(root, context);
    const inputs = entriesOf(whole.globals.get('variables') ?? null).flatMap(({ key, value }) =>
      member(value, 'description') === null ? [] : [key],
    );
    return [{ files: whole.files, jobs: plannedJobs(whole), inputs }];
  },
};

function plannedJobs(whole: Gathered): PlannedJob[] {
  const { jobs, globals } = whole;
  const declared = itemsOf(globals.get('stages') ?? null).flatMap((item) => textOf(item) ?? []);
  const stages = ['.pre', ...(declared.length === 0 ? ['build', 'test', 'deploy'] : declared), '.post'];
  const visible = [...jobs].filter(([name, { entry }]) => !name.startsWith('.') && entry.value.kind === 'map');
  const flat = visible.map(([name, { file, entry, said }]) => ({
    name,
    file,
    entry,
    said,
    job: extended(entry.value, jobs, []),
  }));
  const stageOf = (job: DataNode): number => stages.indexOf(textAt(job, 'stage') ?? 'test');
  const planned = flat
    .filter(({ job }) => ['script', 'trigger', 'run', 'environment'].some((key) => member(job, key) !== null))
    .map((one): PlannedJob => {
      const { job } = one;
      const explicit = member(job, 'needs');
      const needs =
        explicit === null
          ? flat.filter((other) => stageOf(other.job) < stageOf(job)).map((other) => other.name)
          : itemsOf(explicit).flatMap((item) => textOf(item) ?? textAt(item, 'job') ?? []);
      return plannedJob(one, needs, whole);
    });
  const [firstTemplate] = [...whole.templates, ...whole.uses];
  if (firstTemplate === undefined) return planned;
  const templates: PlannedJob = {
    file: firstTemplate.file,
    range: firstTemplate.range,
    name: 'templates',
    needs: [],
    trigger: [],
    environment: null,
    hints: [],
    approval: null,
    weak: null,
    uses: whole.uses,
    steps: whole.templates,
    group: 'gitlab',
  };
  return [...planned, templates];
}

interface FlatJob {
  readonly name: string;
  readonly file: string;
  readonly entry: DataEntry;
  readonly said: string;
  /** With everything it extends. */
  readonly job: DataNode;
}

function plannedJob({ name, file, entry, said, job }: FlatJob, needs: readonly string[], whole: Gathered): PlannedJob {
  const rules = itemsOf(member(job, 'rules'));
  const running = rules.filter((rule) => textAt(rule, 'when') !== 'never');
  const manual =
    textAt(job, 'when') === 'manual' ||
    (running.length > 0 && running.every((rule) => textAt(rule, 'when') === 'manual'));
  const allowed = textAt(job, 'allow_failure');
  const isOptional = manual && rules.length === 0 && allowed !== 'false';
  const ruleAllows = running.length > 0 && running.every((rule) => textAt(rule, 'allow_failure') === 'true');
  const tolerates = allowed === 'true' || (allowed === null && ruleAllows);
  const weak: Weakness | null = tolerates
    ? { why: 'allow_failure: true', at: placeOfKey(job, file, 'allow_failure') ?? ruleAllowance(file, running) }
    : isOptional
      ? { why: 'a manual job that nothing waits for', at: placeOfKey(job, file, 'when') }
      : null;
  const variables = variablesOf([whole.globals.get('variables') ?? null, member(job, 'variables')]);
  for (const [key, value] of matrixOf(member(job, 'parallel', 'matrix'))) variables.set(key, value);
  const steps: Step[] = [];
  const asked = member(job, 'environment');
  // Whoever may deploy to a protected environment is named on the server.
  const isAsking = !manual && asked !== null && /approv/i.test(name);
  if (isAsking) {
    const why = 'nothing in the repository shows that the environment asks anybody';
    steps.push(mark(file, asked.range, 'approval', 'protected environment', false, why));
  }
  const when = member(job, 'when') ?? member(job, 'rules');
  if (manual && when !== null) {
    const waits = !isOptional && !tolerates;
    const why = waits
      ? 'it waits until somebody starts it'
      : 'later stages do not wait for a manual job that may be left out';
    steps.push(mark(file, when.range, 'approval', 'manual job', waits, why));
  }
  steps.push(...scriptSteps(job, whole, variables));
  steps.push(...triggered(name, file, job));
  const coverage = member(job, 'coverage');
  if (coverage?.kind === 'scalar')
    steps.push(mark(file, coverage.range, 'coverage', 'coverage', false, 'the expression only shows the number'));
  const environment = member(job, 'environment');
  const action = textAt(environment, 'action');
  const stopping = action !== null && action !== 'start';
  const written = environment?.kind === 'map' ? textAt(environment, 'name') : textOf(environment);
  const trigger = member(job, 'trigger');
  return {
    file,
    range: entry.keyRange,
    name,
    needs,
    trigger: running.flatMap((rule) => textAt(rule, 'if') ?? []).slice(0, 6),
    events: eventsOfJob(job),
    manual,
    environment: stopping
      ? null
      : (written?.replace(/\$\{?(\w+)\}?/g, (all, key: string) => variables.get(key) ?? all) ?? null),
    hints: [
      textAt(environment, 'deployment_tier') ?? '',
      ...targets(variables),
      name,
      // Of a pipeline that is started elsewhere the stage says nothing.
      trigger === null ? (textAt(job, 'stage') ?? '') : '',
      textOf(trigger) ?? textAt(trigger, 'project') ?? '',
      said,
    ],
    approval: isAsking ? null : trigger === null ? manual : manual ? true : null,
    weak,
    steps: stopping ? [] : steps,
    nameSays: true,
    ownMachine: true,
    group: 'gitlab',
  };
}

/** Values of each variable of a matrix, parted by `|`. */
function matrixOf(matrix: DataNode | null): Map<string, string> {
  const values = new Map<string, Set<string>>();
  for (const row of itemsOf(matrix)) {
    for (const { key, value } of entriesOf(row)) {
      const options = value.kind === 'list' ? value.items : [value];
      const known = values.get(key) ?? new Set<string>();
      for (const option of options) known.add(textOf(option) ?? '');
      values.set(key, known);
    }
  }
  return new Map([...values].map(([key, options]) => [key, [...options].filter((one) => one !== '').join('|')]));
}

/** Variables of the job that say where it goes. */
function targets(variables: ReadonlyMap<string, string>): string[] {
  return [...variables].flatMap(([key, value]) =>
    /^(?:\w+_)?(?:ENV(?:IRONMENT)?|STAGE|TARGET|NAMESPACE|CLUSTER)(?:_NAME)?$/i.test(key) ? [value] : [],
  );
}

/** A pipeline of another project that is started to deploy. */
function triggered(name: string, file: string, job: DataNode): Step[] {
  const trigger = member(job, 'trigger');
  const target = textOf(trigger) ?? textAt(trigger, 'project');
  const says = /deploy|trigger|release|cd\b|env|prod|staging|eks|k8s|infra|ops/i.test(`${name} ${target}`);
  if (trigger === null || target === null || !says) return [];
  const waits = textAt(trigger, 'strategy') === 'depend' ? null : false;
  return [{ ...mark(file, trigger.range, 'deploy', 'pipeline of another project', waits, ''), written: target }];
}

function ruleAllowance(file: string, rules: readonly DataNode[]): Location | null {
  for (const rule of rules) {
    const found = placeOfKey(rule, file, 'allow_failure');
    if (found !== null) return found;
  }
  return null;
}
