/** GitLab CI: the root file with what it includes of the repository, `extends`, `!reference`, stages and rules. */
import type { Location } from '../../model/text.ts';
import type { MarkStep, PipelineContext, PipelineReader, PlannedJob, ShellStep, Step, Weakness } from './reader.ts';
import { normalize } from '../paths.ts';
import {
  artifactFault,
  entriesOf,
  itemsOf,
  member,
  textAt,
  textOf,
  type DataEntry,
  type DataMap,
  type DataNode,
} from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';

const reserved = new Set([
  'stages',
  'variables',
  'include',
  'default',
  'workflow',
  'image',
  'services',
  'cache',
  'before_script',
  'after_script',
  'spec',
  'pages_domain',
]);
const mostFiles = 200;
const deepestExtends = 12;

interface Defined {
  readonly file: string;
  readonly entry: DataEntry;
}

interface Gathered {
  readonly files: string[];
  readonly jobs: Map<string, Defined>;
  readonly globals: Map<string, DataNode>;
  readonly templates: Step[];
  readonly templateFile: string;
}

export const gitlabCiPipelines: PipelineReader = {
  system: 'gitlab-ci',
  async read(context) {
    const root = ['.gitlab-ci.yml', '.gitlab-ci.yaml'].find((path) => context.repository.isFile(path));
    if (root === undefined) return [];
    const gathered: Gathered = { files: [], jobs: new Map(), globals: new Map(), templates: [], templateFile: root };
    await gather(root, gathered, context);
    const jobs = plannedJobs(gathered);
    return [
      {
        files: gathered.files,
        jobs,
        inputs: entriesOf(gathered.globals.get('variables') ?? null).flatMap(({ key, value }) =>
          member(value, 'description') === null ? [] : [key],
        ),
      },
    ];
  },
};

async function gather(path: string, into: Gathered, context: PipelineContext): Promise<void> {
  if (into.files.includes(path) || into.files.length > mostFiles) return;
  into.files.push(path);
  const text = await context.repository.read(path);
  if (text === null) return;
  const { documents, faults } = readYaml(path, text);
  for (const fault of faults) context.fault(fault);
  for (const document of documents) {
    const included = member(document, 'include');
    for (const item of included?.kind === 'list' ? included.items : included === null ? [] : [included]) {
      await include(path, item, into, context);
    }
    for (const entry of entriesOf(document)) {
      if (reserved.has(entry.key)) into.globals.set(entry.key, entry.value);
      else into.jobs.set(entry.key, merged(into.jobs.get(entry.key), { file: path, entry }));
    }
  }
}

/** A job that is included and said again: what is said here wins. */
function merged(before: Defined | undefined, now: Defined): Defined {
  if (before === undefined || before.entry.value.kind !== 'map' || now.entry.value.kind !== 'map') return now;
  return { file: now.file, entry: { ...now.entry, value: deepMerge(before.entry.value, now.entry.value) } };
}

function deepMerge(base: DataMap, over: DataMap): DataMap {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) {
    const known = entries.get(key);
    const both = known?.value.kind === 'map' && entry.value.kind === 'map';
    entries.set(key, both ? { ...entry, value: deepMerge(known.value, entry.value) } : entry);
  }
  return { ...over, entries };
}

async function include(from: string, item: DataNode, into: Gathered, context: PipelineContext): Promise<void> {
  const written = textOf(item) ?? textAt(item, 'local');
  if (written !== null && !/^https?:/.test(written)) {
    const pattern = normalize(written.replace(/^\//, ''));
    if (pattern === null) return;
    const files = pattern.includes('*') ? matching(pattern, context.repository.paths) : [pattern];
    for (const file of files) {
      if (context.repository.isFile(file)) await gather(file, into, context);
      else if (!/[$]/.test(file))
        context.fault(artifactFault(from, item.range, `${file} is included and not in the repository`));
    }
    return;
  }
  const template = member(item, 'template');
  if (template?.kind === 'scalar' && template.value !== null) {
    const uses = template.value.toLowerCase();
    into.templates.push({
      kind: 'named',
      file: from,
      range: template.range,
      uses,
      written: template.value,
      inputs: new Map(),
      remote: true,
      commands: [],
      weak: null,
    });
    return;
  }
  const component = textAt(item, 'component') ?? textAt(item, 'project') ?? textAt(item, 'remote') ?? written;
  const message = `what is included from ${component ?? 'elsewhere'} is not in the repository, so its jobs are not known`;
  context.fault(artifactFault(from, item.range, message, 'information'));
}

function matching(pattern: string, paths: readonly string[]): string[] {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?/g, '\0')
    .replace(/\*/g, '[^/]*')
    .replaceAll('\0', '(?:.*/)?');
  const expression = new RegExp(`^${source}$`);
  return paths.filter((path) => expression.test(path)).sort();
}

function plannedJobs(gathered: Gathered): PlannedJob[] {
  const { jobs, globals } = gathered;
  const declared = itemsOf(globals.get('stages') ?? null).flatMap((item) => textOf(item) ?? []);
  const stages = ['.pre', ...(declared.length === 0 ? ['build', 'test', 'deploy'] : declared), '.post'];
  const visible = [...jobs].filter(([name, { entry }]) => !name.startsWith('.') && entry.value.kind === 'map');
  const flat = visible.map(([name, { file, entry }]) => ({ name, file, entry, job: extended(entry.value, jobs, []) }));
  const stageOf = (job: DataNode): number => stages.indexOf(textAt(job, 'stage') ?? 'test');
  const planned = flat
    .filter(({ job }) => ['script', 'trigger', 'run', 'environment'].some((key) => member(job, key) !== null))
    .map(({ name, file, entry, job }): PlannedJob => {
      const explicit = member(job, 'needs');
      const needs =
        explicit === null
          ? flat.filter((other) => stageOf(other.job) < stageOf(job)).map((other) => other.name)
          : itemsOf(explicit).flatMap((item) => textOf(item) ?? textAt(item, 'job') ?? []);
      return plannedJob(name, file, entry, job, needs, gathered);
    });
  const [firstTemplate] = gathered.templates;
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
    steps: gathered.templates,
    group: 'gitlab',
  };
  return [...planned, templates];
}

/** With everything it extends; cycles and what is not there end it. */
function extended(node: DataNode, jobs: ReadonlyMap<string, Defined>, seen: readonly string[]): DataNode {
  if (node.kind !== 'map' || seen.length > deepestExtends) return node;
  const parents = member(node, 'extends');
  const names =
    parents?.kind === 'list' ? parents.items.flatMap((item) => textOf(item) ?? []) : [textOf(parents) ?? []].flat();
  let base: DataMap | null = null;
  for (const name of names) {
    const parent = jobs.get(name);
    if (parent === undefined || seen.includes(name)) continue;
    const whole = extended(parent.entry.value, jobs, [...seen, name]);
    if (whole.kind === 'map') base = base === null ? whole : deepMerge(base, whole);
  }
  return base === null ? node : deepMerge(base, node);
}

function plannedJob(
  name: string,
  file: string,
  entry: DataEntry,
  job: DataNode,
  needs: readonly string[],
  gathered: Gathered,
): PlannedJob {
  const rules = itemsOf(member(job, 'rules'));
  const running = rules.filter((rule) => textAt(rule, 'when') !== 'never');
  const manual =
    textAt(job, 'when') === 'manual' ||
    (running.length > 0 && running.every((rule) => textAt(rule, 'when') === 'manual'));
  const allowed = textAt(job, 'allow_failure');
  const isOptional = manual && rules.length === 0 && allowed !== 'false';
  const ruleAllows = running.length > 0 && running.every((rule) => textAt(rule, 'allow_failure') === 'true');
  const weak: Weakness | null =
    allowed === 'true' || ruleAllows
      ? { why: 'allow_failure: true', at: placeOfKey(job, file, 'allow_failure') ?? ruleAllowance(file, running) }
      : isOptional
        ? { why: 'a manual job that nothing waits for', at: placeOfKey(job, file, 'when') }
        : null;
  const environment = member(job, 'environment');
  const action = textAt(environment, 'action');
  const environmentName = environment?.kind === 'map' ? textAt(environment, 'name') : textOf(environment);
  const tier = textAt(environment, 'deployment_tier');
  const steps: Step[] = [];
  const variables = new Map<string, string>();
  for (const node of [gathered.globals.get('variables') ?? null, member(job, 'variables')]) {
    for (const { key, value } of entriesOf(node)) {
      const text = textOf(value) ?? textAt(value, 'value');
      if (text !== null && !text.includes('$')) variables.set(key, text);
    }
  }
  const when = member(job, 'when') ?? member(job, 'rules');
  if (manual && when !== null) {
    steps.push(
      mark(
        file,
        when.range,
        'approval',
        'manual job',
        !isOptional && allowed !== 'true',
        isOptional || allowed === 'true'
          ? 'later stages do not wait for a manual job that may be left out'
          : 'it waits until somebody starts it',
      ),
    );
  }
  const before =
    member(job, 'before_script') ??
    member(gathered.globals.get('default') ?? null, 'before_script') ??
    gathered.globals.get('before_script') ??
    null;
  for (const script of [before, member(job, 'script')]) {
    for (const scalar of lines(script, gathered.jobs, 0)) {
      const step: ShellStep = {
        kind: 'shell',
        file: scalar.text.file,
        range: scalar.range,
        source: scalar.text,
        mode: { errexit: true, pipefail: true },
        directory: '.',
        weak: null,
        resolve: (text) => text.replace(/\$\{?(\w+)\}?/g, (whole, key: string) => variables.get(key) ?? whole),
      };
      steps.push(step);
    }
  }
  const trigger = member(job, 'trigger');
  const target = textOf(trigger) ?? textAt(trigger, 'project');
  if (
    trigger !== null &&
    target !== null &&
    /deploy|trigger|release|cd\b|env|prod|staging|eks|k8s|infra|ops/i.test(`${name} ${target}`)
  ) {
    const waits = textAt(trigger, 'strategy') === 'depend' ? null : false;
    steps.push(mark(file, trigger.range, 'deploy', 'pipeline of another project', waits, ''));
  }
  const coverage = member(job, 'coverage');
  if (coverage?.kind === 'scalar')
    steps.push(mark(file, coverage.range, 'coverage', 'coverage', false, 'the expression only shows the number'));
  const stopping = action !== null && action !== 'start';
  return {
    file,
    range: entry.keyRange,
    name,
    needs,
    trigger: running.flatMap((rule) => textAt(rule, 'if') ?? []).slice(0, 6),
    environment: stopping ? null : environmentName,
    hints: [tier ?? '', name, textAt(job, 'stage') ?? ''],
    approval: trigger === null ? manual : manual ? true : null,
    weak,
    steps: stopping ? [] : steps,
    group: 'gitlab',
  };
}

/** A key with its value, where a job says it. */
function placeOfKey(node: DataNode, file: string, key: string): Location | null {
  const entry = node.kind === 'map' ? node.entries.get(key) : undefined;
  if (entry === undefined) return null;
  const home = entry.value.kind === 'scalar' && entry.value.text.file !== '' ? entry.value.text.file : file;
  return {
    file: home,
    range: { start: entry.keyRange.start, end: Math.max(entry.value.range.end, entry.keyRange.end) },
  };
}

function ruleAllowance(file: string, rules: readonly DataNode[]): Location | null {
  for (const rule of rules) {
    const found = placeOfKey(rule, file, 'allow_failure');
    if (found !== null) return found;
  }
  return null;
}

function mark(
  file: string,
  range: MarkStep['range'],
  type: MarkStep['type'],
  tool: string,
  blocking: boolean | null,
  why: string,
): MarkStep {
  return { kind: 'mark', file, range, type, tool, blocking, why, weak: null };
}

/** Lines of a script: nested lists, and `!reference [job, script]`, which is read as a list of names. */
function lines(
  node: DataNode | null,
  jobs: ReadonlyMap<string, Defined>,
  depth: number,
): Extract<DataNode, { kind: 'scalar' }>[] {
  if (node === null || depth > 8) return [];
  if (node.kind === 'scalar') return node.value === null ? [] : [node];
  if (node.kind !== 'list') return [];
  const [first, ...keys] = node.items.map((item) => textOf(item));
  const referred = depth > 0 && first !== null && first !== undefined && keys.length > 0 ? jobs.get(first) : undefined;
  if (referred !== undefined) {
    const path = keys.flatMap((key) => key ?? []);
    return lines(member(extended(referred.entry.value, jobs, [first ?? '']), ...path), jobs, depth + 1);
  }
  return node.items.flatMap((item) => lines(item, jobs, depth + 1));
}
