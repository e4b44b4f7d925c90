/** What the launch rules share: which launches count, where they stand in code and in artifacts, and how to speak of them. */
import type { Signal } from '../../model/facts.ts';
import type { Evidence } from '../../model/finding.ts';
import {
  commandText,
  type Launch,
  type Production,
  type Service,
  type TelemetryPath,
  type Word,
} from '../../model/production.ts';
import type { SourceFile } from '../../model/source.ts';
import { lineEnd, type Location, type Range } from '../../model/text.ts';
import {
  developmentScript,
  developmentValue,
  endingCommand,
  endingProgram,
  frameworkEnvironment,
  sideProgram,
} from '../../knowledge/processEnvironments.ts';
import { isBlankLine, nextLine } from '../../fixes/insert.ts';

/**
 * Launches a rule may speak of: those of production; where a service has none, those whose environment nobody says.
 * What runs once and ends is left out: a migration without traces is no outage.
 */
export function reviewedLaunches(production: Production): { service: Service; launch: Launch }[] {
  return production.services.flatMap((service) => {
    const lasting = service.launches.filter(
      (launch) => !launch.oneShot && !endsByItself(launch) && !isForDevelopment(launch),
    );
    const inProduction = service.launches.some((launch) => launch.environment === 'production');
    const wanted = inProduction ? 'production' : 'unknown';
    return lasting.filter((launch) => launch.environment === wanted).map((launch) => ({ service, launch }));
  });
}

/** What it is called says that it does its work and ends, although nothing that starts it does. */
function endsByItself({ argv, entryPoint }: Launch): boolean {
  if (argv.slice(1).some(({ value }) => endingCommand.test(value))) return true;
  const programs = [argv[0]?.value ?? '', entryPoint?.file ?? ''];
  return programs.some((program) => endingProgram.test(baseName(program)));
}

/** Nobody names another environment, and what is started, or how, says that it is none of production. */
function isForDevelopment({ environment, launcher, entryPoint, prefixes, variables }: Launch): boolean {
  const isGuessed = environment === 'unknown' || launcher === 'dockerfile' || launcher === 'procfile';
  if (isGuessed && sideProgram.test(entryPoint?.file ?? '')) return true;
  const scripts = prefixes.filter(({ kind }) => kind === 'script').flatMap(({ words }) => words.slice(0, 1));
  return (
    scripts.some(({ value }) => developmentScript.test(baseName(value))) ||
    variables.some(({ name, value }) => frameworkEnvironment.test(name) && developmentValue.test(value ?? ''))
  );
}

/** The same for all findings about one launch. */
export function launchIdentity(service: Service, launch: Launch): string {
  const { file, range } = launch.commandLocation;
  return [service.name, launch.environment, launch.launcher, launch.name, file, range.start].join(':');
}

/** The first line that runs, where the finding and the lens of an entry point stand. */
export function entryRange(source: SourceFile): Range {
  const { text } = source;
  let at = source.facts?.prologue.firstStatement ?? 0;
  while (at < text.length && (isBlankLine(text, at) || isComment(text, at))) {
    const next = nextLine(text, at);
    if (next <= at) break;
    at = next;
  }
  if (at >= text.length) at = 0;
  const end = lineEnd(text, at);
  const line = text.slice(at, end);
  const start = at + (line.length - line.trimStart().length);
  return { start, end: Math.max(start, at + line.trimEnd().length) };
}

function isComment(text: string, at: number): boolean {
  return /^[ \t]*(?:#|\/\/)/.test(text.slice(at, at + 200));
}

/** The command as it is written, in the file of the winning layer. */
export function launchLocation(launch: Launch): Location {
  const { file } = launch.commandLocation;
  const words = [...launch.prefixes.flatMap((prefix) => prefix.words), ...launch.argv];
  const standing = words.filter((word) => word.exact && word.file === file && word.style === 'words');
  if (words.length === 0 || standing.length !== words.length) return launch.commandLocation;
  const start = Math.min(...standing.map((word) => word.range.start));
  const end = Math.max(...standing.map((word) => word.range.end));
  return { file, range: { start, end } };
}

/** `ProcMgr runs "python my_app.py"`, short enough for one line. */
export function runs(launch: Launch): string {
  return `${launch.launcher} runs "${shortCommand(launch.argv)}"`;
}

export function shortCommand(words: readonly Word[]): string {
  const text = commandText(words).replace(/\s+/g, ' ');
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** Who is said to start it: nobody knows the environment of some launch files. */
export function starter(launch: Launch): string {
  return launch.environment === 'production' ? 'production' : launch.launcher;
}

/** Where a launcher's file declares the process; null where only an image does. */
export function declarationOf({ launcher, name, evidence }: Launch): Location | null {
  const own = evidence.find(({ label }) => label === `${launcher} ${name}`);
  return own === undefined ? null : { file: own.file, range: own.range };
}

export function launchEvidence(launch: Launch): Evidence {
  const label = launch.environment === 'production' ? 'production runs this' : `${launch.launcher} runs this`;
  return { ...launchLocation(launch), label };
}

/** Telemetry that the launch has and that does nothing; null where there is none, or other telemetry is started. */
export function ignoredPath({ telemetry }: Launch): TelemetryPath | null {
  if (telemetry.state !== 'inactive' && telemetry.state !== 'unknown') return null;
  const isOutside = ({ mechanism }: TelemetryPath): boolean => mechanism !== 'in-code' && mechanism !== 'none';
  return telemetry.paths.find((path) => path.reason === 'dead' && path.state === 'inactive' && isOutside(path)) ?? null;
}

/** `traces, metrics or logs` */
export function signalText(signals: readonly Signal[]): string {
  if (signals.length === 0) return 'telemetry';
  const last = signals.at(-1) ?? '';
  return signals.length === 1 ? last : `${signals.slice(0, -1).join(', ')} or ${last}`;
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
