/**
 * Findings of the review that the server does not publish by itself, in the Problems panel and in diff editors: those
 * about what a change took away, and of changes that are not on disk all of them.
 */
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { WireEvidence, WireFinding, WireReview } from '../../server/reviewProtocol.ts';
import { rulePageAddress } from '../rulePages.ts';
import { newSide, sideUri } from './diffs.ts';
import { changeOf, type ReviewSession } from './session.ts';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
} as const;

export function showReviewProblems(session: ReviewSession, client: LanguageClient): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('prodaware-review');
  const listening = session.onEvent((event) => {
    // Lines have moved: a finding at the wrong line is worse than none.
    if (event.type === 'outdated') problems.clear();
    if (event.type !== 'review') return;
    problems.clear();
    for (const [file, diagnostics] of diagnosticsOf(event.review, client)) {
      problems.set(vscode.Uri.parse(file), diagnostics);
    }
  });
  return vscode.Disposable.from(problems, listening);
}

function diagnosticsOf(review: WireReview, client: LanguageClient): Map<string, vscode.Diagnostic[]> {
  const byFile = new Map<string, vscode.Diagnostic[]>();
  const findings = review.files.flatMap(({ hunks, findings: loose }) => [
    ...hunks.flatMap((hunk) => hunk.findings),
    ...loose,
  ]);
  for (const finding of findings) {
    if (review.isWorkingTree && !isOfTheChange(finding)) continue;
    const change = changeOf(review, finding.path);
    // The file that a change deletes is nowhere to show a finding in.
    if (!change || change.kind === 'deleted') continue;
    const file = newSide(review, change).toString();
    byFile.set(file, [...(byFile.get(file) ?? []), diagnosticOf(finding, review, client)]);
  }
  return byFile;
}

/** It speaks of lines that are no longer there: no look at the present text alone can say it. */
function isOfTheChange({ evidence }: WireFinding): boolean {
  return evidence.some(({ isOld }) => isOld);
}

function diagnosticOf(finding: WireFinding, review: WireReview, client: LanguageClient): vscode.Diagnostic {
  const { asRange } = client.protocol2CodeConverter;
  const diagnostic = new vscode.Diagnostic(asRange(finding.range), finding.message, severities[finding.severity]);
  diagnostic.source = 'prodaware';
  diagnostic.code = {
    value: finding.rule,
    target: vscode.Uri.parse(rulePageAddress.replace('{rule}', finding.rule)),
  };
  diagnostic.relatedInformation = finding.evidence.map(
    (evidence) =>
      new vscode.DiagnosticRelatedInformation(
        new vscode.Location(placeOf(evidence, review), asRange(evidence.range)),
        evidence.label,
      ),
  );
  return diagnostic;
}

/** Where evidence can be read: on the old side, on the new one, or in a file that the change does not touch. */
export function placeOf(evidence: Pick<WireEvidence, 'path' | 'uri' | 'isOld'>, review: WireReview): vscode.Uri {
  const change = review.files.find(({ path, oldPath }) => (evidence.isOld ? oldPath : path) === evidence.path);
  if (!change) return vscode.Uri.parse(evidence.uri);
  return evidence.isOld ? sideUri(review, change, 'before') : newSide(review, change);
}
