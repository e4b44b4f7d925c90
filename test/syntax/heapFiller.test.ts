import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { Edit, Language, Parser } from 'web-tree-sitter';
import type { Tree } from 'web-tree-sitter';
import { cursorFiller } from '../../src/syntax/flatten.ts';
import type { Filler } from '../../src/syntax/flatten.ts';
import type { FlatTree } from '../../src/syntax/flatTree.ts';
import { symbolTable } from '../../src/syntax/grammarIndex.ts';
import type { SymbolTable } from '../../src/syntax/grammarIndex.ts';
import { languages } from '../../src/languages/index.ts';
import { rules } from '../../src/rules/index.ts';
import { grammarFiles } from '../../src/syntax/grammars.ts';
import type { GrammarFile } from '../../src/syntax/grammars.ts';
import { fastestFillers } from '../../src/syntax/heapFiller.ts';
import { readLanguage } from '../../src/syntax/heapLanguage.ts';
import type { RuntimeModule } from '../../src/syntax/heapLanguage.ts';
import { sampleOf } from '../../src/syntax/heapSamples.ts';
import { createScratch, readTree } from '../../src/syntax/heapTree.ts';
import { startRuntime } from '../../src/syntax/parse.ts';
import { loadGrammarFile } from './parsers.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const arrays = ['type', 'start', 'end', 'parent', 'field', 'last'] as const;

interface Loaded {
  readonly file: GrammarFile;
  readonly module: RuntimeModule;
  readonly language: Language;
  readonly symbols: SymbolTable;
  readonly fill: Filler;
  parse(text: string, old?: Tree): Tree;
}

/** Where real source of a grammar is: folders to look in (besides Python's own library) and the endings of its files. */
const sources: Partial<Record<GrammarFile, { folders: readonly string[]; ending: string }>> = {
  'tree-sitter-python.wasm': { folders: ['examples'], ending: '.py' },
  'tree-sitter-javascript.wasm': { folders: ['node_modules/mocha/lib', 'node_modules/yaml/dist'], ending: '.js' },
  'tree-sitter-typescript.wasm': { folders: ['src', 'node_modules/@types/node'], ending: '.ts' },
  'tree-sitter-tsx.wasm': { folders: ['src', 'test'], ending: '.ts' },
  'tree-sitter-bash.wasm': { folders: ['node_modules/playwright-core/bin'], ending: '.sh' },
};

const cursor = cursorFiller();
const noCursor: Filler = () => assert.fail('the memory could not be read');

async function load(file: GrammarFile): Promise<Loaded> {
  const module = await startRuntime(loadGrammarFile);
  const language = await Language.load(await loadGrammarFile(file));
  const symbols = symbolTable(language, file);
  const parser = new Parser();
  parser.setLanguage(language);
  const parse = (text: string, old?: Tree): Tree => {
    const tree = parser.parse(text, old);
    assert(tree !== null);
    return tree;
  };
  // The cursor is let in for the sample only: a tree that it would have to read fails the test.
  let allowed: Filler = cursor;
  const fill = fastestFillers((...tree) => allowed(...tree))({ file, language, symbols, module, parse });
  allowed = noCursor;
  return { file, module, language, symbols, fill, parse };
}

function assertEqual(one: FlatTree, other: FlatTree, what: string): void {
  for (const name of arrays) assert.deepEqual(one[name], other[name], `${name} of ${what}`);
  assert.equal(one.count, other.count, what);
  assert.equal(one.hasErrors, other.hasErrors, what);
}

function assertAlike({ fill, symbols }: Loaded, tree: Tree, text: string, what: string): FlatTree {
  const flat = fill(tree, text, symbols);
  assertEqual(flat, cursor(tree, text, symbols), what);
  return flat;
}

function exampleTexts(file: GrammarFile): { name: string; text: string }[] {
  const names = new Set(languages.filter(({ grammar }) => grammar === file).map(({ name }) => name));
  const examples = rules.flatMap(({ id, examples: shown }) =>
    Object.entries(shown).flatMap(([language, { bad, good }]) =>
      !names.has(language)
        ? []
        : [bad, good].flatMap((one) => (typeof one === 'string' ? [{ name: `${id} in ${language}`, text: one }] : [])),
    ),
  );
  return [{ name: 'the sample', text: sampleOf(file) ?? '' }, ...examples];
}

/** At most 15 files of each place, spread over all there are. */
async function realFiles(file: GrammarFile): Promise<string[]> {
  const source = sources[file];
  if (source === undefined) return [];
  const { folders, ending } = source;
  const places = folders.map((folder) => join(root, folder));
  if (ending === '.py') places.push(...(await pythonLibrary()));
  const found: string[] = [];
  for (const place of places) {
    const names = await readdir(place, { recursive: true });
    const fitting = names.filter((name) => name.endsWith(ending)).toSorted();
    const step = Math.ceil(fitting.length / 15);
    found.push(...fitting.filter((_, index) => index % step === 0).map((name) => join(place, name)));
  }
  return found;
}

/** Some folders of it; empty where there is no Python. */
async function pythonLibrary(): Promise<string[]> {
  const program = 'import os; print(os.path.dirname(os.__file__))';
  return promisify(execFile)('python3', ['-c', program]).then(
    ({ stdout }) => ['asyncio', 'email', 'unittest'].map((folder) => join(stdout.trim(), folder)),
    () => [],
  );
}

function pointAt(text: string, offset: number): { row: number; column: number } {
  const lines = text.slice(0, offset).split('\n');
  return { row: lines.length - 1, column: lines.at(-1)?.length ?? 0 };
}

const change = fc.record({
  at: fc.nat(),
  remove: fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 60 })),
  insert: fc.oneof(
    fc.constantFrom('', '\n', '(', ')', '{', '}', '"', "'", '`', '#', '//', '/*', '"""', '<', '${', '=', ';', ',', ':'),
    fc.constantFrom(
      '🎉',
      'ß',
      '\u0000',
      '\r\n',
      '    ',
      'def f(x):\n',
      'class ',
      'if ',
      'async ',
      'f"{',
      '$(',
      '<<E\n',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  ),
});

describe('trees read from the memory of the runtime', () => {
  for (const file of grammarFiles) {
    describe(file, () => {
      let loaded: Loaded;
      let texts: { name: string; text: string }[];

      before(async () => {
        loaded = await load(file);
        const files = await realFiles(file);
        texts = await Promise.all(files.map(async (name) => ({ name, text: await readFile(name, 'utf8') })));
        // Languages that the project itself has no source of: what the rules show of them.
        if (texts.length === 0) texts = exampleTexts(file);
        assert(texts.length > 0);
      });

      it('are taken for good on a sample with errors and most fields', () => {
        const sample = sampleOf(file);
        assert(sample !== null);
        const tree = loaded.parse(sample);
        const flat = assertAlike(loaded, tree, sample, 'the sample');
        assert(flat.hasErrors && flat.type.includes(flat.errorType));
        assert(new Set(flat.field).size > loaded.symbols.index.fieldNames.length / 2);
        tree.delete();
      });

      it('are those a cursor gives, on real files and on parts of them', () => {
        for (const { name, text } of texts) {
          const third = Math.floor(text.length / 3);
          for (const part of [text, text.slice(0, 2 * third), text.slice(third)]) {
            const tree = loaded.parse(part);
            assertAlike(loaded, tree, part, name);
            tree.delete();
          }
        }
      });

      it('are those a cursor gives, after any edits', () => {
        const small = texts.map(({ text }) => text.slice(0, 3000)).concat(sampleOf(file) ?? '', '');
        fc.assert(
          fc.property(fc.constantFrom(...small), fc.array(change, { minLength: 1, maxLength: 8 }), (start, changes) => {
            let text = start;
            let tree = loaded.parse(text);
            for (const { at, remove, insert } of changes) {
              const from = at % (text.length + 1);
              const to = Math.min(text.length, from + remove);
              const next = text.slice(0, from) + insert + text.slice(to);
              tree.edit(
                new Edit({
                  startIndex: from,
                  oldEndIndex: to,
                  newEndIndex: from + insert.length,
                  startPosition: pointAt(text, from),
                  oldEndPosition: pointAt(text, to),
                  newEndPosition: pointAt(next, from + insert.length),
                }),
              );
              const old = tree;
              tree = loaded.parse(next, old);
              old.delete();
              text = next;
              assertAlike(loaded, tree, text, 'an edited text');
            }
            tree.delete();
          }),
          { numRuns: 60 },
        );
      });
    });
  }

  it('may be as deep as a text is long', async () => {
    const python = await load('tree-sitter-python.wasm');
    for (const text of [
      `x = ${'['.repeat(5000)}${']'.repeat(5000)}\n`,
      `x = 1${' + 1'.repeat(20_000)}\n`,
      '('.repeat(3000),
    ]) {
      const tree = python.parse(text);
      assertAlike(python, tree, text, text.slice(0, 20));
      tree.delete();
    }
  });

  it('are read after the memory has grown, the older ones too', async () => {
    const python = await load('tree-sitter-python.wasm');
    const text = 'def f(a, b=1):\n    return a + b\n'.repeat(20_000);
    const before = python.module.HEAPU8?.length ?? 0;
    const trees: Tree[] = [];
    while (python.module.HEAPU8?.length === before && trees.length < 20) trees.push(python.parse(text));
    assert.notEqual(python.module.HEAPU8?.length, before);
    for (const tree of trees) {
      assertAlike(python, tree, text, 'a text that needs more memory');
      tree.delete();
    }
  });

  it('are left to the cursor where the memory is out of reach or laid out otherwise', async () => {
    const { file, module, language, symbols, parse } = await load('tree-sitter-typescript.wasm');
    const { HEAPU8 = new Uint8Array(), HEAPU16 = new Uint16Array(), HEAP32 = new Int32Array(), ...rest } = module;
    const sample = sampleOf(file) ?? '';
    const others: Record<string, Partial<RuntimeModule>> = {
      none: {},
      empty: { HEAPU8: new Uint8Array(8), HEAPU16: new Uint16Array(4), HEAP32: new Int32Array(2) },
      shifted: { HEAPU8, HEAPU16, HEAP32: HEAP32.slice(1) },
      'without symbols': { HEAPU8, HEAPU16: HEAPU16.slice().fill(0), HEAP32 },
      'with an older tree': { HEAPU8, HEAPU16, HEAP32: HEAP32.slice() },
    };
    for (const [name, views] of Object.entries(others)) {
      let asked = 0;
      const counting: Filler = (...tree) => {
        asked++;
        return cursor(...tree);
      };
      const fill = fastestFillers(counting)({ file, language, symbols, module: { ...rest, ...views }, parse });
      asked = 0;
      const tree = parse(sample);
      assertEqual(fill(tree, sample, symbols), cursor(tree, sample, symbols), name);
      assert.equal(asked, 1, name);
      tree.delete();
    }
  });

  it('are left to the cursor for a grammar without a sample', async () => {
    const { module, language, symbols, parse } = await load('tree-sitter-bash.wasm');
    const fill = fastestFillers(cursor)({ file: 'tree-sitter-other.wasm', language, symbols, module, parse });
    const tree = parse('a | b');
    assertEqual(fill(tree, 'a | b', symbols), cursor(tree, 'a | b', symbols), 'another grammar');
    tree.delete();
  });

  it('end and throw nothing, whatever the memory holds', async () => {
    const { module, language, symbols, parse } = await load('tree-sitter-python.wasm');
    const text = 'def f(a, b=1):\n    return [a + b, *(c for d in e if not f)]\n'.repeat(5);
    const tree = parse(text);
    const address: unknown = Reflect.get(tree, 0);
    const tables = readLanguage(language, module, symbols);
    assert(typeof address === 'number' && tables !== null && module.HEAP32 !== undefined);
    const intact = module.HEAP32.slice();
    const scratch = createScratch();
    const { count } = readTree(intact, address, text.length, tables, scratch) ?? assert.fail();
    const rootNode = (intact[address / 4] ?? 0) / 4;
    const damage = fc.record({
      at: fc.oneof(fc.integer({ min: rootNode - 3000, max: rootNode + 3000 }), fc.constant(address / 4)),
      value: fc.oneof(
        fc.integer(),
        fc.constantFrom(rootNode * 4, address, 0, 4, -4),
        fc.nat({ max: intact.length * 4 }),
      ),
    });
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 20 }), (damages) => {
        const kept = damages.map(({ at }) => intact[at] ?? 0);
        for (const { at, value } of damages) intact[at] = value;
        readTree(intact, address, text.length, tables, scratch);
        for (const [index, { at }] of [...damages.entries()].toReversed()) intact[at] = kept[index] ?? 0;
      }),
      { numRuns: 2000 },
    );
    assert.equal(readTree(intact, address, text.length, tables, scratch)?.count, count);
    tree.delete();
  });
});
