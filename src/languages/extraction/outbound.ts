/** Calls that leave the process. */
import type { OutboundCallFact } from '../../model/facts.ts';
import type { Read } from './read.ts';

export function readOutboundCalls(_read: Read): OutboundCallFact[] {
  return [];
}
