/** Libraries that a program uses, and that none of the instrumentations it has traces. */
import {
  installsWhatFits,
  instrumentationBundles,
  libraryInstrumentations,
  ownInstrumentations,
  type LibraryInstrumentation,
} from '../../../knowledge/libraryInstrumentations.ts';
import type { CallFact } from '../../../model/facts.ts';
import type { Launch, Service } from '../../../model/production.ts';
import type { ProductionContext } from '../../../model/rule.ts';
import type { SourceFile } from '../../../model/source.ts';
import type { Location } from '../../../model/text.ts';
import { isUsed } from '../order/used.ts';

export interface UntracedLibrary {
  readonly row: LibraryInstrumentation;
  /** Where it is used, or asked for. */
  readonly place: Location;
  /** The package is there, and nothing turns it on. */
  readonly isInstalled: boolean;
  /** How the program turns instrumentations on: by having their packages, or by naming each of them in this file. */
  readonly namedIn: SourceFile | null;
}

export function untracedLibraries(context: ProductionContext, service: Service, launch: Launch): UntracedLibrary[] {
  const program = programOf(context, service, launch);
  if (program === null) return [];
  return libraryInstrumentations
    .filter(({ ecosystem }) => ecosystem === program.ecosystem)
    .flatMap((row) => untraced(program, row) ?? []);
}

interface Program {
  readonly service: Service;
  readonly ecosystem: string;
  readonly files: readonly SourceFile[];
  /** All texts that took part: what installs packages, too. */
  readonly texts: readonly string[];
  readonly sources: ReadonlyMap<string, SourceFile>;
  readonly hasBundle: boolean;
  /** Names each instrumentation; null where having the packages is enough. */
  readonly namedIn: SourceFile | null;
}

/** A program that OpenTelemetry alone traces, and whose instrumentations are in sight; null for any other. */
function programOf(context: ProductionContext, service: Service, launch: Launch): Program | null {
  const entry = launch.entryPoint === null ? undefined : context.source(launch.entryPoint.file);
  const ecosystem = entry?.facts?.ecosystem ?? '';
  const tracing = launch.telemetry.paths.filter(
    ({ state, signals }) => (state === 'active' || state === 'conditional') && signals.includes('traces'),
  );
  if (tracing.length === 0 || tracing.some(({ vendor }) => vendor !== 'opentelemetry')) return null;
  if (tracing.some(({ mechanism }) => mechanism === 'operator' || mechanism === 'agent' || mechanism === 'ebpf'))
    return null;
  const { packages, modules } = service;
  if (packages.length === 0 || packages.some((name) => ownInstrumentations.test(name))) return null;
  const files = modules.flatMap((path) => context.source(path) ?? []).filter(({ facts }) => facts !== null);
  const { sources } = context.production;
  const texts = [...sources.values()].map(({ text }) => text);
  if (texts.some((text) => installsWhatFits.test(text))) return null;
  const bundle = instrumentationBundles[ecosystem];
  const started = tracing
    .flatMap(({ evidence }) => evidence)
    .map(({ file, range }) => {
      const source = context.source(file);
      return source?.facts == null ? (source?.text.slice(range.start, range.end) ?? '') : source.text;
    });
  const hasBundle =
    bundle !== undefined && [...started, ...files.map(({ text }) => text)].some((text) => bundle.text.test(text));
  const isOutside = tracing.some(({ mechanism }) => mechanism === 'wrapper' || mechanism === 'environment');
  const named = files.find(({ facts }) => facts?.calls.some(isInstrumenting) === true) ?? null;
  const common = { service, ecosystem, files, texts, sources, hasBundle };
  if (ecosystem === 'python') return isOutside ? { ...common, namedIn: null } : named && { ...common, namedIn: named };
  if (ecosystem === 'node') return hasBundle || named !== null ? { ...common, namedIn: named } : null;
  if (ecosystem === 'ruby') return hasBundle ? { ...common, namedIn: null } : null;
  return ecosystem === 'go' ? { ...common, namedIn: null } : null;
}

/** `new PgInstrumentation()`, `RedisInstrumentor().instrument()` */
const isInstrumenting = ({ callee, path }: CallFact): boolean =>
  /^@opentelemetry\/instrumentation-.*\.\w+Instrumentation$/.test(path ?? '') ||
  /^opentelemetry\.instrumentation\..*Instrumentor\(\)\.instrument$/.test(path ?? callee);

function untraced(program: Program, row: LibraryInstrumentation): UntracedLibrary | null {
  const { service, files, texts, hasBundle, namedIn } = program;
  if (row.inBundle && hasBundle && row.ecosystem === 'node') return null;
  const place = usedAt(program, row);
  if (place === null) return null;
  const { otherwise, className, packages } = row;
  const said = [...files.map(({ text }) => text), ...service.packages];
  if (otherwise !== null && said.some((text) => otherwise.test(text))) return null;
  const isInstalled = packages.some((name) => service.packages.includes(name));
  const isNamed = className !== null && files.some(({ text }) => text.includes(className));
  if (isNamed || (isInstalled && (namedIn === null || className === null))) return null;
  // Something else may install it: an image, a script.
  if (!isInstalled && texts.some((text) => packages.some((name) => text.includes(name)))) return null;
  return { row, place, isInstalled, namedIn };
}

function usedAt(program: Program, { ecosystem, library }: LibraryInstrumentation): Location | null {
  if (ecosystem === 'ruby') return gemAt(program, library);
  for (const file of program.files) {
    const { facts, path } = file;
    if (ecosystem === 'go') {
      const call = facts?.calls.find((one) => one.path === library);
      if (call !== undefined) return { file: path, range: call.calleeRange };
      continue;
    }
    const imported = facts?.imports.find(
      (one) => isOf(one.module, library, ecosystem) && !one.typeOnly && isUsed(one, file),
    );
    if (imported !== undefined) return { file: path, range: imported.range };
  }
  return null;
}

function isOf(module: string, library: string, ecosystem: string): boolean {
  return module === library || module.startsWith(library + (ecosystem === 'python' ? '.' : '/'));
}

/** The line of the Gemfile. */
function gemAt({ service, sources }: Program, gem: string): Location | null {
  if (!service.packages.includes(gem)) return null;
  const file = service.root === '.' ? 'Gemfile' : `${service.root}/Gemfile`;
  const match = new RegExp(`^[ \\t]*gem[ \\t(]+["']${gem}["']`, 'm').exec(sources.get(file)?.text ?? '');
  if (match === null) return null;
  const start = match.index + match[0].length - match[0].trimStart().length;
  return { file, range: { start, end: match.index + match[0].length } };
}
