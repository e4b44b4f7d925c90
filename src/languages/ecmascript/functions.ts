/** Functions and methods. */
import type { Range } from '../../model/text.ts';
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
import { enterFunction } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addField } from '../extraction/fields.ts';
import { bind, candidateOfPath, candidateOfType } from '../extraction/scopes.ts';
import type { Scope } from '../extraction/scopes.ts';
import { bindName, namesOf, typeNode } from './bindings.ts';
import { methodDecorators } from './decorators.ts';
import type { ScriptTypes } from './types.ts';

export function visitFunction(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree, text, frame } = extraction;
  const { name, nameNode, owner, exported } = nameOf(extraction, node, types);
  const type = typeOf(tree, node);
  const isMethod = type === types.methodDefinition;
  const isDeclaration = !isMethod && type !== types.arrowFunction && childByField(tree, node, types.fieldName) !== -1;
  if (isDeclaration && nameNode !== -1) bindName(extraction, frame.scope, nameNode, candidateOfPath(name));
  if (isMethod && nameNode !== -1 && frame.scope.isClassBody) {
    const members = frame.scope.owner?.members;
    if (members !== undefined)
      bind(members, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(`this.${name}`));
  }
  const list = childByField(tree, node, types.fieldParameters);
  const single = childByField(tree, node, types.fieldParameter);
  const parameters = single !== -1 ? [single] : list === -1 ? [] : parameterNodes(extraction, list, types);
  const body = childByField(tree, node, types.fieldBody);
  const modifiersEnd =
    isMethod && nameNode !== -1 ? startOf(tree, nameNode) : Math.min(startOf(tree, node) + 5, endOf(tree, node));
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name,
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner,
    parameters: parameters.map((parameter) =>
      textOf(tree, patternOf(extraction, parameter, types)).slice(0, longestParameter),
    ),
    async: /\basync\b/.test(text.slice(startOf(tree, node), modifiersEnd)),
    exported,
    decorators: isMethod ? methodDecorators(extraction, node, types) : [],
    body: body === -1 ? rangeOf(tree, node) : bodyRange(extraction, body, types),
    parent: frame.function,
  });
  for (const parameter of parameters) bindParameter(extraction, scope, parameter, types);
}

const longestParameter = 200;
const mostParameters = 100;

function parameterNodes(extraction: Extraction, list: number, types: ScriptTypes): number[] {
  const { tree } = extraction;
  return childrenOf(tree, list)
    .filter((child) => typeOf(tree, child) !== types.comment && typeOf(tree, child) !== tree.errorType)
    .slice(0, mostParameters);
}

/** TypeScript wraps a parameter with its type and default. */
function patternOf({ tree }: Extraction, parameter: number, types: ScriptTypes): number {
  const pattern = childByField(tree, parameter, types.fieldPattern);
  return pattern === -1 ? parameter : pattern;
}

function bindParameter(extraction: Extraction, scope: Scope, parameter: number, types: ScriptTypes): void {
  const { tree } = extraction;
  const names = namesOf(extraction, patternOf(extraction, parameter, types), types);
  const type = typeNode(extraction, childByField(tree, parameter, types.fieldType), types);
  for (const { node, whole } of names) {
    const candidate = whole && type !== -1 ? candidateOfType(type, scope) : null;
    bindName(extraction, scope, node, candidate);
    // `constructor(private readonly logger: Logger)` is a field too.
    const isField =
      childOfType(tree, parameter, types.accessibility) !== -1 || /^readonly\s/.test(textOf(tree, parameter));
    const members = scope.owner?.members;
    if (!isField || members === undefined || scope.owner === null) continue;
    bind(members, textOf(tree, node), startOf(tree, node), endOf(tree, node), candidate);
    addField(extraction, scope.owner, node, childByField(tree, parameter, types.fieldType));
  }
}

/** What is between the braces; an expression is its own body. */
export function bodyRange({ tree }: Extraction, body: number, types: ScriptTypes): Range {
  const range = rangeOf(tree, body);
  if (typeOf(tree, body) !== types.statementBlock || range.end - range.start < 2) return range;
  return { start: range.start + 1, end: range.end - 1 };
}

interface FunctionName {
  readonly name: string;
  readonly nameNode: number;
  readonly owner: string | null;
  readonly exported: boolean;
}

function nameOf(extraction: Extraction, node: number, types: ScriptTypes): FunctionName {
  const { tree, frame } = extraction;
  const parent = tree.parent[node] ?? -1;
  const own = childByField(tree, node, types.fieldName);
  if (typeOf(tree, node) === types.methodDefinition) {
    const inClass = frame.scope.isClassBody;
    const owner = inClass ? (frame.scope.owner?.name ?? null) : objectName(extraction, parent, types);
    return {
      name: textOf(tree, own),
      nameNode: own,
      owner,
      exported: isExported(extraction, parent, types),
    };
  }
  const bound = own === -1 ? boundName(extraction, node, types) : own;
  if (bound === -1) {
    return { name: '<anonymous>', nameNode: -1, owner: null, exported: isExported(extraction, node, types) };
  }
  return {
    name: textOf(tree, bound),
    nameNode: bound,
    owner: ownerOfBound(extraction, node, types),
    exported: isExported(extraction, node, types),
  };
}

/** The name a function or class expression is given by what it stands in. */
export function boundName({ tree }: Extraction, node: number, types: ScriptTypes): number {
  let at = node;
  let parent = tree.parent[at] ?? -1;
  while (types.wrappers[typeOf(tree, parent)] === 1) {
    at = parent;
    parent = tree.parent[at] ?? -1;
  }
  const type = typeOf(tree, parent);
  if (type === types.variableDeclarator) {
    const name = childByField(tree, parent, types.fieldName);
    return typeOf(tree, name) === types.identifier ? name : -1;
  }
  if (type === types.pair) return childByField(tree, parent, types.fieldKey);
  if (type === types.fieldDefinition) return childByField(tree, parent, types.fieldProperty);
  if (type === types.publicField) return childByField(tree, parent, types.fieldName);
  if (type !== types.assignment || tree.field[at] !== types.fieldRight) return -1;
  const left = childByField(tree, parent, types.fieldLeft);
  if (typeOf(tree, left) === types.identifier) return left;
  return typeOf(tree, left) === types.member ? childByField(tree, left, types.fieldProperty) : -1;
}

function ownerOfBound(extraction: Extraction, node: number, types: ScriptTypes): string | null {
  const { tree, frame } = extraction;
  const parent = tree.parent[node] ?? -1;
  const type = typeOf(tree, parent);
  if (type === types.fieldDefinition || type === types.publicField) return frame.scope.owner?.name ?? null;
  if (type === types.pair) return objectName(extraction, tree.parent[parent] ?? -1, types);
  const left = type === types.assignment ? childByField(tree, parent, types.fieldLeft) : -1;
  if (typeOf(tree, left) !== types.member) return null;
  const object = textOf(tree, childByField(tree, left, types.fieldObject));
  if (object === 'this') return frame.scope.owner?.name ?? null;
  return object === 'exports' || object === 'module' || object === 'module.exports'
    ? null
    : object.replace(/\.prototype$/, '');
}

/** The name an object literal is bound to. */
function objectName(extraction: Extraction, object: number, types: ScriptTypes): string | null {
  const name = object === -1 ? -1 : boundName(extraction, object, types);
  const written = textOf(extraction.tree, name);
  return name === -1 || written === 'exports' ? null : written;
}

/** Part of an `export`, or of an assignment to `module.exports` or `exports.x`. */
export function isExported({ tree, text }: Extraction, node: number, types: ScriptTypes): boolean {
  let at = tree.parent[node] ?? -1;
  for (let level = 0; at !== -1 && level < 8; level++) {
    const type = typeOf(tree, at);
    if (type === types.exportStatement) return true;
    if (type === types.assignment)
      return /^(?:module\.)?exports\b/.test(text.slice(startOf(tree, at), startOf(tree, at) + 20));
    if (types.functions[type] === 1 || type === types.statementBlock) return false;
    at = tree.parent[at] ?? -1;
  }
  return false;
}
