/** Findings and faults as diagnostics of the protocol. */
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver/node';
import type { Finding, Severity } from '../model/finding.ts';
import type { Fault } from '../model/source.ts';
import { fileStart } from './places.ts';
import type { Places } from './places.ts';

export const diagnosticSource = 'prodaware';

/** Travels with a diagnostic to the client and back, so that a code action finds the finding it is for. */
export interface DiagnosticData {
  readonly fingerprint: string;
}

export interface DiagnosticContext {
  readonly places: Places;
  uriOf(path: string): string;
  /** Address of a rule's page, or null. */
  rulePage(rule: string): string | null;
}

const severityOf: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Files whose text a finding's diagnostic needs. */
export function filesOf(finding: Finding): string[] {
  return [finding.file, ...finding.evidence.map((evidence) => evidence.file)];
}

export function findingDiagnostic(finding: Finding, context: DiagnosticContext): Diagnostic {
  const page = context.rulePage(finding.rule);
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  const related: DiagnosticRelatedInformation[] = [];
  for (const { file, range, label } of finding.evidence) {
    const place = context.places.range(file, range);
    if (place) related.push({ location: { uri: context.uriOf(file), range: place }, message: label });
  }
  return {
    range: context.places.range(finding.file, finding.range) ?? fileStart,
    severity: severityOf[finding.severity],
    code: finding.rule,
    ...(page === null ? {} : { codeDescription: { href: page } }),
    source: diagnosticSource,
    message: finding.message,
    relatedInformation: related,
    data,
  };
}

export function faultDiagnostic(file: string, fault: Fault, places: Places): Diagnostic {
  return {
    range: (fault.range && places.range(file, fault.range)) ?? fileStart,
    severity: severityOf[fault.severity],
    code: fault.kind,
    source: diagnosticSource,
    message: fault.message,
  };
}
