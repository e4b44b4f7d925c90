/** Gates that run and cannot fail, where the policy or plain sense says that they must. */
import { judgedElsewhere, sendsFindings } from '../../knowledge/gateMending.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Gate, GateType } from '../../model/pipeline.ts';
import type { PipelineContext } from '../../model/rule.ts';
import { pathsIn } from '../../production/pipelines/details.ts';
import { requirementsOf, runsBeforeMerge, type Carrier, type Requirement } from './requiredGates.ts';
import { gatesAfter, targetsOf, type Stage, type Target } from './targets.ts';

export interface WeakGate {
  readonly gate: Gate;
  /** The line of the policy that asks for it; null where none does. */
  readonly stated: Evidence | null;
  /** Severities that get through, although the gate blocks. */
  readonly lacks?: readonly string[];
  /** Percent that the policy asks for. */
  readonly coverage: number | null;
  readonly stage: Stage | null;
}

export function weakGatesOf(context: PipelineContext): WeakGate[] {
  const requirements = requirementsOf(context);
  const found = [
    ...requirements.flatMap(ofRequirement),
    ...targetsOf(context).flatMap(ofTarget),
    ...silencedTests(context, new Set(requirements.map(({ type }) => type))),
  ];
  // A gate that is asked for twice, by two deploys, is one.
  return [
    ...new Map(found.map((weak) => [`${weak.gate.file}:${weak.gate.range.start}:${weak.gate.type}`, weak])).values(),
  ];
}

/** A server may refuse what it found. */
export function isJudgedElsewhere({ gate, job }: Carrier): boolean {
  return judgedElsewhere.has(gate.tool) || job.uses.some(({ name }) => sendsFindings.test(name));
}

function ofRequirement({ stated, type, before }: Requirement): WeakGate[] {
  const { evidence, value } = stated;
  const about = { stated: evidence, coverage: value.coverage, stage: null };
  const judged = before.map(({ gate }) => gate);
  if (judged.length === 0) return [];
  if (judged.every(({ blocking }) => blocking === false)) {
    if (before.some(isJudgedElsewhere)) return [];
    // What is said at an exact place says more than what is only missing.
    const placed = judged.filter(({ weakness }) => weakness !== null);
    return (placed.length > 0 ? placed : judged.slice(0, 1)).map((gate) => ({ gate, ...about }));
  }
  const { severities } = value;
  const scans = judged.filter((gate) => gate.type === type && gate.blocking === true);
  const [first] = scans;
  if (first === undefined || judged.some(({ blocking }) => blocking === null)) return [];
  const lacking = (gate: Gate): string[] =>
    gate.severities.length === 0 ? [] : severities.filter((one) => !gate.severities.includes(one));
  if (scans.some((gate) => lacking(gate).length === 0) || before.some(isJudgedElsewhere)) return [];
  return [{ gate: first, lacks: lacking(first), ...about }];
}

const deployGates: readonly GateType[] = ['smoke-test', 'wait-stable'];

/** Probes and waits behind a deploy. */
function ofTarget(target: Target): WeakGate[] {
  const gates = gatesAfter(target, deployGates);
  const { rules, stage } = target;
  return gates.flatMap((gate): WeakGate[] => {
    // Whoever starts a deploy by hand sees how it ends, whatever the rest of the pipeline makes of that.
    if (gate.blocking !== false || gate.why.startsWith('a manual job') || isRepeated(gate, gates)) return [];
    const isWait = gate.type === 'wait-stable';
    const asked = isWait ? (rules.wait?.value === true ? rules.wait : null) : rules.smoke;
    const others = gates.filter((one) => one.type === gate.type && one.blocking !== false);
    if (asked === null && others.length > 0) return [];
    return [{ gate, stated: asked?.evidence ?? null, coverage: null, stage }];
  });
}

/** What it asks is asked again by one that can fail. */
function isRepeated(gate: Gate, gates: readonly Gate[]): boolean {
  const paths = pathsIn(gate.command ?? '');
  const strong = gates.filter((one) => one.type === gate.type && one.blocking !== false);
  if (gate.type === 'wait-stable' || paths.length === 0) return strong.length > 0;
  const asked = new Set(strong.flatMap(({ command }) => pathsIn(command ?? '')));
  return paths.every((path) => asked.has(path));
}

/** Kinds of which a repository has one that can fail, or none that is meant. */
const tests: readonly GateType[] = ['unit-test', 'integration-test', 'e2e-test'];
const tolerance = /^(?:continue-on-error: true|allow_failure: true|\|\| (?:true|:|exit 0))$/;

/** Without a policy: tests that are told to pass, in a repository that has no others. */
function silencedTests({ pipelines }: PipelineContext, required: ReadonlySet<GateType>): WeakGate[] {
  if (tests.some((type) => required.has(type))) return [];
  const carriers = pipelines.pipelines.flatMap((pipeline) =>
    pipeline.jobs.flatMap((job) =>
      job.gates
        // Who follows a run looks at how it ended, and tests nothing.
        .filter(({ type, tool }) => tests.includes(type) && tool !== 'workflow_run')
        .map((gate) => ({ pipeline, job, gate })),
    ),
  );
  if (carriers.some(({ gate }) => gate.blocking !== false)) return [];
  return carriers
    .filter(
      ({ gate, job, pipeline }) => gate.weakness !== null && tolerance.test(gate.why) && runsBeforeMerge(job, pipeline),
    )
    .map(({ gate }) => ({ gate, stated: null, coverage: null, stage: null }));
}
