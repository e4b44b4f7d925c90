/** Puts a review together: which findings are new, which hunk each belongs to, and what that makes of it. */
import type { ChangeSet, FileChange, Hunk } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import { worst, type Review, type ReviewedChange, type ReviewedHunk } from '../model/review.ts';
import type { ChangeContext, ChangedFile } from '../model/rule.ts';
import type { Fault } from '../model/source.ts';
import { overlaps, type Range } from '../model/text.ts';
import { byPlace } from '../rules/run.ts';
import { rules } from '../rules/index.ts';
import { launchChanges } from './launchChanges.ts';
import { lossesByHunk } from './launchLosses.ts';
import { provenanceOf } from './provenance.ts';
import { summaryOf } from './summary.ts';
import { fileReasons, reasonOf } from './verdicts.ts';

/** Findings of one file on either side. */
export interface SideFindings {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
}

export interface ReviewParts {
  readonly changes: ChangeSet;
  readonly context: ChangeContext;
  /** By path on the new side. */
  readonly sides: ReadonlyMap<string, SideFindings>;
  /** Of rules over Production, in all files. */
  readonly overall: SideFindings;
  /** Of rules about changes. */
  readonly ofChange: readonly Finding[];
  readonly faults: readonly Fault[];
}

export function assembleReview({ changes, context, sides, overall, ofChange, faults }: ReviewParts): Review {
  const launches = launchChanges(context.before, context.after);
  const losses = lossesByHunk(launches, changes.files);
  const files = context.files.map((file) => {
    const { fresh, known } = split(file, sides.get(file.change.path) ?? { before: [], after: [] });
    const own = ofChange.filter((finding) => finding.file === file.change.path);
    const reasons = fileReasons(
      file.change,
      faults.filter((fault) => fault.file === file.change.path),
    );
    const left = fresh.filter((finding) => !own.some((one) => supersedes(one, finding)));
    const told = own.filter((finding) => !left.some((one) => yieldsTo(finding, one)));
    return reviewedChange(file, [...left, ...told].sort(byPlace), known, { reasons, losses }, changes);
  });
  const changed = new Set(changes.files.flatMap(({ path, oldPath }) => [path, oldPath]));
  const told = new Set(files.flatMap((file) => allOf(file).map((finding) => finding.fault)));
  const before = new Set(overall.before.map((finding) => finding.fingerprint));
  const elsewhere: Finding[] = [];
  for (const finding of overall.after) {
    if (changed.has(finding.file) || before.has(finding.fingerprint) || told.has(finding.fault)) continue;
    told.add(finding.fault);
    elsewhere.push(finding);
  }
  return {
    changes,
    files,
    elsewhere,
    verdict: worst([...files.map(({ verdict }) => verdict), ...elsewhere.map((one) => reasonOf(one).verdict)]),
    summary: summaryOf(changes, files, elsewhere, launches),
    faults,
  };
}

/** One fault is told once: by the rule that says what was lost. */
function supersedes(one: Finding, other: Finding): boolean {
  return one.supersedes?.includes(other.rule) === true && overlaps(atLeastOne(one.range), atLeastOne(other.range));
}

/** And by the rule that knows what was written down about it. */
function yieldsTo(one: Finding, other: Finding): boolean {
  return one.yieldsTo?.includes(other.rule) === true && overlaps(atLeastOne(one.range), atLeastOne(other.range));
}

function allOf({ hunks, findings }: ReviewedChange): Finding[] {
  return [...hunks.flatMap((hunk) => hunk.findings), ...findings];
}

/** Findings that were not there before. The same fault in a file of another name, or on a line that moved, was. */
function split(
  { change, before: old, after: present, changed }: ChangedFile,
  { before, after }: SideFindings,
): { fresh: Finding[]; known: number } {
  const prints = new Set(before.map((finding) => finding.fingerprint));
  const written = (finding: Finding, text: string | undefined): string =>
    `${finding.rule}\0${(text ?? '').slice(finding.range.start, finding.range.end).replace(/\s+/g, ' ')}`;
  const others = new Map<string, number>();
  const presentPrints = new Set(after.map((finding) => finding.fingerprint));
  for (const finding of before) {
    if (change.path === change.oldPath && presentPrints.has(finding.fingerprint)) continue;
    const key = written(finding, old?.text);
    others.set(key, (others.get(key) ?? 0) + 1);
  }
  const fresh = after.filter((finding) => {
    if (change.path === change.oldPath && prints.has(finding.fingerprint)) return false;
    if (changed.some((range) => overlaps(range, atLeastOne(finding.range)))) return true;
    const key = written(finding, present?.text);
    const left = others.get(key) ?? 0;
    others.set(key, left - 1);
    return left <= 0;
  });
  return { fresh, known: after.length - fresh.length };
}

function atLeastOne({ start, end }: Range): Range {
  return { start, end: Math.max(end, start + 1) };
}

function reviewedChange(
  { change, changed }: ChangedFile,
  findings: readonly Finding[],
  known: number,
  { reasons, losses }: { reasons: ReviewedChange['reasons']; losses: ReturnType<typeof lossesByHunk> },
  changes: ChangeSet,
): ReviewedChange {
  const byHunk = new Map<string, Finding[]>();
  const loose: Finding[] = [];
  for (const finding of findings) {
    const hunk = finding.asks === 'file' ? null : hunkOf(change, changed, finding);
    if (hunk === null) loose.push(finding);
    else byHunk.set(hunk.id, [...(byHunk.get(hunk.id) ?? []), finding]);
  }
  const ofFile = [...reasons, ...loose.filter(({ asks }) => asks === 'file').map(reasonOf)];
  const asked = worst(ofFile.map(({ verdict }) => verdict));
  const hunks = change.hunks.map((hunk): ReviewedHunk => {
    const own = byHunk.get(hunk.id) ?? [];
    // A finding at the launch itself says more of it.
    const lost = own.some(({ rule }) => launchRules.has(rule)) ? [] : (losses.get(hunk.id) ?? []);
    const of = [...own.map(reasonOf), ...lost];
    return {
      hunk,
      // What holds for the file holds for each of its hunks.
      verdict: worst([asked, ...of.map(({ verdict }) => verdict)]),
      reasons: of,
      findings: own,
      provenance: provenanceOf(change, hunk, changes.origins.get(change.path) ?? []),
    };
  });
  const verdict = worst([
    asked,
    ...hunks.map((hunk) => hunk.verdict),
    ...loose.map((finding) => reasonOf(finding).verdict),
  ]);
  return { change, verdict, reasons: [...reasons, ...loose.map(reasonOf)], hunks, findings: loose, known };
}

const launchRules = new Set(rules.flatMap(({ id, area }) => (area === 'launch' ? [id] : [])));

/** The hunk with the old line that shows a finding; else the one whose new lines it stands on; else whose surroundings. */
function hunkOf({ hunks, path, oldPath }: FileChange, changed: readonly Range[], finding: Finding): Hunk | null {
  const range = atLeastOne(finding.range);
  const old = finding.evidence.find(({ side, file }) => side === 'before' && (file === oldPath || file === path));
  if (old !== undefined) {
    const hunk = hunks.find(({ before }) => overlaps(before, atLeastOne(old.range)));
    if (hunk !== undefined) return hunk;
  }
  const onNew = hunks.find(({ after }) =>
    changed.some((one) => overlaps(one, range) && overlaps(after, one) && overlaps(after, range)),
  );
  return onNew ?? hunks.find(({ after }) => overlaps(after, range)) ?? null;
}
