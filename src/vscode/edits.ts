/** What may make an answer of the server old: files that anybody wrote, and text that is typed and not saved. */
import * as vscode from 'vscode';

/** What git writes for itself; which branch is checked out matters. */
const ofGit = /\/\.git\/(?!HEAD$)/;

export function onEdited(listener: () => void): vscode.Disposable {
  const files = vscode.workspace.createFileSystemWatcher('**/*');
  const written = ({ path }: vscode.Uri): void => {
    if (!ofGit.test(path)) listener();
  };
  return vscode.Disposable.from(
    files,
    files.onDidChange(written),
    files.onDidCreate(written),
    files.onDidDelete(written),
    vscode.workspace.onDidChangeWorkspaceFolders(listener),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && vscode.workspace.getWorkspaceFolder(document.uri)) listener();
    }),
  );
}
