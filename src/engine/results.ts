/**
 * What rules over facts said of a file, kept on disk: the second run of the terminal asks nothing twice. A result holds
 * for a text, a Production, the conventions and the severities it was made with; its key is a hash of all of them, so a
 * stale one is never found.
 */
import type { Finding } from '../model/finding.ts';
import type { Fault } from '../model/source.ts';
import type { Range } from '../model/text.ts';
import type { SuppressionFact } from '../model/facts.ts';
import type { FileSurvey } from '../survey/survey.ts';

/** A store that outlives the process. Values are JSON; what cannot be kept is lost without a word. */
export interface CachePort {
  /** Same for the same text on every machine; collisions must not happen by chance. */
  hash(text: string): string;
  get(key: string): string | null;
  set(key: string, value: string): void;
}

/** Plain data. */
export interface FileRun {
  /** Before suppressions, baseline and changes. */
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
  readonly survey: FileSurvey | null;
  /** Null for a file in no language we know, or left alone. */
  readonly facts: {
    readonly suppressions: readonly SuppressionFact[];
    readonly syntaxError: Range | null;
  } | null;
}

export interface Results {
  get(text: string, path: string, context: string): FileRun | null;
  set(text: string, path: string, context: string, run: FileRun): void;
}

/** @param version of the tool: another one may say something else */
export function createResults(cache: CachePort | undefined, version: string): Results {
  const keyOf = (port: CachePort, text: string, path: string, context: string): string =>
    port.hash([version, context, path, text].join('\0'));
  return {
    get(text, path, context) {
      if (cache === undefined) return null;
      const kept = cache.get(keyOf(cache, text, path, context));
      return kept === null ? null : read(kept);
    },
    set(text, path, context, run) {
      if (cache !== undefined) cache.set(keyOf(cache, text, path, context), JSON.stringify(run));
    },
  };
}

function read(kept: string): FileRun | null {
  try {
    const value: unknown = JSON.parse(kept);
    // Safe: we wrote it under a key that is a hash of this version; anything else that is there is no object.
    return typeof value === 'object' && value !== null && 'findings' in value ? (value as FileRun) : null;
  } catch {
    return null;
  }
}
