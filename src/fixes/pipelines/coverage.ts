/** The number that coverage has to reach, in the command or the file that says it. */
import { coverageFiles, coverageMendings, coverageNumbers } from '../../knowledge/gateMending.ts';
import type { Fix } from '../../model/finding.ts';
import type { Gate } from '../../model/pipeline.ts';
import type { Location, TextEdit } from '../../model/text.ts';

type TextOf = (path: string) => string | undefined;

/** Another number than it has. Null where it is not plainly one number at one place. */
export function raiseThresholdFix(gate: Gate, wanted: number, textOf: TextOf): Fix | null {
  const places: Location[] = [gate, ...gate.evidence];
  for (const { file, range } of places) {
    const edit = numberIn(file, textOf(file), range.start, range.end, gate.threshold);
    if (edit !== null) return fixOf(edit, wanted);
  }
  const found = coverageFiles.flatMap((file) => {
    const text = textOf(file);
    const edit = text === undefined ? null : numberIn(file, text, 0, text.length, gate.threshold);
    return edit ?? [];
  });
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? null : fixOf(only, wanted);
}

const fixOf = (edit: TextEdit, wanted: number): Fix => ({
  title: `Fail below ${wanted} %`,
  safety: 'review',
  edits: [{ ...edit, text: String(wanted) }],
});

function numberIn(
  file: string,
  text: string | undefined,
  start: number,
  end: number,
  threshold: number | null,
): TextEdit | null {
  if (text === undefined || threshold === null) return null;
  const found = new Map<number, TextEdit>();
  const part = text.slice(start, end);
  for (const pattern of coverageNumbers) {
    for (const match of part.matchAll(pattern)) {
      const number = match[1] ?? '';
      if (Number(number) !== threshold) continue;
      const at = start + match.index + match[0].length - number.length;
      found.set(at, { file, range: { start: at, end: at + number.length }, text: '' });
    }
  }
  const [only, ...others] = found.values();
  return only === undefined || others.length > 0 ? null : only;
}

/** A number where coverage is only measured. */
export function addThresholdFix(gate: Gate, wanted: number, textOf: TextOf): Fix | null {
  const text = textOf(gate.file);
  if (text === undefined) return null;
  const { start, end } = gate.range;
  const written = text.slice(start, end);
  // Quotes of the file around the command would end at those of the words.
  if (/["']/.test(text.charAt(start - 1)) || /[|&;>\n]/.test(written)) return null;
  const behind = gate.evidence.map(({ file, range }) => textOf(file)?.slice(range.start, range.end) ?? '').join('\n');
  const row = coverageMendings.find(({ command }) => command.test(written) || command.test(behind));
  if (row === undefined) return null;
  const isOwn = row.command.test(written);
  if (!isOwn && row.handsOn !== true) return null;
  const words = row.words.replace(/\{\}(?!\})|\{\}(?=\}\}')/, String(wanted));
  const handed = isOwn || /^(?:yarn|pnpm|bun)\b/.test(written) || / -- /.test(written) ? words : `-- ${words}`;
  return {
    title: `Fail below ${wanted} %`,
    safety: 'review',
    edits: [{ file: gate.file, range: { start: end, end }, text: ` ${handed}` }],
  };
}
