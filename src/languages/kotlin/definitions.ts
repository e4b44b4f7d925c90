/** Functions, lambdas and the names that they bind. */
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
import { enter, enterFunction } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath, candidateOfValue, createScope } from '../extraction/scopes.ts';
import { methodKey } from '../jvm/names.ts';
import { annotationsOf, bindPlain, bindVariable, hasModifier, isPublic, typeNodeOf } from './classes.ts';
import type { KotlinTypes } from './types.ts';

const mostParameters = 100;

export function visitFunction(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree, frame } = extraction;
  const nameNode = nameOf(extraction, node, types);
  const { owner } = frame.scope;
  const isConstructor = tree.grammar.typeNames[typeOf(tree, node)] === 'secondary_constructor';
  const name = nameNode !== -1 ? textOf(tree, nameNode) : isConstructor ? (owner?.name ?? '') : '<anonymous>';
  if (nameNode !== -1) {
    bind(frame.scope.names, methodKey(name), startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name));
  }
  const list = childOfType(tree, node, types.parameters);
  const parameters = (list === -1 ? [] : childrenOf(tree, list).slice(0, mostParameters)).flatMap((parameter) => {
    const at = typeOf(tree, parameter) === types.parameter ? childOfType(tree, parameter, types.identifier) : -1;
    return at === -1 ? [] : [{ at, type: typeNodeOf(extraction, parameter, types) }];
  });
  const body = bodyOf(extraction, node, types);
  const inClass = typeOf(tree, tree.parent[node] ?? -1) === types.classBody;
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name,
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner: inClass || isConstructor ? (owner?.name ?? null) : null,
    parameters: parameters.map(({ at }) => textOf(tree, at)),
    async: hasModifier(extraction, node, 'suspend', types),
    exported: frame.function === -1 && isPublic(extraction, node, types),
    decorators: annotationsOf(extraction, node, types),
    body: body === -1 ? { start: endOf(tree, node), end: endOf(tree, node) } : rangeOf(tree, body),
    parent: frame.function,
  });
  for (const { at, type } of parameters) bindVariable(extraction, scope, at, type, -1, types);
  const isTop = frame.function === -1 && owner === null;
  if (name === 'main' && isTop && parameters.length <= 1) {
    extraction.mainGuards.push({ start: startOf(tree, node), end: endOf(tree, nameNode) });
  }
}

/** The grammar has no name for `fun String.trimmed()`, whose name stands with the type. */
function nameOf({ tree }: Extraction, node: number, types: KotlinTypes): number {
  const name = childByField(tree, node, types.fieldName);
  if (name === -1 || typeOf(tree, name) === types.identifier) return name;
  const receiver = childrenOf(tree, node).findLast((child) => child < name && typeOf(tree, child) === types.userType);
  return receiver === undefined ? -1 : (childrenOf(tree, receiver).at(-1) ?? -1);
}

/** The block, or what stands behind `=`. */
function bodyOf({ tree }: Extraction, node: number, types: KotlinTypes): number {
  const body = childOfType(tree, node, types.functionBody);
  if (body === -1) return childOfType(tree, node, types.block);
  const inner = firstChild(tree, body);
  return inner === -1 ? body : inner;
}

export function visitLambda(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree, frame } = extraction;
  const list = childOfType(tree, node, types.lambdaParameters);
  const variables = list === -1 ? [] : childrenOf(tree, list).filter((child) => typeOf(tree, child) === types.variable);
  const names = variables
    .map((variable) => childOfType(tree, variable, types.identifier))
    .filter((name) => name !== -1);
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name: '<anonymous>',
    nameRange: null,
    owner: null,
    parameters: names.map((name) => textOf(tree, name)),
    async: false,
    exported: false,
    decorators: [],
    body: rangeOf(tree, node),
    parent: frame.function,
  });
  variables.forEach((variable, index) => {
    const name = names[index];
    if (name !== undefined) bindVariable(extraction, scope, name, typeNodeOf(extraction, variable, types), -1, types);
  });
  if (list === -1) bind(scope.names, 'it', startOf(tree, node), startOf(tree, node));
}

/** `this.a = b`, where nothing else says what a property is. */
export function visitAssignment(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree, frame } = extraction;
  const left = childByField(tree, node, types.fieldLeft);
  const value = childByField(tree, node, types.fieldRight);
  const { owner } = frame.scope;
  if (owner === null || value === -1 || typeOf(tree, left) !== types.navigation) return;
  const [object = -1, name = -1] = childrenOf(tree, left);
  if (typeOf(tree, object) !== types.thisExpression) return;
  bind(owner.members, textOf(tree, name), startOf(tree, name), endOf(tree, name), candidateOfValue(value, frame.scope));
}

/** `for (a in b)`, `for ((a, b) in c)` */
export function visitLoopVariables(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree } = extraction;
  const several = childOfType(tree, node, types.variables);
  for (const variable of several === -1 ? childrenOf(tree, node) : childrenOf(tree, several)) {
    bindPlain(extraction, variable, types);
  }
}

/** Names of a block are its own. */
export function enterBlock(extraction: Extraction, node: number): void {
  const { scope } = extraction.frame;
  enter(extraction, node, { scope: createScope(scope, scope.owner, scope.function) });
}

/** What is between the braces, behind the parameters of a lambda. */
export function bodyRange({ tree }: Extraction, body: number, types: KotlinTypes): Range {
  const range = rangeOf(tree, body);
  if (tree.text[range.start] !== '{' || range.end - range.start < 2) return range;
  const list = typeOf(tree, body) === types.lambda ? childOfType(tree, body, types.lambdaParameters) : -1;
  const arrow = list === -1 ? -1 : tree.text.indexOf('->', endOf(tree, list));
  return { start: arrow === -1 ? range.start + 1 : arrow + 2, end: range.end - 1 };
}
