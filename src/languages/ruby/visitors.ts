/** Which node types say what, in one table; each node is visited once. */
import type { GrammarIndex } from '../../syntax/flatTree.ts';
import { childByField, childOfType, childrenOf, parentOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { addCall, sampleIndent } from '../extraction/collect.ts';
import { condition, enterLater, typeTable } from '../extraction/extraction.ts';
import type { Extraction, WalkTable } from '../extraction/extraction.ts';
import { perGrammar, visitorsFor } from '../extraction/perGrammar.ts';
import {
  bindUnknown,
  visitAssignment,
  visitAttributes,
  visitBlock,
  visitClass,
  visitMethod,
  visitSingletonClass,
} from './definitions.ts';
import { isLocal } from './expressions.ts';
import { visitGuarded, visitRescue, visitRescueModifier } from './handlers.ts';
import { visitRequire } from './imports.ts';
import { rubyTypes } from './types.ts';
import type { RubyTypes } from './types.ts';

export const rubyTable: (grammar: GrammarIndex) => WalkTable = perGrammar(tableOf);

function tableOf(grammar: GrammarIndex): WalkTable {
  const types = rubyTypes(grammar);
  const { visitors, on } = visitorsFor(grammar, types);
  on(['method', 'singleton_method'], visitMethod);
  on(['do_block', 'block', 'lambda'], visitBlock);
  on(['class', 'module'], visitClass);
  on('singleton_class', visitSingletonClass);
  on(['assignment', 'operator_assignment'], visitAssignment);
  on('call', visitCall);
  on('identifier', visitBareCall);
  on('rescue', visitRescue);
  on('rescue_modifier', visitRescueModifier);
  on('begin', visitGuarded);
  on('element_reference', visitElement);
  on(['if', 'elsif', 'conditional'], (at, node) => visitIf(at, node, types, false));
  on('unless', (at, node) => visitIf(at, node, types, true));
  on(['if_modifier', 'unless_modifier'], (at, node) => {
    const test = childByField(at.tree, node, types.fieldCondition);
    const negated = typeOf(at.tree, node) === grammar.type('unless_modifier');
    enterLater(at, childByField(at.tree, node, types.fieldBody), { condition: condition(test, negated) });
    visitMainGuard(at, node, test);
  });
  on('when', (at, node) => {
    const value = childByField(at.tree, node, types.fieldPattern);
    if (value !== -1) {
      enterLater(at, childByField(at.tree, node, types.fieldBody), { condition: condition(value) });
    }
  });
  on('in_clause', (at, node) => {
    const value = childByField(at.tree, node, types.fieldPattern);
    if (value !== -1) {
      enterLater(at, childByField(at.tree, node, types.fieldBody), { condition: condition(value) });
    }
  });
  on('binary', (at, node) => {
    const operator = typeOf(at.tree, childByField(at.tree, node, types.fieldOperator));
    const isOr = operator === types.tokenOr || operator === types.wordOr;
    if (!isOr && operator !== types.tokenAnd && operator !== types.wordAnd) return;
    const left = childByField(at.tree, node, types.fieldLeft);
    enterLater(at, childByField(at.tree, node, types.fieldRight), { condition: condition(left, isOr) });
  });
  on(['while', 'until', 'while_modifier', 'until_modifier'], visitLoop);
  on('for', (at, node) => {
    bindUnknown(at, childByField(at.tree, node, types.fieldPattern), types);
    visitLoop(at, node, types);
  });
  on('comment', (at, node) => at.comments.push(node));
  on('string', ({ style, text, tree }, node) => {
    const quote = text[startOf(tree, node)];
    if (quote === "'") style.single++;
    // Only double quotes can hold values: such a string says nothing of what its author prefers.
    else if (quote === '"' && childOfType(tree, node, types.interpolation) === -1) style.double++;
  });
  on(['body_statement', 'then', 'block_body'], (at, node) => {
    const [first] = childrenOf(at.tree, node);
    const above = parentOf(at.tree, node);
    if (first !== undefined && above !== -1) sampleIndent(at, startOf(at.tree, above), startOf(at.tree, first));
    if (typeOf(at.tree, node) === types.bodyStatement) visitGuarded(at, node, types);
  });
  return {
    visitors,
    statements: types.statements,
    statementHolders: types.holders,
    neverStatements: types.never,
    comments: typeTable(grammar, ['comment']),
  };
}

function visitCall(extraction: Extraction, node: number, types: RubyTypes): void {
  const { tree } = extraction;
  const receiver = childByField(tree, node, types.fieldReceiver);
  const method = childByField(tree, node, types.fieldMethod);
  const list = childByField(tree, node, types.fieldArguments);
  const callee = method === -1 ? receiver : method;
  if (callee === -1) return;
  const constructs = method !== -1 && receiver !== -1 && textOf(tree, method) === 'new' && isConstant(receiver);
  addCall(extraction, node, callee, list, constructs);
  if (receiver !== -1 || method === -1) return;
  visitRequire(extraction, node, method, list, types);
  visitAttributes(extraction, method, list, types);

  function isConstant(at: number): boolean {
    return typeOf(tree, at) === types.constant || typeOf(tree, at) === types.scopeResolution;
  }
}

/** `rollback`, where statements stand: a call without arguments and parentheses, unless it is a variable. */
function visitBareCall(extraction: Extraction, node: number, types: RubyTypes): void {
  const { tree, frame } = extraction;
  const parent = parentOf(tree, node);
  const type = typeOf(tree, parent);
  const isBody = tree.field[node] === types.fieldBody || types.holders[type] === 1;
  if (!isBody || tree.field[node] === types.fieldMethod) return;
  const name = textOf(tree, node);
  if (isLocal(frame.scope, name)) return;
  addCall(extraction, node, node, -1, false);
}

function visitIf(extraction: Extraction, node: number, types: RubyTypes, negated: boolean): void {
  const { tree } = extraction;
  const test = childByField(tree, node, types.fieldCondition);
  const consequence = childByField(tree, node, types.fieldConsequence);
  const alternative = childByField(tree, node, types.fieldAlternative);
  if (test === -1) return;
  if (consequence !== -1) enterLater(extraction, consequence, { condition: condition(test, negated) });
  if (alternative !== -1) enterLater(extraction, alternative, { condition: condition(test, !negated) });
  visitMainGuard(extraction, node, test);
}

/** `if __FILE__ == $PROGRAM_NAME` */
function visitMainGuard(extraction: Extraction, node: number, test: number): void {
  const { tree, text } = extraction;
  const start = startOf(tree, test);
  const written = text.slice(start, Math.min(tree.end[test] ?? 0, start + 60));
  if (!/^\(?\s*(?:__FILE__\s*==\s*\$(?:0|PROGRAM_NAME)|\$(?:0|PROGRAM_NAME)\s*==\s*__FILE__)/.test(written)) return;
  extraction.mainGuards.push({ start: startOf(tree, node), end: tree.end[test] ?? start });
}

function visitLoop(extraction: Extraction, node: number, types: RubyTypes): void {
  enterLater(extraction, childByField(extraction.tree, node, types.fieldBody), { inLoop: true });
}

/** `ENV['NAME']`, read and not assigned. */
function visitElement(extraction: Extraction, node: number, types: RubyTypes): void {
  const { tree } = extraction;
  const object = childByField(tree, node, types.fieldObject);
  if (tree.field[node] === types.fieldLeft || typeOf(tree, object) !== types.constant) return;
  const key = childrenOf(tree, node).find((child) => child !== object);
  const name = /^(['"])([A-Z][A-Z0-9_]*)\1$/.exec(textOf(tree, key ?? -1).slice(0, 200))?.[2];
  if (name === undefined) return;
  extraction.environmentReads.push({ object, name, default: null, required: false, node, frame: extraction.frame });
}
