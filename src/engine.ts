/**
 * The road, end to end, and the only public entry of the core: repository files in, findings out.
 * Everything below is a pure function of its inputs; this file holds what was read and computed, and decides what an
 * edit makes stale.
 */
import type { Finding } from './model/finding.ts';
import type { Production } from './model/production.ts';
import type { LoadedProfile } from './model/profile.ts';
import type { Severity } from './model/finding.ts';
import type { Fault, FileSource } from './model/source.ts';

export interface Ports {
  readonly files: FileSource;
  /** Bytes of a grammar file, such as `tree-sitter-python.wasm`; called once each, on first need. */
  grammar(file: string): Promise<Uint8Array>;
}

/** What a user or an editor sets, beside the profile. */
export interface EngineOptions {
  /** Severity or `off` by rule id; wins over the profile. */
  readonly rules?: Readonly<Record<string, Severity | 'off'>>;
  /** Globs of files left out, beside the profile's `ignore`. */
  readonly exclude?: readonly string[];
}

export interface CheckOptions {
  /** Root-relative files or directories; default: everything. Findings elsewhere are left out. */
  readonly paths?: readonly string[];
  readonly signal?: AbortSignal;
  onProgress?(done: number, total: number): void;
}

export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
  /** Source files analysed. */
  readonly files: number;
}

export interface FileResult {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
}

export interface Engine {
  production(): Promise<Production>;
  profile(): Promise<LoadedProfile | null>;
  /** Every finding that stands in a file, of rules over its facts and over Production, sorted by place. */
  fileFindings(path: string): Promise<FileResult>;
  /** Findings of rules over Production, in all files. */
  productionFindings(): Promise<readonly Finding[]>;
  check(options?: CheckOptions): Promise<CheckResult>;
  /** Text of a file as the engine sees it (unsaved text where there is some), null where it cannot be read. */
  text(path: string): Promise<string | null>;
  /** Unsaved text of a file stands before what is on disk; null takes it away. */
  setText(path: string, text: string | null): void;
  /** These files changed, appeared or went on disk; no argument: anything may have. */
  invalidate(paths?: readonly string[]): void;
  setOptions(options: EngineOptions): void;
  dispose(): void;
}
