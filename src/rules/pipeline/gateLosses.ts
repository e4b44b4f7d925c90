/** What a change takes away of gates: those that are gone, those that stop nothing any more, and those that let more through. */
import type { Gate, Pipeline, Pipelines } from '../../model/pipeline.ts';
import { runsBeforeMerge } from './requiredGates.ts';

export interface GateLoss {
  /** `gone`: none of its kind is left anywhere. `toothless`: its job runs it and passes. `lowered`: it takes what it refused. */
  readonly kind: 'gone' | 'toothless' | 'lowered';
  readonly before: Gate;
  /** Null for one that is gone. */
  readonly after: Gate | null;
}

/** Each gate once, the worst first. */
export function gateLosses(before: Pipelines, after: Pipelines): readonly GateLoss[] {
  return [...goneGates(before, after), ...weakerGates(before, after)];
}

/** Gates that could stop something before and of which none of the kind can now, and none is there. */
function goneGates(before: Pipelines, after: Pipelines): readonly GateLoss[] {
  const of = ({ pipelines }: Pipelines): Gate[] => pipelines.flatMap(({ jobs }) => jobs.flatMap(({ gates }) => gates));
  const blocking = (all: Pipelines): Gate[] => of(all).filter((gate) => gate.blocking === true);
  const left = new Set(blocking(after).map(({ type }) => type));
  const standing = new Set(before.pipelines.flatMap(guards));
  const lost = blocking(before).filter((gate) => standing.has(gate) && !left.has(gate.type));
  const run = new Set(of(after).map(({ file, type }) => `${file}\0${type}`));
  const byType = new Map(lost.map((gate) => [gate.type, gate]));
  return [...byType.values()].flatMap((gate): GateLoss[] =>
    // One that is still run is toothless, which says more.
    run.has(`${gate.file}\0${gate.type}`) ? [] : [{ kind: 'gone', before: gate, after: null }],
  );
}

/** Gates that a change meets before it is merged, or a version before it is deployed: not what runs by the clock. */
function guards(pipeline: Pipeline): readonly Gate[] {
  const deploys = pipeline.jobs.some((job) => job.deploys.length > 0);
  return pipeline.jobs.flatMap((job) =>
    deploys || runsBeforeMerge(job, pipeline) ? job.gates.filter(({ type }) => type !== 'notification') : [],
  );
}

/** Gates that are still run by the same job, and that failed it before and do not now, or on less. */
function weakerGates(before: Pipelines, after: Pipelines): readonly GateLoss[] {
  const old = byJob(before);
  const now = byJob(after);
  return [...old.jobs].flatMap(([key, gates]): GateLoss[] => {
    const [first] = gates;
    if (first === undefined) return [];
    // A job that goes by another name is looked for among those that are new in its file.
    const renamed = [...now.jobs].flatMap(([other, own]) =>
      old.names.has(nameOf(other)) ? [] : own.filter(({ file, type }) => file === first.file && type === first.type),
    );
    const left = now.names.has(nameOf(key)) ? (now.jobs.get(key) ?? []) : renamed;
    const strong = gates.filter(({ blocking }) => blocking === true);
    if (strong.length === 0 || left.length === 0) return [];
    if (left.every(({ blocking }) => blocking === false)) {
      return left.map((gate) => ({ kind: 'toothless', before: alike(gate, strong) ?? first, after: gate }));
    }
    return left.flatMap((gate): GateLoss[] => {
      const earlier = alike(gate, strong);
      const isLower = earlier !== undefined && gate.blocking === true && takesMore(earlier, gate);
      return isLower ? [{ kind: 'lowered', before: earlier, after: gate }] : [];
    });
  });
}

function byJob({ pipelines }: Pipelines): {
  readonly jobs: ReadonlyMap<string, readonly Gate[]>;
  readonly names: ReadonlySet<string>;
} {
  const jobs = new Map<string, Gate[]>();
  const names = new Set<string>();
  for (const { file, name, gates } of pipelines.flatMap((pipeline) => pipeline.jobs)) {
    names.add(`${file}\0${name}`);
    for (const gate of gates) {
      const key = `${file}\0${name}\0${gate.type}`;
      jobs.set(key, [...(jobs.get(key) ?? []), gate]);
    }
  }
  return { jobs, names };
}

const nameOf = (key: string): string => key.slice(0, key.lastIndexOf('\0'));

/** Of several of a kind in a job, the one that it was: of the same tool, and of the same command where one is. */
function alike(gate: Gate, among: readonly Gate[]): Gate | undefined {
  const sameTool = among.filter(({ tool }) => tool === gate.tool);
  return sameTool.find(({ command }) => command === gate.command) ?? sameTool[0];
}

function takesMore(before: Gate, after: Gate): boolean {
  if (before.threshold !== null && after.threshold !== null && after.threshold < before.threshold) return true;
  return letThrough(before, after).length > 0;
}

/** Severities that it failed on and does not any more; where it failed on all, what it is limited to is said instead. */
export function letThrough(before: Gate, after: Gate): readonly string[] {
  if (after.severities.length === 0) return [];
  const failedOn = before.severities.length === 0 ? allSeverities : before.severities;
  return failedOn.filter((severity) => !after.severities.includes(severity));
}

/** What is found below them is seldom meant to stop anything. */
const allSeverities: readonly string[] = ['HIGH', 'CRITICAL'];
