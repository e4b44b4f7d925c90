/** What changed against a base, such as the branch a change will be merged into. */
import type { Range } from '../model/text.ts';
import { changedRanges } from '../review/changedRanges.ts';

export interface BasePort {
  /** The commit a revision stands for (null: the usual base); null where there is none. */
  resolve(revision: string | null): Promise<string | null>;
  /** Root-relative paths of files on disk that differ from a commit, new ones included. */
  changedPaths(commit: string): Promise<ReadonlySet<string>>;
  /** Text of a file in a commit, null where it has none. */
  text(commit: string, path: string): Promise<string | null>;
}

export interface Changes {
  /**
   * Changed ranges of a text, sorted; null where there is no base.
   * @param revision as `EngineOptions.base`
   */
  of(
    revision: string | null | undefined,
    path: string,
    text: string,
    onDisk: () => Promise<string | null>,
  ): Promise<readonly Range[] | null>;
  /** The base, or what is on disk, may be another than before. */
  forget(): void;
}

export function createChanges(base: BasePort | undefined): Changes {
  let against: string | null | undefined;
  let compared: Promise<{ commit: string; paths: ReadonlySet<string> } | null> | null = null;
  const texts = new Map<string, Promise<string | null>>();
  const known = new Map<string, { readonly text: string; readonly ranges: readonly Range[] }>();

  return {
    async of(revision, path, text, onDisk) {
      if (base === undefined || revision === undefined) return null;
      if (against !== revision) forget();
      against = revision;
      compared ??= compare(base, revision).catch(() => null);
      const found = await compared;
      if (found === null) return null;
      const before = known.get(path);
      if (before?.text === text) return before.ranges;
      let old = texts.get(path);
      if (old === undefined) texts.set(path, (old = found.paths.has(path) ? base.text(found.commit, path) : onDisk()));
      const ranges = changedRanges(await old, text);
      known.set(path, { text, ranges });
      return ranges;
    },
    forget,
  };

  function forget(): void {
    compared = null;
    texts.clear();
    known.clear();
  }
}

async function compare(
  base: BasePort,
  revision: string | null,
): Promise<{ commit: string; paths: ReadonlySet<string> } | null> {
  const commit = await base.resolve(revision);
  return commit === null ? null : { commit, paths: await base.changedPaths(commit) };
}
