/**
 * What Kubernetes objects say together: config maps that set variables, namespaces whose annotations hold for their pods,
 * and patches (kustomize) that change a container of another file.
 */
import type {
  Command,
  Environment,
  ProcessDeclaration,
  Variable,
  VariableSource,
  Word,
} from '../../model/production.ts';
import type { Location } from '../../model/text.ts';
import { environmentOfToken } from '../environment.ts';
import { dirname } from '../paths.ts';
import { withSetVariables, type SetVariablesPart } from './deploys/setVariables.ts';
import type { ManifestFile } from './kustomize/overlays.ts';
import { stopContract } from '../text/signals.ts';

const layer = 'kubernetes';
const mostVariables = 2000;

export type KubernetesPart = ContainerPart | ConfigMapPart | NamespacePart | ManifestPart | SetVariablesPart;

export interface ContainerPart {
  readonly kind: 'container';
  /** Without variables and stop contract, which take more than the container. */
  readonly process: ProcessDeclaration;
  /** Its own name in the pod. */
  readonly container: string;
  /** It names no image, so it changes a container of that name elsewhere. */
  readonly isPatch: boolean;
  readonly workload: {
    readonly kind: string;
    readonly name: string;
    readonly namespace: string | null;
    /** Label that names the environment. */
    readonly environment: string | null;
  };
  readonly settings: readonly Setting[];
  readonly stopSignal: string | null;
  readonly grace: number | null;
  /** As `StopContract.delayMilliseconds`. */
  readonly delay: number | null;
}

/** One thing that sets variables of a container. */
export type Setting =
  | { readonly kind: 'one'; readonly variable: Variable }
  /** A key of a config map. */
  | ({ readonly kind: 'key'; readonly name: string; readonly map: string; readonly key: string } & Location)
  /** All keys of a config map or a secret. */
  | ({
      readonly kind: 'all';
      readonly source: 'config-map' | 'secret';
      readonly name: string;
      readonly prefix: string;
    } & Location);

interface ConfigMapPart {
  readonly kind: 'config-map';
  readonly file: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly variables: readonly Variable[];
}

/** A whole file, for the kustomizations that have it. */
interface ManifestPart extends ManifestFile {
  readonly kind: 'manifest';
}

interface NamespacePart {
  readonly kind: 'namespace';
  readonly file: string;
  readonly name: string;
  readonly variables: readonly Variable[];
}

/** @param place file that deploys them, whose path says for which environment; absent: each its own */
export function joinObjects(parts: readonly KubernetesPart[], place?: string): readonly ProcessDeclaration[] {
  const given = parts.filter((part) => part.kind === 'set-variables');
  const containers = parts.filter((part) => part.kind === 'container');
  const maps = groupBy(
    parts.filter((part) => part.kind === 'config-map'),
    (map) => map.name,
  );
  const namespaces = groupBy(
    parts.filter((part) => part.kind === 'namespace'),
    (namespace) => namespace.name,
  );
  const whole = groupBy(
    containers.filter((part) => !part.isPatch),
    identity,
  );
  const changed = new Set<ContainerPart>();
  const all = containers.flatMap((part) => {
    if (!part.isPatch) return [part];
    const below = nearest(part.process.file, whole.get(identity(part)) ?? [], ({ process }) => process.file);
    if (below === null) return part.process.entrypoint === null ? [] : [part];
    // What production changes is not what production runs.
    if (pathEnvironment(part.process.file) === 'production') changed.add(below);
    return [patched(below, part)];
  });
  return all
    .filter((part) => !changed.has(part))
    .map((part) => {
      const process = declare(part, maps, namespaces.get(part.workload.namespace ?? '') ?? []);
      if (given.length === 0) return process;
      const { kind, name } = part.workload;
      const environment = process.environment ?? pathEnvironment(place ?? process.file);
      const of = { workload: kind, name, container: part.container, environment };
      return { ...process, variables: withSetVariables(process.variables, given, of) };
    });
}

const identity = ({ workload, container }: ContainerPart): string =>
  [workload.kind, workload.name, container].join('\0');

/** Command and single values of the patch; variables of both, the patch's last. */
function patched(below: ContainerPart, patch: ContainerPart): ContainerPart {
  const one = below.process;
  const other = patch.process;
  const kinds = new Set(other.probes.map(({ kind }) => kind));
  return {
    ...patch,
    settings: [...below.settings, ...patch.settings],
    stopSignal: patch.stopSignal ?? below.stopSignal,
    grace: patch.grace ?? below.grace,
    delay: patch.delay ?? below.delay,
    workload: { ...patch.workload, namespace: patch.workload.namespace ?? below.workload.namespace },
    process: {
      ...one,
      file: other.file,
      range: other.range,
      entrypoint: other.entrypoint ?? one.entrypoint,
      arguments: other.arguments ?? one.arguments,
      directory: other.directory ?? one.directory,
      annotations: [...one.annotations, ...other.annotations],
      probes: [...one.probes.filter(({ kind }) => !kinds.has(kind)), ...other.probes],
    },
  };
}

function declare(
  part: ContainerPart,
  maps: ReadonlyMap<string, readonly ConfigMapPart[]>,
  namespaces: readonly NamespacePart[],
): ProcessDeclaration {
  const { process, workload, stopSignal, grace, delay } = part;
  const stop = stopContract(stopSignal, grace ?? (delay === null ? null : 30_000), 30_000);
  const { variables, variableSources } = resolveSettings(part, maps);
  const known = new Map(variables.map(({ name, value }) => [name, value]));
  const namespace = nearest(process.file, namespaces, ({ file }) => file);
  return {
    ...process,
    environment: environmentOfNames([workload.namespace, workload.environment]),
    entrypoint: expandedCommand(process.entrypoint, known),
    arguments: expandedCommand(process.arguments, known),
    variables,
    variableSources,
    annotations: [...(namespace?.variables ?? []), ...process.annotations],
    stop: stop === null || delay === null ? stop : { ...stop, delayMilliseconds: delay },
  };
}

function resolveSettings(
  { process, settings, workload }: ContainerPart,
  maps: ReadonlyMap<string, readonly ConfigMapPart[]>,
): { variables: Variable[]; variableSources: VariableSource[] } {
  const variables: Variable[] = [];
  const variableSources: VariableSource[] = [];
  const known = new Map<string, string | null>();
  const add = (variable: Variable): void => {
    if (variables.length >= mostVariables) return;
    variables.push(variable);
    known.set(variable.name, variable.value);
  };
  const mapNamed = (name: string): ConfigMapPart | null => {
    const candidates = (maps.get(name) ?? []).filter(
      ({ namespace }) => namespace === null || workload.namespace === null || namespace === workload.namespace,
    );
    return nearest(process.file, candidates, ({ file }) => file);
  };
  for (const setting of settings) {
    if (setting.kind === 'one') {
      const { value } = setting.variable;
      const expanded = value === null ? null : expand(value, known);
      add({ ...setting.variable, value: expanded === null || expanded.dynamic ? null : expanded.value });
      continue;
    }
    const { file, range } = setting;
    if (setting.kind === 'key') {
      const value = mapNamed(setting.map)?.variables.find(({ name }) => name === setting.key)?.value ?? null;
      add({ file, range, name: setting.name, value, layer });
      continue;
    }
    const map = setting.source === 'config-map' ? mapNamed(setting.name) : null;
    if (map === null) variableSources.push({ file, range, kind: setting.source, name: setting.name, wins: false });
    for (const variable of map?.variables ?? []) add({ ...variable, name: setting.prefix + variable.name });
  }
  return { variables, variableSources };
}

/** `$(NAME)` of a known variable is its value; what is not known stays as written; `$$` is a `$`. */
function expand(text: string, known: ReadonlyMap<string, string | null>): { value: string; dynamic: boolean } {
  let dynamic = false;
  const value = text.replace(/\$(?:\$|\(([-._a-zA-Z][-._a-zA-Z0-9]*)\))/g, (written, name?: string) => {
    if (name === undefined) return '$';
    const found = known.get(name);
    if (found == null) dynamic = true;
    return found ?? written;
  });
  return { value, dynamic };
}

function expandedCommand(command: Command | null, known: ReadonlyMap<string, string | null>): Command | null {
  if (command === null || command.form === 'shell') return command;
  const words = command.words.map((word): Word => {
    const { value, dynamic } = expand(word.value, known);
    return { ...word, value, dynamic: word.dynamic || dynamic };
  });
  return { ...command, words };
}

/** Namespace and labels: a part that says production or staging counts anywhere, development only as the last one. */
function environmentOfNames(names: readonly (string | null)[]): Environment | null {
  for (const name of names) {
    const found = (name ?? '').split(/[^A-Za-z0-9]+/).map(environmentOfToken);
    const deployed = found.find((environment) => environment === 'production' || environment === 'staging');
    if (deployed != null) return deployed;
    if (found.at(-1) === 'development') return 'development';
  }
  return null;
}

function pathEnvironment(path: string): Environment | null {
  return (
    path
      .split(/[^A-Za-z0-9]+/)
      .map(environmentOfToken)
      .find((environment) => environment !== null) ?? null
  );
}

/** The candidate that shares the longest way from the root; null where several share the same. */
function nearest<Candidate>(
  file: string,
  candidates: readonly Candidate[],
  fileOf: (candidate: Candidate) => string,
): Candidate | null {
  const own = dirname(file).split('/');
  let best: Candidate | null = null;
  let most = -1;
  for (const candidate of candidates) {
    if (fileOf(candidate) === file) return candidate;
    const other = dirname(fileOf(candidate)).split('/');
    let shared = 0;
    while (shared < own.length && shared < other.length && own[shared] === other[shared]) shared++;
    if (shared > most) best = candidate;
    else if (shared === most) best = null;
    most = Math.max(most, shared);
  }
  return best;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
