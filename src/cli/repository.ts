/** From the paths on a command line to the repository they belong to. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { profilePaths } from '../model/profile.ts';
import { findRoot, openRepository, type OpenOptions, type Repository } from '../host/openRepository.ts';
import type { ResultCache } from '../host/resultCache.ts';
import { UsageError } from './arguments.ts';
import { grammarFolder } from './grammarFolder.ts';
import { buildVersion, changesCacheOf } from './program.ts';
import type { Terminal } from './terminal.ts';

export interface Opened extends Repository {
  /** What the user named, root-relative with `/`; null: everything. */
  readonly paths: readonly string[] | null;
}

/**
 * The root is the nearest folder above with a profile or a `.git`; where there is none, the folder the user stands in.
 * @param optionsFor how a repository at a root is opened
 * @throws UsageError when a path does not exist, or two belong to different repositories
 */
export async function openFor(
  named: readonly string[],
  { directory }: Terminal,
  optionsFor: (root: string) => OpenOptions = () => ({}),
): Promise<Opened> {
  const targets = named.map((name) => path.resolve(directory, name));
  for (const [index, target] of targets.entries()) {
    if (!(await exists(target))) throw new UsageError(`there is no file or folder ${named[index]}`);
  }
  const roots = new Set(
    await Promise.all((targets.length === 0 ? [directory] : targets).map((target) => rootOf(target, directory))),
  );
  const [root, other] = roots;
  if (root === undefined || other !== undefined) {
    throw new UsageError(`these paths belong to different repositories: ${[...roots].join(', ')}`);
  }
  const relative = targets.map((target) => path.relative(root, target).replaceAll(path.sep, '/'));
  const paths = relative.length === 0 || relative.includes('') ? null : relative;
  return { ...openRepository(root, grammarFolder(), { ...optionsFor(root), atOnce: true }), paths };
}

export interface OpenedForChanges extends Opened {
  /** Writes what the next run may take over. */
  keep(): void;
}

/** The repository the user stands in, for a look at its changes. */
export async function openForChanges(terminal: Terminal): Promise<OpenedForChanges> {
  const caches: ResultCache[] = [];
  const opened = await openFor([], terminal, (root) => {
    const cache = changesCacheOf(root);
    if (cache === null) return {};
    caches.push(cache);
    return { cache, version: buildVersion() ?? '' };
  });
  return {
    ...opened,
    keep() {
      for (const cache of caches) cache.save();
    },
  };
}

async function rootOf(target: string, directory: string): Promise<string> {
  const root = await findRoot(target);
  const marks = await Promise.all(['.git', ...profilePaths].map((mark) => exists(path.join(root, mark))));
  const isInside = root.startsWith(directory.endsWith(path.sep) ? directory : directory + path.sep);
  return isInside && !marks.includes(true) && !(await stat(target)).isDirectory() ? directory : root;
}

async function exists(target: string): Promise<boolean> {
  return stat(target).then(
    () => true,
    () => false,
  );
}

/** Texts of files, as the engine has them, for a report that quotes them. */
export async function textsOf(
  repository: Repository,
  files: Iterable<string>,
): Promise<(file: string) => string | null> {
  const texts = new Map<string, string | null>();
  for (const file of new Set(files)) texts.set(file, await repository.engine.text(file));
  return (file) => texts.get(file) ?? null;
}
