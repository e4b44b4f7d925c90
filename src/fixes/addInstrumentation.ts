/** An instrumentation that is missing: its line in the manifest, and what turns it on. */
import type { LibraryInstrumentation } from '../knowledge/libraryInstrumentations.ts';
import type { Fix } from '../model/finding.ts';
import type { SourceFile } from '../model/source.ts';
import { lineEnd, lineStart, type Location, type TextEdit } from '../model/text.ts';
import { insertion, nextLine } from './insert.ts';

export interface InstrumentationQuestion {
  readonly row: LibraryInstrumentation;
  /** Where the library is used, or asked for. */
  readonly place: Location;
  readonly isInstalled: boolean;
  /** File that names the instrumentations; null where having the package is enough. */
  readonly namedIn: SourceFile | null;
  /** Manifests of the service. */
  readonly manifests: readonly SourceFile[];
  /** Of the place. */
  readonly text: string;
}

/** Null where no version can be taken from what is there, or the instrumentations are named in a way we do not know. */
export function addInstrumentationFix(question: InstrumentationQuestion): Fix | null {
  const { row, isInstalled, namedIn } = question;
  const [name = ''] = row.packages;
  if (row.ecosystem === 'ruby') {
    const { file, range } = question.place;
    const at = lineStart(question.text, range.start);
    const written = question.text.slice(range.start, range.end).replace(row.library, name);
    const indent = question.text.slice(at, range.start);
    const edits = [insertion(file, nextLine(question.text, range.end), `${indent}${written}\n`)];
    return { title: `Add ${name}`, safety: 'review', edits };
  }
  if (row.ecosystem !== 'python') return null;
  const manifest = isInstalled ? null : inManifest(question.manifests, name);
  const registration = namedIn === null ? null : inCode(namedIn, row, name);
  if ((!isInstalled && manifest === null) || (namedIn !== null && registration === null)) return null;
  const edits = [...(manifest === null ? [] : [manifest]), ...(registration ?? [])];
  return edits.length === 0 ? null : { title: `Add ${name}`, safety: 'review', edits };
}

/** The packages of opentelemetry-python-contrib have one version: a line like that of another one of them. */
function inManifest(manifests: readonly SourceFile[], name: string): TextEdit | null {
  for (const { path, text } of manifests) {
    const other = /^([ \t]*["']?)opentelemetry-instrumentation-[a-z0-9-]+([^\n]*)$/m.exec(text);
    if (other === null) continue;
    // A hash is of one package.
    const rest = other[2] ?? '';
    if (/\\\s*$|--hash|\[/.test(rest)) return null;
    return insertion(path, other.index, `${other[1] ?? ''}${name}${rest}\n`);
  }
  return null;
}

/** Behind another instrumentor, as that is written: its import, and its call. */
function inCode(
  { path, text, facts }: SourceFile,
  { className }: LibraryInstrumentation,
  name: string,
): TextEdit[] | null {
  const call = facts?.calls.find(
    (one) => one.isStatement && /^\w+Instrumentor\(\)\.instrument$/.test(one.callee) && one.arguments.length === 0,
  );
  const own = /^\w+/.exec(call?.callee ?? '')?.[0];
  const imported = facts?.imports.find(({ names, kind }) => kind === 'static' && names.some((one) => one.name === own));
  if (call === undefined || imported === undefined || className === null) return null;
  const module = `opentelemetry.instrumentation.${name.replace('opentelemetry-instrumentation-', '').replaceAll('-', '_')}`;
  const lineOf = (start: number): string => text.slice(lineStart(text, start), start);
  const isAlone = text.slice(imported.range.end, lineEnd(text, imported.range.end)).trim() === '';
  if (!isAlone || lineOf(call.statement.start).trim() !== '' || lineOf(imported.range.start).trim() !== '') return null;
  return [
    insertion(
      path,
      nextLine(text, imported.range.end),
      `${lineOf(imported.range.start)}from ${module} import ${className}\n`,
    ),
    insertion(path, nextLine(text, call.statement.end), `${lineOf(call.statement.start)}${className}().instrument()\n`),
  ];
}
