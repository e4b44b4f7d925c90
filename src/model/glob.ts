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
  return { matches: dispatched(accepted.map(readPattern)), refused };
}

interface Pattern {
  /** What a path that matches ends in, one of these; empty where that is not known. */
  readonly ends: readonly string[];
  matches(path: string): boolean;
}

/** Letters of a path's end by which patterns are found. */
const endLength = 2;

/** Only patterns that may match a path are asked, by its last letters: of most paths none is. */
function dispatched(patterns: readonly Pattern[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const byEnd = new Map<string, Pattern[]>();
  const others: Pattern[] = [];
  for (const pattern of patterns) {
    if (pattern.ends.length === 0 || pattern.ends.some((end) => end.length < endLength)) {
      others.push(pattern);
      continue;
    }
    for (const end of new Set(pattern.ends.map((one) => one.slice(-endLength)))) {
      const known = byEnd.get(end);
      if (known === undefined) byEnd.set(end, [pattern]);
      else known.push(pattern);
    }
  }
  return (path) => {
    // What is a pattern by its name matches itself, whatever it ends in.
    if (path.includes('{')) return patterns.some((pattern) => pattern.matches(path));
    const found = byEnd.get(path.slice(-endLength));
    if (found !== undefined) for (const pattern of found) if (pattern.matches(path)) return true;
    for (const pattern of others) if (pattern.matches(path)) return true;
    return false;
  };
}

/** Most paths lack what a pattern writes out, which is found out in no time; only for the others is it compiled. */
function readPattern(pattern: string): Pattern {
  const { ends, piece } = writtenOut(pattern);
  let compiled: ((path: string) => boolean) | null = null;
  return {
    ends,
    matches: (path) =>
      path.includes(piece) && (compiled ??= picomatch(pattern, { dot: true, noextglob: true, nocase: false }))(path),
  };
}

/** What every path that a pattern matches has: one of these ends, and this piece. */
function writtenOut(pattern: string): { readonly ends: readonly string[]; readonly piece: string } {
  // What is escaped, negated or nested is not read here.
  if (/[\\!()|^$"]|\{[^}]*(?:\{|$)|\{[^},]*\}|\*{3}|\[\]|\[[^\]]*\[|\.\./.test(pattern)) return { ends: [], piece: '' };
  const end = /([\w.\- ]*)(?:\{([\w.\-, ]+)\})?$/.exec(pattern);
  const ends = (end?.[2]?.split(',') ?? ['']).map((last) => (end?.[1] ?? '') + last);
  const pieces = pattern.replace(/\{[^}]*\}|\[[^\]]*\]?/g, '*').split(/[^\w.\- ]+/);
  const piece = pieces.reduce((best, one) => (one.length > best.length ? one : best), '');
  return { ends: ends.every((one) => one !== '') ? ends : [], piece };
}

function anchored(pattern: string): string {
  const below = pattern.endsWith('/') ? `${pattern}**` : pattern;
  const relative = below.replace(/^\.?\//, '');
  return relative.includes('/') || pattern.startsWith('/') ? relative : `**/${relative}`;
}
