import type { FlatTree } from '../../syntax/flatTree.ts';
import { typeOf } from '../../syntax/navigate.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { LanguageSyntax } from '../extraction/languageSyntax.ts';
import type { SourceReader } from '../extraction/reader.ts';
import { goOutcomes } from './outcomes.ts';
import type { GoTypes } from './types.ts';

/** What the shared derivations must know of Go's syntax, over one tree. */
export function goSyntax(tree: FlatTree, types: GoTypes, reader: SourceReader): LanguageSyntax {
  return {
    language: 'go',
    ecosystem: 'go',
    reader,
    transparent: typeTable(tree.grammar, ['parenthesized_expression']),
    awaits: typeTable(tree.grammar, []),
    expressionStatement: types.expressionStatement,
    hoistsImports: true,
    styleDefaults: { indent: '\t', quote: '"', semicolons: false },
    outcomes: goOutcomes(tree, types),
    prologue: {
      kindOf(node) {
        const type = typeOf(tree, node);
        if (type === types.comment) return 'comment';
        if (type === types.packageClause) return 'directive';
        return type === types.importDeclaration ? 'import' : 'other';
      },
    },
  };
}
