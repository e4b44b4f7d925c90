/**
 * One file here per launcher: a reader turns the text of an artifact into declarations, each with its place. It knows
 * nothing of other artifacts; what one process becomes when image, orchestrator and scripts meet is decided in
 * `production/resolve.ts`. Adding a launcher is adding a file; `npm run generate` writes the index.
 */
import type { Declaration } from '../../model/production.ts';
import type { LoadedProfile } from '../../model/profile.ts';
import type { Fault } from '../../model/source.ts';
import type { FlatTree } from '../../syntax/flatTree.ts';
import type { GrammarFile } from '../../syntax/grammars.ts';

export interface Artifact {
  readonly path: string;
  readonly text: string;
  /** Its syntax, for a reader that names a grammar; absent where the grammar could not be loaded or gave up. */
  readonly tree?: FlatTree | undefined;
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
  /** Grammar file for a path whose syntax it wants; null where the text is enough. */
  grammarOf?(path: string): GrammarFile | null;
  /** A cheap look at the text before it is parsed: true where it may be one of this launcher's. */
  claims(artifact: Artifact): boolean;
  /** Never throws on bad input. */
  read(artifact: Artifact): Reading<Part>;
  /**
   * Joins what stands in several files (units and their drop-ins, compose files and their overrides).
   * Called once with all readings of this launcher; what it returns stands for the declarations of all of them.
   * Default: no joining.
   */
  combine?(readings: ReadonlyMap<string, Reading<Part>>): readonly Declaration[] | Joined;
}

/** What stands in several files together, with what is wrong only then. */
export interface Joined {
  readonly declarations: readonly Declaration[];
  readonly faults: readonly Fault[];
}

/** What a reader declares once all files are read. */
export function joinedBy<Part>(reader: LauncherReader<Part>, readings: ReadonlyMap<string, Reading<Part>>): Joined {
  if (reader.combine === undefined) {
    return { declarations: [...readings.values()].flatMap((reading) => reading.declarations), faults: [] };
  }
  const joined = reader.combine(readings);
  return 'declarations' in joined ? joined : { declarations: joined, faults: [] };
}

/** Makes readers from the profile: the managers that no reader knows. */
export type ReaderFactory = (profile: LoadedProfile) => readonly LauncherReader[];

/** A loaded grammar, as far as readers need it. */
interface LoadedGrammar {
  /** @throws where the text takes unreasonably long. */
  parse(text: string): FlatTree;
}

/** What a reader says of a file, with the syntax it asks for; null where the file is not one of its launcher's. */
export async function readArtifact<Part>(
  reader: LauncherReader<Part>,
  { path, text }: Artifact,
  grammar: (file: GrammarFile) => Promise<LoadedGrammar>,
): Promise<Reading<Part> | null> {
  if (!reader.claims({ path, text })) return null;
  const file = reader.grammarOf?.(path) ?? null;
  if (file === null) return reader.read({ path, text });
  const tree = await grammar(file)
    .then((loaded) => loaded.parse(text))
    .catch(() => undefined);
  return reader.read({ path, text, tree });
}
