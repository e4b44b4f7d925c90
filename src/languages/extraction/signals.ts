/** Handlers of the signals that stop a process. */
import type { SignalHandlerFact } from '../../model/facts.ts';
import type { Read } from './read.ts';

export function readSignalHandlers(_read: Read): SignalHandlerFact[] {
  return [];
}
