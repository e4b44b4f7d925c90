/** Which node types say what, in one table; each node is visited once. */
import type { GrammarIndex } from '../../syntax/flatTree.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChild,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { addCall, sampleIndent } from '../extraction/collect.ts';
import { condition, enterLater } from '../extraction/extraction.ts';
import type { Extraction, WalkTable } from '../extraction/extraction.ts';
import { contentStart } from '../extraction/lines.ts';
import { perGrammar, visitorsFor } from '../extraction/perGrammar.ts';
import { visitClass, visitEnumMember, visitField, visitProperty } from './classes.ts';
import {
  enterBlock,
  visitAccessor,
  visitAssignment,
  visitLambda,
  visitLocals,
  visitLoopVariable,
  visitMethod,
  visitTypedName,
} from './definitions.ts';
import { awaitSettings } from './expressions.ts';
import { visitTry } from './handlers.ts';
import { visitUsing } from './imports.ts';
import { csharpTypes } from './types.ts';
import type { CsharpTypes } from './types.ts';

export const csharpTable: (grammar: GrammarIndex) => WalkTable = perGrammar(tableOf);

function tableOf(grammar: GrammarIndex): WalkTable {
  const types = csharpTypes(grammar);
  const { visitors, on } = visitorsFor(grammar, types);
  on(['using_directive'], visitUsing);
  on(
    ['class_declaration', 'interface_declaration', 'struct_declaration', 'record_declaration', 'enum_declaration'],
    visitClass,
  );
  on(['field_declaration', 'event_field_declaration'], visitField);
  on(['property_declaration'], (at, node) => {
    visitProperty(at, node, types);
    visitAccessor(at, node, types);
  });
  on(['enum_member_declaration'], visitEnumMember);
  on(
    [
      'method_declaration',
      'constructor_declaration',
      'destructor_declaration',
      'operator_declaration',
      'conversion_operator_declaration',
      'local_function_statement',
    ],
    visitMethod,
  );
  on(['accessor_declaration'], visitAccessor);
  on(['lambda_expression', 'anonymous_method_expression'], visitLambda);
  on(['variable_declaration'], (at, node) => {
    const above = typeOf(at.tree, at.tree.parent[node] ?? -1);
    if (above !== types.fieldDeclaration && above !== types.eventField) visitLocals(at, node, types);
  });
  on(['assignment_expression'], visitAssignment);
  on(['declaration_pattern', 'declaration_expression', 'recursive_pattern', 'from_clause'], visitTypedName);
  on(['invocation_expression'], visitInvocation);
  // What is made has its type where it goes to: `new("key", value)`.
  on(['implicit_object_creation_expression'], (at, node) => {
    addCall(at, node, node, childOfType(at.tree, node, types.argumentList), true);
  });
  on(['object_creation_expression'], (at, node) => {
    const type = childByField(at.tree, node, types.fieldType);
    const callee = typeOf(at.tree, type) === types.genericName ? firstChild(at.tree, type) : type;
    if (callee !== -1) addCall(at, node, callee, childByField(at.tree, node, types.fieldArguments), true);
  });
  on(['if_statement', 'conditional_expression'], visitIf);
  on(['binary_expression'], visitBinary);
  on(['switch_section'], visitSection);
  on(['switch_expression_arm'], visitArm);
  on(['foreach_statement'], (at, node) => {
    enterBlock(at, node);
    visitLoopVariable(at, node, types);
    visitLoop(at, node, types);
  });
  on(['for_statement'], (at, node) => {
    enterBlock(at, node);
    visitLoop(at, node, types);
  });
  on(['while_statement', 'do_statement'], visitLoop);
  on(['using_statement'], enterBlock);
  on(['try_statement'], visitTry);
  on(['comment'], (at, node) => at.comments.push(node));
  on(['block'], (at, node) => {
    sampleBlock(at, node);
    if (types.functions[typeOf(at.tree, at.tree.parent[node] ?? -1)] !== 1) enterBlock(at, node);
  });
  on(['declaration_list'], sampleBlock);
  on(['global_statement'], visitGlobalStatement);
  return { visitors, statements: types.statements };
}

function sampleBlock(extraction: Extraction, node: number): void {
  const { tree, text } = extraction;
  const first = firstChild(tree, node);
  if (first !== -1) sampleIndent(extraction, contentStart(text, startOf(tree, node)), startOf(tree, first));
}

/** Statements outside of everything are the program; the first of them stands for it. */
function visitGlobalStatement(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, mainGuards } = extraction;
  const statement = firstChild(tree, node);
  if (mainGuards.length > 0 || typeOf(tree, statement) === types.localFunction) return;
  mainGuards.push({ start: startOf(tree, node), end: endOf(tree, node) });
}

function visitInvocation(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree } = extraction;
  const callee = childByField(tree, node, types.fieldFunction);
  if (callee === -1) return;
  if (typeOf(tree, callee) === types.memberAccess) {
    // How a task is awaited is nothing that is done.
    const isCall = typeOf(tree, childByField(tree, callee, types.fieldExpression)) === types.invocation;
    if (isCall && awaitSettings.test(textOf(tree, childByField(tree, callee, types.fieldName)))) return;
  }
  addCall(extraction, node, callee, childByField(tree, node, types.fieldArguments), false);
}

/** `if (a) b; else c;` and `a ? b : c` */
function visitIf(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree } = extraction;
  const test = childByField(tree, node, types.fieldCondition);
  if (test === -1) return;
  enterLater(extraction, childByField(tree, node, types.fieldAlternative), { condition: condition(test, true) });
  enterLater(extraction, childByField(tree, node, types.fieldConsequence), { condition: condition(test) });
}

function visitBinary(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree } = extraction;
  const operator = typeOf(tree, childByField(tree, node, types.fieldOperator));
  if (operator !== types.tokenAnd && operator !== types.tokenOr) return;
  const left = childByField(tree, node, types.fieldLeft);
  const isOr = operator === types.tokenOr;
  enterLater(extraction, childByField(tree, node, types.fieldRight), { condition: condition(left, isOr) });
}

/** `case 1: …`: what follows the label runs for its values. */
function visitSection(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree } = extraction;
  const [label = -1, ...rest] = childrenOf(tree, node).filter((child) => typeOf(tree, child) !== types.comment);
  if (label === -1 || types.statements[typeOf(tree, label)] === 1 || typeOf(tree, label) === types.block) return;
  for (const statement of rest) {
    const type = typeOf(tree, statement);
    if (types.statements[type] === 1 || type === types.block) {
      enterLater(extraction, statement, { condition: condition(label) });
    }
  }
}

/** `1 => …` of a `switch` expression. */
function visitArm(extraction: Extraction, node: number): void {
  const children = childrenOf(extraction.tree, node);
  const [pattern = -1] = children;
  const value = children.at(-1) ?? -1;
  if (value !== pattern) enterLater(extraction, value, { condition: condition(pattern) });
}

function visitLoop(extraction: Extraction, node: number, types: CsharpTypes): void {
  enterLater(extraction, childByField(extraction.tree, node, types.fieldBody), { inLoop: true });
}
