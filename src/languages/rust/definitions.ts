/** Functions, closures and the names that patterns bind. */
import {
  childByField,
  childrenOf,
  endOf,
  lastOf,
  parentOf,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { enterFunction } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath, candidateOfType, candidateOfValue } from '../extraction/scopes.ts';
import type { Candidate } from '../extraction/scopes.ts';
import { attributesOf, isForTests } from './attributes.ts';
import type { RustTypes } from './types.ts';

export function visitFunction(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree, frame, moduleScope } = extraction;
  if (omitTests(extraction, node)) return;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = textOf(tree, nameNode);
  const { owner, isClassBody } = frame.scope;
  if (!isClassBody) {
    bind(frame.scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name));
    if (name === 'main' && frame.function === -1 && frame.scope === moduleScope) {
      extraction.mainGuards.push({ start: startOf(tree, node), end: endOf(tree, nameNode) });
    }
  }
  const body = childByField(tree, node, types.fieldBody);
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  const head = tree.text.slice(startOf(tree, node), startOf(tree, nameNode));
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name,
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner: isClassBody ? (owner?.name ?? null) : null,
    parameters: parameters.map((parameter) => parameter.name),
    async: /\basync\b/.test(head),
    exported: /^pub\b/.test(head),
    decorators: attributesOf(extraction, node),
    body: rangeOf(tree, body === -1 ? node : body),
    parent: frame.function,
  });
  for (const { node: at, name: bare, type } of parameters) {
    if (bare === 'self') continue;
    const candidate = type === -1 ? null : candidateOfType(type, scope);
    bind(scope.names, bare, startOf(tree, at), endOf(tree, at), candidate);
  }
}

/** What is compiled for tests only says nothing of production. */
export function omitTests(extraction: Extraction, node: number): boolean {
  if (!isForTests(extraction, node)) return false;
  extraction.omittedUntil = Math.max(extraction.omittedUntil, lastOf(extraction.tree, node));
  return true;
}

export function visitClosure(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree, frame } = extraction;
  const parent = parentOf(tree, node);
  const pattern = typeOf(tree, parent) === types.letDeclaration ? childByField(tree, parent, types.fieldPattern) : -1;
  const nameNode = typeOf(tree, pattern) === types.identifier ? pattern : -1;
  const body = childByField(tree, node, types.fieldBody);
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  const head = tree.text.slice(startOf(tree, node), startOf(tree, node) + 12);
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name: nameNode === -1 ? '<anonymous>' : textOf(tree, nameNode),
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner: null,
    parameters: parameters.map((parameter) => parameter.name),
    async: /^(?:move\s+)?async\b/.test(head),
    exported: false,
    decorators: [],
    body: rangeOf(tree, body === -1 ? node : body),
    parent: frame.function,
  });
  for (const { node: at, name, type } of parameters) {
    const candidate = type === -1 ? null : candidateOfType(type, scope);
    bind(scope.names, name, startOf(tree, at), endOf(tree, at), candidate);
  }
}

/** `let x: T = v`, `let (a, b) = v`, `let Ok(x) = v else { … }` */
export function visitLet(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree, frame } = extraction;
  const pattern = childByField(tree, node, types.fieldPattern);
  const value = childByField(tree, node, types.fieldValue);
  const declared = childByField(tree, node, types.fieldType);
  if (pattern === -1) return;
  const scope = frame.scope;
  const type = typeOf(tree, pattern);
  if (type !== types.identifier && type !== types.mutPattern) {
    bindPattern(extraction, pattern, types);
    return;
  }
  const candidates: Candidate[] = [];
  if (value !== -1) candidates.push(candidateOfValue(value, scope));
  if (declared !== -1) candidates.push(candidateOfType(declared, scope));
  bindPattern(extraction, pattern, types, candidates);
}

/** `static LOG: T = v`, `const NAME: &str = "x"` */
export function visitConstant(extraction: Extraction, node: number, types: RustTypes): void {
  const { tree, frame, moduleScope } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const value = childByField(tree, node, types.fieldValue);
  const declared = childByField(tree, node, types.fieldType);
  const names = frame.scope.isClassBody ? moduleScope.names : frame.scope.names;
  const at = [names, textOf(tree, nameNode), startOf(tree, nameNode), endOf(tree, nameNode)] as const;
  bind(...at, value === -1 ? null : candidateOfValue(value, frame.scope));
  if (declared !== -1) bind(...at, candidateOfType(declared, frame.scope));
}

const mostNames = 100;

/** Names that a pattern binds; paths, fields and constants in it are none. */
export function bindPattern(
  extraction: Extraction,
  pattern: number,
  types: RustTypes,
  candidates: readonly Candidate[] = [],
): void {
  const { tree, frame } = extraction;
  for (const node of namesIn(extraction, pattern, types)) {
    const at = [frame.scope.names, textOf(tree, node), startOf(tree, node), endOf(tree, node)] as const;
    if (candidates.length === 0) bind(...at);
    for (const candidate of candidates) bind(...at, candidate);
  }
}

function namesIn({ tree }: Extraction, pattern: number, types: RustTypes): number[] {
  const found: number[] = [];
  const end = lastOf(tree, pattern);
  for (let node = pattern; node < end && found.length < mostNames;) {
    const type = typeOf(tree, node);
    if (type === types.scopedIdentifier || type === types.scopedType || tree.field[node] === types.fieldType) {
      node = lastOf(tree, node);
      continue;
    }
    // The condition of an arm is no part of its pattern.
    if (tree.field[node] === types.fieldCondition && node !== pattern) break;
    const isName = type === types.identifier || type === types.shorthandFieldIdentifier;
    if (isName && /^[\p{Ll}_]/u.test(textOf(tree, node))) found.push(node);
    node++;
  }
  return found;
}

interface Parameter {
  readonly node: number;
  readonly name: string;
  /** Declared type, or -1. */
  readonly type: number;
}

function parametersOf(extraction: Extraction, list: number, types: RustTypes): Parameter[] {
  const { tree } = extraction;
  const parameters: Parameter[] = [];
  if (list === -1) return parameters;
  for (const child of childrenOf(tree, list)) {
    const type = typeOf(tree, child);
    if (type === types.selfParameter) {
      parameters.push({ node: child, name: 'self', type: -1 });
      continue;
    }
    if (type === types.attributeItem || type === types.lineComment || type === types.blockComment) continue;
    const isDeclared = type === types.parameter;
    const pattern = isDeclared ? childByField(tree, child, types.fieldPattern) : child;
    const declared = isDeclared ? childByField(tree, child, types.fieldType) : -1;
    if (pattern === -1) continue;
    // `State(app): State<App>` binds what is inside.
    for (const name of namesIn(extraction, pattern, types)) {
      parameters.push({ node: name, name: textOf(tree, name), type: declared });
    }
  }
  return parameters;
}
