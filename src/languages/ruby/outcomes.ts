import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, firstChild, hasText, lastOf, parentOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { SwallowSyntax } from '../extraction/languageSyntax.ts';
import { perGrammar, tablesIn } from '../extraction/perGrammar.ts';
import type { RubyTypes } from './types.ts';

type Tables = Omit<
  SwallowSyntax,
  | 'isUse'
  | 'looks'
  | 'targetOf'
  | 'valueOf'
  | 'pairOf'
  | 'conditionOf'
  | 'rethrows'
  | 'throwsByCall'
  | 'returnsError'
  | 'declares'
>;

const tablesOf = perGrammar((grammar, types: RubyTypes): Tables => {
  const table = tablesIn(grammar);
  return {
    comment: types.comment,
    statements: types.statements,
    statementHolders: types.holders,
    neverStatements: types.never,
    givesLast: true,
    repeats: table('retry'),
    blocks: types.blocks,
    throws: table(),
    returns: table('return', 'yield'),
    exits: table('return', 'break', 'next', 'redo', 'retry'),
    // What is done for each is a loop, and code behind the block goes on where it ends.
    loops: table('while', 'until', 'for', 'while_modifier', 'until_modifier', 'do_block', 'block'),
    ifs: table('if', 'unless', 'if_modifier', 'unless_modifier'),
    functions: table('method', 'singleton_method', 'lambda'),
    assignments: table('assignment', 'operator_assignment'),
    augmented: table('operator_assignment'),
    identifiers: table('identifier'),
    calls: table('call'),
    imports: table(),
    ignoringName: /^_?ignored?\d*$/,
  };
});

const raises = /^(?:raise|fail|throw|abort|exit!?)$/;

export function rubyOutcomes(tree: FlatTree, types: RubyTypes): SwallowSyntax {
  const field = (node: number, id: number): number => childByField(tree, node, id);
  return {
    ...tablesOf(tree.grammar, types),
    isUse(node) {
      const parent = parentOf(tree, node);
      const type = typeOf(tree, parent);
      if (type === types.exceptionVariable || type === types.leftAssignmentList) return false;
      if (tree.field[node] === types.fieldMethod && type === types.call) return false;
      return !(
        tree.field[node] === types.fieldLeft &&
        (type === types.assignment || type === types.operatorAssignment)
      );
    },
    // `card.holder.name rescue nil`
    looks(tried, end) {
      const around = parentOf(tree, tried);
      if (typeOf(tree, around) !== types.rescueModifier) {
        const first = firstChild(tree, tried);
        return end !== -1 && first !== -1 && lastOf(tree, first) === end && isLook(first);
      }
      return isLook(tried);
    },
    targetOf: (assignment) => field(assignment, types.fieldLeft),
    valueOf: (assignment) => field(assignment, types.fieldRight),
    pairOf(node) {
      if (typeOf(tree, node) !== types.pair) return null;
      const key = textOf(tree, field(node, types.fieldKey)).replace(/^:?["']?|["']$/g, '');
      return { key, value: field(node, types.fieldValue) };
    },
    conditionOf(statement) {
      const condition = field(statement, types.fieldCondition);
      return condition === -1 && typeOf(tree, statement) !== types.pair ? caseValue(statement) : condition;
    },
    rethrows(node, names) {
      if (typeOf(tree, node) === types.identifier) return true;
      const list = field(node, types.fieldArguments);
      const given = list === -1 ? -1 : firstChild(tree, list);
      return given === -1 || (lastOf(tree, list) === given + 1 && names.includes(textOf(tree, given)));
    },
    throwsByCall(node) {
      const type = typeOf(tree, node);
      if (type === types.identifier) {
        const parent = parentOf(tree, node);
        const isName = tree.field[node] === types.fieldMethod && typeOf(tree, parent) === types.call;
        return !isName && (hasText(tree, node, 'raise') || hasText(tree, node, 'fail'));
      }
      return (
        type === types.call &&
        field(node, types.fieldReceiver) === -1 &&
        raises.test(textOf(tree, field(node, types.fieldMethod)))
      );
    },
  };

  function isLook(node: number): boolean {
    return /^@?[a-z_]\w*(?:&?\.[a-z_]\w*\??|\[[^[\]]*\]){1,3}$/.test(textOf(tree, node).slice(0, 120));
  }

  function caseValue(statement: number): number {
    return /^case\b/.test(tree.text.slice(tree.start[statement], (tree.start[statement] ?? 0) + 5))
      ? field(statement, types.fieldValue)
      : -1;
  }
}
