/** What tools of pipelines check, and when a finding of theirs fails nothing. */
import type { GateType } from '../model/pipeline.ts';

/** Something that decides whether a finding fails the command. */
export interface GateKnob {
  /** Looked for in the command. */
  readonly flag: RegExp;
  readonly why: string;
  /** Files that may say the same, and how. */
  readonly configured?: { readonly files: RegExp; readonly text: RegExp };
}

/** The number that coverage is compared with, in percent: the first group. */
export interface GateThreshold {
  readonly flag?: RegExp;
  /** Files that say it where the command does not, and how: the first that matches. */
  readonly files?: RegExp;
  readonly text?: readonly RegExp[];
}

/** What a scan fails on. */
export interface GateSeverities {
  /** Names with commas or blanks between them: the first group. */
  readonly list?: RegExp;
  /** The lowest that counts: the first group. */
  readonly lowest?: RegExp;
}

export interface GateCommand {
  readonly tool: string;
  /** The programs of the row are alike and each goes by its own name: the first word of the command. */
  readonly isFamily?: true;
  readonly type: GateType;
  /** Of the command once its wrappers are off: the program's name and its words, parted by one blank. */
  readonly command: RegExp;
  /** A command that matches this as well is none. */
  readonly except?: RegExp;
  /** Without it the command succeeds whatever it finds. */
  readonly needs?: GateKnob;
  /** With it the command succeeds whatever it finds. */
  readonly weakenedBy?: GateKnob;
  /** It succeeds whatever it finds. */
  readonly never?: string;
  /** It gates this only where a file says so. */
  readonly only?: { readonly files: RegExp; readonly text: RegExp };
  readonly threshold?: GateThreshold;
  readonly severities?: GateSeverities;
}

export interface GateInput {
  readonly input: string;
  readonly value: RegExp;
  readonly why: string;
  readonly configured?: { readonly files: RegExp; readonly text: RegExp };
}

/** An action, orb job, template or task that stands for a command. */
export interface GateAction {
  readonly tool: string;
  readonly type: GateType;
  /** Of its name without a version, in lower case. */
  readonly uses: RegExp;
  /** Only with this input. */
  readonly when?: { readonly input: string; readonly value: RegExp };
  readonly needs?: GateInput;
  readonly weakenedBy?: GateInput;
  readonly never?: string;
  /** The files do not say whether it blocks. */
  readonly unknown?: string;
  /** Names of the inputs that say what a scan fails on. */
  readonly severities?: { readonly list?: string; readonly lowest?: string };
}

export interface GateTable {
  readonly commands: readonly GateCommand[];
  readonly actions: readonly GateAction[];
}
