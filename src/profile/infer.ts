/** A first profile out of what the repository says of itself, each value with the line it was read from. */
import { commandText, type Launch, type Production, type Service } from '../model/production.ts';
import type { Profile } from '../model/profile.ts';
import type { LineIndex, Location } from '../model/text.ts';
import { lineIndex } from '../model/text.ts';
import { policyOfDocuments } from './policy/fromDocuments.ts';
import { isProse, readProse, type ProseDocument, type Statement } from './prose.ts';
import type { Path } from './tree.ts';
import { writeProfile, type Citation, type InferredProfile, type Source } from './write.ts';

/** The part of the engine that a first profile is made from. */
export interface ProfileSources {
  production(): Promise<Production>;
  paths(): Promise<readonly string[]>;
  text(path: string): Promise<string | null>;
}

const mostDocuments = 40;

/** The text of a first `prodaware.yaml`. */
export async function initialProfile(sources: ProfileSources): Promise<string> {
  return writeProfile(inferProfile(await sources.production(), await proseOf(sources)));
}

/** The documents for people that a profile is inferred from, those nearest to the root first. */
export async function proseOf(sources: Pick<ProfileSources, 'paths' | 'text'>): Promise<ProseDocument[]> {
  const depth = (path: string): number => path.split('/').length;
  const paths = (await sources.paths()).filter(isProse).sort((one, other) => depth(one) - depth(other));
  const documents: ProseDocument[] = [];
  for (const path of paths.slice(0, mostDocuments)) {
    const text = await sources.text(path);
    if (text !== null) documents.push({ path, text });
  }
  return documents;
}

type Cite = (path: Path, value: unknown, source: Source | null) => void;

export function inferProfile(production: Production, documents: readonly ProseDocument[]): InferredProfile {
  const profile: Profile = { version: 1 };
  const citations: Citation[] = [];
  const indexes = new Map<string, LineIndex | null>();
  const sourceOf = ({ file, range }: Location): Source => {
    let index = indexes.get(file);
    if (index === undefined) {
      const text = production.sources.get(file)?.text;
      index = text === undefined ? null : lineIndex(text);
      indexes.set(file, index);
    }
    return { file, line: index?.positionAt(range.start).line ?? null };
  };
  const cite: Cite = (path, value, source) => {
    put(profile, path, value);
    if (source !== null) citations.push({ path, source: { file: source.file, line: source.line } });
  };

  const launchers = production.services.flatMap(({ launches }) => launches.map(({ launcher }) => launcher));
  const statements = readProse(documents, [...launchers, ...serviceManagers]);
  environments(statements, cite);
  for (const [index, service] of production.services.entries()) {
    serviceEntry(service, ['services', index], sourceOf, cite);
    const own = statements.filter((statement) => speaksOf(statement, service, production.services));
    proseOfService(own, service, ['services', index], cite);
  }
  telemetry(production, sourceOf, cite);
  logging(production, sourceOf, cite);
  const lines = new Map(statements.map(({ file, range, line }) => [`${file}:${range.start}`, line]));
  pipeline(statements, ({ file, range }) => ({ file, line: lines.get(`${file}:${range.start}`) ?? null }), cite);
  return { profile, citations };
}

/** Programs that start others and that documents name; what the repository itself uses comes on top. */
const serviceManagers = ['systemd', 'supervisord', 'kubernetes', 'pm2', 'nomad'];

function serviceEntry(service: Service, at: Path, sourceOf: (location: Location) => Source, cite: Cite): void {
  const [first] = service.launches;
  const source = first === undefined ? null : sourceOf(first.commandLocation);
  cite([...at, 'name'], service.name, source);
  cite([...at, 'root'], service.root, source);
  const deployed = service.launches.filter(({ environment }) => environment !== 'development');
  const entryPoints = deployed
    .flatMap(({ entryPoint }) => entryPoint?.file ?? [])
    .flatMap((file) => below(file, service));
  if (entryPoints.length > 0) cite([...at, 'entryPoints'], [...new Set(entryPoints)], source);
  for (const environment of ['production', 'staging'] as const) {
    const launch = agreed(service.launches.filter((candidate) => candidate.environment === environment));
    if (launch === null) continue;
    const own = [...at, 'launch', environment];
    const from = sourceOf(launch.commandLocation);
    cite([...own, 'manager'], launch.launcher, launch.evidence[0] ? sourceOf(launch.evidence[0]) : from);
    const command = commandOf(launch);
    if (command !== '') cite([...own, 'command'], command, from);
    const { directory } = launch;
    if (directory !== null && directory !== service.root && isInside(directory))
      cite([...own, 'directory'], directory, from);
    cite([...own, 'declaredIn'], launch.commandLocation.file, from);
  }
  for (const kind of ['liveness', 'readiness'] as const) {
    const path = service.health[kind];
    if (path === null) continue;
    const probe = deployed.flatMap(({ probes }) => probes).find((one) => one.kind === kind && one.path === path);
    cite([...at, 'health', kind], path, probe === undefined ? null : sourceOf(probe));
  }
}

/** Several launches of one environment are written only where they say the same. */
function agreed(launches: readonly Launch[]): Launch | null {
  const [first] = launches;
  if (first === undefined) return null;
  const same = (launch: Launch): boolean =>
    launch.launcher === first.launcher &&
    commandOf(launch) === commandOf(first) &&
    launch.directory === first.directory;
  return launches.every(same) ? first : null;
}

/** What runs, its telemetry wrapper included. */
function commandOf({ prefixes, argv }: Launch): string {
  const wrappers = prefixes.filter(({ kind }) => kind === 'telemetry').flatMap(({ words }) => words);
  return commandText([...wrappers, ...argv]);
}

function below(file: string, { root }: Service): string[] {
  if (root === '.') return [file];
  return file.startsWith(`${root}/`) ? [file.slice(root.length + 1)] : [];
}

function isInside(path: string): boolean {
  return !path.split('/').includes('..') && !path.includes('\\');
}

function environments(statements: readonly Statement[], cite: Cite): void {
  for (const environment of ['production', 'staging']) {
    const branches = statements.flatMap((statement) =>
      statement.kind === 'branch' && statement.environment === environment ? [statement] : [],
    );
    const agreedBranch = unanimous(branches, ({ branch }) => branch);
    if (agreedBranch) cite(['environments', environment, 'branch'], agreedBranch.branch, agreedBranch);
  }
}

/** A statement is about a service where its document lies in it, or its heading or words name it, or there is no other. */
function speaksOf({ file, about }: Statement, service: Service, services: readonly Service[]): boolean {
  const inside = services.filter(({ root }) => root !== '.' && file.startsWith(`${root}/`));
  if (inside.length > 0) return inside.length === 1 && inside[0] === service;
  const named = services.filter(({ name }) => hasWord(about, name));
  if (named.length > 0) return named.length === 1 && named[0] === service;
  return services.length === 1;
}

function hasWord(text: string, word: string): boolean {
  const letter = /[\w-]/;
  if (word === '') return false;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!letter.test(text[at - 1] ?? ' ') && !letter.test(text[at + word.length] ?? ' ')) return true;
  }
  return false;
}

/** Documents add what artifacts leave open; they never stand against them. */
function proseOfService(statements: readonly Statement[], service: Service, at: Path, cite: Cite): void {
  for (const kind of ['liveness', 'readiness'] as const) {
    const said = unanimous(
      statements.flatMap((one) => (one.kind === 'health' && one.probe === kind ? [one] : [])),
      ({ path }) => path,
    );
    if (said && service.health[kind] === null) cite([...at, 'health', kind], said.path, said);
  }
  for (const environment of ['production', 'staging']) {
    if (service.launches.some((launch) => launch.environment === environment)) continue;
    const said = statements.flatMap((one) => (one.kind === 'manager' && one.environment === environment ? [one] : []));
    const manager = unanimous(said, (one) => one.manager);
    if (!manager) continue;
    cite([...at, 'launch', environment, 'manager'], manager.manager, manager);
    const commands = said.flatMap((one) => (one.command === null ? [] : [{ ...one, command: one.command }]));
    const command = unanimous(commands, (one) => one.command);
    if (command) cite([...at, 'launch', environment, 'command'], command.command, command);
    cite([...at, 'launch', environment, 'declaredIn'], manager.file, manager);
  }
}

function telemetry(production: Production, sourceOf: (location: Location) => Source, cite: Cite): void {
  const launches = production.services
    .flatMap((service) => service.launches)
    .filter(({ environment }) => environment !== 'development');
  // A vendor that some of the services are known to do without is none that all of them are expected to have.
  if (launches.some((launch) => launch.telemetry.state === 'inactive' && launch.promises.length === 0)) return;
  const active = launches.flatMap((launch) =>
    launch.telemetry.state === 'active' && launch.telemetry.vendor !== null
      ? [{ vendor: launch.telemetry.vendor, from: launch.telemetry.evidence[0] ?? launch.commandLocation }]
      : [],
  );
  const promised = launches.flatMap(({ promises }) =>
    promises.flatMap((promise) => (promise.kind === 'profile' ? [] : [{ vendor: promise.vendor, from: promise }])),
  );
  const found = unanimous(active.length > 0 ? active : promised, ({ vendor }) => vendor);
  if (found) cite(['telemetry', 'vendor'], found.vendor, sourceOf(found.from));
}

/** One library everywhere is the one for code that has none yet. */
function logging(production: Production, sourceOf: (location: Location) => Source, cite: Cite): void {
  const { services } = production;
  const libraries = new Set(services.flatMap(({ loggers }) => loggers));
  const languages = new Set(services.map(({ language }) => language));
  const [library] = libraries;
  if (library === undefined || libraries.size > 1 || languages.size > 1 || notLibraries.has(library)) return;
  for (const { path, facts } of production.sources.values()) {
    const logger = facts?.loggers.find((fact) => fact.library === library);
    if (!logger) continue;
    cite(['logging', 'library'], library, sourceOf({ file: path, range: logger.range }));
    return;
  }
}

const notLibraries: ReadonlySet<string> = new Set(['print', 'console', 'unknown']);

function pipeline(statements: readonly Statement[], lineOf: (location: Location) => Source, cite: Cite): void {
  const policy = policyOfDocuments(statements.map((statement) => ({ ...statement, isPolicy: true })));
  const gates = policy.gates.map(({ value }): string | Record<string, unknown> => {
    const { name, coverage, severities } = value;
    if (coverage !== null) return { [name]: { coverage } };
    return severities.length > 0 ? { [name]: { severity: [...severities] } } : name;
  });
  const [first] = policy.gates;
  if (first !== undefined) cite(['pipeline', 'pullRequest', 'gates'], gates, lineOf(first.evidence));
  for (const environment of ['staging', 'production'] as const) {
    const { trigger, approval, wait, smoke, rollback } = policy[environment];
    for (const [key, said] of Object.entries({ trigger, approval, wait, smoke, rollback })) {
      if (said !== null) cite(['pipeline', environment, key], said.value, lineOf(said.evidence));
    }
  }
  const { actions, immutableImages, order } = policy;
  if (actions !== null) cite(['pipeline', 'actions'], actions.value, lineOf(actions.evidence));
  if (immutableImages !== null) cite(['pipeline', 'images'], 'immutable', lineOf(immutableImages.evidence));
  if (order !== null) cite(['rollout', 'order'], order.value, lineOf(order.evidence));
  const runtime = statements.flatMap((one) => (one.kind === 'runtime' ? [one] : []));
  for (const key of new Set(runtime.map((one) => one.key))) {
    const said = unanimous(
      runtime.filter((one) => one.key === key),
      ({ value }) => value,
    );
    if (said) cite(['pipeline', 'runtime', key], said.value, said);
  }
}

/** The first, where all say the same; null where they differ or there is none. */
function unanimous<Item>(items: readonly Item[], key: (item: Item) => string): Item | null {
  const [first] = items;
  return first !== undefined && items.every((item) => key(item) === key(first)) ? first : null;
}

/** Puts a value at a path, making the maps and lists on the way. */
function put(root: object, path: Path, value: unknown): void {
  // The maps and lists on the way are made here, as the schema has them; `parseProfile` proves it in the tests.
  let holder = root as Record<string | number, unknown>;
  for (const [index, at] of path.slice(0, -1).entries()) {
    const made = (holder[at] ??= typeof path[index + 1] === 'number' ? [] : {});
    holder = made as Record<string | number, unknown>;
  }
  const last = path.at(-1);
  if (last !== undefined) holder[last] = value;
}
