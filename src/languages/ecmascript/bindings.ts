/** Names that declarations, patterns and assignments bind. */
import {
  childByField,
  childrenOf,
  endOf,
  firstChildBut,
  lastOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { addImport } from '../extraction/collect.ts';
import type { Extraction } from '../extraction/extraction.ts';
import { addField } from '../extraction/fields.ts';
import { bind, candidateOfType, candidateOfValue, declaringScope } from '../extraction/scopes.ts';
import type { Binding, Candidate, Scope } from '../extraction/scopes.ts';
import type { ScriptTypes } from './types.ts';

const mostNames = 200;

/** Names of a pattern, and the attribute of the value each takes (`null`: the value itself or not known). */
export function namesOf(
  extraction: Extraction,
  pattern: number,
  types: ScriptTypes,
): { node: number; name: string; member: string | null; whole: boolean }[] {
  const { tree } = extraction;
  const found: { node: number; name: string; member: string | null; whole: boolean }[] = [];
  const waiting: { node: number; member: string | null; depth: number }[] = [{ node: pattern, member: null, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined && found.length < mostNames; next = waiting.pop()) {
    const { node, member, depth } = next;
    const type = typeOf(tree, node);
    if (type === types.identifier) {
      found.push({ node, name: textOf(tree, node), member: depth === 1 ? member : null, whole: depth === 0 });
    } else if (type === types.shorthandPattern) {
      const name = textOf(tree, node);
      found.push({ node, name, member: depth === 1 ? name : null, whole: false });
    } else if (type === types.assignmentPattern || type === types.objectAssignmentPattern) {
      waiting.push({ node: childByField(tree, node, types.fieldLeft), member, depth });
    } else if (type === types.pairPattern) {
      const key = textOf(tree, childByField(tree, node, types.fieldKey));
      waiting.push({ node: childByField(tree, node, types.fieldValue), member: key, depth });
    } else if (type === types.objectPattern || type === types.arrayPattern || type === types.restPattern) {
      const end = lastOf(tree, node);
      const isObject = type === types.objectPattern;
      for (let child = node + 1; child < end; child = lastOf(tree, child)) {
        // What a list or a rest takes is not an attribute of a name.
        waiting.push({ node: child, member: null, depth: isObject ? depth + 1 : depth + 2 });
      }
    }
  }
  return found.sort((one, other) => one.node - other.node);
}

/** `const pattern: Type = value` */
export function visitDeclarator(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree, frame } = extraction;
  const pattern = childByField(tree, node, types.fieldName);
  const value = childByField(tree, node, types.fieldValue);
  const names = namesOf(extraction, pattern, types);
  const required = value === -1 ? null : requiredModule(extraction, value, types);
  if (required !== null) addRequire(extraction, required, names);
  for (const name of names) {
    const known = value !== -1 && (name.whole || name.member !== null);
    bindName(extraction, frame.scope, name.node, known ? candidateOfValue(value, frame.scope, name.member) : null);
  }
  const type = typeNode(extraction, childByField(tree, node, types.fieldType), types);
  if (type !== -1 && names[0]?.whole === true) {
    bindName(extraction, frame.scope, names[0].node, candidateOfType(type, frame.scope));
  }
  if (value === -1 || !startsWith(extraction, value, 'process.env', types)) return;
  // `const { NAME = 'default' } = process.env`
  for (const { node: at, member } of names) {
    if (member === null) continue;
    const parent = tree.parent[at] ?? -1;
    const isDefaulted =
      typeOf(tree, parent) === types.objectAssignmentPattern || typeOf(tree, parent) === types.assignmentPattern;
    const fallback = isDefaulted ? childByField(tree, parent, types.fieldRight) : -1;
    extraction.environmentReads.push({
      object: value,
      name: member,
      default: fallback === -1 ? null : unquoted(textOf(tree, fallback)),
      required: false,
      node: at,
      frame,
    });
  }
}

/** `name = value`, `this.name = value` */
export function visitAssignment(extraction: Extraction, node: number, types: ScriptTypes): void {
  const { tree, frame, style } = extraction;
  const left = childByField(tree, node, types.fieldLeft);
  const right = childByField(tree, node, types.fieldRight);
  const type = typeOf(tree, left);
  if (type === types.identifier) {
    const scope = declaringScope(frame.scope, textOf(tree, left), extraction.moduleScope);
    bindName(extraction, scope, left, candidateOfValue(right, frame.scope));
    return;
  }
  if (type !== types.member) return;
  const object = childByField(tree, left, types.fieldObject);
  const written = textOf(tree, object);
  if (written === 'exports' || written === 'module' || written === 'module.exports') {
    style.moduleSystem ??= 'commonjs';
    for (const name of exportedBy(extraction, right, types)) extraction.exportedNames.add(name);
  }
  const owner = frame.scope.owner;
  if (typeOf(tree, object) !== types.this || owner === null) return;
  const property = childByField(tree, left, types.fieldProperty);
  const name = textOf(tree, property);
  if (types.functions[typeOf(tree, right)] !== 1) addField(extraction, owner, property, -1);
  bind(owner.members, name, startOf(tree, left), endOf(tree, left), candidateOfValue(right, frame.scope));
}

/** Names that `module.exports = { a, b: c }` and `exports.a = b` give away. */
function exportedBy({ tree }: Extraction, value: number, types: ScriptTypes): string[] {
  if (typeOf(tree, value) === types.identifier) return [textOf(tree, value)];
  if (typeOf(tree, value) !== types.object) return [];
  return childrenOf(tree, value).flatMap((child) => {
    if (typeOf(tree, child) === types.shorthandProperty) return [textOf(tree, child)];
    const given = typeOf(tree, child) === types.pair ? childByField(tree, child, types.fieldValue) : -1;
    return typeOf(tree, given) === types.identifier ? [textOf(tree, given)] : [];
  });
}

export function bindName(extraction: Extraction, scope: Scope, node: number, candidate: Candidate | null): Binding {
  const { tree } = extraction;
  return bind(scope.names, textOf(tree, node), startOf(tree, node), endOf(tree, node), candidate);
}

/** The type an annotation names, or -1 where it is no plain name. */
export function typeNode(extraction: Extraction, annotation: number, types: ScriptTypes): number {
  const { tree } = extraction;
  if (annotation === -1) return -1;
  const type = firstChildBut(tree, annotation, types.comment);
  const kind = typeOf(tree, type);
  const isName = kind === types.typeIdentifier || kind === types.nestedTypeIdentifier || kind === types.genericType;
  return isName ? type : -1;
}

/** Module of `require('x')` and `await import('x')`, also behind wrappers and one attribute (`require('x').y`). */
function requiredModule(
  extraction: Extraction,
  value: number,
  types: ScriptTypes,
): { call: number; module: string; member: string | null } | null {
  const { tree, text } = extraction;
  let at = value;
  let member: string | null = null;
  for (let level = 0; level < 6 && at !== -1; level++) {
    const type = typeOf(tree, at);
    if (types.wrappers[type] === 1) {
      at = firstChildBut(tree, at, types.comment);
    } else if (type === types.member && member === null) {
      member = textOf(tree, childByField(tree, at, types.fieldProperty));
      at = childByField(tree, at, types.fieldObject);
    } else {
      break;
    }
  }
  if (at === -1 || typeOf(tree, at) !== types.call) return null;
  const callee = childByField(tree, at, types.fieldFunction);
  const isImport = typeOf(tree, callee) === types.importToken || textOf(tree, callee) === 'require';
  const list = childByField(tree, at, types.fieldArguments);
  const argument = list === -1 ? -1 : firstChildBut(tree, list, types.comment);
  if (!isImport || argument === -1 || typeOf(tree, argument) !== types.string) return null;
  const module = text.slice(startOf(tree, argument) + 1, endOf(tree, argument) - 1);
  return { call: at, module, member };
}

function addRequire(
  extraction: Extraction,
  { call, module, member }: { call: number; module: string; member: string | null },
  names: readonly { name: string; member: string | null; whole: boolean }[],
): void {
  const { tree } = extraction;
  const whole = names.find((name) => name.whole);
  const taken =
    member !== null && member !== 'default'
      ? names.filter((name) => name.whole).map(({ name }) => ({ name: member, alias: name }))
      : names.flatMap(({ name, member: key }) => (key === null ? [] : [{ name: key, alias: name }]));
  addImport(extraction, call, {
    module,
    names: taken,
    alias: whole !== undefined && (member === null || member === 'default') ? whole.name : null,
    kind: extraction.text.startsWith('import', startOf(tree, call)) ? 'dynamic' : 'require',
  });
  extraction.claimed.add(call);
}

function startsWith(extraction: Extraction, node: number, text: string, types: ScriptTypes): boolean {
  const at =
    types.wrappers[typeOf(extraction.tree, node)] === 1 ? firstChildBut(extraction.tree, node, types.comment) : node;
  return extraction.text.startsWith(text, startOf(extraction.tree, at));
}

function unquoted(written: string): string {
  return /^(['"`]).*\1$/s.test(written) ? written.slice(1, -1) : written;
}
