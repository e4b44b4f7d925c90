/**
 * Telemetry of servers that run no source of the repository, such as nginx and Envoy: a module of theirs that their
 * configuration loads and turns on.
 */
import type { TelemetryServerModule, TelemetryVendor } from '../../knowledge/telemetry/vendor.ts';
import { serverPrograms } from '../../knowledge/telemetry/serverPrograms.ts';
import type { ImageDeclaration, TelemetryPath, Word } from '../../model/production.ts';
import type { FileView } from '../containerPaths.ts';
import { basename } from '../paths.ts';
import type { Repository } from '../repository.ts';

export interface ServerQuestion {
  readonly argv: readonly Word[];
  readonly view: FileView;
  readonly image: ImageDeclaration | null;
  /** What the launch mounts, root-relative. */
  readonly mounted: readonly string[];
  /** Scripts that the command goes through, root-relative. */
  readonly scripts: readonly string[];
  readonly vendors: readonly TelemetryVendor[];
  readonly repository: Repository;
}

export interface ServerAnswer {
  readonly paths: readonly TelemetryPath[];
  /** All that configures it was seen. */
  readonly seen: boolean;
}

const mostFiles = 60;

/** Null where the command is no such server. */
export async function serverModulePaths(question: ServerQuestion): Promise<ServerAnswer | null> {
  const { argv, vendors, repository, scripts, image } = question;
  const name = basename(argv[0]?.value ?? '');
  const program = serverPrograms.find(({ names }) => names.test(name));
  if (program === undefined) return null;
  const rows = vendors.flatMap((vendor) =>
    vendor.serverModules.filter((row) => row.program === program.id).map((row) => ({ vendor: vendor.name, row })),
  );
  const files = configurationsOf(question, program.configuration, program.folders);
  const paths: TelemetryPath[] = [];
  const changing = await scriptsThatChange(scripts, repository);
  for (const path of files) {
    const text = await repository.read(path);
    if (text === null) continue;
    repository.note({ path, text, facts: null });
    for (const { vendor, row } of rows) {
      const found = paths.some((one) => one.vendor === vendor) ? null : firstUse(row, text);
      if (found === null) continue;
      const condition = changing(row);
      paths.push({
        vendor,
        mechanism: 'agent',
        signals: row.signals,
        state: condition === null ? 'active' : 'conditional',
        reason: null,
        condition,
        evidence: [{ file: path, range: found, label: 'turned on in the configuration' }],
      });
    }
  }
  const official = image?.base != null && program.images.test(image.base);
  return { paths, seen: official || (files.length > 0 && image?.base != null) };
}

function firstUse(row: TelemetryServerModule, text: string): { start: number; end: number } | null {
  const plain = text.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const match = row.says.exec(plain);
  if (match === null) return null;
  const start = match.index + match[0].search(/\S/);
  return { start, end: match.index + match[0].trimEnd().length };
}

/** What an entry script takes out or puts in depends on what it tests. */
async function scriptsThatChange(
  scripts: readonly string[],
  repository: Repository,
): Promise<(row: TelemetryServerModule) => string | null> {
  const texts: { path: string; text: string }[] = [];
  for (const path of scripts) {
    const text = await repository.read(path);
    if (text !== null) texts.push({ path, text });
  }
  return (row) => {
    for (const { path, text } of texts) {
      const line = text.split('\n').findIndex((one) => row.word.test(one) && /\b(?:sed|if|rm|mv|cp|grep)\b/.test(one));
      if (line < 0) continue;
      const test = text
        .split('\n')
        .slice(0, line + 1)
        .findLast((one) => /^\s*(?:if|elif)\b/.test(one));
      return test?.trim().replace(/^(?:if|elif)\s+|;?\s*then$/g, '') ?? `${basename(path)} keeps it`;
    }
    return null;
  };
}

function configurationsOf(
  { argv, view, image, mounted, repository }: ServerQuestion,
  names: RegExp,
  folders: readonly string[],
): readonly string[] {
  const found = new Set<string>();
  const add = (path: string): void => {
    if (repository.isFile(path)) {
      if (names.test(basename(path))) found.add(path);
    } else if (repository.isDirectory(path) && path !== '.') {
      for (const below of repository.filesBelow(path))
        if (names.test(basename(below)) && found.size < mostFiles) found.add(below);
    }
  };
  argv.forEach((word, at) => {
    if (!/^(?:-c|--config-path|--config)$/.test(word.value)) return;
    for (const { path } of view.candidates(argv[at + 1]?.value ?? '')) if (repository.isFile(path)) found.add(path);
  });
  for (const folder of folders) for (const { path, certain } of view.candidates(folder)) if (certain) add(path);
  for (const path of mounted) add(path);
  for (const { source, target, from } of image?.copies ?? []) {
    if (from !== null) continue;
    const named = target.endsWith('/') ? target + basename(source) : target;
    for (const { path, certain } of view.candidates(named)) if (certain) add(path);
  }
  return [...found];
}
