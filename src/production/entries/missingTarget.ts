/**
 * Whether a program that a command names should be in the repository and is not. Said only when it is certain: nothing
 * that builds, copies, installs or ignores could have made it.
 */
import ignore from 'ignore';
import type { Word } from '../../model/production.ts';
import { isOutputPath } from './node/buildOutput.ts';
import type { Candidate } from '../containerPaths.ts';
import type { EntryQuestion } from './question.ts';
import { ancestors, basename, dirname, extension, join, relativeTo } from '../paths.ts';

/** The path as the command names it, or null where it cannot be known. */
export async function missingFile(
  word: Word,
  candidates: readonly Candidate[],
  question: EntryQuestion,
): Promise<string | null> {
  const { repository, image } = question;
  const suffix = extension(word.value);
  if (word.dynamic || !/^\.(py|[cm]?[jt]s)$/.test(suffix) || /[*?$%{}~]|^\//.test(word.value)) return null;
  const [first] = candidates;
  if (first === undefined || !first.certain || isOutputPath(first.path) || isOutputPath(word.value)) return null;
  const directory = dirname(first.path);
  const beside = repository
    .filesBelow(directory)
    .some((path) => dirname(path) === directory && extension(path) === suffix);
  if (!beside) return null;
  const name = basename(word.value);
  if (image !== null) {
    if (image.copies.some((copy) => copy.from !== null && !copy.target.startsWith('/usr'))) return null;
    if (
      image.runs.some(
        (run) => run.text.includes(name) || /\b(build|compile|generate|make|git clone|curl|wget)\b/.test(run.text),
      )
    ) {
      return null;
    }
  }
  return (await isIgnored(first.path, question)) ? null : word.value;
}

/** Certain only for a module of a package that is in the repository. */
export function missingModule(word: Word, roots: readonly string[], question: EntryQuestion): string | null {
  const { repository, image } = question;
  const [top = '', ...rest] = word.value.split('.');
  if (word.dynamic || rest.length === 0 || image !== null) return null;
  const root = roots.find((candidate) => repository.isFile(join(candidate, `${top}/__init__.py`) ?? ''));
  if (root === undefined) return null;
  const folder = join(root, [top, ...rest.slice(0, -1)].join('/'));
  return folder !== null && repository.isDirectory(folder) ? word.value : null;
}

async function isIgnored(path: string, question: EntryQuestion): Promise<boolean> {
  for (const directory of ancestors(dirname(path))) {
    const text = await question.repository.read(join(directory, '.gitignore') ?? '.gitignore');
    const inside = relativeTo(directory, path);
    if (text !== null && inside !== null && ignore().add(text.slice(0, 100_000)).ignores(inside)) return true;
  }
  return false;
}
