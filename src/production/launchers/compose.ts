/**
 * Docker compose files: one process per service. `entrypoint` and `command` are lists, or strings that are split into
 * words without a shell. A directory of null is the image's. What several files say together (`extends`, overrides beside
 * the base file) is joined in `composeFiles.ts`.
 */
import type { Command, ImageCopy, Probe, Variable, VariableSource, Word } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { environmentOfToken } from '../environment.ts';
import { dirname, join } from '../paths.ts';
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
import { splitWords, type Expansion } from '../text/words.ts';
import { readYaml } from '../text/yaml.ts';
import { joinFiles, type ServicePart } from './composeFiles.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'compose';
const mostServices = 500;
const mostWords = 2000;

export const composeReader: LauncherReader<ServicePart> = {
  name: launcher,
  files: ['**/docker-compose*.{yml,yaml}', '**/compose*.{yml,yaml}'],
  claims: ({ text }) => text.includes('services'),
  read,
  combine: (readings) => joinFiles(new Map([...readings].map(([file, reading]) => [file, reading.parts ?? []]))),
};

function read({ path, text }: Artifact): Reading<ServicePart> {
  const { documents, faults } = readYaml(path, text);
  const found: Fault[] = [...faults];
  const parts: ServicePart[] = [];
  for (const document of documents) {
    const services = entriesOf(member(document, 'services')).slice(0, mostServices);
    const ending = new Set(services.flatMap(({ value }) => awaitedToEnd(value)));
    for (const service of services) {
      if (service.value.kind === 'map') parts.push(readService(path, service, ending.has(service.key), found));
    }
  }
  return { declarations: joinFiles(new Map([[path, parts]])), faults: found, parts };
}

/** Services that this one waits for until they have ended: they run once. */
function awaitedToEnd(service: DataNode): string[] {
  return entriesOf(member(service, 'depends_on'))
    .filter(({ value }) => textAt(value, 'condition') === 'service_completed_successfully')
    .map(({ key }) => key);
}

function readService(
  file: string,
  { key, keyRange, value: service }: DataEntry,
  oneShot: boolean,
  faults: Fault[],
): ServicePart {
  const directory = textAt(service, 'working_dir');
  const image = scalarOf(member(service, 'image'));
  const imageName = image === null ? null : withDefaults(image.value ?? '');
  const grace = textAt(service, 'stop_grace_period');
  return {
    build: buildOf(file, member(service, 'build')),
    image:
      image === null || imageName === null
        ? null
        : { kind: 'name', name: imageName, location: { file, range: image.range } },
    stopSignal: textAt(service, 'stop_signal'),
    grace: grace === null ? null : spanOfTime(grace),
    extends: extendsOf(file, member(service, 'extends')),
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
      directory: directory === null ? null : withDefaults(directory),
      variables: variablesOf(member(service, 'environment'), file, launcher).map(interpolated),
      variableSources: environmentFiles(file, member(service, 'env_file')),
      annotations: [],
      stop: null,
      probes: probesOf(file, member(service, 'healthcheck')),
      oneShot,
      mounts: itemsOf(member(service, 'volumes')).flatMap((volume) => mountOf(file, volume)),
    },
  };
}

/** Null keeps what the image has; an empty list or text takes it away. */
function commandOf(file: string, node: DataNode | null, faults: Fault[]): Command | null {
  if (node === null || node.kind === 'map') return null;
  const location = { file, range: node.range };
  if (node.kind === 'list') {
    const words = wordsOfList(node, file).slice(0, mostWords);
    return { form: 'exec', words: words.map(expandedWord), location };
  }
  if (node.value === null) return null;
  const { words, problem } = splitWords(node.text, { escapes: 'posix', expand: expansionOf });
  if (problem !== null)
    faults.push(artifactFault(file, problem.range, `compose refuses this command: ${problem.message}`));
  return { form: 'exec', words: words.slice(0, mostWords), location };
}

function expandedWord(word: Word): Word {
  const { values, dynamic } = expansionOf(word.value);
  return { ...word, value: values[0] ?? word.value, dynamic: word.dynamic || dynamic };
}

/** Compose puts variables of its own environment before anything runs; `$$` is a `$` that it leaves alone. */
const reference = /\$(?:\$|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(?:(:?[-?+])([^{}]*))?\})/g;

/** What is not known here stays as it is written. */
function expansionOf(text: string): Expansion {
  let dynamic = false;
  const value = text.replace(reference, (written) => {
    if (written === '$$') return '$';
    dynamic = true;
    return written;
  });
  return { values: [value], dynamic };
}

function interpolated(variable: Variable): Variable {
  if (variable.value === null) return variable;
  const { values, dynamic } = expansionOf(variable.value);
  return { ...variable, value: dynamic ? null : (values[0] ?? '') };
}

/** For names and paths: the defaults that the file itself gives; null where one has none. */
function withDefaults(text: string): string | null {
  let known = true;
  const value = text.replace(reference, (written, _plain, _braced, operator?: string, alternative?: string) => {
    if (written === '$$') return '$';
    if (operator?.endsWith('-') === true) return alternative ?? '';
    known = false;
    return written;
  });
  return known ? value : null;
}

function buildOf(file: string, node: DataNode | null): ServicePart['build'] {
  const shorthand = textOf(node);
  if (node === null || (node.kind !== 'map' && shorthand === null)) return null;
  const written = shorthand ?? textAt(node, 'context');
  const context = written === null ? null : withDefaults(written);
  const elsewhere = context !== null && (/:\/\/|^git@|^\/|^~/.test(context) || context.startsWith('github.com/'));
  const inline = member(node, 'dockerfile_inline') !== null;
  const dockerfile = textAt(node, 'dockerfile');
  const target = textAt(node, 'target');
  return {
    context: context === null ? null : join(dirname(file), context),
    // Not of this repository: a context that is fetched, leaves the root or is not known.
    unknown: elsewhere || inline || (written !== null && (context === null || join(dirname(file), context) === null)),
    base: dirname(file),
    dockerfile: dockerfile === null ? null : withDefaults(dockerfile),
    target: target === null ? null : withDefaults(target),
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

function environmentFiles(file: string, node: DataNode | null): VariableSource[] {
  return (node?.kind === 'list' ? node.items : node === null ? [] : [node]).flatMap((item) => {
    const scalar = scalarOf(item.kind === 'map' ? member(item, 'path') : item);
    const path = scalar === null ? null : withDefaults(scalar.value ?? '');
    const name = path === null || path.startsWith('/') ? path : join(dirname(file), path);
    return scalar === null || name === null ? [] : [{ file, range: scalar.range, kind: 'file', name, wins: false }];
  });
}

/** The path of the first URL that the check asks. */
function probesOf(file: string, healthcheck: DataNode | null): Probe[] {
  const test = member(healthcheck, 'test');
  for (const item of test?.kind === 'list' ? test.items : [test]) {
    const scalar = scalarOf(item);
    const url = /https?:\/\/[^/\s"'|;&)?#]+([^\s"'|;&)?#]*)/.exec(scalar?.value ?? '');
    if (scalar !== null && url !== null) return [{ file, range: scalar.range, kind: 'liveness', path: url[1] || '/' }];
  }
  return [];
}

/** Directories and files of the repository that stand over the image; named volumes and paths of the host do not count. */
function mountOf(file: string, node: DataNode): ImageCopy[] {
  const short = textOf(node);
  const written = short === null ? [textAt(node, 'source'), textAt(node, 'target')] : short.split(':').slice(0, 2);
  if (short === null && textAt(node, 'type') !== 'bind') return [];
  const [source = null, target = null] = written.map((path) => (path == null ? null : withDefaults(path)));
  if (source === null || target === null || !/^\.{1,2}(?:\/|$)/.test(source) || !target.startsWith('/')) return [];
  const inside = join(dirname(file), source);
  return inside === null ? [] : [{ source: inside, target, from: null }];
}
