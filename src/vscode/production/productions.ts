/** What the server knows of production, asked again when files were edited, and only while somebody looks at it. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { productionMapRequest, type WireMap } from '../../server/mapProtocol.ts';
import { onEdited } from '../edits.ts';

/** Files are edited in bursts: a map for each key would be one too many. Milliseconds. */
const quietTime = 1_200;

export interface Productions extends vscode.Disposable {
  /** There is another answer, or one is on its way. */
  readonly onChange: vscode.Event<void>;
  /** One of each folder; null before the first answer. */
  current(): readonly WireMap[] | null;
  isRunning(): boolean;
  error(): string | null;
  /** @param isLooking while this says so, it is kept up to date */
  watch(isLooking: () => boolean): void;
  /** Asks where nobody did yet. */
  ensure(): Promise<void>;
  refresh(): Promise<void>;
}

export function createProductions(client: LanguageClient): Productions {
  const change = new vscode.EventEmitter<void>();
  const looking: (() => boolean)[] = [];
  let current: readonly WireMap[] | null = null;
  let error: string | null = null;
  let isOutdated = true;
  let runs = 0;
  let running: Promise<void> | null = null;
  let soon: NodeJS.Timeout | undefined;

  async function load(): Promise<void> {
    const run = ++runs;
    isOutdated = false;
    try {
      const made = await client.sendRequest<WireMap[]>(productionMapRequest);
      if (run !== runs) return;
      current = made;
      error = null;
    } catch (cause) {
      if (run !== runs) return;
      error = cause instanceof Error ? cause.message : String(cause);
    } finally {
      if (run === runs) {
        running = null;
        change.fire();
      }
    }
  }

  function refresh(): Promise<void> {
    running = load();
    change.fire();
    return running;
  }

  function outdated(): void {
    isOutdated = true;
    clearTimeout(soon);
    soon = setTimeout(() => {
      if (looking.some((isLooking) => isLooking())) void refresh();
    }, quietTime);
  }

  // Code, manifests, scripts and documents all take part in it; the server tells what of it is new.
  const listening = onEdited(outdated);

  return {
    onChange: change.event,
    current: () => current,
    isRunning: () => running !== null,
    error: () => error,
    watch: (isLooking) => void looking.push(isLooking),
    ensure: async () => (isOutdated ? refresh() : (running ?? undefined)),
    refresh,
    dispose() {
      clearTimeout(soon);
      listening.dispose();
      change.dispose();
    },
  };
}
