/** Classes, interfaces, objects and enums: their names, what they hold and what they are made of. */
import type { ClassFact } from '../../model/facts.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChild,
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
import { bindAnnotatedLogger } from '../jvm/annotations.ts';
import { kotlinReader } from './expressions.ts';
import type { KotlinTypes } from './types.ts';

const mostBases = 8;
const longestAnnotation = 500;

export function visitClass(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = nameNode === -1 ? '<anonymous>' : textOf(tree, nameNode);
  const bases = basesOf(extraction, node, types);
  const owner: ClassScope = { name, fields: [], members: new Map(), bases, scope: frame.scope };
  if (nameNode !== -1) {
    bind(frame.scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name)).class = owner;
  }
  addClass(extraction, node, name, nameNode, kindOf(extraction, node, types), owner, types);
  for (const annotation of annotationNodes(extraction, node, types)) {
    const path = kotlinReader(tree, types).resolve(annotatedType(extraction, annotation, types), frame.scope, 0);
    if (path !== null) {
      bindAnnotatedLogger(extraction, owner.members, path, startOf(tree, annotation), endOf(tree, annotation));
    }
  }
  enterClass(extraction, node, owner, true);
  addParameters(extraction, node, owner, types);
}

/** What a companion holds, its class sees by its name. */
export function visitCompanion(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree, frame } = extraction;
  const outer = frame.scope.owner;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = nameNode === -1 ? 'Companion' : textOf(tree, nameNode);
  const owner: ClassScope = {
    name: outer?.name ?? name,
    fields: [],
    members: outer?.members ?? new Map(),
    bases: basesOf(extraction, node, types),
    scope: frame.scope,
  };
  addClass(extraction, node, name, nameNode, 'object', owner, types);
  enterClass(extraction, node, owner, outer === null);
}

/** `object : Listener { … }` */
export function visitObjectLiteral(extraction: Extraction, node: number, types: KotlinTypes): void {
  const bases = basesOf(extraction, node, types);
  const name = textOf(extraction.tree, bases[0] ?? -1).replace(/[<(\s][\s\S]*$/, '');
  const owner = { name: name === '' ? '<anonymous>' : name, members: new Map(), bases, scope: extraction.frame.scope };
  enterClass(extraction, node, owner, true);
}

function addClass(
  extraction: Extraction,
  node: number,
  name: string,
  nameNode: number,
  kind: ClassFact['kind'],
  owner: ClassScope,
  types: KotlinTypes,
): void {
  const { tree, frame } = extraction;
  extraction.classDrafts.push({
    fact: {
      range: rangeOf(tree, node),
      name,
      nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
      kind,
      bases: [],
      decorators: annotationsOf(extraction, node, types),
      fields: owner.fields ?? [],
      exported: isPublic(extraction, node, types),
      function: frame.function,
    },
    bases: owner.bases,
    frame,
  });
}

function enterClass(extraction: Extraction, node: number, owner: ClassScope, isNew: boolean): void {
  const { frame } = extraction;
  const scope = createScope(frame.scope, owner, frame.function, owner.members);
  if (isNew) extraction.scopes.push(scope);
  enter(extraction, node, { scope });
}

/** `class A(private val client: Client)` */
function addParameters(extraction: Extraction, node: number, owner: ClassScope, types: KotlinTypes): void {
  const { tree, frame } = extraction;
  const constructor = childOfType(tree, node, types.primaryConstructor);
  const list = constructor === -1 ? -1 : childOfType(tree, constructor, types.classParameters);
  for (const parameter of list === -1 ? [] : childrenOf(tree, list)) {
    if (typeOf(tree, parameter) !== types.classParameter) continue;
    const name = childOfType(tree, parameter, types.identifier);
    const type = typeNodeOf(extraction, parameter, types);
    if (name === -1) continue;
    bindVariable(extraction, frame.scope, name, type, -1, types);
    // Without `val` or `var` it is known while the object is made, and no field.
    const modifiers = childOfType(tree, parameter, types.modifiers);
    const from = modifiers === -1 ? startOf(tree, parameter) : endOf(tree, modifiers);
    if (/\b(?:val|var)\s/.test(tree.text.slice(from, startOf(tree, name)))) addField(extraction, owner, name, type);
  }
}

export function visitEnumEntry(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { owner } = extraction.frame.scope;
  const name = childOfType(extraction.tree, node, types.identifier);
  if (owner !== null && name !== -1) addField(extraction, owner, name, -1);
}

/** `val name: Type = value`, of a class, a file or a block. */
export function visitProperty(extraction: Extraction, node: number, types: KotlinTypes): void {
  const { tree, frame } = extraction;
  const variable = childOfType(tree, node, types.variable);
  const parent = typeOf(tree, tree.parent[node] ?? -1);
  for (const child of childrenOf(tree, childOfType(tree, node, types.variables))) bindPlain(extraction, child, types);
  if (variable === -1) return;
  const name = childOfType(tree, variable, types.identifier);
  if (name === -1) return;
  const type = typeNodeOf(extraction, variable, types);
  const value = childrenOf(tree, node).find((child) => child > variable && isValue(extraction, child, types)) ?? -1;
  bindVariable(extraction, frame.scope, name, type, value, types);
  const { owner } = frame.scope;
  if (owner !== null && parent === types.classBody) addField(extraction, owner, name, type);
}

function isValue({ tree }: Extraction, node: number, types: KotlinTypes): boolean {
  const type = typeOf(tree, node);
  const name = tree.grammar.typeNames[type];
  return name !== 'getter' && name !== 'setter' && type !== types.lineComment && type !== types.blockComment;
}

/** A name that stands for no one thing: a part of a value, a loop variable, a parameter of a function without types. */
export function bindPlain({ tree, frame }: Extraction, variable: number, types: KotlinTypes): void {
  const name = typeOf(tree, variable) === types.variable ? childOfType(tree, variable, types.identifier) : -1;
  if (name !== -1) bind(frame.scope.names, textOf(tree, name), startOf(tree, name), endOf(tree, name));
}

/** As declared, else as its value says; each -1 where there is none. */
export function bindVariable(
  { tree }: Extraction,
  scope: Scope,
  name: number,
  type: number,
  value: number,
  types: KotlinTypes,
): void {
  const declared = type === -1 ? null : candidateOfType(type, scope);
  const given = value === -1 ? null : candidateOfValue(value, scope);
  const isMade = typeOf(tree, value) === types.call && /^[A-Z]/.test(textOf(tree, firstChild(tree, value)));
  const candidates: (Candidate | null)[] = isMade ? [given, declared] : [declared, given];
  for (const candidate of candidates) {
    bind(scope.names, textOf(tree, name), startOf(tree, name), endOf(tree, name), candidate);
  }
}

/** Type that a parameter or variable declares, or -1. */
export function typeNodeOf({ tree }: Extraction, node: number, types: KotlinTypes): number {
  return childrenOf(tree, node).find((child) => types.typeNodes[typeOf(tree, child)] === 1) ?? -1;
}

/** Annotations as written, without `@`. */
export function annotationsOf(extraction: Extraction, node: number, types: KotlinTypes): string[] {
  const { tree } = extraction;
  return annotationNodes(extraction, node, types).map((annotation) =>
    textOf(tree, annotation).slice(1, longestAnnotation).trim(),
  );
}

function annotationNodes({ tree }: Extraction, node: number, types: KotlinTypes): number[] {
  const modifiers = childOfType(tree, node, types.modifiers);
  if (modifiers === -1) return [];
  return childrenOf(tree, modifiers).filter((child) => typeOf(tree, child) === types.annotation);
}

function annotatedType({ tree }: Extraction, annotation: number, types: KotlinTypes): number {
  const made = childOfType(tree, annotation, types.constructorInvocation);
  return childOfType(tree, made === -1 ? annotation : made, types.userType);
}

export function hasModifier({ tree }: Extraction, node: number, word: string, types: KotlinTypes): boolean {
  const modifiers = childOfType(tree, node, types.modifiers);
  return modifiers !== -1 && childrenOf(tree, modifiers).some((child) => hasText(tree, child, word));
}

/** What is not said to be otherwise is public. */
export function isPublic(extraction: Extraction, node: number, types: KotlinTypes): boolean {
  return !['private', 'internal', 'protected'].some((word) => hasModifier(extraction, node, word, types));
}

function kindOf(extraction: Extraction, node: number, types: KotlinTypes): ClassFact['kind'] {
  const { tree } = extraction;
  if (typeOf(tree, node) === types.objectDeclaration) return 'object';
  if (hasModifier(extraction, node, 'enum', types)) return 'enum';
  const modifiers = childOfType(tree, node, types.modifiers);
  const from = modifiers === -1 ? startOf(tree, node) : endOf(tree, modifiers);
  const keyword = tree.text.slice(from, startOf(tree, childByField(tree, node, types.fieldName)));
  if (/\binterface\b/.test(keyword)) return 'interface';
  return hasModifier(extraction, node, 'data', types) ? 'record' : 'class';
}

/** Types behind the colon; `Base(1)` and `Api by impl` are types with more. */
function basesOf({ tree }: Extraction, node: number, types: KotlinTypes): number[] {
  const list = childOfType(tree, node, types.delegationSpecifiers);
  if (list === -1) return [];
  return childrenOf(tree, list)
    .slice(0, mostBases)
    .map((specifier) => {
      const inner = firstChild(tree, specifier);
      const type = typeOf(tree, inner);
      const isMore = type === types.constructorInvocation || type === types.explicitDelegation;
      return isMore ? firstChild(tree, inner) : inner;
    })
    .filter((base) => typeOf(tree, base) === types.userType);
}
