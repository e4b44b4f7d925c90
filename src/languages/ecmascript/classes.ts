/** Classes, interfaces and enums: their names, what they hold and what they are made of. */
import type { ClassFact } from '../../model/facts.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChildBut,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { enter } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addField } from '../extraction/fields.ts';
import { bind, candidateOfPath, candidateOfType, createScope } from '../extraction/scopes.ts';
import type { ClassScope } from '../extraction/scopes.ts';
import { bindName, typeNode } from './bindings.ts';
import { classDecorators } from './decorators.ts';
import { boundName, isExported } from './functions.ts';
import type { ScriptTypes } from './types.ts';

export function visitClass(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const bound = nameNode === -1 ? boundName(extraction, node, types) : nameNode;
  const name = bound === -1 ? '<anonymous>' : textOf(tree, bound);
  const owner: ClassScope = {
    name,
    fields: [],
    members: new Map(),
    bases: basesOf(extraction, node, types),
    scope: frame.scope,
  };
  if (nameNode !== -1) bindName(extraction, frame.scope, nameNode, candidateOfPath(name)).class = owner;
  const scope = createScope(frame.scope, owner, frame.function, new Map(), true);
  extraction.classes.push(owner);
  extraction.classDrafts.push({
    fact: {
      range: rangeOf(tree, node),
      name,
      nameRange: bound === -1 ? null : rangeOf(tree, bound),
      kind: 'class',
      bases: [],
      decorators: classDecorators(extraction, node, types),
      fields: owner.fields ?? [],
      exported: isExported(extraction, node, types),
      function: frame.function,
    },
    bases: [...owner.bases, ...interfacesOf(extraction, node, types)],
    frame,
  });
  enter(extraction, node, { scope });
}

/** `field = value` and `field: Type` of a class. */
export function visitField(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree, frame } = extraction;
  const owner = frame.scope.owner;
  const nameNode = childByField(tree, node, types.fieldProperty);
  const name = nameNode === -1 ? childByField(tree, node, types.fieldName) : nameNode;
  if (owner === null || name === -1) return;
  const value = childByField(tree, node, types.fieldValue);
  const isFunction = types.functions[typeOf(tree, value)] === 1;
  const candidate = isFunction
    ? candidateOfPath(`this.${textOf(tree, name)}`)
    : value === -1
      ? null
      : { path: null, node: value, scope: frame.scope, member: null, instance: false };
  bind(owner.members, textOf(tree, name), startOf(tree, name), endOf(tree, name), candidate);
  const type = typeNode(extraction, childByField(tree, node, types.fieldType), types);
  if (!isFunction) addField(extraction, owner, name, childByField(tree, node, types.fieldType));
  if (type !== -1) {
    bind(owner.members, textOf(tree, name), startOf(tree, name), endOf(tree, name), candidateOfType(type, frame.scope));
  }
}

function basesOf({ tree }: Extraction, node: number, types: ScriptTypes): number[] {
  const heritage = childOfType(tree, node, types.classHeritage);
  if (heritage === -1) return [];
  const clause = childOfType(tree, heritage, types.extendsClause);
  const base =
    clause === -1 ? firstChildBut(tree, heritage, types.comment) : childByField(tree, clause, types.fieldValue);
  return base === -1 ? [] : [base];
}

function interfacesOf({ tree }: Extraction, node: number, types: ScriptTypes): number[] {
  const heritage = childOfType(tree, node, types.classHeritage);
  const clause = heritage === -1 ? -1 : childOfType(tree, heritage, types.implementsClause);
  return clause === -1 ? [] : childrenOf(tree, clause);
}

/** `interface A extends B { name: Type }` and `type A = { name: Type }` */
export function visitInterface(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree } = extraction;
  const body = childByField(tree, node, types.fieldBody);
  const value = childByField(tree, node, types.fieldValue);
  const members = body === -1 ? value : body;
  if (body === -1 && typeOf(tree, value) !== types.objectType) return;
  const clause = childOfType(tree, node, types.extendsTypeClause);
  const holder = addDeclaration(extraction, node, 'interface', clause === -1 ? [] : childrenOf(tree, clause), types);
  for (const member of childrenOf(tree, members)) {
    if (typeOf(tree, member) !== types.propertySignature) continue;
    const name = childByField(tree, member, types.fieldName);
    if (name !== -1) addField(extraction, holder, name, childByField(tree, member, types.fieldType));
  }
}

export function visitEnum(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree } = extraction;
  const body = childByField(tree, node, types.fieldBody);
  const holder = addDeclaration(extraction, node, 'enum', [], types);
  for (const member of body === -1 ? [] : childrenOf(tree, body)) {
    const name = typeOf(tree, member) === types.enumAssignment ? childByField(tree, member, types.fieldName) : member;
    if (typeOf(tree, name) === types.propertyIdentifier) addField(extraction, holder, name, -1);
  }
}

/** What has fields and no code. */
function addDeclaration(
  extraction: Extraction,
  node: number,
  kind: ClassFact['kind'],
  bases: readonly number[],
  types: ScriptTypes,
): ClassScope {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = nameNode === -1 ? '<anonymous>' : textOf(tree, nameNode);
  const holder: ClassScope = { name, fields: [], members: new Map(), bases: [], scope: frame.scope };
  extraction.classDrafts.push({
    fact: {
      range: rangeOf(tree, node),
      name,
      nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
      kind,
      bases: [],
      decorators: [],
      fields: holder.fields ?? [],
      exported: isExported(extraction, node, types),
      function: frame.function,
    },
    bases,
    frame,
  });
  return holder;
}
