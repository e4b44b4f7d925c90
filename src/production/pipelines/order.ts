/** The order of jobs: what runs before one and after it, at any distance. */
import type { Item } from './items.ts';
import type { PlannedJob } from './reader.ts';

export interface JudgedJob {
  readonly job: PlannedJob;
  readonly items: readonly Item[];
}

/** Jobs that have to be over before it starts. */
export function before(job: PlannedJob, all: readonly JudgedJob[]): readonly JudgedJob[] {
  return related(
    job,
    all,
    (one, other) => isNeeded(one, other),
    () => true,
  );
}

/** Jobs that wait for it. `through` says whether what waits for that one counts as well. */
export function after(
  job: PlannedJob,
  all: readonly JudgedJob[],
  through: (one: JudgedJob) => boolean,
): readonly JudgedJob[] {
  return related(job, all, (one, other) => isNeeded(other, one), through);
}

function isNeeded(job: PlannedJob, other: PlannedJob): boolean {
  return (
    job.needs.includes(other.name) ||
    (other.stage !== undefined && other.stage !== '' && job.stage !== other.stage && job.needs.includes(other.stage))
  );
}

/** Needs are names in one file, or in what the reader says. */
const groupOf = (job: PlannedJob): string => job.group ?? job.file;

/** Jobs that are reached over an edge; cycles end. */
function related(
  job: PlannedJob,
  all: readonly JudgedJob[],
  edge: (one: PlannedJob, other: PlannedJob) => boolean,
  through: (one: JudgedJob) => boolean,
): readonly JudgedJob[] {
  const found = new Set<JudgedJob>();
  const open = [job];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const other of all) {
      if (other.job === job || found.has(other) || groupOf(other.job) !== groupOf(job)) continue;
      if (!edge(next, other.job)) continue;
      found.add(other);
      if (through(other)) open.push(other.job);
    }
  }
  return [...found];
}
