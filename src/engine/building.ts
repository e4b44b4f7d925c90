/** Production out of what the engine remembers: one that still holds where there is one, else a new one. */
import type { LoadedProfile } from '../model/profile.ts';
import { stableHash } from '../model/finding.ts';
import { readers } from '../production/launchers/index.ts';
import { managerReaders } from '../production/launchers/manager.ts';
import { readArtifact, type LauncherReader, type Reading } from '../production/launchers/reader.ts';
import { buildProduction } from '../production/production.ts';
import type { GrammarFile } from '../syntax/grammars.ts';
import type { Grammar, Parsers } from '../syntax/parse.ts';
import { languageOf, type Analysis } from './analysis.ts';
import { createAsks } from './asks.ts';
import type { Built, Kept } from './kept.ts';
import type { Scope } from './scope.ts';
import type { Texts } from './texts.ts';

export const shellGrammar: GrammarFile = 'tree-sitter-bash.wasm';

export interface Building {
  readonly texts: Texts;
  readonly analysis: Analysis;
  readonly parsers: Parsers;
  readonly kept: Kept;
  /** The file is parsed here: nobody beside this engine need. */
  claim(path: string): void;
}

export interface Builder {
  /** @throws never for bad input: what cannot be read is in `Production.faults` */
  build(scope: Pick<Scope, 'profile' | 'paths'>): Promise<Built>;
}

export function createBuilder({ texts, analysis, parsers, kept, claim }: Building): Builder {
  const readings = new Map<string, { readonly text: string; readonly reading: Reading | null }>();
  /** What a parser gave up on may parse the next time, so what was made of it is not kept. */
  let isCertain = true;

  function watched(grammar: Grammar): Grammar {
    return {
      ...grammar,
      parse(text) {
        try {
          return grammar.parse(text);
        } catch (cause) {
          isCertain = false;
          throw cause;
        }
      },
    };
  }

  async function grammarOf(file: string): Promise<Grammar> {
    try {
      return watched(await parsers.grammar(file));
    } catch (cause) {
      isCertain = false;
      throw cause;
    }
  }

  async function readingOf(
    reader: LauncherReader,
    path: string,
    text: string,
    profile: LoadedProfile | null,
  ): Promise<Reading | null> {
    // A declared manager reads as the profile says, so what it read holds for that profile only.
    const key = `${reader.name}\0${path}\0${readers.includes(reader) ? '' : stableHash(profile?.text ?? '')}`;
    const known = readings.get(key);
    if (known?.text === text) return known.reading;
    const reading = await readArtifact(reader, { path, text }, grammarOf);
    readings.set(key, { text, reading });
    return reading;
  }

  return {
    async build({ profile, paths }) {
      const ground = { profile, paths, texts, analysis };
      const known = await kept.find(ground);
      if (known !== null) return known;
      const asks = createAsks();
      const production = await buildProduction({
        profile,
        paths,
        readers: [...readers, ...(profile === null ? [] : managerReaders(profile))],
        shell: await grammarOf(shellGrammar).catch(() => null),
        languageOf,
        read(path) {
          asks.text(path);
          return texts.text(path);
        },
        async source(path) {
          asks.text(path);
          claim(path);
          const text = await texts.text(path);
          if (text === null) return null;
          const use = { open: texts.isUnsaved(path), keep: true, lasting: true };
          const { file, faults } = await analysis.analyse(path, text, use);
          if (faults.length > 0) isCertain = false;
          return file;
        },
        async namesTelemetry(path, ecosystem) {
          const answer = await kept.namesTelemetry(texts, path, ecosystem);
          asks.name(ecosystem, path, answer);
          return answer;
        },
        async readings(path, reader) {
          asks.text(path);
          const text = await texts.text(path);
          return text === null ? null : await readingOf(reader, path, text, profile);
        },
      });
      if (isCertain) await kept.put(ground, { production, asks });
      return { production, asks };
    },
  };
}
