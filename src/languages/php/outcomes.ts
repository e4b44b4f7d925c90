import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, childrenOf, firstChild, nextSibling, textOf, typeOf } from '../../syntax/navigate.ts';
import type { SwallowSyntax } from '../extraction/languageSyntax.ts';
import { perGrammar, tablesIn } from '../extraction/perGrammar.ts';
import type { PhpTypes } from './types.ts';

type Tables = Omit<SwallowSyntax, 'isUse' | 'targetOf' | 'valueOf' | 'pairOf' | 'conditionOf' | 'rethrows'>;

const tablesOf = perGrammar((grammar, types: PhpTypes): Tables => {
  const table = tablesIn(grammar);
  return {
    comment: types.comment,
    statements: types.statements,
    wrappers: table('expression_statement'),
    blocks: table('compound_statement', 'colon_block', 'program', 'case_statement', 'default_statement'),
    // A script that ends itself says so.
    throws: table('throw_expression', 'throw_statement', 'exit_statement'),
    returns: table('return_statement', 'yield_expression'),
    exits: table(
      'return_statement',
      'break_statement',
      'continue_statement',
      'throw_expression',
      'throw_statement',
      'exit_statement',
      'goto_statement',
    ),
    loops: table('for_statement', 'foreach_statement', 'while_statement', 'do_statement'),
    ifs: table('if_statement'),
    functions: types.functions,
    assignments: table('assignment_expression', 'augmented_assignment_expression', 'update_expression'),
    augmented: table('augmented_assignment_expression', 'update_expression'),
    identifiers: table('variable_name'),
    calls: types.calls,
    imports: table('require_expression', 'require_once_expression', 'include_expression', 'include_once_expression'),
    ignoringName: /^\$(?:_+|ign(?:ored?)?|ignored?\w*|expected|unused)$/i,
  };
});

export function phpOutcomes(tree: FlatTree, types: PhpTypes): SwallowSyntax {
  const field = (node: number, id: number): number => childByField(tree, node, id);
  return {
    ...tablesOf(tree.grammar, types),
    isUse: (node) => tree.field[node] !== types.fieldName,
    targetOf(assignment) {
      const left = field(assignment, types.fieldLeft);
      return left === -1 ? field(assignment, types.fieldArgument) : left;
    },
    valueOf: (assignment) => field(assignment, types.fieldRight),
    pairOf(node) {
      const type = typeOf(tree, node);
      if (type === types.arrayElement) {
        const [key = -1, value = -1] = childrenOf(tree, node);
        return value === -1 ? null : { key: textOf(tree, key).replace(/^['"]|['"]$/g, ''), value };
      }
      if (type !== types.argument) return null;
      const name = field(node, types.fieldName);
      const value = name === -1 ? -1 : nextSibling(tree, name);
      return value === -1 ? null : { key: textOf(tree, name), value };
    },
    conditionOf: (statement) => field(statement, types.fieldCondition),
    rethrows(node, names) {
      const thrown = typeOf(tree, node) === types.exit ? -1 : firstChild(tree, node);
      return names.includes(textOf(tree, thrown));
    },
  };
}
