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

/** How many handlers of one kind there are, and how many of them log. */
export interface HandlerCount {
  readonly total: number;
  readonly logged: number;
}

/** What the code of a handler makes of the error when no log line is looked at. */
export type HandlerVerdict = 'swallowed' | 'expected';

/** What handlers are alike by, from far to near. */
export type HandlerLikeness = 'service' | 'type' | 'folder' | 'file' | 'call';

export interface Conventions {
  /** Equal keys say equal helpers and operations. */
  readonly key: string;
  readonly helpers: readonly Helper[];
  /** By `operationGroup`. */
  readonly operations: Readonly<Record<string, OperationCount>>;
  /** By `handlerGroup`, of handlers in code of processes. */
  readonly handlers: Readonly<Record<string, HandlerCount>>;
}

/** @param root directory of the service the code belongs to, `.` where it belongs to none */
export function operationGroup(root: string, ecosystem: string, kind: string): string {
  return [root, ecosystem, kind].join('\0');
}

/** @param value what they have in common: the type that is caught, the folder, the file, the name that is called; else empty */
export function handlerGroup(
  ecosystem: string,
  verdict: HandlerVerdict,
  likeness: HandlerLikeness,
  value: string,
): string {
  return [ecosystem, verdict, likeness, value].join('\0');
}
