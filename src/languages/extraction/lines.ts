/**
 * Ends of lines near an offset. A file may be one line of megabytes with thousands of handlers on it, so nobody looks
 * further than a line that a person wrote is long.
 */

const longestLine = 1000;

/** Start of the line that holds `offset`, at most a thousand characters before it. */
export function nearLineStart(text: string, offset: number): number {
  const lowest = Math.max(0, offset - longestLine);
  let start = offset;
  while (start > lowest && !endsLine(text.charCodeAt(start - 1))) start--;
  return start;
}

/** End of the line that holds `offset`, at most a thousand characters behind it. */
export function nearLineEnd(text: string, offset: number): number {
  const highest = Math.min(text.length, offset + longestLine);
  let end = offset;
  while (end < highest && !endsLine(text.charCodeAt(end))) end++;
  return end;
}

/** Start of what stands on the line that holds `offset`, behind its blanks. */
export function contentStart(text: string, offset: number): number {
  let start = nearLineStart(text, offset);
  while (start < offset && (text[start] === ' ' || text[start] === '\t')) start++;
  return start;
}

const endsLine = (code: number): boolean => code === 10 || code === 13;
