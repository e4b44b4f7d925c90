/**
 * The checklist before a pull request in VS Code: a tree to answer it in, and a page that reads as it will read in the
 * pull request: the same Markdown that is copied.
 */
import { userInfo } from 'node:os';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { ChangeSource } from '../../model/change.ts';
import type { WireChecklistItem } from '../../server/reviewProtocol.ts';
import {
  checklistScheme,
  checklistTree,
  commands,
  refuseItemCommand,
  takeAnswerBackCommand,
} from '../contributions.ts';
import { gitUser } from '../review/gitExtension.ts';
import { createChecklists, type Checklists } from './checklists.ts';
import { createChecklistTree, type ChecklistNode } from './tree.ts';

export interface ChecklistContext {
  readonly client: LanguageClient;
  readonly output: vscode.LogOutputChannel;
  readonly state: vscode.Memento;
  chooseFolder(): Promise<vscode.WorkspaceFolder | undefined>;
  /** What the user reviews at the moment. */
  reviewed(): { readonly folder: string; readonly source: ChangeSource } | null;
}

const askedKey = 'prodaware.checklist.asked';
const page = vscode.Uri.from({ scheme: checklistScheme, path: '/Checklist before Pull Request.md' });

interface Asked {
  readonly folder: string;
  readonly source: ChangeSource;
}

export function registerChecklist(context: ChecklistContext): vscode.Disposable {
  const { client, output, state } = context;
  const checklists = createChecklists(client);
  const pageChanged = new vscode.EventEmitter<vscode.Uri>();

  async function show(folder: vscode.Uri, source: ChangeSource): Promise<void> {
    // A patch is not what becomes a pull request as it stands, and may be long.
    const asked: Asked | undefined = source.kind === 'patch' ? undefined : { folder: folder.toString(), source };
    await state.update(askedKey, asked);
    await checklists.show(folder, source);
  }

  /** The one that is shown; else the last one, else that of the branch. */
  async function ensure(given?: unknown): Promise<boolean> {
    if (given === undefined && checklists.current()) return true;
    const folder = await context.chooseFolder();
    if (!folder) return false;
    const reviewed = context.reviewed();
    const asked = reviewed ?? state.get<Asked>(askedKey);
    const last = asked && client.protocol2CodeConverter.asUri(asked.folder).toString() === folder.uri.toString();
    await show(folder.uri, isSource(given) ? given : last ? asked.source : { kind: 'branch', base: null });
    return checklists.current() !== null;
  }

  const register = (id: string, run: (...args: never[]) => Promise<unknown>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (...args: never[]) => {
      try {
        await run(...args);
      } catch (error) {
        output.error(error instanceof Error ? error : String(error));
        void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
      }
    });

  // The page, which VS Code keeps open as a document for its preview.
  checklists.watch(() => vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === checklistScheme));
  const answer = answerer(checklists);
  return vscode.Disposable.from(
    checklists,
    pageChanged,
    checklists.onChange(() => pageChanged.fire(page)),
    createChecklistTree(checklists, client, (item, isTicked) =>
      isTicked ? answer(item, 'yes') : checklists.answer(item.id, null),
    ),
    vscode.workspace.registerTextDocumentContentProvider(checklistScheme, {
      onDidChange: pageChanged.event,
      async provideTextDocumentContent() {
        // A page that VS Code brings back after a restart.
        if (!checklists.current() && !(await ensure())) return checklists.error() ?? '';
        return (await checklists.markdown()) ?? checklists.error() ?? '';
      },
    }),
    register(commands.checklist.command, async (given?: unknown) => {
      const shown = await ensure(given ?? null);
      const error = checklists.error();
      if (!shown && error !== null) void vscode.window.showErrorMessage(error);
      if (!shown) return;
      await vscode.commands.executeCommand(`${checklistTree}.focus`);
      await vscode.commands.executeCommand('vscode.openWith', page, 'vscode.markdown.preview.editor');
    }),
    register(commands.refreshChecklist.command, async () => {
      if (checklists.current()) await checklists.refresh();
      else await ensure();
    }),
    register(commands.copyChecklist.command, async () => {
      if (!(await ensure())) return;
      const markdown = await checklists.markdown();
      if (markdown === null) return;
      await vscode.env.clipboard.writeText(markdown);
      vscode.window.setStatusBarMessage('$(check) The checklist is on the clipboard, as Markdown.', 4_000);
    }),
    register(commands.writeChecklist.command, async () => {
      if (!(await ensure())) return;
      await writeToFile(checklists);
    }),
    register(refuseItemCommand, async (node: ChecklistNode) => {
      if (node.kind === 'item') await answer(node.item, 'no');
    }),
    register(takeAnswerBackCommand, async (node: ChecklistNode) => {
      if (node.kind === 'item') await checklists.answer(node.item.id, null);
    }),
  );
}

/** Asks for a note, which may be empty, and answers in the name of the user; nothing where the note is cancelled. */
function answerer(checklists: Checklists) {
  return async (item: WireChecklistItem, answer: 'yes' | 'no'): Promise<void> => {
    const list = checklists.current();
    if (!list) return;
    const by = (await gitUser(vscode.Uri.parse(list.folder))) ?? userInfo().username;
    const note = await vscode.window.showInputBox({
      title: item.title,
      prompt: `Answered as ${by}: ${answer === 'yes' ? 'this holds' : 'this does not hold'}`,
      placeHolder: answer === 'yes' ? 'A note, if there is something to say' : 'Why it does not hold',
      ignoreFocusOut: true,
    });
    if (note !== undefined) await checklists.answer(item.id, { answer, by, note: note.trim() });
  };
}

async function writeToFile(checklists: Checklists): Promise<void> {
  const list = checklists.current();
  const markdown = await checklists.markdown();
  if (!list || markdown === null) return;
  const target = await vscode.window.showSaveDialog({
    title: 'Write Checklist',
    defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(list.folder), 'checklist.md'),
    filters: { Markdown: ['md'] },
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(markdown));
  await vscode.window.showTextDocument(target);
}

function isSource(given: unknown): given is ChangeSource {
  return typeof given === 'object' && given !== null && 'kind' in given && typeof given.kind === 'string';
}
