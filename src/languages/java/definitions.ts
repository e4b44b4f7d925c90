/** Methods, constructors, lambdas and the names that statements bind. */
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import type { Range } from '../../model/text.ts';
import { enter, enterFunction } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath, candidateOfValue, createScope } from '../extraction/scopes.ts';
import { annotationsOf, bindVariable, hasModifier } from './classes.ts';
import { methodKey } from '../jvm/names.ts';
import type { JavaTypes } from './types.ts';

const mostParameters = 100;

export function visitMethod(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = nameNode === -1 ? '<anonymous>' : textOf(tree, nameNode);
  const { owner } = frame.scope;
  if (nameNode !== -1) {
    bind(frame.scope.names, methodKey(name), startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name));
  }
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  const body = childByField(tree, node, types.fieldBody);
  const isPublic = hasModifier(extraction, node, 'public', types);
  const fact = {
    range: rangeOf(tree, node),
    name,
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner: owner?.name ?? null,
    parameters: parameters.map((parameter) => textOf(tree, parameter.name)),
    async: false,
    exported: isPublic,
    decorators: annotationsOf(extraction, node, types),
    // What is declared without code has none at its end.
    body: body === -1 ? { start: endOf(tree, node), end: endOf(tree, node) } : rangeOf(tree, body),
    parent: frame.function,
  };
  if (isMain(extraction, node, name, fact.parameters.length, types)) {
    extraction.mainGuards.push({ start: startOf(tree, node), end: endOf(tree, nameNode) });
  }
  const scope = enterFunction(extraction, node, fact);
  for (const { name: at, type } of parameters) bindVariable(extraction, scope, at, type, -1, types);
}

/** `public static void main(String[] args)`: a class can be started by it. */
function isMain(extraction: Extraction, node: number, name: string, parameters: number, types: JavaTypes): boolean {
  if (name !== 'main' || parameters !== 1 || !hasModifier(extraction, node, 'static', types)) return false;
  const { tree } = extraction;
  return /String\s*(?:\[\]|\.\.\.)/.test(textOf(tree, childByField(tree, node, types.fieldParameters)));
}

export function visitLambda(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree, frame } = extraction;
  const parent = tree.parent[node] ?? -1;
  const bound = typeOf(tree, parent) === types.variableDeclarator ? childByField(tree, parent, types.fieldName) : -1;
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  const body = childByField(tree, node, types.fieldBody);
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name: bound === -1 ? '<anonymous>' : textOf(tree, bound),
    nameRange: bound === -1 ? null : rangeOf(tree, bound),
    owner: null,
    parameters: parameters.map((parameter) => textOf(tree, parameter.name)),
    async: false,
    exported: false,
    decorators: [],
    body: rangeOf(tree, body === -1 ? node : body),
    parent: frame.function,
  });
  for (const { name, type } of parameters) bindVariable(extraction, scope, name, type, -1, types);
}

/** Local variables; those of a field are a class's. */
export function visitLocals(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree, frame } = extraction;
  const type = childByField(tree, node, types.fieldType);
  for (const declarator of childrenOf(tree, node)) {
    if (typeOf(tree, declarator) !== types.variableDeclarator) continue;
    const name = childByField(tree, declarator, types.fieldName);
    if (name === -1) continue;
    bindVariable(extraction, frame.scope, name, type, childByField(tree, declarator, types.fieldValue), types);
  }
}

/** `this.a = b`, where nothing but the constructor says what a field is. */
export function visitAssignment(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree, frame } = extraction;
  const left = childByField(tree, node, types.fieldLeft);
  const { owner } = frame.scope;
  if (owner === null || typeOf(tree, left) !== types.fieldAccess) return;
  if (typeOf(tree, childByField(tree, left, types.fieldObject)) !== types.this) return;
  const name = childByField(tree, left, types.fieldField);
  const value = childByField(tree, node, types.fieldRight);
  if (value === -1) return;
  bind(owner.members, textOf(tree, name), startOf(tree, name), endOf(tree, name), candidateOfValue(value, frame.scope));
}

/** `for (Type name : …)`, `try (Type name = …)`, `x instanceof Type name` */
export function visitTypedName(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree, frame } = extraction;
  const name = childByField(tree, node, types.fieldName);
  const isLoop = childByField(tree, node, types.fieldBody) !== -1;
  // `x instanceof Type name` has its type on the right; what a loop goes through is no value of its variable.
  const declared = childByField(tree, node, types.fieldType);
  const type = declared === -1 ? childByField(tree, node, types.fieldRight) : declared;
  const value = isLoop ? -1 : childByField(tree, node, types.fieldValue);
  if (name !== -1) bindVariable(extraction, frame.scope, name, type, value, types);
}

/** Names of a block are its own. */
export function enterBlock(extraction: Extraction, node: number): void {
  const { scope } = extraction.frame;
  enter(extraction, node, { scope: createScope(scope, scope.owner, scope.function) });
}

/** What is between the braces; an expression is its own body. */
export function bodyRange({ tree }: Extraction, body: number, types: JavaTypes): Range {
  const range = rangeOf(tree, body);
  if (typeOf(tree, body) !== types.block || range.end - range.start < 2) return range;
  return { start: range.start + 1, end: range.end - 1 };
}

interface Parameter {
  readonly name: number;
  /** Declared type, or -1. */
  readonly type: number;
}

export function parametersOf({ tree }: Extraction, list: number, types: JavaTypes): Parameter[] {
  if (list === -1) return [];
  // `x -> …`
  if (typeOf(tree, list) === types.identifier) return [{ name: list, type: -1 }];
  const found: Parameter[] = [];
  for (const child of childrenOf(tree, list).slice(0, mostParameters)) {
    const type = typeOf(tree, child);
    if (type === types.identifier) found.push({ name: child, type: -1 });
    let holder = type === types.formalParameter ? child : -1;
    if (type === types.spreadParameter) holder = childOfType(tree, child, types.variableDeclarator);
    const name = holder === -1 ? -1 : childByField(tree, holder, types.fieldName);
    if (name !== -1) found.push({ name, type: childByField(tree, child, types.fieldType) });
  }
  return found;
}
