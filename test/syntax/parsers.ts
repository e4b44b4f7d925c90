/** Grammars as the tests load them: from the packages they come in. */
import { readFile } from 'node:fs/promises';
import { runtimeFile } from '../../src/syntax/grammars.ts';
import { createParsers } from '../../src/syntax/parse.ts';
import type { Parsers } from '../../src/syntax/parse.ts';

export function loadGrammarFile(file: string): Promise<Uint8Array> {
  const folder = file === runtimeFile ? 'web-tree-sitter' : '@vscode/tree-sitter-wasm/wasm';
  return readFile(new URL(`../../node_modules/${folder}/${file}`, import.meta.url));
}

let shared: Parsers | null = null;

export function testParsers(): Parsers {
  shared ??= createParsers(loadGrammarFile);
  return shared;
}
