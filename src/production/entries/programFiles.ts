/** Files of the repository that a command starts by their name, and what runs them. */
import type { FileView } from '../containerPaths.ts';
import { move } from '../packageScripts.ts';
import { basename, extension } from '../paths.ts';
import type { Repository } from '../repository.ts';

/** The program that the first line of a script names; null where it names none. */
export function shebangInterpreter(text: string): string | null {
  const [, program = '', rest = ''] = /^#!\s*(\S+)(?:[ \t]+([^\r\n]*))?/.exec(text) ?? [];
  if (program === '') return null;
  const name = basename(program);
  if (name === 'with-contenv') return basename(rest.trim().split(/\s+/)[0] ?? 'sh');
  if (name !== 'env') return name;
  const word = rest.split(/\s+/).find((part) => part !== '' && !part.startsWith('-') && !part.includes('='));
  return word === undefined ? null : basename(word);
}

export function firstLineEnd(text: string): number {
  const end = text.search(/\r?\n/);
  return end < 0 ? text.length : end;
}

/** A file that a command names: by path, or by a name that is looked for where images put programs. */
export async function findProgram(
  name: string,
  directory: string | null,
  view: FileView,
  repository: Repository,
): Promise<{ readonly path: string; readonly text: string } | null> {
  if (name.includes('/')) return findFile(name, directory, view, repository);
  for (const folder of ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin']) {
    const file = await findFile(`${folder}/${name}`, directory, view, repository, true);
    if (file !== null) return file;
  }
  return extension(name) === '.sh' ? findFile(name, directory, view, repository) : null;
}

export async function findFile(
  path: string,
  directory: string | null,
  view: FileView,
  repository: Repository,
  onlyCertain = false,
): Promise<{ readonly path: string; readonly text: string } | null> {
  const seen = move(directory, path);
  if (seen === null) return null;
  for (const candidate of view.candidates(seen)) {
    if ((onlyCertain && !candidate.certain) || !repository.isFile(candidate.path)) continue;
    const text = await repository.read(candidate.path);
    if (text !== null) return { path: candidate.path, text };
  }
  return null;
}
