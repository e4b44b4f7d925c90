/** Telemetry that the program's own code starts: what the walk from its entry point reached, as paths. */
import type { Mechanism, TelemetryPath, VerdictState } from '../../model/production.ts';
import { indexInitialisers, type InitialiserIndex } from '../../knowledge/telemetry/matches.ts';
import type { TelemetryInitialiser, TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { Signal } from '../../model/facts.ts';
import type { Variables } from '../shellSource.ts';
import { throughExporters } from './exporters.ts';
import type { GivenOptions } from './givenOptions.ts';
import { guardClause } from './guardClauses.ts';
import { evaluateSwitch } from './conditions.ts';
import { constantsOf } from './constants.ts';
import type { Reached, Walk } from './walk.ts';

export function inCodePaths(
  { reached, exporters = [] }: Walk,
  vendors: readonly TelemetryVendor[],
  variables: Variables,
  mechanism: Mechanism,
  options: GivenOptions,
): TelemetryPath[] {
  const paths = withoutComplements(reached).flatMap((found) => {
    const path = pathOf(found, vendors, variables, mechanism, options);
    return path === null ? [] : [throughExporters(path, found, exporters)];
  });
  // Something that is only prepared proves nothing, unless what starts it was seen too; then it says with what.
  const prepared = paths.filter((path) => path.state === 'unknown');
  const started = paths.filter((path) => path.state !== 'unknown');
  return [
    ...started.map((path) => {
      const own = prepared.filter((other) => other.vendor === path.vendor);
      return { ...path, signals: [...new Set([...path.signals, ...own.flatMap((other) => other.signals)])] };
    }),
    ...prepared.filter((path) => !started.some((other) => other.vendor === path.vendor)),
  ];
}

/** What is started on a condition and, where that does not hold, as well: it is started. */
function withoutComplements(reached: readonly Reached[]): readonly Reached[] {
  const certain = reached.filter(({ condition, loose }) => condition !== null && !loose);
  const both = (found: Reached): boolean =>
    certain.some(
      (other) =>
        other.fact.vendor === found.fact.vendor &&
        (other.condition === `not (${found.condition})` || found.condition === `not (${other.condition})`),
    );
  return reached.map((found) =>
    found.condition !== null && !found.loose && both(found) ? { ...found, condition: null } : found,
  );
}

function pathOf(
  found: Reached,
  vendors: readonly TelemetryVendor[],
  variables: Variables,
  mechanism: Mechanism,
  options: GivenOptions,
): TelemetryPath | null {
  const { file, fact, condition, loose } = found;
  const vendor = vendors.find((candidate) => candidate.name === fact.vendor);
  const row = vendor === undefined ? undefined : initialiserOf(found, vendor);
  const place = { file: file.path, range: fact.range };
  const guard = row === undefined ? null : guardOf(row, found, variables);
  const enabled = row === undefined ? null : enabledOf(row, found, variables, options);
  const clause = guardClause(found, variables);
  const depends =
    condition ??
    clause?.condition ??
    (guard?.state === 'conditional' ? guard.text : null) ??
    enabled?.condition ??
    null;
  let state: VerdictState = depends === null ? 'active' : 'conditional';
  if (loose || row?.strength === 'built') state = 'unknown';
  const silent = guard?.state === 'silent' || enabled?.value === false || clause?.holds === false;
  if (silent) state = 'inactive';
  return {
    vendor: fact.vendor,
    mechanism,
    signals: withGiven(found, row, options),
    state,
    reason: silent ? 'disabled' : null,
    condition: state === 'conditional' ? depends : null,
    evidence: [{ ...place, label: 'started in code' }],
  };
}

/** With signals that options from elsewhere bring, unless they say none. */
function withGiven(
  { file, fact }: Reached,
  row: TelemetryInitialiser | undefined,
  options: GivenOptions,
): readonly Signal[] {
  const given = options.get(fact);
  const call = fact.call < 0 ? undefined : file.facts?.calls[fact.call];
  const inLambda = (names: readonly string[]): string | null =>
    call === undefined || file.facts?.ecosystem !== 'dotnet' ? null : namedArgument(call.arguments, names, file.text);
  const says = (written: string | null | undefined): boolean => written != null && !saysNone.test(written);
  const more = (row?.argumentSignals ?? []).filter(
    ({ names }) => names.some((name) => says(given?.get(name)?.written)) || says(inLambda(names)),
  );
  return more.length === 0 ? fact.signals : [...new Set([...fact.signals, ...more.flatMap(({ signals }) => signals)])];
}

const saysNone = /^(?:0(?:\.0*)?[dfm]?|None|null|undefined|False|false)$/;

export function initialiserOf({ file, fact, row }: Reached, vendor: TelemetryVendor): TelemetryInitialiser | undefined {
  if (row !== undefined) return row;
  const facts = file.facts;
  const call = fact.call < 0 ? undefined : facts?.calls[fact.call];
  const index = indexOf(vendor, facts?.ecosystem ?? '');
  if (call !== undefined) return index.ofCall(call)?.row;
  const imported = facts?.imports.find((candidate) => candidate.range.start === fact.range.start);
  return imported === undefined ? undefined : index.ofImport(imported)?.row;
}

type Index = InitialiserIndex<{ readonly row: TelemetryInitialiser }>;
const indexes = new WeakMap<TelemetryVendor, Map<string, Index>>();

function indexOf(vendor: TelemetryVendor, ecosystem: string): Index {
  const own = indexes.get(vendor) ?? new Map<string, Index>();
  indexes.set(vendor, own);
  let found = own.get(ecosystem);
  if (found === undefined) {
    const rows = vendor.initialisers.filter((row) => row.ecosystem === ecosystem).map((row) => ({ row }));
    own.set(ecosystem, (found = indexInitialisers(rows)));
  }
  return found;
}

/** Whether an argument such as `active: NODE_ENV === 'production'` turns it on; null where there is none. */
function enabledOf(
  row: TelemetryInitialiser,
  { file, fact }: Reached,
  variables: Variables,
  options: GivenOptions,
): { readonly value: boolean | null; readonly condition: string | null } | null {
  const call = fact.call < 0 ? undefined : file.facts?.calls[fact.call];
  if (call === undefined || row.enabledArguments === undefined) return null;
  const here = namedArgument(call.arguments, row.enabledArguments, file.text);
  const elsewhere = row.enabledArguments.map((name) => options.get(fact)?.get(name)).find((one) => one !== undefined);
  const written = here ?? elsewhere?.written ?? null;
  if (written === null) return null;
  const { text, facts } = here === null && elsewhere !== undefined ? elsewhere.file : file;
  const constants = constantsOf(text, facts?.ecosystem ?? '');
  const constantOf = (name: string): string | null => constants.get(name) ?? null;
  const value = evaluateSwitch(written, { variables, asMain: false, constantOf });
  return { value, condition: value === null ? written : null };
}

/** Whether a guard such as the DSN is open: by an argument in the code, or by a variable of the launch. */
function guardOf(
  row: TelemetryInitialiser,
  { file, fact, prepare }: Reached,
  variables: Variables,
): { readonly state: 'open' | 'silent' | 'conditional'; readonly text: string } | null {
  if (row.guard === undefined) return null;
  const text = `${row.guard.join(' or ')} is set`;
  const call = fact.call < 0 ? undefined : file.facts?.calls[fact.call];
  const given =
    call === undefined || row.guardArguments?.length === 0
      ? null
      : argumentText(call.arguments, row.guardArguments ?? [], file.text);
  if (given !== null && /^(["'`])[^"'`]+\1$/.test(given)) return { state: 'open', text };
  // Without it the program does not start at all.
  if (given !== null && requiredValue.test(given)) return { state: 'open', text };
  const configured = given === null ? row.guard.filter((name) => name.includes('__')).map(configurationOf) : [given];
  const holds = (condition: string): boolean => evaluateSwitch(condition, { variables, asMain: false }) === true;
  if (prepare !== undefined && configured.some((written) => holds(prepare(written)))) return { state: 'open', text };
  const read = given === null ? null : environmentName(given);
  const names = given === null ? row.guard : read === null ? [] : [read];
  if (given !== null && names.length === 0) return { state: 'conditional', text: `${given.slice(0, 80)} is set` };
  const found = names.map((name) => variables.get(name)).filter((variable) => variable !== undefined);
  if (found.some((variable) => variable.value !== '')) return { state: 'open', text };
  if (found.length > 0) return { state: 'silent', text };
  return { state: 'conditional', text: `${names.join(' or ')} is set` };
}

const requiredValue = /\bGetRequired\w*\s*(?:<[^<>]*>)?\(|\?\?\s*throw\b/;

/** `Sentry__Dsn` as the configuration of .NET is asked for it. */
const configurationOf = (name: string): string => `configuration["${name.replaceAll('__', ':')}"]`;

type Arguments = readonly {
  readonly keyword: string | null;
  readonly kind: string;
  readonly range: { readonly start: number; readonly end: number };
}[];

/** What is written for one of the arguments: a keyword, the first positional, or a key of an options object. */
function argumentText(all: Arguments, names: readonly string[], text: string): string | null {
  const named = namedArgument(all, names, text);
  const [first] = all;
  if (named !== null || first === undefined || first.keyword !== null) return named;
  return first.kind === 'string' || first.kind === 'call' ? text.slice(first.range.start, first.range.end) : null;
}

function namedArgument(all: Arguments, names: readonly string[], text: string): string | null {
  for (const argument of all) {
    const written = text.slice(argument.range.start, argument.range.end);
    if (argument.keyword !== null && names.includes(argument.keyword)) return written.replace(/^\w+\s*=\s*/, '').trim();
    if (written.includes('=>')) {
      const set = new RegExp(`\\.(?:${names.join('|')})\\s*=(?![=>])\\s*([^;,}\\n]+)`).exec(written)?.[1];
      if (set !== undefined) return set.trim();
    }
    if (argument.kind !== 'object') continue;
    for (const name of names) {
      const match = new RegExp(`(?:^|[{,\\s])["']?${name}["']?\\s*(?::\\s*([^,}\\n]+))?(?=[,}\\n])`).exec(written);
      if (match !== null) return (match[1] ?? name).trim();
    }
  }
  return null;
}

function environmentName(written: string): string | null {
  const match =
    /^process\.env\.(\w+)$/.exec(written) ??
    /^process\.env\[["'](\w+)["']\]$/.exec(written) ??
    /(?:[gG]et[eE]nv|environ(?:\.get)?|\benv(?:::var)?|ENV(?:\.fetch)?|GetEnvironmentVariable|LookupEnv)\s*[([]\s*["'](\w+)["']/.exec(
      written,
    );
  return match?.[1] ?? null;
}
