import assert from 'node:assert/strict';
import { tokensOf } from '../../src/syntax/highlight.ts';
import { createParsers } from '../../src/syntax/parse.ts';
import { loadGrammarFile } from './parsers.ts';

const parsers = createParsers(loadGrammarFile);

async function shown(grammar: string, text: string): Promise<string> {
  let [result, at] = ['', 0];
  for (const { start, end, kind } of tokensOf((await parsers.grammar(grammar)).parse(text))) {
    result += `${text.slice(at, start)}<${kind} ${text.slice(start, end)}>`;
    at = end;
  }
  return result + text.slice(at);
}

describe('code in colours', () => {
  it('tells keywords, names of functions, strings with code in them, constants and comments', async () => {
    assert.equal(
      await shown('tree-sitter-python.wasm', 'async def f(x):\n    return g(f"a{x}", None)  # why\n'),
      '<keyword async> <keyword def> <function f>(x):\n    <keyword return> <function g>(<string f"a>{x}<string ">, <constant None>)  <comment # why>\n',
    );
  });

  it('tells types, and calls of methods', async () => {
    assert.equal(
      await shown('tree-sitter-typescript.wasm', 'const a: Price = this.b.c(1);\n'),
      '<keyword const> a: <type Price> = <constant this>.<property b>.<function c>(<number 1>);\n',
    );
  });

  it('colours the part of a text that can be read', async () => {
    assert.match(await shown('tree-sitter-go.wasm', 'func f() { return "x" \n)))'), /<string "x">/);
  });
});
