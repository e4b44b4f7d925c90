/** What a reader of a pipeline system makes of its files, before commands are judged and jobs are put in order. */
import type { PipelineSystem } from '../../model/pipeline.ts';
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

interface PlannedStep extends Location {
  /** Why its failing fails nothing (`continue-on-error`); null where it counts, `unknown` where an expression says so. */
  readonly weak: string | null;
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
  /** What expressions of the system in it stand for. */
  resolve(text: string): string;
}

/** Something with a name that does the work elsewhere: an action, an orb's job, a task, a template. */
export interface NamedStep extends PlannedStep {
  readonly kind: 'named';
  /** Without its version, in lower case. */
  readonly uses: string;
  readonly inputs: ReadonlyMap<string, string>;
  /** Where each input stands. */
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
  readonly type: 'approval' | 'coverage' | 'deploy';
  readonly tool: string;
  readonly blocking: boolean | null;
  readonly why: string;
}

export type Step = ShellStep | NamedStep | CalledStep | MarkStep;

export interface PlannedJob extends Location {
  readonly name: string;
  readonly needs: readonly string[];
  readonly trigger: readonly string[];
  readonly environment: string | null;
  /** What else says which environment it is about: names, branches, inputs, best first. */
  readonly hints: readonly string[];
  /** Somebody has to say yes before it runs, as far as it says so itself. */
  readonly approval: boolean | null;
  readonly weak: string | null;
  readonly unknownWeakness?: boolean;
  readonly steps: readonly Step[];
  /** Steps of an action, which is no job by itself: whoever calls it says for which environment. */
  readonly isAction?: boolean;
  /** The stage it is in, which others may need. */
  readonly stage?: string;
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
