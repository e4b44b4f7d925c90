/** The checklist that is shown, made anew while somebody looks at it whenever the code changes, so that it says what holds now. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ChangeSource } from '../../model/change.ts';
import { checklistAnswerRequest, checklistMarkdownRequest, checklistRequest } from '../../server/reviewProtocol.ts';
import type { ChecklistAnswerParams, ChecklistParams, WireChecklist } from '../../server/reviewProtocol.ts';
import { onEdited } from '../edits.ts';

/** Files are edited in bursts: a checklist for each key would be one too many. Milliseconds. */
const quietTime = 1_500;

export interface Checklists extends vscode.Disposable {
  /** It is another one, or another state: `error` says why there is none. */
  readonly onChange: vscode.Event<void>;
  current(): WireChecklist | null;
  isRunning(): boolean;
  error(): string | null;
  /** @param isLooking while this says so, it is kept up to date */
  watch(isLooking: () => boolean): void;
  /** What nobody looked at for a while may be old. */
  bringUpToDate(): Promise<void>;
  show(folder: vscode.Uri, source: ChangeSource): Promise<void>;
  refresh(): Promise<void>;
  answer(item: string, answer: ChecklistAnswerParams['answer']): Promise<void>;
  markdown(): Promise<string | null>;
}

export function createChecklists(client: LanguageClient): Checklists {
  const change = new vscode.EventEmitter<void>();
  const looking: (() => boolean)[] = [];
  let asked: ChecklistParams | null = null;
  let isOutdated = false;
  let current: WireChecklist | null = null;
  let error: string | null = null;
  let runs = 0;
  let running = 0;
  let soon: NodeJS.Timeout | undefined;

  async function load(): Promise<void> {
    if (!asked) return;
    const run = ++runs;
    running = run;
    isOutdated = false;
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

  const watching = onEdited(() => {
    if (!asked) return;
    isOutdated = true;
    clearTimeout(soon);
    soon = setTimeout(() => {
      if (looking.some((isLooking) => isLooking())) void bringUpToDate();
    }, quietTime);
  });

  async function bringUpToDate(): Promise<void> {
    if (isOutdated) await load();
  }

  return {
    onChange: change.event,
    current: () => current,
    isRunning: () => running !== 0,
    error: () => error,
    watch: (isLooking) => void looking.push(isLooking),
    bringUpToDate,
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
      await bringUpToDate();
      return asked && client.sendRequest<string | null>(checklistMarkdownRequest, asked);
    },
    dispose() {
      clearTimeout(soon);
      watching.dispose();
      change.dispose();
    },
  };
}
