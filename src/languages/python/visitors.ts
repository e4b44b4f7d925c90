/** Which node types say what, in one table; each node is visited once. */
import { childByField, childrenOf, endOf, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { GrammarIndex } from '../../syntax/flatTree.ts';
import { addCall, sampleIndent } from '../extraction/collect.ts';
import { condition, enterLater } from '../extraction/extraction.ts';
import type { Extraction, WalkTable } from '../extraction/extraction.ts';
import { perGrammar, visitorsFor } from '../extraction/perGrammar.ts';
import { visitClass } from './classes.ts';
import {
  visitAsPattern,
  visitAssignment,
  visitFunction,
  visitLambda,
  visitLoopTarget,
  visitNamedExpression,
  visitOuterNames,
} from './definitions.ts';
import { pythonReader } from './expressions.ts';
import { visitTry, visitWith } from './handlers.ts';
import { visitImport, visitImportFrom } from './imports.ts';
import { pythonTypes } from './types.ts';
import type { PythonTypes } from './types.ts';

export const pythonTable: (grammar: GrammarIndex) => WalkTable = perGrammar(tableOf);

function tableOf(grammar: GrammarIndex): WalkTable {
  const types = pythonTypes(grammar);
  const { visitors, on } = visitorsFor(grammar, types);
  on('import_statement', visitImport);
  on('import_from_statement', visitImportFrom);
  on('function_definition', visitFunction);
  on('lambda', visitLambda);
  on('class_definition', visitClass);
  on('assignment', visitAssignment);
  on('named_expression', visitNamedExpression);
  on('as_pattern', visitAsPattern);
  on('global_statement', (at, node) => visitOuterNames(at, node, true));
  on('nonlocal_statement', (at, node) => visitOuterNames(at, node, false));
  on('call', (at, node) => {
    const callee = childByField(at.tree, node, types.fieldFunction);
    addCall(at, node, callee, childByField(at.tree, node, types.fieldArguments), false);
  });
  on('subscript', visitSubscript);
  on('if_statement', visitIf);
  on('elif_clause', (at, node) => {
    const test = childByField(at.tree, node, types.fieldCondition);
    enterLater(at, childByField(at.tree, node, types.fieldConsequence), { condition: condition(test) });
  });
  on('conditional_expression', visitConditionalExpression);
  on('boolean_operator', visitBooleanOperator);
  on('for_statement', (at, node) => {
    visitLoopTarget(at, node, types);
    visitLoop(at, node, types);
  });
  on('while_statement', visitLoop);
  on('try_statement', visitTry);
  on('with_statement', (at, node) => visitWith(at, node, types, pythonReader(at.tree, types)));
  on('comment', (at, node) => at.comments.push(node));
  on('string_start', ({ style, text, tree }, node) => {
    const end = endOf(tree, node);
    const quote = text[end - 1];
    const isTriple = text[end - 2] === quote && end - startOf(tree, node) >= 3;
    if (isTriple) return;
    if (quote === "'") style.single++;
    else style.double++;
  });
  on('block', (at, node) => sampleIndent(at, startOf(at.tree, at.tree.parent[node] ?? 0), startOf(at.tree, node)));
  return { visitors, statements: types.statements };
}

function visitIf(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree, text } = extraction;
  const test = childByField(tree, node, types.fieldCondition);
  const consequence = childByField(tree, node, types.fieldConsequence);
  const written = text.slice(startOf(tree, test), Math.min(endOf(tree, test), startOf(tree, test) + 60));
  const typeOnly = /^\(?(?:\w+\.)?TYPE_CHECKING\)?$/.test(written) || undefined;
  enterLater(extraction, consequence, { condition: condition(test), typeOnly });
  if (/^\(?\s*(?:__name__\s*==\s*(['"])__main__\1|(['"])__main__\2\s*==\s*__name__)\s*\)?$/.test(written)) {
    extraction.mainGuards.push({ start: startOf(tree, node), end: endOf(tree, test) });
  }
  let lastTest = test;
  for (const child of childrenOf(tree, node)) {
    if (typeOf(tree, child) === types.elifClause) lastTest = childByField(tree, child, types.fieldCondition);
    if (typeOf(tree, child) !== types.elseClause) continue;
    enterLater(extraction, childByField(tree, child, types.fieldBody), { condition: condition(lastTest, true) });
  }
}

function visitConditionalExpression(extraction: Extraction, node: number): void {
  const [consequence = -1, test = -1, alternative = -1] = childrenOf(extraction.tree, node);
  if (alternative === -1) return;
  enterLater(extraction, consequence, { condition: condition(test) });
  enterLater(extraction, alternative, { condition: condition(test, true) });
}

function visitBooleanOperator(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree } = extraction;
  const isOr = typeOf(tree, childByField(tree, node, types.fieldOperator)) === types.tokenOr;
  const left = childByField(tree, node, types.fieldLeft);
  enterLater(extraction, childByField(tree, node, types.fieldRight), { condition: condition(left, isOr) });
}

function visitLoop(extraction: Extraction, node: number, types: PythonTypes): void {
  enterLater(extraction, childByField(extraction.tree, node, types.fieldBody), { inLoop: true });
}

/** `os.environ["NAME"]`, read and not assigned. */
function visitSubscript(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree } = extraction;
  const object = childByField(tree, node, types.fieldValue);
  const key = childByField(tree, node, types.fieldSubscript);
  const parent = tree.parent[node] ?? -1;
  const isTarget = tree.field[node] === types.fieldLeft || typeOf(tree, parent) === types.deleteStatement;
  if (isTarget || typeOf(tree, key) !== types.string) return;
  // Variables are in capitals, which few other keys are.
  const name = /^(['"])([A-Z][A-Z0-9_]*)\1$/.exec(textOf(tree, key).slice(0, 200))?.[2];
  if (name === undefined) return;
  extraction.environmentReads.push({ object, name, default: null, required: true, node, frame: extraction.frame });
}
