/** A checklist for people, in a terminal and as the task list of a pull request, and as JSON that others build on. */
import {
  isMissing,
  type Checklist,
  type ChecklistAnswer,
  type ChecklistItem,
  type ItemState,
} from '../model/checklist.ts';
import type { Evidence } from '../model/finding.ts';
import type { Fault } from '../model/source.ts';
import { inert } from './inert.ts';
import { reportedFault, type ReportedFault } from './json.ts';
import { markdownCode, markdownText } from './markdown.ts';
import { createPlaces, type Places, type ReportRange, type TextLookup } from './places.ts';
import { plainStyle, type Paint, type Style } from './style.ts';
import { counting, placeText } from './text.ts';

const stateWords: Readonly<Record<ItemState, string>> = {
  pass: 'holds',
  fail: 'fails',
  unknown: 'not known',
  open: 'open',
  done: 'done',
  refused: 'refused',
  stale: 'stale',
};

/** Places beyond this are counted. */
const mostPlaces = 4;

/** Ends with a line end. */
export function checklistText(checklist: Checklist, textOf: TextLookup, style: Style = plainStyle): string {
  const { items, summary } = checklist;
  const places = createPlaces(textOf);
  const missing = items.filter(isMissing);
  const rest = items.filter((item) => !isMissing(item));
  const blocks = [
    inert(summary),
    ...missing.map((item) => itemText(item, places, style, true)),
    ...rest.map((item) => itemText(item, places, style, item.state === 'unknown' || item.state === 'fail')),
  ];
  return `${blocks.join('\n\n')}\n\n${closing(checklist, style)}\n`;
}

function itemText(item: ChecklistItem, places: Places, style: Style, withPlaces: boolean): string {
  const { id, title, detail, state, required, answer } = item;
  const word = statePaint(item, style)(stateWords[state].padEnd(9));
  const isLoud = state === 'fail' || state === 'refused' || state === 'open' || state === 'stale';
  const note = isLoud && !required ? '  (not required)' : '';
  const lines = [`${word}  ${style.strong(inert(title))}${note}  ${style.faint(inert(id))}`];
  const indent = ' '.repeat(11);
  if (detail !== '') lines.push(`${indent}${inert(detail)}`);
  if (answer !== null) lines.push(`${indent}${inert(answerText(answer, state))}`);
  if (withPlaces) {
    const { shown, more } = placesOf(item, places);
    for (const evidence of shown) lines.push(`${indent}= ${inert(evidence.label)}  ${placeText(evidence, places)}`);
    if (more > 0) lines.push(`${indent}  … and ${more} more`);
  }
  return lines.join('\n');
}

/** Each place once. */
function placesOf({ evidence }: ChecklistItem, places: Places): { shown: Evidence[]; more: number } {
  const seen = new Set<string>();
  const distinct = evidence.filter((one) => {
    const key = `${placeText(one, places)} ${one.label} ${one.side ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
  const more = distinct.length - mostPlaces;
  // One that is left over takes no more room than its number.
  return more > 1 ? { shown: distinct.slice(0, mostPlaces), more } : { shown: distinct, more: 0 };
}

function answerText({ answer, by, note, at }: ChecklistAnswer, state: ItemState): string {
  const said = `${answer} by ${by}${at === '' ? '' : ` on ${at.slice(0, 10)}`}${note === '' ? '' : `: ${note}`}`;
  return state === 'stale' ? `${said} (the lines it speaks of have changed since)` : said;
}

function statePaint(item: ChecklistItem, style: Style): Paint {
  if (isMissing(item)) return style.bad;
  return item.state === 'pass' || item.state === 'done' ? style.good : style.uncertain;
}

function closing({ items, holds }: Checklist, style: Style): string {
  if (items.length === 0)
    return style.good('Nothing has to be checked: the change reaches nothing that production runs.');
  const missing = items.filter(isMissing);
  const unknown = items.filter(({ state }) => state === 'unknown').length;
  const aside = unknown === 0 ? '' : `, ${unknown} not known`;
  if (holds) return style.good(`The checklist holds: ${counting(items.length, ['item', 'items'])}${aside}.`);
  const manual = missing.find(({ kind }) => kind === 'manual');
  const hint = manual === undefined ? '' : `\nprodaware checklist answer ${shellWord(manual.id)} --yes --note …`;
  return `${style.bad(`${missing.length} of ${counting(items.length, ['item', 'items'])} missing`)}${aside}${hint}`;
}

/** An id as it can be pasted. */
function shellWord(id: string): string {
  const text = inert(id);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** For a pull request; ends with a line end. */
export function checklistMarkdown(checklist: Checklist, textOf: TextLookup): string {
  const { items, summary, holds } = checklist;
  const places = createPlaces(textOf);
  const missing = items.filter(isMissing).length;
  const state = items.length === 0 ? 'nothing to check' : holds ? 'holds' : `${missing} of ${items.length} missing`;
  const list = items.map((item) => itemMarkdown(item, places)).join('\n');
  return (
    [`## Production checklist: ${state}`, markdownText(summary), ...(list === '' ? [] : [list])].join('\n\n') + '\n'
  );
}

function itemMarkdown(item: ChecklistItem, places: Places): string {
  const { title, detail, state, required, answer } = item;
  const isDone = state === 'pass' || state === 'done';
  const word = isDone ? '' : ` (${stateWords[state]}${required ? '' : ', not required'})`;
  const lines = [
    `- [${isDone ? 'x' : ' '}] **${markdownText(title)}**${word}${detail === '' ? '' : `: ${markdownText(detail)}`}`,
  ];
  if (answer !== null) lines.push(`  - ${markdownText(answerText(answer, state))}`);
  const { shown, more } = placesOf(item, places);
  for (const evidence of shown) {
    const line = places.line(evidence.file, places.start(evidence).line, evidence.side)?.trim().slice(0, 200) ?? '';
    const code = line === '' ? '' : ` ${markdownCode(line)}`;
    lines.push(`  - ${markdownText(evidence.label)}: ${markdownCode(lineText(evidence, places))}${code}`);
  }
  if (more > 0) lines.push(`  - … and ${more} more`);
  return lines.join('\n');
}

function lineText(evidence: Evidence, places: Places): string {
  return `${evidence.file}:${places.start(evidence).line}`;
}

export interface ChecklistReport {
  readonly version: 1;
  readonly title: string;
  readonly summary: string;
  readonly holds: boolean;
  readonly items: readonly ReportedItem[];
  readonly faults: readonly ReportedFault[];
}

export interface ReportedItem {
  readonly id: string;
  readonly kind: 'automatic' | 'manual';
  readonly title: string;
  readonly detail: string;
  readonly state: ItemState;
  readonly required: boolean;
  /** The checklist does not hold because of it. */
  readonly missing: boolean;
  readonly service: string | null;
  readonly evidence: readonly {
    readonly file: string;
    readonly range: ReportRange;
    readonly label: string;
    /** `before`: the place is in the text before the change. */
    readonly side: 'before' | 'after';
  }[];
  readonly subject: string;
  readonly answer: ChecklistAnswer | null;
}

export function checklistReport(
  { title, summary, holds, items }: Checklist,
  faults: readonly Fault[],
  textOf: TextLookup,
): ChecklistReport {
  const places = createPlaces(textOf);
  return {
    version: 1,
    title,
    summary,
    holds,
    items: items.map((item) => reportedItem(item, places)),
    faults: faults.map((fault) => reportedFault(fault, places)),
  };
}

function reportedItem(item: ChecklistItem, places: Places): ReportedItem {
  const { id, kind, title, detail, state, required, service, evidence, subject, answer } = item;
  return {
    id,
    kind,
    title,
    detail,
    state,
    required,
    missing: isMissing(item),
    service,
    evidence: evidence.map((one) => ({
      file: one.file,
      range: places.range(one),
      label: one.label,
      side: one.side ?? 'after',
    })),
    subject,
    answer,
  };
}
