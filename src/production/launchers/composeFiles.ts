/** What compose files say together: services that extend others, and files beside the base file that change it. */
import type { Declaration, Environment, ImageReference, ProcessDeclaration } from '../../model/production.ts';
import { environmentOfToken } from '../environment.ts';
import { basename, dirname, join } from '../paths.ts';
import { stopContract } from '../text/signals.ts';

/** A service as one file has it. */
export interface ServicePart {
  /** Without image and stop contract, which take more than one key. */
  readonly process: ProcessDeclaration;
  readonly build: {
    readonly context: string | null;
    readonly dockerfile: string | null;
    readonly target: string | null;
    /** Directory of the file: the context where none is named. */
    readonly base: string;
    readonly unknown: boolean;
  } | null;
  readonly image: ImageReference | null;
  readonly stopSignal: string | null;
  readonly grace: number | null;
  readonly extends: { readonly file: string; readonly service: string } | null;
}

type Parts = ReadonlyMap<string, readonly ServicePart[]>;

/** All processes of compose files, by path. */
export function joinFiles(files: Parts): readonly Declaration[] {
  const extended = new Map(
    [...files].map(([file, parts]) => [file, parts.map((part) => extend(part, files, new Set()))]),
  );
  const directories = new Map<string, ComposeFile[]>();
  for (const [path, parts] of extended) {
    const directory = dirname(path);
    directories.set(directory, [...(directories.get(directory) ?? []), { path, parts, ...variantOf(path) }]);
  }
  return [...directories.values()].flatMap(joinDirectory).map(declare);
}

interface ComposeFile {
  readonly path: string;
  readonly parts: readonly ServicePart[];
  /** `compose.yaml` itself. */
  readonly isBase: boolean;
  /** What its name says. */
  readonly environment: Environment | null;
}

function variantOf(path: string): { isBase: boolean; environment: Environment | null } {
  const variant = /^(?:docker-)?compose(.*)\.ya?ml$/i.exec(basename(path))?.[1] ?? path;
  const named = variant.split(/[^A-Za-z0-9]+/).map(environmentOfToken);
  const environment = (['production', 'staging', 'development'] as const).find((one) => named.includes(one)) ?? null;
  return { isBase: variant === '', environment };
}

/**
 * Files of one directory. One that leaves out what a service is made of changes the base file, and production runs both:
 * all services of the base, with its changes. Where production has a file of its own, the base alone is not production.
 */
function joinDirectory(files: readonly ComposeFile[]): ServicePart[] {
  const base = files.find((file) => file.isBase);
  if (base === undefined) return files.flatMap((file) => file.parts);
  const own = files.some((file) => file.environment === 'production');
  return files.flatMap((file) => {
    if (file.isBase) return file.parts.map((part) => (own ? inEnvironment(part, 'development') : part));
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
  return JSON.stringify([build, image?.kind === 'name' ? image.name : null]);
}

function sameCommand(one: ServicePart, other: ServicePart): boolean {
  return one.process.entrypoint === other.process.entrypoint && one.process.arguments === other.process.arguments;
}

function inEnvironment(part: ServicePart, environment: Environment | null): ServicePart {
  return { ...part, process: { ...part.process, environment: part.process.environment ?? environment } };
}

function extend(part: ServicePart, files: Parts, seen: ReadonlySet<ServicePart>): ServicePart {
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
          context: over.build.context ?? below.build.context,
          dockerfile: over.build.dockerfile ?? below.build.dockerfile,
          target: over.build.target ?? below.build.target,
          base: below.build.base,
          unknown: over.build.unknown || (over.build.context === null && below.build.unknown),
        };
  const targets = new Set(other.mounts.map(({ target }) => target));
  return {
    build,
    image: over.image ?? below.image,
    stopSignal: over.stopSignal ?? below.stopSignal,
    grace: over.grace ?? below.grace,
    extends: null,
    process: {
      ...other,
      entrypoint: other.entrypoint ?? one.entrypoint,
      arguments: other.arguments ?? one.arguments,
      directory: other.directory ?? one.directory,
      environment: other.environment ?? one.environment,
      variables: [...one.variables, ...other.variables],
      variableSources: [...one.variableSources, ...other.variableSources],
      probes: other.probes.length > 0 ? other.probes : one.probes,
      oneShot: one.oneShot || other.oneShot,
      mounts: [...one.mounts.filter(({ target }) => !targets.has(target)), ...other.mounts],
    },
  };
}

function declare({ process, build, image, stopSignal, grace }: ServicePart): ProcessDeclaration {
  return { ...process, image: buildReference(build) ?? image, stop: stopContract(stopSignal, grace, 10_000) };
}

function buildReference(build: ServicePart['build']): ImageReference | null {
  if (build === null || build.unknown) return null;
  const context = build.context ?? build.base;
  const dockerfile = join(context, build.dockerfile ?? 'Dockerfile');
  return dockerfile === null ? null : { kind: 'build', dockerfile, context, target: build.target };
}
