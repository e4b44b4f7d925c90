import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, childrenOf, firstChildBut, lastOf, textOf, typeOf } from '../../syntax/navigate.ts';
import { unescape } from '../extraction/literals.ts';
import type { ArgumentNode, SourceReader } from '../extraction/reader.ts';
import { join, lookup, memberBinding, pathOfBinding, pathOfName, tooDeep } from '../extraction/scopes.ts';
import type { ClassScope, Scope } from '../extraction/scopes.ts';
import type { GoTypes } from './types.ts';

/** How Go writes names, literals and arguments, over one tree. */
export function goReader(tree: FlatTree, types: GoTypes): SourceReader {
  const reader: SourceReader = {
    resolve(node, scope, depth) {
      if (node < 0 || tooDeep(depth)) return null;
      const type = typeOf(tree, node);
      if (type === types.identifier || type === types.typeIdentifier || type === types.packageIdentifier) {
        return pathOfName(textOf(tree, node), scope, reader, depth);
      }
      if (type === types.selector) return resolveSelector(node, scope, depth);
      if (type === types.call) return resolveCall(node, scope, depth);
      if (type === types.qualifiedType) {
        const path = reader.resolve(field(node, types.fieldPackage), scope, depth + 1);
        return join(path, textOf(tree, field(node, types.fieldName)));
      }
      if (type === types.composite || type === types.typeAssertion) return instance(node, scope, depth);
      if (type === types.typeConversion) {
        const declared = field(node, types.fieldType);
        // `f[T](x)` reads like a conversion, and most are calls.
        if (typeOf(tree, declared) !== types.genericType) return instance(node, scope, depth);
        const path = reader.resolve(declared, scope, depth + 1);
        return path === null ? null : `${path}()`;
      }
      if (type === types.genericType) return reader.resolve(field(node, types.fieldType), scope, depth + 1);
      if (type === types.unary) {
        const operator = typeOf(tree, field(node, types.fieldOperator));
        if (operator !== types.tokenAddress && operator !== types.tokenStar) return null;
        return reader.resolve(field(node, types.fieldOperand), scope, depth + 1);
      }
      if (
        type === types.parenthesized ||
        type === types.pointerType ||
        type === types.parenthesizedType ||
        type === types.typeElement ||
        (type === types.expressionList && only(node) !== -1)
      ) {
        return reader.resolve(firstChildBut(tree, node, types.comment), scope, depth + 1);
      }
      return null;
    },

    instanceOf: (path) => (path.startsWith('new ') ? path : `new ${path}()`),

    argumentsOf(list) {
      const found: ArgumentNode[] = [];
      if (list < 0) return found;
      const end = lastOf(tree, list);
      for (let child = list + 1; child < end; child = lastOf(tree, child)) {
        if (typeOf(tree, child) !== types.comment) found.push({ node: child, keyword: null, value: unwrapped(child) });
      }
      return found;
    },

    kindOf(value) {
      const at = unwrapped(value);
      const type = typeOf(tree, at);
      if (type !== types.composite) return types.argumentKinds.get(type) ?? 'other';
      const made = typeOf(tree, field(at, types.fieldType));
      return made === types.sliceType || made === types.arrayType || made === types.implicitLengthArray
        ? 'list'
        : 'object';
    },

    literalOf(value) {
      const at = unwrapped(value);
      const type = typeOf(tree, at);
      if (type === types.interpretedString) return unescape(textOf(tree, at).slice(1, -1));
      if (type === types.rawString) return textOf(tree, at).slice(1, -1).replaceAll('\r', '');
      if (type === types.intLiteral || type === types.floatLiteral) return textOf(tree, at);
      if (type === types.true) return 'true';
      return type === types.false ? 'false' : null;
    },

    keysOf(value) {
      const keys: string[] = [];
      const body = field(unwrapped(value), types.fieldBody);
      if (body === -1) return keys;
      for (const pair of childrenOf(tree, body)) {
        if (typeOf(tree, pair) !== types.keyedElement) continue;
        const key = firstChildBut(tree, field(pair, types.fieldKey), types.comment);
        const name = typeOf(tree, key) === types.identifier ? textOf(tree, key) : reader.literalOf(key);
        if (name !== null) keys.push(name);
      }
      return keys;
    },

    calleeOf(value) {
      const at = unwrapped(value);
      return typeOf(tree, at) === types.call ? field(at, types.fieldFunction) : -1;
    },
  };
  return reader;

  function field(node: number, id: number): number {
    return childByField(tree, node, id);
  }

  /** The one expression of a list, or -1. */
  function only(list: number): number {
    const children = childrenOf(tree, list);
    return children.length === 1 ? (children[0] ?? -1) : -1;
  }

  /** `(x)`, `&x` of a literal, and lists of one are that one. */
  function unwrapped(node: number): number {
    let at = node;
    for (let level = 0; level < 8; level++) {
      const type = typeOf(tree, at);
      let inner = -1;
      if (type === types.parenthesized || type === types.literalElement) inner = firstChildBut(tree, at, types.comment);
      else if (type === types.expressionList) inner = only(at);
      else if (type === types.unary && typeOf(tree, field(at, types.fieldOperator)) === types.tokenAddress) {
        const operand = field(at, types.fieldOperand);
        if (typeOf(tree, operand) === types.composite) inner = operand;
      }
      if (inner === -1) return at;
      at = inner;
    }
    return at;
  }

  /** `T{…}`, `x.(T)`, `T(x)` */
  function instance(node: number, scope: Scope, depth: number): string | null {
    const path = reader.resolve(field(node, types.fieldType), scope, depth + 1);
    return path === null ? null : reader.instanceOf(path);
  }

  function resolveSelector(node: number, scope: Scope, depth: number): string | null {
    const base = reader.resolve(field(node, types.fieldOperand), scope, depth + 1);
    if (base === null) return null;
    const name = textOf(tree, field(node, types.fieldField));
    const owner = base === 'this' ? scope.owner : structOf(base, scope);
    if (owner !== null) {
      const member = memberBinding(owner, name, (embedded) => textOf(tree, embedded).replace(/^\*/, ''));
      const path = member === undefined ? null : pathOfBinding(member, reader, depth + 1);
      if (path !== null) return path;
    }
    return join(base, name);
  }

  /** The struct of this file that `new Server()` is one of. */
  function structOf(path: string, scope: Scope): ClassScope | null {
    const name = /^new (\w+)\(\)$/.exec(path)?.[1];
    return name === undefined ? null : (lookup(scope, name)?.class ?? null);
  }

  function resolveCall(node: number, scope: Scope, depth: number): string | null {
    const callee = field(node, types.fieldFunction);
    const path = reader.resolve(callee, scope, depth + 1);
    if (path === 'new' && lookup(scope, 'new') === undefined) {
      const [made] = reader.argumentsOf(field(node, types.fieldArguments));
      const type = made === undefined ? null : reader.resolve(made.value, scope, depth + 1);
      return type === null ? null : reader.instanceOf(type);
    }
    return path === null ? null : `${path}()`;
  }
}
