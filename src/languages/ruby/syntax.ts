import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, textOf, typeOf } from '../../syntax/navigate.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { LanguageSyntax } from '../extraction/languageSyntax.ts';
import type { SourceReader } from '../extraction/reader.ts';
import { rubyOutcomes } from './outcomes.ts';
import type { RubyTypes } from './types.ts';

/** Comments that Ruby itself reads, and only above all code. */
const magic =
  /^#!|^#\s*(?:-\*-.*)?(?:frozen_string_literal|(?:en)?coding|warn_indent|shareable_constant_value|typed)\s*[:=]/i;

/** What the shared derivations must know of Ruby's syntax, over one tree. */
export function rubySyntax(tree: FlatTree, types: RubyTypes, reader: SourceReader): LanguageSyntax {
  return {
    language: 'ruby',
    ecosystem: 'ruby',
    reader,
    transparent: typeTable(tree.grammar, ['parenthesized_statements', 'rescue_modifier']),
    awaits: typeTable(tree.grammar, []),
    expressionStatement: -1,
    hoistsImports: false,
    styleDefaults: { indent: '  ', quote: "'", semicolons: false },
    outcomes: rubyOutcomes(tree, types),
    prologue: {
      kindOf(node) {
        const type = typeOf(tree, node);
        if (type === types.comment) return magic.test(textOf(tree, node)) ? 'directive' : 'comment';
        if (type !== types.call || childByField(tree, node, types.fieldReceiver) !== -1) return 'other';
        const method = textOf(tree, childByField(tree, node, types.fieldMethod));
        return /^(?:require|require_relative|load)$/.test(method) ? 'import' : 'other';
      },
    },
  };
}
