/** What a rule is. One file per rule under `rules/<area>/<id>.ts`, made with `defineRule`. */
import type { FileChange } from './change.ts';
import type { Conventions } from './conventions.ts';
import type { Facts } from './facts.ts';
import type { Asking, Evidence, Fix, Severity } from './finding.ts';
import type { Pipelines } from './pipeline.ts';
import type { Policy } from './policy.ts';
import type { Production, Service } from './production.ts';
import type { LoadedProfile } from './profile.ts';
import type { SourceFile } from './source.ts';
import type { Location, Range } from './text.ts';

export type Area =
  | 'launch'
  | 'logging'
  | 'tracing'
  | 'flags'
  | 'rollout'
  | 'pipeline'
  | 'compliance'
  | 'architecture'
  | 'review'
  | 'suppression';

/** What a rule returns; the engine adds id, severity, fingerprint and the defaults. */
export interface Draft extends Location {
  readonly message: string;
  readonly service?: string | null;
  readonly environment?: string | null;
  readonly evidence?: readonly Evidence[];
  readonly fixes?: readonly Fix[];
  /** Same for drafts that are one fault shown at several places. Default: one fault each. */
  readonly fault?: string;
  /** Ids of rules that say less of the same fault at the same place: a review leaves theirs out. */
  readonly supersedes?: readonly string[];
  /** Ids of rules that say more of the same fault at the same place: a review leaves this one out there. */
  readonly yieldsTo?: readonly string[];
  /** Only a person can say whether it is right: a review asks, and holds nothing up for mending. */
  readonly asks?: Asking;
}

export interface FileContext {
  readonly path: string;
  readonly text: string;
  readonly facts: Facts;
  readonly production: Production;
  readonly profile: LoadedProfile | null;
  /** The service the file belongs to. */
  readonly service: Service | null;
  /** What the repository does as a rule; null while that is not known: rules that compare with it are silent then. */
  readonly conventions: Conventions | null;
  /**
   * Ranges of the file that are new or changed against the base, sorted; null where there is nothing to compare with:
   * rules about changes are silent then.
   */
  readonly changed: readonly Range[] | null;
}

export interface ProductionContext {
  readonly production: Production;
  readonly profile: LoadedProfile | null;
  /** All files under review, sorted. */
  readonly paths: readonly string[];
  /** Whether a file is one of them. */
  exists(path: string): boolean;
  /** A file that took part in Production. */
  source(path: string): SourceFile | undefined;
}

export interface PipelineContext {
  readonly pipelines: Pipelines;
  readonly policy: Policy;
  readonly production: Production;
  readonly profile: LoadedProfile | null;
  /** All files under review, sorted. */
  readonly paths: readonly string[];
  /** Text of a file that pipelines or policy were read from: workflows, scripts they call, profile, documents. */
  text(path: string): string | undefined;
}

/** A changed file with what both of its texts say. */
export interface ChangedFile {
  readonly change: FileChange;
  /** Null where the file was not there, or in no language we know. */
  readonly before: SourceFile | null;
  readonly after: SourceFile | null;
  /** Ranges of the new text that are new or changed, sorted. */
  readonly changed: readonly Range[];
}

export interface ChangeContext {
  readonly files: readonly ChangedFile[];
  /** Production before and after the change. */
  readonly before: Production;
  readonly after: Production;
  /** Delivery pipelines before and after the change; null where it touches nothing that they are read from. */
  readonly pipelines: { readonly before: Pipelines; readonly after: Pipelines } | null;
  readonly profile: LoadedProfile | null;
  /** All files on the new side, sorted. */
  readonly paths: readonly string[];
}

/**
 * Files of a small repository, path → text, with `[|…|]` around what must be found (marks are taken out before it is read).
 * `before:app.py` is the text of `app.py` before the change under review.
 */
export type ExampleFiles = Readonly<Record<string, string>>;

export interface Example {
  /** One file's text, or a whole small repository. */
  readonly bad: string | ExampleFiles;
  readonly good: string | ExampleFiles;
}

interface RuleCommon {
  /** Kebab-case name of the fault; also the file's name. */
  readonly id: string;
  readonly area: Area;
  /** `off`: only where the profile, the settings or `--rule` turn it on. */
  readonly severity: Severity | 'off';
  /** One line. */
  readonly summary: string;
  /** A paragraph or two for the rule's page: what production does, and when this is no fault. */
  readonly why: string;
  /** A paragraph for the rule's page: what its fixes change, and how safe that is. */
  readonly fixes: string;
  /** By language; for rules over Production by the language of the service, over pipelines by the system. */
  readonly examples: Readonly<Record<string, Example>>;
}

/** Reads the facts of one file at a time (and Production). */
export interface FileRule extends RuleCommon {
  readonly scope: 'file';
  check(context: FileContext): readonly Draft[];
  /** What it says of files in no language we know; absent: nothing. */
  readonly plain?: PlainCheck;
}

export interface PlainCheck {
  /** Whether it looks at a file at all: it is asked of every path. */
  claims(path: string): boolean;
  check(context: Pick<FileContext, 'path' | 'text'>): readonly Draft[];
}

/** Reads Production as a whole; findings may stand in any file of it. */
export interface ProductionRule extends RuleCommon {
  readonly scope: 'production';
  check(context: ProductionContext): readonly Draft[];
}

/**
 * Reads both sides of a change, of all of its files at once: what moved from one to another is no loss. Findings stand in
 * the new texts. It speaks in reviews only.
 */
export interface ChangeRule extends RuleCommon {
  readonly scope: 'change';
  check(context: ChangeContext): readonly Draft[];
}

/**
 * Reads the delivery pipelines beside the deployment policy; findings stand in the files of pipelines, and of the policy
 * where no pipeline has what it asks for.
 */
export interface PipelineRule extends RuleCommon {
  readonly scope: 'pipeline';
  check(context: PipelineContext): readonly Draft[];
}

export type Rule = FileRule | ProductionRule | PipelineRule | ChangeRule;

/** Gives a rule its type and nothing else, so that a rule's file reads as data. */
export function defineRule<Kind extends Rule>(rule: Kind): Kind {
  return rule;
}
