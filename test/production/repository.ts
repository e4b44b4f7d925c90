/** Production of a small repository in memory, with the real readers, languages and grammars, and a compact rendering. */
import { languages } from '../../src/languages/index.ts';
import type { Launch, Production } from '../../src/model/production.ts';
import { commandText } from '../../src/model/production.ts';
import type { SourceFile } from '../../src/model/source.ts';
import { managerReaders } from '../../src/production/launchers/manager.ts';
import { readers } from '../../src/production/launchers/index.ts';
import { readArtifact } from '../../src/production/launchers/reader.ts';
import { buildProduction } from '../../src/production/production.ts';
import type { ProductionInput } from '../../src/production/production.ts';
import { parseProfile } from '../../src/profile/parse.ts';
import { testParsers } from '../syntax/parsers.ts';

export type Files = Readonly<Record<string, string>>;

/** A repository as `production/` is given it; `prodaware.yaml` among the files is its profile. */
export async function productionInput(files: Files): Promise<ProductionInput> {
  const parsers = testParsers();
  const profileText = files['prodaware.yaml'];
  const profile = profileText === undefined ? null : parseProfile('prodaware.yaml', profileText).profile;
  const languageOf = (path: string) =>
    languages.find(({ extensions, files: named = [] }) =>
      [...extensions, ...named].some((ending) => path.toLowerCase().endsWith(ending)),
    ) ?? null;
  const sources = new Map<string, SourceFile>();
  return {
    profile,
    paths: Object.keys(files).sort(),
    readers: [...readers, ...(profile === null ? [] : managerReaders(profile))],
    shell: await parsers.grammar('tree-sitter-bash.wasm'),
    languageOf,
    read: (path) => Promise.resolve(files[path] ?? null),
    async source(path) {
      const text = files[path];
      if (text === undefined) return null;
      const known = sources.get(path);
      if (known !== undefined) return known;
      const language = languageOf(path);
      const grammar = language === null ? null : await parsers.grammar(language.grammar);
      const facts = language === null || grammar === null ? null : language.extract(grammar.parse(text));
      const source = { path, text, facts };
      sources.set(path, source);
      return source;
    },
    readings(path, reader) {
      const text = files[path];
      if (text === undefined) return Promise.resolve(null);
      return readArtifact(reader, { path, text }, (file) => parsers.grammar(file));
    },
  };
}

export async function productionOf(files: Files): Promise<Production> {
  return buildProduction(await productionInput(files));
}

export async function launchesOfFiles(files: Files): Promise<readonly Launch[]> {
  return (await productionOf(files)).services.flatMap((service) => service.launches);
}

/** `production procfile web: python app.py → app.py`. */
export function renderCommand(launch: Launch): string {
  const { environment, launcher, name, argv, entryPoint, prefixes } = launch;
  const entry = entryPoint === null ? `(${launch.unresolved ?? ''})` : entryPoint.file + symbolOf(entryPoint.symbol);
  const behind = prefixes.length === 0 ? '' : ` [${prefixes.map((prefix) => prefix.name).join(', ')}]`;
  return `${environment} ${launcher} ${name}:${behind} ${commandText(argv)} → ${entry}`;
}

const symbolOf = (symbol: string | null): string => (symbol === null ? '' : `:${symbol}`);

/** `active traces,metrics opentelemetry wrapper`. */
export function renderTelemetry({ telemetry }: Launch): string {
  const { state, signals, vendor, mechanism, reason } = telemetry;
  const condition = telemetry.paths.find((path) => path.condition !== null)?.condition;
  return [
    state,
    signals.join(','),
    vendor,
    mechanism === 'none' ? null : mechanism,
    reason,
    state === 'conditional' && condition !== undefined ? `if ${condition}` : null,
  ]
    .filter((part) => part !== null && part !== '')
    .join(' ');
}

/** `documented README.md "opentelemetry-instrument" before: opentelemetry-instrument`. */
export function renderPromises({ promises }: Launch, files: Files): readonly string[] {
  return promises.map(({ kind, file, range, words, placement, vendor }) => {
    const place = `${file} ${JSON.stringify((files[file] ?? '').slice(range.start, range.end))}`;
    return `${kind} ${vendor} ${place}${words.length === 0 ? '' : ` ${placement}: ${words.join(' ')}`}`;
  });
}

/** Commands of all launches, in the order of services. */
export async function commandsOf(files: Files): Promise<readonly string[]> {
  return (await launchesOfFiles(files)).map(renderCommand);
}
