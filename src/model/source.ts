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
  | { readonly text: string; readonly unreadable?: undefined }
  | { readonly text?: undefined; readonly unreadable: Unreadable };

/** The repository under review, read only. Paths are root-relative with `/`. */
export interface FileSource {
  /** All files of interest, sorted; ignored, vendored and linked-out files are left out. */
  list(): Promise<readonly string[]>;
  read(path: string): Promise<FileContent>;
}

/** A fault of input or of ours that is not a finding about the code: a profile that does not parse, a rule that threw. */
export interface Fault {
  readonly kind: 'profile' | 'artifact' | 'source' | 'rule' | 'reader' | 'host';
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly file: string | null;
  readonly range: { readonly start: number; readonly end: number } | null;
}
