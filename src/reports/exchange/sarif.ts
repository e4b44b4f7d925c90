/**
 * SARIF 2.1.0, which GitHub code scanning, Azure DevOps and editors read: https://docs.oasis-open.org/sarif/sarif/v2.1.0/.
 * What GitHub takes of it: https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning.
 */
import type {
  ArtifactLocation,
  Fix as SarifFix,
  Location as SarifLocation,
  Log,
  Notification,
  Region,
  ReportingDescriptor,
  Result,
} from 'sarif';
import type { Finding, Fix, Severity } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Fault } from '../../model/source.ts';
import { inertJson } from '../inert.ts';
import { createPlaces, type Places, type ReportRange, type SidedLocation } from '../places.ts';
import { evidenceText, uriOf, worstFirst, type ExchangeInput } from './report.ts';

/** GitHub refuses a file with more. */
const mostResults = 25_000;

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** What GitHub sorts alerts by, beside the level. */
const problems: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'recommendation',
  hint: 'recommendation',
};

export function sarifReport({ findings, faults, textOf, rules, version }: ExchangeInput): string {
  const places = createPlaces(textOf);
  const shown = worstFirst(findings).slice(0, mostResults);
  const spoken = new Set(shown.map(({ rule }) => rule));
  // The rules that every finding can be of, or none: a reader takes a finding's page from here.
  const described = rules.filter(({ id }) => spoken.has(id));
  const indexes = new Map(described.map(({ id }, index) => [id, index]));
  const notifications = faults.map((fault) => notificationOf(fault, places));
  if (shown.length < findings.length) notifications.push(leftOut(findings.length - shown.length));
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'ProdAware', semanticVersion: version, rules: described.map(descriptorOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: faults.every(({ severity }) => severity !== 'error'),
            toolExecutionNotifications: notifications,
          },
        ],
        results: shown.map((finding) => resultOf(finding, indexes.get(finding.rule), places)),
      },
    ],
  };
  return `${inertJson(log)}\n`;
}

function descriptorOf({ id, area, severity, summary, why, fixes }: Rule): ReportingDescriptor {
  const level = severity === 'off' ? 'information' : severity;
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: why.trim() },
    help: { text: `${why.trim()}\n\n${fixes.trim()}` },
    defaultConfiguration: { enabled: severity !== 'off', level: levels[level] },
    properties: { tags: ['production', area], 'problem.severity': problems[level] },
  };
}

function resultOf(finding: Finding, ruleIndex: number | undefined, places: Places): Result {
  const { rule, severity, message, evidence, fixes, service, environment, fingerprint } = finding;
  // A place in the text before a change has no file that a reader could open.
  const gone = evidence.filter(({ side }) => side === 'before').map((one) => evidenceText(one, places));
  const there = evidence.filter(({ side }) => side !== 'before');
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: [message, ...gone].join('\n') },
    locations: [locationOf(finding, places)],
    ...(there.length === 0
      ? {}
      : {
          relatedLocations: there.map((one, index) => ({
            id: index + 1,
            ...locationOf(one, places),
            message: { text: one.label },
          })),
        }),
    partialFingerprints: { 'prodaware/v1': fingerprint },
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => fixOf(fix, places)) }),
    properties: { service, environment },
  };
}

function locationOf(location: SidedLocation, places: Places): SarifLocation {
  return {
    physicalLocation: { artifactLocation: artifactOf(location.file), region: regionOf(places.range(location)) },
  };
}

function artifactOf(file: string): ArtifactLocation {
  return { uri: uriOf(file), uriBaseId: '%SRCROOT%' };
}

function regionOf({ start, end }: ReportRange): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function fixOf({ title, edits }: Fix, places: Places): SarifFix {
  const files = [...new Set(edits.map(({ file }) => file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: artifactOf(file),
      replacements: edits
        .filter((edit) => edit.file === file)
        .map((edit) => ({
          deletedRegion: regionOf(places.range(edit)),
          insertedContent: { text: edit.text },
        })),
    })),
  };
}

function notificationOf({ kind, severity, message, file, range }: Fault, places: Places): Notification {
  const location =
    file === null
      ? null
      : range === null
        ? { physicalLocation: { artifactLocation: artifactOf(file) } }
        : locationOf({ file, range }, places);
  return {
    level: levels[severity],
    message: { text: message },
    descriptor: { id: `${kind}-fault` },
    ...(location === null ? {} : { locations: [location] }),
  };
}

function leftOut(count: number): Notification {
  return { level: 'warning', message: { text: `${count} more findings are left out: a reader takes ${mostResults}` } };
}
