/** How a change gets to production, and what was written down about that: pipelines beside the policy. */
import type { Pipelines } from '../model/pipeline.ts';
import type { Policy } from '../model/policy.ts';
import { profilePaths, type LoadedProfile } from '../model/profile.ts';
import type { PipelineRule } from '../model/rule.ts';
import { isTaskFile, pipelineSystem } from '../knowledge/pipelines.ts';
import type { ProductionInput } from '../production/input.ts';
import { buildPipelines } from '../production/pipelines/build.ts';
import { proseOf } from '../profile/infer.ts';
import { policyOf } from '../profile/policy/policy.ts';
import { isProse } from '../profile/prose.ts';
import { rules } from '../rules/index.ts';

export const pipelineRules = rules.filter((rule): rule is PipelineRule => rule.scope === 'pipeline');

export interface Delivery {
  readonly pipelines: Pipelines;
  readonly policy: Policy;
  /** Every path that was asked for, with its text; null where it could not be read. */
  readonly texts: ReadonlyMap<string, string | null>;
}

/** @throws never for bad input: what cannot be read is among the pipelines' faults */
export async function readDelivery(
  profile: LoadedProfile | null,
  input: Pick<ProductionInput, 'paths' | 'read' | 'source' | 'shell' | 'languageOf'>,
): Promise<Delivery> {
  const texts = new Map<string, string | null>();
  if (profile !== null) texts.set(profile.file, profile.text);
  async function read(path: string): Promise<string | null> {
    const text = await input.read(path);
    texts.set(path, text);
    return text;
  }
  const pipelines = await buildPipelines({ ...input, read });
  const documents = await proseOf({ paths: () => Promise.resolve(input.paths), text: read });
  return { pipelines, policy: policyOf(profile, documents), texts };
}

/** Whether a change of the file may say something else of pipelines or policy: they are not read to find that out. */
export function mayBeDelivery(path: string): boolean {
  return pipelineSystem(path) !== null || isProse(path) || profilePaths.includes(path) || isTaskFile(path);
}
