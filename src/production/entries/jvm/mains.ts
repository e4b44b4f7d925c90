/** Files of main classes: by their full name, or the one that a module has. */
import { buildsWithoutMain, mainFunctions, mainMarks } from '../../../knowledge/jvmPrograms.ts';
import { basename, extension, relativeTo } from '../../paths.ts';
import type { Repository } from '../../repository.ts';
import { buildText, modulesBelow, namedMainClasses } from './modules.ts';

const mostFiles = 4000;
const extensions = ['.java', '.kt', '.groovy', '.scala'];

/** The source of `com.acme.shop.Main`, in the folder first; null where the repository has none. */
export async function classFile(
  name: string,
  directory: string | null,
  repository: Repository,
): Promise<string | null> {
  const segments = name.replace(/\$.*$/, '').split('.');
  const simple = segments.pop() ?? '';
  const folder = segments.join('/');
  const own = (path: string): boolean => directory === null || relativeTo(directory, path) !== null;
  const plain = extensions.flatMap((suffix) => repository.filesNamed(simple + suffix));
  // Functions of a Kotlin file are in a class that is called after it.
  const stem = simple.endsWith('Kt') ? simple.slice(0, -2) : null;
  const kotlin =
    stem === null
      ? []
      : [stem, stem.charAt(0).toLowerCase() + stem.slice(1)].flatMap((one) => repository.filesNamed(`${one}.kt`));
  const all = [...plain, ...kotlin].filter((path) => !isTest(path));
  const inFolder = all.filter((path) => folder === '' || path.endsWith(`${folder}/${basename(path)}`));
  const found = inFolder.find(own) ?? inFolder[0];
  if (found !== undefined) return found;
  for (const path of all.filter(own).slice(0, 50)) {
    const text = await repository.read(path);
    const declared = text === null ? undefined : (/^\s*package\s+([\w.]+)/m.exec(text)?.[1] ?? '');
    if (declared === segments.join('.')) return path;
  }
  return null;
}

const isTest = (path: string): boolean => /(^|\/)(?:test|tests|testFixtures|integrationTest|it|jmh)\//.test(path);

/** The file that a module is started with: what its build names, else the only one that can be meant. */
export async function mainOfModule(directory: string, repository: Repository): Promise<string | null> {
  const named: string[] = [];
  for (const name of await namedMainClasses(directory, repository)) {
    const file = await classFile(name, directory, repository);
    if (file !== null && !named.includes(file)) named.push(file);
  }
  const [only] = named;
  if (only !== undefined && named.length === 1) return only;
  const found = await mainsOf(directory, repository);
  const among = named.filter((file) => found[0]?.includes(file));
  if (among.length > 0) return among[0] ?? null;
  if (only !== undefined) return only;
  const best = found.find((files) => files.length > 0) ?? [];
  return best.length === 1 ? (best[0] ?? null) : null;
}

/** What a module is started by. */
export interface ModuleProgram {
  readonly module: string;
  /** Null where its build or the server makes the main class. */
  readonly file: string | null;
}

/** Null where it is no program, or one of several. */
export async function programOfModule(module: string, repository: Repository): Promise<ModuleProgram | null> {
  const file = await mainOfModule(module, repository);
  if (file !== null) return { module, file };
  const found = await mainsOf(module, repository);
  if (found.some((files) => files.length > 0)) return null;
  return buildsWithoutMain.test(await buildText(module, repository)) ? { module, file } : null;
}

/** Files with a main function, those that frameworks mark first, by rank. */
async function mainsOf(directory: string, repository: Repository): Promise<readonly (readonly string[])[]> {
  const nested = modulesBelow(directory, repository);
  const ranks: string[][] = [...mainMarks.map(() => []), []];
  const files = repository
    .filesBelow(directory)
    .filter(
      (path) =>
        extensions.includes(extension(path)) &&
        !isTest(path.slice(directory === '.' ? 0 : directory.length)) &&
        !nested.some((module) => relativeTo(module, path) !== null),
    );
  if (files.length > mostFiles) return ranks;
  for (const path of files) {
    const text = await repository.read(path);
    if (text === null || !mainFunctions[extension(path)]?.test(text)) {
      // A web archive has no main function.
      if (text?.includes('SpringBootServletInitializer') !== true || mainMarks[0]?.test(text) !== true) continue;
    }
    const rank = mainMarks.findIndex((mark) => mark.test(text ?? ''));
    ranks[rank < 0 ? mainMarks.length : rank]?.push(path);
  }
  return ranks;
}
