import type { BranchFact, CallFact, ClassFact, HandlerFact, ImportFact, LogCallFact } from '../../model/facts.ts';
import type { Extraction } from './extraction.ts';
import type { LanguageSyntax } from './languageSyntax.ts';

/** What is known of a file when facts about libraries are read from it: every name is resolved, every handler judged. */
export interface Read {
  readonly extraction: Extraction;
  readonly syntax: LanguageSyntax;
  readonly imports: readonly ImportFact[];
  /** In the order of their nodes, as `extraction.calls`. */
  readonly calls: readonly CallFact[];
  readonly logCalls: readonly LogCallFact[];
  readonly classes: readonly ClassFact[];
  readonly branches: readonly BranchFact[];
  readonly handlers: readonly HandlerFact[];
}
