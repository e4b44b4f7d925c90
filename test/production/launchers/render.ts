/** Declarations as a few lines, each value with the text of its range behind it where the file writes it differently. */
import type { Command, Declaration, Snippet, Variable, Word } from '../../../src/model/production.ts';
import type { Fault } from '../../../src/model/source.ts';
import type { Location } from '../../../src/model/text.ts';
import { joinedBy, readArtifact } from '../../../src/production/launchers/reader.ts';
import type { LauncherReader, Reading } from '../../../src/production/launchers/reader.ts';
import { testParsers } from '../../syntax/parsers.ts';

export type Files = Readonly<Record<string, string>>;

/** What a reader makes of a small repository: declarations, then faults. */
export function rendered(reader: LauncherReader, files: Files): string {
  const readings = new Map(
    Object.entries(files)
      .filter(([path, text]) => reader.claims({ path, text }))
      .map(([path, text]) => [path, reader.read({ path, text })] as const),
  );
  return renderReadings(reader, readings, files);
}

/** The same for a reader that wants the syntax of its files. */
export async function renderedWithSyntax(reader: LauncherReader, files: Files): Promise<string> {
  const readings = new Map<string, Reading>();
  for (const [path, text] of Object.entries(files)) {
    const reading = await readArtifact(reader, { path, text }, (file) => testParsers().grammar(file));
    if (reading !== null) readings.set(path, reading);
  }
  return renderReadings(reader, readings, files);
}

function renderReadings(reader: LauncherReader, readings: ReadonlyMap<string, Reading>, files: Files): string {
  const joined = joinedBy(reader, readings);
  const { declarations } = joined;
  const faults = [...[...readings.values()].flatMap((reading) => reading.faults), ...joined.faults];
  return [
    ...declarations.map((declaration) => renderDeclaration(declaration, files)),
    ...faults.map((fault) => renderFault(fault, files)),
  ].join('\n');
}

function renderDeclaration(declaration: Declaration, files: Files): string {
  const lines: (string | null)[] = [];
  const at = excerpt({ file: declaration.file, range: declaration.range }, files);
  const many = Object.keys(files).length > 1;
  const where = many ? ` in ${declaration.file}` : '';
  if (declaration.kind === 'image') {
    lines.push(`image ${declaration.stage ?? '-'}${declaration.isDefault ? ' (default)' : ''}${where} at «${at}»`);
    lines.push(declaration.base === null ? null : `base ${declaration.base}`);
    lines.push(command('entrypoint', declaration.entrypoint, files), command('command', declaration.command, files));
    lines.push(`directory ${declaration.directory}`);
    lines.push(...declaration.variables.map((variable) => renderVariable(variable, files)));
    lines.push(
      ...declaration.copies.map(
        ({ source, target, from }) => `copy ${from === null ? '' : `${from}:`}${source} → ${target}`,
      ),
    );
    lines.push(declaration.stopSignal === null ? null : `stop ${declaration.stopSignal}`);
    lines.push(...declaration.runs.map((run) => `run ${snippet(run, files)}`));
    lines.push(
      ...(declaration.probes ?? []).map(
        (probe) => `${probe.kind} probe ${probe.path ?? '-'} at «${excerpt(probe, files)}»`,
      ),
    );
  } else {
    const environment = declaration.environment === null ? '' : ` for ${declaration.environment}`;
    lines.push(`process ${declaration.name}${environment}${declaration.oneShot ? ' once' : ''}${where} at «${at}»`);
    const { image, stop } = declaration;
    if (image?.kind === 'name') lines.push(`image ${valued(image.name, image.location, files)}`);
    if (image?.kind === 'build') {
      lines.push(
        `build ${image.dockerfile} in ${image.context}${image.target === null ? '' : ` target ${image.target}`}`,
      );
    }
    lines.push(
      command('entrypoint', declaration.entrypoint, files),
      command('arguments', declaration.arguments, files),
    );
    lines.push(declaration.directory === null ? null : `directory ${declaration.directory}`);
    lines.push(...declaration.variables.map((variable) => renderVariable(variable, files)));
    for (const source of declaration.variableSources) {
      lines.push(
        `variables of ${source.kind} ${valued(source.name, source, files)}${source.wins ? ', which win' : ''}`,
      );
    }
    lines.push(...declaration.annotations.map((variable) => `annotation ${renderVariable(variable, files)}`));
    lines.push(stop === null ? null : `stop ${stop.signal} ${stop.graceMilliseconds} ms`);
    lines.push(
      ...declaration.probes.map((probe) => `${probe.kind} probe ${probe.path ?? '-'} at «${excerpt(probe, files)}»`),
    );
    lines.push(...declaration.mounts.map(({ source, target }) => `mount ${source} → ${target}`));
  }
  return lines
    .filter((line) => line !== null)
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join('\n');
}

export function renderFault(fault: Fault, files: Files): string {
  const at =
    fault.file === null || fault.range === null
      ? ''
      : ` at «${excerpt({ file: fault.file, range: fault.range }, files)}»`;
  return `${fault.severity}: ${fault.message}${at}`;
}

function command(label: string, value: Command | null, files: Files): string | null {
  if (value === null) return null;
  const text =
    value.form === 'shell'
      ? snippet(value.line, files)
      : value.words.map((word) => renderWord(word, files)).join(' | ');
  return `${label} ${value.form}: ${text}`.trimEnd();
}

function renderWord(word: Word, files: Files): string {
  return (word.dynamic ? '?' : '') + (word.exact ? '' : '~') + valued(word.value, word, files);
}

function snippet(value: Snippet, files: Files): string {
  return (value.exact ? '' : '~') + valued(value.text, value, files);
}

function renderVariable(variable: Variable, files: Files): string {
  return `${variable.name}=${variable.value ?? '(unknown)'} from ${variable.layer} at «${excerpt(variable, files)}»`;
}

function valued(value: string, location: Location, files: Files): string {
  const written = excerpt(location, files);
  const shown = value.replaceAll('\n', '⏎');
  return written === shown ? shown : `${shown}«${written}»`;
}

function excerpt({ file, range }: Location, files: Files): string {
  return (files[file] ?? '(no such file)').slice(range.start, range.end).replaceAll('\n', '⏎');
}
