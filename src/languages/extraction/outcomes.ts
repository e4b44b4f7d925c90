import type { CallFact, LogCallFact } from '../../model/facts.ts';
import type { Extraction } from './extraction.ts';
import type { LanguageSyntax } from './finish.ts';

export interface SwallowSyntax {
  readonly comment: number;
}

export function classifyHandlers(
  _extraction: Extraction,
  _calls: readonly CallFact[],
  _logCalls: readonly LogCallFact[],
  _syntax: LanguageSyntax,
): void {}
