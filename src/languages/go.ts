import { startExtraction, walk } from './extraction/extraction.ts';
import { finish } from './extraction/finish.ts';
import { goReader } from './go/expressions.ts';
import { goSyntax } from './go/syntax.ts';
import { goTypes } from './go/types.ts';
import { goTable } from './go/visitors.ts';
import type { LanguageModule } from './language.ts';

export const goLanguage: LanguageModule = {
  name: 'go',
  ecosystem: 'go',
  extensions: ['.go'],
  grammar: 'tree-sitter-go.wasm',
  lineComment: '//',
  extract(tree) {
    const types = goTypes(tree.grammar);
    const extraction = startExtraction(tree);
    walk(extraction, goTable(tree.grammar));
    return finish(extraction, goSyntax(tree, types, goReader(tree, types)));
  },
  // A package is a folder, and what it is called is written in `go.mod`.
  resolveModule: () => null,
};
