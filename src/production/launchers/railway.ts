/**
 * Railway and Nixpacks: the command that a build of the folder is started with, `preDeployCommand` once before it.
 * Facts: https://docs.railway.com/reference/config-as-code, https://nixpacks.com/docs/configuration/file
 */
import type { ImageReference, ProcessDeclaration } from '../../model/production.ts';
import { basename, dirname, extension, join } from '../paths.ts';
import { itemsOf, member, scalarOf, textAt, variablesOf, type DataNode } from '../text/dataTree.ts';
import { readToml } from '../text/toml.ts';
import { readJson } from '../text/yaml.ts';
import { lineOf, probeAt } from './commandNodes.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

export const railwayReader: LauncherReader = {
  name: 'railway',
  files: ['**/railway*.{json,toml}', '**/nixpacks.{json,toml}'],
  claims: ({ text }) => /\b(?:startCommand|start|preDeployCommand|preDeploy)\b/.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = extension(path) === '.json' ? readJson(path, text) : readToml(path, text);
  const isNixpacks = basename(path).startsWith('nixpacks');
  const declarations = documents.flatMap((document) =>
    isNixpacks ? nixpacks(path, document) : railway(path, document),
  );
  return { declarations, faults };
}

function nixpacks(file: string, document: DataNode): ProcessDeclaration[] {
  const command = member(document, 'start', 'cmd');
  const entrypoint = lineOf(command, file);
  if (command === null || entrypoint === null) return [];
  const variables = variablesOf(member(document, 'variables'), file, 'nixpacks');
  const directory = dirname(file);
  return [
    processOf({
      launcher: 'nixpacks',
      name: nameOf(file),
      file,
      range: command.range,
      entrypoint,
      directory,
      variables,
    }),
  ];
}

function railway(file: string, document: DataNode): ProcessDeclaration[] {
  const deploy = member(document, 'deploy');
  const command = member(deploy, 'startCommand');
  const image = imageOf(file, document);
  const directory = image === null ? dirname(file) : null;
  const probes = probeAt(member(deploy, 'healthcheckPath'), file);
  const first = member(deploy, 'preDeployCommand');
  const before = lineOf(itemsOf(first)[0] ?? first, file);
  const base = { launcher: 'railway', name: nameOf(file), file, image, directory };
  const found: ProcessDeclaration[] = [];
  if (before !== null && first !== null) {
    found.push(processOf({ ...base, name: 'pre-deploy', range: first.range, entrypoint: before, oneShot: true }));
  }
  // A start command stands over everything that the image would start.
  const entrypoint = lineOf(command, file);
  if (entrypoint !== null && command !== null)
    found.push(processOf({ ...base, range: command.range, entrypoint, probes }));
  return found;
}

function imageOf(file: string, document: DataNode): ImageReference | null {
  const path = scalarOf(member(document, 'build', 'dockerfilePath'));
  const isDocker = textAt(document, 'build', 'builder') === 'DOCKERFILE';
  if (path === null && !isDocker) return null;
  const dockerfile = join(dirname(file), (path?.value ?? 'Dockerfile').replace(/^\//, ''));
  return dockerfile === null ? null : { kind: 'build', dockerfile, context: dirname(file), target: null };
}

/** `railway.worker.json` is for the worker. */
function nameOf(file: string): string {
  const own = /^[a-z]+[.-](.+)\.(?:json|toml)$/i.exec(basename(file))?.[1];
  const folder = basename(dirname(file));
  return own ?? (folder === '.' ? 'app' : folder);
}
