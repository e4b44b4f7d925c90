/** Telemetry that starts in the code of an entry point, before anything else runs. */
import type { Signal } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import type { SourceFile } from '../model/source.ts';
import type { TextEdit } from '../model/text.ts';
import { vendors } from '../knowledge/telemetry/index.ts';
import type { TelemetryStart } from '../knowledge/telemetry/vendor.ts';
import { neededImport, parseImportLine } from './imports.ts';
import { insertFirst, merged, type EditedFile } from './insert.ts';
import { writingOf } from './writing/of.ts';

export type Sources = (path: string) => SourceFile | undefined;

export function vendorLabel(name: string): string {
  return vendors.find((vendor) => vendor.name === name)?.label ?? name;
}

const signalOrder: readonly Signal[] = ['traces', 'metrics', 'logs', 'errors'];

/** Everything a vendor can emit, in the usual order. */
export function vendorSignals(name: string): Signal[] {
  const vendor = vendors.find((row) => row.name === name);
  if (vendor === undefined) return [];
  const rows = [...vendor.wrappers, ...vendor.preloads, ...vendor.initialisers, ...vendor.extras];
  const signals = new Set(rows.flatMap((row) => row.signals));
  return signalOrder.filter((signal) => signals.has(signal));
}

/** Null where no row says how, or the file has other plans for a name that is needed. */
export function startInCodeFix(source: SourceFile, vendorName: string, sources: Sources): Fix | null {
  const file = edited(source);
  const vendor = vendors.find((row) => row.name === vendorName);
  if (file === null || vendor === undefined) return null;
  const system = moduleSystem(file, sources);
  const start = vendor.startInCode.find(
    (row) => row.ecosystem === file.facts.ecosystem && (row.moduleSystem === null || row.moduleSystem === system),
  );
  if (start === undefined) return null;
  const edits = startEdits(file, start);
  return edits === null
    ? null
    : { title: `Start ${vendor.label} as the first thing ${source.path} does`, safety: 'review', edits };
}

function startEdits(file: EditedFile, start: TelemetryStart): TextEdit[] | null {
  const { style, prologue } = file.facts;
  const writing = writingOf(file.facts);
  const imports: string[] = [];
  let statements = start.statements;
  for (const code of start.imports) {
    const line = parseImportLine(file.facts, code);
    if (line === null) return null;
    // Imports of modules come first wherever they stand; the others only where they stand first.
    const hoisted = writing.isHoisted(code);
    const needed = neededImport(file, line, hoisted ? -1 : prologue.firstStatement);
    if (needed === null) return null;
    if (needed.edit !== null) {
      imports.push(writing.inStyle(code, style));
    } else if (line.local !== null && needed.local !== null) {
      const [from, to] = [line.local, needed.local];
      statements = statements.map((statement) => renamed(statement, from, to));
    }
  }
  const code = statements.map((statement) => writing.inStyle(statement, style));
  const lines = imports.length > 0 && code.length > 0 ? [...imports, '', ...code] : [...imports, ...code];
  return merged([insertFirst(file, lines, code.length === 0)]);
}

function renamed(statement: string, from: string, to: string): string {
  return from === to ? statement : statement.replace(new RegExp(`^${from}\\b`), to);
}

export function edited(source: SourceFile): EditedFile | null {
  return source.facts === null ? null : { path: source.path, text: source.text, facts: source.facts };
}

/** How a file loads modules: as it does already, or as its extension and its package say. */
export function moduleSystem(file: EditedFile, sources: Sources): 'esm' | 'commonjs' | null {
  if (file.facts.ecosystem !== 'node') return null;
  if (file.facts.style.moduleSystem !== null) return file.facts.style.moduleSystem;
  if (/\.(?:mjs|mts|ts|tsx)$/.test(file.path)) return 'esm';
  if (/\.(?:cjs|cts)$/.test(file.path)) return 'commonjs';
  for (let directory = file.path; directory !== '';) {
    directory = directory.includes('/') ? directory.slice(0, directory.lastIndexOf('/')) : '';
    const manifest = sources(directory === '' ? 'package.json' : `${directory}/package.json`);
    if (manifest !== undefined) return /"type"\s*:\s*"module"/.test(manifest.text) ? 'esm' : 'commonjs';
  }
  return 'commonjs';
}
