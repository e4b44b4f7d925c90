/** The checklist of a change for the client: made anew each time, so that it says what holds now. */
import type { CancellationToken } from 'vscode-languageserver/node';
import { ChangeError } from '../../host/changes.ts';
import { longestName, longestNote, openChecklistStore } from '../../host/checklistStore.ts';
import type { ChangeSet } from '../../model/change.ts';
import type { ChangeSource } from '../../model/change.ts';
import type { Checklist } from '../../model/checklist.ts';
import { checklistMarkdown } from '../../reports/checklist.ts';
import type { ServerContext } from '../context.ts';
import type { Folder } from '../folder.ts';
import { checklistAnswerRequest, checklistMarkdownRequest, checklistRequest } from '../reviewProtocol.ts';
import type { ChecklistAnswerParams, ChecklistParams, WireChecklist } from '../reviewProtocol.ts';
import { changesIn } from './changes.ts';
import { createWire, type WireContext } from './wire.ts';

interface Made {
  readonly folder: Folder;
  readonly checklist: Checklist;
  readonly context: WireContext;
}

export function registerChecklist(context: ServerContext): void {
  const { connection, folders, log } = context;

  async function make(params: ChecklistParams, token: CancellationToken): Promise<Made | null> {
    const folder = folders.get(params.folder);
    if (folder === undefined) return null;
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    try {
      const { signal } = abort;
      const changes = await changesIn(folder, params.source, signal);
      const { answers, faults } = await (await openChecklistStore(folder.root)).read();
      for (const fault of faults) log.warn(fault.message);
      const { checklist } = await folder.engine.checklist(changes, answers, { signal });
      return { folder, checklist, context: await contextFor(folder, changes, checklist) };
    } catch (cause) {
      if (abort.signal.aborted) return null;
      if (!(cause instanceof ChangeError)) log.error('cannot make the checklist', cause);
      throw cause;
    }
  }

  connection.onRequest(checklistRequest, async (params: ChecklistParams, token: CancellationToken) => {
    const made = await make(params, token);
    return made === null ? null : wireChecklist(made, params.source);
  });

  connection.onRequest(checklistAnswerRequest, async (params: ChecklistAnswerParams, token: CancellationToken) => {
    const before = await make(params, token);
    if (before === null) return null;
    const item = before.checklist.items.find(({ id }) => id === params.item);
    const store = await openChecklistStore(before.folder.root);
    if (params.answer === null) await store.clear(params.item);
    else if (item !== undefined) {
      await store.put({
        item: item.id,
        subject: item.subject,
        answer: params.answer.answer,
        by: params.answer.by.slice(0, longestName),
        note: params.answer.note.slice(0, longestNote),
        at: new Date().toISOString(),
      });
    }
    const made = await make(params, token);
    return made === null ? null : wireChecklist(made, params.source);
  });

  connection.onRequest(checklistMarkdownRequest, async (params: ChecklistParams, token: CancellationToken) => {
    const made = await make(params, token);
    return made === null ? null : checklistMarkdown(made.checklist, made.context.textOf);
  });
}

async function contextFor(folder: Folder, changes: ChangeSet, { items }: Checklist): Promise<WireContext> {
  const present = new Map<string, string | null>(changes.overlay);
  const old = new Map<string, string | null>();
  for (const { path, oldPath, before, after } of changes.files) {
    present.set(path, after);
    old.set(oldPath, before);
  }
  for (const { file } of items.flatMap(({ evidence }) => evidence)) {
    if (!present.has(file)) present.set(file, await folder.engine.text(file));
  }
  return {
    uriOf: (path) => folder.uriOf(path),
    textOf: (path, side) => (side === 'before' ? (old.get(path) ?? present.get(path)) : present.get(path)) ?? null,
  };
}

function wireChecklist({ folder, checklist, context }: Made, source: ChangeSource): WireChecklist {
  const wire = createWire(context);
  return {
    folder: folder.uri,
    source,
    title: checklist.title,
    summary: checklist.summary,
    holds: checklist.holds,
    items: checklist.items.map(({ id, kind, title, detail, state, required, service, evidence, answer }) => ({
      id,
      kind,
      title,
      detail,
      state,
      required,
      service,
      evidence: evidence.map(wire.evidence),
      answer,
    })),
  };
}
