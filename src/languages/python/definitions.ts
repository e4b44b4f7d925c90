/** Functions, classes and the names that statements bind. */
import {
  childByField,
  childrenOf,
  endOf,
  firstChild,
  hasText,
  lastOf,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { bind, candidateOfPath, candidateOfType, candidateOfValue, declaringScope } from '../extraction/scopes.ts';
import type { Candidate } from '../extraction/scopes.ts';
import { enterFunction } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addFields } from './classes.ts';
import { decoratorsOf } from './decorators.ts';
import type { PythonTypes } from './types.ts';

export function visitFunction(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = nameNode === -1 ? '<anonymous>' : textOf(tree, nameNode);
  const inClass = frame.scope.isClassBody;
  if (nameNode !== -1) {
    const path = inClass ? `self.${name}` : name;
    bind(frame.scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(path));
  }
  const parametersNode = childByField(tree, node, types.fieldParameters);
  const parameters = parametersOf(extraction, parametersNode, types);
  const body = childByField(tree, node, types.fieldBody);
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name,
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner: inClass ? (frame.scope.owner?.name ?? null) : null,
    parameters: parameters.map((parameter) => parameter.name),
    async: tree.text.startsWith('async', startOf(tree, node)),
    exported: frame.function === -1 && !name.startsWith('_'),
    decorators: decoratorsOf(extraction, node, types),
    body: rangeOf(tree, body === -1 ? node : body),
    parent: frame.function,
  });
  for (const parameter of parameters) {
    const candidate = parameter.type === -1 ? null : candidateOfType(parameter.type, scope);
    bind(scope.names, parameter.bare, startOf(tree, parameter.node), endOf(tree, parameter.node), candidate);
  }
}

export function visitLambda(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree, frame } = extraction;
  const parent = tree.parent[node] ?? -1;
  const left = typeOf(tree, parent) === types.assignment ? childByField(tree, parent, types.fieldLeft) : -1;
  const isNamed = left !== -1 && typeOf(tree, left) === types.identifier;
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  const body = childByField(tree, node, types.fieldBody);
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name: isNamed ? textOf(tree, left) : '<anonymous>',
    nameRange: isNamed ? rangeOf(tree, left) : null,
    owner: null,
    parameters: parameters.map((parameter) => parameter.name),
    async: false,
    exported: false,
    decorators: [],
    body: rangeOf(tree, body === -1 ? node : body),
    parent: frame.function,
  });
  for (const { bare, node: at } of parameters) bind(scope.names, bare, startOf(tree, at), endOf(tree, at));
}

/** `a = b`, `a: T = b`, `a, b = c, d`, `self.a = b` */
export function visitAssignment(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree, frame } = extraction;
  const left = childByField(tree, node, types.fieldLeft);
  const right = childByField(tree, node, types.fieldRight);
  const declared = childByField(tree, node, types.fieldType);
  bindTarget(extraction, left, right === -1 ? null : candidateOfValue(right, frame.scope), types);
  addFields(extraction, left, declared, types);
  const typeNode = declared === -1 ? -1 : firstChild(tree, declared);
  if (typeNode !== -1) bindTarget(extraction, left, candidateOfType(typeNode, frame.scope), types);
}

export function visitNamedExpression(extraction: Extraction, node: number, types: PythonTypes): void {
  const value = childByField(extraction.tree, node, types.fieldValue);
  const candidate = value === -1 ? null : candidateOfValue(value, extraction.frame.scope);
  bindTarget(extraction, childByField(extraction.tree, node, types.fieldName), candidate, types);
}

/** Names that stand for no one thing: loop variables. */
export function visitLoopTarget(extraction: Extraction, node: number, types: PythonTypes): void {
  bindTarget(extraction, childByField(extraction.tree, node, types.fieldLeft), null, types);
}

/** `value as target` of `with` and `except`. */
export function visitAsPattern(extraction: Extraction, node: number, types: PythonTypes): void {
  const { tree, frame } = extraction;
  const alias = childByField(tree, node, types.fieldAlias);
  const value = firstChild(tree, node);
  if (alias === -1 || value === -1) return;
  const inWith = typeOf(tree, tree.parent[node] ?? -1) === types.withItem;
  const target = firstChild(tree, alias);
  bindTarget(extraction, target === -1 ? alias : target, inWith ? candidateOfValue(value, frame.scope) : null, types);
}

/** `global x`, `nonlocal x`: the name is the outer one. */
export function visitOuterNames(extraction: Extraction, node: number, isGlobal: boolean): void {
  const { tree, frame, moduleScope } = extraction;
  if (frame.scope === moduleScope) return;
  for (const name of childrenOf(tree, node)) {
    const text = textOf(tree, name);
    const parent = frame.scope.parent ?? moduleScope;
    const home = isGlobal ? moduleScope : declaringScope(parent, text, parent);
    frame.scope.names.set(text, bind(home.names, text, startOf(tree, name), endOf(tree, name)));
  }
}

const mostTargets = 100;

function bindTarget(extraction: Extraction, target: number, candidate: Candidate | null, types: PythonTypes): void {
  const { tree, frame } = extraction;
  if (target === -1) return;
  const type = typeOf(tree, target);
  if (type === types.identifier || type === types.asPatternTarget) {
    bind(frame.scope.names, textOf(tree, target), startOf(tree, target), endOf(tree, target), candidate);
  } else if (type === types.attribute) {
    const object = childByField(tree, target, types.fieldObject);
    const owner = frame.scope.owner;
    if (owner === null || !(hasText(tree, object, 'self') || hasText(tree, object, 'cls'))) return;
    const name = childByField(tree, target, types.fieldAttribute);
    bind(owner.members, textOf(tree, name), startOf(tree, target), endOf(tree, target), candidate);
  } else if (type === types.patternList || type === types.tuplePattern) {
    // `a, b = c, d` is two assignments; anything else taken apart stands for nothing.
    const value = candidate === null || candidate.instance ? -1 : candidate.node;
    const parts = typeOf(tree, value) === types.expressionList ? childrenOf(tree, value) : [];
    const targets = childrenOf(tree, target).slice(0, mostTargets);
    targets.forEach((inner, index) => {
      const part = parts.length === targets.length ? parts[index] : undefined;
      const isName = typeOf(tree, inner) === types.identifier || typeOf(tree, inner) === types.attribute;
      if (isName) bindTarget(extraction, inner, part === undefined ? null : candidateOfValue(part, frame.scope), types);
    });
  }
}

interface Parameter {
  readonly node: number;
  /** As written, with stars. */
  readonly name: string;
  readonly bare: string;
  /** Declared type, or -1. */
  readonly type: number;
}

function parametersOf(extraction: Extraction, list: number, types: PythonTypes): Parameter[] {
  const { tree } = extraction;
  const parameters: Parameter[] = [];
  if (list === -1) return parameters;
  const end = lastOf(tree, list);
  for (let child = list + 1; child < end; child = lastOf(tree, child)) {
    const type = typeOf(tree, child);
    const isTyped = type === types.typedParameter || type === types.typedDefaultParameter;
    let name =
      type === types.defaultParameter || type === types.typedDefaultParameter
        ? childByField(tree, child, types.fieldName)
        : child;
    if (type === types.typedParameter) name = firstChild(tree, child);
    const nameType = typeOf(tree, name);
    const isSplat = nameType === types.listSplatPattern || nameType === types.dictionarySplatPattern;
    if (nameType !== types.identifier && !isSplat) continue;
    const declared = isTyped && !isSplat ? childByField(tree, child, types.fieldType) : -1;
    const written = textOf(tree, name);
    parameters.push({
      node: name,
      name: written,
      bare: written.replace(/^\*+\s*/, ''),
      type: declared === -1 ? -1 : firstChild(tree, declared),
    });
  }
  return parameters;
}
