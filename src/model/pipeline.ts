/**
 * Delivery pipelines as one plain model, whatever system runs them: jobs with their order, what they gate, what they
 * deploy. Built by `production/pipelines/`; what the files do not show is null, never guessed.
 */
import type { Evidence } from './finding.ts';
import type { Fault } from './source.ts';
import type { Location } from './text.ts';

export const gateTypes = [
  'lint',
  'format',
  'type-check',
  'unit-test',
  'integration-test',
  'e2e-test',
  'coverage',
  'build',
  'container-build',
  'vulnerability-scan',
  'sast',
  'dast',
  'secret-scan',
  'licence',
  'iac-scan',
  'migration-check',
  'contract-check',
  'smoke-test',
  'approval',
  'wait-stable',
  'canary',
  'rollback',
  'notification',
  'change-freeze',
] as const;
export type GateType = (typeof gateTypes)[number];

export type PipelineSystem = 'github-actions' | 'gitlab-ci' | 'circleci' | 'jenkins' | 'azure-pipelines';

/** Something a change has to pass, or that only looks like it. */
export interface Gate extends Location {
  readonly type: GateType;
  readonly tool: string;
  /** A finding fails the job it stands in; null where the files do not say. */
  readonly blocking: boolean | null;
  /** Why it blocks or not, for people. */
  readonly why: string;
  /** Where the command is that stands behind a script, a task or an action of the repository. */
  readonly evidence: readonly Evidence[];
}

/** A place where a change gets to an environment. `null`: the files do not show it. */
export interface Deploy extends Location {
  /** As it is written (`production`, `qa|staging` for several, `${inputs.environment}`); null where nothing says it. */
  readonly environment: string | null;
  readonly platform: string;
  /** The events that lead to it. */
  readonly trigger: string;
  /** Somebody has to say yes first. */
  readonly approval: boolean | null;
  /** The pipeline waits until what it deployed is stable. */
  readonly waits: boolean | null;
  /** The deployed service is asked afterwards, and the pipeline fails where it does not answer. */
  readonly smoke: boolean | null;
}

export interface PipelineJob extends Location {
  readonly name: string;
  readonly needs: readonly string[];
  readonly trigger: readonly string[];
  readonly gates: readonly Gate[];
  readonly deploys: readonly Deploy[];
}

export interface Pipeline {
  readonly system: PipelineSystem;
  /** Files of the repository it is read from. */
  readonly files: readonly string[];
  readonly jobs: readonly PipelineJob[];
  /** There is a way back: a command that rolls back, or a deploy of a chosen older version. */
  readonly rollback: boolean;
  /** Migrations run in the pipeline before the application is replaced; null where it does neither. */
  readonly migrationsBeforeApp: boolean | null;
}

export interface Pipelines {
  readonly pipelines: readonly Pipeline[];
  /** What could not be read or followed, each said once. */
  readonly faults: readonly Fault[];
}
