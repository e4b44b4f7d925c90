import assert from 'node:assert/strict';
import { createParsers, ParseBudgetError } from '../../src/syntax/parse.ts';
import { loadGrammarFile } from './parsers.ts';

describe('parsers', () => {
  it('load a grammar on first need and once, and nothing else', async () => {
    const loaded: string[] = [];
    const parsers = createParsers((file) => {
      loaded.push(file);
      return loadGrammarFile(file);
    });
    const [one, other] = await Promise.all([
      parsers.grammar('tree-sitter-python.wasm'),
      parsers.grammar('tree-sitter-python.wasm'),
    ]);
    assert.equal(one, other);
    assert.deepEqual(
      loaded.filter((file) => file.startsWith('tree-sitter-')),
      ['tree-sitter-python.wasm'],
    );
    parsers.dispose();
  });

  it('load again what could not be loaded', async () => {
    let works = false;
    const parsers = createParsers((file) => {
      if (!works && file.startsWith('tree-sitter-')) return Promise.reject(new Error('not there yet'));
      return loadGrammarFile(file);
    });
    await assert.rejects(parsers.grammar('tree-sitter-python.wasm'), /not there yet/);
    works = true;
    const grammar = await parsers.grammar('tree-sitter-python.wasm');
    assert.equal(grammar.parse('a\n').hasErrors, false);
    parsers.dispose();
  });

  it('give up on a text that takes too long, and read the next one', async () => {
    let now = 0;
    const clock = (): number => (now += 1000);
    const parsers = createParsers(loadGrammarFile, { clock, milliseconds: 2500 });
    const grammar = await parsers.grammar('tree-sitter-python.wasm');
    const long = 'a(b, c, d)\n'.repeat(5000);
    assert.throws(() => grammar.parse(long), ParseBudgetError);
    assert.equal(grammar.parse('a = 1\n').hasErrors, false);
    const open = grammar.open('a = 1\n');
    assert.throws(() => open.update(long), ParseBudgetError);
    assert.equal(open.update('a = 2\n').text, 'a = 2\n');
    open.dispose();
    parsers.dispose();
  });

  it('read a dense text of megabytes within its budget', async () => {
    const parsers = createParsers(loadGrammarFile);
    const grammar = await parsers.grammar('tree-sitter-javascript.wasm');
    assert.equal(grammar.parse(`x = [${'1,'.repeat(300_000)}]`).hasErrors, false);
    parsers.dispose();
  });
});
