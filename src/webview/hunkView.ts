/** A hunk: its verdict and who wrote it, what can be done with it, its lines with the findings among them. */
import type { Provenance } from '../model/change.ts';
import type { WireChange, WireFinding, WireHunk, WireLine } from '../server/reviewProtocol.ts';
import { button, element, icon, iconButton, type Child } from './elements.ts';
import { findingView } from './findingView.ts';
import { lineRows } from './lineRows.ts';
import { verdictIcons, verdictWords, type PagePorts } from './state.ts';

export function hunkView(ports: PagePorts, file: WireChange, hunk: WireHunk): HTMLElement {
  const { state } = ports;
  const { id, verdict, reasons, findings } = hunk;
  const isKept = state.kept.has(id);
  const isOpen = !isKept || state.opened.has(id);
  const refusal = state.refused.get(id);
  const [range, section] = partsOf(hunk);
  const made = element(
    'article',
    {
      class: `hunk ${isKept ? 'kept' : ''}`,
      tabIndex: -1,
      aria: {
        label: `${verdictWords[verdict]}${isKept ? ', kept' : ''}: ${file.path} ${range} ${section}, ${counted(findings.length, 'finding')}`,
      },
      data: { hunk: id },
    },
    element(
      'div',
      { class: 'hunk-head' },
      isKept
        ? iconButton(isOpen ? 'Hide the lines' : 'Show the lines', isOpen ? 'chevron-down' : 'chevron-right', () => {
            if (isOpen) state.opened.delete(id);
            else state.opened.add(id);
            ports.refresh();
          })
        : null,
      verdictBadge(verdict),
      element('span', { class: 'hunk-range', title: hunk.header }, range, section === '' ? null : `: ${section}`),
      provenanceBadge(hunk.provenance),
      element('span', { class: 'space' }),
      ...actions(ports, file, hunk, isKept),
    ),
    refusal === undefined
      ? null
      : element('p', { class: 'refusal', role: 'alert' }, icon('circle-slash'), ` Not done: ${refusal}`),
    ...reasons
      .filter(({ finding }) => finding === null)
      .map(({ verdict: why, text }) => element('p', { class: 'reason' }, icon(verdictIcons[why], why), ` ${text}`)),
  );
  if (isOpen) made.append(body(ports, hunk, state.lines.get(id)));
  return made;
}

/** `lines 12–20` of the new side, and what it stands in. */
function partsOf({ header }: WireHunk): readonly [range: string, section: string] {
  const match = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,(\d+))? @@ ?(.*)$/.exec(header);
  if (!match) return [header, ''];
  const start = Number(match[2]);
  const count = match[3] === undefined ? 1 : Number(match[3]);
  const range =
    count === 0 ? `after line ${start}` : count === 1 ? `line ${start}` : `lines ${start}–${start + count - 1}`;
  return [range, match[4] ?? ''];
}

function counted(count: number, word: string): string {
  return count === 1 ? `1 ${word}` : `${count} ${word}s`;
}

export function verdictBadge(verdict: WireHunk['verdict']): HTMLElement {
  return element('span', { class: `verdict ${verdict}` }, icon(verdictIcons[verdict]), verdictWords[verdict]);
}

function provenanceBadge({ by, agent, evidence }: Provenance): HTMLElement | null {
  const hint = evidence.find(({ kind }) => kind === 'insertion');
  // Nothing is known, and nothing hints at anything: nothing to read.
  if (by === 'unknown' && evidence.length === 0) return null;
  const words =
    by === 'agent' ? (agent ?? 'Assistant') : by === 'person' ? 'Person' : hint ? 'Unknown (hint)' : 'Unknown';
  const name = { agent: 'copilot', person: 'person', unknown: 'question' }[by];
  const why = evidence.map(({ kind, text, commit }) => {
    const where = commit === null ? '' : ` (${commit.slice(0, 7)})`;
    return kind === 'insertion' ? `hint, which proves nothing: ${text}` : `${kind}: ${text}${where}`;
  });
  const title = [`Written by: ${words}`, ...why].join('\n');
  return element(
    'span',
    { class: `provenance ${by}`, title, tabIndex: 0, role: 'note', aria: { label: title } },
    icon(name),
    words,
  );
}

function actions({ post, state }: PagePorts, file: WireChange, hunk: WireHunk, isKept: boolean): Child[] {
  const { id } = hunk;
  const isWorkingTree = state.review?.isWorkingTree === true;
  const where = `line ${firstChangedLine(hunk, state.lines.get(id))} of ${file.path}`;
  const write = isWorkingTree
    ? button('Drop', 'discard', () => post({ type: 'edit', action: { kind: 'drop', hunks: [id] }, hunk: id }), {
        title: 'Take these lines back to what they were (d)',
        aria: { label: `Drop, ${where}` },
      })
    : button('Take', 'arrow-down', () => post({ type: 'edit', action: { kind: 'take', hunks: [id] }, hunk: id }), {
        title: 'Write these lines into the working tree (t)',
        aria: { label: `Take, ${where}` },
      });
  return [
    button(isKept ? 'Kept' : 'Keep', 'check', () => post({ type: 'keep', hunks: [id], isKept: !isKept }), {
      class: isKept ? 'secondary pressed' : 'secondary',
      title: isKept ? 'Look at it again (a)' : 'Done with it: it stays as it is (a)',
      aria: { pressed: isKept, label: `Keep, ${where}` },
    }),
    write,
    iconButton('Send to Assistant (s)', 'send', () => post({ type: 'send', hunk: id })),
    iconButton('Open in Diff Editor (o)', 'diff', () =>
      post({ type: 'diff', path: file.path, line: firstChangedLine(hunk, state.lines.get(id)) }),
    ),
  ];
}

/** 1-based, of the new side. */
export function firstChangedLine({ header }: WireHunk, lines: readonly WireLine[] | undefined): number {
  const start = Number(/\+(\d+)/.exec(header)?.[1] ?? 1);
  const index = lines?.findIndex(({ kind }) => kind !== 'context') ?? -1;
  const near = lines?.slice(Math.max(index, 0)).find(({ newLine }) => newLine !== null)?.newLine;
  return Math.max(1, near ?? start);
}

function body(
  ports: PagePorts,
  { id, lineCount, findings }: WireHunk,
  lines: readonly WireLine[] | undefined,
): HTMLElement {
  const made = element('div', { class: 'lines', role: 'group', aria: { label: 'Lines' } });
  if (!lines) {
    // As high as it will be, so that nothing jumps when the lines arrive.
    made.classList.add('waiting');
    made.style.setProperty('--lines', String(Math.min(lineCount, 2_000)));
    for (const finding of findings) made.append(findingView(ports, finding, id));
    return made;
  }
  const after = new Map<number, Node[]>();
  const first: Node[] = [];
  for (const finding of findings) {
    const view = findingView(ports, finding, id);
    const index = lineOf(finding, lines);
    if (index < 0) first.push(view);
    else after.set(index, [...(after.get(index) ?? []), view]);
  }
  const digits = Math.max(2, ...lines.map(({ oldLine, newLine }) => String(newLine ?? oldLine ?? 0).length));
  made.style.setProperty('--digits', String(digits));
  made.append(...first, lineRows(lines, after));
  return made;
}

/** Index of the line that a finding stands at: the one that was taken away where it speaks of that; -1: none of these. */
function lineOf({ line, evidence }: WireFinding, lines: readonly WireLine[]): number {
  const old = evidence.find(
    (one) => one.isOld && lines.some(({ kind, oldLine }) => kind === 'removed' && oldLine === one.line),
  );
  if (old) return lines.findIndex(({ kind, oldLine }) => kind === 'removed' && oldLine === old.line);
  return lines.findIndex(({ newLine }) => newLine === line);
}
