/** What the code of a repository does as a rule, counted over all of its files. Plain data, made by `survey/`. */

/** What a function of the repository does for its callers. */
export type HelperKind = 'log' | 'report' | 'span' | 'metric' | 'flag';

/** A function of the repository that stands for a log line, a span, a metric or a flag check wherever it is called. */
export interface Helper {
  readonly kind: HelperKind;
  readonly ecosystem: string;
  /** As callers name it: `withSpan`, `track_event`. */
  readonly name: string;
  readonly file: string;
}

/** How many operations of one kind there are, and how many of them leave what trace. */
export interface OperationCount {
  readonly total: number;
  readonly logged: number;
  readonly traced: number;
  readonly measured: number;
}

export interface Conventions {
  /** Equal keys say equal conventions. */
  readonly key: string;
  readonly helpers: readonly Helper[];
  /** By `operationGroup`. */
  readonly operations: Readonly<Record<string, OperationCount>>;
}

/** @param root directory of the service the code belongs to, `.` where it belongs to none */
export function operationGroup(root: string, ecosystem: string, kind: string): string {
  return [root, ecosystem, kind].join('\0');
}
