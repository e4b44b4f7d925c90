/**
 * Functions of SAM and CloudFormation templates: one process per function, with what `Globals` says of all. A function
 * of `PackageType: Image` runs the image that its metadata builds.
 * Facts: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
import type { ImageReference, ProcessDeclaration } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import { dirname, extension, join } from '../paths.ts';
import {
  entriesOf,
  knownText,
  member,
  scalarOf,
  textAt,
  variablesOf,
  type DataEntry,
  type DataNode,
} from '../text/dataTree.ts';
import { readJson, readYaml } from '../text/yaml.ts';
import { wordsOf } from './commandNodes.ts';
import { processOf } from './declare.ts';
import { functionCommand } from './lambdaFunctions.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'lambda';
const mostFunctions = 500;

export const samReader: LauncherReader = {
  name: launcher,
  files: ['**/*.{yml,yaml}', '**/*{template,stack,sam,cloudformation,cfn}*.json', '**/*.template'],
  claims: ({ text }) => /AWS::(?:Serverless|Lambda)::Function\b/.test(text) && /^\s*"?Resources"?\s*:/m.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const isJson = extension(path) === '.json' || /^\s*\{/.test(text);
  const { documents, faults } = isJson ? readJson(path, text) : readYaml(path, text);
  const found: Fault[] = [...faults];
  const declarations = documents.flatMap((document) => {
    const shared = member(document, 'Globals', 'Function');
    return entriesOf(member(document, 'Resources'))
      .filter(({ value }) => /^AWS::(?:Serverless|Lambda)::Function$/.test(textAt(value, 'Type') ?? ''))
      .slice(0, mostFunctions)
      .flatMap((resource) => declare(path, resource, shared) ?? []);
  });
  return { declarations, faults: found };
}

function declare(
  file: string,
  { key, keyRange, value }: DataEntry,
  shared: DataNode | null,
): ProcessDeclaration | null {
  const properties = member(value, 'Properties');
  const of = (name: string): DataNode | null => member(properties, name) ?? member(shared, name);
  const variables = [shared, properties].flatMap((node) =>
    variablesOf(member(node, 'Environment', 'Variables'), file, launcher),
  );
  const base = {
    launcher,
    name: key.replace(/(?<=.)(?:Lambda)?Function$/, '') || key,
    file,
    range: keyRange,
    variables,
  };
  if (knownText(of('PackageType')) === 'Image') {
    const config = of('ImageConfig');
    return processOf({
      ...base,
      image: imageOf(file, value),
      entrypoint: wordsOf(member(config, 'EntryPoint'), file),
      arguments: wordsOf(member(config, 'Command'), file),
      directory: textAt(config, 'WorkingDirectory'),
    });
  }
  const handler = scalarOf(of('Handler'));
  // Code in the template itself is no file.
  if (handler === null || of('InlineCode') !== null || member(properties, 'Code', 'ZipFile') !== null) return null;
  const wrapper = variables.findLast(({ name }) => name === 'AWS_LAMBDA_EXEC_WRAPPER')?.value ?? null;
  const code = of('CodeUri');
  const directory = code === null ? dirname(file) : knownText(code);
  return processOf({
    ...base,
    entrypoint: functionCommand(file, knownText(of('Runtime')) ?? '', handler, wrapper),
    directory: directory === null ? null : code === null ? directory : join(dirname(file), archived(directory)),
  });
}

/** Archives are made of the folder they are in, or of one of their name. */
const archived = (path: string): string => (/\.(?:zip|jar)$/.test(path) ? dirname(path) : path);

function imageOf(file: string, resource: DataNode): ImageReference {
  const context = join(dirname(file), textAt(resource, 'Metadata', 'DockerContext') ?? '.');
  const dockerfile =
    context === null ? null : join(context, textAt(resource, 'Metadata', 'Dockerfile') ?? 'Dockerfile');
  if (context === null || dockerfile === null || member(resource, 'Metadata') === null) {
    const uri = scalarOf(
      member(resource, 'Properties', 'ImageUri') ?? member(resource, 'Properties', 'Code', 'ImageUri'),
    );
    const range = uri?.range ?? resource.range;
    return { kind: 'name', name: uri?.value ?? '${}', location: { file, range } };
  }
  return { kind: 'build', dockerfile, context, target: textAt(resource, 'Metadata', 'DockerBuildTarget') };
}
