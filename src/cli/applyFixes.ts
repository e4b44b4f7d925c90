/**
 * Mends what can be mended, in memory: fixes are laid over the files as unsaved text and the engine is asked again,
 * until nothing more applies. Nothing is written here, so a run that is stopped half-way has changed nothing.
 */
import type { CheckResult, Engine } from '../engine.ts';
import type { Finding, Fix } from '../model/finding.ts';
import { applyEdits, conflicts, type TextEdit } from '../model/text.ts';

export interface AppliedFix {
  readonly rule: string;
  readonly title: string;
  /** Where the finding stood when it was mended. */
  readonly finding: Finding;
  readonly files: readonly string[];
}

export interface Mended {
  readonly applied: readonly AppliedFix[];
  /** Files that changed, by path. `before` is null for a file that a fix made. */
  readonly changes: ReadonlyMap<string, { readonly before: string | null; readonly after: string }>;
  /** What is left. */
  readonly result: CheckResult;
}

export interface FixChoice {
  /** `safe`: only fixes that keep the behaviour; `all`: the others too. Never one that merely silences. */
  readonly which: 'safe' | 'all';
  accepts(finding: Finding): boolean;
}

/** Each round mends everything that does not stand in each other's way; more are only needed for what does. */
const mostRounds = 20;

/** @param check asks the engine for what is to be mended: in some files, or without them in all that are reviewed */
export async function applyFixes(
  engine: Pick<Engine, 'text' | 'setText'>,
  check: (paths?: readonly string[]) => Promise<CheckResult>,
  choice: FixChoice,
): Promise<Mended> {
  const applied: AppliedFix[] = [];
  const changes = new Map<string, { before: string | null; after: string }>();
  /** Rules whose fix left its finding in a file: a second helping would do no better. */
  const failed = new Set<string>();
  let result = await check();
  let isWhole = true;

  for (let round = 0; round < mostRounds; round++) {
    const chosen = choose(result.findings, choice, failed);
    if (chosen.length === 0 && isWhole) break;
    if (chosen.length === 0) {
      // A mended launch line may have changed what is said of any file.
      result = await check();
      isWhole = true;
      continue;
    }
    for (const [file, edits] of byFile(chosen)) {
      const text = await engine.text(file);
      if (text === null && edits.some(({ range }) => range.end > 0)) continue;
      const after = applyEdits(text ?? '', edits);
      changes.set(file, { before: changes.has(file) ? (changes.get(file)?.before ?? null) : text, after });
      engine.setText(file, after);
    }
    for (const { finding, fix } of chosen) {
      applied.push({
        rule: finding.rule,
        title: fix.title,
        finding,
        files: [...new Set(fix.edits.map(({ file }) => file))],
      });
    }
    const before = result.findings;
    // In a large repository this is where the time goes: few files have findings.
    result = await check([...new Set(before.map(({ file }) => file))]);
    isWhole = false;
    for (const key of unmended(before, chosen, result.findings)) failed.add(key);
  }
  if (!isWhole) result = await check();
  for (const [file, { before, after }] of changes) if (before === after) changes.delete(file);
  return { applied, changes, result };
}

interface Chosen {
  readonly finding: Finding;
  readonly fix: Fix;
}

/** One fix per fault, none in the way of another. Safe ones first, then as the findings stand. */
function choose(findings: readonly Finding[], { which, accepts }: FixChoice, failed: ReadonlySet<string>): Chosen[] {
  const chosen: Chosen[] = [];
  const faults = new Set<string>();
  const edits: TextEdit[] = [];
  for (const safety of which === 'all' ? (['safe', 'review'] as const) : (['safe'] as const)) {
    for (const finding of findings) {
      if (faults.has(finding.fault) || failed.has(placeOf(finding)) || !accepts(finding)) continue;
      const fix = finding.fixes.find((one) => one.safety === safety && !isSuppression(one));
      if (fix === undefined || fix.edits.some((edit) => edits.some((other) => conflicts(edit, other)))) continue;
      faults.add(finding.fault);
      edits.push(...fix.edits);
      chosen.push({ finding, fix });
    }
  }
  return chosen;
}

/** A comment that silences a finding mends nothing. */
function isSuppression(fix: Fix): boolean {
  return fix.edits.some((edit) => edit.text.includes('prodaware-ignore'));
}

function byFile(chosen: readonly Chosen[]): Map<string, TextEdit[]> {
  const files = new Map<string, TextEdit[]>();
  for (const edit of chosen.flatMap(({ fix }) => fix.edits)) {
    const edits = files.get(edit.file);
    if (edits === undefined) files.set(edit.file, [edit]);
    else edits.push(edit);
  }
  return files;
}

function placeOf({ rule, file }: Finding): string {
  return `${rule}\0${file}`;
}

/**
 * Rule and file pairs that still have more findings than the applied fixes leave. Counted, not compared one by one: the
 * fingerprints of equal findings move up when one of them goes.
 */
function unmended(before: readonly Finding[], chosen: readonly Chosen[], after: readonly Finding[]): string[] {
  const mended = new Set(chosen.map(({ finding }) => finding.fault));
  const expected = new Map<string, number>();
  for (const finding of before) {
    const place = placeOf(finding);
    expected.set(place, (expected.get(place) ?? 0) + (mended.has(finding.fault) ? 0 : 1));
  }
  const counted = new Map<string, number>();
  for (const finding of after) counted.set(placeOf(finding), (counted.get(placeOf(finding)) ?? 0) + 1);
  return [...new Set(chosen.map(({ finding }) => placeOf(finding)))].filter(
    (place) => (counted.get(place) ?? 0) > (expected.get(place) ?? 0),
  );
}
