/**
 * `survey/` counts what a repository does as a rule: how many of its jobs log, which functions of its own stand for a log
 * line or a span. Each file gives a few plain rows, which can be kept; all of them together are the conventions that
 * rules compare with. It imports `model` and `knowledge`.
 *
 * This file: the rows of one file.
 */
import { operationKinds } from '../knowledge/operations.ts';
import type { Facts } from '../model/facts.ts';
import type { HelperKind } from '../model/conventions.ts';
import type { HandlerRow } from './handlers.ts';

/** A function that production may want to hear of. */
export interface OperationRow {
  readonly kind: string;
  readonly name: string;
  /** Index of the function in the file's facts. */
  readonly function: number;
  readonly logged: boolean;
  readonly traced: boolean;
  readonly measured: boolean;
  /** Last names of what it calls, as far as another file may hold what they stand for. */
  readonly calls: readonly string[];
}

export interface HelperRow {
  readonly kind: HelperKind;
  readonly name: string;
}

/** Plain data. */
export interface FileSurvey {
  readonly ecosystem: string;
  readonly operations: readonly OperationRow[];
  readonly helpers: readonly HelperRow[];
  readonly handlers: readonly HandlerRow[];
}

const mostCalls = 60;
const mostRows = 500;

/** What names of functions say that they do for their callers. */
const helperNames: Readonly<Record<HelperKind, RegExp>> = {
  log: /(?:^|_)(?:log|audit|trail)(?:_|$)|^(?:log|audit)[A-Z]|(?:Log|Audit)(?:Event|Entry|Action|Line)?$/,
  report: /report|capture|notify_?(?:error|exception)|handle_?(?:error|exception)/i,
  span: /span|trace|tracing|instrument|telemetry|otel/i,
  metric: /metric|measure|record|count|timed?|track|observe|incr/i,
  flag: /flag|feature|toggle|experiment|enabled|variant|gate/i,
};

/**
 * Operations and helpers; handlers are counted only where a process runs them, which facts alone do not say.
 * @param isNamed functions that count as operations of the kind `named`, by their name
 */
export function surveyOf(facts: Facts, isNamed: (name: string) => boolean = () => false): Omit<FileSurvey, 'handlers'> {
  const does = effects(facts);
  return {
    ecosystem: facts.ecosystem,
    operations: operationsOf(facts, does, isNamed),
    helpers: helpersOf(facts, does),
  };
}

type Effects = Readonly<Record<HelperKind, ReadonlySet<number>>>;

/** Functions in which each effect takes place, functions inside them counted in. */
function effects(facts: Facts): Effects {
  const withAncestors = (indexes: readonly number[]): Set<number> => {
    const all = new Set<number>();
    for (const index of indexes) {
      for (let at = index; at >= 0 && !all.has(at); at = facts.functions[at]?.parent ?? -1) all.add(at);
    }
    return all;
  };
  const isHeard = ({ level, library }: Facts['logCalls'][number]): boolean =>
    library !== 'print' && level !== 'debug' && level !== 'trace';
  const covered = facts.spans.flatMap(({ covers, function: within }) => [
    within,
    ...facts.functions.flatMap(({ body }, index) =>
      body.start >= covers.start && body.end <= covers.end ? [index] : [],
    ),
  ]);
  return {
    log: withAncestors(facts.logCalls.filter(isHeard).map((call) => call.function)),
    report: withAncestors(
      facts.handlers.filter(({ outcome }) => outcome === 'reported').map((handler) => handler.function),
    ),
    span: withAncestors(covered),
    metric: withAncestors(
      facts.metrics.filter(({ operation }) => operation === 'record').map((metric) => metric.function),
    ),
    flag: withAncestors(facts.flagChecks.map((check) => check.function)),
  };
}

function operationsOf(facts: Facts, does: Effects, isNamed: (name: string) => boolean): OperationRow[] {
  const rows: OperationRow[] = [];
  const add = (kind: string, index: number, name: string): void => {
    if (rows.length >= mostRows || rows.some((row) => row.kind === kind && row.function === index)) return;
    rows.push({
      kind,
      name,
      function: index,
      logged: does.log.has(index),
      traced: does.span.has(index),
      measured: does.metric.has(index),
      calls: callsOf(facts, index),
    });
  };
  for (const { kind, name, handler } of facts.entries) if (handler !== -1) add(kind, handler, name);
  facts.functions.forEach(({ name, parent }, index) => {
    if (parent !== -1 && facts.functions[parent]?.name === name) return;
    for (const { kind, functions } of operationKinds) if (functions?.test(name) === true) add(kind, index, name);
    if (isNamed(name)) add('named', index, name);
  });
  return rows;
}

function callsOf(facts: Facts, index: number): string[] {
  const { start, end } = facts.functions[index]?.range ?? { start: 0, end: 0 };
  const names = new Set<string>();
  for (const { callee, range } of facts.calls) {
    if (names.size >= mostCalls) break;
    if (range.start >= start && range.end <= end) names.add(lastName(callee));
  }
  return [...names];
}

function helpersOf(facts: Facts, does: Effects): HelperRow[] {
  const rows: HelperRow[] = [];
  facts.functions.forEach(({ name, parent }, index) => {
    if (parent !== -1 || name.startsWith('<') || rows.length >= mostRows) return;
    // Kinds are the keys of the table, which is declared with them.
    for (const kind of Object.keys(helperNames) as HelperKind[]) {
      if (does[kind].has(index) && helperNames[kind].test(name)) rows.push({ kind, name });
    }
  });
  return rows;
}

/** `flags.isOn` → `isOn`, `Class::method` → `method`. */
export function lastName(callee: string): string {
  return /[\w$!?]+$/.exec(callee)?.[0] ?? callee;
}
