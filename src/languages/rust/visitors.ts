/** Which node types say what, in one table; each node is visited once. */
import type { GrammarIndex } from '../../syntax/flatTree.ts';
import { childByField, childOfType, childrenOf, parentOf, startOf, typeOf } from '../../syntax/navigate.ts';
import { addCall, sampleIndent } from '../extraction/collect.ts';
import { condition, enterLater, typeTable } from '../extraction/extraction.ts';
import type { Extraction, WalkTable } from '../extraction/extraction.ts';
import { perGrammar, visitorsFor } from '../extraction/perGrammar.ts';
import { visitAttribute } from './attributes.ts';
import { bindPattern, omitTests, visitClosure, visitConstant, visitFunction, visitLet } from './definitions.ts';
import { visitErrorClosure, visitIfLet, visitLetElse, visitMatch } from './handlers.ts';
import { visitModule, visitUse } from './imports.ts';
import { visitImpl, visitStruct, visitTrait } from './structs.ts';
import { rustTypes } from './types.ts';
import type { RustTypes } from './types.ts';

export const rustTable: (grammar: GrammarIndex) => WalkTable = perGrammar(tableOf);

function tableOf(grammar: GrammarIndex): WalkTable {
  const types = rustTypes(grammar);
  const { visitors, on } = visitorsFor(grammar, types);
  on('attribute_item', visitAttribute);
  on('use_declaration', visitUse);
  on('mod_item', (at, node) => {
    if (!omitTests(at, node)) visitModule(at, node, types);
  });
  on(['function_item', 'function_signature_item'], visitFunction);
  on('closure_expression', visitClosure);
  on(['struct_item', 'enum_item', 'union_item'], visitStruct);
  on('trait_item', visitTrait);
  on('impl_item', visitImpl);
  on(['static_item', 'const_item'], visitConstant);
  on('let_declaration', (at, node) => {
    visitLet(at, node, types);
    visitLetElse(at, node, types);
  });
  on('call_expression', visitCall);
  on('macro_invocation', (at, node) => {
    const name = childByField(at.tree, node, types.fieldMacro);
    if (name !== -1) addCall(at, node, name, childOfType(at.tree, node, types.tokenTree), false);
  });
  on('if_expression', visitIf);
  on('match_expression', visitMatch);
  on('match_arm', (at, node) => {
    const pattern = childByField(at.tree, node, types.fieldPattern);
    if (pattern === -1) return;
    bindPattern(at, pattern, types);
    enterLater(at, childByField(at.tree, node, types.fieldValue), { condition: condition(pattern) });
  });
  on('let_condition', (at, node) => {
    const pattern = childByField(at.tree, node, types.fieldPattern);
    if (pattern !== -1) bindPattern(at, pattern, types);
  });
  on('binary_expression', (at, node) => {
    const operator = typeOf(at.tree, childByField(at.tree, node, types.fieldOperator));
    if (operator !== types.tokenAnd && operator !== types.tokenOr) return;
    const left = childByField(at.tree, node, types.fieldLeft);
    const right = childByField(at.tree, node, types.fieldRight);
    enterLater(at, right, { condition: condition(left, operator === types.tokenOr) });
  });
  on('for_expression', (at, node) => {
    const pattern = childByField(at.tree, node, types.fieldPattern);
    if (pattern !== -1) bindPattern(at, pattern, types);
    visitLoop(at, node, types);
  });
  on(['while_expression', 'loop_expression'], visitLoop);
  on(['line_comment', 'block_comment'], (at, node) => at.comments.push(node));
  on('block', (at, node) => {
    const [first] = childrenOf(at.tree, node);
    const above = parentOf(at.tree, node);
    if (first !== undefined && above !== -1) sampleIndent(at, startOf(at.tree, above), startOf(at.tree, first));
  });
  return {
    visitors,
    statements: types.statements,
    statementHolders: types.holders,
    neverStatements: types.never,
    comments: typeTable(grammar, ['line_comment', 'block_comment']),
  };
}

function visitCall(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree } = extraction;
  const written = childByField(tree, node, types.fieldFunction);
  const isGeneric = typeOf(tree, written) === types.genericFunction;
  const callee = isGeneric ? childByField(tree, written, types.fieldFunction) : written;
  if (callee === -1) return;
  addCall(extraction, node, callee, childByField(tree, node, types.fieldArguments), false);
  visitErrorClosure(extraction, node, callee, types);
}

function visitIf(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree } = extraction;
  const test = childByField(tree, node, types.fieldCondition);
  const consequence = childByField(tree, node, types.fieldConsequence);
  const alternative = childByField(tree, node, types.fieldAlternative);
  if (test === -1) return;
  if (consequence !== -1) enterLater(extraction, consequence, { condition: condition(test) });
  if (alternative !== -1) enterLater(extraction, alternative, { condition: condition(test, true) });
  visitIfLet(extraction, node, types);
}

function visitLoop(extraction: Extraction, node: number, types: RustTypes): void {
  enterLater(extraction, childByField(extraction.tree, node, types.fieldBody), { inLoop: true });
}
