import { csharpReader } from './csharp/expressions.ts';
import { csharpSyntax } from './csharp/syntax.ts';
import { csharpTypes } from './csharp/types.ts';
import { csharpTable } from './csharp/visitors.ts';
import { startExtraction, walk } from './extraction/extraction.ts';
import { finish } from './extraction/finish.ts';
import type { LanguageModule } from './language.ts';

export const csharpLanguage: LanguageModule = {
  name: 'csharp',
  ecosystem: 'dotnet',
  extensions: ['.cs'],
  grammar: 'tree-sitter-c-sharp.wasm',
  lineComment: '//',
  extract(tree) {
    const types = csharpTypes(tree.grammar);
    const extraction = startExtraction(tree);
    walk(extraction, csharpTable(tree.grammar));
    return finish(extraction, csharpSyntax(tree, types, csharpReader(tree, types)));
  },
  // A namespace says nothing of files.
  resolveModule: () => null,
};
