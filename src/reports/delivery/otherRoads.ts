/** Pipelines of other files that deploy the same already: with what is written there would be two roads to one place. */
import type { Deploy, Pipelines } from '../../model/pipeline.ts';
import type { LoadedProfile } from '../../model/profile.ts';
import { stageOf } from '../../rules/pipeline/targets.ts';
import type { Runtime } from './plan.ts';

/**
 * @param written paths of the files that are written
 * @returns a line for each file, for people
 */
export function otherRoads(
  { pipelines }: Pipelines,
  written: ReadonlySet<string>,
  { service }: Runtime,
  profile: LoadedProfile | null,
): readonly string[] {
  const found = new Map<string, { readonly jobs: Set<string>; readonly stages: Set<string> }>();
  for (const job of pipelines.flatMap((pipeline) => pipeline.jobs)) {
    if (written.has(job.file)) continue;
    for (const deploy of job.deploys) {
      const stage = stageOf(deploy.environment, profile);
      if (stage === null || !isOf(deploy, service)) continue;
      const road = found.get(job.file) ?? { jobs: new Set(), stages: new Set() };
      found.set(job.file, road);
      road.jobs.add(job.name);
      road.stages.add(stage);
    }
  }
  return [...found].map(
    ([file, { jobs, stages }]) =>
      `${file} deploys to ${[...stages].sort().join(' and ')} already (${[...jobs].join(', ')}): take one of the two away, or there are two roads`,
  );
}

/** What names no service may be this one. */
function isOf({ service }: Deploy, wanted: string): boolean {
  if (service === null || service.includes('$')) return true;
  const [one, other] = [service.toLowerCase(), wanted.toLowerCase()];
  return one.includes(other) || other.includes(one);
}
