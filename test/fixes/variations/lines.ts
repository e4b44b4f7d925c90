/** Source text as lines, as far as variations need it: they are made by indentation, which the examples keep to. */
import type { Words } from './language.ts';

export interface Source {
  readonly lines: readonly string[];
  /** Index of the line that holds the beginning of the first mark. */
  readonly at: number;
  /** Index of the line that holds its end. */
  readonly end: number;
  /** One level of indentation. */
  readonly unit: string;
}

export function sourceOf(text: string): Source | null {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes('[|'));
  const end = lines.findIndex((line) => line.includes('|]'));
  if (at === -1 || end === -1) return null;
  const unit = lines.map(indentOf).find((indent) => indent !== '') ?? '    ';
  return { lines, at, end, unit };
}

export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** What stands on a line, without marks. */
export function codeOf(line: string | undefined): string {
  return (line ?? '').replaceAll('[|', '').replaceAll('|]', '').trim();
}

export function replaced(source: Source, from: number, to: number, lines: readonly string[]): string {
  return [...source.lines.slice(0, from), ...lines, ...source.lines.slice(to)].join('\n');
}

export function indented(lines: readonly string[], by: string): string[] {
  return lines.map((line) => (line === '' ? '' : by + line));
}

/** Lines `from` to `to` (out) that are indented deeper than the line before them. */
export function blockBehind({ lines }: Source, header: number): { readonly from: number; readonly to: number } {
  const outer = indentOf(lines[header] ?? '').length;
  let to = header + 1;
  while (to < lines.length && (lines[to] === '' || indentOf(lines[to] ?? '').length > outer)) to++;
  while (to > header + 1 && lines[to - 1] === '') to--;
  return { from: header + 1, to };
}

/** What the function around the mark holds; null where the mark is in none, or in its header. */
export function bodyAround(
  source: Source,
  { functionHeader }: Words,
): { readonly from: number; readonly to: number } | null {
  let indent = indentOf(source.lines[source.at] ?? '').length;
  for (let index = source.at - 1; index >= 0 && indent > 0; index--) {
    const line = source.lines[index] ?? '';
    if (line === '' || indentOf(line).length >= indent) continue;
    indent = indentOf(line).length;
    if (functionHeader.test(line.replaceAll('[|', '').replaceAll('|]', ''))) {
      const body = blockBehind(source, index);
      return body.from < body.to && body.to > source.end ? body : null;
    }
  }
  return null;
}

/** The declaration at the top level that holds the mark, with what stands right above it. */
export function chunkAround({ lines, at }: Source): { readonly from: number; readonly to: number } {
  let from = at;
  while (from > 0 && (lines[from] === '' || /^[ \t})\]]/.test(lines[from] ?? ''))) from--;
  while (from > 0 && lines[from - 1] !== '') from--;
  let to = at + 1;
  while (to < lines.length && !(lines[to] === '' && !/^[ \t})\]]/.test(lines[to + 1] ?? ''))) to++;
  return { from, to };
}

/** The line that the mark's block begins on: the first from the mark's end that opens one. Null: it opens none. */
export function headerAt(source: Source, { blocks }: Words): number | null {
  const code = codeOf(source.lines[source.end]);
  if (!code.endsWith(blocks === 'indent' ? ':' : '{') && !(blocks === 'end' && /^(?:rescue|else|if)\b/.test(code)))
    return null;
  return source.end;
}

/** Behind imports and what belongs to them, where declarations may stand. */
export function afterImports({ lines }: Source): number {
  let last = -1;
  let open = false;
  for (const [index, line] of lines.entries()) {
    if (open) {
      last = index;
      open = !/^\)|^\} from/.test(line);
    } else if (
      /^(?:import\b|from \S+ import|package\b|using\b|use\b|require\b|<\?php|const .*= require\()/.test(line)
    ) {
      last = index;
      open = /[({]$/.test(line);
    }
  }
  return last + 1;
}
