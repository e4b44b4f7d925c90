import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, firstChild, hasText, parentOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { SwallowSyntax } from '../extraction/languageSyntax.ts';
import { perGrammar, tablesIn } from '../extraction/perGrammar.ts';
import type { PythonTypes } from './types.ts';

type Tables = Omit<SwallowSyntax, 'isUse' | 'targetOf' | 'valueOf' | 'pairOf' | 'conditionOf' | 'rethrows'>;

const tablesOf = perGrammar((grammar, types: PythonTypes): Tables => {
  const table = tablesIn(grammar);
  return {
    comment: types.comment,
    statements: types.statements,
    blocks: table('block', 'module'),
    throws: table('raise_statement', 'assert_statement'),
    returns: table('return_statement', 'yield'),
    exits: table('return_statement', 'break_statement', 'continue_statement', 'raise_statement'),
    loops: table('for_statement', 'while_statement'),
    ifs: table('if_statement'),
    functions: table('function_definition', 'lambda'),
    assignments: table('assignment', 'augmented_assignment', 'named_expression'),
    augmented: table('augmented_assignment'),
    identifiers: table('identifier'),
    calls: table('call'),
    imports: table('import_statement', 'import_from_statement'),
  };
});

export function pythonOutcomes(tree: FlatTree, types: PythonTypes): SwallowSyntax {
  return {
    ...tablesOf(tree.grammar, types),
    isUse(node) {
      const field = tree.field[node];
      const parent = typeOf(tree, parentOf(tree, node));
      if (field === types.fieldAttribute && parent === types.attribute) return false;
      return !(field === types.fieldName && parent === types.keywordArgument);
    },
    targetOf(assignment) {
      const left = childByField(tree, assignment, types.fieldLeft);
      return left === -1 ? childByField(tree, assignment, types.fieldName) : left;
    },
    valueOf(assignment) {
      const right = childByField(tree, assignment, types.fieldRight);
      return right === -1 ? childByField(tree, assignment, types.fieldValue) : right;
    },
    pairOf(node) {
      const type = typeOf(tree, node);
      if (type === types.keywordArgument) {
        const value = childByField(tree, node, types.fieldValue);
        return { key: textOf(tree, childByField(tree, node, types.fieldName)), value };
      }
      if (type !== types.pair) return null;
      const key = textOf(tree, childByField(tree, node, types.fieldKey)).replace(/^['"]|['"]$/g, '');
      return { key, value: childByField(tree, node, types.fieldValue) };
    },
    conditionOf: (statement) => childByField(tree, statement, types.fieldCondition),
    rethrows(node, names) {
      const raised = firstChild(tree, node);
      return raised === -1 ? hasText(tree, node, 'raise') : names.includes(textOf(tree, raised));
    },
  };
}
