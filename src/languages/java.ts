import { startExtraction, walk } from './extraction/extraction.ts';
import { finish } from './extraction/finish.ts';
import { javaReader } from './java/expressions.ts';
import { javaSyntax } from './java/syntax.ts';
import { javaTypes } from './java/types.ts';
import { javaTable } from './java/visitors.ts';
import type { LanguageModule } from './language.ts';

export const javaLanguage: LanguageModule = {
  name: 'java',
  ecosystem: 'jvm',
  extensions: ['.java'],
  grammar: 'tree-sitter-java.wasm',
  lineComment: '//',
  extract(tree) {
    const types = javaTypes(tree.grammar);
    const extraction = startExtraction(tree);
    walk(extraction, javaTable(tree.grammar));
    return finish(extraction, javaSyntax(tree, types, javaReader(tree, types)));
  },
  // A package is a folder of some source root, and which roots there are only the build knows.
  resolveModule: () => null,
};
