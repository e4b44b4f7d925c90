/**
 * Elastic Beanstalk: containers of `Dockerrun.aws.json`, and what `.ebextensions` say where no Procfile does: the module
 * that the platform of Python serves, the command of the platform of Node. Variables of `.ebextensions` are also those of
 * the Procfile beside them (`procfile.ts`).
 * Facts: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-specific.html,
 * https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/create_deploy_docker_v2config.html
 */
import type { ProcessDeclaration, Variable } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { basename, dirname } from '../paths.ts';
import { entriesOf, itemsOf, member, scalarOf, textAt, type DataNode, type DataScalar } from '../text/dataTree.ts';
import { readJson, readYaml } from '../text/yaml.ts';
import { impliedCommand, lineOf } from './commandNodes.ts';
import { processOf } from './declare.ts';
import { containersOf } from './ecsContainers.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'beanstalk';
const mostVariables = 1000;

/** What a directory's `.ebextensions` say. */
export interface PlatformSettings {
  readonly directory: string;
  readonly variables: readonly Variable[];
  readonly declarations: readonly ProcessDeclaration[];
  /** It is a Procfile, which says what is started. */
  readonly isProcfile: boolean;
}

export const extensionFiles = '**/.ebextensions/*.config';

export const isExtension = (path: string): boolean => /(?:^|\/)\.ebextensions\/[^/]+\.config$/.test(path);

export const beanstalkReader: LauncherReader<PlatformSettings> = {
  name: launcher,
  files: ['**/Dockerrun.aws.json', extensionFiles, '**/Procfile'],
  claims: ({ path, text }) =>
    basename(path) === 'Procfile' || (isExtension(path) ? text.includes('option_settings') : text.includes('Version')),
  read,
  combine(readings) {
    const parts = [...readings.values()].flatMap(({ parts: own = [] }) => own);
    const withProcfile = new Set(parts.flatMap(({ directory, isProcfile }) => (isProcfile ? [directory] : [])));
    const variablesIn = (directory: string): Variable[] =>
      parts.flatMap((part) => (part.directory === directory ? part.variables : []));
    const ofPlatform = parts.flatMap(({ directory, declarations }) =>
      withProcfile.has(directory)
        ? []
        : declarations.map((one) => ({ ...one, variables: [...variablesIn(directory), ...one.variables] })),
    );
    const containers = [...readings].flatMap(([path, { declarations }]) => (isExtension(path) ? [] : declarations));
    return [...containers, ...ofPlatform];
  },
};

function read(artifact: Artifact): Reading<PlatformSettings> {
  const { path, text } = artifact;
  if (basename(path) === 'Procfile') {
    const part = { directory: dirname(path), variables: [], declarations: [], isProcfile: true };
    return { declarations: [], faults: [], parts: [part] };
  }
  if (isExtension(path)) {
    const part = readExtension(artifact);
    // What a file says beside others is put together once all are read.
    return { declarations: part.declarations, faults: [], parts: [part] };
  }
  const { documents, faults } = readJson(path, text);
  const found: Fault[] = [...faults];
  const declarations = documents.flatMap((document) => [
    ...containersOf(
      member(document, 'containerDefinitions'),
      { file: path, family: null, environment: null, range: { start: 0, end: Math.min(1, text.length) } },
      found,
    ).map((process): ProcessDeclaration => ({ ...process, launcher })),
    ...singleContainer(path, document),
  ]);
  return { declarations, faults: found };
}

/** Version 1 has one image, with the words that stand over its own. */
function singleContainer(file: string, document: DataNode): ProcessDeclaration[] {
  const image = scalarOf(member(document, 'Image', 'Name'));
  if (image === null) return [];
  const location = { file, range: image.range };
  return [
    processOf({
      launcher,
      name: 'web',
      file,
      range: image.range,
      image: { kind: 'name', name: image.value ?? '', location, isOwn: true },
      entrypoint: lineOf(member(document, 'Entrypoint'), file),
      arguments: lineOf(member(document, 'Command'), file),
    }),
  ];
}

/** Never throws; a file that is no YAML says nothing. */
export function readExtension({ path, text }: Artifact): PlatformSettings {
  const directory = dirname(dirname(path));
  const settings = readYaml(path, text).documents.flatMap((document) => optionsOf(member(document, 'option_settings')));
  const variables = settings
    .filter(({ namespace }) => namespace === 'aws:elasticbeanstalk:application:environment')
    .slice(0, mostVariables)
    .map(({ name, value }): Variable => {
      return { file: path, range: value.range, name, value: value.value ?? '', layer: launcher };
    });
  const declarations = settings.flatMap(({ namespace, name, value }): ProcessDeclaration[] => {
    const platform = namespace.replace(/^aws:elasticbeanstalk:container:/, '');
    const own = { launcher, name: 'web', file: path, range: value.range, directory };
    if (platform === 'python' && name === 'WSGIPath') {
      const module = (value.value ?? '').replace(/\.py$/, '').replaceAll('/', '.');
      const application = module.includes(':') ? module : `${module}:application`;
      return [processOf({ ...own, entrypoint: impliedCommand(['gunicorn', application], path, value.range) })];
    }
    return platform === 'nodejs' && name === 'NodeCommand'
      ? [processOf({ ...own, entrypoint: lineOf(value, path) })]
      : [];
  });
  return { directory, variables, declarations, isProcfile: false };
}

interface Option {
  readonly namespace: string;
  readonly name: string;
  readonly value: DataScalar;
}

/** By namespace, or a list of options each with theirs. */
function optionsOf(node: DataNode | null): Option[] {
  const byNamespace = entriesOf(node).flatMap(({ key: namespace, value: options }) =>
    entriesOf(options).flatMap(({ key: name, value }): Option[] =>
      value.kind === 'scalar' ? [{ namespace, name, value }] : [],
    ),
  );
  const listed = itemsOf(node).flatMap((item): Option[] => {
    const value = scalarOf(member(item, 'value'));
    const name = textAt(item, 'option_name');
    const namespace = textAt(item, 'namespace') ?? 'aws:elasticbeanstalk:application:environment';
    return value === null || name === null ? [] : [{ namespace, name, value }];
  });
  return [...byNamespace, ...listed];
}
