/** What the page of a review asks for. Each answers the page and no one else. */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ReviewEditParams, ReviewLines } from '../../server/reviewProtocol.ts';
import type { FromPage, ToPage } from '../../webview/messages.ts';
import { commands } from '../contributions.ts';
import { openRulePage } from '../rulePages.ts';
import { openAllDiffs, openDiff } from './diffs.ts';
import type { ReviewEdits } from './edits.ts';
import type { KeptHunks } from './kept.ts';
import { placeOf } from './problems.ts';
import { hunkOf, type ReviewSession } from './session.ts';

export interface ReviewPorts {
  readonly client: LanguageClient;
  readonly session: ReviewSession;
  readonly kept: KeptHunks;
  readonly edits: ReviewEdits;
  readonly extension: vscode.Uri;
}

type Answer = (message: ToPage) => void;
type Asked<Type extends FromPage['type']> = Extract<FromPage, { readonly type: Type }>;

/** `ready` is the panel's own. */
export async function answerPage(ports: ReviewPorts, asked: FromPage, answer: Answer): Promise<void> {
  const { session, extension, client } = ports;
  const review = session.current();
  switch (asked.type) {
    case 'ready':
      return;
    case 'lines':
      return answerLines(ports, asked, answer);
    case 'keep':
      return keep(ports, asked, answer);
    case 'edit':
      return edit(ports, asked, answer);
    case 'undo':
      return undo(ports, answer);
    case 'send':
      return send(ports, asked.hunk, answer);
    case 'diff':
      if (review) await openDiff(review, asked.path, asked.line);
      return;
    case 'changes':
      if (review) await openAllDiffs(review);
      return;
    case 'open':
      if (review) {
        const selection = client.protocol2CodeConverter.asRange(asked.range);
        await vscode.window.showTextDocument(placeOf(asked, review), { selection, preview: true });
      }
      return;
    case 'rule':
      return openRulePage(extension, asked.rule);
    case 'copy':
      await vscode.env.clipboard.writeText(asked.text);
      answer({ type: 'done', message: 'Copied.', canUndo: false });
      return;
    case 'checklist':
      await vscode.commands.executeCommand(commands.checklist.command, review?.source);
      return;
    case 'refresh':
      return session.refresh();
    case 'cancel':
      return session.cancel();
    case 'choose':
      await vscode.commands.executeCommand(commands.reviewChanges.command);
  }
}

async function answerLines({ session }: ReviewPorts, { review, paths }: Asked<'lines'>, answer: Answer): Promise<void> {
  if (session.current()?.id !== review) return;
  let lines: ReviewLines = {};
  try {
    lines = await session.lines(paths);
  } finally {
    // The page asks one question at a time, so this one is answered also where it failed.
    answer({ type: 'lines', review, lines });
  }
}

/** Ids of the kept hunks of the review that is shown. */
export async function keptIds({ session, kept }: ReviewPorts): Promise<string[]> {
  const review = session.current();
  return review ? kept.of(review, session.lines) : [];
}

async function keep(ports: ReviewPorts, { hunks, isKept }: Asked<'keep'>, answer: Answer): Promise<void> {
  const { session, kept } = ports;
  const review = session.current();
  if (!review) return;
  const found = hunks.flatMap((id) => hunkOf(review, id) ?? []);
  const lines = await session.lines([...new Set(found.map(({ file }) => file.path))]);
  for (const { file, hunk } of found) {
    const own = lines[hunk.id];
    if (own) await kept.set(file.path, own, isKept);
  }
  answer({ type: 'kept', kept: await keptIds(ports) });
}

async function edit(ports: ReviewPorts, { action, hunk }: Asked<'edit'>, answer: Answer): Promise<void> {
  const { session, edits } = ports;
  const made = await session.edit(action);
  const refused = made.edit === null ? (made.refused ?? 'there is nothing to do') : await edits.apply(made.edit);
  if (refused !== null) {
    answer({ type: 'refused', hunk, message: refused });
    return;
  }
  const partly = made.refused === null ? '' : ` Not all of it: ${made.refused}.`;
  answer({ type: 'done', message: `${words(action)}${partly}`, canUndo: edits.canUndo() });
  await session.refresh();
}

function words(action: ReviewEditParams['action']): string {
  switch (action.kind) {
    case 'drop':
      return action.hunks.length === 1 ? 'Dropped.' : `Dropped ${action.hunks.length} hunks.`;
    case 'take':
      return action.hunks.length === 1 ? 'Written into the working tree.' : `Wrote ${action.hunks.length} hunks.`;
    case 'fix':
      return 'Fixed.';
    case 'fix-all-safe':
      return 'Applied every safe fix.';
  }
}

async function undo({ session, edits }: ReviewPorts, answer: Answer): Promise<void> {
  const refused = await edits.undo();
  if (refused !== null) {
    answer({ type: 'refused', hunk: null, message: refused });
    return;
  }
  answer({ type: 'done', message: 'Undone.', canUndo: edits.canUndo() });
  await session.refresh();
}

/** Into the chat, unsent, where there is one; else onto the clipboard. */
async function send({ session }: ReviewPorts, hunk: string, answer: Answer): Promise<void> {
  const prompt = await session.prompt(hunk);
  if (prompt === null) {
    answer({ type: 'refused', hunk, message: 'a newer review has taken its place' });
    return;
  }
  if (await openChat(prompt)) return;
  await vscode.env.clipboard.writeText(prompt);
  answer({ type: 'done', message: 'Copied for the assistant: paste it where it listens.', canUndo: false });
}

async function openChat(query: string): Promise<boolean> {
  const command = 'workbench.action.chat.open';
  // The command is there while chat is turned off, and opens nothing.
  if (vscode.workspace.getConfiguration('chat').get('disableAIFeatures') === true) return false;
  if (!(await vscode.commands.getCommands(true)).includes(command)) return false;
  try {
    await vscode.commands.executeCommand(command, { query, isPartialQuery: true });
    return true;
  } catch {
    return false;
  }
}
