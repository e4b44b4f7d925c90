/** `catch` blocks, and what is made of `runCatching`. */
import type { Range } from '../../model/text.ts';
import {
  childOfType,
  childrenOf,
  endOf,
  firstChild,
  hasText,
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
import { isStatement } from '../extraction/statements.ts';
import { bodyRange } from './definitions.ts';
import type { KotlinTypes } from './types.ts';

/** A function that is longer is not searched for the error's name to its end. */
const mostRead = 20_000;

export function visitTry(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree } = extraction;
  const tryBody = childOfType(tree, node, types.block);
  for (const clause of childrenOf(tree, node)) {
    if (typeOf(tree, clause) === types.catchBlock) addCatch(extraction, clause, tryBody, types);
  }
}

function addCatch(extraction: Extraction, clause: number, tryBody: number, types: KotlinTypes): void {
  const { tree, text, frame } = extraction;
  const body = childOfType(tree, clause, types.block);
  const nameNode = childOfType(tree, clause, types.identifier);
  if (body === -1) return;
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
    types: childrenOf(tree, clause).filter((child) => types.typeNodes[typeOf(tree, child)] === 1),
    reference: -1,
    placedAt: clause,
  });
  // The error is a name of its clause alone.
  const scope = createScope(frame.scope, frame.scope.owner, frame.function);
  if (name !== null) bind(scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode));
  enterLater(extraction, clause, { scope });
}

/** `result.onFailure { … }`, and `runCatching { … }` of which nothing is made. */
export function visitFailureLambda(extraction: Extraction, node: number, callee: number, types: KotlinTypes): void {
  const { tree, text } = extraction;
  const holder = childOfType(tree, node, types.annotatedLambda);
  const lambda = holder === -1 ? -1 : childOfType(tree, holder, types.lambda);
  if (lambda === -1) return;
  const isDropped = isStatement(tree, types, node) && !isValueOfLambda(extraction, node, types);
  if (hasText(tree, callee, 'runCatching')) {
    if (isDropped) addDropped(extraction, node, callee, lambda);
    return;
  }
  if (typeOf(tree, callee) !== types.navigation) return;
  const parts = childrenOf(tree, callee);
  const nameNode = parts.at(-1) ?? -1;
  const row = failureLambdas('jvm').get(textOf(tree, nameNode));
  if (row === undefined || (row.looksOn === true && !isStatement(tree, types, node))) return;
  const names = parametersOf(extraction, lambda, types);
  const name = names[row.errorAt];
  if (name === undefined || names.length !== row.parameters || row.named?.test(name) === false) return;
  if (
    row.always === true &&
    !textOf(tree, lambda)
      .slice(0, mostRead)
      .split(/[^\w$]+/)
      .includes(name)
  )
    return;
  const dot = text.lastIndexOf('.', startOf(tree, nameNode));
  const start = dot >= endOf(tree, parts[0] ?? -1) ? dot : startOf(tree, nameNode);
  addHandler(extraction, {
    form: 'promise-catch',
    header: { start, end: Math.min(endOf(tree, node), nearLineEnd(text, start)) },
    body: bodyRange(extraction, lambda, types),
    bodyNode: lambda,
    statements: statementsOf(extraction, lambda, types),
    placeholder: placeholderOf(extraction, lambda, types),
    binding: name === '_' ? null : name,
    bindingNames: [name],
    bindingInsertAt: -1,
    tryBodyNode: parts[0] ?? -1,
    types: [],
    reference: -1,
    placedAt: node,
  });
}

/** Whatever fails inside is caught, and nobody has the result. */
function addDropped(extraction: Extraction, node: number, callee: number, lambda: number): void {
  const { tree } = extraction;
  addHandler(extraction, {
    form: 'suppress',
    header: rangeOf(tree, callee),
    body: rangeOf(tree, lambda),
    bodyNode: -1,
    statements: [],
    placeholder: null,
    binding: null,
    bindingInsertAt: -1,
    tryBodyNode: lambda,
    types: [],
    bindingNames: [],
    reference: -1,
    placedAt: node,
  });
}

/** The last expression of a function without a name is what it gives. */
function isValueOfLambda({ tree }: Extraction, node: number, types: KotlinTypes): boolean {
  const parent = tree.parent[node] ?? -1;
  return typeOf(tree, parent) === types.lambda && childrenOf(tree, parent).at(-1) === node;
}

function parametersOf({ tree }: Extraction, lambda: number, types: KotlinTypes): string[] {
  const list = childOfType(tree, lambda, types.lambdaParameters);
  if (list === -1) return ['it'];
  return childrenOf(tree, list)
    .filter((child) => typeOf(tree, child) === types.variable)
    .map((variable) => textOf(tree, firstChild(tree, variable)));
}

function statementsOf({ tree }: Extraction, block: number, types: KotlinTypes): Range[] {
  return childrenOf(tree, block)
    .filter((child) => isStatement(tree, types, child))
    .map((child) => rangeOf(tree, child));
}

/** All between the braces, where there is nothing. */
function placeholderOf(extraction: Extraction, block: number, types: KotlinTypes): Range | null {
  const range = bodyRange(extraction, block, types);
  return extraction.text.slice(range.start, range.end).trim() === '' ? range : null;
}
