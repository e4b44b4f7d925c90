/** Quick fixes of findings, silencing one with a reason, turning a rule off, and fixing all that is safe. */
import { CodeActionKind } from 'vscode-languageserver/node';
import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver/node';
import { languageOf } from '../engine/analysis.ts';
import { artifactComment, suppressionFix } from '../fixes/suppression.ts';
import type { Finding, Fix } from '../model/finding.ts';
import { conflicts } from '../model/text.ts';
import type { TextEdit } from '../model/text.ts';
import { answer } from './context.ts';
import type { DocumentPlace, ServerContext } from './context.ts';
import type { DiagnosticData } from './diagnostics.ts';
import { workspaceEdit } from './edits.ts';
import { turnOffRule } from './turnOffRule.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.prodaware`;
export const codeActionKinds: readonly string[] = [CodeActionKind.QuickFix, fixAllKind];

/** What stands for the reason until the user has typed one. */
const reasonPlaceholder = 'reason';

export function registerCodeActions(context: ServerContext): void {
  context.connection.onCodeAction((params, token) =>
    answer(context, 'no quick fixes', params.textDocument.uri, token, async (place) => {
      const { findings } = await place.folder.engine.fileFindings(place.path);
      const actions: CodeAction[] = [];
      if (wants(params, CodeActionKind.QuickFix)) actions.push(...(await quickFixes(context, place, params, findings)));
      // Not among the quick fixes of the light bulb: it is asked for by name.
      if (params.context.only?.some((kind) => covers(kind, fixAllKind))) {
        const edits = safeEdits(findings, place.path);
        const edit = edits.length === 0 ? null : await workspaceEdit(place.folder, edits);
        if (edit) actions.push({ title: 'Fix all safe ProdAware findings', kind: fixAllKind, edit });
      }
      return actions;
    }),
  );
}

function wants(params: CodeActionParams, kind: string): boolean {
  return params.context.only?.some((only) => covers(only, kind)) ?? true;
}

/** Kinds are paths: `source` asks for `source.fixAll.prodaware` too. */
function covers(asked: string, kind: string): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}

async function quickFixes(
  context: ServerContext,
  place: DocumentPlace,
  params: CodeActionParams,
  findings: readonly Finding[],
): Promise<CodeAction[]> {
  const { folder, path, document } = place;
  const start = document.offsetAt(params.range.start);
  const end = document.offsetAt(params.range.end);
  const here = findings.filter((finding) => finding.range.start <= end && start <= finding.range.end);
  const profile = await folder.engine.profile();
  const comment = languageOf(path)?.lineComment ?? artifactComment(path);
  const actions: CodeAction[] = [];
  const silencing: CodeAction[] = [];
  for (const finding of here) {
    const diagnostics = params.context.diagnostics.filter((diagnostic) => isOf(diagnostic, finding));
    const action = async (fix: Fix, selected?: string): Promise<CodeAction[]> => {
      const edit = await workspaceEdit(folder, fix.edits, selected);
      return edit ? [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, edit }] : [];
    };
    for (const fix of finding.fixes) {
      for (const made of await action(fix)) actions.push(fix.safety === 'safe' ? { ...made, isPreferred: true } : made);
    }
    const suppression = suppressionFix(finding, document.getText(), comment, reasonPlaceholder);
    const selects = context.client.capabilities.workspace?.workspaceEdit?.snippetEditSupport === true;
    if (suppression) silencing.push(...(await action(suppression, selects ? reasonPlaceholder : undefined)));
    const off = profile && turnOffRule(profile, finding.rule);
    if (off) {
      const title = `Turn off ${finding.rule} in ${profile.file}`;
      silencing.push(...(await action({ title, safety: 'review', edits: [off] })));
    }
  }
  return [...actions, ...silencing];
}

function isOf(diagnostic: Diagnostic, finding: Finding): boolean {
  // Safe: `data` is what we put there ourselves; anything else has no such key.
  const data = diagnostic.data as Partial<DiagnosticData> | undefined;
  return data?.fingerprint === finding.fingerprint;
}

/**
 * One safe fix for each fault that has one in this file, as far as they do not touch one another; an edit that several
 * need, such as an import, is made once.
 */
export function safeEdits(findings: readonly Finding[], path: string): TextEdit[] {
  const edits: TextEdit[] = [];
  const mended = new Set<string>();
  const has = (edit: TextEdit): boolean => edits.some((taken) => isSame(taken, edit));
  for (const finding of findings) {
    if (mended.has(finding.fault)) continue;
    const fix = finding.fixes.find(
      ({ safety, edits: wanted }) =>
        safety === 'safe' &&
        wanted.every((edit) => edit.file === path && (has(edit) || !edits.some((taken) => conflicts(taken, edit)))),
    );
    if (!fix) continue;
    mended.add(finding.fault);
    edits.push(...fix.edits.filter((edit) => !has(edit)));
  }
  return edits;
}

function isSame(one: TextEdit, other: TextEdit): boolean {
  return one.text === other.text && one.range.start === other.range.start && one.range.end === other.range.end;
}
