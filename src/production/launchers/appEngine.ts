/**
 * App Engine: what `app.yaml` starts, its `entrypoint` or what its runtime starts by itself.
 * Facts: https://cloud.google.com/appengine/docs/standard/reference/app-yaml
 */
import type { Command } from '../../model/production.ts';
import type { Range } from '../../model/text.ts';
import { dirname, join } from '../paths.ts';
import { member, scalarOf, textAt, variablesOf, type DataNode } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';
import { impliedCommand, lineOf, probeAt } from './commandNodes.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'app-engine';

export const appEngineReader: LauncherReader = {
  name: launcher,
  files: ['**/app.{yml,yaml}', '**/app[-.]*.{yml,yaml}', '**/*.app.yaml'],
  claims: ({ text }) => /^runtime\s*:/m.test(text) && !/^(?:apiVersion|kind|spec)\s*:/m.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = readYaml(path, text);
  const declarations = documents.flatMap((document) => {
    const runtime = scalarOf(member(document, 'runtime'));
    if (runtime === null) return [];
    const isCustom = runtime.value === 'custom';
    const dockerfile = join(dirname(path), 'Dockerfile') ?? 'Dockerfile';
    const entrypoint =
      lineOf(member(document, 'entrypoint'), path) ?? implied(path, runtime.value ?? '', runtime.range);
    if (entrypoint === null && !isCustom) return [];
    return [
      processOf({
        launcher,
        name: textAt(document, 'service') ?? textAt(document, 'module') ?? 'default',
        file: path,
        range: runtime.range,
        image: isCustom ? { kind: 'build', dockerfile, context: dirname(path), target: null } : null,
        entrypoint,
        directory: isCustom ? null : dirname(path),
        variables: variablesOf(member(document, 'env_variables'), path, launcher),
        probes: [...probe(document, path, 'liveness'), ...probe(document, path, 'readiness')],
      }),
    ];
  });
  return { declarations, faults };
}

const probe = (document: DataNode, file: string, kind: 'liveness' | 'readiness') =>
  probeAt(member(document, `${kind}_check`, 'path'), file, kind);

/** https://cloud.google.com/appengine/docs/standard/python3/runtime#application_startup, nodejs likewise */
function implied(file: string, runtime: string, range: Range): Command | null {
  if (/^python3\d+$/.test(runtime)) return impliedCommand(['gunicorn', '-b', ':$PORT', 'main:app'], file, range);
  return /^nodejs\d*$/.test(runtime) ? impliedCommand(['npm', 'start'], file, range) : null;
}
