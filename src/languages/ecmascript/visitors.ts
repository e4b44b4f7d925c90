/** Which node types say what, in one table; each node is visited once. */
import type { GrammarIndex } from '../../syntax/flatTree.ts';
import { childByField, endOf, firstChild, firstChildBut, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { addCall, sampleIndent } from '../extraction/collect.ts';
import { condition, enterLater } from '../extraction/extraction.ts';
import type { Extraction, WalkTable } from '../extraction/extraction.ts';
import { perGrammar, visitorsFor } from '../extraction/perGrammar.ts';
import { bindName, namesOf, visitAssignment, visitDeclarator } from './bindings.ts';
import { scriptReader } from './expressions.ts';
import { visitClass, visitEnum, visitField, visitInterface } from './classes.ts';
import { visitFunction } from './functions.ts';
import { visitPromiseCatch, visitTry } from './handlers.ts';
import { visitExport, visitImport, visitLooseRequire } from './imports.ts';
import { scriptTypes } from './types.ts';
import type { ScriptTypes } from './types.ts';

export const scriptTable: (grammar: GrammarIndex) => WalkTable = perGrammar(tableOf);

function tableOf(grammar: GrammarIndex): WalkTable {
  const types = scriptTypes(grammar);
  const { visitors, on } = visitorsFor(grammar, types);
  on(['import_statement'], visitImport);
  on(['export_statement'], visitExport);
  on(
    [
      'arrow_function',
      'function_declaration',
      'function_expression',
      'generator_function',
      'generator_function_declaration',
      'method_definition',
    ],
    visitFunction,
  );
  on(['class_declaration', 'abstract_class_declaration', 'class'], visitClass);
  on(['interface_declaration', 'type_alias_declaration'], visitInterface);
  on(['enum_declaration'], visitEnum);
  on(['field_definition', 'public_field_definition'], visitField);
  on(['variable_declarator'], visitDeclarator);
  on(['assignment_expression', 'augmented_assignment_expression'], visitAssignment);
  on(['call_expression'], visitCall);
  on(['new_expression'], (at, node) => {
    const callee = childByField(at.tree, node, types.fieldConstructor);
    if (callee !== -1) addCall(at, node, callee, childByField(at.tree, node, types.fieldArguments), true);
  });
  on(['member_expression', 'subscript_expression'], visitEnvironment);
  on(['if_statement'], visitIf);
  on(['ternary_expression'], (at, node) => {
    const test = childByField(at.tree, node, types.fieldCondition);
    enterLater(at, childByField(at.tree, node, types.fieldAlternative), { condition: condition(test, true) });
    enterLater(at, childByField(at.tree, node, types.fieldConsequence), { condition: condition(test) });
  });
  on(['binary_expression'], visitBinary);
  on(['for_in_statement'], (at, node) => {
    const target = childByField(at.tree, node, types.fieldLeft);
    if (target !== -1) for (const name of namesOf(at, target, types)) bindName(at, at.frame.scope, name.node, null);
    visitLoop(at, node, types);
  });
  on(['for_statement', 'while_statement', 'do_statement'], visitLoop);
  on(['try_statement'], visitTry);
  on(['comment'], (at, node) => at.comments.push(node));
  on(['string'], ({ style, text, tree }, node) => {
    // Attributes of JSX are in double quotes whatever the rest is in.
    if (grammar.typeNames[typeOf(tree, tree.parent[node] ?? -1)] === 'jsx_attribute') return;
    if (text[startOf(tree, node)] === "'") style.single++;
    else style.double++;
  });
  on(['statement_block', 'class_body'], (at, node) => {
    const first = firstChild(at.tree, node);
    if (first !== -1) sampleIndent(at, lineContent(at, node), startOf(at.tree, first));
  });
  for (let id = 0; id < grammar.typeNames.length; id++) {
    if (types.terminated[id] !== 1) continue;
    const visit = visitors[id];
    visitors[id] = (at, node) => {
      if (at.text[endOf(at.tree, node) - 1] === ';') at.style.withSemicolon++;
      else at.style.withoutSemicolon++;
      visit?.(at, node);
    };
  }
  return { visitors, statements: types.statements };
}

/** Start of what stands on the line that opens a block. */
function lineContent({ text, tree }: Extraction, block: number): number {
  let start = startOf(tree, block);
  const lowest = Math.max(0, start - 500);
  while (start > lowest && text[start - 1] !== '\n') start--;
  while (text[start] === ' ' || text[start] === '\t') start++;
  return start;
}

function visitCall(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree } = extraction;
  const callee = childByField(tree, node, types.fieldFunction);
  if (callee === -1 || visitLooseRequire(extraction, node, callee, types)) return;
  visitPromiseCatch(extraction, node, callee, types);
  addCall(extraction, node, callee, childByField(tree, node, types.fieldArguments), false);
}

function visitIf(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree, text } = extraction;
  const parenthesized = childByField(tree, node, types.fieldCondition);
  const bare = parenthesized === -1 ? -1 : firstChildBut(tree, parenthesized, types.comment);
  const test = bare === -1 ? parenthesized : bare;
  if (test === -1) return;
  const otherwise = childByField(tree, node, types.fieldAlternative);
  const alternative =
    typeOf(tree, otherwise) === types.elseClause ? firstChildBut(tree, otherwise, types.comment) : otherwise;
  enterLater(extraction, alternative, { condition: condition(test, true) });
  enterLater(extraction, childByField(tree, node, types.fieldConsequence), { condition: condition(test) });
  const written = text.slice(startOf(tree, test), Math.min(endOf(tree, test), startOf(tree, test) + 300));
  if (isMainTest(written)) extraction.mainGuards.push({ start: startOf(tree, node), end: endOf(tree, parenthesized) });
}

function isMainTest(written: string): boolean {
  if (
    /^require\.main\s*===?\s*module$|^module\s*===?\s*require\.main$|^!\s*module\.parent$|^import\.meta\.main$/.test(
      written,
    )
  ) {
    return true;
  }
  return written.includes('import.meta.') && written.includes('process.argv');
}

function visitBinary(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree } = extraction;
  const operator = typeOf(tree, childByField(tree, node, types.fieldOperator));
  const isAnd = operator === types.tokenAnd;
  if (!isAnd && operator !== types.tokenOr && operator !== types.tokenNullish) return;
  const left = childByField(tree, node, types.fieldLeft);
  enterLater(extraction, childByField(tree, node, types.fieldRight), { condition: condition(left, !isAnd) });
}

function visitLoop(extraction: Extraction, node: number, types: ScriptTypes): void {
  enterLater(extraction, childByField(extraction.tree, node, types.fieldBody), { inLoop: true });
}

const isUpperCase = (code: number): boolean => code >= 65 && code <= 90;

/** `process.env.NAME`, read and not assigned. */
function visitEnvironment(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree, text, frame } = extraction;
  const object = childByField(tree, node, types.fieldObject);
  const kind = typeOf(tree, object);
  if (kind !== types.identifier && kind !== types.member) return;
  const property = childByField(tree, node, types.fieldProperty);
  const index = childByField(tree, node, types.fieldIndex);
  // Variables are in capitals, which few other attributes of a plain name are.
  const looksRight =
    kind === types.member
      ? text.startsWith('env', endOf(tree, object) - 3)
      : isUpperCase(text.charCodeAt(startOf(tree, property === -1 ? index : property) + (property === -1 ? 1 : 0)));
  if (!looksRight) return;
  const name = property !== -1 ? textOf(tree, property) : scriptReader(tree, types).literalOf(index);
  const parent = tree.parent[node] ?? -1;
  const isTarget = tree.field[node] === types.fieldLeft && typeOf(tree, parent) === types.assignment;
  if (name === null || isTarget || typeOf(tree, index) === types.number) return;
  const operator = typeOf(tree, childByField(tree, parent, types.fieldOperator));
  const isDefaulted =
    tree.field[node] === types.fieldLeft && (operator === types.tokenOr || operator === types.tokenNullish);
  const fallback = isDefaulted ? childByField(tree, parent, types.fieldRight) : -1;
  extraction.environmentReads.push({
    object,
    name,
    default:
      fallback === -1 ? null : (scriptReader(tree, types).literalOf(fallback) ?? textOf(tree, fallback).slice(0, 200)),
    required: typeOf(tree, parent) === types.nonNull,
    node,
    frame,
  });
}
