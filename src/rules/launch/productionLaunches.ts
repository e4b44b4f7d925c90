/** Lasting launches of a service in production. */
import type { Launch, Production, Service } from '../../model/production.ts';
import { reviewedLaunches } from './launches.ts';

/**
 * Lasting launches of a service in production. An image alone is left out where something that is declared runs it with
 * its own command: nobody else does.
 */
export function productionLaunches(production: Production, service: Service): Launch[] {
  const own = reviewedLaunches(production)
    .filter((one) => one.service === service)
    .map(({ launch }) => launch);
  return own.filter(
    (launch) => !own.some((other) => other.evidence.length > launch.evidence.length && isSameCommand(launch, other)),
  );
}

function isSameCommand({ commandLocation: one }: Launch, { commandLocation: other }: Launch): boolean {
  return one.file === other.file && one.range.start === other.range.start && one.range.end === other.range.end;
}
