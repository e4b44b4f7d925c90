/** Which node types say what, in one table; each node is visited once. */
import type { GrammarIndex } from '../../syntax/flatTree.ts';
import { childByField, childOfType, childrenOf, firstChild, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { addCall, sampleIndent } from '../extraction/collect.ts';
import { condition, enterLater } from '../extraction/extraction.ts';
import type { Extraction, WalkTable } from '../extraction/extraction.ts';
import { contentStart } from '../extraction/lines.ts';
import { perGrammar, visitorsFor } from '../extraction/perGrammar.ts';
import { visitClass, visitEnumCase, visitProperty } from './classes.ts';
import { visitAssignment, visitFunction, visitLoopVariables } from './definitions.ts';
import { visitTry } from './handlers.ts';
import { visitRequire, visitUse } from './imports.ts';
import { phpTypes } from './types.ts';
import type { PhpTypes } from './types.ts';

export const phpTable: (grammar: GrammarIndex) => WalkTable = perGrammar(tableOf);

function tableOf(grammar: GrammarIndex): WalkTable {
  const types = phpTypes(grammar);
  const { visitors, on } = visitorsFor(grammar, types);
  on(['namespace_use_declaration'], visitUse);
  on(['require_expression', 'require_once_expression', 'include_expression', 'include_once_expression'], visitRequire);
  on(
    ['class_declaration', 'interface_declaration', 'trait_declaration', 'enum_declaration', 'anonymous_class'],
    visitClass,
  );
  on(['property_declaration', 'const_declaration'], visitProperty);
  on(['enum_case'], visitEnumCase);
  on(['function_definition', 'method_declaration', 'anonymous_function', 'arrow_function'], visitFunction);
  on(['assignment_expression'], visitAssignment);
  on(['function_call_expression'], (at, node) => {
    visitCall(at, node, childByField(at.tree, node, types.fieldFunction), false, types);
  });
  on(['member_call_expression', 'nullsafe_member_call_expression', 'scoped_call_expression'], (at, node) => {
    visitCall(at, node, childByField(at.tree, node, types.fieldName), false, types);
  });
  on(['object_creation_expression'], (at, node) => {
    const made = firstChild(at.tree, node);
    if (typeOf(at.tree, made) !== types.anonymousClass) visitCall(at, node, made, true, types);
  });
  on(['subscript_expression'], visitSubscript);
  on(['if_statement'], visitIf);
  on(['conditional_expression'], visitConditional);
  on(['binary_expression'], visitBinary);
  on(['case_statement'], visitCase);
  on(['match_conditional_expression'], (at, node) => {
    const test = childByField(at.tree, node, types.fieldConditions);
    if (test === -1) return;
    enterLater(at, childByField(at.tree, node, types.fieldReturn), { condition: condition(test) });
  });
  on(['foreach_statement'], (at, node) => {
    visitLoopVariables(at, node, types);
    visitLoop(at, node, types);
  });
  on(['for_statement', 'while_statement', 'do_statement'], visitLoop);
  on(['try_statement'], visitTry);
  on(['comment'], (at, node) => at.comments.push(node));
  on(['compound_statement', 'declaration_list'], sampleBlock);
  on(['string'], ({ style }) => style.single++);
  on(['encapsed_string'], (at, node) => {
    // A text with values in it has no choice.
    if (!/[$\\]/.test(textOf(at.tree, node).slice(0, 200))) at.style.double++;
  });
  return { visitors, statements: types.statements };
}

function sampleBlock(extraction: Extraction, node: number): void {
  const { tree, text } = extraction;
  const first = firstChild(tree, node);
  if (first !== -1) sampleIndent(extraction, contentStart(text, startOf(tree, node)), startOf(tree, first));
}

function visitCall(extraction: Extraction, node: number, callee: number, constructs: boolean, types: PhpTypes): void {
  const { tree } = extraction;
  const list = childOfType(tree, node, types.arguments);
  // `run(...)` is the function itself.
  if (callee === -1 || (list !== -1 && typeOf(tree, firstChild(tree, list)) === types.placeholder)) return;
  addCall(extraction, node, callee, list, constructs);
}

/** `if (a) { } elseif (b) { } else { }` */
function visitIf(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree } = extraction;
  let test = bare(extraction, childByField(tree, node, types.fieldCondition), types);
  if (test === -1) return;
  enterLater(extraction, childByField(tree, node, types.fieldBody), { condition: condition(test) });
  for (const clause of childrenOf(tree, node)) {
    const type = typeOf(tree, clause);
    const body = childByField(tree, clause, types.fieldBody);
    if (type === types.elseIf) {
      test = bare(extraction, childByField(tree, clause, types.fieldCondition), types);
      if (test !== -1) enterLater(extraction, body, { condition: condition(test) });
    } else if (type === types.elseClause && test !== -1) {
      enterLater(extraction, body, { condition: condition(test, true) });
    }
  }
}

/** The test of a statement without its parentheses. */
function bare({ tree }: Extraction, node: number, types: PhpTypes): number {
  if (typeOf(tree, node) !== types.parenthesized) return node;
  return childrenOf(tree, node).find((child) => typeOf(tree, child) !== types.comment) ?? node;
}

function visitConditional(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree } = extraction;
  const test = childByField(tree, node, types.fieldCondition);
  if (test === -1) return;
  enterLater(extraction, childByField(tree, node, types.fieldAlternative), { condition: condition(test, true) });
  enterLater(extraction, childByField(tree, node, types.fieldBody), { condition: condition(test) });
}

function visitBinary(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree } = extraction;
  const operator = typeOf(tree, childByField(tree, node, types.fieldOperator));
  const isAnd = operator === types.tokenAnd || operator === types.tokenWordAnd;
  if (!isAnd && operator !== types.tokenOr && operator !== types.tokenWordOr) return;
  const left = childByField(tree, node, types.fieldLeft);
  enterLater(extraction, childByField(tree, node, types.fieldRight), { condition: condition(left, !isAnd) });
}

/** `case 1: …`: what follows the label runs for its value. */
function visitCase(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree } = extraction;
  const label = childByField(tree, node, types.fieldValue);
  if (label === -1) return;
  for (const statement of childrenOf(tree, node)) {
    const type = typeOf(tree, statement);
    if (types.statements[type] === 1 || type === types.compound) {
      enterLater(extraction, statement, { condition: condition(label) });
    }
  }
}

function visitLoop(extraction: Extraction, node: number, types: PhpTypes): void {
  enterLater(extraction, childByField(extraction.tree, node, types.fieldBody), { inLoop: true });
}

/** `$_ENV['NAME']`, read and not assigned. */
function visitSubscript(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree } = extraction;
  const [object = -1, key = -1] = childrenOf(tree, node);
  if (typeOf(tree, key) !== types.string || tree.field[node] === types.fieldLeft) return;
  if (typeOf(tree, object) !== types.variable || !/^\$_(?:ENV|SERVER)$/.test(textOf(tree, object))) return;
  const name = textOf(tree, key).slice(1, -1);
  extraction.environmentReads.push({ object, name, default: null, required: false, node, frame: extraction.frame });
}
