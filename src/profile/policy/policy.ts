/** The deployment policy of a repository: what its profile says, and its documents where the profile is silent. */
import {
  noPolicy,
  type Contradiction,
  type DeployRules,
  type Policy,
  type Stated,
  type StatedRuntime,
} from '../../model/policy.ts';
import type { LoadedProfile } from '../../model/profile.ts';
import { readProse, type ProseDocument } from '../prose.ts';
import { policyOfDocuments } from './fromDocuments.ts';
import { policyOfProfile } from './fromProfile.ts';

/** @param documents nearest to the root first */
export function policyOf(profile: LoadedProfile | null, documents: readonly ProseDocument[]): Policy {
  const said = policyOfDocuments(readProse(documents, []));
  const declared = profile === null ? noPolicy : policyOfProfile(profile);
  return {
    // A list of gates is complete by itself: what a document adds to one is no part of what somebody declared.
    gates: declared.gates.length > 0 ? declared.gates : said.gates,
    staging: both(declared.staging, said.staging),
    production: both(declared.production, said.production),
    order: declared.order ?? said.order,
    actions: declared.actions ?? said.actions,
    immutableImages: declared.immutableImages ?? said.immutableImages,
    runtime: eachKey(declared.runtime, said.runtime),
    contradictions: contradictionsBetween(declared, said),
  };
}

function eachKey(declared: StatedRuntime, said: StatedRuntime): StatedRuntime {
  return {
    platform: declared.platform ?? said.platform,
    service: declared.service ?? said.service,
    cluster: declared.cluster ?? said.cluster,
    namespace: declared.namespace ?? said.namespace,
    region: declared.region ?? said.region,
    registry: declared.registry ?? said.registry,
    host: declared.host ?? said.host,
  };
}

function both(declared: DeployRules, said: DeployRules): DeployRules {
  return {
    trigger: declared.trigger ?? said.trigger,
    approval: declared.approval ?? said.approval,
    wait: declared.wait ?? said.wait,
    smoke: declared.smoke ?? said.smoke,
    rollback: declared.rollback ?? said.rollback,
    branch: declared.branch ?? said.branch,
  };
}

function contradictionsBetween(declared: Policy, said: Policy): Contradiction[] {
  const found: Contradiction[] = [];
  function compare<Value>(
    about: string,
    one: Stated<Value> | null,
    other: Stated<Value> | null,
    say: (value: Value) => string,
  ): void {
    if (one === null || other === null) return;
    const [profile, document] = [
      { ...one, value: say(one.value) },
      { ...other, value: say(other.value) },
    ];
    if (profile.value !== document.value) found.push({ about, profile, document });
  }
  for (const environment of ['staging', 'production'] as const) {
    const [one, other] = [declared[environment], said[environment]];
    compare(`what starts the ${environment} deploy`, one.trigger, other.trigger, (value) => value);
    compare(`approval of the ${environment} deploy`, one.approval, other.approval, (value) => value);
    compare(`the branch of ${environment}`, one.branch, other.branch, (value) => value);
    compare(`waiting for the ${environment} deploy`, one.wait, other.wait, (value) => (value ? 'yes' : 'no'));
  }
  compare('how actions are named', declared.actions, said.actions, (value) => value);
  for (const gate of said.gates) {
    const own = declared.gates.find(({ value }) => value.type === gate.value.type);
    if (own === undefined || own.value.coverage === null || gate.value.coverage === null) continue;
    compare('coverage of the tests', own, gate, ({ coverage }) => `${coverage} %`);
  }
  return found;
}
