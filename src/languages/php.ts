import { startExtraction, walk } from './extraction/extraction.ts';
import { finish } from './extraction/finish.ts';
import type { LanguageModule } from './language.ts';
import { phpReader } from './php/expressions.ts';
import { resolvePhpModule } from './php/modules.ts';
import { phpSyntax } from './php/syntax.ts';
import { phpTypes } from './php/types.ts';
import { phpTable } from './php/visitors.ts';

export const phpLanguage: LanguageModule = {
  name: 'php',
  ecosystem: 'php',
  extensions: ['.php'],
  grammar: 'tree-sitter-php.wasm',
  lineComment: '//',
  extract(tree) {
    const types = phpTypes(tree.grammar);
    const extraction = startExtraction(tree);
    walk(extraction, phpTable(tree.grammar));
    return finish(extraction, phpSyntax(tree, types, phpReader(tree, types)));
  },
  resolveModule: resolvePhpModule,
};
