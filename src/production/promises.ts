/**
 * What somebody says about the telemetry of a launch, beside how it starts: a documented command, a layer that was
 * replaced, an initialiser that nothing reaches, a package that is installed for nothing, the profile. Only what the
 * launch does not keep is a promise here.
 */
import type { Mechanism, TelemetryPromise, TelemetryVerdict } from '../model/production.ts';
import type { LoadedProfile } from '../model/profile.ts';
import { programsOf } from './command.ts';
import { deadInitialisers, nothingDead } from './deadInitialisers.ts';
import type { DocumentedCommand, DocumentedPromise, Documents } from './documents.ts';
import { spanOf } from './documents.ts';
import type { ResolvedEntry } from './entries/question.ts';
import { entryOf } from './launches.ts';
import type { LaunchContext, LaunchDraft } from './launches.ts';
import { dependenciesOf, matchesPackage } from './packages.ts';
import type { Dependency } from './packages.ts';
import { basename, dirname, relativeTo } from './paths.ts';
import type { Program } from './command.ts';
import { classifyPreload, preloadsOfOptions, wrapperOf } from './telemetry/channels.ts';

export interface PromiseQuestion {
  readonly draft: LaunchDraft;
  readonly root: string;
  /** Roots of the other services: their files say nothing about this one. */
  readonly otherRoots: readonly string[];
  /** Entry points of all launches. */
  readonly entryFiles: ReadonlySet<string>;
  /** Working directories of all launches. */
  readonly directories: ReadonlySet<string>;
  /** Launches of the same entry point that nobody runs in production. */
  readonly development: readonly LaunchDraft[];
  readonly documents: Documents;
  readonly context: LaunchContext;
}

const mostOfAKind = 4;

export async function promisesFor(question: PromiseQuestion): Promise<readonly TelemetryPromise[]> {
  const { draft, context } = question;
  const { telemetry } = draft.launch;
  const isActive = telemetry.state === 'active';
  // Metrics of another vendor do not make up for traces that were promised.
  if (isActive && telemetry.signals.includes('traces')) return [];
  const dependencies = isActive ? [] : await dependenciesOf(question.root, context.repository);
  const dead = telemetry.state === 'inactive' ? await deadInitialisers(question) : nothingDead;
  const found = [
    ...(await documented(question)),
    ...startedInDevelopment(question),
    ...(await lostLayers(draft, context)),
    ...dead.promises,
    ...(await installed(draft, dependencies, context)).filter(({ vendor }) => !dead.elsewhere.has(vendor)),
    ...(isActive ? [] : expected(draft, context.profile)),
  ];
  const kept = new Set(telemetry.paths.filter((path) => path.state === 'active').map((path) => path.vendor));
  return found.filter((promise) => !kept.has(promise.vendor));
}

async function documented({
  draft,
  root,
  directories,
  documents,
  context,
}: PromiseQuestion): Promise<TelemetryPromise[]> {
  const entryFile = draft.launch.entryPoint?.file;
  if (entryFile === undefined) return [];
  const found: TelemetryPromise[] = [];
  for (const command of documents.commands) {
    const promise = await promiseFor(entryFile, command, root, directories, documents);
    if (promise === null) continue;
    const apart = promise.directory !== null && promise.directory !== draft.launch.directory;
    found.push({
      ...promise.evidence,
      kind: 'documented',
      vendor: promise.vendor,
      words: apart ? [] : promise.words,
      placement: promise.placement,
      mechanism: promise.mechanism,
    });
    context.repository.note({ path: command.file, text: command.text, facts: null });
    if (found.length >= mostOfAKind) break;
  }
  return found;
}

/**
 * What a documented command promises for an entry point: seen from the document's folder, else from the service that the
 * document is in, else from where services below it run, if only one of them can be meant.
 */
async function promiseFor(
  entryFile: string,
  command: DocumentedCommand,
  root: string,
  directories: ReadonlySet<string>,
  documents: Documents,
): Promise<DocumentedPromise | null> {
  const home = dirname(command.file);
  const own = (promises: readonly DocumentedPromise[]): DocumentedPromise | null =>
    promises.find((promise) => promise.entryFile === entryFile) ?? null;
  const beside = await documents.promises(command, home);
  if (beside.length > 0) return own(beside);
  if (relativeTo(root, command.file) !== null) {
    const inService = await documents.promises(command, root);
    if (inService.length > 0) return own(inService);
  }
  const meant: DocumentedPromise[] = [];
  for (const directory of directories) {
    if (directory !== home && relativeTo(home, directory) !== null)
      meant.push(...(await documents.promises(command, directory)));
  }
  return new Set(meant.map((promise) => promise.entryFile)).size === 1 ? own(meant) : null;
}

/** Development starts the same entry point with telemetry, by means that production does not have. */
function startedInDevelopment({ draft, development, context }: PromiseQuestion): TelemetryPromise[] {
  return development
    .filter((other) => other !== draft && other.launch.telemetry.state === 'active')
    .flatMap((other) => startedBy(other.program, other.entry, context))
    .map((means) => ({ ...means, kind: 'documented' as const, label: 'development starts it so' }))
    .slice(0, 1);
}

/** What the image alone would have started it with, and what the process puts in its place. */
async function lostLayers(draft: LaunchDraft, context: LaunchContext): Promise<TelemetryPromise[]> {
  const { start } = draft;
  const found: TelemetryPromise[] = [];
  if (start.replaced !== null && start.image !== null) {
    const variables = new Map(start.image.variables.map((variable) => [variable.name, variable]));
    const programs = await programsOf(start.replaced, variables, start.image.directory, {
      repository: context.repository,
      view: start.view,
      shell: context.shell,
      vendors: context.vendors,
      production: true,
    });
    const own = programs.find((program) => program.condition === null);
    if (own !== undefined) found.push(...startedBy(own, await entryOf(start, own, context), context));
  }
  for (const variable of start.replacedVariables) {
    if (variable.value === null) continue;
    if (variable.name === 'NODE_OPTIONS') {
      for (const { flag, module } of preloadsOfOptions(variable.value)) {
        const kind = classifyPreload(module, context.vendors);
        if (kind.kind !== 'vendor') continue;
        found.push(promise(variable, kind.vendor.name, [flag, module], 'after-interpreter', 'runtime-flag'));
      }
    }
    for (const vendor of context.vendors) {
      for (const hook of vendor.environmentHooks) {
        if (hook.name !== variable.name || !variable.value.includes(hook.contains)) continue;
        found.push(promise(variable, vendor.name, [], 'before', 'environment'));
      }
    }
  }
  return found.map((means) => ({ ...means, label: 'the image has this' }));
}

function promise(
  { file, range }: { readonly file: string; readonly range: { readonly start: number; readonly end: number } },
  vendor: string,
  words: readonly string[],
  placement: TelemetryPromise['placement'],
  mechanism: Mechanism,
): TelemetryPromise {
  return { file, range, label: '', kind: 'lost-layer', vendor, words, placement, mechanism };
}

/** Wrappers and preloads of vendors that a program is started with. */
function startedBy(program: Program, entry: ResolvedEntry, context: LaunchContext): TelemetryPromise[] {
  const found: TelemetryPromise[] = [];
  for (const prefix of program.prefixes) {
    const wrapper = wrapperOf(prefix, context.vendors, entry.ecosystem);
    const [first] = prefix.words;
    const place = first === undefined ? null : spanOf(prefix.words, first.file);
    if (wrapper === null || place === null) continue;
    const words = prefix.words.map((word) => word.value);
    found.push(promise(place, wrapper.vendor.name, words, 'before', 'wrapper'));
  }
  for (const preload of entry.preloads) {
    const kind = classifyPreload(preload.module, context.vendors);
    const [first] = preload.words;
    const place = first === undefined ? null : spanOf(preload.words, first.file);
    if (kind.kind !== 'vendor' || place === null) continue;
    found.push(promise(place, kind.vendor.name, [preload.flag, preload.module], 'after-interpreter', 'runtime-flag'));
  }
  return found;
}

/** SDKs among the dependencies; an API alone promises nothing. */
async function installed(
  { entry, modules }: LaunchDraft,
  dependencies: readonly Dependency[],
  { vendors, repository }: LaunchContext,
): Promise<TelemetryPromise[]> {
  const found: TelemetryPromise[] = [];
  // One go.mod is for all programs of a module, and each is made of what it imports.
  const texts = entry.ecosystem === 'go' ? await Promise.all([...modules].map((path) => repository.read(path))) : null;
  const isLinked = (name: string): boolean => texts === null || texts.some((text) => text?.includes(`"${name}`));
  for (const vendor of vendors) {
    const rows = vendor.packages.filter((row) => row.ecosystem === entry.ecosystem);
    const dependency = dependencies.find(
      (candidate) =>
        candidate.ecosystem === entry.ecosystem &&
        isLinked(candidate.name) &&
        rows.some((row) => row.sdk.some((pattern) => matchesPackage(pattern, candidate.name, row.ecosystem))),
    );
    if (dependency === undefined) continue;
    found.push({
      file: dependency.file,
      range: dependency.range,
      label: `${basename(dependency.file)} installs this`,
      kind: 'package',
      vendor: vendor.name,
      words: [],
      placement: 'before',
      mechanism: 'none',
    });
  }
  return found;
}

/** Only an API among the dependencies: all that is done with it is lost. */
export async function hasOnlyApi(draft: LaunchDraft, root: string, context: LaunchContext): Promise<boolean> {
  const dependencies = await dependenciesOf(root, context.repository);
  const has = (kind: 'sdk' | 'api'): boolean =>
    context.vendors.some((vendor) =>
      vendor.packages.some(
        (row) =>
          row.ecosystem === draft.entry.ecosystem &&
          row[kind].some((pattern) => dependencies.some(({ name }) => matchesPackage(pattern, name, row.ecosystem))),
      ),
    );
  return has('api') && !has('sdk');
}

function expected({ entry }: LaunchDraft, profile: LoadedProfile | null): TelemetryPromise[] {
  const telemetry = profile?.value.telemetry;
  if (profile === null || telemetry === undefined || entry.ecosystem === null) return [];
  const path = telemetry.vendor === undefined ? ['telemetry', 'require'] : ['telemetry', 'vendor'];
  const range = profile.locate(path);
  if (range === null || (telemetry.vendor === undefined && (telemetry.require ?? []).length === 0)) return [];
  return [
    {
      file: profile.file,
      range,
      label: 'the profile expects this',
      kind: 'profile',
      vendor: telemetry.vendor ?? 'opentelemetry',
      words: [],
      placement: 'before',
      mechanism: 'none',
    },
  ];
}

/** The reason that promises give to a launch without telemetry. */
export function withReason(
  verdict: TelemetryVerdict,
  promises: readonly TelemetryPromise[],
  onlyApi: boolean,
): TelemetryVerdict {
  if (verdict.state !== 'inactive' || verdict.reason !== null) return verdict;
  if (promises.some((candidate) => candidate.kind !== 'profile')) return { ...verdict, reason: 'dead' };
  return onlyApi ? { ...verdict, reason: 'api-only' } : verdict;
}
