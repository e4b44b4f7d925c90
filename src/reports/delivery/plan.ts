/** What pipelines that are made from the profile have to do, before they are written for one system. */
import type { PlannedGate, Toolchain } from '../../production/project/toolchain.ts';

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

export interface PlannedMigration {
  /** Plain words, run with the new version's own code. */
  readonly command: string;
  /** Before the service is replaced, or after it is up. */
  readonly order: 'before' | 'after';
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
  /** What brings the database to the new version; null for none. */
  readonly migrate: PlannedMigration | null;
  /** What a person has to see to, a line each. */
  readonly open: readonly string[];
}

/** A file that is to be written. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}
