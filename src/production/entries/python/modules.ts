/** Files and modules of Python, and the directories that modules are looked for in. */
import type { Word } from '../../../model/production.ts';
import { foldersOfPackage } from '../../localPackages.ts';
import { move } from '../../packageScripts.ts';
import { ancestors, dirname, join } from '../../paths.ts';
import { missingFile, missingModule } from '../missingTarget.ts';
import { directoriesOf, nothingResolved, pathsOf } from '../question.ts';
import type { EntryQuestion, ResolvedEntry } from '../question.ts';

export const python: ResolvedEntry = { ...nothingResolved, ecosystem: 'python', language: 'python' };

/** `python app.py`: the folder of the file is the first that modules are looked for in. */
export async function pythonFile(
  word: Word,
  question: EntryQuestion,
  /** What a program takes of a folder that it is told, where that is not `__main__.py`. */
  ofFolder: string | null = null,
): Promise<ResolvedEntry> {
  const { repository } = question;
  const candidates = pathsOf(word.value, question);
  for (const { path } of candidates) {
    const main = join(path, ofFolder ?? '__main__.py') ?? path;
    const file = repository.isFile(path) ? path : repository.isFile(main) ? main : null;
    if (file === null) continue;
    const roots = [dirname(file), ...rootsOf([], question)];
    return { ...python, entryPoint: { file, symbol: null, asMain: true }, unresolved: null, roots };
  }
  return {
    ...python,
    roots: rootsOf([], question),
    unresolved: `${word.value} is not in the repository`,
    missingTarget: await missingFile(word, candidates, question),
  };
}

/** `python -m package.module`. */
export async function pythonModule(word: Word, question: EntryQuestion): Promise<ResolvedEntry> {
  if (word.dynamic) return { ...python, unresolved: `the module comes from ${word.value}, which is not known here` };
  const roots = rootsOf([], question);
  const file = fileBelow(roots, word.value, ['/__main__.py', '.py'], question);
  if (file !== null) return { ...python, entryPoint: { file, symbol: null, asMain: true }, unresolved: null, roots };
  return {
    ...python,
    roots,
    unresolved: `the module ${word.value} is not in the repository`,
    missingTarget: missingModule(word, roots, question),
  };
}

export function moduleFile(module: string, roots: readonly string[], question: EntryQuestion): string | null {
  return fileBelow(roots, module, ['.py', '/__init__.py'], question);
}

/** Where nothing says in which folder it runs, the only package of the name is meant. */
function fileBelow(
  roots: readonly string[],
  module: string,
  endings: readonly string[],
  { repository }: EntryQuestion,
): string | null {
  const name = module.replaceAll('.', '/');
  const below = (root: string): string[] =>
    endings.flatMap((ending) => join(root, `${name}${ending}`) ?? []).filter((file) => repository.isFile(file));
  const [found] = roots.flatMap(below);
  if (found !== undefined || !module.includes('.')) return found ?? null;
  const [only, ...others] = foldersOfPackage(module, repository).flatMap((folder) => below(folder)[0] ?? []);
  return others.length > 0 ? null : (only ?? null);
}

/**
 * Directories that modules are looked for in: those the command adds, the working directory, PYTHONPATH; then, since
 * packages are installed from there, `src` and the folders above that hold a manifest.
 */
export function rootsOf(added: readonly string[], question: EntryQuestion): readonly string[] {
  const { repository, variables } = question;
  const roots: string[] = [];
  const add = (directory: string): void => {
    if (!roots.includes(directory) && repository.isDirectory(directory)) roots.push(directory);
  };
  const addSeen = (path: string): void => {
    const seen = move(question.directory, path);
    if (seen === null) return;
    for (const candidate of question.view.candidates(seen)) add(candidate.path);
  };
  for (const path of added) for (const one of path.split(/[,:]/)) addSeen(one);
  for (const directory of directoriesOf(question.directory, question)) add(directory);
  for (const path of (variables.get('PYTHONPATH')?.value ?? '').split(':')) {
    if (path !== '' && !path.includes('$')) addSeen(path);
  }
  const near = [...roots];
  for (const root of near) add(join(root, 'src') ?? root);
  for (const root of near) {
    const manifest = ancestors(root).find((directory) =>
      ['pyproject.toml', 'setup.py', 'setup.cfg'].some((name) => repository.isFile(join(directory, name) ?? name)),
    );
    if (manifest !== undefined) {
      add(manifest);
      add(join(manifest, 'src') ?? manifest);
    }
  }
  return roots;
}
