/**
 * `host/` is the Node side of the ports: files, git and grammars. It imports the core below it and `node:*`.
 *
 * This file: the repository under review as a `FileSource`. The repository is hostile: git runs with every hook of its
 * configuration off, links that leave the root are not followed, and sizes and counts are bounded.
 */
import { lstatSync, readFileSync } from 'node:fs';
import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fingerprintOf, type FileContent, type FileSource, type Unreadable } from '../model/source.ts';
import type { FileStamps } from './fileStamps.ts';
import { gitText } from './git.ts';
import { hashOf } from './hash.ts';
import { listPlainFolder } from './plainFolder.ts';

export interface NodeFileOptions {
  /** Files larger than this give no text. Bytes. */
  readonly largest?: number;
  /** Listing stops here. */
  readonly most?: number;
  /** A file is read without letting anything else run: less work where nobody waits for anything else. */
  readonly atOnce?: boolean;
  /** What is known of files that were read before; absent: nothing. */
  readonly stamps?: FileStamps | undefined;
}

const defaultLargest = 2 * 1024 * 1024;
const defaultMost = 200_000;

/** Folders that hold what others wrote or a build made; git would ignore most of them, a plain folder does not say. */
const skippedFolders = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  '.venv',
  'venv',
  '__pycache__',
  '.tox',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  'site-packages',
  '.terraform',
  '.gradle',
  '.next',
  '.nuxt',
  '.turbo',
  '.cache',
  '.yarn',
  '.pnpm-store',
  '.vscode-test',
]);

/** Whether a file stands in such a folder. */
export function isSkipped(file: string): boolean {
  return file.split('/').some((segment) => skippedFolders.has(segment));
}

/** @param root absolute path of the repository's root */
export function nodeFileSource(root: string, options: NodeFileOptions = {}): FileSource {
  const largest = options.largest ?? defaultLargest;
  const most = options.most ?? defaultMost;
  /** Whether a folder, links followed, is in the root; asked once for each folder between two listings. */
  let inside = new Map<string, Promise<boolean>>();
  let top: Promise<string> | null = null;

  function isInside(folder: string): Promise<boolean> {
    let known = inside.get(folder);
    if (known === undefined) {
      known = Promise.all([(top ??= realpath(root)), realpath(folder)]).then(([above, real]) => isBelow(above, real));
      inside.set(folder, known);
      // A folder that is not there may come.
      known.catch(() => {
        inside.delete(folder);
        top = null;
      });
    }
    return known;
  }

  /** Says what a regular file of the root holds where that is known: links are followed by whoever reads. */
  async function fingerprint(file: string): Promise<string | null> {
    const { stamps } = options;
    const absolute = path.resolve(root, file);
    if (stamps === undefined || !isBelow(root, absolute)) return null;
    try {
      if (!(await isInside(path.dirname(absolute)))) return null;
      const status = lstatSync(absolute, { bigint: true });
      return status.isFile() ? stamps.find(file, status) : null;
    } catch {
      return null;
    }
  }

  /** The same as `read`, and remembers what was there. */
  async function stamped(file: string, stamps: FileStamps): Promise<FileContent> {
    const taken = stamps.now();
    const status = lstatSync(path.resolve(root, file), { bigint: true, throwIfNoEntry: false });
    const content = await read(file);
    if (status?.isFile() !== true) return content;
    const own = content.text === undefined ? content : { text: content.text, fingerprint: hashOf(content.text) };
    stamps.put(file, status, taken, fingerprintOf(own, hashOf));
    return own;
  }

  async function read(file: string): Promise<FileContent> {
    const absolute = path.resolve(root, file);
    if (!isBelow(root, absolute)) return { unreadable: 'outside-root' };
    try {
      if (!(await isInside(path.dirname(absolute)))) return { unreadable: 'outside-root' };
      let status = options.atOnce === true ? lstatSync(absolute) : await lstat(absolute);
      if (status.isSymbolicLink()) {
        if (!isBelow(await realpath(root), await realpath(absolute))) return { unreadable: 'outside-root' };
        status = await stat(absolute);
      }
      if (!status.isFile()) return { unreadable: 'unreadable' };
      if (status.size > largest) return { unreadable: 'too-large' };
      return decode(options.atOnce === true ? readFileSync(absolute) : await readFile(absolute));
    } catch (error) {
      return { unreadable: reasonOf(error) };
    }
  }

  async function list(): Promise<readonly string[]> {
    inside = new Map();
    top = null;
    const files = (await listWithGit(root, most)) ?? (await listPlainFolder(root, most, skippedFolders));
    return files.slice(0, most).sort();
  }

  const { stamps } = options;
  return stamps === undefined ? { list, read } : { list, read: (file) => stamped(file, stamps), fingerprint };
}

/** Text of a file's bytes; a byte-order mark is not part of it. */
export function decode(bytes: Uint8Array): FileContent {
  if (bytes.subarray(0, 8192).includes(0)) return { unreadable: 'binary' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { unreadable: 'not-utf8' };
  }
}

function reasonOf(error: unknown): Unreadable {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'unreadable';
}

/** Whether `child` is `parent` or inside it; both absolute. */
export function isBelow(parent: string, child: string): boolean {
  const relative = path.relative(parent, child);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}

/** Tracked and untracked files that git does not ignore and that are there; null where git or a repository is not at hand. */
async function listWithGit(root: string, most: number): Promise<string[] | null> {
  try {
    const [listed, deleted] = await Promise.all([
      gitFiles(root, ['--cached', '--others', '--exclude-standard']),
      gitFiles(root, ['--deleted']),
    ]);
    const gone = new Set(deleted);
    const files = new Set<string>();
    for (const file of listed) {
      if (gone.has(file) || isSkipped(file)) continue;
      files.add(file);
      if (files.size >= most) break;
    }
    // A folder inside a repository of which nothing is listed may be no part of it at all.
    return files.size === 0 ? null : [...files];
  } catch {
    return null;
  }
}

/** @throws where git is absent or the folder is in no repository */
async function gitFiles(root: string, which: readonly string[]): Promise<string[]> {
  const listed = await gitText(root, ['ls-files', ...which, '-z']);
  return listed.split('\0').filter((file) => file !== '');
}
