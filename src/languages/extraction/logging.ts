import type { CallFact, LogCallFact, LoggerFact } from '../../model/facts.ts';
import type { Extraction } from './extraction.ts';
import type { LanguageSyntax } from './finish.ts';

export function readLogging(
  _extraction: Extraction,
  _calls: readonly CallFact[],
  _syntax: LanguageSyntax,
): { loggers: LoggerFact[]; logCalls: LogCallFact[] } {
  return { loggers: [], logCalls: [] };
}
