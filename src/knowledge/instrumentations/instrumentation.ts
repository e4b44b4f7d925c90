/** What a table says of the instrumentation that an ecosystem has. */
import type { EntryFact } from '../../model/facts.ts';

export interface FrameworkInstrumentation {
  /** Rows of `knowledge/entries`. */
  readonly frameworks: readonly string[];
  /** Kinds of entry it is about; null for all that the frameworks have. */
  readonly kinds: readonly EntryFact['kind'][] | null;
  /** Packages of which one is enough; empty where there is none for the framework. */
  readonly packages: readonly string[];
  /** Agents, operators and the packages of `bundles` bring it. */
  readonly inBundle: boolean;
}

export interface InstrumentationTable {
  readonly ecosystem: string;
  readonly frameworks: readonly FrameworkInstrumentation[];
  /** Begins of the names of all packages of instrumentation. */
  readonly prefixes: readonly string[];
  /** Packages that bring several instrumentations with them. */
  readonly bundles: readonly string[];
  /** Packages of instrumentation whose parts are known, whatever else their names say. */
  readonly known: RegExp;
  /** Text of a build step that installs what fits what is installed. */
  readonly installer: string | null;
  /**
   * Packages by which code itself starts OpenTelemetry, of each group one, where a manifest lists only what the code
   * uses; empty where production has to show it.
   */
  readonly starts: readonly (readonly string[])[];
  /** A variable that has to be set for it, too. */
  readonly startVariable: { readonly name: string; readonly value: string } | null;
  /** Frameworks trace by functions that stand around all handlers, which may be the repository's own. */
  readonly byMiddleware: boolean;
}

/** A table from what it has. */
export function instrumentationTable(
  table: Pick<InstrumentationTable, 'ecosystem' | 'frameworks' | 'prefixes' | 'known'> & Partial<InstrumentationTable>,
): InstrumentationTable {
  return { bundles: [], installer: null, starts: [], startVariable: null, byMiddleware: false, ...table };
}
