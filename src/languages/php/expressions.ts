import type { FlatTree } from '../../syntax/flatTree.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChild,
  lastOf,
  parentOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { unescape } from '../extraction/literals.ts';
import type { ArgumentNode, SourceReader } from '../extraction/reader.ts';
import { join, lookup, memberBinding, pathOfBinding, pathOfName, tooDeep } from '../extraction/scopes.ts';
import type { Binding, ClassScope, Scope } from '../extraction/scopes.ts';
import { firstSegment, plainName } from './names.ts';
import type { PhpTypes } from './types.ts';

/** A container gives what it is asked for by class. */
const givesClass = /^(?:get|make|makeWith|app|resolve|build|create|getService)$/;

/** What containers have by a name of its own. */
const containerServices: ReadonlyMap<string, string> = new Map([
  ['log', 'new Psr\\Log\\LoggerInterface()'],
  ['logger', 'new Psr\\Log\\LoggerInterface()'],
]);

/** How PHP writes names, literals and arguments, over one tree. */
export function phpReader(tree: FlatTree, types: PhpTypes): SourceReader {
  const reader: SourceReader = {
    resolve(node, scope, depth) {
      if (node < 0 || tooDeep(depth)) return null;
      const type = typeOf(tree, node);
      if (type === types.variable) return resolveVariable(node, scope, depth);
      if (type === types.name || type === types.qualifiedName) {
        return isCallee(node) ? resolveCallee(node, scope, depth) : resolveName(textOf(tree, node), scope, depth);
      }
      if (type === types.namedType || type === types.optionalType || type === types.parenthesized) {
        return reader.resolve(firstChild(tree, node), scope, depth + 1);
      }
      if (type === types.relativeScope) return textOf(tree, node) === 'parent' ? 'parent' : 'self';
      if (type === types.memberAccess || type === types.nullsafeAccess) {
        return memberOf(field(node, types.fieldObject), field(node, types.fieldName), scope, depth);
      }
      if (type === types.scopedProperty) {
        return memberOf(field(node, types.fieldScope), field(node, types.fieldName), scope, depth);
      }
      if (types.calls[type] === 1) return resolveCall(node, scope, depth);
      if (type === types.classConstant) {
        const [holder = -1, name = -1] = childrenOf(tree, node);
        const path = reader.resolve(holder, scope, depth + 1);
        // `Order::class` is its name.
        return textOf(tree, name) === 'class' ? path : join(path, textOf(tree, name));
      }
      if (type === types.assignment) return reader.resolve(field(node, types.fieldRight), scope, depth + 1);
      if (type === types.binary && typeOf(tree, field(node, types.fieldOperator)) === types.tokenCoalesce) {
        return either(field(node, types.fieldLeft), field(node, types.fieldRight), scope, depth);
      }
      if (type === types.conditional) {
        return either(field(node, types.fieldBody), field(node, types.fieldAlternative), scope, depth);
      }
      return type === types.suppression || type === types.clone
        ? reader.resolve(firstChild(tree, node), scope, depth + 1)
        : null;
    },

    instanceOf: (path) => (path.startsWith('new ') ? path : `new ${path}()`),

    argumentsOf(list) {
      const found: ArgumentNode[] = [];
      if (list < 0) return found;
      const end = lastOf(tree, list);
      for (let child = list + 1; child < end; child = lastOf(tree, child)) {
        if (typeOf(tree, child) !== types.argument) continue;
        const name = field(child, types.fieldName);
        const value = childrenOf(tree, child).find((one) => one !== name && typeOf(tree, one) !== types.comment);
        found.push({ node: child, keyword: name === -1 ? null : textOf(tree, name), value: value ?? child });
      }
      return found;
    },

    kindOf(value) {
      const type = typeOf(tree, value);
      if (type === types.array) return pairsOf(value).length > 0 ? 'object' : 'list';
      if (type === types.encapsed || type === types.heredoc) return isConstant(value) ? 'string' : 'template';
      return types.argumentKinds.get(type) ?? 'other';
    },

    literalOf(value) {
      const type = typeOf(tree, value);
      const written = textOf(tree, value);
      if (type === types.string) return written.slice(1, -1).replace(/\\([\\'])/g, '$1');
      if (type === types.encapsed) return isConstant(value) ? unescape(written.slice(1, -1)) : null;
      if (type === types.heredoc || type === types.nowdoc) {
        return isConstant(value) ? written.split(/\r?\n/).slice(1, -1).join('\n') : null;
      }
      const kind = types.argumentKinds.get(type);
      return kind === 'number' ? written : kind === 'boolean' ? written.toLowerCase() : null;
    },

    keysOf: (value) =>
      pairsOf(value).flatMap((element) => {
        const key = firstChild(tree, element);
        return reader.kindOf(key) === 'string' ? [textOf(tree, key).slice(1, -1)] : [];
      }),

    calleeOf(value) {
      const type = typeOf(tree, value);
      if (type === types.functionCall) return field(value, types.fieldFunction);
      if (type !== types.objectCreation) return types.calls[type] === 1 ? field(value, types.fieldName) : -1;
      const made = firstChild(tree, value);
      return typeOf(tree, made) === types.anonymousClass ? -1 : made;
    },

    calleeRange(callee) {
      const end = endOf(tree, callee);
      // `$object->{$name}`
      const closed = isCallee(callee) && tree.text[end] === '}' ? end + 1 : end;
      return { start: startOf(tree, isCallee(callee) ? parentOf(tree, callee) : callee), end: closed };
    },
  };
  return reader;

  function field(node: number, id: number): number {
    return childByField(tree, node, id);
  }

  function either(one: number, other: number, scope: Scope, depth: number): string | null {
    return reader.resolve(one, scope, depth + 1) ?? reader.resolve(other, scope, depth + 1);
  }

  /** Elements of an array that have a key. */
  function pairsOf(array: number): number[] {
    return childrenOf(tree, array).filter((element) => {
      if (typeOf(tree, element) !== types.arrayElement) return false;
      const first = firstChild(tree, element);
      return first !== -1 && lastOf(tree, first) < lastOf(tree, element);
    });
  }

  /** Nothing is put into the text. */
  function isConstant(node: number): boolean {
    const end = lastOf(tree, node);
    for (let child = node + 1; child < end; child++) {
      const type = typeOf(tree, child);
      if (type === types.variable || type === types.memberAccess || type === types.subscript) return false;
      if (types.calls[type] === 1) return false;
    }
    return true;
  }

  /** The name in `$a->name(…)` and `A::name(…)`. */
  function isCallee(node: number): boolean {
    const type = typeOf(tree, parentOf(tree, node));
    return tree.field[node] === types.fieldName && types.calls[type] === 1;
  }

  function resolveVariable(node: number, scope: Scope, depth: number): string | null {
    const written = textOf(tree, node);
    if (written === '$this') return 'this';
    // What every function sees.
    if (/^\$_[A-Z]+$/.test(written)) return written;
    return lookup(scope, written) === undefined ? null : pathOfName(written, scope, reader, depth);
  }

  /** A class or a function: what an import of its first part says, else as it is written. */
  function resolveName(written: string, scope: Scope, depth: number): string | null {
    const name = plainName(written);
    if (written.startsWith('\\')) return name;
    const first = firstSegment(name);
    const path = pathOfName(first, scope, reader, depth);
    return path === null ? null : path + name.slice(first.length);
  }

  function resolveCallee(node: number, scope: Scope, depth: number): string | null {
    const call = parentOf(tree, node);
    const object = field(call, types.fieldObject);
    const holder = object === -1 ? field(call, types.fieldScope) : object;
    return memberOf(holder, node, scope, depth);
  }

  /** `$this->name`, `self::$name`, `$object->name`, `Class::name` */
  function memberOf(object: number, nameNode: number, scope: Scope, depth: number): string | null {
    // `$object->$name` may be anything.
    const isStatic = typeOf(tree, nameNode) === types.variable;
    if (isStatic && tree.field[object] !== types.fieldScope) return null;
    if (!isStatic && typeOf(tree, nameNode) !== types.name) return null;
    const name = textOf(tree, nameNode).replace(/^\$/, '');
    const owner = ownerOf(object, scope);
    const member =
      owner === null || types.calls[typeOf(tree, parentOf(tree, nameNode))] === 1 ? undefined : binding(owner, name);
    const path = member === undefined ? null : pathOfBinding(member, reader, depth + 1);
    return path ?? join(reader.resolve(object, scope, depth + 1), name);
  }

  function ownerOf(object: number, scope: Scope): ClassScope | null {
    const isSelf = typeOf(tree, object) === types.relativeScope || textOf(tree, object) === '$this';
    return isSelf ? scope.owner : null;
  }

  function binding(owner: ClassScope, name: string): Binding | undefined {
    return memberBinding(owner, name, (base) => textOf(tree, base));
  }

  function resolveCall(node: number, scope: Scope, depth: number): string | null {
    const callee = reader.calleeOf(node);
    const path = reader.resolve(callee, scope, depth + 1);
    if (typeOf(tree, node) === types.objectCreation) return path === null ? null : reader.instanceOf(path);
    const given = classGiven(node, callee, scope, depth);
    return given ?? (path === null ? null : `${path}()`);
  }

  /** `$container->get(Order::class)`, `app(Order::class)` */
  function classGiven(node: number, callee: number, scope: Scope, depth: number): string | null {
    if (!givesClass.test(textOf(tree, callee))) return null;
    const [first] = reader.argumentsOf(childOfType(tree, node, types.arguments));
    if (first === undefined) return null;
    const service = reader.literalOf(first.value);
    if (service !== null) return containerServices.get(service) ?? null;
    if (typeOf(tree, first.value) !== types.classConstant) return null;
    if (!textOf(tree, first.value).endsWith('::class')) return null;
    const path = reader.resolve(first.value, scope, depth + 1);
    return path === null ? null : reader.instanceOf(path);
  }
}
