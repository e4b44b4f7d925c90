/** Metrics that code makes and records. */
import type { MetricFact } from '../../model/facts.ts';
import type { Read } from './read.ts';

export function readMetrics(_read: Read): MetricFact[] {
  return [];
}
