/** What the core offers, and what it needs from whoever runs it. */
import type { ChangeSet } from '../model/change.ts';
import type { Checklist, ChecklistAnswer } from '../model/checklist.ts';
import type { Finding } from '../model/finding.ts';
import type { Pipelines } from '../model/pipeline.ts';
import type { Policy } from '../model/policy.ts';
import type { Production } from '../model/production.ts';
import type { LoadedProfile } from '../model/profile.ts';
import type { Review } from '../model/review.ts';
import type { Fault, FileSource, SourceFile } from '../model/source.ts';
import type { Token } from '../model/token.ts';
import type { SeverityOf } from '../rules/run.ts';
import type { BasePort } from './changes.ts';
import type { CachePort } from './results.ts';
import type { EngineOptions } from './scope.ts';
import type { CheckOptions } from './turns.ts';

export interface Ports {
  readonly files: FileSource;
  /** Bytes of a grammar file, such as `tree-sitter-python.wasm`; called once each, on first need. */
  grammar(file: string): Promise<Uint8Array>;
  /** Milliseconds since any fixed moment. */
  clock(): number;
  /** Where results are kept between two processes; absent: nowhere. */
  readonly cache?: CachePort;
  /** What the files are compared with; absent: nothing is known to have changed. */
  readonly base?: BasePort;
  /** Version of the tool, for what is kept. */
  readonly version?: string;
}

export interface FileResult {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
}

export interface CheckResult extends FileResult {
  /** Source files that were analysed, and files that pipelines were read from. */
  readonly files: number;
  /** Findings that are left out because the baseline holds them. */
  readonly known: number;
}

export interface ReviewOptions {
  readonly signal?: AbortSignal;
  /** Files of both sides that were looked at. */
  onProgress?(done: number, total: number): void;
  /** What rules say of pipelines is asked in any case; default: where the change may say something else of them. */
  readonly pipelines?: boolean;
}

export interface CheckedChange {
  readonly review: Review;
  readonly checklist: Checklist;
}

export interface Engine {
  /** @throws never for bad input: what cannot be read is in `Production.faults` */
  production(): Promise<Production>;
  /** How a change gets to production; read when it is first asked for. */
  pipelines(): Promise<Pipelines>;
  /** What was written down about that, in the profile and in documents. */
  policy(): Promise<Policy>;
  profile(): Promise<LoadedProfile | null>;
  /** Every finding that stands in a file, of rules over its facts and over Production, sorted by place. */
  fileFindings(path: string): Promise<FileResult>;
  /** Findings of rules over Production in all files, and the faults of profile and artifacts. */
  productionFindings(): Promise<FileResult>;
  /** @throws the signal's reason when it is aborted */
  check(options?: CheckOptions): Promise<CheckResult>;
  /**
   * Reads every file that was not read yet, so that the conventions of the repository are known from then on.
   * @param pause is awaited between two files, so that a server stays free
   */
  survey(pause: () => Promise<void>, signal: AbortSignal): Promise<void>;
  /**
   * What a change does to production, as against its own old texts.
   * @throws the signal's reason when it is aborted
   */
  review(changes: ChangeSet, options?: ReviewOptions): Promise<Review>;
  /**
   * The review, and what has to hold before the change may be merged.
   * @throws the signal's reason when it is aborted
   */
  checklist(changes: ChangeSet, answers: readonly ChecklistAnswer[], options?: ReviewOptions): Promise<CheckedChange>;
  /**
   * The same repository with other texts for some files (null: not there), by an engine of its own that shares what is
   * costly with this one. It holds for this moment, and has to be disposed of before this one.
   * @param base what files are compared with there; default: nothing
   * @param use `pipelines` false: rules about pipelines are left out there, which saves reading them
   */
  at(texts: ReadonlyMap<string, string | null>, base?: BasePort, use?: { readonly pipelines: boolean }): Engine;
  /** Text of a file as the engine sees it (unsaved text where there is some), null where it cannot be read. */
  text(path: string): Promise<string | null>;
  /** A text as coloured pieces; empty for one in no language we know, or one that is too long. */
  tokens(path: string, text: string): Promise<readonly Token[]>;
  /** Severity of a rule in a file, as profile and settings say. */
  severityOf(): Promise<SeverityOf>;
  /** All files under review, sorted. */
  paths(): Promise<readonly string[]>;
  /** A file with its facts; null where it cannot be read. */
  source(path: string): Promise<SourceFile | null>;
  /** Unsaved text of a file stands before what is on disk; null takes it away. */
  setText(path: string, text: string | null): void;
  /**
   * These files, or everything below these directories, changed on disk; no argument: anything may have.
   * @param relist false where no file appeared or went, so that the list of files still holds
   */
  invalidate(paths?: readonly string[], relist?: boolean): void;
  setOptions(options: EngineOptions): void;
  dispose(): void;
}
