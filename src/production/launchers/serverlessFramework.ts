/**
 * Functions of `serverless.yml`: one process per function of AWS, with the variables of its provider. Functions of other
 * clouds are not known here. Facts: https://www.serverless.com/framework/docs/providers/aws/guide/functions
 */
import type { ImageReference, ProcessDeclaration } from '../../model/production.ts';
import { dirname, extension, join } from '../paths.ts';
import {
  entriesOf,
  member,
  scalarOf,
  textAt,
  textOf,
  variablesOf,
  type DataEntry,
  type DataNode,
} from '../text/dataTree.ts';
import { readJson, readYaml } from '../text/yaml.ts';
import { wordsOf } from './commandNodes.ts';
import { processOf } from './declare.ts';
import { functionCommand } from './lambdaFunctions.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'serverless';
const mostFunctions = 500;

export const serverlessReader: LauncherReader = {
  name: launcher,
  files: ['**/serverless*.{yml,yaml,json}'],
  claims: ({ text }) => /^\s*"?functions"?\s*:/m.test(text) && /\bprovider\b/.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = extension(path) === '.json' ? readJson(path, text) : readYaml(path, text);
  const declarations = documents.flatMap((document) => {
    const provider = member(document, 'provider');
    if ((textOf(provider) ?? textAt(provider, 'name') ?? 'aws') !== 'aws') return [];
    // A list of maps is one map.
    const functions = member(document, 'functions');
    const entries = functions?.kind === 'list' ? functions.items.flatMap(entriesOf) : entriesOf(functions);
    const application = member(document, 'custom', 'wsgi', 'app');
    return entries.slice(0, mostFunctions).flatMap((one) => declare(path, one, provider, application) ?? []);
  });
  return { declarations, faults };
}

function declare(
  file: string,
  { key, keyRange, value }: DataEntry,
  provider: DataNode | null,
  application: DataNode | null,
): ProcessDeclaration | null {
  const variables = [provider, value]
    .flatMap((node) => variablesOf(member(node, 'environment'), file, launcher))
    .map((variable) => (/\$\{/.test(variable.value ?? '') ? { ...variable, value: null } : variable));
  const base = { launcher, name: key, file, range: keyRange, variables };
  const image = member(value, 'image');
  if (image !== null) {
    return processOf({
      ...base,
      image: imageOf(file, textOf(image) ?? textAt(image, 'name') ?? '', image, provider),
      entrypoint: wordsOf(member(image, 'entryPoint'), file),
      arguments: wordsOf(member(image, 'command'), file),
      directory: textAt(image, 'workingDirectory'),
    });
  }
  const written = scalarOf(member(value, 'handler'));
  // The handler of serverless-wsgi, which is put in when it is packed, calls the application.
  const handler = /^wsgi(?:_handler)?\.handler$/.test(written?.value ?? '')
    ? (scalarOf(application) ?? written)
    : written;
  if (handler === null) return null;
  const runtime = textAt(value, 'runtime') ?? textAt(provider, 'runtime') ?? '';
  const wrapper = variables.findLast(({ name }) => name === 'AWS_LAMBDA_EXEC_WRAPPER')?.value ?? null;
  return processOf({
    ...base,
    entrypoint: functionCommand(file, /\$\{/.test(runtime) ? '' : runtime, handler, wrapper),
    directory: dirname(file),
  });
}

function imageOf(file: string, name: string, image: DataNode, provider: DataNode | null): ImageReference {
  const built = member(provider, 'ecr', 'images', name);
  const context = built === null ? null : join(dirname(file), textOf(built) ?? textAt(built, 'path') ?? '.');
  const dockerfile = context === null ? null : join(context, textAt(built, 'file') ?? 'Dockerfile');
  if (context === null || dockerfile === null) return { kind: 'name', name, location: { file, range: image.range } };
  return { kind: 'build', dockerfile, context, target: null };
}
