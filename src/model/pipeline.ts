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
  'deploy-verification',
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
  /** The command on one line, or the name of the action with its version, as written; null where the system itself asks. */
  readonly command: string | null;
  /** Of coverage: the percentage that the tool compares with; null where it compares with nothing, or it is not known. */
  readonly threshold: number | null;
  /** Of scans: what they fail on, in upper case (`HIGH`); empty means all. */
  readonly severities: readonly string[];
  /** What makes it not block, at its exact place (`continue-on-error: true`, `|| true`); null where it blocks, or where
   * something is missing. */
  readonly weakness: Location | null;
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
  /** The command on one line, or the name of the action with its version, as written. */
  readonly command: string | null;
  /** Images that it pushes or deploys, as far as they are named. */
  readonly images: readonly DeployedImage[];
  /** The service, app or deployment that it names; null where it names none. */
  readonly service: string | null;
  /** Paths that are asked after it (`/healthz`), in the order they are asked. */
  readonly smokePaths: readonly string[];
  /** Migrations run before or after it in the pipeline; null where none do. */
  readonly migration: 'before' | 'after' | null;
}

/** An image by its name, at its name. */
export interface DeployedImage extends Location {
  /** As written, variables of the file filled in. */
  readonly reference: string;
  /** Null where it has none; a digest is `sha256:…`. */
  readonly tag: string | null;
  /** The tag may be another image tomorrow (`latest`, a branch, an environment); of a tag that is not known: false. */
  readonly moving: boolean;
}

/** Something of elsewhere that runs in a job: an action, a reusable workflow, an orb, a remote include or template. */
export interface ActionUse extends Location {
  /** Without its version. */
  readonly name: string;
  /** What stands behind its name: a commit, a version, a branch. */
  readonly reference: string | null;
  /** `version` may be moved by whoever publishes it; a container's digest is `sha`. */
  readonly kind: 'sha' | 'version' | 'branch' | 'none';
}

/** Something that starts a job, as far as its file says so. */
export interface PipelineEvent {
  /** As the system calls it: `push`, `pull_request`, `workflow_dispatch`, `schedule`, `tag`. */
  readonly name: string;
  /** Branches that it is limited to, as written; null: any. */
  readonly branches: readonly string[] | null;
  readonly tags: readonly string[] | null;
}

export interface PipelineJob extends Location {
  readonly name: string;
  readonly needs: readonly string[];
  readonly trigger: readonly string[];
  /** The same as `trigger` with its limits; empty where the files do not say. */
  readonly events: readonly PipelineEvent[];
  /** It starts only when somebody starts it. */
  readonly manual: boolean;
  readonly uses: readonly ActionUse[];
  /** Secrets are handed to it, or the right to sign in elsewhere, as far as its file says so. */
  readonly secrets: boolean;
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
