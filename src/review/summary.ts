/** One paragraph on a change, made from facts. */
import type { ChangeSet } from '../model/change.ts';
import type { Finding } from '../model/finding.ts';
import type { ReviewedChange } from '../model/review.ts';
import type { LaunchChange } from './launchChanges.ts';
import { lossText } from './launchLosses.ts';

export function summaryOf(
  changes: ChangeSet,
  files: readonly ReviewedChange[],
  elsewhere: readonly Finding[],
  launches: readonly LaunchChange[],
): string {
  if (files.length === 0) return 'Nothing changed.';
  const hunks = files.flatMap((file) => file.hunks);
  const lines = hunks.flatMap(({ hunk }) => hunk.lines);
  const sentences = [
    `${counted(files.length, 'file')} changed, ${counted(lines.filter(({ kind }) => kind === 'added').length, 'line')} added and ${lines.filter(({ kind }) => kind === 'removed').length} removed: ${changes.title}.`,
    verdictSentence(files),
    ...lossSentences(launches),
    foundSentence(files, elsewhere),
    removedSentence(files),
    provenanceSentence(files),
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}

function verdictSentence(files: readonly ReviewedChange[]): string {
  // A file without hunks, such as a binary one, counts as one.
  const verdicts = files.flatMap((file) =>
    file.hunks.length === 0 ? [file.verdict] : file.hunks.map(({ verdict }) => verdict),
  );
  const count = (verdict: string): number => verdicts.filter((one) => one === verdict).length;
  const parts = [
    [count('fix-first'), 'to fix first'],
    [count('ask'), 'to ask a person about'],
    [count('ship'), 'to ship'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, text]) => `${number} ${text}`);
  return `Of ${counted(verdicts.length, 'hunk')}: ${said.join(', ')}.`;
}

function lossSentences(launches: readonly LaunchChange[]): string[] {
  return launches
    .filter(({ losesTelemetry }) => losesTelemetry)
    .flatMap(({ before, after }) => (before === null ? [] : [`${lossText(before, after)}.`]));
}

function foundSentence(files: readonly ReviewedChange[], elsewhere: readonly Finding[]): string {
  const found = files.flatMap((file) => [...file.hunks.flatMap((hunk) => hunk.findings), ...file.findings]);
  const fresh = [...found, ...elsewhere].filter(({ rule }) => rule !== 'guard-removed');
  const known = files.reduce((sum, file) => sum + file.known, 0);
  const before = known === 0 ? '' : ` ${counted(known, 'fault')} of these files ${was(known)} there before.`;
  if (fresh.length === 0) return `${fresh.length < found.length ? '' : 'No new faults.'}${before}`.trim();
  const byRule = new Map<string, number>();
  for (const { rule } of fresh) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  const rules = [...byRule].sort((one, other) => other[1] - one[1]).map(([rule, count]) => `${count} ${rule}`);
  const places = new Set(elsewhere.map(({ file }) => file)).size === 1 ? 'a file' : 'files';
  const count = elsewhere.length === fresh.length ? '' : `${elsewhere.length} of them `;
  const away = elsewhere.length === 0 ? '' : `, ${count}in ${places} it does not touch`;
  return `New faults: ${rules.join(', ')}${away}.${before}`;
}

function removedSentence(files: readonly ReviewedChange[]): string {
  const removed = files
    .flatMap((file) => [...file.hunks.flatMap((hunk) => hunk.findings), ...file.findings])
    .filter(({ rule }) => rule === 'guard-removed');
  return removed.length === 0 ? '' : `It takes ${counted(removed.length, 'guard')} away.`;
}

function provenanceSentence(files: readonly ReviewedChange[]): string {
  const hunks = files.flatMap((file) => file.hunks);
  const byAgent = hunks.filter(({ provenance }) => provenance.by === 'agent');
  if (byAgent.length === 0) return '';
  const agents = [...new Set(byAgent.map(({ provenance }) => provenance.agent ?? 'an assistant'))];
  return `${byAgent.length} of ${counted(hunks.length, 'hunk')} ${byAgent.length === 1 ? 'is' : 'are'} shown to come from ${agents.join(' and ')}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function was(count: number): string {
  return count === 1 ? 'was' : 'were';
}
