import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, textOf, typeOf } from '../../syntax/navigate.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { LanguageSyntax } from '../extraction/languageSyntax.ts';
import type { SourceReader } from '../extraction/reader.ts';
import { rustOutcomes } from './outcomes.ts';
import type { RustTypes } from './types.ts';

/** What the shared derivations must know of Rust's syntax, over one tree. */
export function rustSyntax(tree: FlatTree, types: RustTypes, reader: SourceReader): LanguageSyntax {
  const useDeclaration = tree.grammar.type('use_declaration');
  const externCrate = tree.grammar.type('extern_crate_declaration');
  const innerAttribute = tree.grammar.type('inner_attribute_item');
  return {
    language: 'rust',
    ecosystem: 'rust',
    reader,
    transparent: typeTable(tree.grammar, [
      'await_expression',
      'try_expression',
      'parenthesized_expression',
      'reference_expression',
    ]),
    awaits: typeTable(tree.grammar, ['await_expression']),
    expressionStatement: types.expressionStatement,
    hoistsImports: true,
    styleDefaults: { indent: '    ', quote: '"', semicolons: true },
    outcomes: rustOutcomes(tree, types),
    prologue: {
      kindOf(node) {
        const type = typeOf(tree, node);
        if (type === innerAttribute) return 'directive';
        // What is said of the whole file stays above all code.
        if (type === types.lineComment) return textOf(tree, node).startsWith('//!') ? 'directive' : 'comment';
        if (type === types.blockComment) return 'comment';
        if (type === useDeclaration || type === externCrate) return 'import';
        const isFile = type === types.modItem && childByField(tree, node, types.fieldBody) === -1;
        return isFile || type === types.attributeItem ? 'import' : 'other';
      },
    },
  };
}
