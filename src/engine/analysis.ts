/** Source text to facts. Files that are open keep their syntax tree, so that a keystroke costs an incremental parse. */
import { languages } from '../languages/index.ts';
import type { LanguageModule } from '../languages/language.ts';
import type { Facts } from '../model/facts.ts';
import { isGeneratedSource } from '../model/generated.ts';
import type { Fault, SourceFile } from '../model/source.ts';
import type { Token } from '../model/token.ts';
import { tokensOf } from '../syntax/highlight.ts';
import type { Parsers, OpenSource } from '../syntax/parse.ts';
import type { CachePort } from './results.ts';

export interface Analysed {
  readonly file: SourceFile;
  readonly faults: readonly Fault[];
}

export interface Analysis {
  /**
   * @param keep remember the facts: the file is open, or will be asked for again
   * @param lasting keep them for the next run: Production stands on the file
   */
  analyse(
    path: string,
    text: string,
    use: { readonly open: boolean; readonly keep: boolean; readonly lasting?: boolean },
  ): Promise<Analysed>;
  /** A file that Production stands on: where its facts are kept they are made when somebody looks at them. */
  deferred(path: string, text: string): Promise<SourceFile>;
  /** As `Engine.tokens`. */
  tokens(path: string, text: string): Promise<readonly Token[]>;
  /** What is remembered of a file with this very text. */
  recall(path: string, text: string): Analysed | null;
  /** The file will be asked for again: it is remembered, unless too much is. */
  remember(analysed: Analysed): void;
  /** The file is no longer open. */
  close(path: string): void;
  forget(path: string): void;
  dispose(): void;
}

/** So much text is remembered without anybody standing on it; its facts are some ten times as large. UTF-16 code units. */
const mostRemembered = 8_000_000;
/** Source files above this are left out, and it is said. UTF-16 code units. */
const longestSource = 1_000_000;
const byExtension = new Map<string, LanguageModule>(
  languages.flatMap((language) => language.extensions.map((extension) => [extension, language] as const)),
);

const byPlace = languages.flatMap((language) => (language.files ?? []).map((file) => [file, language] as const));

export function languageOf(path: string): LanguageModule | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  if (dot > 0) return byExtension.get(name.slice(dot).toLowerCase()) ?? null;
  return byPlace.find(([file]) => path === file || path.endsWith(`/${file}`))?.[1] ?? null;
}

/**
 * @param cache keeps the facts of files that Production stands on: every run asks for them
 * @param version of the tool, whose facts they are
 * @param elder remembers files of the same repository; those of the same text are taken from it
 */
export function createAnalysis(parsers: Parsers, cache?: CachePort, version = '', elder?: Analysis): Analysis {
  const known = new Map<string, { readonly text: string; readonly result: Analysed }>();
  const trees = new Map<string, OpenSource>();
  let room = mostRemembered;

  async function extract(language: LanguageModule, path: string, text: string, isOpen: boolean): Promise<Analysed> {
    try {
      const grammar = await parsers.grammar(language.grammar);
      if (!isOpen) return { file: { path, text, facts: language.extract(grammar.parse(text)) }, faults: [] };
      const source = trees.get(path);
      if (source !== undefined)
        return { file: { path, text, facts: language.extract(source.update(text)) }, faults: [] };
      const opened = grammar.open(text);
      trees.set(path, opened);
      return { file: { path, text, facts: language.extract(opened.tree) }, faults: [] };
    } catch (error) {
      trees.get(path)?.dispose();
      trees.delete(path);
      const reason = error instanceof Error ? error.message : String(error);
      return {
        file: { path, text, facts: null },
        faults: [{ kind: 'source', severity: 'warning', message: `not analysed: ${reason}`, file: path, range: null }],
      };
    }
  }

  async function kept(
    language: LanguageModule,
    path: string,
    text: string,
    { open, lasting }: { readonly open: boolean; readonly lasting: boolean },
  ): Promise<Analysed> {
    if (cache === undefined || open) return extract(language, path, text, open);
    const key = keyOf(cache, language, text);
    // What an earlier run kept is of use to everybody.
    const facts = readFacts(cache.get(key));
    if (facts !== null) return { file: { path, text, facts }, faults: [] };
    const result = await extract(language, path, text, open);
    if (lasting && result.file.facts !== null) cache.set(key, JSON.stringify(result.file.facts));
    return result;
  }

  const keyOf = (port: CachePort, language: LanguageModule, text: string): string =>
    port.hash([version, 'facts', language.name, text].join('\0'));

  const analysis: Analysis = {
    async deferred(path, text) {
      const recalled = analysis.recall(path, text);
      const language = languageOf(path);
      if (recalled !== null) return recalled.file;
      const value = cache === undefined || language === null ? null : cache.get(keyOf(cache, language, text));
      if (value === null) return (await analysis.analyse(path, text, { open: false, keep: true, lasting: true })).file;
      let facts: Facts | null = null;
      return {
        path,
        text,
        get facts() {
          return (facts ??= readFacts(value));
        },
      };
    },
    async analyse(path, text, { open, keep, lasting = false }) {
      const before = known.get(path);
      if (before?.text === text) return before.result;
      const recalled = elder?.recall(path, text);
      if (recalled) return recalled;
      const language = languageOf(path);
      let result: Analysed = { file: { path, text, facts: null }, faults: [] };
      if (language !== null && text.length > longestSource) result = { ...result, faults: [tooLong(path, text)] };
      else if (language !== null && !isGeneratedSource(path, text)) {
        result = await (keep ? kept(language, path, text, { open, lasting }) : extract(language, path, text, open));
      }
      if (keep || open) known.set(path, { text, result });
      return result;
    },
    async tokens(path, text) {
      const language = languageOf(path);
      if (language === null || text.length > longestSource) return [];
      const grammar = await parsers.grammar(language.grammar);
      try {
        return tokensOf(grammar.parse(text));
      } catch {
        // The parser gave up on it, which is said where it is analysed; here it is only shown without colours.
        return [];
      }
    },
    recall(path, text) {
      const before = known.get(path);
      return before?.text === text ? before.result : (elder?.recall(path, text) ?? null);
    },
    remember(analysed) {
      const { path, text } = analysed.file;
      if (text.length > room || known.has(path)) return;
      room -= text.length;
      known.set(path, { text, result: analysed });
    },
    close(path) {
      trees.get(path)?.dispose();
      trees.delete(path);
    },
    forget: (path) => void known.delete(path),
    dispose() {
      for (const tree of trees.values()) tree.dispose();
      trees.clear();
      known.clear();
    },
  };
  return analysis;
}

function readFacts(kept: string | null): Facts | null {
  if (kept === null) return null;
  try {
    const value: unknown = JSON.parse(kept);
    // Safe: we wrote it under a key that is a hash of this version; anything else that is there has no functions.
    return typeof value === 'object' && value !== null && 'functions' in value ? (value as Facts) : null;
  } catch {
    return null;
  }
}

function tooLong(path: string, text: string): Fault {
  const megabytes = (text.length / 1_000_000).toFixed(1);
  return {
    kind: 'source',
    severity: 'information',
    message: `not analysed: ${megabytes} million characters, more than ${longestSource / 1_000_000}`,
    file: path,
    range: null,
  };
}
