/**
 * Telemetry that packages start by being there, and what packages tell of telemetry that nobody sees: where each of them
 * is known and none can start any, none is started.
 */
import type { TelemetryInstallation, TelemetryStarter, TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import { quietPackages, speakingPackages } from '../../knowledge/telemetryPackages.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Snippet, TelemetryPath, VerdictState } from '../../model/production.ts';
import type { Dependency } from '../manifests/dependency.ts';
import type { ProgramPackages } from '../manifests/programPackages.ts';
import { matchesPackage } from '../packages.ts';
import { join } from '../paths.ts';
import type { Repository } from '../repository.ts';
import type { Variables } from '../shellSource.ts';
import type { Settings } from './settings.ts';

export interface StarterQuestion {
  readonly vendors: readonly TelemetryVendor[];
  readonly ecosystem: string;
  readonly packages: ProgramPackages;
  readonly settings: Settings;
  readonly variables: Variables;
  readonly repository: Repository;
  /** Whether code that runs says a text. */
  runs(text: string): Promise<boolean>;
}

export interface Started {
  readonly paths: readonly TelemetryPath[];
  /** Names of packages of which it is known what becomes of them. */
  readonly settled: ReadonlySet<string>;
}

export async function starterPaths(question: StarterQuestion): Promise<Started> {
  const paths: TelemetryPath[] = [];
  const settled = new Set<string>();
  for (const vendor of question.vendors) {
    for (const row of vendor.starters) {
      if (row.ecosystem !== question.ecosystem) continue;
      const found = row.packages.map((names) => packagesOf(names, row, question.packages.all));
      const first = found.flatMap(([one]) => one ?? []);
      if (first.length < found.length) continue;
      const path = await pathOf(vendor.name, row, first, question);
      if (path === null) continue;
      paths.push(path);
      for (const { name } of found.flat()) settled.add(name);
    }
  }
  return { paths, settled };
}

async function pathOf(
  vendor: string,
  row: TelemetryStarter,
  packages: readonly Dependency[],
  question: StarterQuestion,
): Promise<TelemetryPath | null> {
  const evidence = packages.map(({ file, range, name }): Evidence => ({ file, range, label: `${name} starts it` }));
  const outcome = await outcomeOf(row, question);
  if (outcome === null) return null;
  return {
    vendor,
    mechanism: row.mechanism ?? 'in-code',
    signals: row.signals,
    state: outcome.state,
    reason: outcome.state === 'inactive' ? 'disabled' : null,
    condition: outcome.state === 'conditional' ? outcome.condition : null,
    evidence: [...evidence, ...outcome.evidence],
  };
}

interface Outcome {
  readonly state: VerdictState;
  readonly condition: string | null;
  readonly evidence: readonly Evidence[];
}

/** Null: nothing loads the package, which says nothing of it. */
async function outcomeOf(row: TelemetryStarter, question: StarterQuestion): Promise<Outcome | null> {
  const { variables, settings, repository, packages } = question;
  const evidence: Evidence[] = [];
  const conditions: string[] = [];
  if (row.loader !== undefined) {
    if (!(await question.runs(row.loader))) return null;
  }
  for (const { name, values } of row.variables ?? []) {
    const variable = variables.get(name);
    if (variable === undefined) return { state: 'inactive', condition: null, evidence };
    const { file, range, value } = variable;
    if (value === null) conditions.push(`${name} is ${values[0] ?? 'set'}`);
    else if (!values.includes(value.trim().toLowerCase())) {
      return { state: 'inactive', condition: null, evidence: [{ file, range, label: `${name}=${value}` }] };
    }
    evidence.push({ file, range, label: `${name} turns it on` });
  }
  for (const setting of row.unless ?? []) {
    const answer = settings.ask(setting);
    if (answer.is === 'made') return { state: 'inactive', condition: null, evidence: answer.evidence };
    if (answer.is === 'open') conditions.push(`not: ${answer.condition}`);
  }
  for (const setting of row.settings ?? []) {
    const answer = settings.ask(setting);
    if (answer.is === 'not') return { state: 'inactive', condition: null, evidence };
    if (answer.is === 'made') evidence.push(...answer.evidence);
    if (answer.is === 'open') conditions.push(answer.condition);
  }
  const { guard } = row;
  if (guard !== undefined) {
    const given = guard.variables.map((name) => variables.get(name)).find((variable) => variable !== undefined);
    const isThere = await hasOwnKey(guard, packages, repository);
    const answer = guard.settings === undefined ? null : settings.ask({ names: guard.settings, values: null });
    if (given?.value === '') return { state: 'inactive', condition: null, evidence };
    if (given === undefined && !isThere && answer?.is !== 'made') {
      conditions.push(answer?.is === 'open' ? answer.condition : `${guard.variables.join(' or ')} is set`);
    }
  }
  const [condition] = conditions;
  return { state: condition === undefined ? 'active' : 'conditional', condition: condition ?? null, evidence };
}

/** `license_key: <%= ENV['KEY'] %>`, `api_key:` with nothing behind it. */
const keyFromElsewhere =
  /^\s*(?:license_key|(?:push_)?api_key|authentication|key)\s*[:=]\s*(?:["']?<%|.*\bENV\b|["']{0,2}\s*$)/m;

/** A file of its configuration that does not take the key from a variable itself. */
async function hasOwnKey(
  { files = [], variables }: NonNullable<TelemetryStarter['guard']>,
  { directories }: ProgramPackages,
  repository: Repository,
): Promise<boolean> {
  for (const path of directories.flatMap((directory) => files.map((name) => join(directory, name)))) {
    if (path === null || !repository.isFile(path)) continue;
    const text = await repository.read(path);
    if (text !== null && !variables.some((name) => text.includes(name)) && !keyFromElsewhere.test(text)) return true;
  }
  return false;
}

function packagesOf(
  names: readonly string[],
  { ecosystem, loads, loader }: TelemetryStarter,
  all: readonly Dependency[],
): readonly Dependency[] {
  return all.filter((dependency) => {
    if (!names.some((pattern) => matchesPackage(pattern, dependency.name, ecosystem))) return false;
    if (loader === undefined) return true;
    const own = dependency.loads;
    if (loads !== undefined) return own?.some((module) => loads.includes(module)) === true;
    return own === undefined || own.length > 0;
  });
}

/**
 * Whether one of the packages may start telemetry: an SDK, or one whose name says telemetry and that no table has.
 * @param settled names of those of which it is known what becomes of them
 */
export function mayStart(
  { all, brought }: ProgramPackages,
  ecosystem: string,
  vendors: readonly TelemetryVendor[],
  settled: ReadonlySet<string>,
): boolean {
  const rows = vendors.flatMap(({ packages }) => packages.filter((row) => row.ecosystem === ecosystem));
  const has = (patterns: readonly string[], name: string): boolean =>
    patterns.some((pattern) => matchesPackage(pattern, name, ecosystem));
  const isOf = (name: string): boolean =>
    rows.some(({ sdk, api, may = [] }) => has(sdk, name) || has(api, name) || has(may, name));
  // A package of elsewhere that brings an SDK is there to start it.
  if (brought.some(({ name, by }) => rows.some(({ sdk }) => has(sdk, name)) && !isOf(by))) return true;
  const exact = (patterns: readonly string[], name: string): boolean => patterns.includes(name);
  return all.some(({ name }) => {
    if (settled.has(name)) return false;
    if (rows.some(({ api }) => exact(api, name))) return false;
    if (rows.some(({ sdk, may = [] }) => has(sdk, name) || has(may, name))) return true;
    if (!speakingPackages.test(name)) return false;
    return !rows.some(({ api }) => has(api, name)) && !has(quietPackages[ecosystem] ?? [], name);
  });
}

/** Agents that the build of the image installs into the runtime. */
export function installationPaths(
  vendors: readonly TelemetryVendor[],
  ecosystem: string,
  runs: readonly Snippet[],
  variables: Variables,
): TelemetryPath[] {
  return vendors.flatMap(({ name, installations }) =>
    installations.flatMap((row): TelemetryPath[] => {
      const run = row.ecosystem === ecosystem ? runs.find(({ text }) => row.command.test(text)) : undefined;
      if (run === undefined) return [];
      const depends = guardOf(row, runs, variables);
      return [
        {
          vendor: name,
          mechanism: 'agent',
          signals: row.signals,
          state: depends === null ? 'active' : 'conditional',
          reason: null,
          condition: depends,
          evidence: [{ file: run.file, range: run.range, label: 'installs the agent' }],
        },
      ];
    }),
  );
}

function guardOf({ guard }: TelemetryInstallation, runs: readonly Snippet[], variables: Variables): string | null {
  if (guard === undefined) return null;
  const isGiven = guard.some((name) => variables.has(name) || runs.some(({ text }) => text.includes(name)));
  return isGiven ? null : `${guard.join(' or ')} is set`;
}
