/** Classes, interfaces, traits and enums: their names, what they hold and what they are made of. */
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
import { bind, candidateOfPath, candidateOfType, candidateOfValue, createScope } from '../extraction/scopes.ts';
import type { ClassScope } from '../extraction/scopes.ts';
import type { PhpTypes } from './types.ts';

const mostBases = 8;
const longestAttribute = 500;

export function visitClass(extraction: Extraction, node: number, types: PhpTypes): void {
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
  extraction.classes.push(owner);
  extraction.classDrafts.push({
    fact: {
      range: rangeOf(tree, node),
      name,
      nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
      kind: kindOf(typeOf(tree, node), types),
      bases: [],
      decorators: attributesOf(extraction, node, types),
      fields: owner.fields ?? [],
      exported: true,
      function: frame.function,
    },
    bases: owner.bases,
    frame,
  });
  enter(extraction, node, { scope: createScope(frame.scope, owner, frame.function, new Map(), true) });
}

/** `private LoggerInterface $logger;`, `const X = 1;`, `case A = 'a';` */
export function visitProperty(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree } = extraction;
  const type = childByField(tree, node, types.fieldType);
  for (const element of childrenOf(tree, node)) {
    const kind = typeOf(tree, element);
    if (kind === types.propertyElement) {
      const value = childByField(tree, element, types.fieldDefault);
      addMember(extraction, childByField(tree, element, types.fieldName), type, value, types);
    } else if (kind === types.constElement) {
      const [name = -1, value = -1] = childrenOf(tree, element);
      addMember(extraction, name, -1, value, types);
    }
  }
}

export function visitEnumCase(extraction: Extraction, node: number, types: PhpTypes): void {
  const { tree } = extraction;
  const value = childByField(tree, node, types.fieldValue);
  addMember(extraction, childByField(tree, node, types.fieldName), -1, value, types);
}

/**
 * A member of the class that is being read.
 * @param type declared type, -1 where there is none
 * @param value what it is given, -1 where that is not said
 */
export function addMember(
  extraction: Extraction,
  nameNode: number,
  type: number,
  value: number,
  types: PhpTypes,
): void {
  const { tree, frame } = extraction;
  const { owner } = frame.scope;
  if (owner === null || nameNode === -1) return;
  const bare = typeOf(tree, nameNode) === types.variable ? childOfType(tree, nameNode, types.name) : nameNode;
  if (bare === -1) return;
  const start = startOf(tree, nameNode);
  const name = textOf(tree, bare);
  const candidates = [
    type === -1 ? null : candidateOfType(type, frame.scope),
    value === -1 ? null : candidateOfValue(value, frame.scope),
  ];
  for (const candidate of candidates) bind(owner.members, name, start, endOf(tree, nameNode), candidate);
  addField(extraction, owner, bare, type);
}

/** Attributes as written, each without its brackets. */
export function attributesOf({ tree }: Extraction, node: number, types: PhpTypes): string[] {
  const list = childByField(tree, node, types.fieldAttributes);
  if (list === -1) return [];
  return childrenOf(tree, list)
    .flatMap((group) => (typeOf(tree, group) === types.attributeGroup ? childrenOf(tree, group) : []))
    .filter((child) => typeOf(tree, child) === types.attribute)
    .map((attribute) => textOf(tree, attribute).slice(0, longestAttribute).trim());
}

function kindOf(type: number, types: PhpTypes): ClassFact['kind'] {
  if (type === types.enumDeclaration) return 'enum';
  return type === types.interfaceDeclaration || type === types.traitDeclaration ? 'interface' : 'class';
}

function basesOf({ tree }: Extraction, node: number, types: PhpTypes): number[] {
  return childrenOf(tree, node)
    .filter((clause) => {
      const type = typeOf(tree, clause);
      return type === types.baseClause || type === types.interfaceClause;
    })
    .flatMap((clause) => childrenOf(tree, clause))
    .slice(0, mostBases);
}
