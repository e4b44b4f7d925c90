/**
 * Blueprints of Render: one process per service, `preDeployCommand` once before it. Static sites start nothing.
 * Facts: https://render.com/docs/blueprint-spec
 */
import type { ImageReference, ProcessDeclaration, Variable, VariableSource } from '../../model/production.ts';
import { dirname, join } from '../paths.ts';
import { itemsOf, knownText, member, scalarOf, textAt, textOf, type DataNode } from '../text/dataTree.ts';
import { stopContract } from '../text/signals.ts';
import { readYaml } from '../text/yaml.ts';
import { lineOf, probeAt } from './commandNodes.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'render';

export const renderReader: LauncherReader = {
  name: launcher,
  files: ['**/render.{yml,yaml}', '**/render.*.{yml,yaml}'],
  claims: ({ text }) => /^\s*services\s*:/m.test(text) && /\b(?:startCommand|dockerCommand|runtime|env)\s*:/.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = readYaml(path, text);
  const declarations = documents.flatMap((document) => {
    const groups = itemsOf(member(document, 'envVarGroups'));
    const nested = itemsOf(member(document, 'projects')).flatMap((project) =>
      itemsOf(member(project, 'environments')).flatMap((one) => itemsOf(member(one, 'services'))),
    );
    return [...itemsOf(member(document, 'services')), ...nested].flatMap((service) => declare(path, service, groups));
  });
  return { declarations, faults };
}

function declare(file: string, service: DataNode, groups: readonly DataNode[]): ProcessDeclaration[] {
  const runtime = textAt(service, 'runtime') ?? textAt(service, 'env') ?? '';
  const type = textAt(service, 'type') ?? '';
  if (service.kind !== 'map' || !/^(?:web|worker|pserv|cron|job)$/.test(type) || runtime === 'static') return [];
  const name = scalarOf(member(service, 'name'));
  const range = name?.range ?? { start: service.range.start, end: service.range.start };
  const root = join(dirname(file), textAt(service, 'rootDir') ?? '.') ?? '.';
  const grace = Number(textAt(service, 'maxShutdownDelaySeconds') ?? Number.NaN);
  const image = imageOf(file, service, runtime);
  const written = member(service, image === null ? 'startCommand' : 'dockerCommand');
  const command = lineOf(written, file);
  const sources = environmentOf(file, service, groups);
  const base = processOf({
    launcher,
    name: name?.value ?? type,
    file,
    range,
    image,
    entrypoint: image === null ? command : null,
    arguments: image === null ? null : command,
    directory: image === null ? root : null,
    ...sources,
    stop: stopContract(null, Number.isFinite(grace) ? grace * 1000 : null, 30_000),
    probes: probeAt(member(service, 'healthCheckPath'), file),
    oneShot: type === 'cron' || type === 'job',
  });
  const before = member(service, 'preDeployCommand');
  const once = lineOf(before, file);
  if (once === null || before === null) return [base];
  const shared = { ...base, probes: [], oneShot: true, range: before.range, name: `${base.name}-pre-deploy` };
  return [image === null ? { ...shared, entrypoint: once } : { ...shared, arguments: once }, base];
}

function imageOf(file: string, service: DataNode, runtime: string): ImageReference | null {
  const url = scalarOf(member(service, 'image', 'url'));
  if (url !== null) return { kind: 'name', name: url.value ?? '', location: { file, range: url.range } };
  if (runtime !== 'docker') return null;
  const root = join(dirname(file), textAt(service, 'rootDir') ?? '.') ?? '.';
  const dockerfile = join(root, textAt(service, 'dockerfilePath') ?? 'Dockerfile') ?? 'Dockerfile';
  return {
    kind: 'build',
    dockerfile,
    context: join(root, textAt(service, 'dockerContext') ?? '.') ?? '.',
    target: null,
  };
}

function environmentOf(
  file: string,
  service: DataNode,
  groups: readonly DataNode[],
): { readonly variables: Variable[]; readonly variableSources: VariableSource[] } {
  const variables: Variable[] = [];
  const variableSources: VariableSource[] = [];
  const add = (items: readonly DataNode[]): void => {
    for (const item of items) {
      const key = scalarOf(member(item, 'key'));
      const value = member(item, 'value');
      if (key?.value != null) {
        const range = value?.range ?? key.range;
        variables.push({ file, range, name: key.value, value: knownText(value), layer: launcher });
      }
      const group = scalarOf(member(item, 'fromGroup'));
      if (group === null) continue;
      const named = groups.find((one) => textOf(member(one, 'name')) === group.value);
      if (named !== undefined)
        add(itemsOf(member(named, 'envVars')).filter((one) => member(one, 'fromGroup') === null));
      else variableSources.push({ file, range: group.range, kind: 'secret', name: group.value ?? '', wins: false });
    }
  };
  add(itemsOf(member(service, 'envVars')));
  return { variables, variableSources };
}
