/** Grammars as the tests load them: from the packages they come in. */
import { readFile } from 'node:fs/promises';
import { installedGrammar } from '../../src/build/grammarPackages.ts';
import { createParsers } from '../../src/syntax/parse.ts';
import type { Parsers } from '../../src/syntax/parse.ts';

export function loadGrammarFile(file: string): Promise<Uint8Array> {
  return readFile(installedGrammar(file));
}

let shared: Parsers | null = null;

export function testParsers(): Parsers {
  shared ??= createParsers(loadGrammarFile);
  return shared;
}
