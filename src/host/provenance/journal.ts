/**
 * What assistants said that they edited, through their hooks: a bounded journal in the folder that git shares between
 * working trees, so it is no tracked file and is not committed. Of lines only hashes are kept.
 */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import { gitText } from '../git.ts';

export interface AgentEdit {
  /** `Claude Code`, for people. */
  readonly agent: string;
  readonly session: string | null;
  /** From the root, with `/`. */
  readonly path: string;
  /** ISO 8601. */
  readonly at: string;
  /** Texts that were put in, each of one or more lines. */
  readonly inserted: readonly string[];
}

export interface RecordedEdit {
  readonly agent: string;
  readonly session: string | null;
  readonly at: string;
  /** As `lineHash` gives them. */
  readonly lines: ReadonlySet<string>;
}

/** Two files of this size are kept at most: the one that is written, and the one before it. Bytes. */
const largest = 1024 * 1024;
/** Lines of one edit. */
const mostLines = 5000;

const editsFile = 'edits.jsonl';
const saidFile = 'said.jsonl';

/**
 * @param root absolute path of the reviewed folder
 * @throws where there is no git repository, or the journal cannot be written
 */
export async function recordEdit(root: string, { agent, session, path: file, at, inserted }: AgentEdit): Promise<void> {
  const lines = inserted.flatMap((text) => text.split(/\r\n|\n|\r/)).slice(0, mostLines);
  const hashes = [...new Set(lines.filter((line) => line.trim() !== '').map(lineHash))];
  if (hashes.length === 0) return;
  const { folder, prefix } = await placeOf(root);
  await append(folder, editsFile, { agent, session, path: prefix + file, at, lines: hashes });
}

/**
 * Whether this was said in a session already; now it was. Keeps an assistant from being sent round and round.
 * @param what stands for what is said, such as a hash of it
 */
export async function saidBefore(root: string, session: string, what: string): Promise<boolean> {
  const { folder } = await placeOf(root);
  const isKnown = (await entries(folder, saidFile)).some((one) => one['session'] === session && one['what'] === what);
  if (!isKnown) await append(folder, saidFile, { session, what });
  return isKnown;
}

/** Recorded edits by path from the root; empty where there are none. */
export async function recordedEdits(root: string): Promise<ReadonlyMap<string, readonly RecordedEdit[]>> {
  const edits = new Map<string, RecordedEdit[]>();
  const place = await placeOf(root).catch(() => null);
  if (place === null) return edits;
  for (const { agent, session, path: file, at, lines } of await entries(place.folder, editsFile)) {
    if (typeof agent !== 'string' || typeof file !== 'string' || typeof at !== 'string' || !Array.isArray(lines))
      continue;
    if (!file.startsWith(place.prefix)) continue;
    const hashes = new Set(lines.filter((line) => typeof line === 'string'));
    const edit = { agent, session: typeof session === 'string' ? session : null, at, lines: hashes };
    const own = file.slice(place.prefix.length);
    edits.set(own, [...(edits.get(own) ?? []), edit]);
  }
  return edits;
}

/** Formatters change how far a line is indented. */
export function lineHash(line: string): string {
  return createHash('sha256').update(line.trim()).digest('hex').slice(0, 16);
}

async function placeOf(root: string): Promise<{ readonly folder: string; readonly prefix: string }> {
  const said = await gitText(root, ['rev-parse', '--git-common-dir', '--show-prefix']);
  const [folder = '', prefix = ''] = said.split('\n');
  return { folder: path.join(path.resolve(root, folder), 'prodaware'), prefix };
}

async function append(folder: string, name: string, entry: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  if (!(await lstat(folder)).isDirectory()) throw new Error(`${folder} is a link`);
  const file = path.join(folder, name);
  const status = await lstat(file).catch(() => null);
  if (status !== null && status.size > largest) await rename(file, `${file}.old`).catch(() => undefined);
  // A link in its place would have us write somewhere else.
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW } = constants;
  const handle = await open(file, O_WRONLY | O_APPEND | O_CREAT | (O_NOFOLLOW ?? 0), 0o600);
  try {
    // One write, so that hooks that run at the same time do not mix their lines.
    await handle.appendFile(`${JSON.stringify(entry)}\n`);
  } finally {
    await handle.close();
  }
}

/** Entries of both files, the older ones first; lines that are none are passed over. */
async function entries(folder: string, name: string): Promise<Record<string, unknown>[]> {
  const file = path.join(folder, name);
  const texts = await Promise.all([`${file}.old`, file].map(textOf));
  return texts
    .join('')
    .split('\n')
    .flatMap((line) => {
      try {
        const value: unknown = JSON.parse(line);
        return isRecord(value) ? [value] : [];
      } catch {
        return [];
      }
    });
}

async function textOf(file: string): Promise<string> {
  const status = await lstat(file).catch(() => null);
  if (status === null || !status.isFile() || status.size > 4 * largest) return '';
  return readFile(file, 'utf8').catch(() => '');
}

/** A record of unknown values is what any object is. */
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
