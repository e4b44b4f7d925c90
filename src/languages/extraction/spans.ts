/** Spans that code starts by itself. */
import type { SpanFact } from '../../model/facts.ts';
import type { Read } from './read.ts';

export function readSpans(_read: Read): SpanFact[] {
  return [];
}
