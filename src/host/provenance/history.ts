/** Commits of a change: who made them, what they say, which files they touch. */
import type { ProvenanceEvidence } from '../../model/change.ts';
import { commitEvidence } from '../../review/commitEvidence.ts';
import { parseRaw, type RawChange } from '../changes/rawDiff.ts';
import type { GitRepository } from '../changes/repository.ts';

export interface History {
  readonly evidence: ReadonlyMap<string, readonly ProvenanceEvidence[]>;
  /** By path from the root, the newest first; renames are not followed. */
  readonly versions: ReadonlyMap<string, readonly Version[]>;
  /** A merge may change what no other commit says it does. */
  readonly hasMerges: boolean;
}

/** A file as a commit left it. */
export interface Version {
  readonly commit: string;
  /** Counts commits from the newest. */
  readonly order: number;
  readonly path: string;
  /** What it was before the commit; null: it was not there. */
  readonly old: { readonly path: string; readonly blob: string } | null;
}

/** Commits looked at; of a longer change nothing is told. */
const mostCommits = 2000;

/** @returns null where there are too many */
export async function readHistory({ git }: GitRepository, from: string, to: string): Promise<History | null> {
  const range = [`${from}..${to}`, '--'];
  const count = `--max-count=${mostCommits + 1}`;
  const [said, raw] = await Promise.all([
    git(['log', '-z', count, '--no-show-signature', '--no-mailmap', '--format=%H%x00%P%x00%an <%ae>%x00%B', ...range]),
    git([
      'log',
      '-z',
      count,
      '--no-show-signature',
      '--format=%H',
      '--raw',
      '--no-abbrev',
      '-M',
      '--relative',
      '--no-ext-diff',
      '--no-textconv',
      ...range,
    ]),
  ]);
  const evidence = new Map<string, readonly ProvenanceEvidence[]>();
  let hasMerges = false;
  const tokens = said.split('\0');
  for (let index = 0; index + 3 < tokens.length; index += 4) {
    const [commit = '', parents = '', author = '', message = ''] = tokens.slice(index, index + 4);
    hasMerges ||= parents.includes(' ');
    evidence.set(commit, commitEvidence({ commit, author, message }));
  }
  if (evidence.size > mostCommits) return null;
  return { evidence, versions: versionsOf(raw, evidence), hasMerges };
}

function versionsOf(raw: string, commits: ReadonlyMap<string, unknown>): Map<string, Version[]> {
  const versions = new Map<string, Version[]>();
  let [commit, order] = ['', -1];
  let entries: string[] = [];
  const close = (): void => {
    for (const change of parseRaw(entries.join('\0'))) add(versions, commit, order, change);
    entries = [];
  };
  for (const token of raw.split('\0')) {
    // Behind the name of a commit stands an empty line, with its first file.
    const word = token.replace(/^\n/, '');
    if (commits.has(word)) {
      close();
      commit = word;
      order++;
    } else {
      entries.push(word);
    }
  }
  close();
  return versions;
}

function add(versions: Map<string, Version[]>, commit: string, order: number, change: RawChange): void {
  const { path, oldPath, oldBlob } = change;
  const old = oldBlob === null || change.status === 'A' ? null : { path: oldPath, blob: oldBlob };
  versions.set(path, [...(versions.get(path) ?? []), { commit, order, path, old }]);
}

/** What became of a file in the range, the newest first, under all of its names. */
export function versionsOfFile({ versions }: History, path: string): Version[] {
  const found: Version[] = [];
  let [name, order] = [path, -1];
  for (;;) {
    const next = versions.get(name)?.find((version) => version.order > order);
    if (next === undefined) return found;
    found.push(next);
    if (next.old === null) return found;
    [name, order] = [next.old.path, next.order];
  }
}
