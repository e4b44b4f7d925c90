import type { FlatTree } from '../../syntax/flatTree.ts';
import { typeOf } from '../../syntax/navigate.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { LanguageSyntax } from '../extraction/languageSyntax.ts';
import type { SourceReader } from '../extraction/reader.ts';
import { perGrammar } from '../extraction/perGrammar.ts';
import { kotlinOutcomes } from './outcomes.ts';
import type { KotlinTypes } from './types.ts';

const transparentTypes = perGrammar((grammar): Uint8Array => typeTable(grammar, ['parenthesized_expression']));

/** What the shared derivations must know of Kotlin's syntax, over one tree. */
export function kotlinSyntax(tree: FlatTree, types: KotlinTypes, reader: SourceReader): LanguageSyntax {
  return {
    language: 'kotlin',
    ecosystem: 'jvm',
    reader,
    transparent: transparentTypes(tree.grammar),
    awaits: typeTable(tree.grammar, []),
    expressionStatement: -1,
    hoistsImports: true,
    importsTypes: true,
    styleDefaults: { indent: '    ', quote: '"', semicolons: false },
    outcomes: kotlinOutcomes(tree, types),
    prologue: { kindOf },
  };

  function kindOf(node: number): 'comment' | 'directive' | 'import' | 'other' {
    const type = typeOf(tree, node);
    if (type === types.lineComment || type === types.blockComment) return 'comment';
    if (type === types.packageHeader) return 'directive';
    return type === types.import ? 'import' : 'other';
  }
}
