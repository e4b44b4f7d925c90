/** What Production is built from; the engine fills it in, tests with files in memory. */
import type { LoadedProfile } from '../model/profile.ts';
import type { SourceFile } from '../model/source.ts';
import type { FlatTree } from '../syntax/flatTree.ts';
import type { LauncherReader, Reading } from './launchers/reader.ts';

/** What `production/` needs of a language module; `languages/` may not be imported here. */
export interface Language {
  readonly name: string;
  readonly ecosystem: string;
  resolveModule(
    specifier: string,
    context: { readonly from: string; readonly roots: readonly string[]; exists(path: string): boolean },
  ): string | null;
}

/** The grammar of shell lines and scripts, loaded. */
export interface ShellGrammar {
  /** @throws where the text takes unreasonably long. */
  parse(text: string): FlatTree;
}

export interface ProductionInput {
  readonly profile: LoadedProfile | null;
  /** All files of the repository. */
  readonly paths: readonly string[];
  /** Readers of all launchers, with those of the profile's managers. */
  readonly readers: readonly LauncherReader[];
  /** Text, null when it cannot be read. */
  read(path: string): Promise<string | null>;
  /** Text and facts, memoised by the engine. */
  source(path: string): Promise<SourceFile | null>;
  /** Memoised by content; null where the file cannot be read or is not one of the reader's. */
  readings(path: string, reader: LauncherReader): Promise<Reading | null>;
  languageOf(path: string): Language | null;
  /** As `telemetryNamed` of the file's text, false where there is none; absent: the text is read and asked. */
  namesTelemetry?(path: string, ecosystem: string): Promise<boolean>;
  /** Null when the grammar could not be loaded: shell lines are then split at blanks. */
  readonly shell: ShellGrammar | null;
}
