/**
 * What the built-in git extension knows of a folder: branches, the base of a branch, how much is changed. Everything
 * works without it; then nothing is known.
 */
import * as vscode from 'vscode';

/** The part of `vscode.git`'s API, version 1, that is used here. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): GitApi;
}

interface GitApi {
  getRepository(uri: vscode.Uri): GitRepository | null;
  readonly repositories: readonly GitRepository[];
}

interface GitRepository {
  readonly rootUri: vscode.Uri;
  readonly state: {
    readonly HEAD: GitReference | undefined;
    readonly indexChanges: readonly unknown[];
    readonly workingTreeChanges: readonly unknown[];
    readonly untrackedChanges?: readonly unknown[];
  };
  getRefs?(query: { readonly sort?: 'committerdate'; readonly count?: number }): Promise<readonly GitReference[]>;
  getBranchBase?(name: string): Promise<GitReference | undefined>;
  getConfig?(key: string): Promise<string>;
}

interface GitReference {
  readonly type?: number;
  readonly name?: string;
  readonly commit?: string;
  readonly remote?: string;
}

export interface GitState {
  /** Null on a detached head. */
  readonly branch: string | null;
  readonly commit: string | null;
  /** Numbers of files. */
  readonly staged: number;
  readonly changed: number;
}

/** Null where there is no repository, no git, or no git extension. */
export async function gitState(folder: vscode.Uri): Promise<GitState | null> {
  const repository = await repositoryOf(folder);
  if (!repository) return null;
  const { HEAD, indexChanges, workingTreeChanges, untrackedChanges } = repository.state;
  const staged = indexChanges.length;
  return {
    branch: HEAD?.name ?? null,
    commit: HEAD?.commit ?? null,
    staged,
    changed: staged + workingTreeChanges.length + (untrackedChanges?.length ?? 0),
  };
}

/** The branch that a branch was made from, as git remembers it: `origin/main`; null where it does not. */
export async function branchBase(folder: vscode.Uri, branch: string): Promise<string | null> {
  const repository = await repositoryOf(folder);
  const base = await repository?.getBranchBase?.(branch).catch(() => undefined);
  if (base?.name === undefined) return null;
  return base.remote === undefined || base.name.startsWith(`${base.remote}/`)
    ? base.name
    : `${base.remote}/${base.name}`;
}

export interface GitRevision {
  readonly name: string;
  /** Abbreviated; empty where it is not known. */
  readonly commit: string;
  readonly kind: 'branch' | 'remote branch' | 'tag';
}

/** Branches and tags, the last changed first. */
export async function revisions(folder: vscode.Uri): Promise<GitRevision[]> {
  const repository = await repositoryOf(folder);
  const found = (await repository?.getRefs?.({ sort: 'committerdate', count: 500 }).catch(() => [])) ?? [];
  // Numbers of the git extension: 0 a branch, 1 a branch of a remote, 2 a tag.
  const kinds = ['branch', 'remote branch', 'tag'] as const;
  return found.flatMap(({ name, commit, type }) =>
    name === undefined ? [] : [{ name, commit: commit?.slice(0, 7) ?? '', kind: kinds[type ?? 0] ?? 'branch' }],
  );
}

/** Who answers, as git knows them; null where it does not. */
export async function gitUser(folder: vscode.Uri): Promise<string | null> {
  const repository = await repositoryOf(folder);
  const name = await repository?.getConfig?.('user.name').catch(() => '');
  return name === undefined || name.trim() === '' ? null : name.trim();
}

async function repositoryOf(folder: vscode.Uri): Promise<GitRepository | null> {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
  if (!extension) return null;
  try {
    const git = await extension.activate();
    if (!git.enabled) return null;
    const api = git.getAPI(1);
    return api.getRepository(folder) ?? api.repositories.find(({ rootUri }) => contains(rootUri, folder)) ?? null;
  } catch {
    return null;
  }
}

function contains(root: vscode.Uri, folder: vscode.Uri): boolean {
  return folder.path === root.path || folder.path.startsWith(`${root.path}/`);
}
