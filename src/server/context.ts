/** What a feature of the server is given: the connection, the folders, and what the client can do. */
import type { CancellationToken, ClientCapabilities, Connection, TextDocuments } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Folder } from './folder.ts';
import type { FilePlace, Folders } from './folders.ts';
import { guarded } from './log.ts';
import type { Log } from './log.ts';
import type { InitializationOptions } from './protocol.ts';
import type { Publisher } from './publisher.ts';

export interface ServerContext {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly folders: Folders;
  readonly log: Log;
  /** What the client said of itself; empty before it did. */
  readonly client: { capabilities: ClientCapabilities; options: InitializationOptions };
  publisherOf(folder: Folder): Publisher;
}

/** An open document of an enabled folder. */
export interface DocumentPlace extends FilePlace {
  readonly document: TextDocument;
}

export function placeOfDocument(context: ServerContext, uri: string): DocumentPlace | null {
  const place = context.folders.placeOf(uri);
  const document = place?.folder.document(place.path);
  return place && document && place.folder.settings.enable ? { ...place, document } : null;
}

/**
 * Answers a request about an open document. An answer that became old while it was made is not given, and a fault of
 * ours is logged and gives no answer; the editor goes on either way.
 */
export async function answer<Answer>(
  context: ServerContext,
  what: string,
  uri: string,
  token: CancellationToken,
  make: (place: DocumentPlace) => Promise<Answer>,
): Promise<Answer | null> {
  const place = placeOfDocument(context, uri);
  if (!place || token.isCancellationRequested) return null;
  const { version } = place.document;
  const made = await guarded(context.log, `${what} in ${place.path}`, null, () => make(place));
  return token.isCancellationRequested || place.document.version !== version ? null : made;
}
