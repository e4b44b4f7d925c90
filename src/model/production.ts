/**
 * Production as far as the repository shows it: services, how each environment starts them, and what becomes of
 * telemetry on that way. Built by `production/` from the profile and the artifacts; plain data.
 */
import type { Evidence } from './finding.ts';
import type { Signal } from './facts.ts';
import type { LoadedProfile } from './profile.ts';
import type { Fault, SourceFile } from './source.ts';
import type { Location, Range } from './text.ts';

export type Environment = 'production' | 'staging' | 'development' | 'unknown';

/**
 * A piece of text taken out of a file, such as a YAML scalar or the rest of an INI line.
 * `exact` says that `text` is the file's text in `range` to the letter, so that offsets carry over and edits are possible.
 */
export interface Snippet extends Location {
  readonly text: string;
  readonly exact: boolean;
}

/** How a word stands in its file, which decides how another is put before it. */
export type WordStyle =
  /** separated by blanks: a shell line, a systemd or supervisord command, a Procfile */
  | 'words'
  /** an element of a JSON or flow list: `["a", "b"]` */
  | 'list'
  /** an item of a YAML block list: `- a` */
  | 'block-list';

/** One argument of a command, with where it was written. */
export interface Word extends Location {
  readonly value: string;
  readonly style: WordStyle;
  /** The range is the word itself and can be edited. */
  readonly exact: boolean;
  /** Holds an expansion (`$PORT`) that is not known here; `value` keeps it as written. */
  readonly dynamic: boolean;
}

/** A command as an artifact gives it: already split (exec form), or a line for a shell. */
export type Command =
  | { readonly form: 'exec'; readonly words: readonly Word[]; readonly location: Location }
  | { readonly form: 'shell'; readonly line: Snippet; readonly location: Location };

/** An environment variable of a process. `value` null: set, but not to be known here (secret, config map, platform). */
export interface Variable extends Location {
  readonly name: string;
  readonly value: string | null;
  /** What set it: `image`, `compose`, `kubernetes`, `unit`, `profile`, `command`, … */
  readonly layer: string;
  /** The program finds it, and its runtime does not: it is set when that runs already. */
  readonly tooLate?: true;
}

/** Something that sets variables whose names the artifact does not say: an env file, a secret, a config map of elsewhere. */
export interface VariableSource extends Location {
  readonly kind: 'file' | 'secret' | 'config-map';
  /** Root-relative path of the file, absolute where it is one of the host; or the name of the object. */
  readonly name: string;
  /** Sets over `variables` (systemd) and not under them (compose, Kubernetes). */
  readonly wins: boolean;
}

/** One `COPY` of an image: where files of the repository (or of another stage) stand in the container. */
export interface ImageCopy {
  /**
   * File, directory or glob relative to the build context (`.` for all of it), which the Dockerfile does not know;
   * the absolute path inside stage `from`; for mounts root-relative.
   */
  readonly source: string;
  /** Absolute path in the container. It ends in `/` where it is a directory for certain, so that a file goes into it. */
  readonly target: string;
  /** Name of the stage, its number where it has none, or an image outside the repository. */
  readonly from: string | null;
}

/** A `RUN` of an image, with the absolute directory that it runs in. */
export interface ImageRun extends Snippet {
  readonly directory: string;
}

/** A container image that the repository builds: one stage of a Dockerfile, with what it inherits from earlier stages merged in. */
export interface ImageDeclaration {
  readonly kind: 'image';
  readonly launcher: string;
  readonly file: string;
  readonly stage: string | null;
  /** The last stage, or the one a plain build makes. */
  readonly isDefault: boolean;
  /** A named stage with a command of its own that no other stage builds on: it is there to be built for itself. */
  readonly isTarget?: boolean;
  /** Image outside this repository it starts from, whose layers are not known. */
  readonly base: string | null;
  readonly entrypoint: Command | null;
  readonly command: Command | null;
  readonly variables: readonly Variable[];
  /** Absolute container path. */
  readonly directory: string;
  readonly copies: readonly ImageCopy[];
  readonly stopSignal: string | null;
  readonly range: Range;
  /** `RUN` lines: builds that make a file no source file matches, wrappers installed. */
  readonly runs: readonly ImageRun[];
  /** Build arguments that the stage has: null where whoever builds it says which value. */
  readonly arguments: ReadonlyMap<string, string | null>;
  /** `HEALTHCHECK`, which Docker asks for and Kubernetes and ECS do not. */
  readonly probes?: readonly Probe[];
}

/** Which image a process runs in. */
export type ImageReference =
  | {
      readonly kind: 'build';
      readonly dockerfile: string;
      /** Root-relative directory that the sources of the Dockerfile's copies are relative to. */
      readonly context: string;
      readonly target: string | null;
      /** Build arguments that whoever builds it gives, as far as they are known. */
      readonly arguments?: ReadonlyMap<string, string>;
      /** What the image is called once it is built: other processes run it by that name. */
      readonly tag?: string;
    }
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly location: Location;
      /** It is pushed by whoever deploys, and is the only such one there: the repository's image where that has only one. */
      readonly isOwn?: boolean;
    };

export interface Probe extends Location {
  readonly kind: 'liveness' | 'readiness' | 'startup';
  /** HTTP path, or null for other kinds of probe. */
  readonly path: string | null;
}

export interface StopContract {
  readonly signal: string;
  readonly graceMilliseconds: number;
  /** What runs before the signal is sent, and takes that long of the grace; absent where nothing does. */
  readonly delayMilliseconds?: number;
}

/** Something that starts a process: a unit, a compose service, a container of a pod, a line of a Procfile. */
export interface ProcessDeclaration {
  readonly kind: 'process';
  readonly launcher: string;
  /** As its file names it: the program, the compose service, the workload (its container where it has several). */
  readonly name: string;
  /** Null where the reader cannot tell; the path decides then. */
  readonly environment: Environment | null;
  readonly file: string;
  /** The declaration's own place: its header line or key. */
  readonly range: Range;
  readonly image: ImageReference | null;
  /**
   * What starts the process. With an image: replaces ENTRYPOINT and drops CMD (Kubernetes `command`, compose `entrypoint`).
   * Without: the whole command. Null: the image's own.
   */
  readonly entrypoint: Command | null;
  /** Replaces CMD (Kubernetes `args`, compose `command`). Null: the image's own. */
  readonly arguments: Command | null;
  /**
   * Working directory: absolute in a container or on the host, or root-relative (`services/api`); null: the image's,
   * or not known.
   */
  readonly directory: string | null;
  /** In the order they are set: the last of a name wins. */
  readonly variables: readonly Variable[];
  readonly variableSources: readonly VariableSource[];
  /** Annotations and labels of the pod, which operators act on; empty outside Kubernetes. */
  readonly annotations: readonly Variable[];
  readonly stop: StopContract | null;
  readonly probes: readonly Probe[];
  /** It runs once and ends: a release step, an init container, a migration job. */
  readonly oneShot: boolean;
  /** Mounts that stand over the image: host path root-relative → container path. */
  readonly mounts: readonly ImageCopy[];
  /** What else makes it what it is: overlays, what names the instance. The outermost first, whose path says for which environment. */
  readonly layers?: readonly Evidence[];
}

export type Declaration = ImageDeclaration | ProcessDeclaration;

/** A prefix that was taken off a command: an init, a user change, a telemetry wrapper. */
export interface Prefix {
  readonly words: readonly Word[];
  /** Row of `knowledge/prefixes`, or of `knowledge/telemetry` for a telemetry wrapper. */
  readonly name: string;
  readonly kind: 'init' | 'user' | 'environment' | 'shell' | 'script' | 'runner' | 'telemetry' | 'other';
  /** The environment does not reach the command behind it (`env -i`, `sudo` without `-E`). */
  readonly clearsEnvironment: boolean;
}

export type Mechanism = 'in-code' | 'wrapper' | 'runtime-flag' | 'environment' | 'agent' | 'operator' | 'ebpf' | 'none';
export type VerdictState = 'active' | 'inactive' | 'conditional' | 'unknown';
/** Why it is not plainly active: see `TelemetryVerdict.reason`. */
export type VerdictReason = 'dead' | 'disabled' | 'api-only' | 'partial' | 'external';

/** One way in which telemetry starts, or would start, on a launch. */
export interface TelemetryPath {
  readonly vendor: string;
  readonly mechanism: Mechanism;
  readonly signals: readonly Signal[];
  readonly state: VerdictState;
  readonly reason: VerdictReason | null;
  /** Source text of the condition, for `conditional`. */
  readonly condition: string | null;
  readonly evidence: readonly Evidence[];
}

/** What becomes of telemetry on a launch: the best of its paths, and all of them. */
export interface TelemetryVerdict {
  readonly state: VerdictState;
  readonly signals: readonly Signal[];
  readonly vendor: string | null;
  readonly mechanism: Mechanism;
  readonly reason: VerdictReason | null;
  readonly evidence: readonly Evidence[];
  readonly paths: readonly TelemetryPath[];
}

/**
 * Somebody says that telemetry is there: a documented command with a wrapper, an image layer that an override dropped,
 * an initialiser that nothing imports, a package that is installed for nothing.
 */
export interface TelemetryPromise extends Evidence {
  readonly kind: 'documented' | 'lost-layer' | 'dead-initialiser' | 'package' | 'profile';
  readonly vendor: string;
  /** The words to put before the command or behind its interpreter to keep the promise; empty where that is not how it is kept. */
  readonly words: readonly string[];
  /** `before`: words are a wrapper of the command; `after-interpreter`: words are flags of it. */
  readonly placement: 'before' | 'after-interpreter';
  readonly mechanism: Mechanism;
}

export interface EntryPoint {
  readonly file: string;
  /** `app` of `main:app`, a handler function. */
  readonly symbol: string | null;
  /** Started by its path or `-m`, so a main guard is true; imported by a server otherwise. */
  readonly asMain: boolean;
}

/** How one environment starts a service. */
export interface Launch {
  readonly service: string;
  readonly environment: Environment;
  /** Reader name, or the profile's manager name. */
  readonly launcher: string;
  /** As the artifact names the process. */
  readonly name: string;
  /** What is executed once every prefix is taken off: `python my_app.py`. */
  readonly argv: readonly Word[];
  /** Outermost first. */
  readonly prefixes: readonly Prefix[];
  /** Root-relative working directory, null where it cannot be known. */
  readonly directory: string | null;
  /** Later layers have won: at most one per name. */
  readonly variables: readonly Variable[];
  /**
   * What may set variables that `variables` does not hold: a secret, an env file of the host, the platform. Empty: it
   * holds all of them.
   */
  readonly openVariables: readonly Evidence[];
  readonly entryPoint: EntryPoint | null;
  /** Why there is no entry point; null where there is one. */
  readonly unresolved: string | null;
  /**
   * The entry point should be there and is not: the path the command names, when the repository is where it would come from.
   * Null in every other case, also when it cannot be known.
   */
  readonly missingTarget: string | null;
  /** Where production starts it: the winning command line. */
  readonly commandLocation: Location;
  /** The layers that made the command, the winning one first. */
  readonly evidence: readonly Evidence[];
  readonly stop: StopContract;
  readonly probes: readonly Probe[];
  readonly oneShot: boolean;
  readonly telemetry: TelemetryVerdict;
  readonly promises: readonly TelemetryPromise[];
}

export interface Health {
  readonly liveness: string | null;
  readonly readiness: string | null;
}

/** A unit that production starts. */
export interface Service {
  readonly name: string;
  /** Root-relative directory, `.` for the repository itself. */
  readonly root: string;
  readonly language: string | null;
  readonly launches: readonly Launch[];
  readonly health: Health;
  /** Libraries its entry points log with. */
  readonly loggers: readonly string[];
  readonly flags: readonly string[];
  /** Names of the packages that its manifests ask for in production, as `Dependency.name`; empty where none is read. */
  readonly packages: readonly string[];
  /** Files that its launches evaluate on the way from their entry points, sorted; empty where that is not known. */
  readonly modules: readonly string[];
}

/**
 * What a manifest answers for a flag: `on` and `constant` the same to everybody, `off` a value that switches nothing on,
 * `disabled` nothing, so that the default of the code holds; `varies` by who asks; `unknown`: the manifest does not decide it.
 */
export type FlagState = 'on' | 'off' | 'constant' | 'disabled' | 'varies' | 'unknown';

export interface FlagDefinition {
  readonly key: string;
  /** Where the key is written. */
  readonly range: Range;
  readonly state: FlagState;
  /** Value that everybody gets, as text; null where there is no one value. */
  readonly value: string | null;
  /** What shows the state, where that is not the key. */
  readonly stateRange: Range | null;
}

/** A file of the repository that says which feature flags there are. */
export interface FlagManifest {
  readonly file: string;
  /** Row of `knowledge/flags` whose questions it answers; `helper` for a list that belongs to none. */
  readonly provider: string;
  /** How people call the format: `flagd`, `OpenFeature manifest`. */
  readonly format: string;
  readonly flags: readonly FlagDefinition[];
  /** A flag that none of the provider's manifests has does not exist; false for copies and partial lists. */
  readonly complete: boolean;
  /** The profile names it. */
  readonly declared: boolean;
}

export interface Production {
  /** The profile of the repository; null with an inferred Production. */
  readonly profile: LoadedProfile | null;
  readonly services: readonly Service[];
  /** Every file whose text took part, by path: entry points, modules on their import path, artifacts, documents. */
  readonly sources: ReadonlyMap<string, SourceFile>;
  /** What could not be read, each at its place. */
  readonly faults: readonly Fault[];
  readonly flagManifests: readonly FlagManifest[];
  /** Equal for equal content; what was computed from an equal Production still holds. */
  readonly key: string;
}

/** All launches with their service, in order. */
export function launchesOf(production: Production): { service: Service; launch: Launch }[] {
  return production.services.flatMap((service) => service.launches.map((launch) => ({ service, launch })));
}

/** The service whose root is the nearest ancestor of a file. */
export function serviceOf(production: Production, file: string): Service | null {
  let best: Service | null = null;
  for (const service of production.services) {
    const inside = service.root === '.' || file.startsWith(`${service.root}/`);
    if (inside && (best === null || best.root === '.' || service.root.length > best.root.length)) best = service;
  }
  return best;
}

/** The command as a person would type it. */
export function commandText(words: readonly Word[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./$~{}-]+$/.test(word.value) ? word.value : JSON.stringify(word.value)))
    .join(' ');
}
