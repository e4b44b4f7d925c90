/** Which node types say what, in one table; each node is visited once. */
import type { GrammarIndex } from '../../syntax/flatTree.ts';
import { childByField, childOfType, childrenOf, firstChild, startOf, typeOf } from '../../syntax/navigate.ts';
import { addCall, sampleIndent } from '../extraction/collect.ts';
import { condition, enterLater } from '../extraction/extraction.ts';
import type { Extraction, WalkTable } from '../extraction/extraction.ts';
import { contentStart } from '../extraction/lines.ts';
import { perGrammar, visitorsFor } from '../extraction/perGrammar.ts';
import { visitAnonymousClass, visitClass, visitEnumConstant, visitField } from './classes.ts';
import { enterBlock, visitAssignment, visitLambda, visitLocals, visitMethod, visitTypedName } from './definitions.ts';
import { visitFailureLambda, visitTry } from './handlers.ts';
import { visitImport } from './imports.ts';
import { javaTypes } from './types.ts';
import type { JavaTypes } from './types.ts';

export const javaTable: (grammar: GrammarIndex) => WalkTable = perGrammar(tableOf);

function tableOf(grammar: GrammarIndex): WalkTable {
  const types = javaTypes(grammar);
  const { visitors, on } = visitorsFor(grammar, types);
  on(['import_declaration'], visitImport);
  on(
    [
      'class_declaration',
      'interface_declaration',
      'enum_declaration',
      'record_declaration',
      'annotation_type_declaration',
    ],
    visitClass,
  );
  on(['class_body'], visitAnonymousClass);
  on(['enum_constant'], visitEnumConstant);
  on(['field_declaration', 'constant_declaration'], visitField);
  on(['method_declaration', 'constructor_declaration', 'compact_constructor_declaration'], visitMethod);
  on(['lambda_expression'], visitLambda);
  on(['local_variable_declaration'], visitLocals);
  on(['assignment_expression'], visitAssignment);
  on(['resource', 'instanceof_expression'], visitTypedName);
  on(['method_invocation'], (at, node) => {
    const { tree } = at;
    visitFailureLambda(at, node, types);
    const callee = childByField(tree, node, types.fieldName);
    if (callee !== -1) addCall(at, node, callee, childByField(tree, node, types.fieldArguments), false);
  });
  on(['object_creation_expression'], (at, node) => {
    const type = childByField(at.tree, node, types.fieldType);
    const callee = typeOf(at.tree, type) === types.genericType ? firstChild(at.tree, type) : type;
    if (callee !== -1) addCall(at, node, callee, childByField(at.tree, node, types.fieldArguments), true);
  });
  on(['if_statement'], visitIf);
  on(['ternary_expression'], visitIf);
  on(['binary_expression'], visitBinary);
  on(['switch_expression'], visitSwitch);
  on(['enhanced_for_statement'], (at, node) => {
    enterBlock(at, node);
    visitTypedName(at, node, types);
    visitLoop(at, node, types);
  });
  on(['for_statement'], (at, node) => {
    enterBlock(at, node);
    visitLoop(at, node, types);
  });
  on(['while_statement', 'do_statement'], visitLoop);
  on(['try_statement'], visitTry);
  on(['try_with_resources_statement'], (at, node) => {
    enterBlock(at, node);
    visitTry(at, node, types);
  });
  on(['line_comment', 'block_comment'], (at, node) => at.comments.push(node));
  on(['block'], (at, node) => {
    sampleBlock(at, node);
    const parent = typeOf(at.tree, at.tree.parent[node] ?? -1);
    if (types.functions[parent] !== 1) enterBlock(at, node);
  });
  on(['constructor_body', 'interface_body', 'enum_body'], sampleBlock);
  const anonymous = visitors[types.classBody];
  visitors[types.classBody] = (at, node) => {
    sampleBlock(at, node);
    anonymous?.(at, node);
  };
  return { visitors, statements: types.statements };
}

function sampleBlock(extraction: Extraction, node: number): void {
  const { tree, text } = extraction;
  const first = firstChild(tree, node);
  if (first !== -1) sampleIndent(extraction, contentStart(text, startOf(tree, node)), startOf(tree, first));
}

/** `if (a) b; else c;` and `a ? b : c` */
function visitIf(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree } = extraction;
  const test = bare(extraction, childByField(tree, node, types.fieldCondition), types);
  if (test === -1) return;
  enterLater(extraction, childByField(tree, node, types.fieldAlternative), { condition: condition(test, true) });
  enterLater(extraction, childByField(tree, node, types.fieldConsequence), { condition: condition(test) });
}

/** The test of a statement without its parentheses. */
function bare({ tree }: Extraction, node: number, types: JavaTypes): number {
  if (typeOf(tree, node) !== types.parenthesized) return node;
  const inside = childrenOf(tree, node).find((child) => {
    const type = typeOf(tree, child);
    return type !== types.lineComment && type !== types.blockComment;
  });
  return inside ?? node;
}

function visitBinary(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree } = extraction;
  const operator = typeOf(tree, childByField(tree, node, types.fieldOperator));
  if (operator !== types.tokenAnd && operator !== types.tokenOr) return;
  const left = childByField(tree, node, types.fieldLeft);
  const isOr = operator === types.tokenOr;
  enterLater(extraction, childByField(tree, node, types.fieldRight), { condition: condition(left, isOr) });
}

/** `case 1: …` and `case 1 -> …`: what follows the label runs for its values. */
function visitSwitch(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree } = extraction;
  const block = childByField(tree, node, types.fieldBody);
  for (const group of block === -1 ? [] : childrenOf(tree, block)) {
    const label = childOfType(tree, group, types.switchLabel);
    if (label !== -1) enterLater(extraction, group, { condition: condition(label) });
  }
}

function visitLoop(extraction: Extraction, node: number, types: JavaTypes): void {
  enterLater(extraction, childByField(extraction.tree, node, types.fieldBody), { inLoop: true });
}
