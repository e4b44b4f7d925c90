/** Which node types say what, in one table; each node is visited once. */
import type { GrammarIndex } from '../../syntax/flatTree.ts';
import { childByField, childOfType, childrenOf, parentOf, startOf, typeOf } from '../../syntax/navigate.ts';
import { sampleIndent } from '../extraction/collect.ts';
import { condition, enterLater, presentStatement } from '../extraction/extraction.ts';
import type { Extraction, WalkTable } from '../extraction/extraction.ts';
import { perGrammar, visitorsFor } from '../extraction/perGrammar.ts';
import {
  visitAssignment,
  visitFunction,
  visitLiteral,
  visitType,
  visitUnknownTargets,
  visitVariable,
} from './definitions.ts';
import { rememberYields } from './errorValues.ts';
import { visitIfHandler, visitRecover, visitSwitchHandlers } from './handlers.ts';
import { visitImportSpec } from './imports.ts';
import { goTypes } from './types.ts';
import type { GoTypes } from './types.ts';

export const goTable: (grammar: GrammarIndex) => WalkTable = perGrammar(tableOf);

function tableOf(grammar: GrammarIndex): WalkTable {
  const types = goTypes(grammar);
  const { visitors, on } = visitorsFor(grammar, types);
  on('import_spec', visitImportSpec);
  on(['function_declaration', 'method_declaration'], visitFunction);
  on('func_literal', visitLiteral);
  on(['type_spec', 'type_alias'], visitType);
  on(['assignment_statement', 'short_var_declaration'], (at, node) => {
    visitAssignment(at, node, types);
    rememberYields(at, node, types);
  });
  on(['var_spec', 'const_spec'], (at, node) => {
    visitVariable(at, node, types);
    rememberYields(at, node, types);
  });
  on(['range_clause', 'receive_statement'], (at, node) => {
    visitUnknownTargets(at, node, types);
    rememberYields(at, node, types);
  });
  on('call_expression', visitCall);
  on('type_conversion_expression', (at, node) => {
    // `f[T](x)` reads like a conversion, and most are calls.
    const callee = childByField(at.tree, node, types.fieldType);
    if (typeOf(at.tree, callee) === types.genericType) addGoCall(at, node, callee, -1, types);
  });
  on('go_statement', (at, node) => {
    const call = childOfType(at.tree, node, types.call);
    if (call !== -1) at.detached.add(call);
  });
  on('if_statement', visitIf);
  on('expression_switch_statement', visitSwitch);
  on('for_statement', (at, node) => {
    enterLater(at, childByField(at.tree, node, types.fieldBody), { inLoop: true });
  });
  on('binary_expression', (at, node) => {
    const operator = typeOf(at.tree, childByField(at.tree, node, types.fieldOperator));
    if (operator !== types.tokenAnd && operator !== types.tokenOr) return;
    const left = childByField(at.tree, node, types.fieldLeft);
    const right = childByField(at.tree, node, types.fieldRight);
    enterLater(at, right, { condition: condition(left, operator === types.tokenOr) });
  });
  on('comment', (at, node) => at.comments.push(node));
  on('statement_list', (at, node) => {
    const block = parentOf(at.tree, node);
    const around = parentOf(at.tree, block);
    sampleIndent(at, startOf(at.tree, around === -1 ? block : around), startOf(at.tree, node));
  });
  return { visitors, statements: types.statements };
}

function visitCall(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree } = extraction;
  const callee = childByField(tree, node, types.fieldFunction);
  addGoCall(extraction, node, callee, childByField(tree, node, types.fieldArguments), types);
  visitRecover(extraction, node, callee, types);
}

function addGoCall(extraction: Extraction, node: number, callee: number, list: number, types: GoTypes): void {
  const { tree, frame, calls } = extraction;
  let statement = presentStatement(extraction, node);
  // `if x := f(); x {`: what stands in a header is part of the statement it heads.
  for (let level = 0; level < 4; level++) {
    const parent = parentOf(tree, statement);
    const isInHeader =
      tree.field[statement] === types.fieldInitializer ||
      tree.field[statement] === types.fieldUpdate ||
      tree.field[statement] === types.fieldCommunication;
    if (!isInHeader || parent === -1) break;
    statement = parent;
    while (types.statements[typeOf(tree, statement)] !== 1 && parentOf(tree, statement) !== -1) {
      statement = parentOf(tree, statement);
    }
  }
  calls.push({ node, callee, arguments: list, constructs: false, frame, statement });
}

function visitIf(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree } = extraction;
  const test = childByField(tree, node, types.fieldCondition);
  enterLater(extraction, childByField(tree, node, types.fieldConsequence), { condition: condition(test) });
  enterLater(extraction, childByField(tree, node, types.fieldAlternative), { condition: condition(test, true) });
  visitIfHandler(extraction, node, types);
}

/** A case runs where its value holds; the default has no condition of its own. */
function visitSwitch(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree } = extraction;
  for (const child of childrenOf(tree, node)) {
    if (typeOf(tree, child) !== types.expressionCase) continue;
    const body = childOfType(tree, child, types.statementList);
    enterLater(extraction, body, { condition: condition(childByField(tree, child, types.fieldValue)) });
  }
  visitSwitchHandlers(extraction, node, types);
}
