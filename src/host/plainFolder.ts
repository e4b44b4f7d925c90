/**
 * Files of a folder that is no working copy of git: an archive that was unpacked, or a program as somebody copied it.
 * What its .gitignore files name is left out, as git would, unless there is so little of it that it can only have been
 * tracked in spite of them: an archive has what git tracks, and nothing else.
 */
import { lstat, readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** More than that was made here, and is in no archive. */
const mostTracked = 100;
/** What building and running leaves behind: whoever has it has more than an archive. */
const leftBehind =
  /\.(?:pyc|pyo|class|o|obj|dll|exe|so|pdb|jar|war|egg|log|pid|sqlite3?|db|tsbuildinfo|DS_Store|swp)$|(?:^|\/)(?:coverage|\.nyc_output|\.cache)\//;
/** Folders into which everything is built: what is in them was written elsewhere. */
const outputs = /^(?:dist|out|target|obj|tmp|temp|logs?|htmlcov|coverage|\.next|\.nuxt|\.output|\.gradle|\.cache)$/;
/** Files that everybody makes for themselves and that hold keys: nobody can tell one that was tracked. */
const personal = /(?:^|\/)(?:\.env(?:\.local)?|[^/]*\.local|auth\.json|[^/]*\.(?:pem|key|p12))$/;

interface Folder {
  readonly folder: string;
  readonly rules: readonly { readonly base: string; readonly rules: Ignore }[];
}

/**
 * Every regular file; links are not followed.
 * @param skipped names of folders that are never gone into
 */
export async function listPlainFolder(root: string, most: number, skipped: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = [];
  const ignored: string[] = [];
  const ignoredFolders: string[] = [];
  let isUsed = false;
  const pending: Folder[] = [{ folder: '', rules: [] }];
  for (let next = pending.pop(); next !== undefined && found.length < most; next = pending.pop()) {
    const { folder } = next;
    const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
    let { rules } = next;
    if (entries.some((entry) => entry.isFile() && entry.name === '.gitignore')) {
      rules = [...rules, { base: folder, rules: await ignoreRules(path.join(root, folder, '.gitignore')) }];
    }
    for (const entry of entries) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      const isFolder = entry.isDirectory();
      if (!isFolder && !entry.isFile()) continue;
      const isLeft = isIgnored(file, isFolder, rules);
      if (isFolder && skipped.has(entry.name)) isUsed ||= isLeft;
      else if (isLeft) (isFolder ? ignoredFolders : ignored).push(file);
      else if (isFolder) pending.push({ folder: file, rules });
      else found.push(file);
      if (found.length >= most) break;
    }
  }
  const tracked = isUsed ? null : await trackedOf(root, ignored, ignoredFolders, skipped);
  return tracked === null ? found : [...found, ...tracked].slice(0, most);
}

/** Ignored files that were tracked; null where there are too many, or what nobody tracks. */
async function trackedOf(
  root: string,
  files: readonly string[],
  folders: readonly string[],
  skipped: ReadonlySet<string>,
): Promise<readonly string[] | null> {
  const all = [...files];
  const pending = folders.filter((folder) => !outputs.test(path.posix.basename(folder)));
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory() && skipped.has(entry.name)) return null;
      if (entry.isDirectory()) pending.push(file);
      else if (entry.isFile()) all.push(file);
    }
    if (all.length > mostTracked || pending.length > mostTracked) return null;
  }
  if (all.length > mostTracked || all.some((file) => leftBehind.test(file))) return null;
  return all.filter((file) => !personal.test(file));
}

async function ignoreRules(file: string): Promise<Ignore> {
  const status = await lstat(file);
  return ignore().add(status.isFile() && status.size < 1_000_000 ? await readFile(file, 'utf8').catch(() => '') : '');
}

function isIgnored(
  file: string,
  isFolder: boolean,
  rules: readonly { readonly base: string; readonly rules: Ignore }[],
): boolean {
  return rules.some(({ base, rules: own }) => {
    const relative = base === '' ? file : file.slice(base.length + 1);
    return own.ignores(isFolder ? `${relative}/` : relative);
  });
}
