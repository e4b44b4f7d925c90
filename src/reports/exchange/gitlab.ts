/** The code quality report of GitLab, shown in the merge request: https://docs.gitlab.com/ci/testing/code_quality/. */
import type { Severity } from '../../model/finding.ts';
import { inertJson } from '../inert.ts';
import { createPlaces } from '../places.ts';
import { evidenceText, worstFirst, type ExchangeInput } from './report.ts';

const severities: Readonly<Record<Severity, string>> = {
  error: 'critical',
  warning: 'major',
  information: 'minor',
  hint: 'info',
};

/** Faults have no place in it. */
export function gitlabReport({ findings, textOf }: ExchangeInput): string {
  const places = createPlaces(textOf);
  const issues = worstFirst(findings).map((finding) => {
    const { start, end } = places.range(finding);
    const shown = finding.evidence.map((one) => evidenceText(one, places));
    return {
      description: [finding.message, ...shown].join('; '),
      check_name: finding.rule,
      fingerprint: finding.fingerprint,
      severity: severities[finding.severity],
      location: { path: finding.file, lines: { begin: start.line, end: end.line } },
    };
  });
  return `${inertJson(issues)}\n`;
}
