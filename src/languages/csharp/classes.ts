/** Classes, interfaces, structs, records and enums: their names, what they hold and what they are made of. */
import type { ClassFact } from '../../model/facts.ts';
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
import { enter } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addField } from '../extraction/fields.ts';
import { bind, candidateOfPath, createScope } from '../extraction/scopes.ts';
import type { ClassScope } from '../extraction/scopes.ts';
import { attributesOf, bindVariable, declaratorsOf, hasModifier, parametersOf } from './declarations.ts';
import type { CsharpTypes } from './types.ts';

const mostBases = 8;

export function visitClass(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = nameNode === -1 ? '<anonymous>' : textOf(tree, nameNode);
  const owner: ClassScope = {
    name,
    fields: [],
    members: new Map(),
    bases: basesOf(extraction, node, types),
    scope: frame.scope,
  };
  if (nameNode !== -1) {
    bind(frame.scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name)).class = owner;
  }
  extraction.classDrafts.push({
    fact: {
      range: rangeOf(tree, node),
      name,
      nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
      kind: kindOf(typeOf(tree, node), types),
      bases: [],
      decorators: attributesOf(extraction, node, types),
      fields: owner.fields ?? [],
      exported: hasModifier(extraction, node, 'public', types),
      function: frame.function,
    },
    bases: owner.bases,
    frame,
  });
  const scope = createScope(frame.scope, owner, frame.function, owner.members);
  extraction.scopes.push(scope);
  enter(extraction, node, { scope });
  // Parameters of a primary constructor are seen in the whole class.
  const isRecord = typeOf(tree, node) === types.recordDeclaration;
  for (const parameter of parametersOf(extraction, childOfType(tree, node, types.parameterList), types)) {
    bindVariable(extraction, scope, parameter.name, parameter.type, -1, types);
    if (isRecord) addField(extraction, owner, parameter.name, parameter.type);
  }
}

export function visitField(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, frame } = extraction;
  const { owner } = frame.scope;
  const declaration = childOfType(tree, node, types.variableDeclaration);
  if (declaration === -1) return;
  for (const { name, type, value } of declaratorsOf(extraction, declaration, types)) {
    bindVariable(extraction, frame.scope, name, type, value, types);
    if (owner !== null) addField(extraction, owner, name, type);
  }
}

export function visitProperty(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { tree, frame } = extraction;
  const { owner } = frame.scope;
  const name = childByField(tree, node, types.fieldName);
  const type = childByField(tree, node, types.fieldType);
  const value = childByField(tree, node, types.fieldValue);
  if (name === -1) return;
  const given = typeOf(tree, value) === types.arrowClause ? -1 : value;
  bindVariable(extraction, frame.scope, name, type, given, types);
  if (owner !== null) addField(extraction, owner, name, type);
}

export function visitEnumMember(extraction: Extraction, node: number, types: CsharpTypes): void {
  const { owner } = extraction.frame.scope;
  const name = childByField(extraction.tree, node, types.fieldName);
  if (owner !== null && name !== -1) addField(extraction, owner, name, -1);
}

function kindOf(type: number, types: CsharpTypes): ClassFact['kind'] {
  if (type === types.enumDeclaration) return 'enum';
  if (type === types.recordDeclaration) return 'record';
  if (type === types.structDeclaration) return 'struct';
  return type === types.interfaceDeclaration ? 'interface' : 'class';
}

function basesOf({ tree }: Extraction, node: number, types: CsharpTypes): number[] {
  const list = childOfType(tree, node, types.baseList);
  if (list === -1) return [];
  return childrenOf(tree, list)
    .filter((child) => {
      const type = typeOf(tree, child);
      return type !== types.argumentList && type !== types.comment;
    })
    .slice(0, mostBases);
}
