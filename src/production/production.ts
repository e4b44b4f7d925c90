/**
 * `production/` turns what a repository declares into Production: which processes are started, by what command, from
 * which source file, and what becomes of their telemetry on the way. It imports `model`, `knowledge` and `syntax`.
 *
 * This file is the road through it: declarations of all readers (`launchers/`) → starts, once image and orchestrator are
 * put together (`starts.ts`) → launches, once commands are followed (`command.ts`, `entryPoint.ts`) and judged
 * (`telemetry/`) → services → promises.
 */
import { helperProvider } from '../knowledge/flags.ts';
import { vendors } from '../knowledge/telemetry/index.ts';
import { stableHash } from '../model/finding.ts';
import type { FlagManifest, Launch, Production, Service } from '../model/production.ts';
import type { LoadedProfile } from '../model/profile.ts';
import type { Fault, SourceFile } from '../model/source.ts';
import { readDeclarations } from './declarations.ts';
import { readDocuments } from './documents.ts';
import type { Documents } from './documents.ts';
import { indexImages } from './images.ts';
import { readFlagManifests } from './flags/manifests.ts';
import type { ProductionInput } from './input.ts';
import { draftLaunches, memoisedWalk } from './launches.ts';
import type { LaunchContext, LaunchDraft } from './launches.ts';
import { dependenciesOf, holdsModule, manifestDirectories } from './packages.ts';
import { basename } from './paths.ts';
import { declaredLaunches, isDeclared } from './profileLaunches.ts';
import type { DeclaredLaunch } from './profileLaunches.ts';
import { hasOnlyApi, promisesFor, withReason } from './promises.ts';
import { createRepository } from './repository.ts';
import { groupLaunches } from './services.ts';
import type { ServiceDraft } from './services.ts';
import { startOfImage, startOfProcess, startsByItself } from './starts.ts';
import type { Start } from './starts.ts';
import { createModuleSource } from './telemetry/moduleGraph.ts';
import { noteSettingFiles } from './telemetry/settingFiles.ts';
import type { WalkContext } from './telemetry/walk.ts';

export type { ProductionInput } from './input.ts';

/** @throws never for bad input: what cannot be read or followed is in `faults`, and costs only itself */
export async function buildProduction(input: ProductionInput): Promise<Production> {
  const repository = createRepository(input);
  let walking: Promise<WalkContext> | null = null;
  const walkContext = (): Promise<WalkContext> =>
    (walking ??= createModuleSource(repository).then((source) => ({ source, vendors })));
  const context: LaunchContext = {
    repository,
    shell: input.shell,
    vendors,
    profile: input.profile,
    walk: memoisedWalk(walkContext),
  };
  const { declarations, faults } = await readDeclarations(input, repository);
  const problems: Fault[] = [...faults];
  const processes = declarations.filter((declaration) => declaration.kind === 'process');
  repository.declare(processes);
  const images = indexImages(
    declarations.filter((declaration) => declaration.kind === 'image'),
    (name) => holdsModule(name, repository),
    processes.flatMap((process) =>
      process.image?.kind === 'build' ? [{ name: process.name, file: process.file, reference: process.image }] : [],
    ),
  );
  const starts: Start[] = [];
  for (const process of processes) starts.push(await startOfProcess(process, images, repository, input.profile));
  for (const image of images.all) {
    if (startsByItself(image, starts)) starts.push(startOfImage(image, images, repository, input.profile));
  }
  const declared = await declaredLaunches(input.profile, repository);
  const named = new Set(declared.map(({ name }) => name));
  const drafts: LaunchDraft[] = [];
  for (const start of starts) {
    const found = await drafting(start, context, problems);
    drafts.push(...found.filter((draft) => isOfHere(draft, starts, named)));
  }
  const followed = drafts.filter((draft) => !isStartedByOther(draft, drafts));
  drafts.splice(0, drafts.length, ...followed);
  const manifests = manifestDirectories(repository);
  for (const launch of declared) {
    const own = groupLaunches(drafts, manifests, input.profile).find((group) => group.declared === launch.service);
    if (own?.launches.some((draft) => isDeclared(launch, draft)) === true || launch.start === null) continue;
    drafts.push(...(await drafting(launch.start, context, problems)));
  }
  const groups = groupLaunches(drafts, manifests, input.profile).map((group) => ({
    ...group,
    launches: group.launches.map((draft) => withDeclaration(draft, group, declared)),
  }));
  const documents = await readDocuments(repository, vendors, input.shell);
  const services: Service[] = [];
  for (const group of groups) services.push(await serviceOf(group, groups, documents, context));
  for (const draft of drafts) {
    const entry = draft.launch.entryPoint?.file;
    const source = entry === undefined ? null : await repository.source(entry);
    if (source !== null) repository.note(source);
  }
  await noteSettingFiles(drafts, repository);
  const { profile } = input;
  const { manifests: flagManifests, faults: flagFaults } = await readFlagManifests(repository, profile);
  problems.push(...flagFaults);
  const sources = new Map([...repository.noted].sort(([one], [other]) => (one < other ? -1 : 1)));
  const key = keyOf(services, problems, flagManifests, sources, profile);
  return { profile, services, sources, faults: problems, flagManifests, key };
}

async function drafting(start: Start, context: LaunchContext, faults: Fault[]): Promise<readonly LaunchDraft[]> {
  try {
    return await draftLaunches(start, context);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const { file, range } = start.commandLocation;
    faults.push({
      kind: 'artifact',
      severity: 'error',
      message: `${start.launcher} ${start.name} could not be followed: ${why}`,
      file,
      range,
    });
    return [];
  }
}

/** Databases, proxies and what else runs beside the repository's own programs are no services of it. */
function isOfHere({ launch, start }: LaunchDraft, starts: readonly Start[], named: ReadonlySet<string>): boolean {
  if (launch.entryPoint !== null || named.has(launch.name)) return true;
  // What is built from a file that is not here is still the repository's own.
  const external = start.process?.image?.kind === 'name' && start.image === null;
  if (external) return false;
  // What a host does now and then is mostly the host's own.
  if (start.process?.oneShot === true && hostManagers.has(start.launcher)) return false;
  // What a supervisor starts are launches of their own.
  const program = basename(launch.argv[0]?.value ?? '');
  const own = supervisors.get(program);
  return own === undefined || !starts.some((other) => other.launcher === own);
}

/** Programs that only start what their files say, and the launcher of those. */
const supervisors: ReadonlyMap<string, string> = new Map([
  ['supervisord', 'supervisord'],
  ['circusd', 'circus'],
  ['init', 's6'],
  ['s6-svscan', 's6'],
  ['runsvdir', 'runit'],
]);
const hostManagers: ReadonlySet<string> = new Set(['cron', 's6']);

/** Another launch runs the manager over this file: how that one starts it is how it is started. */
function isStartedByOther({ start, launch }: LaunchDraft, drafts: readonly LaunchDraft[]): boolean {
  const launcher = start.process?.launcher;
  if (start.process === null) return false;
  const { file, range } = start.process;
  // A Procfile in a folder of its own, or a table of jobs, that another command names.
  if ((launcher === 'procfile' && file.includes('/')) || launcher === 'cron') {
    return drafts.some(
      (other) =>
        other.start.process?.file !== file &&
        other.launch.entryPoint !== null &&
        (launch.entryPoint === null || other.launch.environment !== 'development') &&
        other.program.evidence.some(
          (evidence) =>
            evidence.file === file && evidence.range.start <= range.end && range.start <= evidence.range.end,
        ),
    );
  }
  if (launcher !== 'pm2' && launcher !== 'uwsgi') return false;
  const names = (other: LaunchDraft): boolean =>
    launcher === 'uwsgi'
      ? other.launch.argv.some(({ value }) => basename(value) === basename(file)) || runsApplication(other, launch)
      : other.program.evidence.some((evidence) => evidence.file === file);
  return drafts.some(
    (other) =>
      other.start.process?.file !== file &&
      names(other) &&
      (other.launch.environment === launch.environment || other.launch.environment === 'production'),
  );
}

/** uWSGI runs it already, with words of its own or with a file that has another name where it runs. */
function runsApplication({ launch }: LaunchDraft, other: LaunchDraft['launch']): boolean {
  const program = basename(launch.argv[0]?.value ?? '');
  return program === 'uwsgi' && (launch.entryPoint === null || launch.entryPoint.file === other.entryPoint?.file);
}

/** The profile and the file it cites are evidence of a launch that an artifact declares. */
function withDeclaration(draft: LaunchDraft, group: ServiceDraft, declared: readonly DeclaredLaunch[]): LaunchDraft {
  const own = declared.find((launch) => launch.service === group.declared && isDeclared(launch, draft));
  if (own === undefined || own.start === draft.start) return draft;
  const evidence = [...draft.launch.evidence, ...own.evidence];
  return { ...draft, launch: { ...draft.launch, evidence } };
}

async function serviceOf(
  group: ServiceDraft,
  groups: readonly ServiceDraft[],
  documents: Documents,
  context: LaunchContext,
): Promise<Service> {
  const all = groups.flatMap(({ launches }) => launches);
  const entryFiles = new Set(all.flatMap(({ launch }) => launch.entryPoint?.file ?? []));
  const directories = new Set(all.flatMap(({ launch }) => launch.directory ?? []));
  const otherRoots = groups.map(({ root }) => root).filter((root) => root !== group.root);
  const launches: Launch[] = [];
  for (const draft of group.launches) {
    const sameEntry = all.filter((other) => other.launch.entryPoint?.file === draft.launch.entryPoint?.file);
    const development = sameEntry.filter((other) => other.launch.environment === 'development');
    // The image is started by something that keeps the promise: alone it is how nobody runs it.
    const kept =
      draft.start.process === null &&
      draft.start.image !== null &&
      sameEntry.some(
        ({ start, launch }) =>
          start.image === draft.start.image &&
          launch.telemetry.state === 'active' &&
          launch.environment !== 'development',
      );
    const promises = kept
      ? []
      : await promisesFor({
          draft,
          root: group.root,
          otherRoots,
          entryFiles,
          directories,
          development,
          documents,
          context,
        });
    const onlyApi = draft.launch.telemetry.state === 'inactive' && (await hasOnlyApi(draft, group.root, context));
    const telemetry = withReason(draft.launch.telemetry, promises, onlyApi);
    launches.push({ ...draft.launch, telemetry, service: group.name, promises });
  }
  return {
    name: group.name,
    root: group.root,
    language: languageOf(group, context),
    launches,
    health: healthOf(group, context.profile),
    loggers: await loggersOf(group, context),
    flags: await flagsOf(group, context),
    packages: await packagesOf(group.root, context),
    modules: [...new Set(group.launches.flatMap((draft) => [...draft.modules]))].sort(),
  };
}

function languageOf({ launches }: ServiceDraft, { repository }: LaunchContext): string | null {
  for (const { launch } of launches) {
    const language = launch.entryPoint === null ? null : repository.language(launch.entryPoint.file);
    if (language !== null) return language.name;
  }
  return launches.map(({ entry }) => entry.language).find((language) => language !== null) ?? null;
}

function healthOf({ launches, declared }: ServiceDraft, profile: LoadedProfile | null): Service['health'] {
  const probes = launches.flatMap(({ launch }) => launch.probes);
  const own = declared < 0 ? undefined : profile?.value.services?.[declared]?.health;
  const path = (kind: 'liveness' | 'readiness'): string | null =>
    own?.[kind] ?? probes.find((probe) => probe.kind === kind && probe.path !== null)?.path ?? null;
  return { liveness: path('liveness'), readiness: path('readiness') };
}

async function loggersOf({ launches }: ServiceDraft, { repository }: LaunchContext): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const file of new Set(launches.flatMap(({ launch }) => launch.entryPoint?.file ?? []))) {
    const source = await repository.source(file);
    for (const logger of source?.facts?.loggers ?? []) if (logger.library !== 'unknown') found.add(logger.library);
  }
  return [...found];
}

async function packagesOf(root: string, { repository }: LaunchContext): Promise<readonly string[]> {
  const dependencies = await dependenciesOf(root, repository);
  for (const file of new Set(dependencies.map((dependency) => dependency.file))) {
    const text = await repository.read(file);
    if (text !== null && !repository.noted.has(file)) repository.note({ path: file, text, facts: null });
  }
  return [...new Set(dependencies.map(({ name }) => name))].sort();
}

/** Providers that its entry points ask for flags. */
async function flagsOf({ launches }: ServiceDraft, { repository }: LaunchContext): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const file of new Set(launches.flatMap(({ launch }) => launch.entryPoint?.file ?? []))) {
    const source = await repository.source(file);
    for (const { provider } of source?.facts?.flagChecks ?? []) if (provider !== helperProvider) found.add(provider);
  }
  return [...found];
}

/** The engine keeps a file's object while its text is the same, so a text is hashed once. */
const hashes = new WeakMap<SourceFile, string>();

function hashOf(file: SourceFile): string {
  let hash = hashes.get(file);
  if (hash === undefined) hashes.set(file, (hash = stableHash(file.text)));
  return hash;
}

/** Everything a rule can see of it: the services with their places, the faults, the texts of the sources. */
function keyOf(
  services: readonly Service[],
  faults: readonly Fault[],
  flagManifests: readonly FlagManifest[],
  sources: ReadonlyMap<string, SourceFile>,
  profile: LoadedProfile | null,
): string {
  const texts = [...sources].map(([path, file]) => [path, hashOf(file)]);
  return stableHash(JSON.stringify([services, faults, flagManifests, texts, profile?.text ?? null]));
}
