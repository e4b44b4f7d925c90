import { finish } from './extraction/finish.ts';
import { startExtraction, walk } from './extraction/extraction.ts';
import type { LanguageModule } from './language.ts';
import { pythonReader } from './python/expressions.ts';
import { resolvePythonModule } from './python/modules.ts';
import { pythonSyntax } from './python/syntax.ts';
import { pythonTypes } from './python/types.ts';
import { pythonTable } from './python/visitors.ts';

export const pythonLanguage: LanguageModule = {
  name: 'python',
  ecosystem: 'python',
  extensions: ['.py'],
  grammar: 'tree-sitter-python.wasm',
  lineComment: '#',
  extract(tree) {
    const types = pythonTypes(tree.grammar);
    const extraction = startExtraction(tree);
    walk(extraction, pythonTable(tree.grammar));
    return finish(extraction, pythonSyntax(tree, types, pythonReader(tree, types)));
  },
  resolveModule: resolvePythonModule,
};
