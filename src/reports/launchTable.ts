/** All launches at a glance, one line each: the summary of a report that says everything about each of them. */
import { eastAsianWidth } from 'get-east-asian-width';
import type { Launch, Service, VerdictState } from '../model/production.ts';
import { inert } from './inert.ts';
import { signalGroups } from './signalVerdicts.ts';
import type { Paint, Style } from './style.ts';

interface Cell {
  readonly text: string;
  readonly paint?: Paint;
}

/**
 * How wide a column gets where there is room, and where there is little, in cells of the terminal. What is longer keeps
 * its end where that tells more.
 */
const columns = [
  { title: 'service', most: 28, least: 12, keep: 'start' },
  { title: 'environment', most: 17, least: 11, keep: 'start' },
  { title: 'started by', most: 18, least: 10, keep: 'start' },
  { title: 'entry point', most: 44, least: 18, keep: 'end' },
  { title: 'telemetry', most: 64, least: 20, keep: 'start' },
] as const;
const gap = 2;

/**
 * Lines without line ends; what reads the same is one line with a count.
 * @param room columns of the terminal: what is wider is cut, and the telemetry goes on in further lines; null: no limit
 */
export function launchTable(
  services: readonly Service[],
  paintOf: (state: VerdictState) => Paint,
  style: Style,
  room: number | null = null,
): string[] {
  const rows = services.flatMap((service) => rowsOf(service, paintOf));
  const whole = rows.map((row) =>
    row.map((cell, at) => ({ ...cell, text: fitted(cell.text, columns[at]?.most, columns[at]?.keep) })),
  );
  const natural = columns.map(({ title }, at) =>
    Math.max(title.length, ...whole.map((row) => widthOf(row[at]?.text ?? ''))),
  );
  const widths = narrowed(natural, room);
  const cut = whole.flatMap((row) => foldedRow(row, widths));
  const line = (cells: readonly Cell[]): string =>
    cells
      .map(({ text, paint = (same) => same }, at) => {
        const blanks = at === cells.length - 1 ? 0 : (widths[at] ?? 0) - widthOf(text);
        return paint(text) + ' '.repeat(Math.max(0, blanks));
      })
      .join(' '.repeat(gap))
      .trimEnd();
  return [line(columns.map(({ title }) => ({ text: title, paint: style.faint }))), ...cut.map(line)];
}

/** The widest column gives first, down to what it needs to be read; a terminal narrower than that breaks lines itself. */
function narrowed(natural: readonly number[], room: number | null): number[] {
  const widths = [...natural];
  const limit = room ?? Infinity;
  const total = (): number => widths.reduce((sum, width) => sum + width + gap, -gap);
  while (total() > limit) {
    const spare = widths.map((width, at) => width - (columns[at]?.least ?? width));
    const most = Math.max(...spare);
    if (most <= 0) break;
    const at = spare.indexOf(most);
    widths[at] = (widths[at] ?? 0) - 1;
  }
  return widths;
}

/** A row whose last cell goes on below itself, as each of its words counts. */
function foldedRow(row: readonly Cell[], widths: readonly number[]): Cell[][] {
  const last = row.length - 1;
  const cells = row.map((cell, at) =>
    at === last ? cell : { ...cell, text: fitted(cell.text, widths[at], columns[at]?.keep) },
  );
  const end = cells[last];
  if (end === undefined) return [cells];
  const [first = '', ...others] = folded(end.text, widths[last] ?? Infinity);
  const below = others.map((text) => cells.map((cell, at) => (at === last ? { ...cell, text } : { text: '' })));
  return [[...cells.slice(0, last), { ...end, text: first }], ...below];
}

function folded(text: string, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer) > most) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

function rowsOf(service: Service, paintOf: (state: VerdictState) => Paint): Cell[][] {
  const counted = new Map<string, { readonly launch: Launch; count: number; readonly words: readonly string[] }>();
  const first = service.launches.filter(({ environment }) => environment === 'production');
  const others = service.launches.filter(({ environment }) => environment !== 'production');
  for (const launch of [...first, ...others]) {
    const words = wordsOf(launch);
    const key = words.join('\0');
    const known = counted.get(key);
    if (known) known.count++;
    else counted.set(key, { launch, count: 1, words });
  }
  return [...counted.values()].map(({ launch, count, words }, index) => {
    const [environment = '', launcher = '', entry = '', telemetry = ''] = words;
    return [
      { text: index === 0 ? service.name : '' },
      { text: environment },
      { text: count === 1 ? launcher : `${launcher} (${count})` },
      { text: entry },
      { text: telemetry, paint: paintOf(launch.telemetry.state) },
    ];
  });
}

function wordsOf(launch: Launch): string[] {
  const environment = `${launch.environment}${launch.oneShot ? ', once' : ''}`;
  return [environment, launch.launcher, launch.entryPoint?.file ?? 'not known', telemetryText(launch)];
}

function telemetryText(launch: Launch): string {
  const groups = signalGroups(launch);
  const [first] = groups;
  if (first?.path === null && groups.length === 1) return first.state === 'unknown' ? 'not known' : 'none';
  return groups
    .flatMap(({ names, state, path }) => (path === null ? [] : [`${names.join(', ')}: ${fateOf(state, path.vendor)}`]))
    .join('; ');
}

function fateOf(state: VerdictState, vendor: string): string {
  switch (state) {
    case 'active':
      return vendor;
    case 'conditional':
      return `${vendor} on a condition`;
    case 'unknown':
      return 'not known';
    case 'inactive':
      return 'none';
  }
}

function fitted(text: string, most = Infinity, keep: 'start' | 'end' = 'start'): string {
  const safe = inert(text.replace(/\s+/g, ' '));
  if (widthOf(safe) <= most) return safe;
  const characters = Array.from(safe);
  const taken: string[] = [];
  let width = 1;
  for (const character of keep === 'end' ? characters.toReversed() : characters) {
    width += widthOf(character);
    if (width > most) break;
    taken.push(character);
  }
  return keep === 'end' ? `…${taken.toReversed().join('')}` : `${taken.join('')}…`;
}

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!/^\p{M}$/u.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}
