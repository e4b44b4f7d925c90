/** Which commit of a range last wrote each of some lines. */
import type { GitRepository } from '../changes/repository.ts';

export interface BlamedLine {
  readonly commit: string;
  /** As the commit had it: line from 1, path from the top of the repository. */
  readonly line: number;
  readonly path: string;
}

/** Beyond so many pieces all lines are asked for. */
const mostPieces = 200;

/**
 * @param path from the root
 * @param pieces lines at `to`, 1-based, both ends included
 * @returns by line; lines that are older than `from` are left out
 */
export async function blame(
  { git }: GitRepository,
  from: string,
  to: string,
  path: string,
  pieces: readonly { readonly first: number; readonly last: number }[],
): Promise<Map<number, BlamedLine>> {
  const asked = pieces.length > mostPieces ? [] : pieces.map(({ first, last }) => `-L${first},${last}`);
  const quiet = ['-c', 'blame.ignoreRevsFile=', '-c', 'blame.showRoot=false'];
  const words = ['blame', '--porcelain', '--no-textconv', '--no-progress', ...asked, `${from}..${to}`, '--', path];
  return parseBlame(await git([...quiet, ...words]));
}

function parseBlame(text: string): Map<number, BlamedLine> {
  const lines = new Map<number, BlamedLine>();
  const paths = new Map<string, string>();
  const boundary = new Set<string>();
  let current = { commit: '', line: 0, at: 0 };
  for (const line of text.split('\n')) {
    const head = /^([0-9a-f]{40,64}) (\d+) (\d+)(?: \d+)?$/.exec(line);
    if (line.startsWith('\t')) {
      if (!boundary.has(current.commit)) {
        lines.set(current.at, { commit: current.commit, line: current.line, path: paths.get(current.commit) ?? '' });
      }
    } else if (head !== null) {
      current = { commit: head[1] ?? '', line: Number(head[2]), at: Number(head[3]) };
    } else if (line === 'boundary') {
      boundary.add(current.commit);
    } else if (line.startsWith('filename ')) {
      paths.set(current.commit, line.slice('filename '.length));
    }
  }
  return lines;
}
