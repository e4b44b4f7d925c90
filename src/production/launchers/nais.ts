/**
 * Applications and jobs of NAIS: `kind: Application` of `nais.io`, written as a template whose image is put in later.
 * Facts: https://docs.nais.io/workloads/application/reference/application-spec/
 */
import type { Command, Probe, ProcessDeclaration, Variable, VariableSource } from '../../model/production.ts';
import { itemsOf, member, scalarOf, textAt, variablesOf, wordsOfList, type DataNode } from '../text/dataTree.ts';
import { readYaml } from '../text/yaml.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'nais';

/** What the platform does because the application asks for it, as rows of vendors name it. */
const injectsAgent = 'nais.io/auto-instrumentation-';

export const naisReader: LauncherReader = {
  name: launcher,
  files: ['**/*.{yml,yaml}'],
  claims: ({ text }) =>
    /^\s*apiVersion\s*:\s*["']?nais\.io\//m.test(text) && /^\s*kind\s*:\s*["']?(?:Application|Naisjob)\b/m.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const { documents, faults } = readYaml(path, withoutTemplates(text));
  const declarations = documents.flatMap((document): ProcessDeclaration[] => {
    const kind = textAt(document, 'kind');
    const name = scalarOf(member(document, 'metadata', 'name'));
    const spec = member(document, 'spec');
    if ((kind !== 'Application' && kind !== 'Naisjob') || spec?.kind !== 'map') return [];
    const image = scalarOf(member(spec, 'image'));
    const seconds = Number(textAt(spec, 'terminationGracePeriodSeconds') ?? Number.NaN);
    const place = image ?? name;
    return [
      processOf({
        launcher,
        name: name?.value ?? 'app',
        file: path,
        range: place === null ? { start: spec.range.start, end: spec.range.start + 1 } : place.range,
        image: {
          kind: 'name',
          name: image?.value ?? '',
          location: { file: path, range: (place ?? spec).range },
          isOwn: true,
        },
        entrypoint: commandOf(member(spec, 'command'), path),
        variables: variablesOf(member(spec, 'env'), path, launcher).map((variable) => ({
          ...variable,
          value: variable.value?.includes('${') === true ? null : variable.value,
        })),
        variableSources: sourcesOf(spec, path),
        annotations: annotationsOf(spec, path),
        stop: { signal: 'SIGTERM', graceMilliseconds: Number.isFinite(seconds) ? seconds * 1000 : 30_000 },
        probes: (['liveness', 'readiness', 'startup'] as const).flatMap((probe) => probeOf(spec, probe, path)),
        oneShot: kind === 'Naisjob',
      }),
    ];
  });
  return { declarations, faults };
}

/** What a template puts in becomes a variable of the same length, so that places stay; its blocks become blanks. */
function withoutTemplates(text: string): string {
  return text
    .replace(/^[ \t]*\{\{[#/^][^{}\n]*\}\}[ \t]*$/gm, (match) => match.replace(/[^\n]/g, ' '))
    .replace(/\{\{([^{}\n]*)\}\}/g, (_, name: string) => `\${${name.replace(/\W/g, '_')}_}`);
}

function commandOf(node: DataNode | null, file: string): Command | null {
  if (node?.kind !== 'list' || node.items.length === 0) return null;
  return { form: 'exec', words: wordsOfList(node, file), location: { file, range: node.range } };
}

function sourcesOf(spec: DataNode, file: string): VariableSource[] {
  return itemsOf(member(spec, 'envFrom')).flatMap((item): VariableSource[] =>
    (
      [
        ['secret', 'secret'],
        ['configmap', 'config-map'],
      ] as const
    ).flatMap(([key, kind]) => {
      const name = scalarOf(member(item, key));
      return name?.value == null ? [] : [{ kind, name: name.value, wins: false, file, range: name.range }];
    }),
  );
}

function annotationsOf(spec: DataNode, file: string): Variable[] {
  const asked = member(spec, 'observability', 'autoInstrumentation');
  const enabled = scalarOf(member(asked, 'enabled'));
  if (enabled?.value !== 'true') return [];
  const runtime = textAt(asked, 'runtime') ?? 'java';
  return [{ file, range: enabled.range, name: `${injectsAgent}${runtime}`, value: 'true', layer: launcher }];
}

function probeOf(spec: DataNode, kind: Probe['kind'], file: string): Probe[] {
  const path = scalarOf(member(spec, kind, 'path'));
  return path?.value == null ? [] : [{ file, range: path.range, kind, path: path.value }];
}
