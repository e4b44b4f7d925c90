/**
 * Containers of an ECS task, however the task is written: as the API's JSON, in CloudFormation (members in capitals), or
 * in Terraform. `entryPoint` replaces ENTRYPOINT and drops CMD, `command` replaces CMD.
 * Facts: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
 */
import type { Command, Environment, ProcessDeclaration, Variable, VariableSource } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import type { Range } from '../../model/text.ts';
import {
  artifactFault,
  itemsOf,
  knownText,
  member,
  scalarOf,
  textOf,
  wordsOfList,
  type DataNode,
} from '../text/dataTree.ts';
import { isPushed } from '../images.ts';
import { stopContract } from '../text/signals.ts';
import { processOf } from './declare.ts';
import { probesOfCheck } from './healthCheck.ts';

const layer = 'ecs';
const mostContainers = 100;
const mostEntries = 1000;

export interface EcsTask {
  readonly file: string;
  /** Name of the task where it says one; its only container is called like it. */
  readonly family: string | null;
  readonly environment: Environment | null;
  readonly range: Range;
}

export function containersOf(list: DataNode | null, task: EcsTask, faults: Fault[]): ProcessDeclaration[] {
  const containers = itemsOf(list)
    .filter((container) => container.kind === 'map')
    .slice(0, mostContainers);
  const ending = new Set(containers.flatMap(awaitedToEnd));
  const pushed = new Set(containers.map(imageOf).filter(isPushed));
  return containers.map((container) => {
    const name = scalarOf(at(container, 'name'));
    const isOnly = containers.length === 1 && task.family !== null;
    return {
      ...readContainer(container, pushed.size === 1 && pushed.has(imageOf(container)), task, faults),
      name: (isOnly ? task.family : null) ?? name?.value ?? task.family ?? 'container',
      oneShot: name !== null && ending.has(name.value ?? ''),
    };
  });
}

/** A member by its name in the API, also where its first letter is a capital. */
export function at(node: DataNode | null, key: string): DataNode | null {
  return member(node, key) ?? member(node, key.charAt(0).toUpperCase() + key.slice(1));
}

/** Containers that this one waits for until they have ended. */
function awaitedToEnd(container: DataNode): string[] {
  return itemsOf(at(container, 'dependsOn')).flatMap((item) => {
    const name = textOf(at(item, 'containerName'));
    return name !== null && /^(?:SUCCESS|COMPLETE)$/.test(textOf(at(item, 'condition')) ?? '') ? [name] : [];
  });
}

/** A name that is put together only once the task is made is not known; a tag that is does not matter. */
function imageOf(container: DataNode): string {
  const image = at(container, 'image');
  return image?.kind === 'scalar' ? (image.value ?? '') : '${}';
}

function readContainer(
  container: DataNode,
  isOwn: boolean,
  { file, environment, range }: EcsTask,
  faults: Fault[],
): ProcessDeclaration {
  const name = scalarOf(at(container, 'name'));
  const image = at(container, 'image');
  const grace = Number(textOf(at(container, 'stopTimeout')) ?? Number.NaN);
  const place = name?.range ?? range;
  return processOf({
    launcher: layer,
    name: name?.value ?? 'container',
    environment,
    file: name?.text.file ?? file,
    range: place,
    image: {
      kind: 'name',
      name: imageOf(container),
      location: { file: image?.kind === 'scalar' ? image.text.file : file, range: image?.range ?? place },
      ...(isOwn ? { isOwn } : {}),
    },
    entrypoint: commandOf(file, at(container, 'entryPoint'), faults),
    arguments: commandOf(file, at(container, 'command'), faults),
    directory: knownText(at(container, 'workingDirectory')),
    variables: variablesOf(container),
    variableSources: sourcesOf(file, container),
    stop: stopContract(null, Number.isFinite(grace) && grace >= 0 ? grace * 1000 : null, 30_000),
    probes: probesOfCheck(file, at(at(container, 'healthCheck'), 'command')),
  });
}

function commandOf(file: string, node: DataNode | null, faults: Fault[]): Command | null {
  if (node === null || (node.kind === 'scalar' && node.value === null)) return null;
  if (node.kind === 'list') {
    if (node.items.length === 0) return null;
    const words = wordsOfList(node, file).slice(0, mostEntries);
    return { form: 'exec', words, location: { file: words[0]?.file ?? file, range: node.range } };
  }
  if (node.kind === 'scalar' && node.computed === true) {
    const word = { file: node.text.file, range: node.range, value: node.value ?? '', style: 'list' } as const;
    const { file: place, range } = word;
    return { form: 'exec', words: [{ ...word, exact: false, dynamic: true }], location: { file: place, range } };
  }
  faults.push(artifactFault(file, node.range, 'ECS refuses this: a command is a list of words'));
  return null;
}

/** Files on S3, and what the task puts together, which may set anything. */
function sourcesOf(file: string, container: DataNode): VariableSource[] {
  const files = itemsOf(at(container, 'environmentFiles')).map((item): VariableSource => {
    const value = scalarOf(at(item, 'value'));
    const range = value?.range ?? item.range;
    return { file: value?.text.file ?? file, range, kind: 'file', name: `/${value?.value ?? ''}`, wins: false };
  });
  const computed = ['environment', 'secrets'].flatMap((key): VariableSource[] => {
    const node = at(container, key);
    const [item] = itemsOf(node).filter((one) => one.kind === 'scalar');
    const unknown = node?.kind === 'scalar' && node.computed === true ? node : item?.kind === 'scalar' ? item : null;
    if (unknown === null) return [];
    return [
      { file: unknown.text.file, range: unknown.range, kind: 'config-map', name: unknown.value ?? '', wins: false },
    ];
  });
  return [...files, ...computed];
}

/** Variables, then secrets, whose values are elsewhere. */
function variablesOf(container: DataNode): Variable[] {
  const all = (key: string, valueOf: (item: DataNode) => string | null): Variable[] =>
    itemsOf(at(container, key))
      .slice(0, mostEntries)
      .flatMap((item) => {
        const name = scalarOf(at(item, 'name'));
        if (name?.value == null) return [];
        const value = scalarOf(at(item, 'value'));
        const range = value?.text.file === name.text.file ? value.range : name.range;
        return [{ file: name.text.file, range, name: name.value, value: valueOf(item), layer }];
      });
  return [...all('environment', (item) => knownText(at(item, 'value'))), ...all('secrets', () => null)];
}
