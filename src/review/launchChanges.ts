/** What a change does to how production starts services, and to what it sees of them. */
import { commandText, launchesOf, type Launch, type Production } from '../model/production.ts';

export interface LaunchChange {
  readonly service: string;
  /** Null on the side that does not have the launch. */
  readonly before: Launch | null;
  readonly after: Launch | null;
  /** Telemetry was active, and is not any more. */
  readonly losesTelemetry: boolean;
}

/** Launches that came, went, run another command or have another telemetry verdict. */
export function launchChanges(before: Production, after: Production): LaunchChange[] {
  if (before === after) return [];
  const old = launchesByKey(before);
  const present = launchesByKey(after);
  const changes: LaunchChange[] = [];
  for (const [key, launch] of present) {
    const was = old.get(key) ?? null;
    if (was !== null && isSame(was, launch)) continue;
    changes.push({
      service: launch.service,
      before: was,
      after: launch,
      losesTelemetry: was?.telemetry.state === 'active' && launch.telemetry.state !== 'active',
    });
  }
  for (const [key, launch] of old) {
    if (!present.has(key))
      changes.push({ service: launch.service, before: launch, after: null, losesTelemetry: false });
  }
  return changes;
}

/** A launch is the same one while service, environment, launcher and name are; equals are told apart by their order. */
function launchesByKey(production: Production): Map<string, Launch> {
  const byKey = new Map<string, Launch>();
  for (const { launch } of launchesOf(production)) {
    const name = [launch.service, launch.environment, launch.launcher, launch.name].join('\0');
    let number = 0;
    while (byKey.has(`${name}\0${number}`)) number++;
    byKey.set(`${name}\0${number}`, launch);
  }
  return byKey;
}

function isSame(one: Launch, other: Launch): boolean {
  return (
    commandText(one.argv) === commandText(other.argv) &&
    one.entryPoint?.file === other.entryPoint?.file &&
    one.telemetry.state === other.telemetry.state &&
    one.telemetry.mechanism === other.telemetry.mechanism &&
    one.telemetry.signals.join() === other.telemetry.signals.join()
  );
}
