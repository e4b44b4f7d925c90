import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, childrenOf, firstChild, textOf, typeOf } from '../../syntax/navigate.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { LanguageSyntax } from '../extraction/languageSyntax.ts';
import type { SourceReader } from '../extraction/reader.ts';
import { pythonOutcomes } from './outcomes.ts';
import type { PythonTypes } from './types.ts';

/** What the shared derivations must know of Python's syntax, over one tree. */
export function pythonSyntax(tree: FlatTree, types: PythonTypes, reader: SourceReader): LanguageSyntax {
  return {
    language: 'python',
    ecosystem: 'python',
    reader,
    transparent: typeTable(tree.grammar, ['await', 'parenthesized_expression']),
    awaits: typeTable(tree.grammar, ['await']),
    expressionStatement: types.expressionStatement,
    hoistsImports: false,
    styleDefaults: { indent: '    ', quote: '"', semicolons: false },
    outcomes: pythonOutcomes(tree, types),
    prologue: { kindOf },
  };

  function kindOf(node: number): 'comment' | 'directive' | 'import' | 'other' {
    const type = typeOf(tree, node);
    if (type === types.comment) return 'comment';
    if (type === types.futureImport) return 'directive';
    if (type === types.expressionStatement) {
      return typeOf(tree, firstChild(tree, node)) === types.string ? 'directive' : 'other';
    }
    return isImport(node) ? 'import' : 'other';
  }

  /** An import, one that may fail (`try: import a`), or one for type checkers only. */
  function isImport(node: number): boolean {
    const type = typeOf(tree, node);
    if (type === types.importStatement || type === types.importFrom) return true;
    if (type === types.tryStatement) return holdsImports(childByField(tree, node, types.fieldBody));
    if (type !== types.ifStatement) return false;
    const test = textOf(tree, childByField(tree, node, types.fieldCondition)).slice(-'TYPE_CHECKING'.length);
    return test === 'TYPE_CHECKING' && holdsImports(childByField(tree, node, types.fieldConsequence));
  }

  function holdsImports(block: number): boolean {
    const children = block === -1 ? [] : childrenOf(tree, block);
    return (
      children.length > 0 &&
      children.every((child) => {
        const type = typeOf(tree, child);
        return type === types.importStatement || type === types.importFrom || type === types.comment;
      })
    );
  }
}
