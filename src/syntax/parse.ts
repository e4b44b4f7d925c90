import { Edit, Language, Parser } from 'web-tree-sitter';
import type { Tree } from 'web-tree-sitter';
import { cursorFiller } from './flatten.ts';
import type { Filler } from './flatten.ts';
import type { FlatTree, GrammarIndex } from './flatTree.ts';
import { symbolTable } from './grammarIndex.ts';
import { runtimeFile } from './grammars.ts';
import { fastestFillers } from './heapFiller.ts';
import type { GrammarParts } from './heapFiller.ts';
import type { RuntimeModule } from './heapLanguage.ts';

export interface Parsers {
  /** A grammar by its file name; loaded on first need, then kept. */
  grammar(file: string): Promise<Grammar>;
  dispose(): void;
}

/** All of it works at once, without waiting, once the grammar is loaded. */
export interface Grammar {
  readonly index: GrammarIndex;
  /** @throws ParseBudgetError when the text would take unreasonably long. */
  parse(text: string): FlatTree;
  /** A text that will be edited: its syntax tree is kept, so that an edit costs what it changes. @throws ParseBudgetError */
  open(text: string): OpenSource;
}

export interface OpenSource {
  readonly tree: FlatTree;
  /** The whole new text; what changed is found here. After a ParseBudgetError the next update starts afresh. */
  update(text: string): FlatTree;
  dispose(): void;
}

/** The parser gave up: the text makes it try too many readings. The file is to be reported as skipped. */
export class ParseBudgetError extends Error {
  override readonly name = 'ParseBudgetError';
  constructor(length: number) {
    super(`parsing ${length} characters took more steps than a file may take`);
  }
}

// The runtime is one module of the process, whatever the number of parsers.
let runtime: Promise<RuntimeModule> | null = null;

/** Starts the runtime once. Its memory can only be reached where nothing else in the process started it before. */
export function startRuntime(load: (file: string) => Promise<Uint8Array>): Promise<RuntimeModule> {
  runtime ??= load(runtimeFile)
    .then(async (wasmBinary) => {
      const module: RuntimeModule = { wasmBinary, locateFile: (file: string) => file };
      await Parser.init(module);
      return module;
    })
    .catch((cause: unknown) => {
      runtime = null;
      throw cause;
    });
  return runtime;
}

/** How long one parse may take by a clock; steps are bounded in any case. */
export interface TimeLimit {
  /** Milliseconds since any fixed moment. */
  clock(): number;
  readonly milliseconds: number;
}

/** `load` gives the bytes of a file of `grammarFiles` or of `runtimeFile`; it is asked once for each. */
export function createParsers(load: (file: string) => Promise<Uint8Array>, limit?: TimeLimit): Parsers {
  const grammars = new Map<string, Promise<Grammar & { dispose(): void }>>();
  const fillers = fastestFillers(cursorFiller());
  return {
    grammar(file) {
      let grammar = grammars.get(file);
      if (grammar === undefined) {
        grammar = loadGrammar(file, load, fillers, limit);
        grammars.set(file, grammar);
        // A failed load may succeed later: the file may be unreadable for a moment.
        grammar.catch(() => grammars.delete(file));
      }
      return grammar;
    },
    dispose() {
      for (const grammar of grammars.values()) {
        grammar.then(
          (loaded) => loaded.dispose(),
          () => undefined,
        );
      }
      grammars.clear();
    },
  };
}

async function loadGrammar(
  file: string,
  load: (file: string) => Promise<Uint8Array>,
  fillers: (grammar: GrammarParts) => Filler,
  limit: TimeLimit | undefined,
): Promise<Grammar & { dispose(): void }> {
  const [bytes, module] = await Promise.all([load(file), startRuntime(load)]);
  const language = await Language.load(bytes);
  const symbols = symbolTable(language, language.name ?? file.replace(/^tree-sitter-|\.wasm$/g, ''));
  const parser = new Parser();
  parser.setLanguage(language);
  const fill = fillers({ file, language, symbols, module, parse: (sample) => parser.parse(sample) });

  function parseTree(text: string, old: Tree | null): Tree {
    let steps = stepsFor(text.length);
    const until = limit === undefined ? 0 : limit.clock() + limit.milliseconds;
    const tree = parser.parse(text, old, {
      progressCallback: () => --steps < 0 || (limit !== undefined && limit.clock() > until),
    });
    if (tree === null) {
      parser.reset();
      throw new ParseBudgetError(text.length);
    }
    return tree;
  }

  return {
    index: symbols.index,
    parse(text) {
      const tree = parseTree(text, null);
      try {
        return fill(tree, text, symbols);
      } finally {
        tree.delete();
      }
    },
    open(text) {
      let kept: Tree | null = parseTree(text, null);
      let flat = fill(kept, text, symbols);
      return {
        get tree() {
          return flat;
        },
        update(next) {
          if (kept !== null && next === flat.text) return flat;
          const old = kept;
          kept = null;
          try {
            old?.edit(editBetween(flat.text, next));
            kept = parseTree(next, old);
          } finally {
            old?.delete();
          }
          flat = fill(kept, next, symbols);
          return flat;
        },
        dispose() {
          kept?.delete();
          kept = null;
        },
      };
    },
    dispose: () => parser.delete(),
  };
}

/**
 * Steps are about a hundred parse actions each. Ordinary source takes one per 100 to 700 characters, the densest one per
 * 16, and a broken text of a thousand characters up to fifty; what takes hundreds has too many readings, and takes any
 * number of them, at milliseconds each.
 */
function stepsFor(length: number): number {
  return 300 + Math.ceil(length / 8);
}

/** The one edit between the common start and the common end of two texts. */
function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let common = 0;
  while (
    common < shorter - start &&
    before.charCodeAt(before.length - 1 - common) === after.charCodeAt(after.length - 1 - common)
  ) {
    common++;
  }
  // An edit never starts or ends between the halves of a surrogate pair.
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start--;
  if (common > 0 && isLowSurrogate(before.charCodeAt(before.length - common))) common--;
  const startPosition = pointAt(before, start, { row: 0, column: 0 }, 0);
  return new Edit({
    startIndex: start,
    oldEndIndex: before.length - common,
    newEndIndex: after.length - common,
    startPosition,
    oldEndPosition: pointAt(before, before.length - common, startPosition, start),
    newEndPosition: pointAt(after, after.length - common, startPosition, start),
  });
}

interface Point {
  readonly row: number;
  readonly column: number;
}

/** Row and column of an offset, counted on from a point that is known. The runtime ends rows at `\n` only. */
function pointAt(text: string, offset: number, from: Point, fromOffset: number): Point {
  let row = from.row;
  let rowStart = fromOffset - from.column;
  for (let next = text.indexOf('\n', fromOffset); next !== -1 && next < offset; next = text.indexOf('\n', next + 1)) {
    row++;
    rowStart = next + 1;
  }
  return { row, column: offset - rowStart };
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdbff;
const isLowSurrogate = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
