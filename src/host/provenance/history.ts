/** Commits of a change: who made them, what they say, which files they touch. */
import type { ProvenanceEvidence } from '../../model/change.ts';
import { commitEvidence } from '../../review/commitEvidence.ts';
import type { GitRepository } from '../changes/repository.ts';

export interface History {
  readonly evidence: ReadonlyMap<string, readonly ProvenanceEvidence[]>;
  /** Commits by path from the root. */
  readonly touching: ReadonlyMap<string, ReadonlySet<string>>;
  /** A merge may change what no other commit says it does. */
  readonly hasMerges: boolean;
}

/** Commits looked at; of a longer change nothing is told. */
const mostCommits = 2000;

/** @returns null where there are too many */
export async function readHistory({ git }: GitRepository, from: string, to: string): Promise<History | null> {
  const range = [`${from}..${to}`, '--'];
  const count = `--max-count=${mostCommits + 1}`;
  const [said, names] = await Promise.all([
    git(['log', '-z', count, '--no-show-signature', '--no-mailmap', '--format=%H%x00%P%x00%an <%ae>%x00%B', ...range]),
    git([
      'log',
      '-z',
      count,
      '--no-show-signature',
      '--format=%H',
      '--name-only',
      '--no-renames',
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
  return { evidence, touching: touched(names, evidence), hasMerges };
}

function touched(names: string, commits: ReadonlyMap<string, unknown>): Map<string, Set<string>> {
  const touching = new Map<string, Set<string>>();
  let commit = '';
  for (const token of names.split('\0')) {
    // Behind the name of a commit stands an empty line, with its first file.
    const name = token.replace(/^\n/, '');
    if (commits.has(name)) commit = name;
    else if (name !== '') touching.set(name, (touching.get(name) ?? new Set()).add(commit));
  }
  return touching;
}
