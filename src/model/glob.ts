/**
 * Globs over root-relative paths. Patterns come from profiles and settings, that is from the repository under review, so
 * each is bounded before it becomes a regular expression: length, and wildcards per path segment, which is what makes
 * matching slow.
 */
import picomatch from 'picomatch';

const longestPattern = 256;
const mostWildcardsPerSegment = 3;
const mostGlobstars = 4;
const mostAlternatives = 32;

export interface GlobMatcher {
  matches(path: string): boolean;
  /** Patterns that were refused, with why; they match nothing. */
  readonly refused: readonly { readonly pattern: string; readonly reason: string }[];
}

/** Why a pattern is refused, or null. */
export function refusal(pattern: string): string | null {
  if (pattern.length === 0) return 'it is empty';
  if (pattern.length > longestPattern) return `it is longer than ${longestPattern} characters`;
  if ((pattern.match(/\*\*/g) ?? []).length > mostGlobstars) return `it has more than ${mostGlobstars} \`**\``;
  if ((pattern.match(/[,{|]/g) ?? []).length > mostAlternatives)
    return `it has more than ${mostAlternatives} alternatives`;
  const heavy = pattern
    .split('/')
    .some((segment) => segment !== '**' && (segment.match(/[*?]+/g) ?? []).length > mostWildcardsPerSegment);
  return heavy ? `it has more than ${mostWildcardsPerSegment} wildcards between two slashes` : null;
}

/**
 * A matcher of any of the patterns. A pattern without a slash matches the name in every folder, one that ends in a slash
 * everything below it, as in .gitignore.
 */
export function globMatcher(patterns: readonly string[]): GlobMatcher {
  const refused: { pattern: string; reason: string }[] = [];
  const accepted: string[] = [];
  for (const pattern of patterns) {
    const reason = refusal(pattern);
    if (reason === null) accepted.push(anchored(pattern));
    else refused.push({ pattern, reason });
  }
  if (accepted.length === 0) return { matches: () => false, refused };
  const test = picomatch(accepted, { dot: true, noextglob: true, nocase: false });
  return { matches: (path) => test(path), refused };
}

function anchored(pattern: string): string {
  const below = pattern.endsWith('/') ? `${pattern}**` : pattern;
  const relative = below.replace(/^\.?\//, '');
  return relative.includes('/') || pattern.startsWith('/') ? relative : `**/${relative}`;
}
