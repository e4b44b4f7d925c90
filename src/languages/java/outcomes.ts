import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, firstChild, textOf, typeOf } from '../../syntax/navigate.ts';
import type { SwallowSyntax } from '../extraction/languageSyntax.ts';
import { perGrammar, tablesIn } from '../extraction/perGrammar.ts';
import { ignoringName } from '../jvm/names.ts';
import type { JavaTypes } from './types.ts';

type Tables = Omit<SwallowSyntax, 'isUse' | 'targetOf' | 'valueOf' | 'pairOf' | 'conditionOf' | 'rethrows'>;

const tablesOf = perGrammar((grammar, types: JavaTypes): Tables => {
  const table = tablesIn(grammar);
  return {
    comment: types.lineComment,
    statements: types.statements,
    blocks: table('block', 'constructor_body', 'program', 'switch_block_statement_group'),
    throws: table('throw_statement'),
    returns: table('return_statement', 'yield_statement'),
    exits: table('return_statement', 'break_statement', 'continue_statement', 'throw_statement', 'yield_statement'),
    loops: table('for_statement', 'enhanced_for_statement', 'while_statement', 'do_statement'),
    ifs: table('if_statement'),
    functions: types.functions,
    assignments: table('assignment_expression', 'variable_declarator', 'update_expression'),
    augmented: table('update_expression'),
    identifiers: table('identifier'),
    calls: table('method_invocation', 'object_creation_expression'),
    imports: table('import_declaration'),
    ignoringName,
  };
});

export function javaOutcomes(tree: FlatTree, types: JavaTypes): SwallowSyntax {
  const field = (node: number, id: number): number => childByField(tree, node, id);
  return {
    ...tablesOf(tree.grammar, types),
    isUse(node) {
      const id = tree.field[node];
      if (id === types.fieldName || id === types.fieldField || id === types.fieldKey) return false;
      return id !== types.fieldParameters;
    },
    targetOf(assignment) {
      if (typeOf(tree, assignment) === types.update) return firstChild(tree, assignment);
      const left = field(assignment, types.fieldLeft);
      return left === -1 ? field(assignment, types.fieldName) : left;
    },
    valueOf(assignment) {
      const right = field(assignment, types.fieldRight);
      return right === -1 ? field(assignment, types.fieldValue) : right;
    },
    pairOf: () => null,
    conditionOf: (statement) => field(statement, types.fieldCondition),
    rethrows(node, names) {
      const thrown = firstChild(tree, node);
      return names.includes(textOf(tree, thrown));
    },
  };
}
