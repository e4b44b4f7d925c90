/** What pipelines that are made from the profile have to do, before they are written for one system. */
import type { GateType } from '../../model/pipeline.ts';

/** How a checkout of the repository becomes able to run its own commands. */
export interface Toolchain {
  readonly language: 'node' | 'python' | 'go' | 'java' | 'none';
  /** Version of the language; null: what the repository says in `versionFile`, or what the image brings. */
  readonly version: string | null;
  /** File in which the repository names the version; null for none. */
  readonly versionFile: string | null;
  /** What the setup action may keep between two runs: `npm`, `pip`, `maven`. */
  readonly cache: string | null;
  /** Image of the language's own publisher, for systems whose jobs run in images. */
  readonly image: string;
  readonly install: readonly string[];
}

export interface PlannedGate {
  readonly type: GateType;
  /** As people read it in the list of steps. */
  readonly title: string;
  readonly commands: readonly string[];
}

export type Platform = 'ecs' | 'kubernetes' | 'systemd';

export interface Runtime {
  readonly platform: Platform;
  readonly service: string;
  /** Of production; null where nobody names it. */
  readonly cluster: string | null;
  readonly namespace: string;
  readonly region: string;
  /** Of production, for what is started over SSH; null where nobody names it. */
  readonly host: string | null;
}

export interface DeliveryPlan {
  /** Branch whose merges go to staging. */
  readonly branch: string;
  readonly toolchain: Toolchain;
  /** In the order they run; those of the image are not among them. */
  readonly gates: readonly PlannedGate[];
  /** Name of the image without registry and tag; null where the service is not deployed as an image. */
  readonly image: string | null;
  readonly dockerfile: string;
  /** Severities that a scan of the image fails on; null: it is not scanned. */
  readonly scan: readonly string[] | null;
  readonly runtime: Runtime;
  /** Registry that images are pushed to, without a name of an image; null: the account's own, which only a secret says. */
  readonly registry: string | null;
  /** Paths that are asked after a deploy. */
  readonly smoke: readonly string[];
  /** Command that brings the database to the new version, run before the service is replaced; null for none. */
  readonly migrate: string | null;
  /** What a person has to see to, a line each. */
  readonly open: readonly string[];
}

/** A file that is to be written. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

export const scannerImage = 'aquasec/trivy:0.57.1';
