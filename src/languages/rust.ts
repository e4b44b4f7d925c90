import { startExtraction, walk } from './extraction/extraction.ts';
import { finish } from './extraction/finish.ts';
import type { LanguageModule } from './language.ts';
import { rustReader } from './rust/expressions.ts';
import { resolveRustModule } from './rust/modules.ts';
import { rustSyntax } from './rust/syntax.ts';
import { rustTypes } from './rust/types.ts';
import { rustTable } from './rust/visitors.ts';

export const rustLanguage: LanguageModule = {
  name: 'rust',
  ecosystem: 'rust',
  extensions: ['.rs'],
  grammar: 'tree-sitter-rust.wasm',
  lineComment: '//',
  extract(tree) {
    const types = rustTypes(tree.grammar);
    const extraction = startExtraction(tree);
    walk(extraction, rustTable(tree.grammar));
    return finish(extraction, rustSyntax(tree, types, rustReader(tree, types)));
  },
  resolveModule: resolveRustModule,
};
