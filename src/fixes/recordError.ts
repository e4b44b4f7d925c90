/** An error that a handler stops, on the span that covers it. */
import { spanErrorForms } from '../knowledge/spanErrors.ts';
import type { Fix } from '../model/finding.ts';
import type { HandlerFact, SpanFact } from '../model/facts.ts';
import { indentationAt, lineStart, type TextEdit } from '../model/text.ts';
import { neededImport, parseImportLine } from './imports.ts';
import { bindError, insertInHandler } from './insertInHandler.ts';
import { merged, type EditedFile } from './insert.ts';
import { writingOf } from './writing/of.ts';

/** Null where the span has no name and its library no other way to it, or where no edit is sure to be right. */
export function recordErrorFix(file: EditedFile, handler: HandlerFact, span: SpanFact): Fix | null {
  const { facts } = file;
  const form = spanErrorForms.find(
    (one) =>
      one.vendor === span.vendor &&
      one.ecosystem === facts.ecosystem &&
      (one.languages.length === 0 || one.languages.includes(facts.language)) &&
      (one.moduleSystem === null || one.moduleSystem === (facts.style.moduleSystem ?? 'esm')),
  );
  if (form === undefined) return null;
  const edits: TextEdit[] = [];
  const local = form.import === null ? '' : imported(form.import);
  const holder = span.variable ?? present();
  if (local === null || holder === null) return null;
  const needsName = form.statements.some((statement) => statement.includes('{error}'));
  const binding = needsName ? bindError(file, handler) : null;
  if (needsName && binding === null) return null;
  const { semicolons } = writingOf(facts);
  const close = semicolons === 'always' || (semicolons === 'by-file' && facts.style.semicolons) ? ';' : '';
  const lines = form.statements.map(
    (statement) =>
      statement
        .replaceAll('{span}', holder)
        .replaceAll('{error}', binding?.name ?? '')
        .replaceAll('{import}', local) + close,
  );
  const styled = lines.map((line) => writingOf(facts).inStyle(line, facts.style));
  const code = styled.join(between(file, handler));
  const inserted = insertInHandler(file, handler, code);
  if (inserted === null) return null;
  return {
    title: `Record the error on ${span.variable ?? 'the span'}`,
    safety: 'safe',
    edits: merged([...edits, ...(binding?.edits ?? []), ...inserted]),
  };

  function present(): string | null {
    const way = form?.present ?? null;
    const name = way === null ? null : imported(way.import);
    return way === null || name === null ? null : way.expression.replace('{import}', name);
  }

  /** Name that an import has in the file, which gets the line where it has none. */
  function imported(code: string): string | null {
    const line = parseImportLine(facts, code);
    const needed = line === null ? null : neededImport(file, line);
    if (needed === null || needed.local === null) return null;
    if (needed.edit !== null) edits.push(needed.edit);
    return needed.local;
  }
}

/** What stands between two statements at the beginning of a handler: as its own stand, below each other or in a line. */
function between({ text, facts }: EditedFile, handler: HandlerFact): string {
  const { style } = facts;
  const { blocks, semicolons } = writingOf(facts);
  const first = handler.placeholder ?? handler.statements[0];
  if (first !== undefined && text.slice(lineStart(text, first.start), first.start).trim() === '') {
    return style.endOfLine + indentationAt(text, first.start);
  }
  if (first !== undefined && blocks === 'braces') {
    return semicolons === 'always' || (semicolons === 'by-file' && style.semicolons) ? ' ' : '; ';
  }
  const outer = blocks === 'braces' ? handler.body.start : handler.header.start;
  return style.endOfLine + indentationAt(text, outer) + style.indent;
}
