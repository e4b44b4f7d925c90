/** How production starts something, in one line: for lenses, hovers and pick lists. */
import { commandText } from '../model/production.ts';
import type { Launch, Production, Service, TelemetryVerdict } from '../model/production.ts';

/** Longer commands and conditions are cut: they stand in full at the launch line. Characters. */
const longestCommand = 80;
const longestCondition = 40;

/** `production: ProcMgr → python my_app.py · no telemetry` */
export function launchTitle(launch: Launch): string {
  const lead = launch.environment === 'unknown' ? 'launch' : launch.environment;
  return `${lead}: ${launchCommand(launch)} · ${telemetryText(launch.telemetry)}`;
}

/** `ProcMgr → python my_app.py`; a telemetry wrapper is part of it, an init or a user change is not. */
export function launchCommand(launch: Launch): string {
  const wrappers = launch.prefixes.filter((prefix) => prefix.kind === 'telemetry').flatMap((prefix) => prefix.words);
  return `${launch.launcher} → ${cut(commandText([...wrappers, ...launch.argv]), longestCommand)}`;
}

export function telemetryText(verdict: TelemetryVerdict): string {
  const signals = verdict.signals.length > 0 ? verdict.signals.join(', ') : 'telemetry';
  const vendor = verdict.vendor === null ? '' : ` (${verdict.vendor})`;
  switch (verdict.state) {
    case 'active':
      return verdict.reason === 'external' ? `${signals} from outside the repository${vendor}` : `${signals}${vendor}`;
    case 'conditional': {
      const condition = verdict.paths.find((path) => path.state === 'conditional')?.condition;
      return `${signals}${vendor} ${condition ? `if ${cut(condition, longestCondition)}` : 'on a condition'}`;
    }
    case 'unknown':
      return 'telemetry unknown';
    case 'inactive':
      return 'no telemetry';
  }
}

/** The launches that tell how production runs a service; where no environment is told, all that start it. */
export function productionLaunches(service: Service): readonly Launch[] {
  const production = service.launches.filter((launch) => launch.environment === 'production');
  return production.length > 0 ? production : service.launches.filter((launch) => launch.environment === 'unknown');
}

/** The production launches that execute a file first. */
export function launchesOfFile(production: Production, file: string): Launch[] {
  return production.services.flatMap((service) =>
    productionLaunches(service).filter((launch) => launch.entryPoint?.file === file),
  );
}

function cut(text: string, longest: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
}
