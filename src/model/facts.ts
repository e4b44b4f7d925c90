/**
 * What one source file says, the same for every language. A language module fills this in one pass over a
 * flat tree; rules and Production read it and never see a syntax tree. Plain data: it can be cached as JSON.
 *
 * Facts refer to one another by index into the arrays of the same `Facts`; `-1` means none
 * (for `function`: the module itself).
 */
import type { BranchFact, CallFact, ClassFact, FunctionFact, ImportFact, LoopFact } from './facts/code.ts';
import type { HandlerFact, LogCallFact, LoggerFact } from './facts/handling.ts';
import type {
  EntryFact,
  EntryMarkerFact,
  EnvironmentReadFact,
  FlagCheckFact,
  MetricFact,
  OutboundCallFact,
  SignalHandlerFact,
  SpanFact,
  TelemetryInitialisationFact,
} from './facts/running.ts';
import type { Range } from './text.ts';

export type {
  FunctionFact,
  ClassFact,
  FieldFact,
  BranchFact,
  LoopFact,
  ImportFact,
  CallFact,
  ArgumentFact,
} from './facts/code.ts';
export { isSwallowed } from './facts/handling.ts';
export type { HandlerOutcome, HandlerFact, LogLevel, LoggerFact, LogCallFact } from './facts/handling.ts';
export type {
  EntryFact,
  SpanFact,
  MetricFact,
  FlagCheckFact,
  OutboundCallFact,
  SignalHandlerFact,
  EnvironmentReadFact,
  TelemetryInitialisationFact,
  Signal,
  EntryMarkerFact,
} from './facts/running.ts';

export interface Facts {
  /** `python`, `javascript`, `typescript`, … as people name it. */
  readonly language: string;
  /** Whose libraries it uses; knowledge rows are keyed by it: `python`, `node`, `go`, `jvm`, `dotnet`, `ruby`, `php`, `rust`. */
  readonly ecosystem: string;
  readonly style: SourceStyle;
  readonly prologue: Prologue;
  readonly functions: readonly FunctionFact[];
  readonly classes: readonly ClassFact[];
  readonly imports: readonly ImportFact[];
  readonly calls: readonly CallFact[];
  readonly branches: readonly BranchFact[];
  readonly loops: readonly LoopFact[];
  readonly handlers: readonly HandlerFact[];
  readonly loggers: readonly LoggerFact[];
  readonly logCalls: readonly LogCallFact[];
  readonly entries: readonly EntryFact[];
  readonly spans: readonly SpanFact[];
  readonly metrics: readonly MetricFact[];
  readonly flagChecks: readonly FlagCheckFact[];
  readonly outboundCalls: readonly OutboundCallFact[];
  readonly signalHandlers: readonly SignalHandlerFact[];
  readonly environmentReads: readonly EnvironmentReadFact[];
  readonly telemetry: readonly TelemetryInitialisationFact[];
  readonly entryMarkers: readonly EntryMarkerFact[];
  readonly suppressions: readonly SuppressionFact[];
  /** Places the grammar could not read. Facts come from the rest. */
  readonly syntaxErrors: readonly Range[];
}

/** How the file is written, so that a fix looks as if its author had made it. */
export interface SourceStyle {
  /** One level of indentation. */
  readonly indent: string;
  readonly quote: "'" | '"';
  readonly semicolons: boolean;
  readonly endOfLine: '\n' | '\r\n';
  /** Node only: how the file itself loads modules; null where it loads none and nothing tells. */
  readonly moduleSystem: 'esm' | 'commonjs' | null;
}

/** Where new code goes that must come first. All are offsets at the start of a line (or the end of the text). */
export interface Prologue {
  /** After shebang, encoding line, licence comment, docstring, `from __future__` and `'use strict'`: the first thing that runs. */
  readonly firstStatement: number;
  /** After the last import of the block of imports at the top; equals `firstStatement` where there is none. */
  readonly afterImports: number;
}

/** A `prodaware-ignore` comment. */
export interface SuppressionFact {
  /** The comment. */
  readonly range: Range;
  readonly rules: readonly string[];
  readonly reason: string | null;
  /** The line it speaks of: its own where code stands before it, else the next line with code. */
  readonly target: Range;
}
