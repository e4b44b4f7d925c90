import type { FlatTree } from '../../syntax/flatTree.ts';
import {
  childByField,
  childrenOf,
  endOf,
  firstChild,
  parentOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import type { SwallowSyntax } from '../extraction/languageSyntax.ts';
import { perGrammar, tablesIn } from '../extraction/perGrammar.ts';
import { isSuccess } from './errorPatterns.ts';
import type { RustTypes } from './types.ts';

type Tables = Pick<
  SwallowSyntax,
  | 'comment'
  | 'statements'
  | 'statementHolders'
  | 'neverStatements'
  | 'wrappers'
  | 'givesLast'
  | 'blocks'
  | 'throws'
  | 'returns'
  | 'exits'
  | 'loops'
  | 'ifs'
  | 'functions'
  | 'assignments'
  | 'augmented'
  | 'identifiers'
  | 'calls'
  | 'imports'
  | 'ignoringName'
>;

const tablesOf = perGrammar((grammar, types: RustTypes): Tables => {
  const table = tablesIn(grammar);
  return {
    comment: types.lineComment,
    statements: types.statements,
    statementHolders: types.holders,
    neverStatements: types.never,
    wrappers: table('expression_statement'),
    givesLast: true,
    blocks: table('block', 'source_file'),
    throws: table(),
    returns: table('return_expression'),
    exits: table('return_expression', 'break_expression', 'continue_expression'),
    loops: table('for_expression', 'while_expression', 'loop_expression'),
    ifs: table('if_expression', 'match_expression'),
    functions: table('function_item', 'closure_expression'),
    assignments: table('assignment_expression', 'compound_assignment_expr', 'let_declaration'),
    augmented: table('compound_assignment_expr'),
    identifiers: table('identifier', 'shorthand_field_identifier'),
    calls: table('call_expression', 'macro_invocation'),
    imports: table('use_declaration'),
    ignoringName: /^_?ignored?$/,
  };
});

/** Macros after which nothing goes on, or that give an error back. */
const throwing =
  /^(?:\w+::)*(?:panic|unreachable|todo|unimplemented|bail|ensure|assert|assert_eq|assert_ne|abort|throw|compile_error|fail|whatever|internal_err|exec_err)$/;

export function rustOutcomes(tree: FlatTree, types: RustTypes): SwallowSyntax {
  const field = (node: number, id: number): number => childByField(tree, node, id);
  return {
    ...tablesOf(tree.grammar, types),
    isUse(node) {
      const parent = parentOf(tree, node);
      const type = typeOf(tree, parent);
      if (type === types.tokenTree)
        return !/^\s*=(?![=>])/.test(tree.text.slice(endOf(tree, node), endOf(tree, node) + 4));
      if (
        type === types.tupleStructPattern ||
        type === types.tuplePattern ||
        type === types.structPattern ||
        type === types.refPattern ||
        type === types.mutPattern ||
        type === types.capturedPattern ||
        type === types.matchPattern
      ) {
        // What an arm asks for beside its pattern is a look, and no use either.
        return false;
      }
      return tree.field[node] !== types.fieldPattern && tree.field[node] !== types.fieldLeft;
    },
    targetOf(assignment) {
      const left = field(assignment, types.fieldLeft);
      return left === -1 ? field(assignment, types.fieldPattern) : left;
    },
    valueOf(assignment) {
      const right = field(assignment, types.fieldRight);
      return right === -1 ? field(assignment, types.fieldValue) : right;
    },
    pairOf(node) {
      if (typeOf(tree, node) !== types.fieldInitializer) return null;
      return { key: textOf(tree, field(node, types.fieldField)), value: field(node, types.fieldValue) };
    },
    conditionOf(statement) {
      const condition = field(statement, types.fieldCondition);
      return typeOf(tree, statement) === types.matchExpression ? field(statement, types.fieldValue) : condition;
    },
    rethrows: () => false,
    throwsByCall: (node) =>
      typeOf(tree, node) === types.macroInvocation && throwing.test(textOf(tree, field(node, types.fieldMacro))),
    captures(node, names) {
      const type = typeOf(tree, node);
      if (type !== types.string && type !== types.rawString) return false;
      if (typeOf(tree, parentOf(tree, node)) !== types.tokenTree) return false;
      const written = textOf(tree, node);
      return names.some((name) => written.includes(`{${name}}`) || written.includes(`{${name}:`));
    },
    successOf(handler) {
      const type = typeOf(tree, handler);
      if (type === types.ifExpression) {
        const test = field(handler, types.fieldCondition);
        const pattern = typeOf(tree, test) === types.letCondition ? field(test, types.fieldPattern) : -1;
        if (pattern === -1) return -1;
        return isSuccess(tree, pattern, types) ? field(handler, types.fieldConsequence) : elseBlock(handler);
      }
      if (type !== types.matchArm) return -1;
      for (const arm of childrenOf(tree, parentOf(tree, handler))) {
        const whole = field(arm, types.fieldPattern);
        const pattern = whole === -1 ? -1 : firstChild(tree, whole);
        if (pattern !== -1 && isSuccess(tree, pattern, types)) return field(arm, types.fieldValue);
      }
      return -1;
    },
    endsValue: (statement) => tree.text[endOf(tree, statement) - 1] !== ';' && startOf(tree, statement) >= 0,
  };

  function elseBlock(statement: number): number {
    const clause = field(statement, types.fieldAlternative);
    return clause === -1 ? -1 : (firstChild(tree, clause) ?? -1);
  }
}
