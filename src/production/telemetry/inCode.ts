/** Telemetry that the program's own code starts: what the walk from its entry point reached, as paths. */
import type { Mechanism, TelemetryPath, VerdictState } from '../../model/production.ts';
import type { TelemetryInitialiser, TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { Variables } from '../shellSource.ts';
import type { Reached, Walk } from './reachability.ts';

export function inCodePaths(
  { reached }: Walk,
  vendors: readonly TelemetryVendor[],
  variables: Variables,
  mechanism: Mechanism,
): TelemetryPath[] {
  const paths = reached.flatMap((found) => pathOf(found, vendors, variables, mechanism) ?? []);
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

function pathOf(
  { file, fact, condition, loose }: Reached,
  vendors: readonly TelemetryVendor[],
  variables: Variables,
  mechanism: Mechanism,
): TelemetryPath | null {
  const vendor = vendors.find((candidate) => candidate.name === fact.vendor);
  const row = vendor === undefined ? undefined : initialiserOf({ file, fact, condition, loose }, vendor);
  const place = { file: file.path, range: fact.range };
  const guard = row === undefined ? null : guardOf(row, { file, fact, condition, loose }, variables);
  const depends = condition ?? (guard?.state === 'conditional' ? guard.text : null);
  let state: VerdictState = depends === null ? 'active' : 'conditional';
  if (loose || row?.strength === 'built') state = 'unknown';
  if (guard?.state === 'silent') state = 'inactive';
  return {
    vendor: fact.vendor,
    mechanism,
    signals: fact.signals,
    state,
    reason: guard?.state === 'silent' ? 'disabled' : null,
    condition: state === 'conditional' ? depends : null,
    evidence: [{ ...place, label: 'started in code' }],
  };
}

function initialiserOf({ file, fact }: Reached, vendor: TelemetryVendor): TelemetryInitialiser | undefined {
  const facts = file.facts;
  const call = fact.call < 0 ? undefined : facts?.calls[fact.call];
  const rows = vendor.initialisers.filter((row) => row.ecosystem === facts?.ecosystem);
  if (call === undefined) {
    const imported = facts?.imports.find((candidate) => candidate.range.start === fact.range.start);
    if (imported === undefined) return undefined;
    const modules = [imported.module, ...imported.names.map(({ name }) => `${imported.module}.${name}`)];
    return rows.find((row) => row.import !== undefined && modules.includes(row.import));
  }
  return rows.find((row) => row.call === call.path && (row.constructs === true) === call.constructs);
}

/** Whether a guard such as the DSN is open: by an argument in the code, or by a variable of the launch. */
function guardOf(
  row: TelemetryInitialiser,
  { file, fact }: Reached,
  variables: Variables,
): { readonly state: 'open' | 'silent' | 'conditional'; readonly text: string } | null {
  if (row.guard === undefined) return null;
  const text = `${row.guard.join(' or ')} is set`;
  const call = fact.call < 0 ? undefined : file.facts?.calls[fact.call];
  const given = call === undefined ? null : argumentText(call.arguments, row.guardArguments ?? [], file.text);
  if (given !== null && /^(["'`])[^"'`]+\1$/.test(given)) return { state: 'open', text };
  const read = given === null ? null : environmentName(given);
  const names = given === null ? row.guard : read === null ? [] : [read];
  if (given !== null && names.length === 0) return { state: 'conditional', text: `${given.slice(0, 80)} is set` };
  const found = names.map((name) => variables.get(name)).filter((variable) => variable !== undefined);
  if (found.some((variable) => variable.value !== '')) return { state: 'open', text };
  if (found.length > 0) return { state: 'silent', text };
  return { state: 'conditional', text: `${names.join(' or ')} is set` };
}

/** What is written for one of the arguments: a keyword, the first positional, or a key of an options object. */
function argumentText(
  all: readonly {
    readonly keyword: string | null;
    readonly kind: string;
    readonly range: { start: number; end: number };
  }[],
  names: readonly string[],
  text: string,
): string | null {
  for (const argument of all) {
    const written = text.slice(argument.range.start, argument.range.end);
    if (argument.keyword !== null && names.includes(argument.keyword)) return written.replace(/^\w+\s*=\s*/, '').trim();
    if (argument.kind === 'object') {
      for (const name of names) {
        const match = new RegExp(`(?:^|[{,\\s])["']?${name}["']?\\s*(?::\\s*([^,}\\n]+))?(?=[,}\\n])`).exec(written);
        if (match !== null) return (match[1] ?? name).trim();
      }
    }
  }
  const [first] = all;
  if (first !== undefined && first.keyword === null && (first.kind === 'string' || first.kind === 'call')) {
    return text.slice(first.range.start, first.range.end);
  }
  return null;
}

function environmentName(written: string): string | null {
  const match =
    /^process\.env\.(\w+)$/.exec(written) ??
    /^process\.env\[["'](\w+)["']\]$/.exec(written) ??
    /(?:getenv|environ(?:\.get)?)\s*[([]\s*["'](\w+)["']/.exec(written);
  return match?.[1] ?? null;
}
