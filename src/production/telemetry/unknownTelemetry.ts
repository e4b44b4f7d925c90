/**
 * Code of elsewhere that may start telemetry: a package whose name speaks of it and that no row knows, one of the
 * organisation's own that is not here, a function of elsewhere whose name says that it sets telemetry up. What it does
 * cannot be seen, so nothing may be said to be missing.
 */
import { quietPackages, setsTelemetryUp, speakingModules } from '../../knowledge/telemetryPackages.ts';
import type { TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { CallFact, ImportFact } from '../../model/facts.ts';
import type { ModuleAliases } from '../moduleAliases.ts';
import { matchesPackage } from '../packages.ts';
import type { Module } from './moduleGraph.ts';

/** Whether an import that leads out of the repository may bring telemetry with it. */
export function takesUnknownTelemetry(
  imported: ImportFact,
  { facts: { ecosystem } }: Module,
  vendors: readonly TelemetryVendor[],
): boolean {
  const speaks = speakingModules[ecosystem];
  const { module } = imported;
  if (speaks === undefined || /^(?:\.|node:)/.test(module) || isKnown(module, ecosystem, vendors)) return false;
  if (ecosystem !== 'python') return speaks.test(module);
  // What is deep in a library is its own hook for telemetry that something else starts.
  const outer = module.split('.').slice(0, 2);
  if (speaks.test(outer.join('.'))) return true;
  // `from company_core import telemetry`
  return outer.join('.') === module && imported.names.some(({ name }) => /^[a-z_]+$/.test(name) && speaks.test(name));
}

/** Whether a call of a function of elsewhere may set telemetry up. */
export function callsUnknownTelemetry(
  call: CallFact,
  module: Module,
  isElsewhere: (imported: ImportFact) => boolean,
  vendors: readonly TelemetryVendor[],
): boolean {
  const parts = call.callee.split('.');
  const last = parts.at(-1) ?? '';
  if (parts.length > 2 || !setsTelemetryUp.test(last)) return false;
  const { ecosystem } = module.facts;
  return (module.bindings.get(parts[0] ?? '') ?? []).some(
    ({ imported }) =>
      !/^(?:\.|node:)/.test(imported.module) && !isKnown(imported.module, ecosystem, vendors) && isElsewhere(imported),
  );
}

/** Names of packages, and paths of modules, that rows speak of or that start nothing by themselves. */
function isKnown(module: string, ecosystem: string, vendors: readonly TelemetryVendor[]): boolean {
  const name = packageOf(module, ecosystem);
  if ((quietPackages[ecosystem] ?? []).some((pattern) => matchesPackage(pattern, name, ecosystem))) return true;
  return knownOf(vendors, ecosystem).has(name) || knownPatterns(vendors, ecosystem, name);
}

/** `@scope/name`, `name`; of Python the outermost package. */
function packageOf(module: string, ecosystem: string): string {
  if (ecosystem === 'python') return module.split('.')[0] ?? module;
  const segments = module.split('/');
  return segments.slice(0, module.startsWith('@') ? 2 : 1).join('/');
}

const known = new WeakMap<readonly TelemetryVendor[], Map<string, ReadonlySet<string>>>();

function knownOf(vendors: readonly TelemetryVendor[], ecosystem: string): ReadonlySet<string> {
  const byEcosystem = known.get(vendors) ?? new Map<string, ReadonlySet<string>>();
  known.set(vendors, byEcosystem);
  let found = byEcosystem.get(ecosystem);
  if (found === undefined) {
    const names = vendors.flatMap(({ initialisers, preloads, loaderHooks }) => [
      ...initialisers
        .filter((row) => row.ecosystem === ecosystem)
        .map((row) => (row.import ?? row.call ?? row.setting ?? '').replace(/^new /, '')),
      ...preloads.filter((row) => row.ecosystem === ecosystem).map((row) => row.module),
      ...(ecosystem === 'node' ? loaderHooks : []),
    ]);
    byEcosystem.set(ecosystem, (found = new Set(names.map((name) => beforeMember(name, ecosystem)))));
  }
  return found;
}

/** The package of a row's path: `prom-client.Registry().metrics` is of `prom-client`. */
function beforeMember(path: string, ecosystem: string): string {
  const name = packageOf(path, ecosystem);
  return ecosystem === 'node' ? name.replace(/(?<=[^/@])\.(?!js\b).*$/, '') : name;
}

function knownPatterns(vendors: readonly TelemetryVendor[], ecosystem: string, name: string): boolean {
  return vendors.some(({ packages }) =>
    packages.some(
      (row) =>
        row.ecosystem === ecosystem &&
        [...row.sdk, ...row.api, ...(row.may ?? [])].some((pattern) =>
          matchesPackage(pattern, ecosystem === 'python' ? name.replace(/_/g, '-').toLowerCase() : name, ecosystem),
        ),
    ),
  );
}

/**
 * A package of the organisation that the repository does not hold: what such packages bring is nobody's to know, but for
 * those whose names speak of types, looks or tools.
 */
export function isOfOwnScope(module: string, aliases: ModuleAliases): boolean {
  const [scope = '', name = ''] = module.split('/');
  return module.startsWith('@') && aliases.scopes.has(scope) && !namesNoCode.test(name);
}

const namesNoCode =
  /(?:^|-)(?:types?|typings|ui|uikit|icons?|assets|styles?|theme|css|design|tokens|components?|eslint|prettier|tsconfig|config|lint|proto|protos|schemas?|contracts?|models?|constants|enums|dto|translations?|locales?|i18n|fonts?|react|vue|client|sdk|api)(?:-|$)/;
