/**
 * What a review writes. Edits come from the server and go through the editor, so that undo works where they land; what
 * was there before is kept as well, as the page has no undo of its own.
 */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** The language server protocol's own type, which the wire leaves open. */
type LspEdit = Parameters<LanguageClient['protocol2CodeConverter']['asWorkspaceEdit']>[0];

/** A file before and after an edit of ours; null where there was none. */
interface Step {
  readonly uri: vscode.Uri;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ReviewEdits {
  /** Says why not, or null. */
  apply(edit: unknown): Promise<string | null>;
  /** Takes the last edit back; says why not, or null. */
  undo(): Promise<string | null>;
  canUndo(): boolean;
}

const notTrusted = 'this workspace is not trusted, so nothing is written into it';

export function createReviewEdits(client: LanguageClient): ReviewEdits {
  const done: (readonly Step[])[] = [];
  return {
    async apply(wire) {
      if (!vscode.workspace.isTrusted) return notTrusted;
      // The server makes it with the types of the protocol.
      const edit = await client.protocol2CodeConverter.asWorkspaceEdit(wire as LspEdit);
      if (!edit) return null;
      const files = filesOf(wire).map((uri) => client.protocol2CodeConverter.asUri(uri));
      const before = await Promise.all(files.map(textOf));
      if (!(await vscode.workspace.applyEdit(edit))) return 'the editor refused the edit: a file has changed since';
      const after = await Promise.all(files.map(textOf));
      done.push(files.map((uri, index) => ({ uri, before: before[index] ?? null, after: after[index] ?? null })));
      return null;
    },
    async undo() {
      const steps = done.at(-1);
      if (!steps) return 'there is nothing to undo';
      for (const { uri, after } of steps) {
        if ((await textOf(uri)) !== after) return `${vscode.workspace.asRelativePath(uri)} has changed since`;
      }
      const edit = new vscode.WorkspaceEdit();
      for (const step of steps) await takeBack(edit, step);
      if (!(await vscode.workspace.applyEdit(edit))) return 'the editor refused the edit';
      done.pop();
      return null;
    },
    canUndo: () => done.length > 0,
  };
}

async function takeBack(edit: vscode.WorkspaceEdit, { uri, before, after }: Step): Promise<void> {
  if (before === after) return;
  if (before === null) {
    edit.deleteFile(uri);
  } else if (after === null) {
    edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(before) });
  } else {
    // Only what differs is replaced: the cursor and folded regions elsewhere stay.
    let start = 0;
    while (start < before.length && start < after.length && before[start] === after[start]) start++;
    let end = 0;
    const most = Math.min(before.length, after.length) - start;
    while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
    const document = await vscode.workspace.openTextDocument(uri);
    const range = new vscode.Range(document.positionAt(start), document.positionAt(after.length - end));
    edit.replace(uri, range, before.slice(start, before.length - end));
  }
}

/** URIs of all files that an edit of the protocol touches. */
function filesOf(wire: unknown): string[] {
  const { changes = {}, documentChanges = [] } = (wire ?? {}) as NonNullable<LspEdit>; // as above
  const uris = documentChanges.flatMap((change) =>
    'textDocument' in change
      ? [change.textDocument.uri]
      : 'uri' in change
        ? [change.uri]
        : [change.oldUri, change.newUri],
  );
  return [...new Set([...Object.keys(changes), ...uris])];
}

async function textOf(uri: vscode.Uri): Promise<string | null> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open && !open.isClosed && (open.isDirty || (await exists(uri)))) return open.getText();
  try {
    return (await vscode.workspace.openTextDocument(uri)).getText();
  } catch {
    return null;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}
