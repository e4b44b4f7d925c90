/** The pages of the rules. They come with the extension and open as pages, without a network, from every place that links to one. */
import * as vscode from 'vscode';
import { rulePageScheme } from './contributions.ts';

/** `{rule}` stands for the rule's id. */
export const rulePageAddress = `${rulePageScheme}:/rules/{rule}.md`;

export function registerRulePages(extension: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(rulePageScheme, {
    async provideTextDocumentContent({ path }) {
      const rule = /^\/rules\/([a-z][a-z-]*)\.md$/.exec(path)?.[1];
      if (rule === undefined) return null;
      const page = vscode.Uri.joinPath(pagesOf(extension), `${rule}.md`);
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(page));
    },
  });
}

/** Opens the page of a rule; without one, asks which. */
export async function openRulePage(extension: vscode.Uri, rule: string | undefined): Promise<void> {
  const files = await vscode.workspace.fs.readDirectory(pagesOf(extension));
  const known = files.flatMap(([name]) => (/^[a-z].*\.md$/.test(name) ? name.slice(0, -'.md'.length) : []));
  const asked = rule ?? (await vscode.window.showQuickPick(known, { title: 'Rule' }));
  if (asked === undefined || !known.includes(asked)) return;
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(rulePageAddress.replace('{rule}', asked)));
}

function pagesOf(extension: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extension, 'docs', 'rules');
}
