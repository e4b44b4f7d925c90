/**
 * Hunks that somebody has looked at and keeps. They are known by what they say and not by their number, so that they are
 * still done after another edit, another review and a restart, and no longer when their lines change.
 */
import { createHash } from 'node:crypto';
import type * as vscode from 'vscode';
import type { ReviewLines, WireLine, WireReview } from '../../server/reviewProtocol.ts';

const stateKey = 'prodaware.review.kept';
/** Of the last ones; older ones belong to changes that were merged long ago. */
const mostKept = 5_000;

/** Path and hash of the lines. */
type KeptHunk = readonly [path: string, hash: string];

export interface KeptHunks {
  /** Ids of the kept hunks of a review. */
  of(review: WireReview, lines: (paths: readonly string[]) => Promise<ReviewLines>): Promise<string[]>;
  set(path: string, lines: readonly WireLine[], isKept: boolean): Promise<void>;
}

export function createKeptHunks(state: vscode.Memento): KeptHunks {
  const all = (): readonly KeptHunk[] => state.get<readonly KeptHunk[]>(stateKey, []);
  return {
    async of(review, lines) {
      const known = new Set(all().map(([path, hash]) => `${path}\0${hash}`));
      const paths = new Set(all().map(([path]) => path));
      const files = review.files.filter((file) => paths.has(file.path));
      if (files.length === 0) return [];
      const found = await lines(files.map((file) => file.path));
      return files.flatMap((file) =>
        file.hunks.flatMap(({ id }) => (known.has(`${file.path}\0${hashOf(found[id] ?? [])}`) ? [id] : [])),
      );
    },
    async set(path, lines, isKept) {
      const hash = hashOf(lines);
      const others = all().filter((one) => one[0] !== path || one[1] !== hash);
      await state.update(stateKey, isKept ? [...others, [path, hash] as const].slice(-mostKept) : others);
    },
  };
}

/** Of what changes, and of what stands around it; not of where it stands. */
function hashOf(lines: readonly WireLine[]): string {
  const hash = createHash('sha256');
  for (const { kind, text } of lines) hash.update(`${kind}\0${text}\n`);
  return hash.digest('hex').slice(0, 24);
}
