import { startExtraction, walk } from './extraction/extraction.ts';
import { finish } from './extraction/finish.ts';
import { kotlinReader } from './kotlin/expressions.ts';
import { kotlinSyntax } from './kotlin/syntax.ts';
import { kotlinTypes } from './kotlin/types.ts';
import { kotlinTable } from './kotlin/visitors.ts';
import type { LanguageModule } from './language.ts';

export const kotlinLanguage: LanguageModule = {
  name: 'kotlin',
  ecosystem: 'jvm',
  extensions: ['.kt'],
  grammar: 'tree-sitter-kotlin.wasm',
  lineComment: '//',
  extract(tree) {
    const types = kotlinTypes(tree.grammar);
    const extraction = startExtraction(tree);
    walk(extraction, kotlinTable(tree.grammar));
    // `fun String.trimmed()` is no error, though the grammar misses a name in it.
    const errors = extraction.syntaxErrors.filter(
      ({ start, end }) =>
        start !== end ||
        !/[\w`][\s]*$/.test(tree.text.slice(Math.max(0, start - 20), start)) ||
        tree.text[start] !== '(',
    );
    extraction.syntaxErrors.splice(0, extraction.syntaxErrors.length, ...errors);
    return finish(extraction, kotlinSyntax(tree, types, kotlinReader(tree, types)));
  },
  // A package is no folder, and where source roots are only the build knows.
  resolveModule: () => null,
};
