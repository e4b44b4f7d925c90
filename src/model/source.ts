/** Files as the core sees them: text that was read once, and the ports through which it is read. */
import type { Facts } from './facts.ts';

/** A source file with what it says; `facts` is null for files in no language we know. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly facts: Facts | null;
}

/** Why a file gives no text. Each is said once, at its place, and costs only that file. */
export type Unreadable = 'missing' | 'too-large' | 'binary' | 'not-utf8' | 'outside-root' | 'unreadable';

export type FileContent =
  | { readonly text: string; readonly unreadable?: undefined; readonly fingerprint?: string }
  | { readonly text?: undefined; readonly unreadable: Unreadable; readonly fingerprint?: undefined };

/** The repository under review, read only. Paths are root-relative with `/`. */
export interface FileSource {
  /** All files of interest, sorted; ignored, vendored and linked-out files are left out. */
  list(): Promise<readonly string[]>;
  read(path: string): Promise<FileContent>;
  /**
   * Says what `read` would give, where that can be told for certain without reading: a hash of the text as the cache makes
   * them, or why there is none, as `fingerprintOf` writes it. Null where it has to be read.
   */
  fingerprint?(path: string): Promise<string | null>;
}

/** The same for the same content. */
export function fingerprintOf(content: FileContent, hash: (text: string) => string): string {
  return content.text === undefined ? `!${content.unreadable}` : (content.fingerprint ?? hash(content.text));
}

/** A fault of input or of ours that is not a finding about the code: a profile that does not parse, a rule that threw. */
export interface Fault {
  readonly kind: 'profile' | 'artifact' | 'source' | 'rule' | 'reader' | 'host';
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly file: string | null;
  readonly range: { readonly start: number; readonly end: number } | null;
}
