/** An initialiser that the repository has and the entry point does not reach: imported, and called, as the first thing it does. */
import type { FunctionFact } from '../model/facts.ts';
import type { Fix } from '../model/finding.ts';
import type { Launch } from '../model/production.ts';
import { overlaps, type Location } from '../model/text.ts';
import type { SourceFile } from '../model/source.ts';
import { dirname } from '../production/paths.ts';
import { isTaken } from './imports.ts';
import { insertFirst, type EditedFile } from './insert.ts';
import { edited, moduleSystem, type Sources } from './startTelemetry.ts';
import { quoted } from './strings.ts';

/**
 * @param initialiser where telemetry would be started
 * @returns null where it cannot be imported from the entry point by a name we are sure of, or needs arguments
 */
export function callInitialiserFix(
  entry: SourceFile,
  initialiser: Location,
  launch: Launch,
  serviceRoot: string,
  sources: Sources,
): Fix | null {
  const file = edited(entry);
  const holder = sources(initialiser.file);
  if (file === null || holder?.facts == null || holder.path === entry.path) return null;
  if (holder.facts.ecosystem !== file.facts.ecosystem) return null;
  const fact = holder.facts.telemetry.find((one) => overlaps(one.range, initialiser.range));
  if (fact === undefined) return null;
  const starter = fact.function === -1 ? null : (holder.facts.functions[fact.function] ?? null);
  if (starter !== null && !isCallable(starter, file.facts.ecosystem)) return null;
  if (starter !== null && isTaken(file, starter.name)) return null;
  const lines =
    file.facts.ecosystem === 'python'
      ? pythonLines(file, holder.path, starter, launch, serviceRoot)
      : nodeLines(file, holder.path, starter, sources);
  if (lines === null) return null;
  const title = starter === null ? `Import ${holder.path} first` : `Call ${starter.name}() first`;
  return { title, safety: 'review', edits: [insertFirst(file, lines, starter === null)] };
}

function isCallable(starter: FunctionFact, ecosystem: string): boolean {
  if (starter.parent !== -1 || starter.owner !== null || starter.async || starter.parameters.length > 0) return false;
  return /^[A-Za-z]\w*$/.test(starter.name) && (ecosystem === 'python' || starter.exported);
}

function pythonLines(
  file: EditedFile,
  holder: string,
  starter: FunctionFact | null,
  launch: Launch,
  serviceRoot: string,
): string[] | null {
  // Where Python looks first: the directory of a script that is run by its path, the working directory for the rest.
  const byPath = launch.entryPoint?.asMain === true && !launch.argv.some((word) => word.value === '-m');
  const root = byPath ? dirname(file.path) : (launch.directory ?? serviceRoot);
  const inside =
    root === '.' || root === '' ? holder : holder.startsWith(`${root}/`) ? holder.slice(root.length + 1) : null;
  if (inside === null || !inside.endsWith('.py')) return null;
  const parts = inside.replace(/(?:\/__init__)?\.py$/, '').split('/');
  if (!parts.every((part) => /^[A-Za-z_]\w*$/.test(part))) return null;
  const module = parts.join('.');
  if (starter !== null) return [`from ${module} import ${starter.name}`, '', `${starter.name}()`];
  const name = parts[0] ?? module;
  return isTaken(file, name) && !isImported(file, name) ? null : [`import ${module}`];
}

function isImported(file: EditedFile, name: string): boolean {
  return file.facts.imports.some((fact) => fact.names.length === 0 && fact.module.split('.')[0] === name);
}

function nodeLines(file: EditedFile, holder: string, starter: FunctionFact | null, sources: Sources): string[] | null {
  const specifier = relativeSpecifier(file, holder);
  if (specifier === null) return null;
  const { style } = file.facts;
  const end = style.semicolons ? ';' : '';
  const module = quoted(specifier, style);
  const commonjs = moduleSystem(file, sources) === 'commonjs';
  if (starter === null) return [commonjs ? `require(${module})${end}` : `import ${module}${end}`];
  const { name } = starter;
  const imported = commonjs ? `const { ${name} } = require(${module})` : `import { ${name} } from ${module}`;
  return [`${imported}${end}`, '', `${name}()${end}`];
}

/** With or without an extension, as the file's other relative imports have it. */
function relativeSpecifier(file: EditedFile, holder: string): string | null {
  const extension = /\.[cm]?[jt]sx?$/.exec(holder)?.[0];
  if (extension === undefined) return null;
  const others = file.facts.imports.map((fact) => fact.module).filter((module) => module.startsWith('.'));
  const written = others.map((module) => /\.[cm]?[jt]sx?$/.exec(module)?.[0] ?? '');
  const bare = relativePath(dirname(file.path), holder.slice(0, -extension.length));
  const emitted = extension.replace('ts', 'js').replace('x', '');
  if (written.includes('') || (written.length === 0 && file.facts.style.moduleSystem !== 'esm')) return bare;
  if (written.includes(extension)) return bare + extension;
  return bare + emitted;
}

/** From a directory to a file, beginning with `./` or `../`. */
export function relativePath(from: string, to: string): string {
  const start = from === '.' || from === '' ? [] : from.split('/');
  const target = to.split('/');
  let shared = 0;
  while (shared < start.length && shared < target.length - 1 && start[shared] === target[shared]) shared++;
  const up = start.length - shared;
  return `${up === 0 ? './' : '../'.repeat(up)}${target.slice(shared).join('/')}`;
}
