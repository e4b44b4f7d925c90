/** The deployment policy as documents for people have it. */
import { gateTypesByName } from '../../knowledge/gateNames.ts';
import type { GateType } from '../../model/pipeline.ts';
import {
  noPolicy,
  noRuntime,
  type DeployRules,
  type Policy,
  type RequiredGate,
  type Stated,
  type StatedRuntime,
} from '../../model/policy.ts';
import type { Statement } from '../prose.ts';
import type { RuntimeKey } from '../prose/services.ts';
import { requiredGate } from './fromProfile.ts';

type Kind = Statement['kind'];
type Of<Name extends Kind> = Extract<Statement, { kind: Name }>;

/** @param statements those that are no policy are left out */
export function policyOfDocuments(statements: readonly Statement[]): Policy {
  const policy = statements.filter(({ isPolicy }) => isPolicy);
  const health = of(policy, 'health');
  const order = agreed(of(policy, 'order'), (one) => one.order.join());
  const actions = agreed(of(policy, 'actions'), (one) => one.level);
  const [images] = of(policy, 'immutable-images');
  return {
    ...noPolicy,
    gates: gatesOf(of(policy, 'gates')),
    staging: rulesOf(policy, 'staging', health),
    production: rulesOf(policy, 'production', health),
    order: order === null ? null : stated(order, order.order),
    actions: actions === null ? null : stated(actions, actions.level),
    immutableImages: images === undefined ? null : stated(images, true),
    runtime: runtimeOf(of(policy, 'runtime')),
  };
}

// A type guard over a kind given at run time has to be said.
const of = <Name extends Kind>(statements: readonly Statement[], kind: Name): Of<Name>[] =>
  statements.filter((one): one is Of<Name> => one.kind === kind);

function stated<Value>({ file, range }: Statement, value: Value): Stated<Value> {
  return { value, from: 'document', evidence: { file, range, label: 'the policy says' } };
}

/** The first, where all say the same; documents that contradict each other say nothing. */
function agreed<Item>(items: readonly Item[], key: (item: Item) => string): Item | null {
  const [first] = items;
  return first !== undefined && items.every((item) => key(item) === key(first)) ? first : null;
}

function runtimeOf(said: readonly Of<'runtime'>[]): StatedRuntime {
  const value = (key: RuntimeKey): string | null =>
    agreed(
      said.filter((one) => one.key === key),
      (one) => one.value,
    )?.value ?? null;
  const platform = value('platform');
  return {
    ...noRuntime,
    platform: platform === 'ecs' || platform === 'kubernetes' || platform === 'systemd' ? platform : null,
    service: value('service'),
    cluster: value('cluster'),
    namespace: value('namespace'),
    region: value('region'),
    registry: value('registry'),
  };
}

/** Each type once; a clause that gives it settings wins, then the first. */
function gatesOf(said: readonly Of<'gates'>[]): Stated<RequiredGate>[] {
  const found = new Map<GateType, Stated<RequiredGate>>();
  for (const statement of said) {
    for (const gate of statement.gates) {
      const named: readonly (readonly [string, unknown])[] =
        typeof gate === 'string' ? [[gate, null]] : Object.entries(gate);
      for (const [name, settings] of named) {
        const type = gateTypesByName.get(name);
        if (type === undefined) continue;
        const made = requiredGate(type, name, settings);
        const known = found.get(type)?.value;
        const says = made.coverage !== null || made.severities.length > 0;
        if (known !== undefined && !(says && known.coverage === null && known.severities.length === 0)) continue;
        found.set(type, stated(statement, made));
      }
    }
  }
  return [...found.values()];
}

function rulesOf(
  policy: readonly Statement[],
  environment: 'staging' | 'production',
  health: readonly Of<'health'>[],
): DeployRules {
  const here = policy.filter((one) => 'environment' in one && one.environment === environment);
  const branch = agreed(of(here, 'branch'), (one) => one.branch);
  const trigger = agreed(of(here, 'trigger'), (one) => one.trigger);
  const [approval] = of(here, 'approval');
  const [wait] = of(here, 'wait');
  const smoke = of(here, 'smoke');
  const [first] = smoke;
  const named = [...new Set(smoke.flatMap(({ paths }) => paths))];
  const paths = named.length > 0 ? named : [...new Set(health.map(({ path }) => path))];
  // A way back is a way back from production.
  const rollback = environment === 'production' ? agreed(of(policy, 'rollback'), (one) => one.rollback) : null;
  return {
    branch: branch === null ? null : stated(branch, branch.branch),
    trigger: trigger === null ? null : stated(trigger, trigger.trigger),
    approval: approval === undefined ? null : stated(approval, 'required'),
    wait: wait === undefined ? null : stated(wait, true),
    smoke: first === undefined ? null : stated(first, paths),
    rollback: rollback === null ? null : stated(rollback, rollback.rollback),
  };
}
