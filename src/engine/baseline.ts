/**
 * The baseline: findings a repository had when somebody began to look, so that only new ones show. A file at the root,
 * committed like any other; findings are known by their fingerprints, which do not move with lines.
 */
import type { Finding } from '../model/finding.ts';
import type { Fault } from '../model/source.ts';

export const baselinePath = 'prodaware-baseline.json';

/** Fingerprints of known findings by rule and file. */
export interface Baseline {
  has(finding: Finding): boolean;
  readonly size: number;
}

const emptyBaseline: Baseline = { has: () => false, size: 0 };

/** @param text of the file; null where there is none */
export function readBaseline(text: string | null): { readonly baseline: Baseline; readonly fault: Fault | null } {
  if (text === null) return { baseline: emptyBaseline, fault: null };
  const known = parsed(text);
  if (known === null) {
    return {
      baseline: emptyBaseline,
      fault: {
        kind: 'artifact',
        severity: 'error',
        message: 'this is no baseline: `prodaware baseline` writes it anew',
        file: baselinePath,
        range: null,
      },
    };
  }
  return {
    baseline: { has: ({ rule, file, fingerprint }) => known.has(key(rule, file, fingerprint)), size: known.size },
    fault: null,
  };
}

/** One finding per line and sorted, so that two branches that both write it merge. */
export function baselineText(findings: readonly Finding[]): string {
  const byRule = new Map<string, Map<string, string[]>>();
  for (const { rule, file, fingerprint } of findings) {
    const files = byRule.get(rule) ?? new Map<string, string[]>();
    byRule.set(rule, files.set(file, [...(files.get(file) ?? []), fingerprint]));
  }
  const sorted = <Value>(map: ReadonlyMap<string, Value>): [string, Value][] =>
    [...map].sort(([one], [other]) => (one < other ? -1 : 1));
  const rules = sorted(byRule).map(
    ([rule, files]) =>
      [rule, Object.fromEntries(sorted(files).map(([file, prints]) => [file, prints.sort()]))] as const,
  );
  return `${JSON.stringify({ version: 1, findings: Object.fromEntries(rules) }, null, 2)}\n`;
}

function key(rule: string, file: string, fingerprint: string): string {
  return `${rule}\0${file}\0${fingerprint}`;
}

/** Null for anything that is not a baseline of this version. */
function parsed(text: string): ReadonlySet<string> | null {
  const value = json(text);
  if (!isRecord(value) || value['version'] !== 1 || !isRecord(value['findings'])) return null;
  const known = new Set<string>();
  for (const [rule, files] of Object.entries(value['findings'])) {
    if (!isRecord(files)) return null;
    for (const [file, prints] of Object.entries(files)) {
      if (!Array.isArray(prints)) return null;
      for (const print of prints) if (typeof print === 'string') known.add(key(rule, file, print));
    }
  }
  return known;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
