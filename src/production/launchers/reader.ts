/**
 * One file here per launcher: a reader turns the text of an artifact into declarations, each with its place. It knows
 * nothing of other artifacts; what one process becomes when image, orchestrator and scripts meet is decided in
 * `production/resolve.ts`. Adding a launcher is adding a file; `npm run generate` writes the index.
 */
import type { Declaration } from '../../model/production.ts';
import type { LoadedProfile } from '../../model/profile.ts';
import type { Fault } from '../../model/source.ts';

export interface Artifact {
  readonly path: string;
  readonly text: string;
}

export interface Reading<Part = unknown> {
  readonly declarations: readonly Declaration[];
  /** What does not parse, at its place; what does parse is still declared. */
  readonly faults: readonly Fault[];
  /** What makes sense only beside other files, for the reader's own `combine`: plain data. */
  readonly parts?: readonly Part[];
}

export interface LauncherReader<Part = unknown> {
  /** As it appears in reports: `systemd`, `compose`. */
  readonly name: string;
  /** Globs of paths it wants to look at, matched against the root-relative path, case-insensitively. */
  readonly files: readonly string[];
  /** A cheap look at the text before it is parsed: true where it may be one of this launcher's. */
  claims(artifact: Artifact): boolean;
  /** Never throws on bad input. */
  read(artifact: Artifact): Reading<Part>;
  /**
   * Joins what stands in several files (units and their drop-ins, compose files and their overrides).
   * Called once with all readings of this launcher; what it returns stands for the declarations of all of them.
   * Default: no joining.
   */
  combine?(readings: ReadonlyMap<string, Reading<Part>>): readonly Declaration[];
}

/** Makes readers from the profile: the managers that no reader knows. */
export type ReaderFactory = (profile: LoadedProfile) => readonly LauncherReader[];
