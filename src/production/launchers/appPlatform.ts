/**
 * App specs of DigitalOcean: services, workers and jobs. Facts:
 * https://docs.digitalocean.com/products/app-platform/reference/app-spec
 */
import type { ProcessDeclaration, Variable } from '../../model/production.ts';
import { join } from '../paths.ts';
import { itemsOf, knownText, member, scalarOf, textAt, type DataNode } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';
import { lineOf, probeAt } from './commandNodes.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'app-platform';

export const appPlatformReader: LauncherReader = {
  name: launcher,
  files: ['**/.do/*.{yml,yaml}', '**/{app-spec,app.spec,do-app}.{yml,yaml}'],
  claims: ({ text }) => /\b(?:services|workers|jobs)\s*:/.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = readYaml(path, text);
  const declarations = documents.flatMap((document) => {
    const spec = member(document, 'spec') ?? document;
    const shared = variablesOf(path, spec);
    return (['services', 'workers', 'jobs'] as const).flatMap((kind) =>
      itemsOf(member(spec, kind)).flatMap((item) => declare(path, item, shared, kind === 'jobs')),
    );
  });
  return { declarations, faults };
}

/** Directories of a component count from the root of the repository, wherever the spec is. */
function declare(file: string, item: DataNode, shared: readonly Variable[], oneShot: boolean): ProcessDeclaration[] {
  const name = scalarOf(member(item, 'name'));
  const command = lineOf(member(item, 'run_command'), file);
  const path = textAt(item, 'dockerfile_path');
  const context = join('.', textAt(item, 'source_dir') ?? '.') ?? '.';
  const dockerfile = path === null ? null : join('.', path);
  if (item.kind !== 'map' || (command === null && dockerfile === null)) return [];
  const image = dockerfile === null ? null : ({ kind: 'build', dockerfile, context, target: null } as const);
  return [
    processOf({
      launcher,
      name: name?.value ?? 'app',
      file,
      range: name?.range ?? { start: item.range.start, end: item.range.start },
      image,
      // The command is run instead of ENTRYPOINT and CMD.
      entrypoint: command,
      directory: image === null ? context : null,
      variables: [...shared, ...variablesOf(file, item)],
      probes: probeAt(member(item, 'health_check', 'http_path'), file),
      oneShot,
    }),
  ];
}

function variablesOf(file: string, item: DataNode): Variable[] {
  return itemsOf(member(item, 'envs')).flatMap((one) => {
    const key = scalarOf(member(one, 'key'));
    if (key?.value == null || textAt(one, 'scope') === 'BUILD_TIME') return [];
    const value = member(one, 'value');
    const isSecret = textAt(one, 'type') === 'SECRET' || /\$\{/.test(knownText(value) ?? '');
    return [
      {
        file,
        range: value?.range ?? key.range,
        name: key.value,
        value: isSecret ? null : knownText(value),
        layer: launcher,
      },
    ];
  });
}
