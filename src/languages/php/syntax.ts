import type { FlatTree } from '../../syntax/flatTree.ts';
import { firstChild, typeOf } from '../../syntax/navigate.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { LanguageSyntax } from '../extraction/languageSyntax.ts';
import type { SourceReader } from '../extraction/reader.ts';
import { perGrammar } from '../extraction/perGrammar.ts';
import { phpOutcomes } from './outcomes.ts';
import type { PhpTypes } from './types.ts';

interface Tables {
  readonly transparent: Uint8Array;
  readonly awaits: Uint8Array;
  readonly loads: Uint8Array;
}

const tablesOf = perGrammar((grammar): Tables => ({
  transparent: typeTable(grammar, ['parenthesized_expression', 'error_suppression_expression']),
  awaits: typeTable(grammar, []),
  loads: typeTable(grammar, ['require_expression', 'require_once_expression']),
}));

/** What the shared derivations must know of PHP's syntax, over one tree. */
export function phpSyntax(tree: FlatTree, types: PhpTypes, reader: SourceReader): LanguageSyntax {
  const { transparent, awaits, loads } = tablesOf(tree.grammar);
  return {
    language: 'php',
    ecosystem: 'php',
    reader,
    transparent,
    awaits,
    expressionStatement: types.expressionStatement,
    hoistsImports: false,
    importsTypes: true,
    memberMarks: ['->', '::'],
    ownMember: '$this->',
    styleDefaults: { indent: '    ', quote: "'", semicolons: true },
    outcomes: phpOutcomes(tree, types),
    prologue: { kindOf },
  };

  function kindOf(node: number): 'comment' | 'directive' | 'import' | 'other' {
    const type = typeOf(tree, node);
    if (type === types.comment) return 'comment';
    if (type === types.phpTag || type === types.declare || type === types.namespaceDefinition) return 'directive';
    if (type === types.useDeclaration) return 'import';
    const isLoad = type === types.expressionStatement && loads[typeOf(tree, firstChild(tree, node))] === 1;
    return isLoad ? 'import' : 'other';
  }
}
