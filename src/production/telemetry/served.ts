/** What is only a route of a server, in processes that are none. */
import type { TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import type { Word } from '../../model/production.ts';
import type { ResolvedEntry } from '../entries/question.ts';
import { basename } from '../paths.ts';
import { initialiserOf } from './inCode.ts';
import type { Reached, Walk } from './walk.ts';

export interface ServedQuestion {
  readonly argv: readonly Word[];
  readonly vendors: readonly TelemetryVendor[];
  readonly entry: Pick<ResolvedEntry, 'ecosystem'>;
}

/** A process that answers no requests has nothing of what is only a route. */
export function servedBy(walked: Walk, { argv, vendors, entry }: ServedQuestion): Walk {
  const words = argv.map(({ value }) => basename(value));
  const at = words.indexOf('manage.py');
  const isCommand = at >= 0 && !/^(?:run\w*server\w*|daphne|testserver)$/.test(words[at + 1] ?? 'runserver');
  const isWorker = words.some((word) => workers.test(word)) && entry.ecosystem === 'python';
  if (!isCommand && !isWorker) return walked;
  const isRoute = (found: Reached): boolean => {
    const vendor = vendors.find(({ name }) => name === found.fact.vendor);
    return vendor !== undefined && initialiserOf(found, vendor)?.served === true;
  };
  return { ...walked, reached: walked.reached.filter((found) => !isRoute(found)) };
}

const workers = /^(?:celery|rq|rqworker|dramatiq|huey_consumer(?:\.py)?|arq)$/;
