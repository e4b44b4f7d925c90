/**
 * Reviewdog's own form, with which it comments on pull requests anywhere:
 * https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Columns are counted in bytes of UTF-8.
 */
import type { Finding, Severity } from '../../model/finding.ts';
import type { Position } from '../../model/text.ts';
import { inertJson } from '../inert.ts';
import { createPlaces, type Places, type SidedLocation } from '../places.ts';
import { evidenceText, worstFirst, type ExchangeInput } from './report.ts';

const severities: Readonly<Record<Severity, string>> = {
  error: 'ERROR',
  warning: 'WARNING',
  information: 'INFO',
  hint: 'INFO',
};

const utf8 = new TextEncoder();

/** Faults have no place in it. */
export function rdjsonReport({ findings, textOf }: ExchangeInput): string {
  const places = createPlaces(textOf);
  const report = {
    source: { name: 'prodaware' },
    diagnostics: worstFirst(findings).map((finding) => diagnosticOf(finding, places)),
  };
  return `${inertJson(report)}\n`;
}

function diagnosticOf(finding: Finding, places: Places): object {
  const gone = finding.evidence.filter(({ side }) => side === 'before').map((one) => evidenceText(one, places));
  const suggestions = suggestionsOf(finding, places);
  return {
    message: [finding.message, ...gone].join('\n'),
    location: locationOf(finding, places),
    severity: severities[finding.severity],
    code: { value: finding.rule },
    related_locations: finding.evidence
      .filter(({ side }) => side !== 'before')
      .map((one) => ({ message: one.label, location: locationOf(one, places) })),
    ...(suggestions.length === 0 ? {} : { suggestions }),
  };
}

/** Each is applied alone and in its own file: a fix that is more than that cannot be said. */
function suggestionsOf({ file, fixes }: Finding, places: Places): object[] {
  return fixes.flatMap(({ edits }) => {
    const [edit] = edits;
    return edit === undefined || edits.length > 1 || edit.file !== file
      ? []
      : [{ range: rangeOf(edit, places), text: edit.text }];
  });
}

function locationOf(location: SidedLocation, places: Places): object {
  return { path: location.file, range: rangeOf(location, places) };
}

function rangeOf(location: SidedLocation, places: Places): object {
  const { start, end } = places.range(location);
  return { start: inBytes(location, start, places), end: inBytes(location, end, places) };
}

function inBytes({ file, side }: SidedLocation, { line, column }: Position, places: Places): Position {
  const text = places.line(file, line, side) ?? '';
  return { line, column: utf8.encode(text.slice(0, column - 1)).length + 1 };
}
