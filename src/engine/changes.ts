/** What changed against a base, such as the branch a change will be merged into. */
import type { Range } from '../model/text.ts';
import { changedRanges } from '../review/changedRanges.ts';

export interface BasePort {
  /** Root-relative paths of files on disk that differ from the base, new ones included; null where there is no base. */
  changedPaths(): Promise<ReadonlySet<string> | null>;
  /** Text of a file in the base, null where it has none. */
  text(path: string): Promise<string | null>;
}

export interface Changes {
  /** Changed ranges of a text, sorted; null where there is no base. */
  of(path: string, text: string, onDisk: () => Promise<string | null>): Promise<readonly Range[] | null>;
  /** The base, or what is on disk, may be another than before. */
  forget(): void;
}

export function createChanges(base: BasePort | undefined): Changes {
  let paths: Promise<ReadonlySet<string> | null> | null = null;
  const texts = new Map<string, Promise<string | null>>();
  const known = new Map<string, { readonly text: string; readonly ranges: readonly Range[] }>();

  return {
    async of(path, text, onDisk) {
      if (base === undefined) return null;
      paths ??= base.changedPaths().catch(() => null);
      const differing = await paths;
      if (differing === null) return null;
      const before = known.get(path);
      if (before?.text === text) return before.ranges;
      let old = texts.get(path);
      if (old === undefined) texts.set(path, (old = differing.has(path) ? base.text(path) : onDisk()));
      const ranges = changedRanges(await old, text);
      known.set(path, { text, ranges });
      return ranges;
    },
    forget() {
      paths = null;
      texts.clear();
      known.clear();
    },
  };
}
