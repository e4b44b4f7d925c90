/** What compose files say together: services that extend others, files beside the base file that change it, and `.env`. */
import type {
  Declaration,
  Environment,
  ImageCopy,
  ImageReference,
  ProcessDeclaration,
  Variable,
  VariableSource,
} from '../../model/production.ts';
import type { Location } from '../../model/text.ts';
import { environmentOfToken } from '../environment.ts';
import { basename, dirname, join } from '../paths.ts';
import { stopContract } from '../text/signals.ts';
import { includedFiles, isComposeName, type IncludePart } from './composeIncludes.ts';
import { expandCommand, expandVariable, withDefaults, type KnownVariables } from './composeVariables.ts';

export type ComposePart = ServicePart | VariablesPart | IncludePart;

/** A path as it is written, and the directory it counts from. */
export interface WrittenPath {
  readonly text: string;
  readonly directory: string;
}

/** A service as one file has it, with variables in its texts. */
export interface ServicePart {
  readonly kind: 'service';
  /** Without what takes more than one key or a path. */
  readonly process: ProcessDeclaration;
  readonly build: {
    /** Of the file: the context where none is named. */
    readonly directory: string;
    readonly context: WrittenPath | null;
    readonly dockerfile: string | null;
    readonly target: string | null;
    readonly inline: boolean;
    readonly arguments: readonly Variable[];
  } | null;
  readonly image: { readonly text: string; readonly location: Location } | null;
  readonly stopSignal: string | null;
  readonly grace: number | null;
  readonly extends: { readonly file: string; readonly service: string } | null;
  readonly environmentFiles: readonly (WrittenPath & { readonly location: Location })[];
  readonly volumes: readonly { readonly source: WrittenPath; readonly target: string }[];
}

/** A `.env` file. */
interface VariablesPart {
  readonly kind: 'variables';
  readonly file: string;
  readonly variables: readonly Variable[];
}

type Services = ReadonlyMap<string, readonly ServicePart[]>;

/** All processes of compose files. */
export function joinFiles(parts: readonly ComposePart[]): readonly Declaration[] {
  const services = new Map<string, ServicePart[]>();
  const known = new Map<string, KnownVariables>();
  for (const part of parts) {
    if (part.kind === 'variables') {
      const values = part.variables.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const]));
      known.set(dirname(part.file), new Map(values));
    } else if (part.kind === 'service') {
      const { file } = part.process;
      const present = services.get(file);
      if (present === undefined) services.set(file, [part]);
      else present.push(part);
    }
  }
  const included = includedFiles(
    parts.filter((part) => part.kind === 'include'),
    (path) => variantOf(path).environment,
  );
  const directories = new Map<string, ComposeFile[]>();
  const others: ServicePart[] = [];
  for (const [path, own] of services) {
    const file = { path, parts: own.map((part) => extend(part, services, new Set())), ...variantOf(path) };
    const environment = included.get(path);
    if (environment !== undefined) others.push(...file.parts.map((part) => inEnvironment(part, environment)));
    if (environment !== undefined || !isComposeName(path)) continue;
    const present = directories.get(dirname(path));
    if (present === undefined) directories.set(dirname(path), [file]);
    else present.push(file);
  }
  const all = [...[...directories.values()].flatMap(joinDirectory), ...others];
  return all.filter(isWhole).map((part) => declare(part, known.get(dirname(part.process.file)) ?? new Map()));
}

/** What says neither image nor command changes a service of a file that is not known here. */
function isWhole({ build, image, process, extends: base }: ServicePart): boolean {
  return build !== null || image !== null || base !== null || process.entrypoint !== null || process.arguments !== null;
}

interface ComposeFile {
  readonly path: string;
  readonly parts: readonly ServicePart[];
  /** What its name says beside `compose`: empty for the base, `prod` for `compose.prod.yaml`. */
  readonly variant: string;
  /** What its name says. */
  readonly environment: Environment | null;
}

function variantOf(path: string): { variant: string; environment: Environment | null } {
  const variant = /^(?:docker-)?compose[._-]?(.*?)\.?ya?ml$/i.exec(basename(path))?.[1] ?? path;
  const named = variant.split(/[^A-Za-z0-9]+/).map(environmentOfToken);
  const environment = (['production', 'staging', 'development'] as const).find((one) => named.includes(one)) ?? null;
  return { variant, environment };
}

/**
 * Files of one directory. One that leaves out what a service is made of changes the base file, and production runs both:
 * all services of the base, with its changes. Where production has a file of its own, the base alone is not production.
 */
function joinDirectory(files: readonly ComposeFile[]): ServicePart[] {
  const own = files.some((file) => file.environment === 'production');
  return files.flatMap((file) => {
    // `compose.test.override.yaml` changes `compose.test.yaml`.
    const below = file.variant.replace(/[._-]?override$/i, '');
    const base =
      files.find((other) => other.variant === below && other !== file) ?? files.find((other) => other.variant === '');
    if (base === undefined) return file.parts;
    if (base === file) return file.parts.map((part) => (own ? inEnvironment(part, 'development') : part));
    const relation = relationOf(base, file);
    if (relation === 'alone') return file.parts;
    const changed = file.parts.flatMap((part) => {
      const below = base.parts.find(({ process }) => process.name === part.process.name);
      if (below === undefined) return [part];
      const merged = merge(below, part);
      return relation === 'over' || sameCommand(merged, part) ? [merged] : [];
    });
    const deployed = file.environment === 'production' || file.environment === 'staging';
    if (relation !== 'over' || !deployed) return changed;
    const names = new Set(file.parts.map(({ process }) => process.name));
    const untouched = base.parts.filter(({ process }) => !names.has(process.name));
    return [...changed, ...untouched.map((part) => inEnvironment(part, file.environment))];
  });
}

/**
 * Whether a file is started over the base file or alone. A service without image and build needs the base; one that
 * repeats the image or build of the base does not. Else either may be meant, and only what is so both ways is declared.
 */
function relationOf(base: ComposeFile, file: ComposeFile): 'over' | 'alone' | 'unclear' {
  const pairs = file.parts.map((part) => ({
    part,
    below: base.parts.find(({ process }) => process.name === part.process.name),
  }));
  if (pairs.some(({ part, below }) => part.image === null && part.build === null && below !== undefined)) return 'over';
  const shared = pairs.filter(({ below }) => below !== undefined);
  const repeated = shared.some(({ part, below }) => sourceKey(part) === (below && sourceKey(below)));
  return repeated || shared.length === 0 ? 'alone' : 'unclear';
}

function sourceKey({ build, image }: ServicePart): string {
  return JSON.stringify([build, image?.text]);
}

function sameCommand(one: ServicePart, other: ServicePart): boolean {
  return one.process.entrypoint === other.process.entrypoint && one.process.arguments === other.process.arguments;
}

function inEnvironment(part: ServicePart, environment: Environment | null): ServicePart {
  return { ...part, process: { ...part.process, environment: part.process.environment ?? environment } };
}

function extend(part: ServicePart, files: Services, seen: ReadonlySet<ServicePart>): ServicePart {
  const { extends: target } = part;
  if (target === null || seen.has(part)) return part;
  const below = files.get(target.file)?.find(({ process }) => process.name === target.service);
  return below === undefined ? part : merge(extend(below, files, new Set([...seen, part])), part);
}

/** Maps and lists of both, single values and commands of the later one. */
function merge(below: ServicePart, over: ServicePart): ServicePart {
  const one = below.process;
  const other = over.process;
  const build =
    below.build === null || over.build === null
      ? (over.build ?? below.build)
      : {
          directory: below.build.directory,
          context: over.build.context ?? below.build.context,
          dockerfile: over.build.dockerfile ?? below.build.dockerfile,
          target: over.build.target ?? below.build.target,
          inline: over.build.inline || below.build.inline,
          arguments: [...below.build.arguments, ...over.build.arguments],
        };
  const targets = new Set(over.volumes.map(({ target }) => target));
  return {
    kind: 'service',
    build,
    image: over.image ?? below.image,
    stopSignal: over.stopSignal ?? below.stopSignal,
    grace: over.grace ?? below.grace,
    extends: null,
    environmentFiles: [...below.environmentFiles, ...over.environmentFiles],
    volumes: [...below.volumes.filter(({ target }) => !targets.has(target)), ...over.volumes],
    process: {
      ...other,
      entrypoint: other.entrypoint ?? one.entrypoint,
      arguments: other.arguments ?? one.arguments,
      directory: other.directory ?? one.directory,
      environment: other.environment ?? one.environment,
      variables: [...one.variables, ...other.variables],
      probes: other.probes.length > 0 ? other.probes : one.probes,
      oneShot: one.oneShot || other.oneShot,
    },
  };
}

function declare(part: ServicePart, known: KnownVariables): ProcessDeclaration {
  const { process, stopSignal, grace } = part;
  return {
    ...process,
    image: imageOf(part, known),
    entrypoint: expandCommand(process.entrypoint, known),
    arguments: expandCommand(process.arguments, known),
    directory: withDefaults(process.directory, known),
    variables: process.variables.map((variable) => expandVariable(variable, known)),
    variableSources: part.environmentFiles.flatMap(({ text, directory, location }): VariableSource[] => {
      const path = withDefaults(text, known);
      const name = path === null || path.startsWith('/') ? path : join(directory, path);
      return name === null ? [] : [{ ...location, kind: 'file', name, wins: false }];
    }),
    mounts: part.volumes.flatMap((volume) => mountOf(volume, known)),
    stop: stopContract(stopSignal, grace, 10_000),
  };
}

/** What is built here stands before the name that the built image gets. Null for what is built from elsewhere. */
function imageOf({ build, image }: ServicePart, known: KnownVariables): ImageReference | null {
  const name = image === null ? null : withDefaults(image.text, known);
  const named: ImageReference | null =
    image === null || name === null ? null : { kind: 'name', name, location: image.location };
  if (build === null || build.inline) return named;
  const context = build.context === null ? build.directory : contextOf(build.context, known);
  const dockerfile = build.dockerfile === null ? 'Dockerfile' : withDefaults(build.dockerfile, known);
  const path = context === null || dockerfile === null ? null : join(context, dockerfile);
  if (context === null || path === null) return named;
  const given = new Map<string, string>();
  for (const { name: argument, value } of build.arguments) {
    const text = withDefaults(value, known) ?? known.get(argument);
    if (text !== undefined) given.set(argument, text);
  }
  const target = withDefaults(build.target, known);
  const tag = name === null ? {} : { tag: name };
  return { kind: 'build', dockerfile: path, context, target, arguments: given, ...tag };
}

/** A directory of the repository; null for one that is fetched, stands on the host or is not known. */
function contextOf({ text, directory }: WrittenPath, known: KnownVariables): string | null {
  const path = withDefaults(text, known);
  if (path === null || /:\/\/|^git@|^\/|^~|^github\.com\//.test(path)) return null;
  return join(directory, path);
}

/** Directories and files of the repository that stand over the image. */
function mountOf({ source, target }: ServicePart['volumes'][number], known: KnownVariables): ImageCopy[] {
  const from = withDefaults(source.text, known);
  const to = withDefaults(target, known);
  if (from === null || to === null || !/^\.{1,2}(?:\/|$)/.test(from) || !to.startsWith('/')) return [];
  const inside = join(source.directory, from);
  return inside === null ? [] : [{ source: inside, target: to, from: null }];
}
