/**
 * `rules/` holds one file per rule, and here what runs them. Rules read facts and Production, never a syntax tree, and
 * import `model`, `knowledge` and `fixes`.
 *
 * Running a rule costs the engine nothing when it throws: the fault is said, with the rule's id, and the others go on.
 */
import type { Facts } from '../model/facts.ts';
import { fingerprint, type Finding, type Severity } from '../model/finding.ts';
import type {
  ChangeContext,
  ChangeRule,
  Draft,
  FileContext,
  FileRule,
  PipelineContext,
  PipelineRule,
  ProductionContext,
  ProductionRule,
  Rule,
} from '../model/rule.ts';
import type { Fault } from '../model/source.ts';
import type { Range } from '../model/text.ts';

/** Severity of a rule in a file, or `off`. */
export type SeverityOf = (rule: Rule, file: string) => Severity | 'off';

export interface RunResult {
  readonly findings: readonly Finding[];
  readonly faults: readonly Fault[];
}

/** @param textOf text of a file a finding stands in */
export function runFileRules(rules: readonly FileRule[], context: FileContext, severityOf: SeverityOf): RunResult {
  const collector = collect(
    severityOf,
    (file) => (file === context.path ? context.text : ''),
    ({ file, range }) => (file === context.path ? surroundings(context.facts, range) : ''),
  );
  for (const rule of rules) {
    if (severityOf(rule, context.path) === 'off') continue;
    collector.run(rule, context.path, () => rule.check(context));
  }
  return collector.result();
}

/** What rules say of a file in no language we know. */
export function runPlainRules(
  rules: readonly FileRule[],
  context: Pick<FileContext, 'path' | 'text'>,
  severityOf: SeverityOf,
): RunResult {
  const collector = collect(
    severityOf,
    (file) => (file === context.path ? context.text : ''),
    () => '',
  );
  for (const rule of rules) {
    const { plain } = rule;
    if (plain === undefined || severityOf(rule, context.path) === 'off' || !plain.claims(context.path)) continue;
    collector.run(rule, context.path, () => plain.check(context));
  }
  return collector.result();
}

/** Whether a rule looks at a file although it is in no language we know. */
export function isPlain(rules: readonly FileRule[], path: string): boolean {
  return rules.some(({ plain }) => plain?.claims(path) === true);
}

export function runProductionRules(
  rules: readonly ProductionRule[],
  context: ProductionContext,
  severityOf: SeverityOf,
): RunResult {
  const collector = collect(
    severityOf,
    (file) => context.source(file)?.text ?? '',
    ({ file, range }) => {
      const facts = context.source(file)?.facts;
      return facts === undefined || facts === null ? '' : surroundings(facts, range);
    },
  );
  for (const rule of rules) collector.run(rule, null, () => rule.check(context));
  return collector.result();
}

export function runPipelineRules(
  rules: readonly PipelineRule[],
  context: PipelineContext,
  severityOf: SeverityOf,
): RunResult {
  const collector = collect(
    severityOf,
    (file) => context.text(file) ?? '',
    () => '',
  );
  for (const rule of rules) collector.run(rule, null, () => rule.check(context));
  return collector.result();
}

/** Findings stand in the new texts of the change. */
export function runChangeRules(
  rules: readonly ChangeRule[],
  context: ChangeContext,
  severityOf: SeverityOf,
): RunResult {
  const files = new Map(context.files.map((file) => [file.change.path, file.after]));
  const collector = collect(
    severityOf,
    (file) => files.get(file)?.text ?? '',
    ({ file, range }) => {
      const facts = files.get(file)?.facts;
      return facts === undefined || facts === null ? '' : surroundings(facts, range);
    },
  );
  for (const rule of rules) collector.run(rule, null, () => rule.check(context));
  return collector.result();
}

/** Names of what a place stands in, from the outside in: what tells two equal lines of a file apart, and moves with them. */
function surroundings({ functions }: Facts, range: Range): string {
  const names: string[] = [];
  for (const { name, owner, range: around } of functions) {
    if (around.start > range.start) break;
    if (around.end >= range.end && around.start < range.start) names.push(owner === null ? name : `${owner}.${name}`);
  }
  return names.join('>');
}

function collect(severityOf: SeverityOf, textOf: (file: string) => string, withinOf: (draft: Draft) => string) {
  const findings: Finding[] = [];
  const faults: Fault[] = [];
  const occurrences = new Map<string, number>();

  function add(rule: Rule, draft: Draft): void {
    const severity = severityOf(rule, draft.file);
    if (severity === 'off') return;
    const text = textOf(draft.file);
    const within = withinOf(draft);
    const first = fingerprint(rule.id, draft.file, within, text, draft.range, 0);
    const occurrence = occurrences.get(first) ?? 0;
    occurrences.set(first, occurrence + 1);
    const print = occurrence === 0 ? first : fingerprint(rule.id, draft.file, within, text, draft.range, occurrence);
    findings.push({
      rule: rule.id,
      severity,
      message: draft.message,
      file: draft.file,
      range: draft.range,
      service: draft.service ?? null,
      environment: draft.environment ?? null,
      evidence: draft.evidence ?? [],
      fixes: draft.fixes ?? [],
      fault: `${rule.id}:${draft.fault ?? print}`,
      ...(draft.supersedes === undefined || draft.supersedes.length === 0 ? {} : { supersedes: draft.supersedes }),
      ...(draft.yieldsTo === undefined ? {} : { yieldsTo: draft.yieldsTo }),
      ...(draft.asks === undefined ? {} : { asks: draft.asks }),
      fingerprint: print,
    });
  }

  return {
    run(rule: Rule, file: string | null, check: () => readonly Draft[]): void {
      try {
        for (const draft of check()) add(rule, draft);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        faults.push({
          kind: 'rule',
          severity: 'error',
          message: `rule ${rule.id} failed and was left out: ${reason}`,
          file,
          range: null,
        });
      }
    },
    result: (): RunResult => ({ findings: findings.sort(byPlace), faults }),
  };
}

/** By file, place and rule: the order of reports. */
export function byPlace(one: Finding, other: Finding): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return (
    one.range.start - other.range.start ||
    one.range.end - other.range.end ||
    (one.rule < other.rule ? -1 : one.rule > other.rule ? 1 : 0)
  );
}
