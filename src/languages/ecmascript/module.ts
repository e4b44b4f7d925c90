/** What the languages of the ECMAScript family share; each has its file with its name, endings and grammar. */
import { startExtraction, walk } from '../extraction/extraction.ts';
import { finish } from '../extraction/finish.ts';
import type { LanguageModule } from '../language.ts';
import { scriptReader } from './expressions.ts';
import { resolveScriptModule } from './modules.ts';
import { scriptSyntax } from './syntax.ts';
import { scriptTypes } from './types.ts';
import { scriptTable } from './visitors.ts';

export function scriptModule(
  name: 'javascript' | 'typescript',
  extensions: readonly string[],
  grammar: string,
): LanguageModule {
  return {
    name,
    ecosystem: 'node',
    extensions,
    grammar,
    lineComment: '//',
    extract(tree) {
      const types = scriptTypes(tree.grammar);
      const extraction = startExtraction(tree);
      walk(extraction, scriptTable(tree.grammar));
      for (const fact of extraction.functions) {
        if (fact.parent === -1 && extraction.exportedNames.has(fact.name)) fact.exported = true;
      }
      for (const { fact } of extraction.classDrafts) {
        if (fact.function === -1 && extraction.exportedNames.has(fact.name)) fact.exported = true;
      }
      return finish(extraction, scriptSyntax(name, tree, types, scriptReader(tree, types)));
    },
    resolveModule: resolveScriptModule,
  };
}
