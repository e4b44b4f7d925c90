/**
 * Kubernetes manifests: one process per container of a pod, init containers included, named after the workload where it
 * has only one container. `command` stands over ENTRYPOINT
 * and drops CMD, `args` stands over CMD. A directory of null is the image's. Config maps, namespaces and patches of other
 * manifests are joined in `kubernetesObjects.ts`, what kustomizations make of them in `kustomize/`. Files of Helm charts are templates and are left alone.
 */
import type { Command, Probe, ProcessDeclaration, Variable } from '../../model/production.ts';
import type { Fault } from '../../model/source.ts';
import type { Location } from '../../model/text.ts';
import { basename, dirname } from '../paths.ts';
import {
  artifactFault,
  entriesOf,
  itemsOf,
  member,
  scalarOf,
  textAt,
  textOf,
  wordsOfList,
  type DataNode,
} from '../text/dataTree.ts';
import { readEnvironmentFile } from '../variables.ts';
import { readYaml } from '../text/yaml.ts';
import { isPipelineFile, pipelineFiles } from './deploys/pipelineLines.ts';
import { setVariablesIn } from './deploys/setVariables.ts';
import { joinObjects, type ContainerPart, type KubernetesPart, type Setting } from './kubernetesObjects.ts';
import { buildOverlays, kustomizationName } from './kustomize/overlays.ts';
import { fileOf } from './kustomize/patches.ts';
import type { Artifact, Joined, LauncherReader, Reading } from './reader.ts';

const launcher = 'kubernetes';
const mostContainers = 1000;
const mostEntries = 1000;
/** Config maps may hold whole files; those are not environment variables. */
const longestConfigMap = 200_000;

/** Where the pod template stands, by kind; `Service` is Knative's. */
const templates: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  ReplicationController: ['spec', 'template'],
  DeploymentConfig: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  Service: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Those of kustomizations, as they are mostly called. */
const environmentFiles: readonly string[] = [
  '**/{base,bases,overlay,overlays,components,kustomize,k8s,kubernetes,deploy,manifests}/**/{*.env,.env*,*.properties}',
];

export const kubernetesReader: LauncherReader<KubernetesPart> = {
  name: launcher,
  files: ['**/*.{yml,yaml}', '**/Kustomization', '**/*patch*.json', ...environmentFiles, ...pipelineFiles],
  claims: ({ path, text }) => {
    if (isPipelineFile(path)) return /\bset\s+env\b/.test(text);
    if (isEnvironmentFile(path)) return text.length < longestConfigMap && !text.includes('{{');
    if (kustomizationName.test(path) || isJsonPatch(text) || /\bfieldPaths\s*:/.test(text)) return true;
    if (!text.includes('apiVersion') || !text.includes('kind')) return false;
    if (/(?:^|\/)templates\//.test(path) && text.includes('{{')) return false;
    if (/\bcontainers["']?\s*:/.test(text)) return true;
    if (text.length > longestConfigMap) return false;
    // A workload without containers is a patch of one.
    return /^\s*kind\s*:\s*["']?(?:ConfigMap|Namespace|Deployment|StatefulSet|DaemonSet|Rollout|CronJob|Job)\b/m.test(
      text,
    );
  },
  read,
  combine: (readings) => joinManifests([...readings.values()].flatMap((reading) => reading.parts ?? [])),
};

const isEnvironmentFile = (path: string): boolean => /(?:^|\/)\.env[^/]*$|\.(?:env|properties)$/.test(path);

const isJsonPatch = (text: string): boolean =>
  text.length < longestConfigMap &&
  /["']?\bop["']?\s*:\s*["']?(?:add|replace|remove)\b/.test(text) &&
  /["']?\bpath["']?\s*:\s*["']?\//.test(text);

/** What stands by itself, and what is deployed through kustomizations. */
function joinManifests(parts: readonly KubernetesPart[]): Joined {
  const manifests = new Map(parts.flatMap((part) => (part.kind === 'manifest' ? [[part.file, part] as const] : [])));
  const { deployed, taken, faults } = buildOverlays(manifests);
  const given = parts.filter((part) => part.kind === 'set-variables');
  const alone = parts.filter((part) => !taken.has(part.kind === 'container' ? part.process.file : part.file));
  const found: Fault[] = [...faults];
  const declarations = deployed.flatMap(({ file, range, objects, maps }) => {
    const own = objects.flatMap((object) => partsOf(object.file, object.node, []));
    const generated = maps.map((map): KubernetesPart => ({ kind: 'config-map', namespace: null, ...map }));
    const layer = { file, range, label: `kustomization of ${basename(dirname(file))}` };
    return joinObjects([...own, ...generated, ...given], file).map((process) => ({ ...process, layers: [layer] }));
  });
  return { declarations: [...joinObjects(alone), ...declarations], faults: found };
}

function read({ path, text }: Artifact): Reading<KubernetesPart> {
  if (isPipelineFile(path)) return { declarations: [], faults: [], parts: [...setVariablesIn(path, text)] };
  if (isEnvironmentFile(path)) {
    const variables = readEnvironmentFile(path, text).map((variable) => ({ ...variable, layer: launcher }));
    return { declarations: [], faults: [], parts: [{ kind: 'manifest', file: path, documents: [], variables }] };
  }
  const { documents, faults } = readYaml(path, text);
  const found: Fault[] = [...faults];
  const manifest: KubernetesPart = { kind: 'manifest', file: path, documents, variables: [] };
  const parts = documents.flatMap((document) => partsOfDocument(path, document, found)).slice(0, mostContainers);
  return { declarations: joinObjects(parts), faults: found, parts: [...parts, manifest] };
}

/** What an object of a manifest says, a list of objects included. */
export function partsOfDocument(file: string, document: DataNode, faults: Fault[]): KubernetesPart[] {
  const objects = textAt(document, 'kind')?.endsWith('List') === true ? itemsOf(member(document, 'items')) : [document];
  return objects.flatMap((object) => partsOf(file, object, faults)).slice(0, mostContainers);
}

function partsOf(file: string, object: DataNode, faults: Fault[]): KubernetesPart[] {
  const kind = textAt(object, 'kind');
  const name = textAt(object, 'metadata', 'name') ?? '';
  const namespace = textAt(object, 'metadata', 'namespace');
  if (kind === null || textAt(object, 'apiVersion') === null) return [];
  if (kind === 'ConfigMap') {
    const variables = marks(file, member(object, 'data'));
    return [{ kind: 'config-map', file, name, namespace, variables }];
  }
  if (kind === 'Namespace') {
    return [{ kind: 'namespace', file, name, variables: marks(file, member(object, 'metadata', 'annotations')) }];
  }
  const path = templates[kind];
  if (path === undefined) return [];
  const template = member(object, ...path);
  const spec = member(template, 'spec');
  const runsOnce = kind === 'Job' || kind === 'CronJob';
  const grace = Number(textAt(spec, 'terminationGracePeriodSeconds') ?? Number.NaN);
  const pod = {
    workload: { kind, name, namespace, environment: environmentLabel(object, template) },
    annotations: [
      ...marks(file, member(template, 'metadata', 'annotations')),
      ...marks(file, member(template, 'metadata', 'labels')),
    ],
    grace: Number.isFinite(grace) && grace >= 0 ? Math.round(grace * 1000) : null,
  };
  const before = itemsOf(member(spec, 'initContainers')).flatMap((container) => {
    // One that is always restarted is a sidecar, which runs beside the others.
    const oneShot = textAt(container, 'restartPolicy') !== 'Always';
    return readContainer(file, container, pod, oneShot, faults) ?? [];
  });
  const containers = itemsOf(member(spec, 'containers'));
  const own = containers.flatMap((container) => readContainer(file, container, pod, runsOnce, faults) ?? []);
  // The only container of a workload is the workload, whatever it is called in there: `app`, `server`.
  const isOnly = containers.length === 1 && name !== '';
  return [...before, ...own.map((part) => (isOnly ? { ...part, process: { ...part.process, name } } : part))];
}

/** `env: production` and the like among the labels. */
function environmentLabel(object: DataNode, template: DataNode | null): string | null {
  for (const labels of [member(object, 'metadata', 'labels'), member(template, 'metadata', 'labels')]) {
    for (const key of ['environment', 'env', 'app.kubernetes.io/environment', 'tags.datadoghq.com/env']) {
      const value = textAt(labels, key);
      if (value !== null) return value;
    }
  }
  return null;
}

/** A map of texts as variables: annotations, labels, data of a config map. */
function marks(file: string, node: DataNode | null): Variable[] {
  return entriesOf(node)
    .slice(0, mostEntries)
    .flatMap(({ key, keyRange, value }) => {
      const text = textOf(value);
      const range = value.kind === 'scalar' && value.range.end > value.range.start ? value.range : keyRange;
      const own = value.kind === 'scalar' ? value.text.file : file;
      return text === null ? [] : [{ file: own, range, name: key, value: text, layer: launcher }];
    });
}

interface Pod {
  readonly workload: ContainerPart['workload'];
  readonly annotations: readonly Variable[];
  readonly grace: number | null;
}

function readContainer(
  file: string,
  container: DataNode,
  pod: Pod,
  oneShot: boolean,
  faults: Fault[],
): ContainerPart | null {
  if (container.kind !== 'map') return null;
  const name = scalarOf(member(container, 'name'));
  const image = scalarOf(member(container, 'image'));
  const process: ProcessDeclaration = {
    kind: 'process',
    launcher,
    name: name?.value ?? (pod.workload.name || pod.workload.kind.toLowerCase()),
    environment: null,
    file: name?.text.file ?? file,
    range: name?.range ?? {
      start: container.range.start,
      end: Math.min(container.range.end, container.range.start + 1),
    },
    image:
      image === null
        ? null
        : { kind: 'name', name: image.value ?? '', location: { file: image.text.file, range: image.range } },
    entrypoint: commandOf(file, member(container, 'command'), faults),
    arguments: commandOf(file, member(container, 'args'), faults),
    directory: textAt(container, 'workingDir'),
    variables: [],
    variableSources: [],
    annotations: pod.annotations,
    stop: null,
    probes: (['liveness', 'readiness', 'startup'] as const).flatMap((kind) => probeOf(file, container, kind)),
    oneShot,
    mounts: [],
  };
  return {
    kind: 'container',
    process,
    container: name?.value ?? '',
    isPatch: !container.entries.has('image'),
    workload: pod.workload,
    settings: settingsOf(container),
    stopSignal: textAt(container, 'lifecycle', 'stopSignal'),
    delay: delayOf(member(container, 'lifecycle', 'preStop')),
    grace: pod.grace,
  };
}

function commandOf(file: string, node: DataNode | null, faults: Fault[]): Command | null {
  if (node === null || (node.kind === 'scalar' && node.value === null)) return null;
  if (node.kind !== 'list') {
    faults.push(artifactFault(file, node.range, 'kubernetes refuses this: a command is a list of words'));
    return null;
  }
  // An empty list is the same as none: the image's own is used.
  if (node.items.length === 0) return null;
  const words = wordsOfList(node, file).slice(0, mostEntries);
  return { form: 'exec', words, location: { file: words[0]?.file ?? file, range: node.range } };
}

/** What sets variables, in the order in which later ones win. */
function settingsOf(container: DataNode): Setting[] {
  const from = itemsOf(member(container, 'envFrom'))
    .slice(0, mostEntries)
    .flatMap((item): Setting[] => {
      const prefix = textAt(item, 'prefix') ?? '';
      for (const [key, source] of [
        ['configMapRef', 'config-map'],
        ['secretRef', 'secret'],
      ] as const) {
        const name = scalarOf(member(item, key, 'name'));
        if (name?.value != null)
          return [{ kind: 'all', source, name: name.value, prefix, file: name.text.file, range: name.range }];
      }
      return [];
    });
  const own = itemsOf(member(container, 'env'))
    .slice(0, mostEntries)
    .flatMap((item): Setting[] => {
      const name = scalarOf(member(item, 'name'));
      if (name?.value == null) return [];
      const value = scalarOf(member(item, 'value'));
      const place: Location = { file: (value ?? name).text.file, range: (value ?? name).range };
      const reference = member(item, 'valueFrom');
      const map = textAt(reference, 'configMapKeyRef', 'name');
      const key = textAt(reference, 'configMapKeyRef', 'key');
      if (map !== null && key !== null) return [{ kind: 'key', name: name.value, map, key, ...place }];
      const text = reference === null ? (value?.value ?? '') : null;
      return [{ kind: 'one', variable: { ...place, name: name.value, value: text, layer: launcher } }];
    });
  return [...from, ...own];
}

/** How long what runs before the signal sleeps, in milliseconds; null where that is not known. */
function delayOf(preStop: DataNode | null): number | null {
  const seconds = textAt(preStop, 'sleep', 'seconds');
  const words = itemsOf(member(preStop, 'exec', 'command')).map((item) => textOf(item) ?? '');
  const written = /(?:^|[\s;&/])sleep\s+(\d+(?:\.\d+)?)s?(?![\w.])/.exec(words.join(' '));
  const sleep = Number(seconds ?? written?.[1] ?? Number.NaN);
  return Number.isFinite(sleep) && sleep > 0 ? Math.round(sleep * 1000) : null;
}

function probeOf(file: string, container: DataNode, kind: Probe['kind']): Probe[] {
  const entry = container.kind === 'map' ? container.entries.get(`${kind}Probe`) : undefined;
  if (entry === undefined || entry.value.kind !== 'map') return [];
  const path = scalarOf(member(entry.value, 'httpGet', 'path'));
  const asksHttp = member(entry.value, 'httpGet') !== null;
  const own = path?.text.file ?? fileOf(entry.value) ?? file;
  return [{ file: own, range: path?.range ?? entry.keyRange, kind, path: path?.value ?? (asksHttp ? '/' : null) }];
}
