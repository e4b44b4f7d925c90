/** Documents for people as clauses: what stands in sentences and lists, without code, tables, quotes and headings. */
import { lineIndex, type Range } from '../../model/text.ts';

export interface ProseDocument {
  readonly path: string;
  readonly text: string;
}

export interface Clause {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  /** Of the line it stands on, without white space around it. */
  readonly range: Range;
  /** Headings it stands below, from the title down. */
  readonly headings: readonly string[];
  /** Without marks of emphasis and of lists. */
  readonly text: string;
}

const longestDocument = 200_000;
/** No pattern runs over more than this; a longer line is no plain statement. */
const longestLine = 400;

export function clausesOf({ path, text }: ProseDocument): Clause[] {
  if (text.length > longestDocument) return [];
  const clauses: Clause[] = [];
  const lines = lineIndex(text);
  let headings: readonly string[] = [];
  let fence: string | null = null;
  for (let line = 1; line <= lines.lineCount; line++) {
    const { start, end } = lines.lineRange(line);
    if (end - start > longestLine) continue;
    const whole = text.slice(start, end);
    const raw = whole.trim();
    const mark = /^(?:```|~~~)/.exec(raw)?.[0] ?? null;
    if (mark !== null && (fence === null || fence === mark)) fence = fence === null ? mark : null;
    if (mark !== null || fence !== null || raw.startsWith('|') || raw.startsWith('>')) continue;
    const heading = /^(#{1,6})\s+(.+)$/.exec(raw);
    if (heading !== null) {
      const depth = (heading[1] ?? '').length;
      headings = [...headings.slice(0, depth - 1), ...Array<string>(Math.max(depth - 1 - headings.length, 0)).fill('')];
      headings = [...headings, heading[2] ?? ''];
      continue;
    }
    const from = start + whole.length - whole.trimStart().length;
    const range = { start: from, end: from + raw.length };
    const said = raw.replace(/^(?:[-*+]|\d+\.)\s+(?:\[[ xX]\]\s+)?/, '').replace(/\*\*|__/g, '');
    for (const part of said.split(/[.;]\s+|\.$/)) {
      const clause = part.trim();
      if (clause !== '') clauses.push({ file: path, line, range, headings, text: clause });
    }
  }
  return clauses;
}
