/** What a rule says, and how it can be mended. Values, never thrown. */
import type { Location, Range, TextEdit } from './text.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';
export const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** A place that shows why: the production line, the promise, the lost layer. */
export interface Evidence extends Location {
  /** A few words in lower case: `production runs this`. */
  readonly label: string;
  /** The range is of the file's text before the change under review. */
  readonly side?: 'before';
}

/** `safe` keeps the behaviour and is applied by fix-all; `review` wants a look. */
export type FixSafety = 'safe' | 'review';

export interface Fix {
  readonly title: string;
  readonly safety: FixSafety;
  /** None overlap; in one or more files. */
  readonly edits: readonly TextEdit[];
}

/** Of what a person is asked: the file as a whole, or the hunk that the finding stands in. */
export type Asking = 'file' | 'hunk';

export interface Finding extends Location {
  readonly rule: string;
  readonly severity: Severity;
  /** One line, in production's terms. */
  readonly message: string;
  readonly service: string | null;
  readonly environment: string | null;
  readonly evidence: readonly Evidence[];
  readonly fixes: readonly Fix[];
  /**
   * Same for findings that are one fault shown at several places (entry point and launch line): mending one mends all,
   * so `--fix=all` applies one fix per fault.
   */
  readonly fault: string;
  /** See `Draft.supersedes`; absent for none. */
  readonly supersedes?: readonly string[];
  /** See `Draft.asks`; absent for no. */
  readonly asks?: Asking;
  /** See `Draft.yieldsTo`; absent for none. */
  readonly yieldsTo?: readonly string[];
  /** Survives line moves; see `fingerprint`. */
  readonly fingerprint: string;
}

/** 64-bit FNV-1a as 16 hex digits: stable across runs and machines, not cryptographic. */
export function stableHash(text: string): string {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index++) {
    low ^= text.charCodeAt(index);
    const product = low * 0x1b3;
    const carried = Math.floor(product / 0x100000000);
    high = (Math.imul(high, 0x1b3) + (low << 8) + carried) >>> 0;
    low = product >>> 0;
  }
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}

/**
 * Identity of a finding that survives moved lines: rule, file, the function it stands in, the text it stands on without
 * white space, and which of equals it is.
 * @param within names of the functions and the class around it; empty at module level
 */
export function fingerprint(
  rule: string,
  file: string,
  within: string,
  text: string,
  range: Range,
  occurrence: number,
): string {
  const written = text.slice(range.start, range.end).replace(/\s+/g, ' ');
  return stableHash([rule, file, within, written, occurrence].join('\0'));
}
