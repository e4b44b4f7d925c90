/** The lines of a hunk as rows: numbers of both sides, a sign, the text in the colours of the theme. */
import type { WireLine } from '../server/reviewProtocol.ts';
import { button, element } from './elements.ts';
import { markedSpans, piecesOf, type Span } from './pieces.ts';

/** So many lines are made at once; the rest waits for a click. */
const mostLines = 2_000;
/** So many lines are laid out together: those out of sight cost nothing. */
const chunkLines = 100;

const signs = { context: ' ', added: '+', removed: '−' } as const;
const spoken = { context: '', added: 'added', removed: 'removed' } as const;

/**
 * @param after what stands below a line, by its index in `lines`
 */
export function lineRows(lines: readonly WireLine[], after: ReadonlyMap<number, readonly Node[]>): DocumentFragment {
  const made = document.createDocumentFragment();
  const spans = markedSpans(lines);
  addLines(made, lines, spans, after, 0);
  return made;
}

function addLines(
  parent: Node,
  lines: readonly WireLine[],
  spans: ReadonlyMap<number, Span>,
  after: ReadonlyMap<number, readonly Node[]>,
  from: number,
): void {
  const end = Math.min(lines.length, from + mostLines);
  let chunk = newChunk();
  for (let index = from; index < end; index++) {
    const line = lines[index];
    if (!line) continue;
    if (chunk.childElementCount >= chunkLines) {
      parent.appendChild(chunk);
      chunk = newChunk();
    }
    chunk.appendChild(row(line, spans.get(index) ?? null));
    const below = after.get(index);
    if (below) {
      // What can be reached by keyboard is not left to a chunk that may not be laid out.
      parent.appendChild(chunk);
      for (const node of below) parent.appendChild(node);
      chunk = newChunk();
    }
  }
  if (chunk.childElementCount > 0) parent.appendChild(chunk);
  if (end === lines.length) return;
  const rest = lines.length - end;
  const more = button(`Show ${Math.min(rest, mostLines)} of ${rest} more lines`, null, () => {
    const next = document.createDocumentFragment();
    addLines(next, lines, spans, after, end);
    more.replaceWith(next);
  });
  more.classList.add('more-lines');
  parent.appendChild(more);
}

function newChunk(): HTMLDivElement {
  return element('div', { class: 'line-chunk' });
}

function row(line: WireLine, marked: Span | null): HTMLDivElement {
  const { kind, oldLine, newLine, isUnended } = line;
  const text = element('span', { class: 'text' });
  if (kind !== 'context') text.appendChild(element('span', { class: 'for-ears' }, `${spoken[kind]}: `));
  for (const piece of piecesOf(line, marked)) {
    if (piece.kind === null && !piece.isMarked) {
      text.appendChild(document.createTextNode(piece.text));
    } else {
      const look = [piece.kind === null ? '' : `token-${piece.kind}`, piece.isMarked ? 'marked' : ''];
      text.appendChild(element('span', { class: look.join(' ').trim() }, piece.text));
    }
  }
  if (isUnended) {
    text.appendChild(element('span', { class: 'unended', title: 'No line end at the end of the file' }, '⊘'));
  }
  return element(
    'div',
    { class: `line ${kind}` },
    element('span', { class: 'number', aria: { hidden: true } }, oldLine === null ? '' : String(oldLine)),
    element('span', { class: 'number', aria: { hidden: true } }, newLine === null ? '' : String(newLine)),
    element('span', { class: 'sign', aria: { hidden: true } }, signs[kind]),
    text,
  );
}
