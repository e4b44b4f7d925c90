import type { FlatTree } from '../../syntax/flatTree.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChild,
  parentOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import type { SwallowSyntax } from '../extraction/languageSyntax.ts';
import { isStatement } from '../extraction/statements.ts';
import { perGrammar, tablesIn } from '../extraction/perGrammar.ts';
import { ignoringName } from '../jvm/names.ts';
import type { KotlinTypes } from './types.ts';

type Tables = Omit<SwallowSyntax, 'isUse' | 'targetOf' | 'valueOf' | 'pairOf' | 'conditionOf' | 'rethrows'>;

const tablesOf = perGrammar((grammar, types: KotlinTypes): Tables => {
  const table = tablesIn(grammar);
  return {
    comment: types.lineComment,
    statements: types.statements,
    statementHolders: types.statementHolders,
    neverStatements: types.neverStatements,
    givesLast: true,
    blocks: table('block', 'lambda_literal', 'source_file'),
    throws: table('throw_expression'),
    returns: table('return_expression'),
    exits: table('return_expression', 'throw_expression'),
    loops: table('for_statement', 'while_statement', 'do_while_statement'),
    ifs: table('if_expression'),
    functions: types.functions,
    assignments: table('assignment', 'property_declaration'),
    augmented: table(),
    identifiers: table('identifier'),
    calls: table('call_expression'),
    imports: table('import'),
    ignoringName,
  };
});

export function kotlinOutcomes(tree: FlatTree, types: KotlinTypes): SwallowSyntax {
  const field = (node: number, id: number): number => childByField(tree, node, id);
  return {
    ...tablesOf(tree.grammar, types),
    isUse(node) {
      const parent = parentOf(tree, node);
      const type = typeOf(tree, parent);
      if (type === types.navigation) return firstChild(tree, parent) === node;
      if (type === types.valueArgument) {
        return firstChild(tree, parent) !== node || endOf(tree, parent) === endOf(tree, node);
      }
      return type !== types.variable && type !== types.userType && type !== types.catchBlock;
    },
    targetOf(assignment) {
      const left = field(assignment, types.fieldLeft);
      if (left !== -1) return left;
      const variable = childOfType(tree, assignment, types.variable);
      return variable === -1 ? -1 : childOfType(tree, variable, types.identifier);
    },
    valueOf(assignment) {
      const right = field(assignment, types.fieldRight);
      if (right !== -1) return right;
      const variable = childOfType(tree, assignment, types.variable);
      return childrenOf(tree, assignment).find((child) => child > variable && variable !== -1) ?? -1;
    },
    pairOf(node) {
      if (typeOf(tree, node) !== types.valueArgument) return null;
      const [first = -1, second = -1] = childrenOf(tree, node);
      const isNamed = second !== -1 && tree.text.slice(endOf(tree, first), startOf(tree, second)).includes('=');
      return isNamed ? { key: textOf(tree, first), value: second } : null;
    },
    conditionOf: (statement) => field(statement, types.fieldCondition),
    takesValue(block) {
      const clause = parentOf(tree, block);
      const attempt = parentOf(tree, clause);
      if (typeOf(tree, clause) !== types.catchBlock || !isStatement(tree, types, attempt)) return true;
      const around = parentOf(tree, attempt);
      return typeOf(tree, around) === types.lambda && childrenOf(tree, around).at(-1) === attempt;
    },
    rethrows: (node, names) => names.includes(textOf(tree, firstChild(tree, node))),
  };
}
