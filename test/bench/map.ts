/**
 * The whole map of production: 150 services with some 200 deployment artifacts among 10,000 sources, cold and after one
 * imported module changed, and what of the cold map is reading, parsing and reasoning. Files are in memory, but for
 * the shares, where they are on disk.
 */
import { createParsers } from '../../src/syntax/parse.ts';
import { languageOf } from '../../src/engine/analysis.ts';
import { readers } from '../../src/production/launchers/index.ts';
import { readArtifact } from '../../src/production/launchers/reader.ts';
import { buildProduction } from '../../src/production/production.ts';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { grammars, memoryEngine } from './engines.ts';
import { mapRepository } from './mapCorpus.ts';
import { median, milliseconds, ratio, type Row } from './measure.ts';
import { writeFiles } from './repository.ts';

const services = 150;
const sourcesEach = 67;
const runs = 5;

/** Time of processors that this process has taken, in milliseconds: other work on the machine is not in it. */
function processor(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export async function map(): Promise<readonly Row[]> {
  const repository = mapRepository(services, sourcesEach);
  const cold: number[] = [];
  const warm: number[] = [];
  for (let run = 0; run < runs; run++) {
    const engine = memoryEngine(repository.files);
    let started = processor();
    await engine.production();
    cold.push(processor() - started);
    engine.setText(repository.edited, `${repository.files.get(repository.edited) ?? ''}\nvalue_${run} = ${run}\n`);
    started = processor();
    await engine.production();
    warm.push(processor() - started);
    engine.dispose();
  }
  const shares = await measureShares(repository.files);
  const whole = shares.reading + shares.parsing + shares.reasoning;
  const all = median(cold);
  const what = `${services} services, ${repository.files.size} files`;
  const share = (name: string, value: number, method: string): Row => ({
    what: `of a cold map: ${name}`,
    figure: milliseconds(value),
    beside: milliseconds(whole),
    ratio: ratio(value, whole),
    method,
  });
  return [
    {
      what: `map, cold, ${what}`,
      figure: milliseconds(all),
      beside: milliseconds(shares.parsing),
      ratio: ratio(all, shares.parsing),
      method: `processor time, median of ${runs}, files in memory, beside parsing the ${shares.parsed} files it parses`,
    },
    {
      what: 'map, after one imported module changed',
      figure: milliseconds(median(warm)),
      beside: milliseconds(all),
      ratio: ratio(median(warm), all),
      method: `the same engine, beside the cold map`,
    },
    share('reading', shares.reading, `${shares.read} files from disk`),
    share('parsing', shares.parsing, `${shares.parsed} files and lines of shell, with the facts of sources`),
    share('reasoning', shares.reasoning, 'the rest: readers, commands, entry points, verdicts'),
  ];
}

interface Shares {
  readonly reading: number;
  readonly parsing: number;
  readonly reasoning: number;
  readonly read: number;
  readonly parsed: number;
}

/** One cold run by hand, with what it reads and parses timed. */
async function measureShares(files: ReadonlyMap<string, string>): Promise<Shares> {
  const folder = await writeFiles(files);
  try {
    return await sharesIn(folder, [...files.keys()].sort());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** At once, so that waiting for one file is not counted for another. */
function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

async function sharesIn(folder: string, paths: readonly string[]): Promise<Shares> {
  const parsers = createParsers(grammars);
  let [reading, parsing, parsed] = [0, 0, 0];
  const texts = new Map<string, string | null>();
  const read = (file: string): Promise<string | null> => {
    const known = texts.get(file);
    if (known !== undefined) return Promise.resolve(known);
    const started = performance.now();
    const text = readOrNull(path.join(folder, file));
    reading += performance.now() - started;
    texts.set(file, text);
    return Promise.resolve(text);
  };
  const timed = async (file: Parameters<typeof parsers.grammar>[0]) => {
    const grammar = await parsers.grammar(file);
    return {
      ...grammar,
      parse(text: string) {
        const started = performance.now();
        const tree = grammar.parse(text);
        parsing += performance.now() - started;
        parsed++;
        return tree;
      },
    };
  };
  // Grammars are loaded once, whatever is read.
  for (const name of ['python', 'typescript', 'bash'] as const) await parsers.grammar(`tree-sitter-${name}.wasm`);
  const shell = await timed('tree-sitter-bash.wasm');
  const sources = new Map<string, Awaited<ReturnType<typeof source>>>();
  async function source(file: string) {
    const text = await read(file);
    const language = languageOf(file);
    if (text === null || language === null) return text === null ? null : { path: file, text, facts: null };
    const grammar = await parsers.grammar(language.grammar);
    const started = performance.now();
    const facts = language.extract(grammar.parse(text));
    parsing += performance.now() - started;
    parsed++;
    return { path: file, text, facts };
  }
  const started = performance.now();
  await buildProduction({
    profile: null,
    paths,
    readers,
    shell,
    languageOf,
    read,
    async source(file) {
      const known = sources.get(file) ?? (await source(file));
      sources.set(file, known);
      return known;
    },
    async readings(file, reader) {
      const text = await read(file);
      return text === null ? null : readArtifact(reader, { path: file, text }, timed);
    },
  });
  const whole = performance.now() - started;
  return { reading, parsing, reasoning: whole - reading - parsing, read: texts.size, parsed };
}
