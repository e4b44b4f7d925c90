/** The bare cost: reads every source file of a folder and parses it with the same grammars, in a process of its own. */
import path from 'node:path';
import { languageOf } from '../../src/engine/analysis.ts';
import { nodeGrammars } from '../../src/host/grammars.ts';
import { nodeFileSource } from '../../src/host/nodeFiles.ts';
import { bareParser } from './bareParser.ts';

const [folder = '.', wasm = path.resolve('dist/wasm')] = process.argv.slice(2);
const files = nodeFileSource(folder);
const parse = bareParser(nodeGrammars(wasm));
for (const file of await files.list()) {
  const language = languageOf(file);
  if (language === null) continue;
  const { text } = await files.read(file);
  if (text !== undefined) await parse(language.grammar, text);
}
