/** Classes, interfaces, structs, records and enums: their names, what they hold and what they are made of. */
import type { ClassFact } from '../../model/facts.ts';
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
import { enter } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addField } from '../extraction/fields.ts';
import { bind, candidateOfPath, candidateOfType, candidateOfValue, createScope } from '../extraction/scopes.ts';
import type { Candidate, ClassScope, Scope } from '../extraction/scopes.ts';
import { parametersOf } from './definitions.ts';
import type { CsharpTypes } from './types.ts';

const mostBases = 8;
const longestAttribute = 500;

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

export interface Declarator {
  readonly name: number;
  /** Declared type and value, each -1 where there is none. */
  readonly type: number;
  readonly value: number;
}

/** `Type a = 1, b`: what one declaration declares. */
export function declaratorsOf({ tree }: Extraction, declaration: number, types: CsharpTypes): Declarator[] {
  const type = childByField(tree, declaration, types.fieldType);
  const found: Declarator[] = [];
  for (const declarator of childrenOf(tree, declaration)) {
    if (typeOf(tree, declarator) !== types.variableDeclarator) continue;
    const [name = -1, value = -1] = childrenOf(tree, declarator).filter(
      (child) => typeOf(tree, child) !== types.comment,
    );
    if (typeOf(tree, name) === types.identifier) found.push({ name, type, value });
  }
  return found;
}

/**
 * A name with its declared type and its value, each -1 where there is none. What `new` makes is what the value says; of
 * anything else the declaration says it best.
 */
export function bindVariable(
  { tree }: Extraction,
  scope: Scope,
  name: number,
  type: number,
  value: number,
  types: CsharpTypes,
): void {
  const isDeclared = type !== -1 && typeOf(tree, type) !== types.implicitType;
  const declared = isDeclared ? candidateOfType(type, scope) : null;
  const given = value === -1 ? null : candidateOfValue(value, scope);
  const isMade = typeOf(tree, value) === types.objectCreation;
  const candidates: (Candidate | null)[] = isMade ? [given, declared] : [declared, given];
  for (const candidate of candidates) {
    bind(scope.names, textOf(tree, name), startOf(tree, name), endOf(tree, name), candidate);
  }
}

/** Attributes as written, each without its brackets. */
export function attributesOf({ tree }: Extraction, node: number, types: CsharpTypes): string[] {
  return childrenOf(tree, node)
    .filter((child) => typeOf(tree, child) === types.attributeList)
    .flatMap((list) => childrenOf(tree, list).filter((child) => typeOf(tree, child) === types.attribute))
    .map((attribute) => textOf(tree, attribute).slice(0, longestAttribute).trim());
}

export function hasModifier({ tree }: Extraction, node: number, word: string, types: CsharpTypes): boolean {
  return childrenOf(tree, node).some((child) => typeOf(tree, child) === types.modifier && hasText(tree, child, word));
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
