/** The configuration of GitLab CI as one: the root file with what it includes of the repository, and `extends`. */
import { actionUse } from '../actionUses.ts';
import type { ActionUse } from '../../../model/pipeline.ts';
import type { PipelineContext, Step } from '../reader.ts';
import { normalize } from '../../paths.ts';
import {
  artifactFault,
  entriesOf,
  member,
  textAt,
  textOf,
  type DataEntry,
  type DataMap,
  type DataNode,
} from '../../text/dataTree.ts';
import { readYaml } from '../../text/yaml.ts';

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

export interface Defined {
  readonly file: string;
  readonly entry: DataEntry;
  /** Where it deploys to, as a comment right above it says; empty where none does. */
  readonly said: string;
}

export interface Gathered {
  readonly files: string[];
  readonly jobs: Map<string, Defined>;
  readonly globals: Map<string, DataNode>;
  readonly templates: Step[];
  /** What is included from elsewhere. */
  readonly uses: ActionUse[];
}

export async function gathered(root: string, context: PipelineContext): Promise<Gathered> {
  const into: Gathered = { files: [], jobs: new Map(), globals: new Map(), templates: [], uses: [] };
  await gather(root, into, context);
  return into;
}

async function gather(path: string, into: Gathered, context: PipelineContext): Promise<void> {
  if (into.files.includes(path) || into.files.length > mostFiles) return;
  into.files.push(path);
  const text = await context.repository.read(path);
  if (text === null) return;
  const { documents, faults } = readYaml(path, text, 'YAML', null);
  for (const fault of faults) context.fault(fault);
  for (const document of documents) {
    const included = member(document, 'include');
    for (const item of included?.kind === 'list' ? included.items : included === null ? [] : [included]) {
      await include(path, item, into, context);
    }
    for (const entry of entriesOf(document)) {
      if (reserved.has(entry.key)) into.globals.set(entry.key, entry.value);
      else {
        const said = targetAbove(text, entry.keyRange.start);
        into.jobs.set(entry.key, merged(into.jobs.get(entry.key), { file: path, entry, said }));
      }
    }
  }
}

/** `# Deploys main to staging`, right above a job: where it goes. */
function targetAbove(text: string, start: number): string {
  const comment = /(?:^|\n)((?:#[^\n]*\n)+)$/.exec(text.slice(Math.max(0, start - longestComment), start))?.[1] ?? '';
  const line = comment.split('\n').find((one) => deploysTo.test(one));
  return line === undefined ? '' : (deploysTo.exec(line)?.[1] ?? '');
}

const longestComment = 1000;
const deploysTo =
  /^#+ *(?:(?:manually|automatically|always) )?(?:triggers?|starts?|runs?|deploy\w*|roll\w*)\b(?=.*\bdeploy).*\bto (?:the )?([\w-]+)/i;

/** A job that is included and said again: what is said here wins. */
function merged(before: Defined | undefined, now: Defined): Defined {
  if (before === undefined || before.entry.value.kind !== 'map' || now.entry.value.kind !== 'map') return now;
  return { ...now, entry: { ...now.entry, value: deepMerge(before.entry.value, now.entry.value) } };
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
  into.uses.push(...useOf(from, item));
  into.templates.push(...elsewhereSteps(from, item));
  const component = textAt(item, 'component') ?? textAt(item, 'project') ?? textAt(item, 'remote') ?? written;
  const message = `what is included from ${component ?? 'elsewhere'} is not in the repository, so its jobs are not known`;
  context.fault(artifactFault(from, item.range, message, 'information'));
}

/** Files of elsewhere: their names are all there is. */
function elsewhereSteps(from: string, item: DataNode): Step[] {
  const remote = textOf(item) ?? textAt(item, 'remote') ?? textAt(item, 'component');
  const files = member(item, 'file');
  const named = remote !== null ? [item] : files?.kind === 'list' ? files.items : files === null ? [] : [files];
  return named.flatMap((node): Step[] => {
    const written = textOf(node) ?? remote;
    const name =
      written
        ?.replace(/@[^/@]*$/, '')
        .replace(/^.*\//, '')
        .replace(/\.ya?ml$/, '') ?? '';
    if (written === null || name === '') return [];
    const place = { file: from, range: node.range };
    const uses = `template/${name.toLowerCase()}`;
    return [{ kind: 'named', ...place, uses, written, inputs: new Map(), remote: true, commands: [], weak: null }];
  });
}

/** A component, a file of another project or an address, with the version that is asked for. */
function useOf(from: string, item: DataNode): ActionUse[] {
  const place = { file: from, range: item.range };
  const component = textAt(item, 'component');
  if (component !== null) return [actionUse(component, place)];
  const project = textAt(item, 'project');
  if (project !== null) {
    const reference = textAt(item, 'ref');
    return [actionUse(reference === null ? project : `${project}@${reference}`, place)];
  }
  const remote = textAt(item, 'remote') ?? textOf(item);
  return remote === null ? [] : [{ ...place, name: remote, reference: null, kind: 'none' }];
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

/** With everything it extends; cycles and what is not there end it. */
export function extended(node: DataNode, jobs: ReadonlyMap<string, Defined>, seen: readonly string[]): DataNode {
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
