/** Findings and launches written by hand, where a test is about how they are shown and not about how they come to be. */
import type { Finding } from '../../src/model/finding.ts';
import type { Launch, Service, TelemetryPath, Word } from '../../src/model/production.ts';
import type { Location } from '../../src/model/text.ts';
import type { TextLookup } from '../../src/reports/places.ts';

export type Files = Readonly<Record<string, string>>;

export function lookup(files: Files): TextLookup {
  return (file) => files[file] ?? null;
}

/** Where `wanted` stands in a file. */
export function at(files: Files, file: string, wanted: string): Location {
  const start = (files[file] ?? '').indexOf(wanted);
  if (start < 0) throw new Error(`${JSON.stringify(wanted)} is not in ${file}`);
  return { file, range: { start, end: start + wanted.length } };
}

export function finding(location: Location, more: Partial<Finding> = {}): Finding {
  return {
    rule: 'swallowed-error',
    severity: 'warning',
    message: 'this error is caught and leaves no trace',
    service: null,
    environment: null,
    evidence: [],
    fixes: [],
    fault: 'one',
    fingerprint: '0123456789abcdef',
    ...location,
    ...more,
  };
}

export function words(file: string, ...values: string[]): Word[] {
  return values.map((value) => ({
    value,
    file,
    range: { start: 0, end: 0 },
    style: 'words',
    exact: false,
    dynamic: false,
  }));
}

export function launch(commandLocation: Location, more: Partial<Launch> = {}): Launch {
  return {
    service: 'api',
    environment: 'production',
    launcher: 'supervisord',
    name: 'api',
    argv: words(commandLocation.file, 'python', 'my_app.py'),
    prefixes: [],
    directory: 'api',
    variables: [],
    openVariables: [],
    entryPoint: { file: 'api/my_app.py', symbol: null, asMain: true },
    unresolved: null,
    missingTarget: null,
    commandLocation,
    evidence: [{ ...commandLocation, label: 'command' }],
    stop: { signal: 'SIGTERM', graceMilliseconds: 10_000 },
    probes: [],
    oneShot: false,
    telemetry: {
      state: 'inactive',
      signals: [],
      vendor: null,
      mechanism: 'none',
      reason: null,
      evidence: [],
      paths: [],
    },
    promises: [],
    ...more,
  };
}

export function emitting(paths: readonly TelemetryPath[]): Launch['telemetry'] {
  const [best] = paths;
  return {
    state: best?.state ?? 'inactive',
    signals: best?.signals ?? [],
    vendor: best?.vendor ?? null,
    mechanism: best?.mechanism ?? 'none',
    reason: best?.reason ?? null,
    evidence: best?.evidence ?? [],
    paths,
  };
}

export function service(launches: readonly Launch[], more: Partial<Service> = {}): Service {
  return {
    name: 'api',
    root: 'api',
    language: 'python',
    launches,
    health: { liveness: null, readiness: null },
    loggers: [],
    flags: [],
    packages: [],
    modules: [],
    ...more,
  };
}
