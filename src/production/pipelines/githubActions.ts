/** GitHub Actions: workflows, the reusable ones and the composite actions of the repository that they call. */
import { environmentWordIn } from './judge.ts';
import { evaluate, interpolate, type ExpressionScope } from './expressions.ts';
import type {
  CalledStep,
  MarkStep,
  NamedStep,
  PipelineContext,
  PipelineReader,
  PlannedJob,
  PlannedPipeline,
  ShellMode,
  ShellStep,
  Step,
} from './reader.ts';
import { normalize } from '../paths.ts';
import {
  entriesOf,
  itemsOf,
  member,
  textAt,
  textOf,
  type DataEntry,
  type DataNode,
  type DataScalar,
} from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';

const workflowPath = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const deepestCall = 5;

export const githubActionsPipelines: PipelineReader = {
  system: 'github-actions',
  async read(context) {
    const paths = context.repository.filesIn('.github/workflows').filter((path) => workflowPath.test(path));
    if (paths.length === 0) return [];
    const reading = new Reading(context);
    const jobs: PlannedJob[] = [];
    const inputs: string[] = [];
    for (const path of paths) {
      const root = await reading.document(path);
      if (root === null) continue;
      inputs.push(...entriesOf(member(root, 'on', 'workflow_dispatch', 'inputs')).map(({ key }) => key));
      jobs.push(...(await reading.jobsOf(path, root, new Map(), [path])));
    }
    for (const path of [...reading.actions].sort()) {
      const steps = await reading.actionSteps(path, new Map(), [path]);
      const root = await reading.document(path);
      const runs = root?.kind === 'map' ? root.entries.get('runs') : undefined;
      jobs.push({
        file: path,
        range: runs?.keyRange ?? { start: 0, end: 0 },
        name: textAt(root, 'name') ?? path,
        needs: [],
        trigger: [],
        environment: null,
        hints: [],
        approval: null,
        weak: null,
        steps,
        isAction: true,
      });
    }
    const pipeline: PlannedPipeline = { files: [...paths, ...[...reading.actions].sort()], jobs, inputs };
    return [pipeline];
  },
};

/** Inputs that hold commands of a shell. */
const commandInput = /^(?:command|run|script|cmd|inlinescript|exec|test-command)$/i;
/** Actions whose commands are of another kind. */
const ownLanguage = /^(?:cloudflare\/wrangler-action|actions\/github-script|snyk\/)/;

type Values = ReadonlyMap<string, string>;

class Reading {
  readonly actions = new Set<string>();
  private readonly documents = new Map<string, DataNode | null>();

  private readonly context: PipelineContext;

  constructor(context: PipelineContext) {
    this.context = context;
  }

  async document(path: string): Promise<DataNode | null> {
    const known = this.documents.get(path);
    if (known !== undefined) return known;
    const text = await this.context.repository.read(path);
    const { documents, faults } = text === null ? { documents: [], faults: [] } : readYaml(path, text);
    for (const fault of faults) this.context.fault(fault);
    const root = documents[0] ?? null;
    this.documents.set(path, root);
    return root;
  }

  /** @param inputs of the caller; a workflow that is read for itself knows none */
  async jobsOf(path: string, root: DataNode, inputs: Values, seen: readonly string[]): Promise<PlannedJob[]> {
    const triggers = triggersOf(root);
    const values = new Map(inputs);
    for (const { key, value } of entriesOf(member(root, 'env'))) addLiteral(values, `env.${key}`, value, { values });
    const jobs: PlannedJob[] = [];
    for (const entry of entriesOf(member(root, 'jobs'))) {
      jobs.push(await this.job(path, root, entry, triggers, values, seen));
    }
    return jobs;
  }

  private async job(
    path: string,
    root: DataNode,
    { key, keyRange, value: job }: DataEntry,
    triggers: readonly string[],
    outer: Values,
    seen: readonly string[],
  ): Promise<PlannedJob> {
    const values = new Map(outer);
    for (const [name, value] of matrixOf(member(job, 'strategy', 'matrix'))) values.set(`matrix.${name}`, value);
    for (const { key: name, value } of entriesOf(member(job, 'env')))
      addLiteral(values, `env.${name}`, value, { values });
    const scope: ExpressionScope = { values };
    const node = member(job, 'environment');
    const named = node?.kind === 'map' ? member(node, 'name') : node;
    const written = textOf(named);
    const environment = written === null ? null : interpolate(written, scope);
    const steps: Step[] = [];
    if (named?.kind === 'scalar' && written !== null) {
      const mark: MarkStep = {
        kind: 'mark',
        type: 'approval',
        tool: 'environment',
        file: path,
        range: named.range,
        weak: null,
        blocking: false,
        why: 'nothing in the repository shows that the environment has required reviewers',
      };
      steps.push(mark);
    }
    const uses = member(job, 'uses');
    if (uses?.kind === 'scalar' && uses.value !== null) steps.push(await this.reusable(path, uses, job, scope, seen));
    const condition = textAt(job, 'if');
    const isOff = condition !== null && evaluate(condition, scope) === false && inputsDecide(condition);
    const mode = modeOf(textAt(job, 'defaults', 'run', 'shell') ?? textAt(root, 'defaults', 'run', 'shell'));
    const directory =
      textAt(job, 'defaults', 'run', 'working-directory') ??
      textAt(root, 'defaults', 'run', 'working-directory') ??
      '.';
    for (const step of itemsOf(member(job, 'steps'))) {
      steps.push(...(await this.step(path, step, scope, mode, interpolate(directory, scope), seen)));
    }
    const needs = member(job, 'needs');
    const tolerated = weakness(member(job, 'continue-on-error'), scope);
    const fileName = path.slice(path.lastIndexOf('/') + 1);
    return {
      file: path,
      range: keyRange,
      name: key,
      needs: needs?.kind === 'list' ? needs.items.flatMap((item) => textOf(item) ?? []) : [textOf(needs) ?? []].flat(),
      trigger: triggers,
      environment,
      hints: [
        values.get('inputs.environment') ?? '',
        key,
        textAt(job, 'name') ?? '',
        fileName,
        ...branchesOf(root),
        condition ?? '',
      ],
      approval: environment !== null ? null : triggers.every((trigger) => trigger === 'workflow_call') ? null : false,
      ...tolerated,
      steps: isOff ? steps.map((step) => ({ ...step, never: true })) : steps,
    };
  }

  private async reusable(
    path: string,
    uses: DataScalar,
    job: DataNode,
    scope: ExpressionScope,
    seen: readonly string[],
  ): Promise<Step> {
    const name = uses.value ?? '';
    const given = givenInputs(member(job, 'with'), scope);
    const target = name.startsWith('./') ? normalize(name) : null;
    const root =
      target === null || seen.includes(target) || seen.length > deepestCall ? null : await this.document(target);
    if (target === null || root === null) {
      return {
        ...place(path, uses),
        kind: 'named',
        uses: unversioned(name),
        inputs: given,
        remote: target === null,
        commands: [],
        weak: null,
      };
    }
    const values = withDefaults(member(root, 'on', 'workflow_call', 'inputs'), given);
    const jobs = await this.jobsOf(target, root, values, [...seen, target]);
    const step: CalledStep = { ...place(path, uses), kind: 'called', name, path: target, jobs, weak: null };
    return step;
  }

  private async step(
    path: string,
    step: DataNode,
    scope: ExpressionScope,
    mode: ShellMode,
    directory: string,
    seen: readonly string[],
  ): Promise<Step[]> {
    const { weak, unknownWeakness } = weakness(member(step, 'continue-on-error'), scope);
    const condition = textAt(step, 'if');
    const never = condition !== null && evaluate(condition, scope) === false;
    const values = new Map(scope.values);
    for (const { key, value } of entriesOf(member(step, 'env'))) addLiteral(values, `env.${key}`, value, scope);
    const own: ExpressionScope = { values };
    const hints = [textAt(step, 'name') ?? '', condition ?? ''].map((text) => interpolate(text, own));
    const common = { weak, unknownWeakness, never, hints };
    const run = member(step, 'run');
    if (run?.kind === 'scalar' && run.value !== null) {
      const shell = textAt(step, 'shell');
      if (shell !== null && /^(?:python|node|cmd)/.test(shell)) return [];
      const where = interpolate(textAt(step, 'working-directory') ?? directory, own);
      const made: ShellStep = {
        ...common,
        kind: 'shell',
        file: run.text.file,
        range: run.range,
        source: run.text,
        mode: shell === null ? mode : modeOf(shell),
        directory: /[${]/.test(where) ? null : normalize(where),
        resolve: resolver(own),
      };
      return [made];
    }
    const uses = member(step, 'uses');
    if (uses?.kind !== 'scalar' || uses.value === null) return [];
    const given = givenInputs(member(step, 'with'), own);
    const name = uses.value;
    if (name.startsWith('./')) {
      const folder = normalize(name.replace(/\/$/, ''));
      const target = [`${folder}/action.yml`, `${folder}/action.yaml`].find((file) =>
        this.context.repository.isFile(file),
      );
      if (target === undefined || seen.includes(target) || seen.length > deepestCall) return [];
      this.actions.add(target);
      const root = await this.document(target);
      const inner = withDefaults(member(root, 'inputs'), given);
      const steps = await this.actionSteps(target, inner, [...seen, target]);
      const job: PlannedJob = {
        file: target,
        range: { start: 0, end: 0 },
        name,
        needs: [],
        trigger: [],
        environment: null,
        hints: [inner.get('inputs.environment') ?? ''],
        approval: null,
        weak: null,
        steps,
        isAction: true,
      };
      return [{ ...common, ...place(path, uses), kind: 'called', name, path: target, jobs: [job] }];
    }
    const commands: ShellStep[] = [];
    for (const { key, value } of entriesOf(member(step, 'with'))) {
      const tool = /^(\w+)_command$/.exec(key)?.[1];
      if (value.kind !== 'scalar' || value.value === null || (tool === undefined && !commandInput.test(key))) continue;
      if (ownLanguage.test(name)) continue;
      const where = textAt(step, 'with', 'working-directory') ?? '.';
      // `cf_command: push` is what `cf` is asked to do.
      const text = tool === undefined ? null : `${tool} ${value.value}`;
      commands.push({
        ...common,
        kind: 'shell',
        file: value.text.file,
        range: value.range,
        source: text === null ? value.text : { file: path, text, range: value.range, places: null },
        mode: { errexit: true, pipefail: false },
        directory: /[${]/.test(where) ? null : normalize(where),
        resolve: resolver(own),
      });
    }
    const inputPlaces = new Map(entriesOf(member(step, 'with')).map(({ key, keyRange }) => [key, keyRange]));
    const named: NamedStep = {
      ...common,
      ...place(path, uses),
      kind: 'named',
      uses: unversioned(name),
      inputs: given,
      inputPlaces,
      remote: true,
      commands,
    };
    return [named];
  }

  async actionSteps(path: string, inputs: Values, seen: readonly string[]): Promise<Step[]> {
    const root = await this.document(path);
    const steps: Step[] = [];
    const scope: ExpressionScope = { values: inputs };
    for (const step of itemsOf(member(root, 'runs', 'steps'))) {
      steps.push(...(await this.step(path, step, scope, { errexit: true, pipefail: true }, '.', seen)));
    }
    return steps;
  }
}

const place = (path: string, scalar: DataScalar): { file: string; range: DataScalar['range'] } => ({
  file: scalar.text.file === '' ? path : scalar.text.file,
  range: scalar.range,
});

const unversioned = (name: string): string => name.replace(/@.*$/, '').toLowerCase();

function resolver({ values }: ExpressionScope): (text: string) => string {
  return (text) =>
    interpolate(text, { values }).replace(
      /\$\{?([A-Z]\w*)\}?/g,
      (whole, name: string) => values.get(`env.${name}`) ?? whole,
    );
}

/** Unknown expressions stay unknown; what says nothing is as the shell's default. */
function modeOf(shell: string | null): ShellMode {
  if (shell === null) return { errexit: true, pipefail: false };
  if (shell.includes('{0}')) return { errexit: /(?:^|\s)-\w*e/.test(shell), pipefail: /pipefail/.test(shell) };
  return { errexit: true, pipefail: shell.startsWith('bash') || /^(?:pwsh|powershell)/.test(shell) };
}

function weakness(node: DataNode | null, scope: ExpressionScope): { weak: string | null; unknownWeakness: boolean } {
  const text = textOf(node);
  if (text === null || text === 'false') return { weak: null, unknownWeakness: false };
  if (text === 'true') return { weak: 'continue-on-error: true', unknownWeakness: false };
  const value = evaluate(text, scope);
  return { weak: value === true ? 'continue-on-error' : null, unknownWeakness: value === null };
}

const inputsDecide = (condition: string): boolean =>
  /^\s*(?:\$\{\{)?\s*false/.test(condition) || /inputs\./.test(condition);

function addLiteral(values: Map<string, string>, name: string, node: DataNode, scope: ExpressionScope): void {
  const text = textOf(node);
  if (text === null) return;
  const value = interpolate(text, scope);
  if (!value.includes('${')) values.set(name, value);
}

function givenInputs(node: DataNode | null, scope: ExpressionScope): Map<string, string> {
  const given = new Map<string, string>();
  for (const { key, value } of entriesOf(node)) {
    const text = textOf(value);
    if (text !== null) given.set(key, interpolate(text, scope));
  }
  return given;
}

function withDefaults(declared: DataNode | null, given: Values): Map<string, string> {
  const values = new Map<string, string>();
  for (const { key, value } of entriesOf(declared)) {
    const text = textAt(value, 'default');
    if (text !== null && !text.includes('${{')) values.set(`inputs.${key}`, text);
  }
  for (const [key, value] of given) values.set(`inputs.${key}`, value);
  return values;
}

/** Values of each name of a matrix, parted by `|`. */
function matrixOf(matrix: DataNode | null): Map<string, string> {
  const values = new Map<string, string[]>();
  const add = (name: string, node: DataNode): void => {
    const text = textOf(node);
    if (text !== null && !text.includes('${{')) values.set(name, [...(values.get(name) ?? []), text]);
  };
  for (const { key, value } of entriesOf(matrix)) {
    if (key === 'exclude') continue;
    for (const item of itemsOf(value)) {
      if (key === 'include') for (const inner of entriesOf(item)) add(inner.key, inner.value);
      else if (item.kind === 'map') for (const inner of entriesOf(item)) add(`${key}.${inner.key}`, inner.value);
      else add(key, item);
    }
  }
  return new Map([...values].map(([name, list]) => [name, [...new Set(list)].join('|')]));
}

function triggersOf(root: DataNode): string[] {
  const node = member(root, 'on');
  if (node?.kind === 'map') return entriesOf(node).map(({ key }) => key);
  if (node?.kind === 'list') return node.items.flatMap((item) => textOf(item) ?? []);
  return [textOf(node) ?? []].flat();
}

/** Branches whose name is one of an environment. */
function branchesOf(root: DataNode): string[] {
  const branches = itemsOf(member(root, 'on', 'push', 'branches')).flatMap((item) => textOf(item) ?? []);
  return branches.filter((branch) => environmentWordIn(branch) !== null);
}
