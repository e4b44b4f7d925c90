import type { FlatTree } from '../../syntax/flatTree.ts';
import { typeOf } from '../../syntax/navigate.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { LanguageSyntax } from '../extraction/languageSyntax.ts';
import type { SourceReader } from '../extraction/reader.ts';
import { perGrammar } from '../extraction/perGrammar.ts';
import { javaOutcomes } from './outcomes.ts';
import type { JavaTypes } from './types.ts';

const transparentTypes = perGrammar((grammar): Uint8Array => typeTable(grammar, ['parenthesized_expression']));

/** What the shared derivations must know of Java's syntax, over one tree. */
export function javaSyntax(tree: FlatTree, types: JavaTypes, reader: SourceReader): LanguageSyntax {
  return {
    language: 'java',
    ecosystem: 'jvm',
    reader,
    transparent: transparentTypes(tree.grammar),
    awaits: typeTable(tree.grammar, []),
    expressionStatement: types.expressionStatement,
    hoistsImports: true,
    importsTypes: true,
    styleDefaults: { indent: '    ', quote: '"', semicolons: true },
    outcomes: javaOutcomes(tree, types),
    prologue: { kindOf },
  };

  function kindOf(node: number): 'comment' | 'directive' | 'import' | 'other' {
    const type = typeOf(tree, node);
    if (type === types.lineComment || type === types.blockComment) return 'comment';
    if (type === types.packageDeclaration) return 'directive';
    return type === types.importDeclaration ? 'import' : 'other';
  }
}
