/** The checklist that is shown, made anew whenever the code or the review changes, so that it says what holds now. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ChangeSource } from '../../model/change.ts';
import { checklistAnswerRequest, checklistMarkdownRequest, checklistRequest } from '../../server/reviewProtocol.ts';
import type { ChecklistAnswerParams, ChecklistParams, WireChecklist } from '../../server/reviewProtocol.ts';

/** Files are written in bursts: a checklist for each of them would be one too many. Milliseconds. */
const quietTime = 1_500;

export interface Checklists extends vscode.Disposable {
  /** It is another one, or another state: `error` says why there is none. */
  readonly onChange: vscode.Event<void>;
  current(): WireChecklist | null;
  isRunning(): boolean;
  error(): string | null;
  show(folder: vscode.Uri, source: ChangeSource): Promise<void>;
  refresh(): Promise<void>;
  answer(item: string, answer: ChecklistAnswerParams['answer']): Promise<void>;
  markdown(): Promise<string | null>;
}

export function createChecklists(client: LanguageClient): Checklists {
  const change = new vscode.EventEmitter<void>();
  let asked: ChecklistParams | null = null;
  let current: WireChecklist | null = null;
  let error: string | null = null;
  let runs = 0;
  let running = 0;
  let soon: NodeJS.Timeout | undefined;

  async function load(): Promise<void> {
    if (!asked) return;
    const run = ++runs;
    running = run;
    change.fire();
    try {
      const made = await client.sendRequest<WireChecklist | null>(checklistRequest, asked);
      if (run !== runs) return;
      current = made;
      error = made === null ? 'There is no checklist for this folder.' : null;
    } catch (cause) {
      if (run !== runs) return;
      error = cause instanceof Error ? cause.message : String(cause);
    } finally {
      if (run === runs) {
        running = 0;
        change.fire();
      }
    }
  }

  const watching = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
    if (!asked || uri.scheme !== 'file') return;
    clearTimeout(soon);
    soon = setTimeout(() => void load(), quietTime);
  });

  return {
    onChange: change.event,
    current: () => current,
    isRunning: () => running !== 0,
    error: () => error,
    async show(folder, source) {
      asked = { folder: client.code2ProtocolConverter.asUri(folder), source };
      await load();
    },
    refresh: load,
    async answer(item, answer) {
      if (!asked) return;
      const params: ChecklistAnswerParams = { ...asked, item, answer };
      const run = ++runs;
      const made = await client.sendRequest<WireChecklist | null>(checklistAnswerRequest, params);
      if (run !== runs) return;
      if (made) current = made;
      change.fire();
    },
    async markdown() {
      return asked && client.sendRequest<string | null>(checklistMarkdownRequest, asked);
    },
    dispose() {
      clearTimeout(soon);
      watching.dispose();
      change.dispose();
    },
  };
}
