import type { FlatTree } from '../../syntax/flatTree.ts';
import { childrenOf, firstChild, firstChildBut, textOf, typeOf, childByField } from '../../syntax/navigate.ts';
import { typeTable } from '../extraction/extraction.ts';
import type { LanguageSyntax } from '../extraction/languageSyntax.ts';
import type { SourceReader } from '../extraction/reader.ts';
import { scriptOutcomes } from './outcomes.ts';
import type { ScriptTypes } from './types.ts';

/** What the shared derivations must know of ECMAScript's syntax, over one tree. */
export function scriptSyntax(
  language: 'javascript' | 'typescript',
  tree: FlatTree,
  types: ScriptTypes,
  reader: SourceReader,
): LanguageSyntax {
  return {
    language,
    ecosystem: 'node',
    reader,
    transparent: typeTable(tree.grammar, [
      'await_expression',
      'parenthesized_expression',
      'unary_expression',
      'non_null_expression',
    ]),
    awaits: typeTable(tree.grammar, ['await_expression']),
    expressionStatement: types.expressionStatement,
    hoistsImports: true,
    styleDefaults: { indent: '  ', quote: "'", semicolons: true },
    outcomes: scriptOutcomes(tree, types),
    prologue: { kindOf },
  };

  function kindOf(node: number): 'comment' | 'directive' | 'import' | 'other' {
    const type = typeOf(tree, node);
    if (type === types.comment) return 'comment';
    if (type === types.hashBang) return 'directive';
    if (type === types.importStatement) return 'import';
    if (type === types.expressionStatement) {
      const expression = firstChild(tree, node);
      if (typeOf(tree, expression) === types.string) return 'directive';
      return isRequire(expression) ? 'import' : 'other';
    }
    if (type !== types.lexicalDeclaration && type !== types.variableDeclaration) return 'other';
    const declarators = childrenOf(tree, node).filter((child) => typeOf(tree, child) === types.variableDeclarator);
    const requires = declarators.every((declarator) => isRequire(childByField(tree, declarator, types.fieldValue)));
    return declarators.length > 0 && requires ? 'import' : 'other';
  }

  /** `require('x')`, also with an attribute taken of it. */
  function isRequire(node: number): boolean {
    let at = node;
    for (let level = 0; level < 6 && at !== -1; level++) {
      const type = typeOf(tree, at);
      if (type === types.call) return textOf(tree, childByField(tree, at, types.fieldFunction)) === 'require';
      if (type === types.member) at = childByField(tree, at, types.fieldObject);
      else if (types.wrappers[type] === 1) at = firstChildBut(tree, at, types.comment);
      else return false;
    }
    return false;
  }
}
