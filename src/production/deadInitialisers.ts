/**
 * Initialisers in a service's own files that its entry point never comes to. One that another program of the same folder
 * runs (a command line tool, a function) is not dead: it says nothing about this service.
 */
import type { SourceFile } from '../model/source.ts';
import type { TelemetryPromise } from '../model/production.ts';
import { readJson } from './json.ts';
import type { LaunchContext, LaunchDraft } from './launches.ts';
import { nodeFile } from './entries/node/programs.ts';
import { basename, dirname, join, relativeTo } from './paths.ts';
import { initialiserOf } from './telemetry/inCode.ts';

export interface DeadInitialisers {
  readonly promises: readonly TelemetryPromise[];
  /** Vendors that another program of the folder starts: their packages are not installed for nothing. */
  readonly elsewhere: ReadonlySet<string>;
}

export const nothingDead: DeadInitialisers = { promises: [], elsewhere: new Set() };

export interface DeadInitialiserQuestion {
  readonly draft: LaunchDraft;
  readonly root: string;
  /** Roots of the other services: their files say nothing about this one. */
  readonly otherRoots: readonly string[];
  /** Entry points of all launches. */
  readonly entryFiles: ReadonlySet<string>;
  readonly context: LaunchContext;
}

const aside =
  /(^|\/)(tests?|__tests__|spec|specs|e2e|testing|fixtures?|examples?|samples?|benchmarks?|docs?|mocks?|__mocks__|migrations|node_modules|venv|\.venv|site-packages|vendor)(\/|$)/i;
const testName = /(^|\/)(test_[^/]*|[^/]*_test|conftest|[^/]*\.(test|spec|stories|d|config))\.([cm]?[jt]sx?|py)$/i;
const mostFiles = 3000;
const mostFound = 4;
const readAhead = 32;
const mostImporters = 60;

export async function deadInitialisers(question: DeadInitialiserQuestion): Promise<DeadInitialisers> {
  const { draft, entryFiles, context } = question;
  const { ecosystem, entryPoint } = draft.entry;
  if (ecosystem === null || entryPoint === null) return nothingDead;
  const { repository, vendors } = context;
  const mayStart = (path: string): Promise<boolean> => repository.namesTelemetry(path, ecosystem);
  const files = filesOf(question, ecosystem);
  const promises: TelemetryPromise[] = [];
  const elsewhere = new Set<string>();
  let programs: ReadonlySet<string> | null = null;
  for (const [index, path] of files.entries()) {
    if (promises.length >= mostFound) break;
    // The next files are read while this one is looked at.
    if (index % readAhead === 0) await Promise.all(files.slice(index, index + readAhead).map((next) => mayStart(next)));
    // The entry point of another process starts its own telemetry.
    if (entryFiles.has(path) && path !== entryPoint.file) continue;
    if (!(await mayStart(path))) continue;
    const source = await repository.source(path);
    // A route is not dead in a process that answers no requests.
    const initialiser = source?.facts?.telemetry.find((fact) => {
      const vendor = vendors.find(({ name }) => name === fact.vendor);
      const row = vendor && initialiserOf({ file: source, fact, condition: null, loose: false }, vendor);
      return vendor !== undefined && row?.served !== true;
    });
    if (source === null || initialiser === undefined) continue;
    programs ??= await declaredPrograms(question.root, context);
    if (path !== entryPoint.file && (await isOfAnotherProgram(path, files, programs, draft, context))) {
      elsewhere.add(initialiser.vendor);
      continue;
    }
    repository.note(source);
    promises.push({
      file: path,
      range: initialiser.range,
      label: draft.modules.has(path) ? 'nothing calls this' : 'nothing on the way imports this',
      kind: 'dead-initialiser',
      vendor: initialiser.vendor,
      words: [],
      placement: 'before',
      mechanism: 'in-code',
    });
  }
  return { promises: promises.filter(({ vendor }) => !elsewhere.has(vendor)), elsewhere };
}

/** Source files of the service itself, without tests and what is beside it. */
function filesOf({ draft, root, otherRoots, context }: DeadInitialiserQuestion, ecosystem: string): readonly string[] {
  const { repository } = context;
  // Programs of other languages are taken whole: what is no part of this one is of another.
  const isOwn = (path: string): boolean => /^(?:python|node)$/.test(ecosystem) || draft.modules.has(path);
  const nested = otherRoots.filter((other) => other !== root && other !== '.' && relativeTo(root, other) !== null);
  return repository
    .filesBelow(root)
    .filter((path) => {
      const inside = relativeTo(root, path) ?? path;
      return (
        repository.language(path)?.ecosystem === ecosystem &&
        isOwn(path) &&
        !aside.test(dirname(inside)) &&
        !testName.test(path) &&
        !nested.some((other) => relativeTo(other, path) !== null)
      );
    })
    .slice(0, mostFiles);
}

/** Whether a file is a program of its own, or what imports it is, as far as that can be followed. */
async function isOfAnotherProgram(
  path: string,
  files: readonly string[],
  programs: ReadonlySet<string>,
  draft: LaunchDraft,
  context: LaunchContext,
): Promise<boolean> {
  const { repository } = context;
  const seen = new Set<string>([path]);
  const queue = [path];
  for (let at = queue.shift(); at !== undefined && seen.size < mostImporters; at = queue.shift()) {
    const source = await repository.source(at);
    if (source !== null && isProgram(source, programs)) return true;
    const name = importedName(at);
    for (const other of files) {
      if (seen.has(other) || draft.modules.has(other)) continue;
      const text = await repository.read(other);
      if (text === null || !text.includes(name)) continue;
      if (await imports(other, at, draft, context)) {
        seen.add(other);
        queue.push(other);
      }
    }
  }
  return false;
}

function isProgram({ path, text, facts }: SourceFile, programs: ReadonlySet<string>): boolean {
  if (programs.has(path) || text.startsWith('#!')) return true;
  return facts?.entryMarkers.some(({ kind }) => kind === 'main-guard') ?? false;
}

/** What an import of the file ends in. */
function importedName(path: string): string {
  const stem = basename(path).replace(/\.[^.]+$/, '');
  return stem === 'index' || stem === '__init__' ? basename(dirname(path)) : stem;
}

async function imports(
  from: string,
  target: string,
  { entry }: LaunchDraft,
  { repository }: LaunchContext,
): Promise<boolean> {
  const source = await repository.source(from);
  const language = repository.language(from);
  if (source?.facts === undefined || source.facts === null || language === null) return false;
  const exists = (path: string): boolean => repository.isFile(path);
  const resolve = (name: string): string | null => language.resolveModule(name, { from, roots: entry.roots, exists });
  return source.facts.imports.some(({ module, names }) => {
    if (resolve(module) === target) return true;
    const separator = module.endsWith('.') ? '' : '.';
    return target.endsWith('.py') && names.some(({ name }) => resolve(`${module}${separator}${name}`) === target);
  });
}

/** Files that the package.json of a folder names as what it runs: `main`, `bin`. */
async function declaredPrograms(root: string, { repository }: LaunchContext): Promise<ReadonlySet<string>> {
  const path = join(root, 'package.json') ?? 'package.json';
  const text = await repository.read(path);
  const json = text === null ? null : readJson(path, text);
  const found = new Set<string>();
  if (json === null) return found;
  const names = json.keys(['bin']).map((name) => json.value(['bin', name]));
  for (const target of [json.value(['main']), json.value(['bin']), ...names]) {
    const file = typeof target === 'string' ? join(root, target) : null;
    const source = file === null ? null : await nodeFile(file, repository);
    if (source !== null) found.add(source);
  }
  return found;
}
