/** Which node types say what, in one table; each node is visited once. */
import type { GrammarIndex } from '../../syntax/flatTree.ts';
import { childByField, childOfType, childrenOf, firstChild, startOf, typeOf } from '../../syntax/navigate.ts';
import { addCall, sampleIndent } from '../extraction/collect.ts';
import { condition, enterLater } from '../extraction/extraction.ts';
import type { Extraction, WalkTable } from '../extraction/extraction.ts';
import { contentStart } from '../extraction/lines.ts';
import { perGrammar, visitorsFor } from '../extraction/perGrammar.ts';
import { visitClass, visitCompanion, visitEnumEntry, visitObjectLiteral, visitProperty } from './classes.ts';
import { enterBlock, visitAssignment, visitFunction, visitLambda, visitLoopVariables } from './definitions.ts';
import { genericArguments, isConstructor, isPartOfCall } from './expressions.ts';
import { visitFailureLambda, visitTry } from './handlers.ts';
import { visitImport } from './imports.ts';
import { kotlinTypes } from './types.ts';
import type { KotlinTypes } from './types.ts';

export const kotlinTable: (grammar: GrammarIndex) => WalkTable = perGrammar(tableOf);

function tableOf(grammar: GrammarIndex): WalkTable {
  const types = kotlinTypes(grammar);
  const { visitors, on } = visitorsFor(grammar, types);
  on(['import'], visitImport);
  on(['class_declaration', 'object_declaration'], visitClass);
  on(['companion_object'], visitCompanion);
  on(['object_literal'], visitObjectLiteral);
  on(['enum_entry'], visitEnumEntry);
  on(['property_declaration'], visitProperty);
  on(['function_declaration', 'anonymous_function', 'secondary_constructor'], visitFunction);
  on(['lambda_literal'], (at, node) => {
    sampleBlock(at, node);
    visitLambda(at, node, types);
  });
  on(['assignment'], visitAssignment);
  on(['call_expression'], visitCall);
  on(['if_expression'], visitIf);
  on(['when_expression'], visitWhen);
  on(['binary_expression'], visitBinary);
  on(['for_statement'], (at, node) => {
    enterBlock(at, node);
    visitLoopVariables(at, node, types);
    visitLoop(at, node, types);
  });
  on(['while_statement', 'do_while_statement'], visitLoop);
  on(['try_expression'], visitTry);
  on(['line_comment', 'block_comment'], (at, node) => at.comments.push(node));
  on(['block'], (at, node) => {
    sampleBlock(at, node);
    const parent = typeOf(at.tree, at.tree.parent[node] ?? -1);
    if (parent !== types.functionBody) enterBlock(at, node);
  });
  on(['class_body', 'enum_class_body'], sampleBlock);
  const { statements, statementHolders, neverStatements } = types;
  return { visitors, statements, statementHolders, neverStatements };
}

function sampleBlock(extraction: Extraction, node: number): void {
  const { tree, text } = extraction;
  const first = firstChild(tree, node);
  if (first !== -1) sampleIndent(extraction, contentStart(text, startOf(tree, node)), startOf(tree, first));
}

function visitCall(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree } = extraction;
  // `a(b)` in `a(b) { c }` is read with the whole.
  if (isPartOfCall(tree, node, types)) return;
  const first = firstChild(tree, node);
  const callee = isPartOfCall(tree, first, types) ? firstChild(tree, first) : first;
  if (callee === -1) return;
  visitFailureLambda(extraction, node, callee, types);
  addCall(extraction, node, callee, node, isConstructor(tree, callee, types));
}

/** `if (a) b else c`: what stands behind the test has no names. */
function visitIf(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree } = extraction;
  const test = childByField(tree, node, types.fieldCondition);
  if (test === -1) return;
  const [consequence = -1, alternative = -1] = childrenOf(tree, node).filter(
    (child) => child > test && !isComment(extraction, child, types),
  );
  enterLater(extraction, alternative, { condition: condition(test, true) });
  enterLater(extraction, consequence, { condition: condition(test) });
}

/** `1, 2 -> a()`: the entry runs for its conditions. */
function visitWhen(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree } = extraction;
  for (const entry of childrenOf(tree, node)) {
    if (typeOf(tree, entry) !== types.whenEntry) continue;
    const test = childByField(tree, entry, types.fieldCondition);
    if (test !== -1) {
      const body = childrenOf(tree, entry).at(-1) ?? -1;
      enterLater(extraction, body, { condition: condition(test) });
    }
  }
}

function visitBinary(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree } = extraction;
  const operator = typeOf(tree, childByField(tree, node, types.fieldOperator));
  const left = childByField(tree, node, types.fieldLeft);
  const generic = genericArguments(tree, node, types);
  if (generic !== -1) {
    const callee = childByField(tree, left, types.fieldLeft);
    addCall(extraction, node, callee, generic, isConstructor(tree, callee, types));
    return;
  }
  if (operator !== types.tokenAnd && operator !== types.tokenOr && operator !== types.tokenElvis) return;
  const negated = operator !== types.tokenAnd;
  enterLater(extraction, childByField(tree, node, types.fieldRight), { condition: condition(left, negated) });
}

function visitLoop(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree } = extraction;
  const block = childOfType(tree, node, types.block);
  const body = block === -1 ? (childrenOf(tree, node).at(-1) ?? -1) : block;
  enterLater(extraction, body, { inLoop: true });
}

function isComment({ tree }: Extraction, node: number, types: KotlinTypes): boolean {
  const type = typeOf(tree, node);
  return type === types.lineComment || type === types.blockComment;
}
