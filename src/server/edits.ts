/** Edits of the core as edits of the protocol. */
import type {
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit as WireEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { TextEdit } from '../model/text.ts';
import type { Folder } from './folder.ts';
import { createPlaces } from './places.ts';

/**
 * Null where a file cannot be read any more. Edits of open documents carry their version, so that a client refuses
 * them when the text has moved on.
 * @param selected text inside the edits that the user types over, where the client can do so
 */
export async function workspaceEdit(
  folder: Folder,
  edits: readonly TextEdit[],
  selected?: string,
): Promise<WorkspaceEdit | null> {
  const places = createPlaces(folder.engine);
  await places.load(edits.map((edit) => edit.file));
  const changes = new Map<string, (WireEdit | SnippetTextEdit)[]>();
  for (const edit of edits) {
    const range = places.range(edit.file, edit.range);
    if (!range) return null;
    const change = selected === undefined ? { range, newText: edit.text } : snippetEdit(range, edit.text, selected);
    changes.set(edit.file, [...(changes.get(edit.file) ?? []), change]);
  }
  const documentChanges: TextDocumentEdit[] = [];
  for (const [file, list] of changes) {
    const version = folder.document(file)?.version ?? null;
    documentChanges.push({ textDocument: { uri: folder.uriOf(file), version }, edits: list });
  }
  return { documentChanges };
}

function snippetEdit(range: WireEdit['range'], text: string, selected: string): WireEdit | SnippetTextEdit {
  const at = text.lastIndexOf(selected);
  if (at < 0) return { range, newText: text };
  const value = `${escaped(text.slice(0, at))}\${1:${escaped(selected)}}${escaped(text.slice(at + selected.length))}`;
  return { range, snippet: { kind: 'snippet', value } };
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
