/** A handler for the signal to stop, by which telemetry is sent before the process ends. */
import type { Fix } from '../model/finding.ts';
import type { SourceFile } from '../model/source.ts';
import { lineStart } from '../model/text.ts';
import { neededImport, parseImportLine } from './imports.ts';
import { insertAfterImports, insertion, merged, nextLine } from './insert.ts';
import { edited } from './startTelemetry.ts';
import { quoted } from './strings.ts';

/**
 * Behind the statement that starts the SDK: `process.on('SIGTERM', …)`.
 * @param start offset of the call that starts it
 * @returns null where the SDK has no name, or is started inside of something else
 */
export function shutDownOnSignal(source: SourceFile, start: number, signal: string): Fix | null {
  const file = edited(source);
  const call = file?.facts.calls.find(({ range }) => range.start === start);
  if (file === null || call === undefined || !call.isStatement || call.condition !== null) return null;
  const sdk = /^([A-Za-z_$][\w$]*)\.(?:start|register)$/.exec(call.callee)?.[1];
  if (sdk === undefined) return null;
  const { text, path } = file;
  const { style } = file.facts;
  const at = nextLine(text, call.statement.end);
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, call.statement.start), call.statement.start))?.[0] ?? '';
  const end = style.semicolons ? ';' : '';
  const lines = [
    `process.on(${quoted(signal, style)}, () => {`,
    `${style.indent}${sdk}.shutdown().finally(() => process.exit(0))${end}`,
    `})${end}`,
  ];
  const newline = style.endOfLine;
  const isOpen = at >= text.length && !/[\r\n]$/.test(text);
  const block = newline + lines.map((line) => indent + line + newline).join('');
  const edits = [insertion(path, at, isOpen ? newline + block : block)];
  return { title: `Shut ${sdk} down on ${signal}`, safety: 'review', edits };
}

/** Behind the imports of a program of Python: the signal becomes an exit, which runs what `atexit` was given. */
export function exitOnSignal(source: SourceFile): Fix | null {
  const file = edited(source);
  if (file === null) return null;
  const lines: string[] = [];
  const names: string[] = [];
  for (const module of ['signal', 'sys']) {
    const line = parseImportLine(file.facts, `import ${module}`);
    const needed = line === null ? null : neededImport(file, line, file.facts.prologue.afterImports);
    if (needed?.local == null) return null;
    if (needed.edit !== null) lines.push(`import ${module}`);
    names.push(needed.local);
  }
  const [signals = '', system = ''] = names;
  const handler = `${signals}.signal(${signals}.SIGTERM, lambda *_: ${system}.exit(0))`;
  const all = lines.length > 0 ? [...lines, '', handler] : [handler];
  const edits = merged([insertAfterImports(file, all, lines.length > 0)]);
  return { title: 'Exit on SIGTERM, so that telemetry is sent', safety: 'review', edits };
}
