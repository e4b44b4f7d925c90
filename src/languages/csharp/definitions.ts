/** Methods, constructors, accessors, local functions, lambdas and the names that statements bind. */
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
import { attributesOf, bindVariable, declaratorsOf, hasModifier, parametersOf } from './declarations.ts';
import type { CsharpTypes } from './types.ts';

/** A method, a constructor, an operator or a local function. */
export function visitMethod(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = nameNode === -1 ? '<anonymous>' : textOf(tree, nameNode);
  const decorators = attributesOf(extraction, node, types);
  const { owner } = frame.scope;
  if (nameNode !== -1) {
    const path = loggingPath(decorators) ?? name;
    const isConstructor = owner !== null && owner.name === name;
    if (!isConstructor) {
      bind(frame.scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(path));
    }
  }
  const list = childByField(tree, node, types.fieldParameters);
  const parameters = parametersOf(extraction, list, types);
  const body = bodyOf(extraction, node, types);
  if (name === 'Main' && hasModifier(extraction, node, 'static', types)) {
    extraction.mainGuards.push({ start: startOf(tree, node), end: endOf(tree, nameNode) });
  }
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name,
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner: typeOf(tree, node) === types.localFunction ? null : (owner?.name ?? null),
    parameters: parameters.map((parameter) => textOf(tree, parameter.name)),
    async: hasModifier(extraction, node, 'async', types),
    exported: hasModifier(extraction, node, 'public', types),
    decorators,
    // What is declared without code has none at its end.
    body: body === -1 ? { start: endOf(tree, node), end: endOf(tree, node) } : rangeOf(tree, body),
    parent: frame.function,
  });
  for (const parameter of parameters) bindVariable(extraction, scope, parameter.name, parameter.type, -1, types);
}

/** `get { … }` of a property, and the property itself where it is `=> …`. */
export function visitAccessor(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, frame } = extraction;
  const body = bodyOf(extraction, node, types);
  if (body === -1) return;
  const list = tree.parent[node] ?? -1;
  const property = typeOf(tree, node) === types.propertyDeclaration ? node : (tree.parent[list] ?? -1);
  const nameNode = childByField(tree, property, types.fieldName);
  enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name: nameNode === -1 ? '<anonymous>' : textOf(tree, nameNode),
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner: frame.scope.owner?.name ?? null,
    parameters: [],
    async: false,
    exported: hasModifier(extraction, property, 'public', types),
    decorators: attributesOf(extraction, property, types),
    body: rangeOf(tree, body),
    parent: frame.function,
  });
}

export function visitLambda(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, frame } = extraction;
  const parent = tree.parent[node] ?? -1;
  const bound = typeOf(tree, parent) === types.variableDeclarator ? childByField(tree, parent, types.fieldName) : -1;
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  const body = bodyOf(extraction, node, types);
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name: bound === -1 ? '<anonymous>' : textOf(tree, bound),
    nameRange: bound === -1 ? null : rangeOf(tree, bound),
    owner: null,
    parameters: parameters.map((parameter) => textOf(tree, parameter.name)),
    async: hasModifier(extraction, node, 'async', types),
    exported: false,
    decorators: attributesOf(extraction, node, types),
    body: rangeOf(tree, body === -1 ? node : body),
    parent: frame.function,
  });
  for (const { name, type } of parameters) bindVariable(extraction, scope, name, type, -1, types);
}

/** Local variables, those of `for` and `using` too; a field's are a class's. */
export function visitLocals(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { frame } = extraction;
  for (const { name, type, value } of declaratorsOf(extraction, node, types)) {
    bindVariable(extraction, frame.scope, name, type, value, types);
  }
}

/** `_a = b`, where nothing but the constructor says what a field is. */
export function visitAssignment(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, frame } = extraction;
  const left = childByField(tree, node, types.fieldLeft);
  const { owner } = frame.scope;
  if (owner === null || typeOf(tree, left) !== types.memberAccess) return;
  if (typeOf(tree, childByField(tree, left, types.fieldExpression)) !== types.this) return;
  const name = childByField(tree, left, types.fieldName);
  const value = childByField(tree, node, types.fieldRight);
  if (value === -1) return;
  bind(owner.members, textOf(tree, name), startOf(tree, name), endOf(tree, name), candidateOfValue(value, frame.scope));
}

/** `x is Type name`, `out Type name`, `from Type name in …` */
export function visitTypedName(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, frame } = extraction;
  const name = childByField(tree, node, types.fieldName);
  if (name === -1) return;
  bindVariable(extraction, frame.scope, name, childByField(tree, node, types.fieldType), -1, types);
}

/** `foreach (Type name in …)`, `foreach (var (a, b) in …)` */
export function visitLoopVariable(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, frame } = extraction;
  const left = childByField(tree, node, types.fieldLeft);
  const type = childByField(tree, node, types.fieldType);
  if (typeOf(tree, left) === types.identifier) {
    bindVariable(extraction, frame.scope, left, type, -1, types);
    return;
  }
  if (typeOf(tree, left) !== types.tuplePattern) return;
  for (const name of childrenOf(tree, left)) {
    if (typeOf(tree, name) === types.identifier) bindVariable(extraction, frame.scope, name, -1, -1, types);
  }
}

/** Names of a block are its own. */
export function enterBlock(extraction: Extraction, node: number): void {
  const { scope } = extraction.frame;
  enter(extraction, node, { scope: createScope(scope, scope.owner, scope.function) });
}

/** What is between the braces; an expression is its own body. */
export function bodyRange({ tree }: Extraction, body: number, types: CsharpTypes): Range {
  const range = rangeOf(tree, body);
  if (typeOf(tree, body) !== types.block || range.end - range.start < 2) return range;
  return { start: range.start + 1, end: range.end - 1 };
}

/** The block, or the expression behind `=>`; -1 where there is none. */
function bodyOf({ tree }: Extraction, node: number, types: CsharpTypes): number {
  const body = childByField(tree, node, types.fieldBody);
  if (body !== -1) return body;
  const block = childOfType(tree, node, types.block);
  return block === -1 ? childOfType(tree, node, types.arrowClause) : block;
}

/** `[LoggerMessage(Level = LogLevel.Error, …)]`: the method is a log call. */
function loggingPath(decorators: readonly string[]): string | null {
  const attribute = decorators.find((decorator) => /^(?:\w+\.)*LoggerMessage(?:Attribute)?\b/.test(decorator));
  if (attribute === undefined) return null;
  return `LoggerMessage.${/\bLogLevel\.(\w+)/.exec(attribute)?.[1] ?? 'Information'}`;
}
