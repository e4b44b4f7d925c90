/** Workflows and composite actions of one repository, each read once; what they call of it is followed. */
import type { ActionUse, PipelineEvent } from '../../../model/pipeline.ts';
import { actionUse } from '../actionUses.ts';
import { evaluate, interpolate, type ExpressionScope } from '../expressions.ts';
import { environmentWordIn } from '../items.ts';
import type { CalledStep, PipelineContext, PlannedJob, ShellMode, Step } from '../reader.ts';
import {
  artifactFault,
  entriesOf,
  itemsOf,
  member,
  textAt,
  textOf,
  type DataEntry,
  type DataNode,
  type DataScalar,
} from '../../text/dataTree.ts';
import { readYaml } from '../../text/yaml.ts';
import { normalize } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { eventsOf, eventsUnder, pushedBranches } from './events.ts';
import { confirmations, followedRun, printedVerification } from './marks.ts';
import { environmentOf, namedStep, place, shellStep, unversioned } from './steps.ts';
import {
  addLiteral,
  choicesOf,
  choicesOfScript,
  givenInputs,
  holdsSecrets,
  inputsDecide,
  matrixOf,
  modeOf,
  targetInput,
  toleranceOf,
  withDefaults,
  type Values,
} from './values.ts';

const deepestCall = 5;

/** Folders below are not looked at. */
export function workflowPaths(repository: Repository): string[] {
  return repository.filesIn('.github/workflows').filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
}

/** What is the same for all jobs of a workflow. */
interface Around {
  readonly path: string;
  readonly root: DataNode;
  readonly events: readonly PipelineEvent[];
  readonly seen: readonly string[];
}

export class Workflows {
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
    const { documents, faults } = text === null ? { documents: [], faults: [] } : readYaml(path, text, 'YAML', null);
    for (const fault of faults) this.context.fault(fault);
    const root = documents[0] ?? null;
    this.documents.set(path, root);
    return root;
  }

  /** @param inputs of the caller; a workflow that is read for itself knows none */
  async jobsOf(path: string, root: DataNode, inputs: Values, seen: readonly string[]): Promise<PlannedJob[]> {
    const around: Around = { path, root, events: eventsOf(root), seen };
    const values = new Map([...(seen.length > 1 ? [] : choicesOf(root)), ...inputs]);
    for (const { key, value } of entriesOf(member(root, 'env'))) addLiteral(values, `env.${key}`, value, { values });
    const jobs: PlannedJob[] = [];
    for (const entry of entriesOf(member(root, 'jobs'))) jobs.push(await this.job(around, entry, values));
    return jobs;
  }

  private async job(around: Around, { key, keyRange, value: job }: DataEntry, outer: Values): Promise<PlannedJob> {
    const { path, root, seen } = around;
    const values = new Map(outer);
    for (const [name, value] of matrixOf(member(job, 'strategy', 'matrix'))) values.set(`matrix.${name}`, value);
    for (const { key: name, value } of entriesOf(member(job, 'env')))
      addLiteral(values, `env.${name}`, value, { values });
    const scope: ExpressionScope = { values };
    const steps: Step[] = [];
    const environment = environmentOf(path, job, scope, steps);
    steps.push(...followedRun(path, job, await this.followed(root)), ...confirmations(path, job));
    const uses = member(job, 'uses');
    if (uses?.kind === 'scalar' && uses.value !== null)
      steps.push(await this.reusable(path, uses, key, job, scope, seen));
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
    steps.push(...printedVerification(path, key, job));
    const needs = member(job, 'needs');
    const events = eventsUnder(around.events, condition);
    const trigger = around.events.map(({ name }) => name);
    const isChosen = seen.length === 1 && choicesOf(root).has('inputs.environment');
    return {
      file: path,
      range: keyRange,
      name: key,
      needs: needs?.kind === 'list' ? needs.items.flatMap((item) => textOf(item) ?? []) : [textOf(needs) ?? []].flat(),
      trigger,
      events,
      manual: events.length > 0 && events.every(({ name }) => name === 'workflow_dispatch'),
      environment,
      target: targetInput(root, values, seen.length > 1),
      hints: [
        isChosen ? '' : (values.get('inputs.environment') ?? ''),
        key,
        textAt(job, 'name') ?? '',
        path.slice(path.lastIndexOf('/') + 1),
        ...pushedBranches(events).filter((branch) => environmentWordIn(branch) !== null),
        condition ?? '',
        // What somebody may choose says less than what the job is called.
        isChosen ? (values.get('inputs.environment') ?? '') : '',
      ],
      // What is called is as approved as its caller, which is judged where it calls.
      approval:
        environment !== null
          ? null
          : seen.length === 1 && trigger.every((name) => name === 'workflow_call')
            ? null
            : false,
      ...toleranceOf(path, job, scope),
      uses: this.usesOf(path, job),
      secrets: holdsSecrets(job),
      ownMachine: /self-hosted/.test(JSON.stringify(runsOn(member(job, 'runs-on')))),
      steps: isOff ? steps.map((step) => ({ ...step, never: true })) : steps,
    };
  }

  /** Texts of the workflows whose runs start this one. */
  private async followed(root: DataNode): Promise<string[]> {
    const node = member(root, 'on', 'workflow_run', 'workflows');
    const names = node?.kind === 'list' ? itemsOf(node).map(textOf) : [textOf(node)];
    const texts: string[] = [];
    for (const path of names.some((name) => name !== null) ? workflowPaths(this.context.repository) : []) {
      const other = await this.document(path);
      if (names.includes(textAt(other, 'name') ?? path)) texts.push((await this.context.repository.read(path)) ?? '');
    }
    return texts;
  }

  /** What the job or the steps below a node use that is not of this repository. */
  usesOf(path: string, node: DataNode | null): ActionUse[] {
    return [member(node, 'uses'), ...itemsOf(member(node, 'steps')).map((step) => member(step, 'uses'))].flatMap(
      (uses) =>
        uses?.kind !== 'scalar' || uses.value === null || uses.value.startsWith('./')
          ? []
          : [actionUse(uses.value, place(path, uses))],
    );
  }

  private async reusable(
    path: string,
    uses: DataScalar,
    key: string,
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
      if (target !== null && !this.context.repository.isFile(target))
        this.context.fault(artifactFault(path, uses.range, `${target} is called and not in the repository`));
      return {
        ...place(path, uses),
        kind: 'named',
        uses: unversioned(name),
        written: name,
        inputs: given,
        remote: target === null,
        commands: [],
        weak: null,
        hints: [key, textAt(job, 'name') ?? ''],
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
    const condition = textAt(step, 'if');
    const never = condition !== null && evaluate(condition, scope) === false;
    const values = new Map(scope.values);
    for (const { key, value } of entriesOf(member(step, 'env'))) addLiteral(values, `env.${key}`, value, scope);
    const own: ExpressionScope = { values };
    const hints = [textAt(step, 'name') ?? '', condition ?? ''].map((text) => interpolate(text, own));
    const common = { ...toleranceOf(path, step, scope), never, hints };
    const run = member(step, 'run');
    if (run?.kind === 'scalar' && run.value !== null) {
      const shell = textAt(step, 'shell');
      if (shell !== null && /^(?:python|node|cmd)/.test(shell)) return [];
      const where = interpolate(textAt(step, 'working-directory') ?? directory, own);
      const made = shellStep(run, common, shell === null ? mode : modeOf(shell), where, own);
      const choices = choicesOfScript(run.value, values);
      const { file, range } = made;
      return choices.length === 0
        ? [made, ...confirmations(path, step)]
        : choices.map((text) => ({ ...made, source: { file, range, text, places: null } }));
    }
    const uses = member(step, 'uses');
    if (uses?.kind !== 'scalar' || uses.value === null) return [];
    const given = givenInputs(member(step, 'with'), own);
    const name = uses.value;
    if (!name.startsWith('./')) return [namedStep(path, step, uses, common, own, given)];
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
      approval: false,
      weak: null,
      steps,
      isAction: true,
    };
    return [{ ...common, ...place(path, uses), kind: 'called', name, path: target, jobs: [job] }];
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

function runsOn(node: DataNode | null): string[] {
  return node?.kind === 'list' ? node.items.flatMap((item) => textOf(item) ?? []) : [textOf(node) ?? ''];
}
