/** Which known word a misspelt one was meant to be. */
import { distance } from 'fastest-levenshtein';

const longestWord = 64;

/** The nearest of the known words, or null where none is near. Case, `-` and `_` count for nothing. */
export function nearest(word: string, known: readonly string[]): string | null {
  const wanted = folded(word);
  if (wanted.length === 0 || wanted.length > longestWord) return null;
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length * 0.4)) + 1;
  for (const candidate of known) {
    const between = distance(wanted, folded(candidate));
    if (between < bestDistance) [best, bestDistance] = [candidate, between];
  }
  return best;
}

/** `, did you mean \`x\`?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const found = nearest(word, known);
  return found === null ? '' : `, did you mean \`${found}\`?`;
}

function folded(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}
