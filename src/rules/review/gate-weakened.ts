/** A change leaves a gate of the pipeline without teeth, or takes it away: what was stopped yesterday goes through. */
import { isUnreadPipeline } from '../../knowledge/pipelines.ts';
import { strengthenFix } from '../../fixes/pipelines/strengthen.ts';
import type { Hunk } from '../../model/change.ts';
import type { Evidence } from '../../model/finding.ts';
import { defineRule, type ChangeContext, type ChangedFile, type Draft } from '../../model/rule.ts';
import { lineIndex, overlaps, type Range } from '../../model/text.ts';
import { gateLosses, letThrough, type GateLoss } from '../pipeline/gateLosses.ts';
import { titleOfType } from '../pipeline/requiredGates.ts';
import { gateWeakenedExamples } from './gateWeakenedExamples.ts';

export const gateWeakened = defineRule({
  id: 'gate-weakened',
  area: 'review',
  severity: 'warning',
  scope: 'change',
  summary: 'The change takes away what a gate of the pipeline stops, or the gate itself.',
  why:
    'A check that is red today is made green most quickly by telling it to pass: `|| true`, `continue-on-error`, an exit ' +
    'code that is taken out, a threshold that is lowered, a step that is deleted. The pipeline looks as it did, and what ' +
    'it refused yesterday reaches production tomorrow.\n\n' +
    'Both sides of the pipelines are compared, job by job. It speaks of a gate that failed its job before and does not ' +
    'now, of one that compares with a lower number or fails on fewer severities, and of one that is gone while nothing ' +
    'else in the repository does the same. No policy has to ask for the gate. Whether it is meant only a person can say, ' +
    'so a review asks. Where the policy asks for it, the rule that knows the line of the policy speaks instead. A gate that ' +
    'moved to another job or file, or whose tool was exchanged for another of its kind, is no finding.',
  fixes:
    'What keeps the gate from failing is taken away again, or what it needs for that is put back. It wants a look: ' +
    'somebody may have had a reason.',
  examples: gateWeakenedExamples,
  check(change) {
    const { pipelines } = change;
    if (pipelines === null) return [];
    const byPlace = new Map<string, Place[]>();
    const isElsewhere = change.paths.some(isUnreadPipeline);
    for (const loss of gateLosses(pipelines.before, pipelines.after)) {
      // It may have moved to where nobody looks.
      if (loss.kind === 'gone' && isElsewhere) continue;
      const place = placeOf(loss, change);
      if (place === null) continue;
      const key = `${loss.kind} ${place.hunk.id} ${place.range.start}`;
      byPlace.set(key, [...(byPlace.get(key) ?? []), place]);
    }
    return [...byPlace.values()].flatMap((places) => draftOf(places, change));
  },
});

interface Place {
  readonly loss: GateLoss;
  readonly file: ChangedFile;
  readonly hunk: Hunk;
  /** In the new text. */
  readonly range: Range;
}

function draftOf(places: readonly Place[], change: ChangeContext): Draft[] {
  const [first] = places;
  if (first === undefined) return [];
  const { loss, file, range } = first;
  const texts = new Map(change.files.map((one) => [one.change.path, one.change.after ?? undefined]));
  const fix = loss.kind === 'toothless' ? strengthenFix(loss.after ?? loss.before, (path) => texts.get(path)) : null;
  return [
    {
      file: file.change.path,
      range,
      message: messageOf(places.map((one) => one.loss)),
      evidence: [oldLine(first)],
      fixes: fix === null ? [] : [fix],
      asks: 'hunk',
      yieldsTo: ['gate-not-blocking', 'gate-missing', 'coverage-below-policy'],
    },
  ];
}

function messageOf(losses: readonly GateLoss[]): string {
  const [first] = losses;
  if (first === undefined) return '';
  const { kind, before, after } = first;
  const names = [...new Set(losses.map((loss) => titleOfType(loss.before.type)))];
  const last = names.at(-1) ?? '';
  const titles = names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
  if (kind === 'gone') return `nothing stops a change for its ${titles} any more`;
  if (after === null || kind === 'toothless') {
    return `the job is green now whatever the ${titles} ${titles.endsWith('s') || names.length > 1 ? 'say' : 'says'}: ${after?.why ?? ''}`;
  }
  if (before.threshold !== null && after.threshold !== null && after.threshold < before.threshold) {
    return `${after.threshold} % coverage is enough now, and it was ${before.threshold} %`;
  }
  return `${after.tool} fails on ${after.severities.join(', ')} only now: ${letThrough(before, after).join(', ')} gets through`;
}

/** What stood there before: the line of the hunk that went nearest to the gate, or the gate's own where none did. */
function oldLine({ loss: { before }, file, hunk }: Place): Evidence {
  const text = file.change.before ?? '';
  const lines = lineIndex(text);
  const own = before.file === file.change.oldPath ? lines.positionAt(before.range.start).line : hunk.oldStart;
  const removed = hunk.lines.flatMap(({ kind, oldLine: line, text: shown }) =>
    kind === 'removed' && line !== null && shown.trim() !== '' ? [line] : [],
  );
  const nearest = removed.sort((one, other) => Math.abs(one - own) - Math.abs(other - own))[0];
  if (nearest !== undefined) {
    const { start, end } = lines.lineRange(nearest);
    const range = { start: start + (/^\s*/.exec(text.slice(start, end))?.[0].length ?? 0), end };
    return { file: file.change.oldPath, range, side: 'before', label: 'was here before' };
  }
  return { file: before.file, range: before.range, side: 'before', label: 'could stop the pipeline before' };
}

/** The hunk that did it; null where the change shows none, as where a file far from the gate decides. */
function placeOf(loss: GateLoss, { files }: ChangeContext): Place | null {
  const { before, after } = loss;
  const changed = files.filter(({ change }) => change.hunks.length > 0);
  for (const one of [after?.weakness, after, ...(after?.evidence ?? [])]) {
    const file = changed.find(({ change }) => change.path === one?.file);
    if (one === undefined || one === null || file === undefined) continue;
    const hunk = file.change.hunks.find((own) => addsIn(own, file, one.range));
    if (hunk !== undefined) return { loss, file, hunk, range: one.range };
  }
  if (loss.kind === 'lowered') {
    const place = loweredAt(loss, changed);
    if (place !== null) return place;
  }
  // What it needed went, above or below it in its step.
  for (const one of [before, ...before.evidence]) {
    const file = changed.find(({ change }) => change.oldPath === one.file);
    const hunk = file === undefined ? undefined : removingNear(file, one.range);
    if (file === undefined || hunk === undefined) continue;
    const isShown = after !== null && after.file === file.change.path && overlaps(hunk.after, atLeastOne(after.range));
    return { loss, file, hunk, range: isShown ? after.range : firstLine(hunk, file) };
  }
  return null;
}

/** A line that is new is part of the range. */
function addsIn({ lines }: Hunk, { change }: ChangedFile, range: Range): boolean {
  const index = lineIndex(change.after ?? '');
  const first = index.positionAt(range.start).line;
  const last = index.positionAt(Math.max(range.start, range.end - 1)).line;
  return lines.some(({ kind, newLine }) => kind === 'added' && newLine !== null && newLine >= first && newLine <= last);
}

/** Lines of a step that stand away from the place of its gate at most. */
const nearby = 12;

function removingNear({ change }: ChangedFile, range: Range): Hunk | undefined {
  const { line } = lineIndex(change.before ?? '').positionAt(range.start);
  const distance = ({ lines }: Hunk): number =>
    Math.min(
      ...lines.flatMap(({ kind, oldLine: own }) => (kind === 'removed' && own !== null ? [Math.abs(own - line)] : [])),
    );
  const [nearest] = [...change.hunks].sort((one, other) => distance(one) - distance(other));
  return nearest !== undefined && distance(nearest) <= nearby ? nearest : undefined;
}

/** A number of coverage that a file of a tool holds: the line with the old one went. */
function loweredAt({ before, after }: GateLoss, files: readonly ChangedFile[]): Place | null {
  if (before.threshold === null || after === null) return null;
  const of = (threshold: number | null): RegExp =>
    new RegExp(
      `(?:cover|fail.?under|thresh|minimum|lines|statements).*(?<![\\d.])(?:${threshold}|${(threshold ?? 0) / 100})(?![\\d.])`,
      'i',
    );
  const [old, now] = [of(before.threshold), of(after.threshold)];
  for (const file of files) {
    for (const hunk of file.change.hunks) {
      const added = hunk.lines.find(({ kind, text }) => kind === 'added' && now.test(text));
      const wasThere = hunk.lines.some(({ kind, text }) => kind === 'removed' && old.test(text));
      if (added === undefined || added.newLine === null || !wasThere) continue;
      const range = lineWithoutIndent(file, added.newLine);
      return { loss: { kind: 'lowered', before, after }, file, hunk, range };
    }
  }
  return null;
}

/** What the hunk changed, or the line that stands where it only took away. */
function firstLine({ lines, newStart }: Hunk, file: ChangedFile): Range {
  const added = lines.find(({ kind, text }) => kind === 'added' && text.trim() !== '')?.newLine;
  const removed = lines.findIndex(({ kind }) => kind === 'removed');
  const before = lines.slice(0, removed).findLast(({ newLine }) => newLine !== null)?.newLine;
  return lineWithoutIndent(file, added ?? before ?? Math.max(newStart, 1));
}

function lineWithoutIndent({ change }: ChangedFile, line: number): Range {
  const text = change.after ?? '';
  const { start, end } = lineIndex(text).lineRange(line);
  return { start: start + (/^\s*/.exec(text.slice(start, end))?.[0].length ?? 0), end };
}

const atLeastOne = ({ start, end }: Range): Range => ({ start, end: Math.max(end, start + 1) });
