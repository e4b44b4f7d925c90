import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, childrenOf, parentOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { LanguageSyntax } from '../extraction/languageSyntax.ts';
import type { SourceReader } from '../extraction/reader.ts';
import { perGrammar } from '../extraction/perGrammar.ts';
import { awaitSettings } from './expressions.ts';
import { csharpOutcomes } from './outcomes.ts';
import type { CsharpTypes } from './types.ts';

interface Tables {
  readonly transparent: Uint8Array;
  readonly awaits: Uint8Array;
}

const tablesOf = perGrammar((grammar): Tables => ({
  transparent: typeTable(grammar, ['parenthesized_expression', 'await_expression']),
  awaits: typeTable(grammar, ['await_expression']),
}));

/** What the shared derivations must know of C#'s syntax, over one tree. */
export function csharpSyntax(tree: FlatTree, types: CsharpTypes, reader: SourceReader): LanguageSyntax {
  return {
    language: 'csharp',
    ecosystem: 'dotnet',
    reader,
    ...tablesOf(tree.grammar),
    outermost,
    expressionStatement: types.expressionStatement,
    hoistsImports: true,
    styleDefaults: { indent: '    ', quote: '"', semicolons: true },
    outcomes: csharpOutcomes(tree, types),
    prologue: { kindOf },
  };

  /** `f().ConfigureAwait(false)` stands for `f()`. */
  function outermost(call: number): number {
    const access = parentOf(tree, call);
    if (typeOf(tree, access) !== types.memberAccess) return call;
    if (!awaitSettings.test(textOf(tree, childByField(tree, access, types.fieldName)))) return call;
    const outer = parentOf(tree, access);
    return typeOf(tree, outer) === types.invocation ? outer : call;
  }

  function kindOf(node: number): 'comment' | 'directive' | 'import' | 'other' {
    const type = typeOf(tree, node);
    if (type === types.comment) return 'comment';
    if (type === types.usingDirective) return 'import';
    if (types.preprocessor[type] === 1 || type === types.fileNamespace) return 'directive';
    return type === types.preprocIf && holdsImports(node) ? 'import' : 'other';
  }

  /** `#if NET8_0` around nothing but `using`. */
  function holdsImports(node: number): boolean {
    const condition = childByField(tree, node, types.fieldCondition);
    return childrenOf(tree, node).every((child) => {
      const type = typeOf(tree, child);
      return child === condition || type === types.usingDirective || type === types.comment;
    });
  }
}
