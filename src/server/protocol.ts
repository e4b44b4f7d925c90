/**
 * What our client and our server say to each other beside the language server protocol. Both ends import this file, so
 * it holds names and plain types only. Other editors work without any of it.
 */

/** Positions as the protocol counts them: from 0. */
export interface WireRange {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** Sent by the client when it starts the server. All optional: an editor that knows nothing of it gets the defaults. */
export interface InitializationOptions {
  /** Address of a rule's page with `{rule}` in it; what the code of a finding links to. */
  readonly rulePages?: string;
  /** Runs when a CodeLens is clicked, with a URI and a range; without one, lenses only say their text. */
  readonly openLocationCommand?: string;
  /** Settings for editors that do not answer `workspace/configuration`. */
  readonly settings?: unknown;
}

/** Server → client, whenever the answer changes. */
export const statusNotification = 'prodaware/status';

export interface FolderStatus {
  /** URI of the workspace folder. */
  readonly folder: string;
  /** `off`: disabled by the setting. */
  readonly state: 'loaded' | 'inferred' | 'error' | 'off';
  /** URI of the profile, also of one with errors. */
  readonly profile: string | null;
  readonly services: number;
  readonly launches: number;
}

/** Client → server: analyse the whole folder and keep its findings in view. Supports progress and cancellation. */
export const checkRequest = 'prodaware/check';

export interface CheckSummary {
  readonly files: number;
  readonly findings: number;
  readonly faults: number;
}

/** Client → server: how production starts things, for a pick list. */
export const launchesRequest = 'prodaware/launches';

export interface LaunchesParams {
  /** The file the user looks at; launches of its service come first. */
  readonly uri?: string;
}

export interface LaunchItem {
  readonly service: string;
  readonly environment: string;
  /** `ProcMgr → python my_app.py` */
  readonly command: string;
  /** `no telemetry` */
  readonly telemetry: string;
  /** Root-relative path and 1-based line of the launch line. */
  readonly place: string;
  readonly uri: string;
  readonly range: WireRange;
  /** It starts the file the user looks at, or the service of that file. */
  readonly here: boolean;
}

/** Client → server: the profile this repository would get. The server only makes the text; the client writes it. */
export const initialProfileRequest = 'prodaware/initialProfile';

export interface FolderParams {
  /** URI of the workspace folder. */
  readonly folder: string;
}

export interface InitialProfile {
  /** Where the profile is, or belongs. */
  readonly uri: string;
  /** Null where the folder has one already. */
  readonly text: string | null;
}

/** Client → server: files that tell assistants of production and let them ask. The server only makes the texts. */
export const setupRequest = 'prodaware/setup';

export interface SetupParams {
  /** URI of the workspace folder. */
  readonly folder: string;
  /** Names of assistants; empty: those that left traces in the folder. */
  readonly agents: readonly string[];
  readonly hooks: boolean;
  readonly instructions: boolean;
}

/** A file that the client shows and writes. */
export interface WireChange {
  /** Root-relative. */
  readonly path: string;
  readonly uri: string;
  /** Null where there is no such file. */
  readonly before: string | null;
  readonly after: string;
}

export interface WireSetup {
  /** What there is to choose from, and which of them left traces here. */
  readonly agents: readonly { readonly name: string; readonly title: string; readonly isUsed: boolean }[];
  /** Files that are already as they should be are left out. */
  readonly changes: readonly WireChange[];
  /** One line each: what is left as it is, and why. */
  readonly refused: readonly string[];
}

/** Client → server: delivery pipelines made from the profile. The server only makes the texts. */
export const generatePipelinesRequest = 'prodaware/generatePipelines';

export interface GeneratePipelinesParams {
  /** URI of the workspace folder. */
  readonly folder: string;
  /** Name of a system; absent: only what there is to choose from. */
  readonly system?: string;
}

export interface WirePipelines {
  /** What could run them, that which is in use first. */
  readonly systems: readonly { readonly name: string; readonly title: string; readonly isUsed: boolean }[];
  /** False where it cannot be known what the pipelines have to do, or none was asked for. */
  readonly isMade: boolean;
  /** Files that are already as they should be are left out. */
  readonly changes: readonly WireChange[];
  /** What a person has to see to, a line each; where none are made, why. */
  readonly open: readonly string[];
}
