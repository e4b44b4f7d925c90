/** What git says changed between two sides, file by file, as `git diff --raw` does. Nothing of the repository is run. */
import type { GitRepository } from './repository.ts';

export interface RawChange {
  /** `U`: in the middle of a merge, and not decided. */
  readonly status: 'A' | 'D' | 'M' | 'R' | 'T' | 'U';
  /** Octal; `000000` where the file is not there. */
  readonly oldMode: string;
  readonly newMode: string;
  /** Hashes of the content; null where it is not known, as in the working tree, or not there. */
  readonly oldBlob: string | null;
  readonly newBlob: string | null;
  /** From the root, with `/`. */
  readonly oldPath: string;
  readonly path: string;
}

/** Pairs of files that are compared for renames at most: their product costs. */
const renameLimit = 1000;

/** @param words the sides: a commit, `--cached` and a commit, or two commits */
export async function rawDiff(
  { git }: GitRepository,
  words: readonly string[],
  { renames }: { readonly renames: boolean },
): Promise<RawChange[]> {
  const shape = [
    '--raw',
    '-z',
    '--no-abbrev',
    '--relative',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=dirty',
  ];
  const detection = renames ? ['-M', `-l${renameLimit}`] : ['--no-renames'];
  return parseRaw(await git(['diff', ...shape, ...detection, ...words, '--']));
}

/** @param text by `git diff` or `git log` with `--raw -z --no-abbrev` */
export function parseRaw(text: string): RawChange[] {
  const tokens = text.split('\0');
  const changes = new Map<string, RawChange>();
  for (let index = 0; index < tokens.length;) {
    const head = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/.exec(tokens[index++] ?? '');
    if (head === null) continue;
    const [, oldMode = '', newMode = '', oldHash = '', newHash = '', letter = ''] = head;
    const oldPath = tokens[index++] ?? '';
    const path = letter === 'R' || letter === 'C' ? (tokens[index++] ?? '') : oldPath;
    // A path in conflict is said twice.
    if (changes.get(path)?.status === 'U') continue;
    changes.set(path, {
      status: statusOf(letter),
      oldMode,
      newMode,
      oldBlob: blobOf(oldHash),
      newBlob: blobOf(newHash),
      oldPath,
      path,
    });
  }
  return [...changes.values()];
}

function statusOf(letter: string): RawChange['status'] {
  switch (letter) {
    case 'A':
    case 'D':
    case 'R':
    case 'T':
    case 'U':
      return letter;
    // Copies are not asked for: of one that is said all the same the new file counts.
    case 'C':
      return 'A';
    default:
      return 'M';
  }
}

function blobOf(hash: string): string | null {
  return /^0+$/.test(hash) ? null : hash;
}

/** Files that git neither tracks nor ignores. */
export async function untrackedFiles({ git }: GitRepository): Promise<string[]> {
  const listed = await git(['ls-files', '--others', '--exclude-standard', '-z']);
  // What ends so is a repository of its own.
  return listed.split('\0').filter((path) => path !== '' && !path.endsWith('/'));
}

/** Files in the middle of a merge that are not decided. */
export async function unmergedFiles({ git }: GitRepository): Promise<ReadonlySet<string>> {
  const listed = await git(['ls-files', '--unmerged', '-z']);
  // `100644 <hash> <stage>\t<path>`, for each side.
  return new Set(listed.split('\0').map((entry) => entry.slice(entry.indexOf('\t') + 1)));
}
