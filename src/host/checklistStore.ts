/**
 * Answers to the checklist, kept outside of what git tracks: one folder for each branch in the git directory, one file
 * for each item. A file takes its place whole or not at all, so that neither a crash nor two programs that answer at the
 * same time lose an answer: of two to the same item the later one holds.
 */
import { createHash } from 'node:crypto';
import { lstat, mkdir, open, readFile, readdir, realpath, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ChecklistAnswer } from '../model/checklist.ts';
import type { Fault } from '../model/source.ts';
import { gitText } from './git.ts';
import { stateFolder } from './stateFolder.ts';

export interface ChecklistStore {
  /** Where the answers are; absolute. It need not exist. */
  readonly folder: string;
  /** A file that is no answer is kept aside under another name, and said. */
  read(): Promise<{ readonly answers: readonly ChecklistAnswer[]; readonly faults: readonly Fault[] }>;
  /** Takes the place of an earlier answer to the same item. @throws Error that says why it cannot be kept */
  put(answer: ChecklistAnswer): Promise<void>;
  /** Takes an answer back; false where there was none. */
  clear(item: string): Promise<boolean>;
}

/** Of one answer, in UTF-16 code units. */
export const longestNote = 4_000;
export const longestName = 200;

const largestFile = 64 * 1024;
const mostFiles = 10_000;

/**
 * The answers of the branch that is checked out now: whoever runs for long opens it anew for each question.
 * @param root absolute path of the reviewed folder, which may be a part of a repository
 */
export async function openChecklistStore(root: string): Promise<ChecklistStore> {
  const { base, parts } = await placeOf(root);
  const folder = path.join(base, ...parts);
  const fileOf = (item: string): string => path.join(folder, `${fileName(item)}.json`);
  return {
    folder,
    async read() {
      const answers: ChecklistAnswer[] = [];
      const faults: Fault[] = [];
      for (const name of await filesIn(folder)) {
        const file = path.join(folder, name);
        const answer = await readAnswer(file);
        if (answer === 'gone') continue;
        if (answer === 'broken') faults.push(await setAside(file));
        else if (`${fileName(answer.item)}.json` === name) answers.push(answer);
      }
      return { answers, faults };
    },
    async put(answer) {
      if (answer.note.length > longestNote) throw new Error(`a note has at most ${longestNote} characters`);
      if (answer.by.length > longestName) throw new Error(`a name has at most ${longestName} characters`);
      await makeFolder(base, parts);
      await replace(fileOf(answer.item), `${JSON.stringify(answer, null, 2)}\n`);
    },
    async clear(item) {
      await makeFolder(base, parts);
      const file = fileOf(item);
      const wasThere = (await lstat(file).catch(() => null)) !== null;
      await rm(file, { force: true });
      return wasThere;
    },
  };
}

/** `parts`: folders below `base` that are ours. */
async function placeOf(root: string): Promise<{ readonly base: string; readonly parts: readonly string[] }> {
  const git = async (...words: string[]): Promise<string | null> => {
    const text = await gitText(root, words).catch(() => null);
    return text === null ? null : text.replace(/\r?\n$/, '');
  };
  const common = await git('rev-parse', '--git-common-dir');
  if (common === null || common === '') {
    const real = await realpath(root).catch(() => root);
    return { base: stateFolder(), parts: ['checklist', fileName(real)] };
  }
  // Absolute, or relative to where git was asked.
  const base = path.resolve(root, common);
  const below = (await git('rev-parse', '--show-prefix')) ?? '';
  const branch = await git('symbolic-ref', '--quiet', 'HEAD');
  const commit = branch === null ? ((await git('rev-parse', '--verify', '--quiet', 'HEAD')) ?? 'none') : '';
  const line = branch === null ? `commit ${commit}` : branch.replace(/^refs\/heads\//, '');
  // Several folders of a repository may be reviewed by profiles of their own.
  return { base, parts: ['prodaware', 'checklist', fileName(below === '' ? line : `${line} ${below}`)] };
}

/** Readable, and another for another text also where the file system knows no capital letters. */
function fileName(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return words === '' ? hash : `${words}-${hash}`;
}

/** No link is followed below `base`: what it leads to is not ours. */
async function makeFolder(base: string, parts: readonly string[]): Promise<void> {
  await mkdir(base, { recursive: true, mode: 0o700 });
  let folder = base;
  for (const part of parts) {
    folder = path.join(folder, part);
    await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error;
    });
    if (!(await lstat(folder)).isDirectory())
      throw new Error(`${folder} is a link or no folder: answers cannot be kept`);
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const present = await lstat(folder).catch(() => null);
  if (present === null || !present.isDirectory()) return [];
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .slice(0, mostFiles);
}

async function readAnswer(file: string): Promise<ChecklistAnswer | 'gone' | 'broken'> {
  const present = await lstat(file).catch(() => null);
  if (present === null) return 'gone';
  if (!present.isFile() || present.size > largestFile) return 'broken';
  try {
    return asAnswer(JSON.parse(await readFile(file, 'utf8'))) ?? 'broken';
  } catch (error) {
    return isCode(error, 'ENOENT') ? 'gone' : 'broken';
  }
}

function asAnswer(value: unknown): ChecklistAnswer | null {
  if (typeof value !== 'object' || value === null) return null;
  // An object may be asked for any key.
  const { item, subject, answer, by, note, at } = value as Readonly<Record<string, unknown>>;
  if (typeof item !== 'string' || typeof subject !== 'string' || typeof by !== 'string') return null;
  if (typeof note !== 'string' || typeof at !== 'string') return null;
  return answer === 'yes' || answer === 'no' ? { item, subject, answer, by, note, at } : null;
}

async function setAside(file: string): Promise<Fault> {
  const kept = `${file}.broken`;
  const isKept = await rename(file, kept).then(
    () => true,
    () => false,
  );
  const where = isKept ? `it is kept as ${kept}` : 'it is left where it is';
  return {
    kind: 'host',
    severity: 'warning',
    message: `an answer to the checklist cannot be read: ${file}; ${where}`,
    file: null,
    range: null,
  };
}

/** Beside the file first, on the disk, and then in its place. */
async function replace(file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.${Date.now().toString(36)}.${Math.random().toString(36).slice(2)}`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameOver(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** Windows refuses while another program reads the file, which takes no time. */
async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await rename(from, to);
    } catch (error) {
      const isBusy = isCode(error, 'EPERM') || isCode(error, 'EACCES') || isCode(error, 'EBUSY');
      if (!isBusy || process.platform !== 'win32' || attempt >= 20) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5 * (attempt + 1)));
    }
  }
}

/** So that the name survives a power cut, too, where the system can say so. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => null);
  if (handle === null) return;
  await handle.sync().catch(() => undefined);
  await handle.close();
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
