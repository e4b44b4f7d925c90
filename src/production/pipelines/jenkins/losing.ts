/** Blocks of Groovy after whose failing the run goes on. */
import { closing } from './groovy.ts';

export interface Losing {
  readonly start: number;
  readonly end: number;
  readonly why: string;
  /** The words that make it so. */
  readonly at: { readonly start: number; readonly end: number };
}

/** Blocks after whose failing the run goes on. */
export function losingBlocks(part: string): Losing[] {
  const blocks: Losing[] = [];
  for (const match of part.matchAll(/\b(catchError|warnError)\b[^{\n]*\{/g)) {
    const open = match.index + match[0].length - 1;
    if (!/buildResult:\s*['"]?\s*FAILURE/.test(match[0]))
      blocks.push({
        start: open,
        end: closing(part, open),
        why: match[1] ?? '',
        at: { start: match.index, end: match.index + (match[1] ?? '').length },
      });
  }
  for (const match of part.matchAll(/\btry\s*\{/g)) {
    const open = match.index + match[0].length - 1;
    const end = closing(part, open);
    const caught = /^\s*catch\s*\([^)]*\)\s*\{/.exec(part.slice(end, end + 300));
    if (caught === null) continue;
    const body = part.slice(end, closing(part, end + caught[0].length - 1));
    if (!/\bthrow\b|\berror\b|currentBuild\.result|\bexit\b/.test(body)) {
      const at = { start: end + caught[0].indexOf('catch'), end: end + caught[0].trimEnd().length };
      blocks.push({ start: open, end, why: 'a catch that does not throw again', at });
    }
  }
  return blocks;
}
