/** Source that changed, as rules over files see it, and what of its facts the change touches. */
import type { Facts, FunctionFact } from '../model/facts.ts';
import { findingsOf } from '../model/review.ts';
import type { Finding } from '../model/finding.ts';
import { serviceOf } from '../model/production.ts';
import type { Area, ChangedFile, FileContext, Rule } from '../model/rule.ts';
import { contains, overlaps, type Range } from '../model/text.ts';
import { rules } from '../rules/index.ts';
import { isReviewed } from '../rules/logging/reviewed.ts';
import type { ChecklistContext } from './kind.ts';

/** A changed file with facts, as rules see it. */
export interface ChangedSource {
  readonly file: ChangedFile;
  readonly facts: Facts;
  readonly context: FileContext;
}

/** Code of processes that changed: no tests, tools and pages. */
export function changedSources({ files, after, profile }: ChecklistContext): ChangedSource[] {
  return files.flatMap((file): ChangedSource[] => {
    const facts = file.after?.facts ?? null;
    if (file.after === null || facts === null) return [];
    const { path, text } = file.after;
    const context: FileContext = {
      path,
      text,
      facts,
      production: after,
      profile,
      service: serviceOf(after, path),
      conventions: null,
      changed: file.changed,
    };
    return isReviewed(context) ? [{ file, facts, context }] : [];
  });
}

export function isChanged({ changed }: ChangedFile, range: Range): boolean {
  return changed.some((one) => overlaps(one, { start: range.start, end: Math.max(range.end, range.start + 1) }));
}

/** Functions with a name of which lines changed that are not those of a function in it. */
export function changedFunctions({ file, facts }: ChangedSource): FunctionFact[] {
  const named = facts.functions.filter(({ name }) => name !== '<anonymous>');
  return named.filter((one) => {
    const inner = named.filter((other) => other !== one && contains(one.range, other.range));
    return file.changed.some(
      (range) => overlaps(range, one.range) && !inner.some(({ range: own }) => contains(own, cut(range, one.range))),
    );
  });
}

function cut(range: Range, within: Range): Range {
  return { start: Math.max(range.start, within.start), end: Math.min(range.end, within.end) };
}

const areas = new Map(rules.map(({ id, area }) => [id, area]));

/** New findings of some areas. */
export function newFindings({ review }: ChecklistContext, wanted: readonly Area[]): Finding[] {
  return findingsOf(review).filter(({ rule }) => wanted.includes(areas.get(rule) ?? 'review'));
}

/** New findings of one rule. */
export function findingsBy({ review }: ChecklistContext, { id }: Pick<Rule, 'id'>): Finding[] {
  return findingsOf(review).filter(({ rule }) => rule === id);
}

/** Errors and warnings are mended first. */
export function isBlocking({ severity }: Finding): boolean {
  return severity === 'error' || severity === 'warning';
}

/** `1 file`, `2 files` */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a, b and c`; no more than a few are named. */
export function listed(names: readonly string[], most = 4): string {
  if (names.length > most) return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
