import { startExtraction, walk } from './extraction/extraction.ts';
import { finish } from './extraction/finish.ts';
import type { LanguageModule } from './language.ts';
import { rubyReader } from './ruby/expressions.ts';
import { resolveRubyModule } from './ruby/modules.ts';
import { rubySyntax } from './ruby/syntax.ts';
import { rubyTypes } from './ruby/types.ts';
import { rubyTable } from './ruby/visitors.ts';

export const rubyLanguage: LanguageModule = {
  name: 'ruby',
  ecosystem: 'ruby',
  extensions: ['.rb', '.rake', '.ru'],
  grammar: 'tree-sitter-ruby.wasm',
  lineComment: '#',
  extract(tree) {
    const types = rubyTypes(tree.grammar);
    const extraction = startExtraction(tree);
    walk(extraction, rubyTable(tree.grammar));
    return finish(extraction, rubySyntax(tree, types, rubyReader(tree, types)));
  },
  resolveModule: resolveRubyModule,
};
