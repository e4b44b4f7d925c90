/** How a change gets to production, and what was written down about that: pipelines beside the policy. */
import type { Pipelines } from '../model/pipeline.ts';
import type { Policy } from '../model/policy.ts';
import { profilePaths } from '../model/profile.ts';
import type { Production } from '../model/production.ts';
import type { PipelineRule } from '../model/rule.ts';
import { isTaskFile, pipelineSystem } from '../knowledge/pipelines.ts';
import type { ProductionInput } from '../production/input.ts';
import { buildPipelines } from '../production/pipelines/build.ts';
import { filesOfProjects } from '../production/project/folders.ts';
import { proseOf } from '../profile/infer.ts';
import { policyOf } from '../profile/policy/policy.ts';
import { isProse } from '../profile/prose.ts';
import { rules } from '../rules/index.ts';
import { runPipelineRules, type RunResult } from '../rules/run.ts';
import type { Scope } from './scope.ts';

const pipelineRules = rules.filter((rule): rule is PipelineRule => rule.scope === 'pipeline');

export interface Delivery {
  readonly pipelines: Pipelines;
  readonly policy: Policy;
  /** Every path that was asked for, with its text; null where it could not be read. */
  readonly texts: ReadonlyMap<string, string | null>;
}

type DeliveryInput = Pick<ProductionInput, 'profile' | 'paths' | 'read' | 'source' | 'shell' | 'languageOf'>;

/** @throws never for bad input: what cannot be read is among the pipelines' faults */
async function readDelivery(input: DeliveryInput): Promise<Delivery> {
  const { profile } = input;
  const texts = new Map<string, string | null>();
  if (profile !== null) texts.set(profile.file, profile.text);
  async function read(path: string): Promise<string | null> {
    const text = await input.read(path);
    texts.set(path, text);
    return text;
  }
  const pipelines = await buildPipelines({ ...input, read });
  const documents = await proseOf({ paths: () => Promise.resolve(input.paths), text: read });
  const policy = policyOf(profile, documents);
  // Where a gate is asked for, what a project would run for it is known.
  if (policy.gates.length > 0 && pipelines.pipelines.length > 0)
    await Promise.all(filesOfProjects(input.paths).map(read));
  return { pipelines, policy, texts };
}

/** Whether a change of the file may say something else of pipelines or policy: they are not read to find that out. */
export function mayBeDelivery(path: string): boolean {
  return pipelineSystem(path) !== null || isProse(path) || profilePaths.includes(path) || isTaskFile(path);
}

interface DeliveryStation {
  current(): Promise<Delivery>;
  /** What rules say of the pipelines; nothing where they are left out. */
  run(production: Production, scope: Pick<Scope, 'profile' | 'paths' | 'severityOf'>): Promise<RunResult>;
  /** Files that pipelines were read from; none where they are left out. */
  files(): Promise<readonly string[]>;
  /** Text of a file that took part; null or undefined for others. */
  text(path: string): string | null | undefined;
  /** The same, where other texts of some files do not change what it is read from. */
  with(other: ReadonlyMap<string, string | null>, present: ReadonlySet<string>): Promise<Delivery | null>;
  /** A file changed. @returns whether what rules say of pipelines has to be asked again */
  changed(path: string, isScopeGone: boolean): boolean;
  forget(): void;
}

/** Holds what was read until a file of it changes. */
export function createDeliveryStation(ports: {
  readonly isWanted: boolean;
  inherited(): Promise<Delivery | null>;
  input(): Promise<DeliveryInput>;
}): DeliveryStation {
  let held: Promise<Delivery> | null = null;
  let texts: Delivery['texts'] = new Map();
  /** How many readings are under way: any file may be one of theirs; and how many were begun. */
  let reading = 0;
  let begun = 0;

  async function read(): Promise<Delivery> {
    const own = ++begun;
    reading++;
    try {
      const found = (await ports.inherited()) ?? (await readDelivery(await ports.input()));
      // One that was begun since knows more.
      if (own === begun) ({ texts } = found);
      return found;
    } finally {
      reading--;
    }
  }

  const current = (): Promise<Delivery> => (held ??= read());

  return {
    current,
    async run(production, { profile, paths, severityOf }) {
      if (!ports.isWanted || pipelineRules.length === 0) return { findings: [], faults: [] };
      const { pipelines, policy, texts: own } = await current();
      const text = (path: string): string | undefined => own.get(path) ?? undefined;
      return runPipelineRules(pipelineRules, { pipelines, policy, production, profile, paths, text }, severityOf);
    },
    async files() {
      if (!ports.isWanted) return [];
      return (await current()).pipelines.pipelines.flatMap((pipeline) => pipeline.files);
    },
    text: (path) => texts.get(path),
    async with(other, present) {
      const known = await current();
      for (const [path, text] of other) {
        if (known.texts.has(path) || profilePaths.includes(path) || (text === null) === present.has(path)) return null;
      }
      return known;
    },
    changed(path, isScopeGone) {
      if (!isScopeGone && reading === 0 && !texts.has(path)) return false;
      held = null;
      return ports.isWanted;
    },
    forget() {
      held = null;
    },
  };
}
