/**
 * `knowledge/` holds typed tables of what libraries and tools do; it imports `model` only. This folder has one file per
 * telemetry vendor, each exporting one constant whose name ends in `Vendor`; `npm run generate` writes the index.
 *
 * A row says how a vendor's telemetry starts (wrapper, runtime flag, environment, a call or an import in code), what
 * turns it off, and how to start it in code where nothing does.
 */
import type { Signal } from '../../model/facts.ts';

/** A command put before the real one: `opentelemetry-instrument python app.py`. */
export interface TelemetryWrapper {
  readonly ecosystem: string;
  /** The command's own words; only the first may be a path (`/venv/bin/opentelemetry-instrument`). */
  readonly words: readonly string[];
  /** Flags of the wrapper whose value is the next word. Other flags stand alone or carry `=value`. */
  readonly valueFlags: readonly string[];
  /** Every long flag takes a value: the wrapper makes a flag of each of its environment variables. */
  readonly longFlagsTakeValues: boolean;
  /** What follows is not a command but arguments of this interpreter (`newrelic-admin run-python app.py`). */
  readonly interpreter: string | null;
  readonly signals: readonly Signal[];
}

/** A module that starts telemetry when the runtime loads it before the program: `node --require MODULE`, also in NODE_OPTIONS. */
export interface TelemetryPreload {
  readonly ecosystem: string;
  /** As written behind the flag, without `node_modules/` and file extension. */
  readonly module: string;
  /** Flags that work for it, as long forms; best first. */
  readonly flags: readonly ('--require' | '--import')[];
  readonly signals: readonly Signal[];
}

/** An agent that a flag of the command loads before the program: `java -javaagent:/opt/agent.jar -jar app.jar`. */
export interface TelemetryAgent {
  readonly ecosystem: string;
  /** Begin of the flag, which the agent's file follows. */
  readonly flag: string;
  /** Variables that hold such flags for every program of the runtime. */
  readonly variables: readonly string[];
  /** Variables that the runtime does not read, but scripts that start it do. */
  readonly scriptVariables: readonly string[];
  /** A part of the file's name that gives it away. */
  readonly file: string;
  readonly signals: readonly Signal[];
}

/** An environment variable that holds a path of the agent, by which the runtime starts it. */
export interface TelemetryEnvironmentHook {
  /** `*`: the agent is for programs of any kind. */
  readonly ecosystem: string;
  readonly name: string;
  /** A part of the value that gives it away, in whatever case. */
  readonly contains: string;
  readonly signals: readonly Signal[];
  /** Another variable that must turn it on. */
  readonly switchedOn?: { readonly name: string; readonly values: readonly string[] };
}

/** A setting of a framework, as its configuration files write it; its variable is found by the framework's own rule. */
export interface TelemetrySetting {
  /** Dotted names, any one of them. */
  readonly names: readonly string[];
  /** Values that are meant, lower case; of a list, one of its items. Null: anything that is not empty. */
  readonly values: readonly string[] | null;
}

/**
 * Telemetry that starts without a line of code, because a framework, a package loader or the runtime finds a package
 * that is there: Spring Boot starters, gems under `Bundler.require`, applications of an Erlang release.
 */
export interface TelemetryStarter {
  readonly ecosystem: string;
  /** Packages of the program: one of each list must be there. A trailing `*` stands for any rest. */
  readonly packages: readonly (readonly string[])[];
  readonly signals: readonly Signal[];
  /** Default `in-code`: what starts it is code of the program's own packages. */
  readonly mechanism?: 'in-code' | 'environment';
  /** Variables that must hold one of the values (lower case). */
  readonly variables?: readonly { readonly name: string; readonly values: readonly string[] }[];
  /** Settings that must be made; each one of them. */
  readonly settings?: readonly TelemetrySetting[];
  /** Settings that turn it off. */
  readonly unless?: readonly TelemetrySetting[];
  /** Silent unless one of these variables, settings or files is there. */
  readonly guard?: {
    readonly variables: readonly string[];
    readonly settings?: readonly string[];
    readonly files?: readonly string[];
  };
  /** Text of code that runs, without which nothing loads the packages. */
  readonly loader?: string;
  /** Modules of the package that the loader must load, where not the one of its own name starts it. */
  readonly loads?: readonly string[];
}

/** An option of a server that makes it send telemetry of its own: a flag, or an assignment in its configuration. */
export interface TelemetryServerOption {
  readonly ecosystem: string;
  /** Flag of the command, without value. */
  readonly flag: string;
  /** What the flag's value begins with, where not any value means it. */
  readonly values?: readonly string[];
  /** Name that a configuration file of the server in the program's language gives a value. */
  readonly assignment: string;
  readonly signals: readonly Signal[];
}

/** A module of a server that runs no source of the repository: what its configuration says where it is on. */
export interface TelemetryServerModule {
  /** `ServerProgram.id`. */
  readonly program: 'nginx' | 'envoy';
  readonly says: RegExp;
  /** The directive's word, by which a script that takes it out is known. */
  readonly word: RegExp;
  readonly signals: readonly Signal[];
}

/** An agent that the image installs into the runtime, by what the lines that build it say. */
export interface TelemetryInstallation {
  readonly ecosystem: string;
  /** A command of the build that installs it. */
  readonly command: RegExp;
  readonly signals: readonly Signal[];
  /** Silent unless one of these variables is set, or the build writes one of these settings. */
  readonly guard?: readonly string[];
}

/** Code that starts telemetry: a call, an import that is enough by itself, or a setting. Exactly one of them is there. */
export interface TelemetryInitialiser {
  readonly ecosystem: string;
  /** Resolved path of the callee as `CallFact.path` has it; a `.default` segment of a default import is left out. */
  readonly call?: string;
  /** Name of a method that says enough by itself, whatever it is called on, as extension methods do. */
  readonly method?: string;
  /** Names of which one must stand before the method in its chain of calls. */
  readonly behind?: readonly string[];
  /** Module whose evaluation starts it, as written in the import. */
  readonly import?: string;
  /** String among a framework's settings that makes the framework load it, as in Django's INSTALLED_APPS. */
  readonly setting?: string;
  /** The call's first argument is this string. */
  readonly argument?: string;
  /** It is a route: of a process that answers no requests it is nothing. */
  readonly served?: true;
  /** The call is `new X()`. */
  readonly constructs?: boolean;
  readonly signals: readonly Signal[];
  /** `built`: prepares it, but something else must start it; seen alone it proves nothing either way. Default `starts`. */
  readonly strength?: 'starts' | 'built';
  /** It is silent unless one of these variables is set, or one of `guardArguments` is given. */
  readonly guard?: readonly string[];
  /**
   * Names of arguments (keywords, or keys of an options object) that make the guard unnecessary; a first argument
   * without a name does as well, unless there are said to be none.
   */
  readonly guardArguments?: readonly string[];
  /** Arguments (keywords, or keys of an options object) whose value turns it on or off. */
  readonly enabledArguments?: readonly string[];
  /** Signals that come with an argument (keyword, or key of an options object). */
  readonly argumentSignals?: readonly { readonly names: readonly string[]; readonly signals: readonly Signal[] }[];
}

/** A variable whose value silences telemetry that was started. */
export interface TelemetrySwitch {
  readonly name: string;
  /** Lower case. */
  readonly values: readonly string[];
  readonly signals: readonly Signal[];
}

/** Signals that come only with a variable (`DD_RUNTIME_METRICS_ENABLED`), or only since a version of a package. */
export type TelemetryExtra =
  | {
      readonly variable: string;
      readonly values: readonly string[];
      readonly signals: readonly Signal[];
      /** Ecosystems whose SDKs do not read it by themselves. */
      readonly notIn?: readonly string[];
    }
  | {
      readonly ecosystem: string;
      readonly package: string;
      readonly since: string;
      /** Only of what has this signal as well. */
      readonly beside?: Signal;
      readonly signals: readonly Signal[];
    };

export interface TelemetryPackages {
  readonly ecosystem: string;
  /** Packages that make telemetry when they are started. A trailing `*` stands for any rest. */
  readonly sdk: readonly string[];
  /** Packages that only offer an interface: without an SDK all that is done with them is lost. */
  readonly api: readonly string[];
  /** Packages that may start telemetry beside what they are there for: nobody promises it by having them. */
  readonly may?: readonly string[];
}

/** The smallest correct start in code, written with single quotes and semicolons where the language has them. */
export interface TelemetryStart {
  readonly ecosystem: string;
  /** Node: the module system it is written for; null elsewhere. */
  readonly moduleSystem: 'esm' | 'commonjs' | null;
  /** Import lines, in order. */
  readonly imports: readonly string[];
  /** Statements after the imports, to run before all other code. */
  readonly statements: readonly string[];
  /** Packages that must be installed. */
  readonly packages: readonly string[];
}

/** Marks by which something outside the repository injects telemetry, such as an annotation that an operator reads. */
export interface TelemetryInjection {
  readonly ecosystem: string;
  /** Name of the Kubernetes annotation or label. */
  readonly annotation: string;
  /** The platform that the artifact is written for acts on it by itself. Default: something has to be installed there. */
  readonly byPlatform?: true;
  /** What it then sends. */
  readonly signals?: readonly Signal[];
  /** Text of the manifest by which the repository installs what acts on it. */
  readonly installedBy?: RegExp;
}

/** An agent of the JVM, by a part of its file's name. */
export function javaAgent(file: string, signals: readonly Signal[]): TelemetryAgent {
  return {
    ecosystem: 'jvm',
    flag: '-javaagent:',
    variables: ['JAVA_TOOL_OPTIONS', 'JDK_JAVA_OPTIONS', '_JAVA_OPTIONS'],
    scriptVariables: [
      'JAVA_OPTS',
      'CATALINA_OPTS',
      'JAVA_OPTIONS',
      'JVM_OPTS',
      'JAVA_ARGS',
      'JVM_ARGS',
      'JAVA_OPTS_APPEND',
    ],
    file,
    signals,
  };
}

export interface TelemetryVendor {
  /** Stable id, as in the profile and in reports. */
  readonly name: string;
  /** As people write it. */
  readonly label: string;
  readonly wrappers: readonly TelemetryWrapper[];
  readonly preloads: readonly TelemetryPreload[];
  /** Modules that only prepare the module loader and start nothing, as `preloads` writes them. */
  readonly loaderHooks: readonly string[];
  readonly agents: readonly TelemetryAgent[];
  readonly environmentHooks: readonly TelemetryEnvironmentHook[];
  readonly starters: readonly TelemetryStarter[];
  readonly installations: readonly TelemetryInstallation[];
  readonly serverOptions: readonly TelemetryServerOption[];
  readonly serverModules: readonly TelemetryServerModule[];
  readonly initialisers: readonly TelemetryInitialiser[];
  readonly switches: readonly TelemetrySwitch[];
  readonly extras: readonly TelemetryExtra[];
  readonly packages: readonly TelemetryPackages[];
  readonly injections: readonly TelemetryInjection[];
  readonly startInCode: readonly TelemetryStart[];
}

/** A profiler of .NET, by the id that the runtime loads it by, and the variables of both runtimes. */
export function dotnetProfiler(id: string, signals: readonly Signal[]): TelemetryEnvironmentHook[] {
  return ['CORECLR', 'COR'].map((runtime) => ({
    ecosystem: 'dotnet',
    name: `${runtime}_PROFILER`,
    contains: id,
    signals,
    switchedOn: { name: `${runtime}_ENABLE_PROFILING`, values: ['1', 'true'] },
  }));
}

/** What most vendors have nothing of. */
export const vendorDefaults: Omit<TelemetryVendor, 'name' | 'label'> = {
  wrappers: [],
  preloads: [],
  loaderHooks: [],
  agents: [],
  environmentHooks: [],
  starters: [],
  installations: [],
  serverOptions: [],
  serverModules: [],
  initialisers: [],
  switches: [],
  extras: [],
  packages: [],
  injections: [],
  startInCode: [],
};
