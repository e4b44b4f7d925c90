/**
 * Fly.io: one process per entry of `[processes]`, whose command replaces CMD, or the image's own; `release_command` runs
 * once before a release. Facts: https://fly.io/docs/reference/configuration
 */
import type { Command, ImageReference, ProcessDeclaration } from '../../model/production.ts';
import { dirname, join } from '../paths.ts';
import { entriesOf, itemsOf, member, scalarOf, textAt, textOf, variablesOf, type DataNode } from '../text/dataTree.ts';
import { spanOfTime, stopContract } from '../text/signals.ts';
import { readToml } from '../text/toml.ts';
import { probeAt, wordsOf } from './commandNodes.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'fly';
const defaultGrace = 5000;

export const flyReader: LauncherReader = {
  name: launcher,
  files: ['**/fly.toml', '**/fly.*.toml', '**/fly-*.toml', '**/*.fly.toml'],
  claims: ({ text }) =>
    /^\s*(?:app|primary_region|kill_signal)\s*=|^\s*\[(?:build|env|http_service|processes|\[services)/m.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = readToml(path, text);
  return { declarations: documents.flatMap((document) => declare(path, document)), faults };
}

function declare(file: string, document: DataNode): ProcessDeclaration[] {
  const app = scalarOf(member(document, 'app'));
  const name = app?.value ?? 'app';
  const range = app?.range ?? { start: 0, end: 0 };
  const old = member(document, 'experimental');
  const timeout = textAt(document, 'kill_timeout');
  const seconds = timeout !== null && /^\d+$/.test(timeout) ? Number(timeout) * 1000 : spanOfTime(timeout ?? '');
  const base = processOf({
    launcher,
    name,
    file,
    range,
    image: imageOf(file, document, range),
    entrypoint: wordsOf(member(old, 'exec') ?? member(old, 'entrypoint'), file),
    arguments: member(old, 'exec') === null ? wordsOf(member(old, 'cmd'), file) : null,
    variables: variablesOf(member(document, 'env'), file, launcher),
    stop: stopContract(textAt(document, 'kill_signal') ?? 'SIGINT', seconds, defaultGrace),
    probes: checksOf(document).flatMap((check) => probeAt(member(check, 'path'), file)),
  });
  const processes = entriesOf(member(document, 'processes')).map(({ key, keyRange, value }): ProcessDeclaration => {
    const own: Command | null = wordsOf(value, file);
    const isWeb = key === 'app' || key === 'web';
    return {
      ...base,
      name: isWeb ? name : key,
      range: keyRange,
      arguments: own ?? base.arguments,
      probes: isWeb ? base.probes : [],
    };
  });
  const release = member(document, 'deploy', 'release_command');
  const once = wordsOf(release, file);
  const before: ProcessDeclaration[] =
    once === null || release === null
      ? []
      : [{ ...base, name: 'release', range: release.range, arguments: once, probes: [], oneShot: true }];
  return [...before, ...(processes.length > 0 ? processes : [base])];
}

function imageOf(file: string, document: DataNode, range: ProcessDeclaration['range']): ImageReference {
  const image = scalarOf(member(document, 'build', 'image'));
  if (image !== null) return { kind: 'name', name: image.value ?? '', location: { file, range: image.range } };
  const dockerfile = join(dirname(file), textAt(document, 'build', 'dockerfile') ?? 'Dockerfile');
  const target = textAt(document, 'build', 'build-target');
  if (dockerfile === null) return { kind: 'name', name: '${}', location: { file, range } };
  return { kind: 'build', dockerfile, context: dirname(file), target };
}

function checksOf(document: DataNode): readonly DataNode[] {
  const services = [member(document, 'http_service'), ...itemsOf(member(document, 'services'))];
  const own = services.flatMap((service) => [
    ...itemsOf(member(service, 'checks')),
    ...itemsOf(member(service, 'http_checks')),
  ]);
  const named = entriesOf(member(document, 'checks')).map(({ value }) => value);
  return [...own, ...named.filter((check) => textOf(member(check, 'type')) === 'http')];
}
