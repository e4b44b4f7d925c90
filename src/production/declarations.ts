/** All that readers declare, each costing only itself where it fails. */
import { globMatcher } from '../model/glob.ts';
import type { Declaration } from '../model/production.ts';
import type { Fault } from '../model/source.ts';
import type { ProductionInput } from './input.ts';
import { joinedBy } from './launchers/reader.ts';
import type { LauncherReader, Reading } from './launchers/reader.ts';
import type { Repository } from './repository.ts';

export interface Declarations {
  readonly declarations: readonly Declaration[];
  readonly faults: readonly Fault[];
}

export async function readDeclarations(input: ProductionInput, repository: Repository): Promise<Declarations> {
  const declarations: Declaration[] = [];
  const faults: Fault[] = [];
  // Most files are of no reader at all.
  const any = globMatcher(input.readers.flatMap((reader) => globsOf(reader)));
  const candidates = input.paths.flatMap((path) => {
    const lower = path.toLowerCase();
    return any.matches(lower) ? [{ path, lower }] : [];
  });
  for (const reader of input.readers) {
    const readings = await readAll(reader, input, candidates, faults);
    for (const reading of readings.values()) faults.push(...reading.faults);
    try {
      const joined = joinedBy(reader, readings);
      declarations.push(...joined.declarations);
      faults.push(...joined.faults);
    } catch (cause) {
      faults.push(readerFault(reader, null, cause));
    }
  }
  for (const { file } of declarations) {
    const text = await repository.read(file);
    if (text !== null) repository.note({ path: file, text, facts: null });
  }
  return { declarations, faults };
}

const globsOf = ({ files }: LauncherReader): string[] => files.map((glob) => glob.toLowerCase());

interface Candidate {
  readonly path: string;
  /** The path in lower case, as globs of readers are compared. */
  readonly lower: string;
}

async function readAll(
  reader: LauncherReader,
  input: ProductionInput,
  candidates: readonly Candidate[],
  faults: Fault[],
): Promise<ReadonlyMap<string, Reading>> {
  const readings = new Map<string, Reading>();
  const matcher = globMatcher(globsOf(reader));
  for (const { path, lower } of candidates) {
    if (!matcher.matches(lower)) continue;
    try {
      const reading = await input.readings(path, reader);
      if (reading !== null) readings.set(path, reading);
    } catch (cause) {
      faults.push(readerFault(reader, path, cause));
    }
  }
  return readings;
}

function readerFault(reader: LauncherReader, file: string | null, cause: unknown): Fault {
  const why = cause instanceof Error ? cause.message : String(cause);
  return { kind: 'reader', severity: 'error', message: `the ${reader.name} reader failed: ${why}`, file, range: null };
}
