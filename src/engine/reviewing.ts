/**
 * A change under review, asked of both of its sides: the findings of the changed files before and after, what rules say
 * of Production on either side, and what rules about changes say of both together.
 */
import type { ChangeSet, FileChange } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { Review } from '../model/review.ts';
import type { ChangeContext, ChangedFile, ChangeRule } from '../model/rule.ts';
import type { Fault } from '../model/source.ts';
import { changedRanges } from '../review/changedRanges.ts';
import { assembleReview, type SideFindings } from '../review/review.ts';
import { rules } from '../rules/index.ts';
import { runChangeRules, type SeverityOf } from '../rules/run.ts';
import { applySuppressions } from '../rules/suppression/suppress.ts';
import type { Engine, ReviewOptions } from './api.ts';
import type { BasePort } from './changes.ts';
import { mayBeDelivery } from './delivery.ts';

const changeRules = rules.filter((rule): rule is ChangeRule => rule.scope === 'change');

export function reviewChanges(engine: Engine, changes: ChangeSet, options?: ReviewOptions): Promise<Review> {
  return withReview(engine, changes, options, ({ review }) => Promise.resolve(review));
}

/** A review with what it was made from. */
export interface Reviewed {
  readonly review: Review;
  readonly context: ChangeContext;
  /** Findings of rules over Production on the new side, those that were there before included. */
  readonly standing: readonly Finding[];
  readonly severityOf: SeverityOf;
  /** Both sides; they are gone when `use` is done. */
  readonly before: Engine;
  readonly after: Engine;
}

/** @param use what is made of the review while both sides of the change are there to be asked */
export async function withReview<Result>(
  engine: Engine,
  changes: ChangeSet,
  { signal, onProgress, pipelines }: ReviewOptions = {},
  use: (reviewed: Reviewed) => Promise<Result>,
): Promise<Result> {
  const touched = changes.files.some(({ path, oldPath }) => mayBeDelivery(path) || mayBeDelivery(oldPath));
  const asking = { pipelines: pipelines ?? touched };
  const after = engine.at(changes.overlay, baseOf(changes), asking);
  const before = engine.at(oldTexts(changes), undefined, asking);
  try {
    const faults: Fault[] = [];
    const files: ChangedFile[] = [];
    const sides = new Map<string, SideFindings>();
    for (const [index, change] of changes.files.entries()) {
      signal?.throwIfAborted();
      onProgress?.(index, changes.files.length);
      // Their facts first: rules about files take what is known of them then, and nothing is parsed twice.
      files.push(await changedFile(change, before, after));
      const found = change.after === null ? { findings: [], faults: [] } : await after.fileFindings(change.path);
      faults.push(...found.faults);
      const old = change.before === null ? [] : (await before.fileFindings(change.oldPath)).findings;
      sides.set(change.path, { before: old, after: found.findings });
    }
    signal?.throwIfAborted();
    const [overallBefore, overallAfter] = [await before.productionFindings(), await after.productionFindings()];
    const profile = await after.profile();
    const context = {
      files,
      before: await before.production(),
      after: await after.production(),
      pipelines: asking.pipelines ? { before: await before.pipelines(), after: await after.pipelines() } : null,
      profile,
      paths: await after.paths(),
    };
    const severityOf = await after.severityOf();
    const run = runChangeRules(changeRules, context, severityOf);
    onProgress?.(changes.files.length, changes.files.length);
    const review = assembleReview({
      changes,
      context,
      sides,
      overall: { before: overallBefore.findings, after: overallAfter.findings },
      ofChange: files.flatMap((file) => unsuppressed(file, run.findings, severityOf)),
      faults: distinct([...changes.faults, ...faults, ...overallAfter.faults, ...run.faults]),
    });
    return await use({ review, context, standing: overallAfter.findings, severityOf, before, after });
  } finally {
    after.dispose();
    before.dispose();
  }
}

/** What is said of a file and of Production as a whole is said once. */
function distinct(faults: readonly Fault[]): Fault[] {
  const keyOf = ({ kind, message, file, range }: Fault): string => JSON.stringify([kind, message, file, range?.start]);
  return [...new Map(faults.map((fault) => [keyOf(fault), fault])).values()];
}

function unsuppressed(
  { change, after }: ChangedFile,
  findings: readonly Finding[],
  severityOf: Parameters<typeof applySuppressions>[2],
): readonly Finding[] {
  const own = findings.filter(({ file }) => file === change.path);
  if (own.length === 0 || after === null) return own;
  const { path, text, facts } = after;
  return applySuppressions({ path, text, suppressions: facts?.suppressions ?? null }, own, severityOf).kept;
}

async function changedFile(change: FileChange, before: Engine, after: Engine): Promise<ChangedFile> {
  return {
    change,
    before: change.before === null ? null : await before.source(change.oldPath),
    after: change.after === null ? null : await after.source(change.path),
    changed: change.after === null ? [] : changedRanges(change.before, change.after),
  };
}

/** The new side with the changed files as they were before. */
function oldTexts({ files, overlay }: ChangeSet): ReadonlyMap<string, string | null> {
  const texts = new Map(overlay);
  for (const { kind, path } of files) if (kind !== 'modified') texts.set(path, null);
  for (const { kind, oldPath, before, note } of files) {
    if (kind !== 'added' && note === null) texts.set(oldPath, before);
  }
  return texts;
}

/** The old side of the change as what the new one is compared with. */
function baseOf({ files }: ChangeSet): BasePort {
  const texts = new Map(files.map(({ path, before }) => [path, before] as const));
  return {
    resolve: () => Promise.resolve('before'),
    changedPaths: () => Promise.resolve(new Set(texts.keys())),
    text: (_, path) => Promise.resolve(texts.get(path) ?? null),
  };
}
