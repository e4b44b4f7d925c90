/** `catch` clauses and the functions that take a rejected promise. */
import type { Range } from '../../model/text.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChildBut,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { enterLater } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addHandler } from '../extraction/handlers.ts';
import { nearLineEnd } from '../extraction/lines.ts';
import { bindName, namesOf } from './bindings.ts';
import { bodyRange } from './functions.ts';
import type { ScriptTypes } from './types.ts';

export function visitTry(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree } = extraction;
  const tryBody = childByField(tree, node, types.fieldBody);
  const clause = childByField(tree, node, types.fieldHandler);
  if (clause === -1) return;
  enterLater(extraction, tryBody, { guarded: true });
  const body = childByField(tree, clause, types.fieldBody);
  if (body === -1) return;
  const parameter = childByField(tree, clause, types.fieldParameter);
  const names = parameter === -1 ? [] : namesOf(extraction, parameter, types);
  for (const name of names) bindName(extraction, extraction.frame.scope, name.node, null);
  const start = startOf(tree, clause);
  const keywordEnd = start + 'catch'.length;
  addHandler(extraction, {
    form: 'catch',
    header: { start, end: trimmedEnd(extraction.text, keywordEnd, startOf(tree, body)) },
    body: bodyRange(extraction, body, types),
    bodyNode: body,
    statements: statementsOf(extraction, body, types),
    placeholder: placeholderOf(extraction, body, types),
    binding: names[0]?.whole === true ? names[0].name : null,
    bindingNames: names.map(({ name }) => name),
    bindingInsertAt: parameter === -1 ? keywordEnd : -1,
    tryBodyNode: tryBody,
    types: [],
    reference: -1,
    placedAt: clause,
  });
}

/** `promise.catch(handler)` and `promise.then(done, handler)` */
export function visitPromiseCatch(extraction: Extraction, node: number, callee: number, types: ScriptTypes): void {
  const { tree, text } = extraction;
  if (typeOf(tree, callee) !== types.member) return;
  const property = childByField(tree, callee, types.fieldProperty);
  const method = textOf(tree, property);
  if (method !== 'catch' && method !== 'then') return;
  const list = childByField(tree, node, types.fieldArguments);
  const given = list === -1 ? [] : childrenOf(tree, list).filter((child) => typeOf(tree, child) !== types.comment);
  const handler = method === 'catch' ? given[0] : given[1];
  if (handler === undefined || given.length > (method === 'catch' ? 1 : 2)) return;
  const type = typeOf(tree, handler);
  const isFunction = types.functions[type] === 1;
  if (!isFunction && type !== types.identifier && type !== types.member) return;
  const body = isFunction ? childByField(tree, handler, types.fieldBody) : -1;
  if (isFunction && body === -1) return;
  const isBlock = typeOf(tree, body) === types.statementBlock;
  const list2 = isFunction ? childByField(tree, handler, types.fieldParameters) : -1;
  const single = isFunction ? childByField(tree, handler, types.fieldParameter) : -1;
  const first = single !== -1 ? single : list2 === -1 ? -1 : firstChildBut(tree, list2, types.comment);
  const pattern = first === -1 ? -1 : childByField(tree, first, types.fieldPattern);
  const names = first === -1 ? [] : namesOf(extraction, pattern === -1 ? first : pattern, types);
  const dot = text.lastIndexOf('.', startOf(tree, property));
  const start = dot >= endOf(tree, childByField(tree, callee, types.fieldObject)) ? dot : startOf(tree, property);
  const header = { start, end: Math.min(endOf(tree, node), nearLineEnd(text, start)) };
  addHandler(extraction, {
    form: 'promise-catch',
    header,
    body: body === -1 ? rangeOf(tree, handler) : bodyRange(extraction, body, types),
    bodyNode: body,
    statements: isBlock ? statementsOf(extraction, body, types) : body === -1 ? [] : [rangeOf(tree, body)],
    placeholder: isBlock ? placeholderOf(extraction, body, types) : null,
    binding: names[0]?.whole === true ? names[0].name : null,
    bindingNames: names.map(({ name }) => name),
    bindingInsertAt: isFunction && first === -1 && list2 !== -1 ? startOf(tree, list2) + 1 : -1,
    tryBodyNode: childByField(tree, callee, types.fieldObject),
    types: [],
    reference: isFunction ? -1 : handler,
    placedAt: node,
  });
}

function statementsOf({ tree }: Extraction, block: number, types: ScriptTypes): Range[] {
  return childrenOf(tree, block)
    .filter((child) => types.statements[typeOf(tree, child)] === 1)
    .map((child) => rangeOf(tree, child));
}

/** All between the braces, where there is nothing. */
function placeholderOf(extraction: Extraction, block: number, types: ScriptTypes): Range | null {
  const { tree } = extraction;
  if (firstChildBut(tree, block, -1) !== -1 || childOfType(tree, block, types.comment) !== -1) return null;
  return bodyRange(extraction, block, types);
}

function trimmedEnd(text: string, from: number, to: number): number {
  return from + text.slice(from, to).trimEnd().length;
}
