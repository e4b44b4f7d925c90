/**
 * The JSON that others build on: scripts, agents, dashboards. Its shape is a contract: keys may be added, none
 * is renamed or taken away while `version` is 1. Lines and columns are 1-based, columns in UTF-16 code units.
 */
import type { Evidence, Finding, Severity } from '../model/finding.ts';
import type {
  Environment,
  Health,
  Launch,
  Mechanism,
  Service,
  VerdictReason,
  VerdictState,
} from '../model/production.ts';
import type { Signal } from '../model/facts.ts';
import type { Fault } from '../model/source.ts';
import { createPlaces, type Places, type ReportRange, type TextLookup } from './places.ts';
import type { CheckedRepository } from './text.ts';

export interface CheckReport {
  readonly version: 1;
  readonly findings: readonly ReportedFinding[];
  readonly faults: readonly ReportedFault[];
  /** `known`: findings that are left out because the baseline holds them. */
  readonly stats: { readonly files: number; readonly milliseconds: number; readonly known: number };
  /** Only after `--fix`: what was changed. */
  readonly fixed?: readonly ReportedFix[];
}

export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly range: ReportRange;
  readonly service: string | null;
  readonly environment: string | null;
  readonly evidence: readonly {
    readonly file: string;
    readonly range: ReportRange;
    readonly label: string;
    /** In reviews: the range is of the file before the change. */
    readonly side?: 'before';
  }[];
  readonly fixes: readonly {
    readonly title: string;
    readonly safety: 'safe' | 'review';
    readonly edits: readonly { readonly file: string; readonly range: ReportRange; readonly text: string }[];
  }[];
  /** The same for findings that are one fault shown at several places. */
  readonly fault: string;
  readonly fingerprint: string;
}

export interface ReportedFault {
  readonly kind: Fault['kind'];
  readonly severity: Fault['severity'];
  readonly message: string;
  readonly file: string | null;
  readonly range: ReportRange | null;
}

export interface ReportedFix {
  readonly rule: string;
  readonly title: string;
  readonly files: readonly string[];
}

export interface LaunchesReport {
  readonly version: 1;
  readonly services: readonly ReportedService[];
  readonly faults: readonly ReportedFault[];
}

export interface ReportedService {
  readonly name: string;
  readonly root: string;
  readonly language: string | null;
  readonly launches: readonly ReportedLaunch[];
  readonly health: Health;
  readonly loggers: readonly string[];
  readonly flags: readonly string[];
}

export interface ReportedLaunch {
  readonly environment: Environment;
  readonly launcher: string;
  readonly command: readonly string[];
  /** Relative to the repository; null where it cannot be known. */
  readonly directory: string | null;
  readonly entryPoint: { readonly file: string; readonly symbol: string | null } | null;
  /** Why there is no entry point; only where there is none. */
  readonly unresolved?: string;
  /** Lines that are about this service; where there are none, those that it shares with others. */
  readonly evidence: readonly ReportedEvidence[];
  /** Lines that launches of other services stand on too, as where several run one image; only where there are some. */
  readonly shared?: readonly ReportedEvidence[];
  readonly telemetry: {
    readonly verdict: VerdictState;
    readonly signals: readonly Signal[];
    readonly vendor: string | null;
    readonly mechanism: Mechanism;
    /** Why it is not plainly active. */
    readonly reason: VerdictReason | null;
    /** What shows the verdict, and what promises otherwise. */
    readonly evidence: readonly ReportedEvidence[];
  };
}

export interface ReportedEvidence {
  readonly file: string;
  readonly line: number;
  readonly label: string;
}

export function checkReport(
  checked: CheckedRepository,
  textOf: TextLookup,
  milliseconds: number,
  fixed?: readonly ReportedFix[],
): CheckReport {
  const places = createPlaces(textOf);
  return {
    version: 1,
    findings: checked.findings.map((finding) => reportedFinding(finding, places)),
    faults: checked.faults.map((fault) => reportedFault(fault, places)),
    stats: { files: checked.files, milliseconds, known: checked.known ?? 0 },
    ...(fixed === undefined ? {} : { fixed }),
  };
}

export function reportedFinding(finding: Finding, places: Places): ReportedFinding {
  const { rule, severity, message, file, service, environment, fault, fingerprint } = finding;
  return {
    rule,
    severity,
    message,
    file,
    range: places.range(finding),
    service,
    environment,
    evidence: finding.evidence.map((evidence) => ({
      file: evidence.file,
      range: places.range(evidence),
      label: evidence.label,
      ...(evidence.side === undefined ? {} : { side: evidence.side }),
    })),
    fixes: finding.fixes.map(({ title, safety, edits }) => ({
      title,
      safety,
      edits: edits.map((edit) => ({ file: edit.file, range: places.range(edit), text: edit.text })),
    })),
    fault,
    fingerprint,
  };
}

export function reportedFault({ kind, severity, message, file, range }: Fault, places: Places): ReportedFault {
  return {
    kind,
    severity,
    message,
    file,
    range: file === null || range === null ? null : places.range({ file, range }),
  };
}

export function launchesReport(
  services: readonly Service[],
  faults: readonly Fault[],
  textOf: TextLookup,
): LaunchesReport {
  const places = createPlaces(textOf);
  const isShared = sharedBy(services);
  return {
    version: 1,
    services: services.map(({ name, root, language, launches, health, loggers, flags }) => ({
      name,
      root,
      language,
      launches: launches.map((launch) => reportedLaunch(launch, isShared, places)),
      health,
      loggers,
      flags,
    })),
    faults: faults.map((fault) => reportedFault(fault, places)),
  };
}

/** Whether launches of more than one service stand on a line. */
function sharedBy(services: readonly Service[]): (evidence: Evidence) => boolean {
  const keyOf = ({ file, range }: Evidence): string => `${file}:${range.start}`;
  const standing = new Map<string, Set<Service>>();
  for (const service of services) {
    for (const evidence of service.launches.flatMap((launch) => launch.evidence)) {
      const key = keyOf(evidence);
      standing.set(key, (standing.get(key) ?? new Set()).add(service));
    }
  }
  return (evidence) => (standing.get(keyOf(evidence))?.size ?? 0) > 1;
}

function reportedLaunch(launch: Launch, isShared: (evidence: Evidence) => boolean, places: Places): ReportedLaunch {
  const { telemetry } = launch;
  const own = launch.evidence.filter((evidence) => !isShared(evidence));
  const shared = own.length === 0 ? [] : launch.evidence.filter(isShared);
  const promises = telemetry.state === 'active' ? [] : launch.promises;
  return {
    environment: launch.environment,
    launcher: launch.launcher,
    command: launch.argv.map((word) => word.value),
    directory: launch.directory,
    entryPoint: launch.entryPoint && { file: launch.entryPoint.file, symbol: launch.entryPoint.symbol },
    ...(launch.entryPoint === null ? { unresolved: launch.unresolved ?? 'not known' } : {}),
    evidence: (own.length === 0 ? launch.evidence : own).map((evidence) => reportedEvidence(evidence, places)),
    ...(shared.length === 0 ? {} : { shared: shared.map((evidence) => reportedEvidence(evidence, places)) }),
    telemetry: {
      verdict: telemetry.state,
      signals: telemetry.signals,
      vendor: telemetry.vendor,
      mechanism: telemetry.mechanism,
      reason: telemetry.reason,
      evidence: [...telemetry.evidence, ...promises].map((evidence) => reportedEvidence(evidence, places)),
    },
  };
}

function reportedEvidence(evidence: Evidence, places: Places): ReportedEvidence {
  return { file: evidence.file, line: places.start(evidence).line, label: evidence.label };
}
