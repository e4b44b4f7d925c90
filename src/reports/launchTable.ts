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

/** Widest a column gets, in cells of the terminal; what is longer keeps its end where that tells more. */
const columns = [
  { title: 'service', most: 28, keep: 'start' },
  { title: 'environment', most: 17, keep: 'start' },
  { title: 'started by', most: 18, keep: 'start' },
  { title: 'entry point', most: 44, keep: 'end' },
  { title: 'telemetry', most: 64, keep: 'start' },
] as const;

/** Lines without line ends; what reads the same is one line with a count. */
export function launchTable(
  services: readonly Service[],
  paintOf: (state: VerdictState) => Paint,
  style: Style,
): string[] {
  const rows = services.flatMap((service) => rowsOf(service, paintOf));
  const cut = rows.map((row) => row.map((cell, at) => ({ ...cell, text: fitted(cell.text, columns[at]) })));
  const widths = columns.map(({ title }, at) =>
    Math.max(title.length, ...cut.map((row) => widthOf(row[at]?.text ?? ''))),
  );
  const line = (cells: readonly Cell[]): string =>
    cells
      .map(({ text, paint = (same) => same }, at) => {
        const blanks = at === cells.length - 1 ? 0 : (widths[at] ?? 0) - widthOf(text);
        return paint(text) + ' '.repeat(Math.max(0, blanks));
      })
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => ({ text: title, paint: style.faint }))), ...cut.map(line)];
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

function fitted(text: string, column: (typeof columns)[number] | undefined): string {
  const safe = inert(text.replace(/\s+/g, ' '));
  if (column === undefined || widthOf(safe) <= column.most) return safe;
  const characters = Array.from(safe);
  const taken: string[] = [];
  let width = 1;
  for (const character of column.keep === 'end' ? characters.toReversed() : characters) {
    width += widthOf(character);
    if (width > column.most) break;
    taken.push(character);
  }
  return column.keep === 'end' ? `…${taken.toReversed().join('')}` : `${taken.join('')}…`;
}

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!/^\p{M}$/u.test(character)) width += eastAsianWidth(character.codePointAt(0) ?? 0);
  }
  return width;
}
