/**
 * What becomes of telemetry on one launch. `telemetry/` looks for every way in which it could start (wrapper, runtime
 * flag, environment, code, framework hook, injection) and says how each comes out; `inactive` is said only where
 * nothing is left that could not be seen.
 */
import type { Signal } from '../../model/facts.ts';
import type { Evidence } from '../../model/finding.ts';
import type { FileView } from '../containerPaths.ts';
import type {
  EntryPoint,
  ImageDeclaration,
  Prefix,
  Snippet,
  TelemetryPath,
  TelemetryVerdict,
  Variable,
  VerdictState,
  Word,
} from '../../model/production.ts';
import type { TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { ResolvedEntry } from '../entries/question.ts';
import { packagesOfProgram } from '../manifests/programPackages.ts';
import { join } from '../paths.ts';
import { addsUnknownVariables } from '../prefixes.ts';
import type { Repository } from '../repository.ts';
import type { Variables } from '../shellSource.ts';
import {
  agentPaths,
  classifyPreload,
  environmentPaths,
  evidenceOfVariable,
  preloadsOfOptions,
  serverPaths,
  wrapperOf,
} from './channels.ts';
import { givenOptions } from './givenOptions.ts';
import { inCodePaths } from './inCode.ts';
import { injectionPaths } from './injections.ts';
import { servedBy } from './served.ts';
import type { Walk, WalkQuestion } from './walk.ts';
import { settingsOf } from './settings.ts';
import { serverModulePaths } from './serverModules.ts';
import { afterSwitches, withExtras } from './silence.ts';
import { installationPaths, mayStart, starterPaths } from './starters.ts';

export interface VerdictQuestion {
  /** The command that is left when every prefix is off. */
  readonly argv: readonly Word[];
  readonly prefixes: readonly Prefix[];
  readonly variables: Variables;
  readonly entry: ResolvedEntry;
  readonly annotations: readonly Variable[];
  /** What builds the image that it runs in. */
  readonly runs: readonly Snippet[];
  /** Mechanisms that the profile says inject telemetry. */
  readonly injectedBy: readonly string[];
  /** An image outside the repository whose entry point or variables may start it; null where there is none. */
  readonly unknownBase: string | null;
  readonly vendors: readonly TelemetryVendor[];
  readonly repository: Repository;
  readonly image: ImageDeclaration | null;
  readonly view: FileView;
  /** What the launch mounts, root-relative. */
  readonly mounted: readonly string[];
  /** Scripts of the repository that the command goes through. */
  readonly scripts: readonly string[];
  /** Version of a package that the service depends on. */
  versionOf(name: string): string | null;
  /** The file of the repository that a preload names. */
  fileOf(path: string): Promise<string | null>;
  /** Memoised: several launches share an entry point. */
  walk(question: WalkQuestion): Promise<Walk>;
}

export interface VerdictAnswer {
  readonly verdict: TelemetryVerdict;
  /** Files that the program evaluates. */
  readonly modules: ReadonlySet<string>;
}

export async function judge(question: VerdictQuestion): Promise<VerdictAnswer> {
  const { entry, vendors, variables, prefixes } = question;
  const paths: TelemetryPath[] = [];
  const reasons: string[] = [];
  paths.push(...wrapperPaths(question));
  const { ecosystem } = entry;
  let modules: ReadonlySet<string> = new Set();
  let complete = true;
  paths.push(...environmentPaths(vendors, ecosystem, variables, !entry.isolated));
  paths.push(...agentPaths(vendors, ecosystem, question.argv, variables, question));
  const server = ecosystem === null ? await serverModulePaths(question) : null;
  paths.push(...(server?.paths ?? []));
  if (server?.seen !== true && (ecosystem === null || !isKnown(ecosystem, vendors))) reasons.push('language');
  // What is built is not what the repository holds.
  if (question.runs.some(({ text }) => patchesSource.test(text))) reasons.push('patched');
  if (ecosystem !== null) {
    paths.push(...(await preloadPaths(question)));
    paths.push(...installationPaths(vendors, ecosystem, question.runs, variables));
    const read = (path: string): Promise<string | null> => question.repository.read(path);
    paths.push(...(await serverPaths(vendors, ecosystem, question.argv, entry.hooks, read)));
    if (entry.entryPoint === null) {
      const byPackages =
        entry.module === undefined
          ? null
          : await packagePaths(question, join(entry.module, 'main') ?? '', ecosystem, modules);
      paths.push(...(byPackages?.paths ?? []));
      if (byPackages?.seen !== true) reasons.push('entry point');
    } else {
      const walked = servedBy(await question.walk(walkOf(question, [entry.entryPoint], entry.hooks)), question);
      const options = await givenOptions(walked.reached, vendors, question.repository, entry.roots);
      const inCode = inCodePaths(walked, vendors, variables, 'in-code', options);
      ({ modules, complete } = walked);
      const byPackages = await packagePaths(question, entry.entryPoint.file, ecosystem, modules);
      paths.push(...inCode, ...byPackages.paths);
      // Of gems, names say little about what they load.
      const suspected = walked.suspected && ecosystem === 'ruby';
      if (byPackages.seen !== null) complete = byPackages.seen && !suspected;
    }
  }
  paths.push(...(await injectionPaths(vendors, ecosystem, question.annotations, question.repository)));
  const heard = paths.map((path) => heardPath(path, question));
  const cleared = prefixes.some((prefix) => prefix.clearsEnvironment);
  const open =
    reasons.length > 0 ||
    !complete ||
    question.injectedBy.length > 0 ||
    question.unknownBase !== null ||
    (!cleared && prefixes.some(addsUnknownVariables));
  return { verdict: best(heard, open, question), modules };
}

/** `patch -p1 < fix.patch`, `git apply fix.patch`. */
const patchesSource = /(?:^|[\s;&|])(?:patch\s+(?:-\S+\s+)*(?:<|-i|\S+\.(?:patch|diff)\b)|git\s+(?:apply|am)\b)/m;

/** Of languages that no row speaks of nothing can be said: what is not found there may be there. */
function isKnown(ecosystem: string, vendors: readonly TelemetryVendor[]): boolean {
  return vendors.some(({ initialisers, packages }) =>
    [...initialisers, ...packages].some((row) => row.ecosystem === ecosystem),
  );
}

/** What packages start, and what they tell of the rest: `seen` is null where they tell nothing. */
async function packagePaths(
  question: VerdictQuestion,
  file: string,
  ecosystem: string,
  modules: ReadonlySet<string>,
): Promise<{ readonly paths: readonly TelemetryPath[]; readonly seen: boolean | null }> {
  const { vendors, variables, repository, argv } = question;
  const packages = await packagesOfProgram(file, ecosystem, repository);
  if (packages === null) return { paths: [], seen: null };
  const settings = await settingsOf({ packages, ecosystem, argv, variables, repository });
  const { paths, settled } = await starterPaths({
    vendors,
    ecosystem,
    packages,
    settings,
    variables,
    repository,
    runs: (text) => runsText(text, modules, packages.directories, repository),
  });
  if (!mayStart(packages, ecosystem, vendors, settled)) return { paths, seen: packages.complete ? true : null };
  // A framework that looks for what it runs is not followed by calls alone.
  return { paths, seen: foundByFrameworks.has(ecosystem) ? false : null };
}

/** Ecosystems whose frameworks run what they find on their path, so that a walk by calls does not see it all. */
const foundByFrameworks: ReadonlySet<string> = new Set(['jvm', 'ruby', 'php', 'elixir']);

/** Files at their usual place that load what a program has, also where nothing names them. */
const loaders = ['config/application.rb', 'config/boot.rb', 'config.ru', 'config/environment.rb'];

async function runsText(
  text: string,
  modules: ReadonlySet<string>,
  directories: readonly string[],
  repository: Repository,
): Promise<boolean> {
  const usual = directories.flatMap((directory) => loaders.map((name) => join(directory, name)));
  for (const path of [...modules, ...usual]) {
    if (path !== null && (await repository.read(path))?.includes(text) === true) return true;
  }
  return false;
}

export function walkOf(
  { variables, entry }: VerdictQuestion,
  entries: readonly EntryPoint[],
  hooks: readonly string[],
): WalkQuestion {
  return { ecosystem: entry.ecosystem, entries, hooks, roots: entry.roots, variables };
}

function wrapperPaths({ prefixes, entry, vendors }: VerdictQuestion): TelemetryPath[] {
  return prefixes.flatMap((prefix, index): TelemetryPath[] => {
    const found = wrapperOf(prefix, vendors, entry.ecosystem);
    if (found === null) return [];
    const cleared = prefixes.slice(index + 1).find((later) => later.clearsEnvironment);
    const works =
      cleared === undefined && !entry.isolated && (entry.ecosystem === null || entry.ecosystem === found.row.ecosystem);
    const words = prefix.words.map(({ file, range }) => ({ file, range }));
    const [first] = words;
    const evidence = first === undefined ? [] : [{ ...first, label: found.row.words.join(' ') }];
    const killer = cleared?.words[0];
    return [
      {
        vendor: found.vendor.name,
        mechanism: 'wrapper',
        signals: found.row.signals,
        state: works ? 'active' : 'inactive',
        reason: works ? null : 'dead',
        condition: null,
        evidence: [
          ...evidence,
          ...(killer === undefined
            ? []
            : [{ file: killer.file, range: killer.range, label: 'clears the environment' }]),
        ],
      },
    ];
  });
}

/** Modules that flags of the command and NODE_OPTIONS load before the program. */
async function preloadPaths(question: VerdictQuestion): Promise<TelemetryPath[]> {
  const { entry, variables, vendors } = question;
  const paths: TelemetryPath[] = [];
  const given = entry.preloads.map((preload): { module: string; evidence: Evidence[]; tooLate?: true } => {
    const [first] = preload.words;
    const last = preload.words.at(-1);
    const evidence =
      first === undefined || last === undefined
        ? []
        : [
            {
              file: first.file,
              range: { start: first.range.start, end: Math.max(first.range.end, last.range.end) },
              label: preload.flag,
            },
          ];
    return { module: preload.module, evidence };
  });
  const options = entry.ecosystem === 'node' ? variables.get('NODE_OPTIONS') : undefined;
  if (options?.value !== undefined && options.value !== null) {
    for (const { module } of preloadsOfOptions(options.value)) {
      const { tooLate } = options;
      const evidence = [evidenceOfVariable(options, 'NODE_OPTIONS')];
      given.push(tooLate === true ? { module, evidence, tooLate } : { module, evidence });
    }
  } else if (options !== undefined && options.tooLate !== true) {
    paths.push({
      vendor: 'unknown',
      mechanism: 'runtime-flag',
      signals: [],
      state: 'unknown',
      reason: null,
      condition: null,
      evidence: [evidenceOfVariable(options, 'NODE_OPTIONS is not known here')],
    });
  }
  for (const { module, evidence, tooLate } of given) {
    const kind = classifyPreload(module, vendors);
    const path = { mechanism: 'runtime-flag', reason: null, condition: null, evidence } as const;
    const dead = tooLate === true ? ({ state: 'inactive', reason: 'dead' } as const) : {};
    if (tooLate === true && kind.kind === 'suspected') {
      continue;
    } else if (kind.kind === 'vendor') {
      paths.push({ ...path, vendor: kind.vendor.name, signals: kind.row.signals, state: 'active', ...dead });
    } else if (kind.kind === 'suspected') {
      paths.push({ ...path, vendor: 'unknown', signals: [], state: 'unknown' });
    } else if (kind.kind === 'file') {
      const file = await question.fileOf(kind.path);
      if (file === null) {
        if (tooLate !== true) paths.push({ ...path, vendor: 'unknown', signals: [], state: 'unknown' });
        continue;
      }
      const walked = await question.walk(walkOf(question, [{ file, symbol: null, asMain: false }], []));
      const options = await givenOptions(walked.reached, vendors, question.repository, entry.roots);
      const inFile = inCodePaths(walked, vendors, variables, 'runtime-flag', options);
      paths.push(...inFile.map((found) => ({ ...found, evidence: [...evidence, ...found.evidence], ...dead })));
    }
  }
  return paths;
}

/** The path once switches of the environment and extras are counted in. */
function heardPath(path: TelemetryPath, { vendors, variables, entry, versionOf }: VerdictQuestion): TelemetryPath {
  const vendor = vendors.find((candidate) => candidate.name === path.vendor);
  if (vendor === undefined || path.state === 'inactive') return path;
  const signals =
    path.signals.length === 0 ? [] : withExtras(vendor, entry.ecosystem ?? '', path.signals, variables, versionOf);
  const heard = afterSwitches(vendor, signals, variables);
  if (heard.evidence.length === 0) return { ...path, signals };
  if (heard.signals.length > 0)
    return { ...path, signals: heard.signals, evidence: [...path.evidence, ...heard.evidence] };
  return {
    ...path,
    signals: [],
    state: 'inactive',
    reason: 'disabled',
    evidence: [...path.evidence, ...heard.evidence],
  };
}

const order: readonly VerdictState[] = ['active', 'conditional', 'unknown', 'inactive'];

/** The best of the paths; where none is, inactive only when nothing was out of sight. */
function best(paths: readonly TelemetryPath[], open: boolean, question: VerdictQuestion): TelemetryVerdict {
  for (const state of order) {
    const found = paths.filter((path) => path.state === state);
    const [first] = found;
    if (first === undefined) continue;
    if (state === 'inactive' && open) break;
    const signals = new Set<Signal>(state === 'inactive' ? [] : found.flatMap((path) => path.signals));
    // Log lines reach their collector without any of this: alone they are no telemetry of the process.
    if (state === 'active' && signals.size > 0 && [...signals].every((signal) => signal === 'logs')) {
      const rest = best(
        paths.filter((path) => path.state !== 'active'),
        open,
        question,
      );
      if (rest.state !== 'inactive') return rest;
      return {
        ...rest,
        signals: [...signals],
        vendor: first.vendor,
        reason: 'partial',
        evidence: first.evidence,
        paths,
      };
    }
    return {
      state,
      signals: [...signals],
      vendor: first.vendor === 'unknown' ? null : first.vendor,
      mechanism: state === 'inactive' ? 'none' : first.mechanism,
      reason: first.reason,
      evidence: found.flatMap((path) => path.evidence),
      paths,
    };
  }
  return {
    state: open ? 'unknown' : 'inactive',
    signals: [],
    vendor: null,
    mechanism: 'none',
    reason: question.injectedBy.length > 0 ? 'external' : null,
    evidence: [],
    paths,
  };
}
