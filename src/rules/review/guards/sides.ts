/**
 * `guards/` compares what guarded code before a change with what guards it after. One file per kind of guard, each a
 * function from a `Comparison` to what was lost; and here both sides of each changed file, and how lines of the old text
 * stand to those of the new one.
 */
import type { CallFact, Facts } from '../../../model/facts.ts';
import { serviceOf } from '../../../model/production.ts';
import type { ChangeContext, ChangedFile, FileContext } from '../../../model/rule.ts';
import { lineIndex, type LineIndex, type Range } from '../../../model/text.ts';

export interface Side {
  readonly path: string;
  readonly text: string;
  readonly facts: Facts;
  readonly lines: LineIndex;
}

/** A changed file. Lines count from 1. */
export interface Pair {
  readonly file: ChangedFile;
  readonly before: Side | null;
  readonly after: Side | null;
  /** What rules over facts are told of the new side; null where there is none. */
  readonly context: FileContext | null;
  /** The line of the new text that an unchanged line of the old one is; 0 for one that is gone or was changed. */
  imageOf(line: number): number;
  /** Lines of the new text that the old one does not have. */
  readonly addedLines: ReadonlySet<number>;
  /** Their text. */
  readonly added: string;
  /** Text of the lines of the old side that are gone. */
  readonly removed: string;
}

export interface Comparison {
  readonly pairs: readonly Pair[];
  readonly change: ChangeContext;
}

export function compare(change: ChangeContext): Comparison {
  return { change, pairs: change.files.map((file) => pairOf(file, change)) };
}

function pairOf(file: ChangedFile, { after: production, profile }: ChangeContext): Pair {
  const before = sideOf(file.before);
  const after = sideOf(file.after);
  const kept = new Map<number, number>();
  const addedLines = new Set<number>();
  const added: string[] = [];
  const removed: string[] = [];
  for (const line of file.change.hunks.flatMap(({ lines }) => lines)) {
    if (line.kind === 'removed') removed.push(line.text);
    if (line.kind === 'added') {
      added.push(line.text);
      if (line.newLine !== null) addedLines.add(line.newLine);
    } else if (line.kind === 'context' && line.oldLine !== null && line.newLine !== null) {
      kept.set(line.oldLine, line.newLine);
    }
  }
  const { hunks } = file.change;
  const imageOf = (line: number): number => {
    let shift = 0;
    for (const hunk of hunks) {
      const first = hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart;
      if (line < first) break;
      if (line < first + hunk.oldLines) return kept.get(line) ?? 0;
      shift += hunk.newLines - hunk.oldLines;
    }
    return file.change.after === null ? 0 : line + shift;
  };
  const context =
    after === null
      ? null
      : {
          path: after.path,
          text: after.text,
          facts: after.facts,
          production,
          profile,
          service: serviceOf(production, after.path),
          conventions: null,
          changed: file.changed,
        };
  return {
    file,
    before,
    after,
    context,
    imageOf,
    addedLines,
    added: added.join('\n'),
    removed: removed.join('\n'),
  };
}

function sideOf(file: ChangedFile['before']): Side | null {
  if (file === null || file.facts === null) return null;
  return { path: file.path, text: file.text, facts: file.facts, lines: lineIndex(file.text) };
}

/** A range of the old text touches a line that is gone or was changed. */
export function isTouched({ before, imageOf }: Pair, range: Range): boolean {
  if (before === null) return false;
  const first = before.lines.positionAt(range.start).line;
  const last = before.lines.positionAt(Math.max(range.start, range.end - 1)).line;
  for (let line = first; line <= last; line++) if (imageOf(line) === 0) return true;
  return false;
}

/** A range of the new text touches a line that the old one does not have. */
export function isAdded({ after, addedLines }: Pair, range: Range): boolean {
  if (after === null || addedLines.size === 0) return false;
  const first = after.lines.positionAt(range.start).line;
  const last = after.lines.positionAt(Math.max(range.start, range.end - 1)).line;
  for (let line = first; line <= last; line++) if (addedLines.has(line)) return true;
  return false;
}

/** The line of the new text nearest to an old place: what stands in for it, else the line before, else the line behind. */
export function nearestLine({ before, after, imageOf }: Pair, offset: number): Range {
  if (before === null || after === null) return { start: 0, end: 0 };
  const { line } = before.lines.positionAt(offset);
  let above = line;
  while (above > 0 && imageOf(above) === 0) above--;
  let below = line;
  while (below <= before.lines.lineCount && imageOf(below) === 0) below++;
  const first = above === 0 ? 0 : imageOf(above);
  const last = below > before.lines.lineCount ? after.lines.lineCount + 1 : imageOf(below);
  const isReplaced = last - first > 1;
  const candidates = [isReplaced ? Math.min(first + line - above, last - 1) : first, first, last, first + 1];
  for (const candidate of candidates) {
    if (candidate < 1 || candidate > after.lines.lineCount) continue;
    const range = written(after, candidate);
    if (range.end > range.start) return range;
  }
  return written(after, Math.min(Math.max(first, 1), after.lines.lineCount));
}

/** A line without its indentation. */
function written({ lines, text }: Side, line: number): Range {
  const { start, end } = lines.lineRange(line);
  const shown = text.slice(start, end);
  return { start: start + (shown.length - shown.trimStart().length), end: start + shown.trimEnd().length };
}

export function textAt({ text }: Pick<Side, 'text'>, { start, end }: Range): string {
  return text.slice(start, end);
}

/** The last name of a callee: `charge` of `self.gateway.charge`. */
export function lastName({ callee }: Pick<CallFact, 'callee'>): string {
  return /[\w$]+[?!]?$/.exec(callee)?.[0] ?? callee;
}
