/** Reviews as the server would send them, with no more in them than a test is about. */
import type { HunkVerdict } from '../../src/model/review.ts';
import type { Area } from '../../src/model/rule.ts';
import type { WireChange, WireFinding, WireHunk, WireReview } from '../../src/server/reviewProtocol.ts';

const start = { line: 0, character: 0 };

export function finding(fingerprint: string, area: Area = 'logging', isSafe = false): WireFinding {
  return {
    rule: 'swallowed-error',
    area,
    severity: 'warning',
    message: 'nobody sees it',
    path: 'app.py',
    uri: 'file:///app.py',
    range: { start, end: start },
    line: 1,
    evidence: [],
    fixes: isSafe ? [{ title: 'Log it', safety: 'safe' }] : [],
    fault: fingerprint,
    fingerprint,
  };
}

export function hunk(id: string, verdict: HunkVerdict = 'ship', findings: readonly WireFinding[] = []): WireHunk {
  return {
    id,
    header: '@@ -1,2 +1,3 @@',
    lineCount: 3,
    verdict,
    reasons: [],
    findings,
    provenance: { by: 'unknown', agent: null, evidence: [] },
  };
}

export function file(path: string, hunks: readonly WireHunk[], more: Partial<WireChange> = {}): WireChange {
  return {
    path,
    oldPath: path,
    uri: `file:///${path}`,
    kind: 'modified',
    note: null,
    verdict: hunks[0]?.verdict ?? 'ship',
    reasons: [],
    added: 1,
    removed: 0,
    known: 0,
    hunks,
    findings: [],
    ...more,
  };
}

export function review(...files: readonly WireChange[]): WireReview {
  return {
    id: 1,
    folder: 'file:///',
    source: { kind: 'working-tree' },
    title: 'uncommitted changes',
    verdict: 'ship',
    summary: '',
    isWorkingTree: true,
    files,
    elsewhere: [],
    faults: [],
  };
}
