/** `catch` clauses, and the functions that take what went wrong in a future. */
import type { Range } from '../../model/text.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChild,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { failureLambdas } from '../../knowledge/failureLambdas.ts';
import { enterLater } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addHandler } from '../extraction/handlers.ts';
import { nearLineEnd } from '../extraction/lines.ts';
import { bind, createScope } from '../extraction/scopes.ts';
import { bodyRange, parametersOf } from './definitions.ts';
import type { JavaTypes } from './types.ts';

/** A function that is longer is not searched for the error's name to its end. */
const mostRead = 20_000;

export function visitTry(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree } = extraction;
  const tryBody = childByField(tree, node, types.fieldBody);
  for (const clause of childrenOf(tree, node)) {
    if (typeOf(tree, clause) === types.catchClause) addCatch(extraction, clause, tryBody, types);
  }
}

function addCatch(extraction: Extraction, clause: number, tryBody: number, types: JavaTypes): void {
  const { tree, text, frame } = extraction;
  const body = childByField(tree, clause, types.fieldBody);
  const parameter = childOfType(tree, clause, types.catchParameter);
  if (body === -1) return;
  const list = parameter === -1 ? -1 : childOfType(tree, parameter, types.catchType);
  const nameNode = parameter === -1 ? -1 : childByField(tree, parameter, types.fieldName);
  const name = nameNode === -1 ? null : textOf(tree, nameNode);
  const start = startOf(tree, clause);
  addHandler(extraction, {
    form: 'catch',
    header: { start, end: start + text.slice(start, startOf(tree, body)).trimEnd().length },
    body: bodyRange(extraction, body, types),
    bodyNode: body,
    statements: statementsOf(extraction, body, types),
    placeholder: placeholderOf(extraction, body, types),
    binding: name === '_' ? null : name,
    bindingNames: name === null ? [] : [name],
    bindingInsertAt: -1,
    tryBodyNode: tryBody,
    types: list === -1 ? [] : childrenOf(tree, list),
    reference: -1,
    placedAt: clause,
  });
  // The error is a name of its clause alone.
  const scope = createScope(frame.scope, frame.scope.owner, frame.function);
  if (name !== null) bind(scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode));
  enterLater(extraction, clause, { scope });
}

/** `future.exceptionally(error -> …)`, `future.handle((result, error) -> …)` */
export function visitFailureLambda(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree, text } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const object = childByField(tree, node, types.fieldObject);
  const row = failureLambdas('jvm').get(textOf(tree, nameNode));
  const list = childByField(tree, node, types.fieldArguments);
  if (row === undefined || object === -1 || list === -1) return;
  const lambda = childrenOf(tree, list).find((child) => typeOf(tree, child) === types.lambda) ?? -1;
  const body = lambda === -1 ? -1 : childByField(tree, lambda, types.fieldBody);
  if (body === -1) return;
  const parameters = parametersOf(extraction, childByField(tree, lambda, types.fieldParameters), types);
  const error = parameters[row.errorAt];
  if (error === undefined || parameters.length !== row.parameters) return;
  const name = textOf(tree, error.name);
  if (row.named !== undefined && !row.named.test(name)) return;
  const isStatement = typeOf(tree, tree.parent[node] ?? -1) === types.expressionStatement;
  if (row.looksOn === true && !isStatement) return;
  if (
    row.always === true &&
    !textOf(tree, body)
      .slice(0, mostRead)
      .split(/[^\w$]+/)
      .includes(name)
  )
    return;
  const isBlock = typeOf(tree, body) === types.block;
  const dot = text.lastIndexOf('.', startOf(tree, nameNode));
  const start = dot >= endOf(tree, object) ? dot : startOf(tree, nameNode);
  addHandler(extraction, {
    form: 'promise-catch',
    header: { start, end: Math.min(endOf(tree, node), nearLineEnd(text, start)) },
    body: bodyRange(extraction, body, types),
    bodyNode: body,
    statements: isBlock ? statementsOf(extraction, body, types) : [rangeOf(tree, body)],
    placeholder: isBlock ? placeholderOf(extraction, body, types) : null,
    binding: name,
    bindingNames: [name],
    bindingInsertAt: -1,
    tryBodyNode: object,
    types: [],
    reference: -1,
    placedAt: node,
  });
}

function statementsOf({ tree }: Extraction, block: number, types: JavaTypes): Range[] {
  return childrenOf(tree, block)
    .filter((child) => types.statements[typeOf(tree, child)] === 1 || typeOf(tree, child) === types.block)
    .map((child) => rangeOf(tree, child));
}

/** All between the braces, where there is nothing. */
function placeholderOf(extraction: Extraction, block: number, types: JavaTypes): Range | null {
  return firstChild(extraction.tree, block) === -1 ? bodyRange(extraction, block, types) : null;
}
