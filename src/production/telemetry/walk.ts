/** What is asked about the way from an entry point through a program's code, and what was met on it. */
import type { CallFact, TelemetryInitialisationFact } from '../../model/facts.ts';
import type { EntryPoint } from '../../model/production.ts';
import type { SourceFile } from '../../model/source.ts';
import type { TelemetryInitialiser, TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { Variables } from '../shellSource.ts';
import type { ModuleSource } from './moduleGraph.ts';

export interface Reached {
  readonly file: SourceFile;
  readonly fact: TelemetryInitialisationFact;
  /** Null: it runs; otherwise the source text it depends on. */
  readonly condition: string | null;
  /** Reached only by a name that occurs in code that runs. */
  readonly loose: boolean;
  /** A condition of the program as `evaluateCondition` reads it, where its ecosystem says more than variables do. */
  readonly prepare?: (condition: string) => string;
  /** What it is, where that stands in another file than the call. */
  readonly row?: TelemetryInitialiser;
}

/** A call that hands an SDK what it sends with, and runs. */
export interface Exporter {
  readonly file: SourceFile;
  readonly call: CallFact;
  /** As of what is reached. */
  readonly condition: string | null;
  /** What it sends stays with the process: the console. */
  readonly stays: boolean;
}

export interface Walk {
  readonly reached: readonly Reached[];
  readonly exporters?: readonly Exporter[];
  /** Files evaluated on the way. */
  readonly modules: ReadonlySet<string>;
  /** Variables that decided something, with their values: launches that agree on them have this walk in common. */
  readonly decidedBy: ReadonlyMap<string, string | null | undefined>;
  /** False where a bound was hit or a file could not be read: what was not found may still be there. */
  readonly complete: boolean;
  /** Code that runs takes telemetry from a package that no row knows: it may start there. */
  readonly suspected: boolean;
}

export interface WalkQuestion {
  /** Of the program, which the entry point's file alone need not tell. */
  readonly ecosystem: string | null;
  /** Entry point first, then files that run beside it. */
  readonly entries: readonly EntryPoint[];
  /** Files whose functions are called by a server or a framework. */
  readonly hooks: readonly string[];
  readonly roots: readonly string[];
  readonly variables: Variables;
}

export interface WalkContext {
  readonly source: ModuleSource;
  readonly vendors: readonly TelemetryVendor[];
}
