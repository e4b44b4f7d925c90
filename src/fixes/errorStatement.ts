/** The statement that logs a caught error with a logger, and what it needs beside it. */
import type { TextEdit } from '../model/text.ts';
import { neededImport, parseImportLine } from './imports.ts';
import type { EditedFile } from './insert.ts';
import type { UsableLogger } from './logger.ts';
import { writingOf } from './writing/of.ts';

/** The statement that logs a caught error with its stack; whether it names the error says `needsBinding`. */
export function errorStatement(file: EditedFile, logger: UsableLogger, message: string, error: string | null): string {
  const { style } = file.facts;
  const writing = writingOf(file.facts);
  const template = renamedImports(file, logger, errorTemplate(logger));
  const text = template
    .replaceAll('{logger}', () => logger.name)
    .replaceAll('{message}', () => writing.quoted(message, style))
    .replaceAll('{text}', () => writing.inText?.(message) ?? message)
    .replaceAll('{format}', () => writing.quoted(`${message}: %v`, style))
    .replaceAll('{error}', () => error ?? '')
    .replace(/\{ (\w+): \1 \}/, '{ $1 }');
  const ends = writing.semicolons === 'always' || (writing.semicolons === 'by-file' && style.semicolons);
  return ends ? `${text};` : text;
}

/** What `errorStatement` needs beside the logger; null where it cannot be had. */
export function errorStatementEdits(file: EditedFile, { row, edits }: UsableLogger): readonly TextEdit[] | null {
  const added: TextEdit[] = [];
  for (const code of row.logErrorImports ?? []) {
    const line = parseImportLine(file.facts, code);
    if (line === null) return null;
    // The logger itself may come with it.
    if (edits.some(({ text }) => text.includes(`"${line.module}"`))) continue;
    const needed = neededImport(file, line);
    if (needed === null) return null;
    if (needed.edit !== null) added.push(needed.edit);
  }
  return added;
}

/** The file may call a package differently than the row does. */
function renamedImports(file: EditedFile, { row }: UsableLogger, template: string): string {
  let text = template;
  for (const code of row.logErrorImports ?? []) {
    const line = parseImportLine(file.facts, code);
    const local = line === null ? null : (neededImport(file, line)?.local ?? null);
    if (line === null || line.local === null || local === null || local === line.local) continue;
    text = text.replace(new RegExp(`\\b${line.local}\\.`, 'g'), `${local}.`);
  }
  return text;
}

export function needsBinding(logger: UsableLogger): boolean {
  return errorTemplate(logger).includes('{error}');
}

function errorTemplate({ row, objectFirst }: UsableLogger): string {
  return row.library === 'unknown' && objectFirst ? '{logger}.error({ err: {error} }, {message})' : row.logError;
}
