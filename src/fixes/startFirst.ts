/** Telemetry that is started too late is started before what it is to trace. */
import type { ImportFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import type { Launch } from '../model/production.ts';
import type { SourceFile } from '../model/source.ts';
import { lineEnd, lineStart } from '../model/text.ts';
import { relativePath } from './callInitialiser.ts';
import { wrapFix } from './command.ts';
import { nextLine } from './insert.ts';

/** The line that imports it goes before the one that loads the library. Null where either has more on its line. */
export function moveImportFix({ path, text }: SourceFile, start: ImportFact, before: ImportFact): Fix | null {
  const from = lineStart(text, start.range.start);
  const line = text.slice(from, lineEnd(text, start.range.end));
  const to = lineStart(text, before.range.start);
  if (to >= from || start.names.length > 0 || start.alias !== null) return null;
  if (!/^(?:import\s*["'][^"']+["']|require\(\s*["'][^"']+["']\s*\))\s*;?[ \t]*(?:\/\/.*)?$/.test(line)) return null;
  const lead = text.slice(to, before.range.start);
  if (!/^(?:(?:const|let|var|import)\b[^;\n]*=\s*)?$/.test(lead)) return null;
  const end = nextLine(text, start.range.end);
  const isOpen = !/[\r\n]$/.test(text.slice(from, end));
  const moved = text.slice(from, end) + (isOpen ? '\n' : '');
  const edits = [
    { file: path, range: { start: to, end: to }, text: moved },
    { file: path, range: { start: from, end }, text: '' },
  ];
  return { title: `Start telemetry before ${before.module} is loaded`, safety: 'review', edits };
}

/** An ES module is given to `--import`, with the hooks that let its libraries be changed. */
export function importFirstFix(
  launch: Launch,
  target: string,
  hooks: readonly string[],
  textOf: (file: string) => string | undefined,
): Fix | null {
  if (launch.directory === null) return null;
  const file = relativePath(launch.directory, target);
  return wrapFix(launch, { words: [...hooks, '--import', file], placement: 'after-interpreter' }, textOf);
}
