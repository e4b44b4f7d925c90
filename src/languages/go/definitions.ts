/** Functions, types and the names that statements bind. */
import type { ClassFact, FieldFact } from '../../model/facts.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  fieldOf,
  firstChildBut,
  hasText,
  lastOf,
  parentOf,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { enter, enterFunction } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { bind, candidateOfPath, candidateOfType, candidateOfValue, createScope, lookup } from '../extraction/scopes.ts';
import type { Candidate, ClassScope, Scope } from '../extraction/scopes.ts';
import type { GoTypes } from './types.ts';

const isExported = (name: string): boolean => /^\p{Lu}/u.test(name);

export function visitFunction(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree, frame, moduleScope } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = textOf(tree, nameNode);
  const receiver = receiverOf(extraction, node, types);
  if (receiver === null) {
    bind(moduleScope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name));
    if (name === 'main' && /^main\b/.test(packageOf(extraction, types))) {
      extraction.mainGuards.push({ start: startOf(tree, node), end: endOf(tree, nameNode) });
    }
  }
  const owner = receiver === null ? null : structNamed(extraction, receiver.owner, receiver.node, []);
  // A method stands beside its struct, and is one as if it stood in it.
  if (owner !== null) enter(extraction, node, { scope: createScope(moduleScope, owner, -1, owner.members, true) });
  const body = childByField(tree, node, types.fieldBody);
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name,
    nameRange: rangeOf(tree, nameNode),
    owner: owner?.name ?? null,
    parameters: parameters.map((parameter) => parameter.name),
    async: false,
    exported: isExported(name),
    decorators: [],
    body: rangeOf(tree, body === -1 ? node : body),
    parent: frame.function,
  });
  if (receiver !== null && receiver.name !== null) {
    const { start, end } = rangeOf(tree, receiver.node);
    bind(scope.names, receiver.name, start, end, candidateOfPath('this'));
  }
  bindParameters(extraction, parameters);
  bindParameters(extraction, parametersOf(extraction, childByField(tree, node, types.fieldResult), types));
}

export function visitLiteral(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree, frame } = extraction;
  const nameNode = boundName(extraction, node, types);
  const body = childByField(tree, node, types.fieldBody);
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name: nameNode === -1 ? '<anonymous>' : textOf(tree, nameNode),
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner: null,
    parameters: parameters.map((parameter) => parameter.name),
    async: false,
    exported: false,
    decorators: [],
    body: rangeOf(tree, body === -1 ? node : body),
    parent: frame.function,
  });
  bindParameters(extraction, parameters);
  bindParameters(extraction, parametersOf(extraction, childByField(tree, node, types.fieldResult), types));
}

/** The name a function literal is given by what it stands in: `f := func…`, `Run: func…`. */
function boundName({ tree }: Extraction, node: number, types: GoTypes): number {
  const parent = parentOf(tree, node);
  const type = typeOf(tree, parent);
  if (type === types.literalElement) {
    const pair = parentOf(tree, parent);
    if (typeOf(tree, pair) !== types.keyedElement) return -1;
    const key = firstChildBut(tree, childByField(tree, pair, types.fieldKey), types.comment);
    return typeOf(tree, key) === types.identifier ? key : -1;
  }
  if (type !== types.expressionList || childrenOf(tree, parent).length !== 1) return -1;
  const statement = parentOf(tree, parent);
  const left =
    typeOf(tree, statement) === types.varSpec
      ? childByField(tree, statement, types.fieldName)
      : firstChildBut(tree, childByField(tree, statement, types.fieldLeft), types.comment);
  if (typeOf(tree, left) === types.identifier) return left;
  return typeOf(tree, left) === types.selector ? childByField(tree, left, types.fieldField) : -1;
}

interface Receiver {
  readonly owner: string;
  /** Null for `func (Server) name()`. */
  readonly name: string | null;
  readonly node: number;
}

function receiverOf({ tree }: Extraction, node: number, types: GoTypes): Receiver | null {
  const list = childByField(tree, node, types.fieldReceiver);
  const parameter = list === -1 ? -1 : childOfType(tree, list, types.parameter);
  if (parameter === -1) return null;
  const owner = typeName(textOf(tree, childByField(tree, parameter, types.fieldType)));
  const nameNode = childByField(tree, parameter, types.fieldName);
  const isNamed = nameNode !== -1 && !hasText(tree, nameNode, '_');
  return { owner, name: isNamed ? textOf(tree, nameNode) : null, node: nameNode === -1 ? parameter : nameNode };
}

/** `*Server[T]` → `Server` */
function typeName(written: string): string {
  return /[\p{L}_][\p{L}\p{N}_]*/u.exec(written)?.[0] ?? '<anonymous>';
}

/** A struct of this file, or one that another file of the package declares and this one has methods of. */
function structNamed(extraction: Extraction, name: string, at: number, bases: readonly number[]): ClassScope {
  const { tree, moduleScope } = extraction;
  const { start, end } = rangeOf(tree, at);
  const binding = bind(moduleScope.names, name, start, end, candidateOfPath(name));
  if (binding.class === null) {
    binding.class = { name, members: new Map(), bases, scope: moduleScope };
    extraction.classes.push(binding.class);
  }
  return binding.class;
}

function packageOf({ tree }: Extraction, types: GoTypes): string {
  const clause = childOfType(tree, 0, types.packageClause);
  return clause === -1 ? '' : textOf(tree, firstChildBut(tree, clause, types.comment));
}

/** `type Server struct {…}`, `type Store interface {…}` */
export function visitType(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const declared = childByField(tree, node, types.fieldType);
  const kind = typeOf(tree, declared);
  const name = textOf(tree, nameNode);
  if (kind !== types.structType && kind !== types.interfaceType) {
    bind(frame.scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name));
    return;
  }
  const isStruct = kind === types.structType;
  const list = isStruct ? childOfType(tree, declared, types.fieldDeclarationList) : -1;
  const members = (list === -1 ? [] : childrenOf(tree, list)).filter(
    (member) => typeOf(tree, member) === types.fieldDeclaration,
  );
  const bases = isStruct ? members.flatMap((member) => embedded(extraction, member, types)) : [];
  if (!isStruct) bases.push(...embeddedInterfaces(extraction, declared, types));
  const struct = frame.function === -1 ? structNamed(extraction, name, nameNode, bases) : null;
  const fields = members.flatMap((member) => readField(extraction, member, struct, types));
  const fact: ClassFact = {
    range: rangeOf(tree, node),
    name,
    nameRange: rangeOf(tree, nameNode),
    kind: isStruct ? 'struct' : 'interface',
    bases: [],
    decorators: [],
    fields,
    exported: frame.function === -1 && isExported(name),
    function: frame.function,
  };
  extraction.classDrafts.push({ fact, bases, frame });
}

/** The type of a field without a name. */
function embedded({ tree }: Extraction, declaration: number, types: GoTypes): number[] {
  if (childByField(tree, declaration, types.fieldName) !== -1) return [];
  const type = childByField(tree, declaration, types.fieldType);
  return type === -1 ? [] : [type];
}

function readField(
  { tree, moduleScope }: Extraction,
  declaration: number,
  struct: ClassScope | null,
  types: GoTypes,
): FieldFact[] {
  const typeNode = childByField(tree, declaration, types.fieldType);
  if (typeNode === -1) return [];
  const written = textOf(tree, typeNode).slice(0, longestType);
  const names = childrenOf(tree, declaration).filter((child) => fieldOf(tree, child) === types.fieldName);
  // An embedded type is a field of its own name.
  const shown =
    names.length > 0
      ? names.map((node) => ({ node, name: textOf(tree, node) }))
      : [{ node: typeNode, name: typeName(written.slice(written.lastIndexOf('.') + 1)) }];
  return shown.map(({ node, name }) => {
    const range = rangeOf(tree, node);
    if (struct !== null) bind(struct.members, name, range.start, range.end, candidateOfType(typeNode, moduleScope));
    return { name, range, type: written };
  });
}

const longestType = 200;

function embeddedInterfaces({ tree }: Extraction, declared: number, types: GoTypes): number[] {
  return childrenOf(tree, declared).flatMap((child) => {
    const only = typeOf(tree, child) === types.typeElement ? childrenOf(tree, child) : [];
    return only.length === 1 ? only : [];
  });
}

/** `a, err := f()`, `a, b = c, d`, `s.log = x` */
export function visitAssignment(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree } = extraction;
  const left = childByField(tree, node, types.fieldLeft);
  const right = childByField(tree, node, types.fieldRight);
  if (left === -1) return;
  const declares = typeOf(tree, node) === types.shortVar;
  const values = right === -1 ? [] : childrenOf(tree, right);
  const targets = childrenOf(tree, left).slice(0, mostTargets);
  targets.forEach((target, index) => {
    // Of a call with several results the first is the one that matters; the rest stand for nothing.
    const value = values.length === targets.length ? values[index] : index === 0 ? values[0] : undefined;
    bindTarget(extraction, target, value ?? -1, declares, types);
  });
}

const mostTargets = 100;

/** `for i, v := range xs`, `case v, ok := <-channel`: names that stand for no one thing. */
export function visitUnknownTargets(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree } = extraction;
  const left = childByField(tree, node, types.fieldLeft);
  if (left === -1) return;
  for (const target of childrenOf(tree, left)) bindTarget(extraction, target, -1, true, types);
}

function bindTarget(extraction: Extraction, target: number, value: number, declares: boolean, types: GoTypes): void {
  const { tree, frame } = extraction;
  const { scope } = frame;
  if (typeOf(tree, target) === types.identifier) {
    const name = textOf(tree, target);
    if (name === '_') return;
    // An assignment without `:=` is to a name that was declared before, wherever that was.
    const known = !declares && !scope.names.has(name) ? nameAround(scope, name) : null;
    const names = known ?? scope.names;
    // `log := log.With(…)` speaks of the outer one.
    const seen = declares && !scope.names.has(name) && scope.parent !== null ? scope.parent : scope;
    const candidate = value === -1 ? null : candidateOfValue(value, speaksOf(extraction, value, name) ? seen : scope);
    bind(names, name, startOf(tree, target), endOf(tree, target), candidate);
  } else if (typeOf(tree, target) === types.selector && value !== -1) {
    const object = childByField(tree, target, types.fieldOperand);
    const isReceiver = lookup(scope, textOf(tree, object))?.candidates[0]?.path === 'this';
    if (!isReceiver || scope.owner === null) return;
    const name = textOf(tree, childByField(tree, target, types.fieldField));
    bind(scope.owner.members, name, startOf(tree, target), endOf(tree, target), candidateOfValue(value, scope));
  }
}

/** The first name in an expression is this one. */
function speaksOf({ tree, text }: Extraction, value: number, name: string): boolean {
  const start = startOf(tree, value);
  return text.startsWith(name, start) && !/[\p{L}\p{N}_]/u.test(text[start + name.length] ?? '');
}

function nameAround(scope: Scope, name: string): Scope['names'] | null {
  for (let at = scope.parent; at !== null; at = at.parent) if (at.names.has(name)) return at.names;
  return null;
}

/** `var a, b T = c, d`, `const x = 1` */
export function visitVariable(extraction: Extraction, node: number, types: GoTypes): void {
  const { tree, frame } = extraction;
  const declared = childByField(tree, node, types.fieldType);
  const value = childByField(tree, node, types.fieldValue);
  const values = value === -1 ? [] : childrenOf(tree, value);
  let index = 0;
  const end = lastOf(tree, node);
  for (let child = node + 1; child < end; child = lastOf(tree, child)) {
    if (fieldOf(tree, child) !== types.fieldName || typeOf(tree, child) !== types.identifier) continue;
    const own = values[index++] ?? (index === 1 ? values[0] : undefined);
    const name = textOf(tree, child);
    if (name === '_') continue;
    const at = [frame.scope.names, name, startOf(tree, child), endOf(tree, child)] as const;
    const candidate: Candidate | null = own === undefined ? null : candidateOfValue(own, frame.scope);
    if (declared === -1 || candidate !== null) bind(...at, candidate);
    if (declared !== -1) bind(...at, candidateOfType(declared, frame.scope));
  }
}

interface Parameter {
  /** The name's node. */
  readonly node: number;
  readonly name: string;
  /** Declared type, or -1 where it is no single value (`…T`). */
  readonly type: number;
}

function parametersOf({ tree }: Extraction, list: number, types: GoTypes): Parameter[] {
  const parameters: Parameter[] = [];
  if (list === -1 || typeOf(tree, list) !== types.parameterList) return parameters;
  for (const declaration of childrenOf(tree, list)) {
    const isVariadic = typeOf(tree, declaration) === types.variadicParameter;
    if (!isVariadic && typeOf(tree, declaration) !== types.parameter) continue;
    const type = childByField(tree, declaration, types.fieldType);
    for (const child of childrenOf(tree, declaration)) {
      if (fieldOf(tree, child) !== types.fieldName) continue;
      parameters.push({ node: child, name: textOf(tree, child), type: isVariadic ? -1 : type });
    }
  }
  return parameters;
}

function bindParameters({ tree, frame }: Extraction, parameters: readonly Parameter[]): void {
  for (const { node, name, type } of parameters) {
    if (name === '_') continue;
    const candidate = type === -1 ? null : candidateOfType(type, frame.scope);
    bind(frame.scope.names, name, startOf(tree, node), endOf(tree, node), candidate);
  }
}
