/**
 * Nomad jobs, in HCL or as the API's JSON: one process per task. With docker and podman `entrypoint` replaces ENTRYPOINT
 * and `command` with `args` replaces CMD; exec and raw_exec start `command` with `args` on the host; java starts a jar or
 * a class. Tasks of other drivers are not known here.
 * Facts: https://developer.hashicorp.com/nomad/docs/job-specification/task and the pages of the drivers.
 */
import type { Command, ProcessDeclaration, Variable, VariableSource, Word } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { isPushed } from '../images.ts';
import { extension } from '../paths.ts';
import {
  artifactFault,
  itemsOf,
  knownText,
  member,
  scalarOf,
  textOf,
  variablesOf,
  wordsOfList,
  type DataMap,
  type DataNode,
} from '../text/dataTree.ts';
import { blocksOf, labelOf, readHcl, referencesOf, resolved } from '../text/hcl.ts';
import { spanOfTime, stopContract } from '../text/signals.ts';
import { splitWords } from '../text/words.ts';
import { readJson } from '../text/yaml.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'nomad';
const defaultGrace = 5000;
const mostTasks = 500;

export const nomadReader: LauncherReader = {
  name: launcher,
  files: ['**/*.nomad', '**/*.hcl', '**/*.nomad.json', '**/*nomad*/**/*.json'],
  grammarOf: (path) => (extension(path) === '.json' ? null : 'tree-sitter-hcl.wasm'),
  claims: ({ path, text }) =>
    extension(path) === '.json'
      ? /"TaskGroups"\s*:/.test(text)
      : /^[ \t]*job[ \t]+"?[^\n{]*\{/m.test(text) && /^[ \t]*task[ \t]+"?[^\n{]*\{/m.test(text),
  read,
};

/** A task, however it is written. */
interface Task {
  readonly name: string;
  readonly node: DataNode;
  readonly driver: string | null;
  readonly config: DataNode | null;
  readonly variables: DataNode | null;
  readonly templates: readonly DataNode[];
  readonly signal: string | null;
  readonly grace: number | null;
  readonly oneShot: boolean;
}

function read({ path, text, tree }: Artifact): Reading {
  if (extension(path) === '.json') {
    const { documents, faults } = readJson(path, text);
    const found: Fault[] = [...faults];
    return { declarations: declare(path, documents.flatMap(tasksOfJson), found), faults: found };
  }
  if (tree === undefined) return { declarations: [], faults: [] };
  const { root, faults } = readHcl(path, tree);
  const found: Fault[] = [...faults];
  const known = resolved(root, referencesOf([root]));
  return { declarations: declare(path, known.kind === 'map' ? tasksOf(known) : [], found), faults: found };
}

function tasksOf(root: DataMap): Task[] {
  return blocksOf(root, 'job').flatMap((job) => {
    const runsOnce = /^(?:batch|sysbatch)$/.test(textOf(member(job, 'type')) ?? '');
    return [job, ...blocksOf(job, 'group')].flatMap((group) => {
      const tasks = blocksOf(group, 'task');
      return tasks.map((node): Task => {
        const [lifecycle] = blocksOf(node, 'lifecycle');
        const isSidecar = textOf(member(lifecycle ?? null, 'sidecar')) === 'true';
        return {
          name: nameOf(labelOf(node, 0), tasks.length, [labelOf(group, 0), labelOf(job, 0)]),
          node,
          driver: textOf(member(node, 'driver')),
          config: blocksOf(node, 'config')[0] ?? member(node, 'config'),
          variables: blocksOf(node, 'env')[0] ?? member(node, 'env'),
          templates: blocksOf(node, 'template').filter((one) => textOf(member(one, 'env')) === 'true'),
          signal: textOf(member(node, 'kill_signal')),
          grace: spanOfTime(textOf(member(node, 'kill_timeout')) ?? ''),
          oneShot: runsOnce || (lifecycle !== undefined && !isSidecar),
        };
      });
    });
  });
}

function tasksOfJson(document: DataNode): Task[] {
  const job = member(document, 'Job') ?? document;
  const runsOnce = /^(?:batch|sysbatch)$/.test(textOf(member(job, 'Type')) ?? '');
  return itemsOf(member(job, 'TaskGroups')).flatMap((group) => {
    const tasks = itemsOf(member(group, 'Tasks'));
    return tasks.map((node): Task => {
      const grace = Number(textOf(member(node, 'KillTimeout')) ?? Number.NaN);
      const lifecycle = member(node, 'Lifecycle');
      const names = [textOf(member(group, 'Name')), textOf(member(job, 'Name')) ?? textOf(member(job, 'ID'))];
      return {
        name: nameOf(textOf(member(node, 'Name')), tasks.length, names),
        node,
        driver: textOf(member(node, 'Driver')),
        config: member(node, 'Config'),
        variables: member(node, 'Env'),
        templates: itemsOf(member(node, 'Templates')).filter((one) => textOf(member(one, 'Envvars')) === 'true'),
        signal: textOf(member(node, 'KillSignal')) || null,
        // Nanoseconds.
        grace: grace > 0 ? Math.round(grace / 1e6) : null,
        oneShot: runsOnce || (lifecycle?.kind === 'map' && textOf(member(lifecycle, 'Sidecar')) !== 'true'),
      };
    });
  });
}

/** A task that is alone in its group and only called after what it is, by the group or the job. */
function nameOf(own: string | null, tasks: number, around: readonly (string | null)[]): string {
  const plain = own === null || /^(?:app|server|service|task|web|main|docker|container)$/.test(own);
  return (tasks === 1 && plain ? around.find((name) => name !== null && name !== '') : null) ?? own ?? 'task';
}

const drivers: Readonly<Record<string, 'container' | 'host' | 'java'>> = {
  docker: 'container',
  podman: 'container',
  'containerd-driver': 'container',
  exec: 'host',
  exec2: 'host',
  raw_exec: 'host',
  java: 'java',
};

function declare(file: string, tasks: readonly Task[], faults: Fault[]): ProcessDeclaration[] {
  const containers = tasks.slice(0, mostTasks).filter(({ driver }) => drivers[driver ?? ''] === 'container');
  const imageOf = ({ config }: Task): string => textOf(member(config, 'image')) ?? '';
  const pushed = new Set(containers.map(imageOf).filter(isPushed));
  return tasks.slice(0, mostTasks).flatMap((task): ProcessDeclaration[] => {
    const kind = drivers[task.driver ?? ''];
    const { config } = task;
    if (kind === undefined || config === null) return [];
    const label = itemsOf(member(task.node, '#labels'))[0] ?? member(task.node, 'Name');
    const image = member(config, 'image');
    const range = label?.range ?? { start: task.node.range.start, end: task.node.range.start };
    const isContainer = kind === 'container';
    const own = commandOf(file, config, kind, faults);
    return [
      processOf({
        launcher,
        name: task.name,
        file,
        range,
        image: isContainer
          ? {
              kind: 'name',
              name: image?.kind === 'scalar' ? (image.value ?? '') : '${}',
              location: { file, range: image?.range ?? range },
              ...(pushed.size === 1 && pushed.has(imageOf(task)) ? { isOwn: true } : {}),
            }
          : null,
        entrypoint: isContainer ? listOf(file, member(config, 'entrypoint'), faults) : own,
        arguments: isContainer ? own : null,
        directory: knownText(member(config, 'work_dir')),
        variables: withoutRuntime(variablesOf(task.variables, file, launcher)),
        variableSources: task.templates.map((template): VariableSource => {
          const name = scalarOf(member(template, 'destination') ?? member(template, 'DestPath'));
          const place = name?.range ?? template.range;
          return { file, range: place, kind: 'secret', name: name?.value ?? 'template', wins: true };
        }),
        stop: stopContract(task.signal ?? (isContainer ? 'SIGTERM' : 'SIGINT'), task.grace, defaultGrace),
        oneShot: task.oneShot,
      }),
    ];
  });
}

/** Values that Nomad puts in when the task starts (`${NOMAD_PORT_http}`) are not known. */
function withoutRuntime(variables: readonly Variable[]): Variable[] {
  return variables.map((variable) =>
    /\$\{|\{\{/.test(variable.value ?? '') ? { ...variable, value: null } : variable,
  );
}

function commandOf(
  file: string,
  config: DataNode,
  kind: 'container' | 'host' | 'java',
  faults: Fault[],
): Command | null {
  const args = listOf(file, member(config, 'args'), faults);
  const rest = args?.form === 'exec' ? args.words : [];
  if (kind === 'java') return javaCommand(file, config, rest, faults);
  const command = scalarOf(member(config, 'command'));
  if (command === null) return kind === 'container' ? args : null;
  const first: Word = {
    file,
    range: command.range,
    value: command.value ?? '',
    style: 'list',
    exact: false,
    dynamic: command.computed === true || /\$\{/.test(command.value ?? ''),
  };
  return { form: 'exec', words: [first, ...rest], location: { file, range: command.range } };
}

function javaCommand(file: string, config: DataNode, args: readonly Word[], faults: Fault[]): Command | null {
  const jar = scalarOf(member(config, 'jar_path'));
  const main = scalarOf(member(config, 'class'));
  const named = jar ?? main;
  if (named === null) return null;
  const made = (value: string): Word => {
    const { range } = named;
    return { file, range, value, style: 'list', exact: false, dynamic: false };
  };
  const options = listOf(file, member(config, 'jvm_options'), faults);
  const path = textOf(member(config, 'class_path'));
  const start = jar !== null ? [made('-jar')] : path === null ? [] : [made('-cp'), made(path)];
  const words = [
    made('java'),
    ...(options?.form === 'exec' ? options.words : []),
    ...start,
    made(named.value ?? ''),
    ...args,
  ];
  return { form: 'exec', words, location: { file, range: named.range } };
}

function listOf(file: string, node: DataNode | null, faults: Fault[]): Command | null {
  if (node === null || (node.kind === 'scalar' && node.value === null)) return null;
  const location = { file, range: node.range };
  if (node.kind === 'list') {
    const words = wordsOfList(node, file).map((word) => ({
      ...word,
      dynamic: word.dynamic || /\$\{/.test(word.value),
    }));
    return words.length === 0 ? null : { form: 'exec', words, location };
  }
  if (node.kind === 'scalar') {
    if (node.computed === true) {
      const word: Word = { ...location, value: node.value ?? '', style: 'list', exact: false, dynamic: true };
      return { form: 'exec', words: [word], location };
    }
    return { form: 'exec', words: splitWords(node.text, { escapes: 'posix' }).words, location };
  }
  faults.push(artifactFault(file, node.range, 'nomad refuses this: a command is a list of words'));
  return null;
}
