/** A review for people: in a terminal, and as Markdown for a pull request. */
import type { Provenance } from '../model/change.ts';
import type { HunkVerdict, Review, ReviewedChange, ReviewedHunk, VerdictReason } from '../model/review.ts';
import type { Finding } from '../model/finding.ts';
import { hunkHeader } from '../review/diffText.ts';
import { inert } from './inert.ts';
import { markdownCode, markdownText } from './markdown.ts';
import { createPlaces, type Places, type TextLookup } from './places.ts';
import { plainStyle, type Paint, type Style } from './style.ts';
import { faultsText, findingText, placeText } from './text.ts';

/** What each verdict is called, in a column of equal width. */
const names: Readonly<Record<HunkVerdict, string>> = { 'fix-first': 'fix first', ask: 'ask', ship: 'ship' };

/** Files without anything to say beyond this are counted, not listed. */
const mostQuiet = 20;

/** Ends with a line end. */
export function reviewText(review: Review, textOf: TextLookup, style: Style = plainStyle): string {
  const places = createPlaces(textOf);
  const blocks = [inert(review.summary)];
  const quiet = review.files.filter(isQuiet);
  for (const file of review.files) if (!isQuiet(file)) blocks.push(fileText(file, places, style));
  if (review.elsewhere.length > 0) {
    blocks.push(style.strong('What the change breaks in files it does not touch'));
    blocks.push(...review.elsewhere.map((finding) => findingText(finding, places, style)));
  }
  if (quiet.length > 0) blocks.push(quietText(quiet, style));
  const faults = faultsText(
    review.faults.filter(({ severity }) => severity !== 'information'),
    textOf,
    style,
  );
  return `${blocks.join('\n\n')}\n${faults}\n${verdictText(review.verdict, style)}\n`;
}

/** Nothing to fix and nobody to ask. */
function isQuiet({ verdict, findings, hunks, reasons }: ReviewedChange): boolean {
  return verdict === 'ship' && findings.length === 0 && reasons.length === 0 && hunks.every(isQuietHunk);
}

function isQuietHunk({ findings, reasons }: ReviewedHunk): boolean {
  return findings.length === 0 && reasons.length === 0;
}

function quietText(files: readonly ReviewedChange[], style: Style): string {
  const shown = files.slice(0, mostQuiet).map(({ change }) => `  ${inert(change.path)}`);
  const more = files.length > mostQuiet ? [`  … and ${files.length - mostQuiet} more`] : [];
  return [verdictPaint('ship', style)(names.ship), ...shown, ...more].join('\n');
}

function fileText(
  { change, verdict, reasons, hunks, findings, known }: ReviewedChange,
  places: Places,
  style: Style,
): string {
  const moved = change.path === change.oldPath ? '' : ` (was ${inert(change.oldPath)})`;
  const before = known === 0 ? '' : style.faint(`  ${known} known before`);
  const lines = [
    `${verdictPaint(verdict, style)(names[verdict])}  ${style.strong(inert(change.path))}${moved}  ${change.kind}${before}`,
    ...reasons.filter(({ finding }) => finding === null).map((reason) => reasonText(reason, style)),
  ];
  const shown = hunks.filter((hunk) => !isQuietHunk(hunk));
  const rest = hunks.length - shown.length;
  const blocks = [lines.join('\n'), ...shown.map((hunk) => hunkBlock(hunk, places, style))];
  blocks.push(...findings.map((finding) => findingText(finding, places, style)));
  if (shown.length > 0 && rest > 0) {
    blocks.push(style.faint(`  ${rest} more ${rest === 1 ? 'hunk' : 'hunks'} without new faults`));
  }
  return blocks.join('\n\n');
}

function reasonText({ verdict, text }: VerdictReason, style: Style): string {
  const word = verdict === 'ship' ? 'note' : names[verdict];
  return `  ${verdictPaint(verdict, style)(`${word}:`)} ${inert(text)}`;
}

function hunkBlock(
  { hunk, verdict, reasons, findings, provenance }: ReviewedHunk,
  places: Places,
  style: Style,
): string {
  const by = provenanceText(provenance);
  const head = `${style.faint(hunkHeader(hunk))}  ${verdictPaint(verdict, style)(names[verdict])}${by === '' ? '' : style.faint(`  ${inert(by)}`)}`;
  const own = reasons.filter(({ finding }) => finding === null).map((reason) => reasonText(reason, style));
  return [head, ...own, ...findings.map((finding) => findingText(finding, places, style))].join('\n');
}

/** Empty where nothing shows who wrote the lines. */
export function provenanceText({ by, agent, evidence }: Provenance): string {
  const [first] = evidence.filter((one) => one.by === by);
  if (by === 'agent') return `by ${agent ?? 'an assistant'}${first === undefined ? '' : `: ${first.text}`}`;
  if (by === 'person') return `by a person${first === undefined ? '' : `: ${first.text}`}`;
  return '';
}

function verdictText(verdict: HunkVerdict, style: Style): string {
  const words: Record<HunkVerdict, string> = {
    'fix-first': 'Fix first: production would lose what is said above.',
    ask: 'Ask: a person has to decide what is said above.',
    ship: 'Ship: nothing here changes what production sees.',
  };
  return verdictPaint(verdict, style)(words[verdict]);
}

function verdictPaint(verdict: HunkVerdict, style: Style): Paint {
  return verdict === 'fix-first' ? style.bad : verdict === 'ask' ? style.uncertain : style.good;
}

/** For a pull request; ends with a line end. */
export function reviewMarkdown(review: Review, textOf: TextLookup): string {
  const places = createPlaces(textOf);
  const blocks = ['## Production review', markdownText(review.summary)];
  for (const file of review.files) {
    if (isQuiet(file)) continue;
    const items = [
      ...[...file.reasons, ...file.hunks.flatMap(({ reasons }) => reasons)]
        .filter(({ finding }) => finding === null)
        .map(({ verdict, text }) => `- **${names[verdict]}**: ${markdownText(text)}`),
      ...[...file.hunks.flatMap(({ findings }) => findings), ...file.findings].map((finding) =>
        findingItem(finding, places),
      ),
    ];
    blocks.push(`### ${markdownCode(file.change.path)}: ${names[file.verdict]}\n\n${items.join('\n')}`);
  }
  if (review.elsewhere.length > 0) {
    const items = review.elsewhere.map((finding) => findingItem(finding, places));
    blocks.push(`### In files the change does not touch\n\n${items.join('\n')}`);
  }
  const quiet = review.files.filter(isQuiet).length;
  if (quiet > 0) blocks.push(`${quiet} ${quiet === 1 ? 'file' : 'files'} to ship.`);
  return `${blocks.join('\n\n')}\n`;
}

function findingItem(finding: Finding, places: Places): string {
  const lines = [
    `- **${finding.severity}** ${markdownCode(placeText(finding, places))} ${markdownText(finding.message)} (${markdownCode(finding.rule)})`,
  ];
  for (const evidence of finding.evidence) {
    const written = places.line(evidence.file, places.start(evidence).line, evidence.side)?.trim().slice(0, 200) ?? '';
    lines.push(
      `  - ${markdownText(evidence.label)}: ${markdownCode(placeText(evidence, places))}${written === '' ? '' : ` ${markdownCode(written)}`}`,
    );
  }
  return lines.join('\n');
}
