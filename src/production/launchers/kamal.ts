/**
 * Kamal (`config/deploy.yml`): one process for each role, in the image that the repository builds. A destination
 * (`config/deploy.staging.yml`) changes what the base says.
 * Facts: https://kamal-deploy.org/docs/configuration/roles, https://kamal-deploy.org/docs/configuration/environment-variables
 */
import type { ImageReference, ProcessDeclaration, Variable } from '../../model/production.ts';
import { environmentOfToken } from '../environment.ts';
import { basename, dirname, join } from '../paths.ts';
import {
  entriesOf,
  itemsOf,
  member,
  scalarOf,
  textAt,
  textOf,
  variablesOf,
  type DataMap,
  type DataNode,
} from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';
import { wordsOf } from './commandNodes.ts';
import { processOf } from './declare.ts';
import { strategicMerge } from './kustomize/merge.ts';
import { fileOf } from './kustomize/patches.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'kamal';
const mostRoles = 100;

interface KamalFile {
  readonly file: string;
  readonly data: DataMap;
}

export const kamalReader: LauncherReader<KamalFile> = {
  name: launcher,
  files: ['**/config/deploy.yml', '**/config/deploy.*.yml'],
  claims: ({ text }) => /^servers\s*:/m.test(text) || /^(?:service|env|image)\s*:/m.test(text),
  read,
  combine(readings) {
    const parts = [...readings.values()].flatMap((reading) => reading.parts ?? []);
    const bases = new Map(
      parts.flatMap((part) => (basename(part.file) === 'deploy.yml' ? [[part.file, part] as const] : [])),
    );
    return parts.flatMap((part) => {
      const base = bases.get(join(dirname(part.file), 'deploy.yml') ?? '');
      if (base === undefined || base === part) return declare(part.file, part.data);
      const merged = strategicMerge(base.data, part.data);
      return merged?.kind === 'map' ? declare(part.file, merged) : [];
    });
  },
};

function read({ path, text }: Artifact): Reading<KamalFile> {
  // Templates of Ruby in it are in values, which do not matter here, unless they make it no YAML.
  const blank = (found: string): string => `#${found.slice(1).replace(/[^\n]/g, ' ')}`;
  const plain = text
    .replace(/^[ \t]*<%[^]*?%>[ \t]*$/gm, blank)
    .replace(/<%[^]*?%>/g, (found) => 'x'.repeat(found.length));
  const { documents } = readYaml(path, plain);
  const [data] = documents;
  if (data?.kind !== 'map') return { declarations: [], faults: [] };
  return { declarations: declare(path, data), faults: [], parts: [{ file: path, data }] };
}

function declare(file: string, data: DataMap): ProcessDeclaration[] {
  const servers = member(data, 'servers');
  const service = textAt(data, 'service');
  if (servers === null || (service === null && member(data, 'image') === null)) return [];
  const root = dirname(dirname(file));
  const dockerfile = join(root, textAt(data, 'builder', 'dockerfile') ?? 'Dockerfile') ?? 'Dockerfile';
  const context = join(root, textAt(data, 'builder', 'context') ?? '.') ?? root;
  const target = textAt(data, 'builder', 'target');
  const image: ImageReference = { kind: 'build', dockerfile, context, target };
  const shared = variablesIn(member(data, 'env'), file);
  // A plain list of hosts is the role `web`.
  const entry = data.entries.get('servers');
  const roles =
    servers.kind === 'map'
      ? entriesOf(servers).map(({ key, keyRange, value }) => ({ name: key, range: keyRange, role: value }))
      : [{ name: 'web', range: entry?.keyRange ?? servers.range, role: null }];
  const path = textAt(data, 'proxy', 'healthcheck', 'path');
  const probe = scalarOf(member(data, 'proxy', 'healthcheck', 'path'));
  return roles.slice(0, mostRoles).map(({ name, range, role }) =>
    processOf({
      launcher,
      name: name === 'web' ? (service ?? name) : name,
      environment: environmentNamed(file),
      file: entry === undefined ? file : (fileOf(servers) ?? file),
      range,
      image,
      arguments: wordsOf(member(role, 'cmd'), file),
      variables: [...shared, ...variablesIn(member(role, 'env'), file)],
      probes: probe === null || name !== 'web' ? [] : [{ file, range: probe.range, kind: 'readiness', path }],
    }),
  );
}

/** Names of secrets are set to what nobody here knows. */
function variablesIn(env: DataNode | null, file: string): Variable[] {
  const isSplit = member(env, 'clear') !== null || member(env, 'secret') !== null;
  const secrets = itemsOf(member(env, 'secret')).flatMap((item): Variable[] => {
    const name = textOf(item)?.split(':')[0];
    return name === undefined ? [] : [{ file, range: item.range, name, value: null, layer: launcher }];
  });
  return [...variablesOf(isSplit ? member(env, 'clear') : env, file, launcher), ...secrets];
}

function environmentNamed(file: string) {
  const destination = /^deploy\.([\w-]+)\.ya?ml$/.exec(basename(file))?.[1];
  return destination === undefined ? null : environmentOfToken(destination);
}
