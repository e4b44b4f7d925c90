/** What a reader of a pipeline system makes of its files, before commands are judged and jobs are put in order. */
import type { ActionUse, GateType, PipelineEvent, PipelineSystem } from '../../model/pipeline.ts';
import type { Fault } from '../../model/source.ts';
import type { Location, Range } from '../../model/text.ts';
import type { ShellGrammar } from '../input.ts';
import type { Repository } from '../repository.ts';
import type { LocatedText } from '../text/locatedText.ts';

/** How the system runs a script: whether a failing command ends it, and one before the last of a pipe counts. */
export interface ShellMode {
  readonly errexit: boolean;
  readonly pipefail: boolean;
}

/** Why a failure fails nothing (`continue-on-error`), and where that stands; a place of null: something is missing. */
export interface Weakness {
  readonly why: string;
  readonly at: Location | null;
}

interface PlannedStep extends Location {
  /** Null where its failing counts. */
  readonly weak: Weakness | null;
  /** An expression decides whether its failing counts. */
  readonly unknownWeakness?: boolean;
  /** Names and conditions of the step: they may say which environment it is about. */
  readonly hints?: readonly string[];
  /** It certainly does not run. */
  readonly never?: boolean;
}

export interface ShellStep extends PlannedStep {
  readonly kind: 'shell';
  readonly source: LocatedText;
  readonly mode: ShellMode;
  /** Root-relative; null where it is not known. */
  readonly directory: string | null;
  /** It runs on another machine than the pipeline. */
  readonly elsewhere?: boolean;
  /** It only makes ready for what the job is called. */
  readonly prepares?: boolean;
  /** What expressions of the system in it stand for. */
  resolve(text: string): string;
}

/** Something with a name that does the work elsewhere: an action, an orb's job, a task, a template. */
export interface NamedStep extends PlannedStep {
  readonly kind: 'named';
  /** Without its version, in lower case. */
  readonly uses: string;
  /** As it is written. */
  readonly written: string;
  readonly inputs: ReadonlyMap<string, string>;
  /** Where each input stands, its name and its value. */
  readonly inputPlaces?: ReadonlyMap<string, Range>;
  /** An action of another repository, known by its name alone. */
  readonly remote: boolean;
  /** Inputs that hold commands. */
  readonly commands: readonly ShellStep[];
}

/** Steps of the repository that are called as one. */
export interface CalledStep extends PlannedStep {
  readonly kind: 'called';
  readonly name: string;
  /** The file that is called. */
  readonly path: string;
  readonly jobs: readonly PlannedJob[];
}

/** The system itself says yes or no here. */
export interface MarkStep extends PlannedStep {
  readonly kind: 'mark';
  readonly type: GateType | 'deploy';
  readonly tool: string;
  readonly written?: string;
  readonly blocking: boolean | null;
  readonly why: string;
}

export type Step = ShellStep | NamedStep | CalledStep | MarkStep;

export interface PlannedJob extends Location {
  readonly name: string;
  readonly needs: readonly string[];
  readonly trigger: readonly string[];
  readonly environment: string | null;
  /** Where whoever calls it says that it goes, as written; `${inputs.environment}` where it is only ever called. */
  readonly target?: string | null;
  /** What else says which environment it is about: names, branches, inputs, best first. */
  readonly hints: readonly string[];
  /** Somebody has to say yes before it runs, as far as it says so itself. */
  readonly approval: boolean | null;
  readonly weak: Weakness | null;
  readonly unknownWeakness?: boolean;
  /** What starts it, with its limits. */
  readonly events?: readonly PipelineEvent[];
  /** It starts only when somebody starts it. */
  readonly manual?: boolean;
  readonly uses?: readonly ActionUse[];
  /** As `PipelineJob.secrets`. */
  readonly secrets?: boolean;
  readonly steps: readonly Step[];
  /** Steps of an action, which is no job by itself: whoever calls it says for which environment. */
  readonly isAction?: boolean;
  /** The stage it is in, which others may need. */
  readonly stage?: string;
  /** People call it what it does: its steps have no names. */
  readonly nameSays?: boolean;
  /** It runs on a machine of the owners, which may be what is deployed to. */
  readonly ownMachine?: boolean;
  /** Jobs of other groups are of another graph, whatever they are called. */
  readonly group?: string;
}

export interface PlannedPipeline {
  readonly files: readonly string[];
  readonly jobs: readonly PlannedJob[];
  /** Inputs of a run that somebody starts. */
  readonly inputs: readonly string[];
}

export interface PipelineContext {
  readonly repository: Repository;
  readonly shell: ShellGrammar | null;
  /** Says a fault, once per message and file. */
  fault(fault: Fault): void;
}

export interface PipelineReader {
  readonly system: PipelineSystem;
  /** Null where the repository has none of its files. */
  read(context: PipelineContext): Promise<readonly PlannedPipeline[]>;
}
