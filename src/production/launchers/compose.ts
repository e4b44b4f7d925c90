/**
 * Docker compose files: one process per service. `entrypoint` and `command` are lists, or strings that are split into
 * words without a shell. A directory of null is the image's. What several files say together (`extends`, overrides beside
 * the base file, variables of `.env`) is joined in `composeFiles.ts`.
 */
import type { Command } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { environmentOfToken } from '../environment.ts';
import { basename, dirname, join } from '../paths.ts';
import {
  artifactFault,
  entriesOf,
  itemsOf,
  member,
  scalarOf,
  textAt,
  textOf,
  variablesOf,
  wordsOfList,
  type DataEntry,
  type DataNode,
} from '../text/dataTree.ts';
import { spanOfTime } from '../text/signals.ts';
import { splitWords } from '../text/words.ts';
import { readYaml } from '../text/yaml.ts';
import { readEnvironmentFile } from '../variables.ts';
import { includesOf, isComposeName } from './composeIncludes.ts';
import { joinFiles, type ComposePart, type ServicePart, type WrittenPath } from './composeFiles.ts';
import { probesOfCheck } from './healthCheck.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'compose';
const mostServices = 500;
const mostWords = 2000;
const longestEnvironmentFile = 100_000;

export const composeReader: LauncherReader<ComposePart> = {
  name: launcher,
  files: ['**/*.{yml,yaml}', '**/.env'],
  claims: ({ path, text }) => {
    if (basename(path) === '.env') return text.length < longestEnvironmentFile;
    if (isComposeName(path)) return /services|include/.test(text);
    // A file of any name may be included or extended.
    return /^services:/m.test(text) && /\b(?:image|build|extends)\s*:/.test(text) && !/^apiVersion:/m.test(text);
  },
  read,
  combine: (readings) => joinFiles([...readings.values()].flatMap((reading) => reading.parts ?? [])),
};

function read({ path, text }: Artifact): Reading<ComposePart> {
  if (basename(path) === '.env') {
    const variables = readEnvironmentFile(path, text);
    return { declarations: [], faults: [], parts: [{ kind: 'variables', file: path, variables }] };
  }
  const { documents, faults } = readYaml(path, text);
  const found: Fault[] = [...faults];
  const parts: ComposePart[] = [];
  for (const document of documents) {
    const included = includesOf(path, document);
    if (included !== null) parts.push(included);
    const services = entriesOf(member(document, 'services')).slice(0, mostServices);
    const ending = new Set(services.flatMap(({ value }) => awaitedToEnd(value)));
    for (const service of services) {
      if (service.value.kind === 'map') parts.push(readService(path, service, ending.has(service.key), found));
    }
  }
  // Of others nobody knows whether they are compose files at all.
  return { declarations: joinFiles(parts), faults: isComposeName(path) ? found : [], parts };
}

/** Services that this one waits for until they have ended: they run once. */
function awaitedToEnd(service: DataNode): string[] {
  return entriesOf(member(service, 'depends_on'))
    .filter(({ value }) => textAt(value, 'condition') === 'service_completed_successfully')
    .map(({ key }) => key);
}

/** Texts stay as they are written: what stands for their variables is known once all files are. */
function readService(
  file: string,
  { key, keyRange, value: service }: DataEntry,
  oneShot: boolean,
  faults: Fault[],
): ServicePart {
  const image = scalarOf(member(service, 'image'));
  const grace = textAt(service, 'stop_grace_period');
  return {
    kind: 'service',
    build: buildOf(file, member(service, 'build')),
    image: image === null ? null : { text: image.value ?? '', location: { file, range: image.range } },
    stopSignal: textAt(service, 'stop_signal'),
    grace: grace === null ? null : spanOfTime(grace),
    extends: extendsOf(file, member(service, 'extends')),
    environmentFiles: environmentFiles(file, member(service, 'env_file')),
    volumes: itemsOf(member(service, 'volumes')).flatMap((volume) => volumeOf(file, volume)),
    process: {
      kind: 'process',
      launcher,
      name: key,
      environment: environmentOfProfiles(member(service, 'profiles')),
      file,
      range: keyRange,
      image: null,
      entrypoint: commandOf(file, member(service, 'entrypoint'), faults),
      arguments: commandOf(file, member(service, 'command'), faults),
      directory: textAt(service, 'working_dir'),
      variables: variablesOf(member(service, 'environment'), file, launcher),
      variableSources: [],
      annotations: [],
      stop: null,
      probes: probesOfCheck(file, member(service, 'healthcheck', 'test')),
      oneShot,
      mounts: [],
    },
  };
}

/** Null keeps what the image has; an empty list or text takes it away. */
function commandOf(file: string, node: DataNode | null, faults: Fault[]): Command | null {
  if (node === null || node.kind === 'map') return null;
  const location = { file, range: node.range };
  if (node.kind === 'list') return { form: 'exec', words: wordsOfList(node, file).slice(0, mostWords), location };
  if (node.value === null) return null;
  const { words, problem } = splitWords(node.text, { escapes: 'posix' });
  if (problem !== null) {
    faults.push(artifactFault(file, problem.range, `compose refuses this command: ${problem.message}`));
  }
  return { form: 'exec', words: words.slice(0, mostWords), location };
}

function buildOf(file: string, node: DataNode | null): ServicePart['build'] {
  const shorthand = textOf(node);
  if (node === null || (node.kind !== 'map' && shorthand === null)) return null;
  const context = shorthand ?? textAt(node, 'context');
  return {
    directory: dirname(file),
    context: context === null ? null : { text: context, directory: dirname(file) },
    dockerfile: textAt(node, 'dockerfile'),
    target: textAt(node, 'target'),
    inline: member(node, 'dockerfile_inline') !== null,
    arguments: variablesOf(member(node, 'args'), file, 'compose'),
  };
}

function extendsOf(file: string, node: DataNode | null): ServicePart['extends'] {
  const service = textOf(node) ?? textAt(node, 'service');
  if (service === null) return null;
  const other = textAt(node, 'file');
  const target = other === null ? file : join(dirname(file), other);
  return target === null ? null : { file: target, service };
}

/** A service of profiles that are all for development is not started anywhere else. */
function environmentOfProfiles(node: DataNode | null): 'production' | 'staging' | 'development' | null {
  const environments = itemsOf(node).map((item) => environmentOfToken(textOf(item) ?? ''));
  const [first = null] = environments;
  return environments.every((environment) => environment === first) ? first : null;
}

function environmentFiles(file: string, node: DataNode | null): ServicePart['environmentFiles'] {
  return (node?.kind === 'list' ? node.items : node === null ? [] : [node]).flatMap((item) => {
    const scalar = scalarOf(item.kind === 'map' ? member(item, 'path') : item);
    if (scalar === null) return [];
    return [{ text: scalar.value ?? '', directory: dirname(file), location: { file, range: scalar.range } }];
  });
}

/** Directories and files of the host; named volumes do not count. */
function volumeOf(file: string, node: DataNode): { source: WrittenPath; target: string }[] {
  const short = textOf(node);
  if (short === null && textAt(node, 'type') !== 'bind') return [];
  const [source = null, target = null] =
    short === null ? [textAt(node, 'source'), textAt(node, 'target')] : short.split(/:(?![-?+])/).slice(0, 2);
  return source === null || target === null ? [] : [{ source: { text: source, directory: dirname(file) }, target }];
}
