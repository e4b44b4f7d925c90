/** Names, types, values, attributes and modifiers of what is declared. */
import { childByField, childrenOf, endOf, hasText, startOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfType, candidateOfValue } from '../extraction/scopes.ts';
import type { Candidate, Scope } from '../extraction/scopes.ts';
import type { CsharpTypes } from './types.ts';

const longestAttribute = 500;
const mostParameters = 100;

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

interface Parameter {
  readonly name: number;
  /** Declared type, or -1. */
  readonly type: number;
}

export function parametersOf({ tree }: Extraction, list: number, types: CsharpTypes): Parameter[] {
  if (list === -1) return [];
  // `x => …`
  const type = typeOf(tree, list);
  if (type === types.implicitParameter || type === types.identifier) return [{ name: list, type: -1 }];
  const found: Parameter[] = [];
  let loose = -1;
  for (const child of childrenOf(tree, list).slice(0, mostParameters)) {
    if (typeOf(tree, child) === types.parameter) {
      const name = childByField(tree, child, types.fieldName);
      if (name !== -1) found.push({ name, type: childByField(tree, child, types.fieldType) });
    } else if (tree.field[child] === types.fieldType) {
      // `params Type[] rest` has no node of its own.
      loose = child;
    } else if (tree.field[child] === types.fieldName) {
      found.push({ name: child, type: loose });
    }
  }
  return found;
}
