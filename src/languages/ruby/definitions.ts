/** Methods, blocks, classes and the names that assignments bind. */
import {
  childByField,
  childrenOf,
  endOf,
  firstChild,
  lastOf,
  parentOf,
  rangeOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { enter, enterFunction, enterLater } from '../extraction/extraction.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addField } from '../extraction/fields.ts';
import { bind, candidateOfPath, candidateOfValue, createScope, declaringScope } from '../extraction/scopes.ts';
import type { Candidate, ClassScope } from '../extraction/scopes.ts';
import type { RubyTypes } from './types.ts';

export function visitMethod(extraction: Extraction, node: number, types: RubyTypes): void {
  const { tree, frame } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = textOf(tree, nameNode);
  const { owner, isClassBody } = frame.scope;
  if (!isClassBody) {
    bind(frame.scope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name));
  }
  const body = childByField(tree, node, types.fieldBody);
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name,
    nameRange: nameNode === -1 ? null : rangeOf(tree, nameNode),
    owner: owner?.name ?? null,
    parameters: parameters.map(({ written }) => written),
    async: false,
    exported: !name.startsWith('_'),
    decorators: [],
    body: rangeOf(tree, body === -1 ? node : body),
    parent: frame.function,
  });
  for (const { node: at, name: bare } of parameters) bind(scope.names, bare, startOf(tree, at), endOf(tree, at));
}

/** Methods that run their block again and again. */
const iterations =
  /^(?:each(?:_\w+)?|map|flat_map|collect|select|filter|filter_map|reject|times|upto|downto|step|loop|find_each|find_in_batches|in_batches|in_groups_of|inject|reduce|sum|cycle|map!|select!|reject!|delete_if|partition|group_by|to_h|zip|any\?|all\?|none\?|detect|find|find_index|sort_by|min_by|max_by|each_pair|each_key|each_value|transform_values|transform_keys)$/;

/** `items.each do |item| … end`, `{ |item| … }`, `->(a) { … }` */
export function visitBlock(extraction: Extraction, node: number, types: RubyTypes): void {
  const { tree, frame } = extraction;
  const parent = parentOf(tree, node);
  // The braces of a lambda are its body.
  if (typeOf(tree, parent) === types.lambda) return;
  const isLambda = typeOf(tree, node) === types.lambda;
  const call = isLambda ? -1 : parent;
  const own = isLambda ? childByField(tree, node, types.fieldBody) : node;
  const inner = childByField(tree, own, types.fieldBody);
  const method = call === -1 ? '' : textOf(tree, childByField(tree, call, types.fieldMethod));
  const bound =
    isLambda || /^(?:lambda|proc)$/.test(method) ? boundName(extraction, isLambda ? node : call, types) : -1;
  const parameters = parametersOf(extraction, childByField(tree, node, types.fieldParameters), types);
  const scope = enterFunction(extraction, node, {
    range: rangeOf(tree, node),
    name: bound === -1 ? '<anonymous>' : textOf(tree, bound),
    nameRange: bound === -1 ? null : rangeOf(tree, bound),
    owner: null,
    parameters: parameters.map(({ written }) => written),
    async: false,
    exported: false,
    decorators: [],
    body: rangeOf(tree, inner === -1 ? own : inner),
    parent: frame.function,
  });
  for (const { node: at, name } of parameters) bind(scope.names, name, startOf(tree, at), endOf(tree, at));
  if (inner !== -1 && iterations.test(method)) enterLater(extraction, inner, { inLoop: true });
}

function boundName({ tree }: Extraction, node: number, types: RubyTypes): number {
  const parent = parentOf(tree, node);
  const left = typeOf(tree, parent) === types.assignment ? childByField(tree, parent, types.fieldLeft) : -1;
  return typeOf(tree, left) === types.identifier || typeOf(tree, left) === types.constant ? left : -1;
}

export function visitClass(extraction: Extraction, node: number, types: RubyTypes): void {
  const { tree, frame, moduleScope } = extraction;
  const nameNode = childByField(tree, node, types.fieldName);
  const name = textOf(tree, nameNode);
  const superclass = childByField(tree, node, types.fieldSuperclass);
  const base = superclass === -1 ? -1 : firstChild(tree, superclass);
  const bases = base === -1 ? [] : [base];
  const owner: ClassScope = { name, fields: [], members: new Map(), bases, scope: frame.scope };
  bind(moduleScope.names, name, startOf(tree, nameNode), endOf(tree, nameNode), candidateOfPath(name)).class = owner;
  extraction.classDrafts.push({
    fact: {
      range: rangeOf(tree, node),
      name,
      nameRange: rangeOf(tree, nameNode),
      kind: typeOf(tree, node) === types.module ? 'object' : 'class',
      bases: includedIn(extraction, node, types),
      decorators: [],
      fields: owner.fields ?? [],
      exported: true,
      function: frame.function,
    },
    bases,
    frame,
  });
  extraction.classes.push(owner);
  enter(extraction, node, { scope: createScope(frame.scope, owner, frame.function, owner.members, true) });
}

/** Modules that a class takes in: `include Sidekiq::Job`. */
function includedIn({ tree }: Extraction, node: number, types: RubyTypes): string[] {
  const body = childByField(tree, node, types.fieldBody);
  if (body === -1) return [];
  return childrenOf(tree, body).flatMap((child) => {
    if (typeOf(tree, child) !== types.call) return [];
    if (!/^(?:include|extend|prepend)$/.test(textOf(tree, childByField(tree, child, types.fieldMethod)))) return [];
    const list = childByField(tree, child, types.fieldArguments);
    return list === -1 ? [] : childrenOf(tree, list).map((argument) => textOf(tree, argument).replace(/^::/, ''));
  });
}

/** `class << self`: what stands in it is of the class around it. */
export function visitSingletonClass(extraction: Extraction, node: number): void {
  const { scope } = extraction.frame;
  if (scope.owner === null) return;
  const inner = createScope(scope, scope.owner, extraction.frame.function, scope.owner.members, true);
  enter(extraction, node, { scope: inner });
}

const attributes = /^(?:attr_reader|attr_accessor|attr_writer|attribute|field|property|mattr_accessor|cattr_accessor)$/;

/** `attr_reader :name, :total` */
export function visitAttributes(extraction: Extraction, method: number, list: number, types: RubyTypes): void {
  const { tree, frame } = extraction;
  const { owner, isClassBody } = frame.scope;
  if (owner === null || !isClassBody || list === -1) return;
  const macro = textOf(tree, method);
  if (!attributes.test(macro)) return;
  for (const argument of childrenOf(tree, list)) {
    if (typeOf(tree, argument) !== types.simpleSymbol) {
      if (!macro.startsWith('attr_')) break;
      continue;
    }
    const name = textOf(tree, argument).slice(1);
    owner.fields?.push({ name, range: rangeOf(tree, argument), type: null });
    if (!macro.startsWith('attr_') && !macro.endsWith('accessor')) break;
  }
}

/** `a = b`, `a, b = c, d`, `@a ||= b`, `LOG = b` */
export function visitAssignment(extraction: Extraction, node: number, types: RubyTypes): void {
  const { tree, frame } = extraction;
  const left = childByField(tree, node, types.fieldLeft);
  const right = childByField(tree, node, types.fieldRight);
  const isOperator = typeOf(tree, node) === types.operatorAssignment;
  if (isOperator && typeOf(tree, childByField(tree, node, types.fieldOperator)) !== types.tokenOrAssign) return;
  if (typeOf(tree, left) === types.leftAssignmentList) {
    const values = typeOf(tree, right) === types.rightAssignmentList ? childrenOf(tree, right) : [];
    const targets = childrenOf(tree, left).slice(0, mostTargets);
    targets.forEach((target, index) => {
      const value = values.length === targets.length ? values[index] : undefined;
      bindTarget(extraction, target, value === undefined ? null : candidateOfValue(value, frame.scope), types);
    });
    return;
  }
  bindTarget(extraction, left, right === -1 ? null : candidateOfValue(right, frame.scope), types);
}

const mostTargets = 100;

function bindTarget(extraction: Extraction, target: number, candidate: Candidate | null, types: RubyTypes): void {
  const { tree, frame, moduleScope } = extraction;
  const type = typeOf(tree, target);
  const name = textOf(tree, target);
  const at = [name, startOf(tree, target), endOf(tree, target), candidate] as const;
  if (type === types.identifier) bind(declaringScope(frame.scope, name, frame.scope).names, ...at);
  // Methods see the constants of the classes and modules they stand in.
  else if (type === types.constant || type === types.globalVariable) bind(moduleScope.names, ...at);
  else if (type === types.instanceVariable && frame.scope.owner !== null) {
    bind(frame.scope.owner.members, ...at);
    addField(extraction, frame.scope.owner, target, -1);
  }
}

/** Names that stand for no one thing: loop variables, caught errors. */
export function bindUnknown(extraction: Extraction, target: number, types: RubyTypes): void {
  const { tree } = extraction;
  if (target === -1) return;
  if (typeOf(tree, target) === types.leftAssignmentList) {
    for (const inner of childrenOf(tree, target)) bindTarget(extraction, inner, null, types);
  } else bindTarget(extraction, target, null, types);
}

interface Parameter {
  readonly node: number;
  readonly written: string;
  readonly name: string;
}

function parametersOf({ tree }: Extraction, list: number, types: RubyTypes): Parameter[] {
  const found: Parameter[] = [];
  if (list === -1) return found;
  const end = lastOf(tree, list);
  for (let child = list + 1; child < end; child = lastOf(tree, child)) {
    if (typeOf(tree, child) === types.destructuredParameter) {
      for (const inner of childrenOf(tree, child)) add(inner, inner);
      continue;
    }
    const named = childByField(tree, child, types.fieldName);
    add(child, named === -1 ? child : named);
  }
  return found;

  function add(parameter: number, nameNode: number): void {
    if (typeOf(tree, nameNode) !== types.identifier) return;
    const name = textOf(tree, nameNode);
    const stars = /^[*&]+/.exec(textOf(tree, parameter))?.[0] ?? '';
    found.push({ node: nameNode, written: stars + name, name });
  }
}
