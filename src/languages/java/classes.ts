/** Classes, interfaces, enums and records: their names, what they hold and what they are made of. */
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
import { bindAnnotatedLogger } from '../jvm/annotations.ts';
import { javaReader } from './expressions.ts';
import type { JavaTypes } from './types.ts';

const mostBases = 8;
const longestAnnotation = 500;

export function visitClass(extraction: Extraction, node: number, types: JavaTypes): void {
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
      decorators: annotationsOf(extraction, node, types),
      fields: owner.fields ?? [],
      exported: hasModifier(extraction, node, 'public', types),
      function: frame.function,
    },
    bases: owner.bases,
    frame,
  });
  for (const annotation of annotationNodes(extraction, node, types)) {
    const at = childByField(tree, annotation, types.fieldName);
    const path = javaReader(tree, types).resolve(at, frame.scope, 0);
    if (path !== null) {
      bindAnnotatedLogger(extraction, owner.members, path, startOf(tree, annotation), endOf(tree, annotation));
    }
  }
  enterClass(extraction, node, owner);
  if (typeOf(tree, node) === types.recordDeclaration) addComponents(extraction, node, owner, types);
}

/** `new Listener() { … }` and `A { … }` of an enum: methods of something without a name of its own. */
export function visitAnonymousClass(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree, frame } = extraction;
  const parent = tree.parent[node] ?? -1;
  const isConstant = typeOf(tree, parent) === types.enumConstant;
  if (!isConstant && typeOf(tree, parent) !== types.objectCreation) return;
  const base = childByField(tree, parent, isConstant ? types.fieldName : types.fieldType);
  const bases = isConstant || base === -1 ? [] : [base];
  enterClass(extraction, node, { name: bareType(textOf(tree, base)), members: new Map(), bases, scope: frame.scope });
}

/** What a class holds is seen by its name alone in all that stands in it. */
function enterClass(extraction: Extraction, node: number, owner: ClassScope): void {
  const { frame } = extraction;
  const scope = createScope(frame.scope, owner, frame.function, owner.members);
  extraction.scopes.push(scope);
  enter(extraction, node, { scope });
}

/** Fields of a class or an interface. */
export function visitField(extraction: Extraction, node: number, types: JavaTypes): void {
  const { tree, frame } = extraction;
  const { owner } = frame.scope;
  const type = childByField(tree, node, types.fieldType);
  for (const declarator of childrenOf(tree, node)) {
    if (typeOf(tree, declarator) !== types.variableDeclarator) continue;
    const name = childByField(tree, declarator, types.fieldName);
    if (name === -1) continue;
    bindVariable(extraction, frame.scope, name, type, childByField(tree, declarator, types.fieldValue), types);
    if (owner !== null) addField(extraction, owner, name, type);
  }
}

export function visitEnumConstant(extraction: Extraction, node: number, types: JavaTypes): void {
  const { owner } = extraction.frame.scope;
  const name = childByField(extraction.tree, node, types.fieldName);
  if (owner !== null && name !== -1) addField(extraction, owner, name, -1);
}

/** `record Point(int x, int y)` */
function addComponents(extraction: Extraction, node: number, owner: ClassScope, types: JavaTypes): void {
  const { tree, frame } = extraction;
  const list = childByField(tree, node, types.fieldParameters);
  for (const component of list === -1 ? [] : childrenOf(tree, list)) {
    const name = childByField(tree, component, types.fieldName);
    const type = childByField(tree, component, types.fieldType);
    if (name === -1) continue;
    bindVariable(extraction, frame.scope, name, type, -1, types);
    addField(extraction, owner, name, type);
  }
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
  types: JavaTypes,
): void {
  const declared = type === -1 || hasText(tree, type, 'var') ? null : candidateOfType(type, scope);
  const given = value === -1 ? null : candidateOfValue(value, scope);
  const isMade = typeOf(tree, value) === types.objectCreation;
  const candidates: (Candidate | null)[] = isMade ? [given, declared] : [declared, given];
  for (const candidate of candidates) {
    bind(scope.names, textOf(tree, name), startOf(tree, name), endOf(tree, name), candidate);
  }
}

/** Annotations as written, without `@`. */
export function annotationsOf(extraction: Extraction, node: number, types: JavaTypes): string[] {
  const { tree } = extraction;
  return annotationNodes(extraction, node, types).map((annotation) =>
    textOf(tree, annotation).slice(1, longestAnnotation).trim(),
  );
}

function annotationNodes({ tree }: Extraction, node: number, types: JavaTypes): number[] {
  const modifiers = childOfType(tree, node, types.modifiers);
  if (modifiers === -1) return [];
  return childrenOf(tree, modifiers).filter((child) => {
    const type = typeOf(tree, child);
    return type === types.annotation || type === types.markerAnnotation;
  });
}

/** Keywords are no nodes of the flat tree: they are what is left of the modifiers without annotations. */
export function hasModifier({ tree }: Extraction, node: number, word: string, types: JavaTypes): boolean {
  const modifiers = childOfType(tree, node, types.modifiers);
  if (modifiers === -1) return false;
  let at = startOf(tree, modifiers);
  for (const child of [...childrenOf(tree, modifiers), -1]) {
    const end = child === -1 ? endOf(tree, modifiers) : startOf(tree, child);
    if (tree.text.slice(at, end).split(/\s+/).includes(word)) return true;
    if (child !== -1) at = endOf(tree, child);
  }
  return false;
}

/** `List<String>` is a `List`. */
export function bareType(written: string): string {
  return written.replace(/[<\s][\s\S]*$/, '');
}

function kindOf(type: number, types: JavaTypes): ClassFact['kind'] {
  if (type === types.enumDeclaration) return 'enum';
  if (type === types.recordDeclaration) return 'record';
  return type === types.interfaceDeclaration || type === types.annotationType ? 'interface' : 'class';
}

function basesOf({ tree }: Extraction, node: number, types: JavaTypes): number[] {
  const superclass = childByField(tree, node, types.fieldSuperclass);
  const interfaces = childByField(tree, node, types.fieldInterfaces);
  const extended = childOfType(tree, node, types.extendsInterfaces);
  const bases = superclass === -1 ? [] : childrenOf(tree, superclass);
  for (const clause of [interfaces, extended]) {
    const list = clause === -1 ? -1 : childOfType(tree, clause, types.typeList);
    if (list !== -1) bases.push(...childrenOf(tree, list));
  }
  return bases.slice(0, mostBases);
}
