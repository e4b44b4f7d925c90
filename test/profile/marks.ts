/** Marked texts for the tests of the profile: `[|…|]` around a range, `‸` where the cursor is. */
import { readFileSync } from 'node:fs';
import type { KnownForTyping } from '../../src/profile/offers.ts';
import { parseProfile } from '../../src/profile/parse.ts';

export const completeProfileText = readFileSync(new URL('../fixtures/profile/complete.yaml', import.meta.url), 'utf8');

export const known = { rules: ['swallowed-error', 'print-instead-of-logger'], launchers: ['systemd', 'supervisord'] };

export const knownForTyping: KnownForTyping = {
  rules: [
    { id: 'swallowed-error', summary: 'An error is caught and leaves no trace.' },
    { id: 'print-instead-of-logger', summary: 'A print where there is a logger.' },
  ],
  launchers: known.launchers,
  files: ['DEPLOYMENT.md', 'services/api/my_app.py', 'services/api/lib/pool.py', 'deploy/catalog.json'],
};

/** The text as it was marked, from what the parser says of it: each fault's range in marks, then the messages in order. */
export function reading(text: string): { marked: string; messages: string[]; value: unknown } {
  const { profile, faults } = parseProfile('prodaware.yaml', text, known);
  let marked = text;
  for (const { range } of [...faults].sort((one, other) => (other.range?.start ?? 0) - (one.range?.start ?? 0))) {
    if (range === null) continue;
    marked = `${marked.slice(0, range.start)}[|${marked.slice(range.start, range.end)}|]${marked.slice(range.end)}`;
  }
  return {
    marked,
    messages: faults.map(({ severity, message }) => (severity === 'error' ? message : `${severity}: ${message}`)),
    value: profile === null ? null : profile.value,
  };
}

export function unmarked(text: string): string {
  return text.replaceAll(/\[\||\|\]/g, '');
}

export function withCursor(text: string): { text: string; offset: number } {
  const offset = text.indexOf('‸');
  return { text: text.replace('‸', ''), offset };
}
