/** The ways in which telemetry starts outside the program's own code: wrapper, runtime flag, environment, injection. */
import type { Evidence } from '../../model/finding.ts';
import type { Prefix, TelemetryPath, Variable, Word } from '../../model/production.ts';
import { javaValueFlags } from '../../knowledge/jvmPrograms.ts';
import { quietAgents } from '../../knowledge/telemetryPackages.ts';
import type {
  TelemetryAgent,
  TelemetryPreload,
  TelemetryVendor,
  TelemetryWrapper,
} from '../../knowledge/telemetry/vendor.ts';
import type { Preload } from '../entries/question.ts';
import type { Variables } from '../shellSource.ts';
import { namesOfAgent } from './agentFiles.ts';
import type { AgentPlace } from './agentFiles.ts';

/** What a preload of the command or of NODE_OPTIONS is. */
export type PreloadKind =
  | { readonly kind: 'vendor'; readonly vendor: TelemetryVendor; readonly row: TelemetryPreload }
  /** A file, which may be one of the repository. */
  | { readonly kind: 'file'; readonly path: string }
  /** A package whose name says telemetry, and whose code is elsewhere. */
  | { readonly kind: 'suspected' }
  | { readonly kind: 'other' };

/** A script of one name may start several runtimes: the row is the one of the program's, where there is one. */
export function wrapperOf(
  prefix: Prefix,
  vendors: readonly TelemetryVendor[],
  ecosystem: string | null,
): { readonly vendor: TelemetryVendor; readonly row: TelemetryWrapper } | null {
  if (prefix.kind !== 'telemetry') return null;
  for (const vendor of vendors) {
    const rows = vendor.wrappers.filter((wrapper) => wrapper.words.join(' ') === prefix.name);
    const row = rows.find((wrapper) => wrapper.ecosystem === ecosystem) ?? rows[0];
    if (row !== undefined) return { vendor, row };
  }
  return null;
}

export function classifyPreload(module: string, vendors: readonly TelemetryVendor[]): PreloadKind {
  const plain = module.replace(/^file:\/\//, '');
  const inPackages = plain.includes('node_modules/')
    ? plain.slice(plain.lastIndexOf('node_modules/') + 'node_modules/'.length)
    : plain;
  const name = inPackages.replace(/\.[cm]?js$/, '');
  for (const vendor of vendors) {
    const row = vendor.preloads.find((preload) => preload.module === name);
    if (row !== undefined) return { kind: 'vendor', vendor, row };
  }
  if (/^(\.{0,2}\/)/.test(plain) && inPackages === plain) return { kind: 'file', path: plain };
  if (vendors.some((vendor) => vendor.loaderHooks.includes(name))) return { kind: 'other' };
  return /trac|telemetr|otel|\bapm\b|instrument|monitor/i.test(name) ? { kind: 'suspected' } : { kind: 'other' };
}

/** Flags in NODE_OPTIONS that load modules. */
export function preloadsOfOptions(
  value: string,
): readonly { readonly flag: Preload['flag']; readonly module: string }[] {
  const words = (value.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']+/g) ?? []).map((word) =>
    word.replace(/^["']|["']$/g, ''),
  );
  const found: { flag: Preload['flag']; module: string }[] = [];
  for (let at = 0; at < words.length; at++) {
    const [flag = '', inline] = (words[at] ?? '').split(/=(.*)/s);
    const long = flag === '-r' ? '--require' : flag;
    if (long !== '--require' && long !== '--import') continue;
    const module = inline ?? words[++at];
    if (module !== undefined) found.push({ flag: long, module });
  }
  return found;
}

export function evidenceOfVariable({ file, range }: Variable, label: string): Evidence {
  return { file, range, label };
}

/**
 * Paths of agents in PYTHONPATH and the like, profilers that the runtime loads.
 * @param ecosystem null where it is not known what runs: then every runtime's variables count
 */
export function environmentPaths(
  vendors: readonly TelemetryVendor[],
  ecosystem: string | null,
  variables: Variables,
  works: boolean,
): TelemetryPath[] {
  const paths: TelemetryPath[] = [];
  for (const vendor of vendors) {
    for (const hook of vendor.environmentHooks) {
      const isMeant = hook.ecosystem === '*' || ecosystem === null || hook.ecosystem === ecosystem;
      const variable = isMeant ? variables.get(hook.name) : undefined;
      if (variable?.value?.toLowerCase().includes(hook.contains.toLowerCase()) !== true) continue;
      const { switchedOn } = hook;
      const on = switchedOn === undefined ? undefined : variables.get(switchedOn.name);
      const isOff = switchedOn !== undefined && on?.value !== null && !switchedOn.values.includes(on?.value ?? '');
      const isOpen = !isOff && switchedOn !== undefined && on?.value === null;
      const state = !works || isOff ? 'inactive' : isOpen ? 'conditional' : 'active';
      paths.push({
        vendor: vendor.name,
        mechanism: 'environment',
        signals: hook.signals,
        state,
        reason: !works ? 'dead' : isOff ? 'disabled' : null,
        condition: isOpen ? `${switchedOn.name} is ${switchedOn.values[0] ?? 'set'}` : null,
        evidence: [evidenceOfVariable(variable, `${hook.name} holds the agent`)],
      });
    }
  }
  return paths;
}

/**
 * Agents that a flag of the command loads, or a variable that holds such flags.
 * @param argv the command, interpreter first
 */
export function agentPaths(
  vendors: readonly TelemetryVendor[],
  ecosystem: string | null,
  argv: readonly Word[],
  variables: Variables,
  place: AgentPlace,
): TelemetryPath[] {
  const rows = vendors.flatMap(({ name, agents }) => agents.map((agent) => ({ name, agent })));
  const paths: TelemetryPath[] = [];
  const isScript = !/^javaw?$/.test((argv[0]?.value ?? '').replace(/^.*\//, ''));
  const taken = new Set<string>();
  for (const { name, agent } of rows) {
    const { ecosystem: own, flag, variables: names, scriptVariables, file, signals } = agent;
    if (ecosystem !== null && own !== ecosystem) continue;
    const holds = (text: string): boolean => flagsIn(text, flag).some((path) => isAgent(path, file, place));
    const word = ownFlags(argv).find(({ value }) => value.startsWith(flag) && holds(value));
    // Scripts that start a runtime hand on more than it reads itself.
    const read = isScript ? [...names, ...scriptVariables] : names;
    const variable = read.map((one) => variables.get(one)).find((one) => one?.value != null && holds(one.value));
    const found = word ?? variable;
    if (found === undefined || taken.has(name)) continue;
    taken.add(name);
    const evidence = [{ file: found.file, range: found.range, label: 'loads the agent' }];
    paths.push({
      vendor: name,
      mechanism: 'runtime-flag',
      signals,
      state: 'active',
      reason: null,
      condition: null,
      evidence,
    });
  }
  return [
    ...paths,
    ...unknownAgents(
      rows.map(({ agent }) => agent),
      ecosystem,
      argv,
      variables,
      place,
    ),
  ];
}

/** By its own name, or by one that it had before it was copied. */
function isAgent(written: string, file: string, place: AgentPlace): boolean {
  if (written.includes(file)) return true;
  return namesOfAgent(written.replace(/=.*$/s, ''), place).some((name) => name.includes(file));
}

/** Agents that no row knows, and variables of which it is not known whether they hold one. */
function unknownAgents(
  rows: readonly TelemetryAgent[],
  ecosystem: string | null,
  argv: readonly Word[],
  variables: Variables,
  place: AgentPlace,
): TelemetryPath[] {
  const evidence: Evidence[] = [];
  for (const flag of new Set(rows.map((row) => row.flag))) {
    const own = rows.filter((row) => row.flag === flag && row.ecosystem === ecosystem);
    if (own.length === 0) continue;
    const isStrange = (text: string): boolean =>
      flagsIn(text, flag).some((path) => !own.some((row) => isAgent(path, row.file, place)) && !quietAgents.test(path));
    const words = ownFlags(argv).filter(({ value }) => value.startsWith(flag) && isStrange(value));
    evidence.push(...words.map(({ file, range }) => ({ file, range, label: 'loads an agent that is not known here' })));
    for (const name of own[0]?.variables ?? []) {
      const variable = variables.get(name);
      if (variable === undefined || (variable.value !== null && !isStrange(variable.value))) continue;
      evidence.push(evidenceOfVariable(variable, `${name} is not known here`));
    }
  }
  if (evidence.length === 0) return [];
  const path = { vendor: 'unknown', mechanism: 'runtime-flag', signals: [], state: 'unknown' } as const;
  return [{ ...path, reason: null, condition: null, evidence }];
}

/** What stands behind a flag, wherever it occurs in a text. */
function flagsIn(text: string, flag: string): string[] {
  return text
    .split(/[\s"']+/)
    .filter((part) => part.startsWith(flag))
    .map((part) => part.slice(flag.length));
}

/**
 * Telemetry that the server sends of itself.
 * @param configurations files of its configuration
 */
export async function serverPaths(
  vendors: readonly TelemetryVendor[],
  ecosystem: string,
  argv: readonly Word[],
  configurations: readonly string[],
  read: (path: string) => Promise<string | null>,
): Promise<TelemetryPath[]> {
  const paths: TelemetryPath[] = [];
  for (const vendor of vendors) {
    for (const row of vendor.serverOptions) {
      if (row.ecosystem !== ecosystem) continue;
      const isMeant = (value: string): boolean =>
        row.values?.some((start) => value === start || value.startsWith(`${start}=`)) !== false;
      const evidence = argv
        .filter(
          ({ value }, at) =>
            (value === row.flag && isMeant(argv[at + 1]?.value ?? '')) ||
            (value.startsWith(`${row.flag}=`) && isMeant(value.slice(row.flag.length + 1))),
        )
        .map(({ file, range }): Evidence => ({ file, range, label: row.flag }));
      for (const file of configurations) {
        const match = new RegExp(`^${row.assignment}\\s*=\\s*(?!None\\b|''|"")\\S.*$`, 'm').exec(
          (await read(file)) ?? '',
        );
        if (match === null) continue;
        const range = { start: match.index, end: match.index + match[0].length };
        evidence.push({ file, range, label: row.assignment });
      }
      if (evidence.length === 0) continue;
      const path = { vendor: vendor.name, mechanism: 'runtime-flag', signals: row.signals, state: 'active' } as const;
      paths.push({ ...path, reason: null, condition: null, evidence });
    }
  }
  return paths;
}

/** Words before the program: what follows it is read by the program itself. */
function ownFlags(argv: readonly Word[]): readonly Word[] {
  for (let at = 1; at < argv.length; at++) {
    const value = argv[at]?.value ?? '';
    if (javaValueFlags.has(value)) at++;
    else if (!value.startsWith('-') && argv[at]?.dynamic !== true) return argv.slice(1, at);
  }
  return argv.slice(1);
}
