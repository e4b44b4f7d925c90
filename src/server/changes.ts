/** Files that a request would write, as the client is told of them. */
import type { SetupChange } from '../host/setup.ts';
import type { Folder } from './folder.ts';
import type { WireChange } from './protocol.ts';

export function wireChanges(folder: Folder, changes: readonly SetupChange[]): WireChange[] {
  return changes.map(({ file, before, after }) => ({ path: file, uri: folder.uriOf(file), before, after }));
}
