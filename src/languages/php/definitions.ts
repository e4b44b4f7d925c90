/** Functions, methods, closures and the names that statements bind. */
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  hasText,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { enterFunction } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath, candidateOfType, candidateOfValue } from '../extraction/scopes.ts';
import { addMember, attributesOf } from './classes.ts';
import type { PhpTypes } from './types.ts';

const mostParameters = 100;

export function visitFunction(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const { owner, isClassBody } = frame.scope;
  const name = nameNode === -1 ? boundName(extraction, node, types) : textOf(tree, nameNode);
  if (nameNode !== -1 && !isClassBody) {
    bind(frame.scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name));
  }
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  for (const { node: parameter, name: at, type } of parameters) {
    if (typeOf(tree, parameter) === types.promoted) addMember(extraction, at, type, -1, types);
  }
  const body = childByField(tree, node, types.fieldBody);
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name,
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner: isClassBody ? (owner?.name ?? null) : null,
    parameters: parameters.map((parameter) => textOf(tree, parameter.name).replace(/^\$/, '')),
    async: false,
    exported: nameNode !== -1 && isPublic(extraction, node, types),
    decorators: attributesOf(extraction, node, types),
    // What is declared without code has none at its end.
    body: body === -1 ? { start: endOf(tree, node), end: endOf(tree, node) } : rangeOf(tree, body),
    parent: frame.function,
  });
  for (const { node: parameter, name: at, type } of parameters) {
    const isOne = typeOf(tree, parameter) !== types.variadicParameter;
    const candidate = type === -1 || !isOne ? null : candidateOfType(type, scope);
    bind(scope.names, textOf(tree, at), startOf(tree, at), endOf(tree, at), candidate);
  }
}

function isPublic({ tree }: Extraction, node: number, types: PhpTypes): boolean {
  const visibility = childOfType(tree, node, types.modifierVisibility);
  return visibility === -1 || hasText(tree, visibility, 'public');
}

/** `$handler = function () { … }` */
function boundName({ tree }: Extraction, node: number, types: PhpTypes): string {
  const parent = tree.parent[node] ?? -1;
  if (typeOf(tree, parent) !== types.assignment) return '<anonymous>';
  const left = childByField(tree, parent, types.fieldLeft);
  return typeOf(tree, left) === types.variable ? textOf(tree, left).replace(/^\$/, '') : '<anonymous>';
}

export function visitAssignment(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree, frame } = extraction;
  const left = childByField(tree, node, types.fieldLeft);
  const value = childByField(tree, node, types.fieldRight);
  const type = typeOf(tree, left);
  const { scope } = frame;
  if (type === types.variable) {
    const candidate = value === -1 ? null : candidateOfValue(value, scope);
    bind(scope.names, textOf(tree, left), startOf(tree, left), endOf(tree, left), candidate);
    return;
  }
  if (type === types.list) {
    bindAll(extraction, left, types);
    return;
  }
  const isOwn =
    (type === types.memberAccess && hasText(tree, childByField(tree, left, types.fieldObject), '$this')) ||
    (type === types.scopedProperty && typeOf(tree, childByField(tree, left, types.fieldScope)) === types.relativeScope);
  const { owner } = scope;
  if (!isOwn || owner === null || value === -1) return;
  const name = textOf(tree, childByField(tree, left, types.fieldName)).replace(/^\$/, '');
  bind(owner.members, name, startOf(tree, left), endOf(tree, left), candidateOfValue(value, scope));
}

/** `foreach ($rows as $key => $row)`: what a loop goes through is no value of its variables. */
export function visitLoopVariables(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree } = extraction;
  const body = childByField(tree, node, types.fieldBody);
  for (const target of childrenOf(tree, node).slice(1)) {
    if (target !== body) bindAll(extraction, target, types);
  }
}

/** Every variable in a pattern is bound to something that nothing is known of. */
function bindAll({ tree, frame }: Extraction, pattern: number, types: PhpTypes): void {
  for (let node = pattern; node < (tree.last[pattern] ?? 0); node++) {
    if (typeOf(tree, node) !== types.variable) continue;
    bind(frame.scope.names, textOf(tree, node), startOf(tree, node), endOf(tree, node));
  }
}

interface Parameter {
  readonly node: number;
  readonly name: number;
  /** Declared type, or -1. */
  readonly type: number;
}

function parametersOf({ tree }: Extraction, list: number, types: PhpTypes): Parameter[] {
  if (list === -1) return [];
  return childrenOf(tree, list)
    .slice(0, mostParameters)
    .flatMap((node): Parameter[] => {
      const held = childByField(tree, node, types.fieldName);
      const name = typeOf(tree, held) === types.byRef ? childOfType(tree, held, types.variable) : held;
      return name === -1 ? [] : [{ node, name, type: childByField(tree, node, types.fieldType) }];
    });
}
