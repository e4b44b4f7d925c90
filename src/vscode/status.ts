/** The language status item: is a profile in use, how many services are known, and what is wrong with it. */
import * as vscode from 'vscode';
import type { FolderStatus } from '../server/protocol.ts';
import { commands, profilesContextKey } from './contributions.ts';

export interface Status extends vscode.Disposable {
  /** What the server said of a folder. */
  tell(status: FolderStatus): void;
  /** The server runs, or is about to; what it said before is not known to hold any more. */
  wait(): void;
  /** The server ended and is not started again by itself. */
  stopped(): void;
  of(folder: vscode.Uri): FolderStatus | undefined;
  /** Of the folder the user is in. */
  current(): FolderStatus | undefined;
}

export function createStatus(): Status {
  const item = vscode.languages.createLanguageStatusItem('prodaware.status', { scheme: 'file' });
  item.name = 'ProdAware';
  const statuses = new Map<string, FolderStatus>();
  let runs = true;
  const listeners = [
    vscode.window.onDidChangeActiveTextEditor(() => show()),
    vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
      for (const folder of removed) statuses.delete(folder.uri.toString());
      show();
    }),
  ];

  function currentFolder(): vscode.WorkspaceFolder | undefined {
    const open = vscode.window.activeTextEditor?.document.uri;
    return (open && vscode.workspace.getWorkspaceFolder(open)) ?? vscode.workspace.workspaceFolders?.[0];
  }

  function current(): FolderStatus | undefined {
    const folder = currentFolder();
    return folder && statuses.get(folder.uri.toString());
  }

  function show(): void {
    const status = current();
    const folder = currentFolder();
    item.busy = runs && folder !== undefined && !status;
    const { text, detail, severity, command } = !runs ? notRunning : !folder ? noFolder : describe(status);
    item.text = text;
    item.detail = detail;
    item.severity = severity;
    item.command = command;
    const withProfile = [...statuses.values()].filter(({ profile }) => profile !== null).length;
    void vscode.commands.executeCommand('setContext', profilesContextKey, withProfile);
  }

  show();
  return {
    tell(status) {
      statuses.set(vscode.Uri.parse(status.folder).toString(), status);
      show();
    },
    wait() {
      runs = true;
      statuses.clear();
      show();
    },
    stopped() {
      runs = false;
      statuses.clear();
      show();
    },
    of: (folder) => statuses.get(folder.toString()),
    current,
    dispose() {
      for (const listener of listeners) listener.dispose();
      item.dispose();
    },
  };
}

interface Description {
  readonly text: string;
  readonly detail: string;
  readonly severity: vscode.LanguageStatusSeverity;
  readonly command: vscode.Command | undefined;
}

const noFolder: Description = {
  text: 'ProdAware',
  detail: 'open a folder to see how production starts it',
  severity: vscode.LanguageStatusSeverity.Information,
  command: undefined,
};

const notRunning: Description = {
  text: 'ProdAware: not running',
  detail: 'the server ended',
  severity: vscode.LanguageStatusSeverity.Error,
  command: { command: commands.restartServer.command, title: 'Restart server' },
};

function describe(status: FolderStatus | undefined): Description {
  const open = { command: commands.openProfile.command, title: 'Open profile' };
  const create = { command: commands.createProfile.command, title: 'Create profile' };
  const { Information, Warning } = vscode.LanguageStatusSeverity;
  if (!status)
    return { text: 'ProdAware', detail: 'looking at the repository', severity: Information, command: undefined };
  const services = status.services === 1 ? '1 service' : `${status.services} services`;
  switch (status.state) {
    case 'loaded':
      return {
        text: `ProdAware: ${services}`,
        detail: `${profileName(status)} is in use`,
        severity: Information,
        command: open,
      };
    case 'inferred':
      return {
        text: `ProdAware: ${services}`,
        detail: 'production is inferred, no profile',
        severity: Information,
        command: create,
      };
    case 'error':
      return {
        text: `ProdAware: ${services}`,
        detail: `${profileName(status)} has errors`,
        severity: Warning,
        command: open,
      };
    case 'off':
      return { text: 'ProdAware: off', detail: 'prodaware.enable is off', severity: Information, command: undefined };
  }
}

function profileName({ profile }: FolderStatus): string {
  return profile?.slice(profile.lastIndexOf('/') + 1) ?? 'the profile';
}
