/** Whether telemetry that a launch starts in code comes too late for the libraries it is to trace. */
import {
  bundlers,
  hookFlags,
  instrumentingCalls,
  moduleHooks,
  patchedPackages,
  patchingVendors,
  replacedClasses,
  type ReplacedClass,
} from '../../../knowledge/telemetryOrder.ts';
import { sentryOnOpenTelemetry } from '../../../knowledge/duplicateTelemetry.ts';
import type { CallFact, ImportFact } from '../../../model/facts.ts';
import type { Launch, Service, TelemetryPath } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { SourceFile } from '../../../model/source.ts';
import { overlaps, type Location } from '../../../model/text.ts';
import { baseName } from '../launches.ts';
import { evaluate, type Evaluation } from './evaluation.ts';
import { isUsed } from './used.ts';

export interface Late {
  readonly vendor: string;
  /** Libraries that are not traced, in the order they are loaded. */
  readonly libraries: readonly string[];
  readonly place: Location;
  readonly start: Location;
  /** The entry point is an ES module, whose imports are linked before any of them runs. */
  readonly asModule: boolean;
  readonly evaluation: Evaluation;
}

export function lateOf(context: ProductionContext, service: Service, launch: Launch): Late | null {
  const entry = launch.entryPoint === null ? undefined : context.source(launch.entryPoint.file);
  if (entry?.facts == null || launch.unresolved !== null) return null;
  return entry.facts.ecosystem === 'python'
    ? latePython(context, service, launch, entry)
    : entry.facts.ecosystem === 'node'
      ? lateNode(context, service, launch, entry)
      : null;
}

function lateNode(context: ProductionContext, service: Service, launch: Launch, entry: SourceFile): Late | null {
  const path = startedInCode(context, service, launch);
  const isPreloaded = launch.telemetry.paths.some(
    ({ mechanism, state }) => mechanism === 'runtime-flag' && state !== 'inactive',
  );
  if (path === null || isPreloaded || !/^(?:node|nodejs|tsx|ts-node)$/.test(baseName(launch.argv[0]?.value ?? ''))) {
    return null;
  }
  const evaluation = evaluate({
    context,
    service,
    launch,
    entry,
    isStart: (file, fact) => startsNode(file, fact, path.vendor),
    isLibrary: (imported, file) => patchedPackages.has(imported.module) && isUsed(imported, file),
  });
  if (evaluation === null) return null;
  const [first] = evaluation.early;
  const libraries = [...new Set(evaluation.early.map(({ name }) => name))];
  if (first !== undefined) {
    const { start } = evaluation;
    return { vendor: path.vendor, libraries, place: first, start, asModule: false, evaluation };
  }
  return lateModule(context, service, launch, entry, path, evaluation);
}

/** Telemetry that changes libraries while they are loaded, and that the code starts. */
function startedInCode(context: ProductionContext, service: Service, launch: Launch): TelemetryPath | null {
  return (
    launch.telemetry.paths.find(
      ({ vendor, mechanism, state, signals }) =>
        patchingVendors.has(vendor) &&
        mechanism === 'in-code' &&
        (state === 'active' || state === 'conditional') &&
        signals.includes('traces') &&
        (vendor !== 'sentry' || isPatchingSentry(context, service)),
    ) ?? null
  );
}

/** Before its version 8 it was given the application, whenever that was made. */
function isPatchingSentry(context: ProductionContext, { root }: Service): boolean {
  const manifest = context.source(root === '.' ? 'package.json' : `${root}/package.json`);
  const { packages, since } = sentryOnOpenTelemetry;
  return Number(packages.exec(manifest?.text ?? '')?.[2] ?? 0) >= since;
}

function startsNode({ facts }: SourceFile, fact: CallFact | ImportFact, vendor: string): boolean {
  if ('callee' in fact && instrumentingCalls.test(fact.callee)) return true;
  return (facts?.telemetry ?? []).some(
    (one) => one.vendor === vendor && isSame(one.range, fact, facts?.calls[one.call]),
  );
}

function isSame(range: Location['range'], fact: CallFact | ImportFact, call: CallFact | undefined): boolean {
  return call === undefined ? !('callee' in fact) && overlaps(range, fact.range) : call === fact;
}

/** A program of ES modules without hooks: libraries that it imports were linked as they are. */
function lateModule(
  context: ProductionContext,
  service: Service,
  launch: Launch,
  entry: SourceFile,
  path: TelemetryPath,
  evaluation: Evaluation,
): Late | null {
  if (!isNativeModule(context, launch, entry) || launch.argv.some(({ value }) => hookFlags.test(value))) return null;
  if (launch.variables.some(({ name }) => name === 'NODE_OPTIONS') || launch.openVariables.some(isNodeOptions))
    return null;
  const files = service.modules.flatMap((file) => context.source(file) ?? []);
  if (files.some(({ text }) => moduleHooks.test(text))) return null;
  const imports = files.flatMap((file) =>
    (file.facts?.imports ?? [])
      .filter((one) => one.kind === 'static' && !one.typeOnly && patchedPackages.has(one.module) && isUsed(one, file))
      .map(({ module }) => module),
  );
  const libraries = [...new Set(imports)];
  if (libraries.length === 0) return null;
  const { start, through } = evaluation;
  const place = through === null ? start : { file: entry.path, range: through.range };
  return { vendor: path.vendor, libraries, place, start, asModule: true, evaluation };
}

const isNodeOptions = ({ label }: { readonly label: string }): boolean => /NODE_OPTIONS/.test(label);

/** Run as it is, or by a compiler that keeps its modules. */
export function isNativeModule(context: ProductionContext, launch: Launch, { path, facts }: SourceFile): boolean {
  if (facts?.style.moduleSystem !== 'esm' || /\.(?:cjs|cts)$/.test(path)) return false;
  const manifest = manifestOf(context, path);
  const isDirect = launch.argv.some(({ value }) => baseName(value) === baseName(path));
  // What is compiled first may be put into one file.
  if (!isDirect && bundlers.test(manifest)) return false;
  return /\.(?:mjs|mts)$/.test(path) || /"type"\s*:\s*"module"/.test(manifest);
}

export function manifestOf(context: ProductionContext, path: string): string {
  for (let directory = path; directory !== '';) {
    directory = directory.includes('/') ? directory.slice(0, directory.lastIndexOf('/')) : '';
    const manifest = context.source(directory === '' ? 'package.json' : `${directory}/package.json`);
    if (manifest !== undefined) return manifest.text;
  }
  return '';
}

/** A class that is imported by its name before an instrumentor puts its own in its place. */
function latePython(context: ProductionContext, service: Service, launch: Launch, entry: SourceFile): Late | null {
  const files = service.modules.flatMap((file) => context.source(file) ?? []);
  for (const row of replacedClasses) {
    if (files.some(({ text }) => row.otherwise.test(text))) continue;
    const evaluation = evaluate({
      context,
      service,
      launch,
      entry,
      isStart: (_, fact) => 'callee' in fact && row.calls.test(fact.path ?? fact.callee),
      isLibrary: (imported, file) => takesClass(imported, file, row),
    });
    const first = evaluation?.early[0];
    if (evaluation === null || first === undefined) continue;
    const { start } = evaluation;
    return { vendor: 'opentelemetry', libraries: [row.module], place: first, start, asModule: false, evaluation };
  }
  return null;
}

/** The file makes an application of the class by the name that it imports. */
function takesClass({ module, names }: ImportFact, { facts }: SourceFile, row: ReplacedClass): boolean {
  if (module !== row.module) return false;
  return names.some(
    ({ name, alias }) =>
      row.names.includes(name) && (facts?.calls ?? []).some(({ callee }) => callee === (alias === '' ? name : alias)),
  );
}
