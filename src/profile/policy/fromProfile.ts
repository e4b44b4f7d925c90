/** The deployment policy as the profile has it. */
import { gateTypesByName } from '../../knowledge/gateNames.ts';
import type { GateType } from '../../model/pipeline.ts';
import {
  noDeployRules,
  noPolicy,
  noRuntime,
  type DeployRules,
  type DeployTrigger,
  type Policy,
  type RequiredGate,
  type Stated,
} from '../../model/policy.ts';
import type { LoadedProfile } from '../../model/profile.ts';

export function policyOfProfile(profile: LoadedProfile): Policy {
  const { pipeline, rollout } = profile.value;
  const { staging, production, actions, images } = pipeline ?? {};
  return {
    ...noPolicy,
    gates: gatesOf(profile),
    staging: rulesOf(profile, 'staging', staging),
    production: rulesOf(profile, 'production', production),
    order: rollout?.order === undefined ? null : stated(profile, ['rollout', 'order'], rollout.order),
    actions: actions === undefined ? null : stated(profile, ['pipeline', 'actions'], actions),
    runtime: { ...noRuntime, ...pipeline?.runtime },
    immutableImages: images === undefined ? null : stated(profile, ['pipeline', 'images'], images === 'immutable'),
  };
}

function stated<Value>(profile: LoadedProfile, path: readonly (string | number)[], value: Value): Stated<Value> {
  const range = profile.locate(path) ?? profile.locateKey(path) ?? { start: 0, end: 0 };
  return { value, from: 'profile', evidence: { file: profile.file, range, label: 'the policy says' } };
}

function gatesOf(profile: LoadedProfile): Stated<RequiredGate>[] {
  const found = new Map<GateType, Stated<RequiredGate>>();
  for (const [index, gate] of (profile.value.pipeline?.pullRequest?.gates ?? []).entries()) {
    const named: readonly (readonly [string, unknown])[] =
      typeof gate === 'string' ? [[gate, null]] : Object.entries(gate);
    for (const [name, settings] of named) {
      const type = gateTypesByName.get(name.toLowerCase());
      if (type === undefined || found.has(type)) continue;
      const value = requiredGate(type, name, settings);
      found.set(type, stated(profile, ['pipeline', 'pullRequest', 'gates', index], value));
    }
  }
  return [...found.values()];
}

/** @param settings as the profile has them behind the name of a gate */
export function requiredGate(type: GateType, name: string, settings: unknown): RequiredGate {
  return { type, name, ...settingsOf(settings) };
}

function settingsOf(settings: unknown): Pick<RequiredGate, 'coverage' | 'severities'> {
  if (typeof settings !== 'object' || settings === null) return { coverage: null, severities: [] };
  const coverage = 'coverage' in settings && typeof settings.coverage === 'number' ? settings.coverage : null;
  const severity = 'severity' in settings ? settings.severity : [];
  const listed: readonly unknown[] = Array.isArray(severity) ? severity : [severity];
  const severities = listed.flatMap((one) => (typeof one === 'string' ? [one.toUpperCase()] : []));
  return { coverage, severities };
}

type ProfileDeploy = NonNullable<NonNullable<LoadedProfile['value']['pipeline']>['production']>;

const triggers: ReadonlyMap<string, DeployTrigger> = new Map([
  ['merge', 'merge'],
  ['push', 'merge'],
  ['manual', 'manual'],
  ['workflow_dispatch', 'manual'],
  ['tag', 'tag'],
  ['release', 'tag'],
]);

function rulesOf(
  profile: LoadedProfile,
  name: 'staging' | 'production',
  deploy: ProfileDeploy | undefined,
): DeployRules {
  const at = ['pipeline', name];
  const branch = profile.value.environments?.[name]?.branch;
  const rules: DeployRules =
    branch === undefined
      ? noDeployRules
      : { ...noDeployRules, branch: stated(profile, ['environments', name, 'branch'], branch) };
  if (deploy === undefined) return rules;
  const { trigger, approval, wait, smoke, rollback } = deploy;
  const started = trigger === undefined ? undefined : triggers.get(trigger);
  return {
    ...rules,
    trigger: started === undefined ? null : stated(profile, [...at, 'trigger'], started),
    approval: approval === undefined ? null : stated(profile, [...at, 'approval'], approval),
    wait: wait === undefined ? null : stated(profile, [...at, 'wait'], wait),
    smoke: smoke === undefined ? null : stated(profile, [...at, 'smoke'], smoke),
    rollback: rollback === undefined ? null : stated(profile, [...at, 'rollback'], rollback),
  };
}
