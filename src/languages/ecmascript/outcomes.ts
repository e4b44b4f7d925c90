import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, firstChildBut, textOf, typeOf } from '../../syntax/navigate.ts';
import type { SwallowSyntax } from '../extraction/languageSyntax.ts';
import { perGrammar, tablesIn } from '../extraction/perGrammar.ts';
import type { ScriptTypes } from './types.ts';

type Tables = Omit<SwallowSyntax, 'isUse' | 'targetOf' | 'valueOf' | 'pairOf' | 'conditionOf' | 'rethrows'>;

const tablesOf = perGrammar((grammar, types: ScriptTypes): Tables => {
  const table = tablesIn(grammar);
  return {
    comment: types.comment,
    statements: types.statements,
    blocks: table('statement_block', 'program'),
    throws: table('throw_statement'),
    returns: table('return_statement', 'yield_expression'),
    exits: table('return_statement', 'break_statement', 'continue_statement', 'throw_statement'),
    loops: table('for_statement', 'for_in_statement', 'while_statement', 'do_statement'),
    ifs: table('if_statement'),
    functions: types.functions,
    assignments: table(
      'assignment_expression',
      'augmented_assignment_expression',
      'variable_declarator',
      'update_expression',
    ),
    augmented: table('augmented_assignment_expression', 'update_expression'),
    identifiers: table('identifier', 'shorthand_property_identifier'),
    calls: table('call_expression', 'new_expression'),
    imports: table('import_statement'),
  };
});

export function scriptOutcomes(tree: FlatTree, types: ScriptTypes): SwallowSyntax {
  const field = (node: number, id: number): number => childByField(tree, node, id);
  return {
    ...tablesOf(tree.grammar, types),
    // Attributes, keys and parameters have types of their own.
    isUse: () => true,
    targetOf(assignment) {
      const left = field(assignment, types.fieldLeft);
      if (left !== -1) return left;
      const name = field(assignment, types.fieldName);
      return name === -1 ? field(assignment, types.fieldArgument) : name;
    },
    valueOf(assignment) {
      const right = field(assignment, types.fieldRight);
      return right === -1 ? field(assignment, types.fieldValue) : right;
    },
    pairOf(node) {
      if (typeOf(tree, node) !== types.pair) return null;
      const key = textOf(tree, field(node, types.fieldKey)).replace(/^['"]|['"]$/g, '');
      return { key, value: field(node, types.fieldValue) };
    },
    conditionOf: (statement) => field(statement, types.fieldCondition),
    rethrows: (node, names) => names.includes(textOf(tree, firstChildBut(tree, node, types.comment))),
  };
}
