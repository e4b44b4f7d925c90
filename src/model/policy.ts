/**
 * The deployment policy: what somebody wrote down about how a change gets to production, each statement with the line it
 * was read from. It comes from the profile and, where the profile is silent, from documents for people.
 */
import type { Evidence } from './finding.ts';
import type { GateType } from './pipeline.ts';

/** Something that was said, and where. */
export interface Stated<Value> {
  readonly value: Value;
  /** The line of the profile or of the document. */
  readonly evidence: Evidence;
  readonly from: 'profile' | 'document';
}

/** A gate that a change has to pass. */
export interface RequiredGate {
  readonly type: GateType;
  /** As it was written: `types`, `trivy security scan`. */
  readonly name: string;
  /** Percent that tests have to cover; null where nothing is said. */
  readonly coverage: number | null;
  /** Severities a scan has to fail on, upper case; empty where nothing is said. */
  readonly severities: readonly string[];
}

/** What starts a deploy. */
export type DeployTrigger = 'merge' | 'manual' | 'tag';

/** What holds for deploys to one environment. `null`: nothing is said. */
export interface DeployRules {
  readonly trigger: Stated<DeployTrigger> | null;
  readonly approval: Stated<'required' | 'none'> | null;
  /** The pipeline waits until the new version is up. */
  readonly wait: Stated<boolean> | null;
  /** Somebody asks the service afterwards. Paths that are probed; empty where only that it happens is said. */
  readonly smoke: Stated<readonly string[]> | null;
  /** How a bad release is taken back. */
  readonly rollback: Stated<string> | null;
  /** The branch it is deployed from. */
  readonly branch: Stated<string> | null;
}

/** The profile says one thing and a document another. The profile holds. */
export interface Contradiction {
  /** `production approval`. */
  readonly about: string;
  readonly profile: Stated<string>;
  readonly document: Stated<string>;
}

/** What production runs on, as far as somebody says it. */
export interface StatedRuntime {
  readonly platform: 'ecs' | 'kubernetes' | 'systemd' | null;
  readonly service: string | null;
  readonly cluster: string | null;
  readonly namespace: string | null;
  readonly region: string | null;
  readonly registry: string | null;
  readonly host: string | null;
}

export interface Policy {
  /** What must pass before a merge, each type once. */
  readonly gates: readonly Stated<RequiredGate>[];
  readonly staging: DeployRules;
  readonly production: DeployRules;
  /** Order in which parts are deployed: `migrate`, `api`, `worker`. */
  readonly order: Stated<readonly string[]> | null;
  /** How exactly actions of others are named: by commit, or by a version at least. */
  readonly actions: Stated<'sha' | 'version'> | null;
  /** Images that are deployed have a tag that never moves. */
  readonly immutableImages: Stated<boolean> | null;
  readonly runtime: StatedRuntime;
  readonly contradictions: readonly Contradiction[];
}

export const noDeployRules: DeployRules = {
  trigger: null,
  approval: null,
  wait: null,
  smoke: null,
  rollback: null,
  branch: null,
};

export const noRuntime: StatedRuntime = {
  platform: null,
  service: null,
  cluster: null,
  namespace: null,
  region: null,
  registry: null,
  host: null,
};

/** Where nobody wrote anything down. */
export const noPolicy: Policy = {
  gates: [],
  staging: noDeployRules,
  production: noDeployRules,
  order: null,
  actions: null,
  immutableImages: null,
  runtime: noRuntime,
  contradictions: [],
};

/** What the policy says of an environment, by any of its usual names; none for those it does not speak of. */
export function rulesFor(policy: Policy, environment: string | null): DeployRules {
  if (environment === null) return noDeployRules;
  if (/^(?:production|prod|prd|live)$/i.test(environment)) return policy.production;
  if (/^(?:staging|stage|stg)$/i.test(environment)) return policy.staging;
  return noDeployRules;
}
