/**
 * Terraform: resources that start processes, as far as they are literal or name variables with a default and locals of
 * their own module. Containers of ECS tasks are those of `ecsContainers.ts`; other kinds of resource are rows here.
 */
import type { Command, Environment, ProcessDeclaration, Variable } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { containerResources } from '../../knowledge/terraformResources.ts';
import type { ContainerResource } from '../../knowledge/terraformResources.ts';
import { environmentOfToken } from '../environment.ts';
import { dirname } from '../paths.ts';
import {
  artifactFault,
  itemsOf,
  knownText,
  member,
  scalarOf,
  variablesOf,
  wordsOfList,
  type DataMap,
  type DataNode,
  type DataScalar,
} from '../text/dataTree.ts';
import { blocksOf, labelOf, readHcl, referencesOf, resolved, type References } from '../text/hcl.ts';
import { readJson } from '../text/yaml.ts';
import { snippetOf } from '../text/locatedText.ts';
import { processOf } from './declare.ts';
import { containersOf } from './ecsContainers.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'terraform';
const mostResources = 500;
const deepest = 12;

interface ModuleFile {
  readonly file: string;
  readonly root: DataMap;
}

export const terraformReader: LauncherReader<ModuleFile> = {
  name: launcher,
  files: ['**/*.tf'],
  grammarOf: () => 'tree-sitter-hcl.wasm',
  claims: ({ text }) =>
    /\b(?:aws_ecs_task_definition|google_cloud_run|kubernetes_(?:deployment|stateful_set|daemon_?set|cron_?job|job)|docker_container|azurerm_container_app|container_definitions)/.test(
      text,
    ) ||
    /^\s*(?:locals\s*\{|variable\s+")/m.test(text) ||
    (/^\s*module\s+"/m.test(text) && /^\s*(?:container_)?command\s*=\s*\[/m.test(text)) ||
    /^\s*start_command\s*=\s*"/m.test(text),
  read,
  combine: (readings) => {
    const parts = [...readings.values()].flatMap((reading) => reading.parts ?? []);
    const modules = new Map<string, ModuleFile[]>();
    for (const part of parts) modules.set(dirname(part.file), [...(modules.get(dirname(part.file)) ?? []), part]);
    return [...modules.values()].flatMap((files) => declare(files, []));
  },
};

function read({ path, tree }: Artifact): Reading<ModuleFile> {
  if (tree === undefined) return { declarations: [], faults: [] };
  const { root, faults } = readHcl(path, tree);
  const found: Fault[] = [...faults];
  const part = { file: path, root };
  return { declarations: declare([part], found), faults: found, parts: [part] };
}

function declare(files: readonly ModuleFile[], faults: Fault[]): ProcessDeclaration[] {
  const references = withRepositories(files);
  const byModules = files.flatMap(({ file, root }) =>
    blocksOf(root, 'module')
      .slice(0, mostResources)
      .flatMap((block) => ofModule(file, block, references, faults)),
  );
  const byResources = files.flatMap(({ file, root }) =>
    blocksOf(root, 'resource')
      .slice(0, mostResources)
      .flatMap((resource) => {
        const type = labelOf(resource, 0);
        const name = labelOf(resource, 1) ?? '';
        if (type === 'aws_ecs_task_definition') return ofTask(file, resource, name, references, faults);
        const row = containerResources.find((candidate) => candidate.type.test(type ?? ''));
        return row === undefined ? [] : ofContainers(file, resource, name, row, references, faults);
      }),
  );
  const byCommands = files.flatMap(({ file, root }) => startCommands(file, root));
  return [...byModules, ...byResources, ...byCommands];
}

/** `start_command` of Render, in a resource or in what a module is given for each of its services; a line of shell. */
function startCommands(file: string, root: DataMap): ProcessDeclaration[] {
  const found: ProcessDeclaration[] = [];
  const visit = (node: DataNode, names: readonly string[], depth: number): void => {
    if (depth > deepest || found.length >= mostResources) return;
    if (node.kind === 'list') for (const item of node.items) visit(item, names, depth + 1);
    if (node.kind !== 'map') return;
    const line = scalarOf(member(node, 'start_command'));
    if (line !== null && line.computed !== true && line.value !== null && line.value.trim() !== '') {
      const own = scalarOf(member(node, 'name'));
      const label = labelOf(node, 1) ?? labelOf(node, 0);
      const name = (own?.computed === true ? null : own?.value) ?? names.at(-1) ?? label ?? 'service';
      const location = { file, range: line.range };
      const image = { kind: 'name', name: '${}', isOwn: true, location } as const;
      const entrypoint: Command = { form: 'shell', line: snippetOf(line.text), location };
      const environment = environmentNamed([name]);
      found.push(processOf({ launcher: 'render', name, environment, file, range: line.range, image, entrypoint }));
    }
    for (const [key, { value }] of node.entries)
      visit(value, value.kind === 'map' ? [...names, key] : names, depth + 1);
  };
  visit(root, [], 0);
  return found;
}

/** A module that is given an image and what to start of it: whatever resources it makes, they run that. */
function ofModule(file: string, block: DataMap, references: References, faults: Fault[]): ProcessDeclaration[] {
  const image = [...block.entries.keys()].find((key) =>
    /^(?:docker_|container_)?image(?:_(?:name|ur[il]))?$/.test(key),
  );
  const written = member(block, 'command') ?? member(block, 'container_command');
  const known = image === undefined ? null : member(block, image);
  if (known === null || written === null || resolved(written, references).kind !== 'list') return [];
  const command = commandOf(file, block, ['command', 'container_command'], references, faults);
  const label = labelOf(block, 0) ?? 'module';
  const name = resolved(known, references);
  const place = { file, range: name.range };
  const value = name.kind === 'scalar' && name.computed !== true ? (name.value ?? '') : '${}';
  return [
    processOf({
      launcher,
      name: knownOf(block, 'name', references) ?? label,
      environment: environmentNamed([label]),
      file,
      range: rangeOfLabel(block),
      image: { kind: 'name', name: value, isOwn: true, location: place },
      arguments: command,
    }),
  ];
}

/** What variables and locals say, and the names of image repositories, which images are named after. */
function withRepositories(files: readonly ModuleFile[]): References {
  const found = new Map(referencesOf(files.map(({ root }) => root)));
  for (const { root } of files) {
    for (const resource of blocksOf(root, 'resource')) {
      const label = labelOf(resource, 1);
      if (labelOf(resource, 0) !== 'aws_ecr_repository' || label === null) continue;
      const name = scalarOf(member(resource, 'name'));
      const known = name === null ? null : resolved(name, found);
      const value = knownText(known) ?? label;
      if (name !== null) {
        found.set(`aws_ecr_repository.${label}`, urlOf(name, value));
      }
    }
  }
  return found;
}

/** `repository_url`, of a registry that is not known. */
function urlOf(name: DataScalar, value: string): DataMap {
  const url: DataScalar = { ...name, value: `.dkr.ecr./${value}`, editable: false };
  const entry = { key: 'repository_url', keyRange: name.range, value: url };
  return { kind: 'map', range: name.range, entries: new Map([['repository_url', entry]]) };
}

function ofTask(file: string, resource: DataMap, name: string, references: References, faults: Fault[]) {
  const family = knownOf(resource, 'family', references);
  const range = rangeOfLabel(resource);
  const definitions = member(resource, 'container_definitions');
  const node = definitions === null ? null : definitionsOf(file, resolved(definitions, references), faults);
  if (node === null) return [];
  const environment = environmentNamed([family, name]);
  return containersOf(node, { file, family: family ?? name, environment, range }, faults);
}

/** JSON in a text, with blanks in place of what is around it in the file, so that every offset stays. */
function definitionsOf(file: string, node: DataNode, faults: Fault[]): DataNode | null {
  if (node.kind !== 'scalar') return node;
  const { text } = node;
  const literal = text.text.trim();
  if (!literal.startsWith('[') || typeof text.places !== 'number') return null;
  const json = text.text.replace(/"(?:[^"\\\n]|\\.)*"|[$%]\{[^{}\n]*\}/g, (found) =>
    found.startsWith('"') ? found : `"${found.slice(1, -1)}"`,
  );
  const { documents, faults: problems } = readJson(file, ' '.repeat(text.places) + json);
  const [document] = documents;
  if (document === undefined || problems.length > 0) {
    faults.push(
      artifactFault(file, node.range, 'these container definitions are no JSON that can be read', 'information'),
    );
  }
  return document === undefined ? null : withoutInterpolations(document);
}

/** Texts that Terraform puts together are computed. */
function withoutInterpolations(node: DataNode): DataNode {
  if (node.kind === 'list') return { ...node, items: node.items.map(withoutInterpolations) };
  if (node.kind === 'map') {
    const entries = [...node.entries].map(
      ([key, entry]) => [key, { ...entry, value: withoutInterpolations(entry.value) }] as const,
    );
    return { ...node, entries: new Map(entries) };
  }
  return node.value !== null && /[$%]\{/.test(node.value) ? { ...node, editable: false, computed: true } : node;
}

function ofContainers(
  file: string,
  resource: DataMap,
  name: string,
  row: ContainerResource,
  references: References,
  faults: Fault[],
): ProcessDeclaration[] {
  let containers: readonly DataMap[] = [resource];
  for (const step of row.path) containers = containers.flatMap((block) => blocksOf(block, step));
  const own =
    knownOf(resource, 'name', references) ??
    blocksOf(resource, 'metadata').map((block) => knownOf(block, 'name', references))[0] ??
    name;
  return containers.map((container) => {
    const inner = knownOf(container, 'name', references);
    const image = member(container, 'image');
    const known = image === null ? null : resolved(image, references);
    const place = { file, range: known?.range ?? rangeOfLabel(resource) };
    return processOf({
      launcher: row.launcher,
      name: containers.length === 1 ? own : (inner ?? own),
      environment: environmentNamed([own, name]),
      file,
      range: rangeOfLabel(resource),
      image: { kind: 'name', name: known?.kind === 'scalar' ? (known.value ?? '') : '${}', location: place },
      entrypoint: commandOf(file, container, row.command, references, faults),
      arguments: commandOf(file, container, row.arguments, references, faults),
      directory: knownOf(container, row.directory, references),
      variables: environmentOf(file, container, row, references),
      oneShot: row.oneShot,
    });
  });
}

function commandOf(
  file: string,
  container: DataMap,
  keys: readonly string[],
  references: References,
  faults: Fault[],
): Command | null {
  const written = keys.map((key) => member(container, key)).find((node) => node !== null) ?? null;
  if (written === null) return null;
  const node = resolved(written, references);
  if (node.kind === 'list') {
    const words = wordsOfList(node, file);
    return words.length === 0 ? null : { form: 'exec', words, location: { file, range: written.range } };
  }
  if (node.kind === 'scalar' && node.computed === true) {
    const { range } = node;
    const word = { file, range, value: node.value ?? '', style: 'list', exact: false, dynamic: true } as const;
    return { form: 'exec', words: [word], location: { file, range } };
  }
  if (node.kind === 'scalar' && node.value === null) return null;
  faults.push(artifactFault(file, node.range, 'the provider refuses this: a command is a list of words'));
  return null;
}

function environmentOf(file: string, container: DataMap, row: ContainerResource, references: References): Variable[] {
  const written = member(container, row.environment);
  if (written === null) return [];
  const node = resolved(written, references);
  const blocks = itemsOf(node).filter((item) => item.kind === 'map');
  if (node.kind !== 'list' || blocks.length === 0) return variablesOf(node, file, row.launcher);
  return blocks.flatMap((block) => {
    const name: DataScalar | null = scalarOf(member(block, 'name'));
    if (name === null || name.value === null || name.computed === true) return [];
    const range = scalarOf(member(block, 'value'))?.range ?? name.range;
    return [{ file, range, name: name.value, value: knownText(member(block, 'value')), layer: row.launcher }];
  });
}

function knownOf(node: DataMap, key: string, references: References): string | null {
  const value = member(node, key);
  return value === null ? null : knownText(resolved(value, references));
}

const rangeOfLabel = (resource: DataMap) => itemsOf(member(resource, '#labels')).at(-1)?.range ?? resource.range;

function environmentNamed(names: readonly (string | null)[]): Environment | null {
  const tokens = names.flatMap((name) => (name ?? '').split(/[^A-Za-z0-9]+/));
  return tokens.map(environmentOfToken).find((environment) => environment !== null) ?? null;
}
