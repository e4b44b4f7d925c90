/** What a working tree is compared with: a commit of its own git repository. Git runs as in `nodeFiles`, with all hooks off. */
import type { BasePort } from '../engine/changes.ts';
import { decode } from './nodeFiles.ts';
import { gitBytes, gitText, withoutFilters } from './git.ts';

/** Branches that changes are usually merged into, best first. */
const usualBases = ['origin/HEAD', 'origin/main', 'origin/master', 'upstream/main', 'upstream/master'];

/** @param root absolute path of the reviewed folder, which may be a part of a repository */
export function gitBase(root: string): BasePort {
  return {
    resolve: (revision) => (revision === null ? usualBase(root) : commitOf(root, revision)),
    async changedPaths(commit) {
      const settings = await withoutFilters(root);
      const [differing, added] = await Promise.all([
        gitText(root, [
          ...settings,
          'diff',
          '--no-ext-diff',
          '--no-renames',
          '--name-only',
          '--relative',
          '-z',
          commit,
          '--',
        ]),
        gitText(root, ['ls-files', '--others', '--exclude-standard', '-z']),
      ]);
      return new Set([...differing.split('\0'), ...added.split('\0')].filter((path) => path !== ''));
    },
    async text(commit, path) {
      const bytes = await gitBytes(root, ['show', '--no-textconv', `${commit}:./${path}`]).catch(() => null);
      return bytes === null ? null : (decode(bytes).text ?? null);
    },
  };
}

/** Whether git knows a commit by this name. */
export async function isRevision(root: string, revision: string): Promise<boolean> {
  return (await commitOf(root, revision)) !== null;
}

/** Where a folder stands in its checkout: `services/api/`; empty for the whole of it, and outside any. */
export async function folderInCheckout(root: string): Promise<string> {
  return (await gitText(root, ['rev-parse', '--show-prefix']).catch(() => '')).replace(/\r?\n$/, '');
}

/** Where the branch left the one it will be merged into, else the last commit; null outside a repository with commits. */
async function usualBase(root: string): Promise<string | null> {
  const head = await commitOf(root, 'HEAD');
  if (head === null) return null;
  for (const branch of usualBases) {
    const known = await commitOf(root, branch);
    if (known === null) continue;
    const fork = await gitText(root, ['merge-base', head, known]).catch(() => '');
    if (fork.trim() !== '') return fork.trim();
  }
  return head;
}

/** A commit's hash, so that what is asked later is of the same. */
async function commitOf(root: string, revision: string): Promise<string | null> {
  // Behind `--end-of-options` nothing is an option, whatever a branch is called.
  const found = await gitText(root, [
    'rev-parse',
    '--verify',
    '--quiet',
    '--end-of-options',
    `${revision}^{commit}`,
  ]).catch(() => '');
  return /^[0-9a-f]{40,64}\s*$/.test(found) ? found.trim() : null;
}
