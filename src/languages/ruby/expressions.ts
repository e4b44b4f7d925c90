import type { FlatTree } from '../../syntax/flatTree.ts';
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
import { unescape } from '../extraction/literals.ts';
import type { ArgumentNode, SourceReader } from '../extraction/reader.ts';
import { join, lookup, memberBinding, pathOfBinding, pathOfName, tooDeep } from '../extraction/scopes.ts';
import type { Scope } from '../extraction/scopes.ts';
import type { RubyTypes } from './types.ts';

/** How Ruby writes names, literals and arguments, over one tree. A callee is the name of a call's method. */
export function rubyReader(tree: FlatTree, types: RubyTypes): SourceReader {
  const reader: SourceReader = {
    resolve(node, scope, depth) {
      if (node < 0 || tooDeep(depth)) return null;
      if (isMethodName(node)) return resolveMethod(parentOf(tree, node), scope, depth);
      const type = typeOf(tree, node);
      if (type === types.identifier || type === types.constant || type === types.globalVariable) {
        return pathOfName(textOf(tree, node), scope, reader, depth);
      }
      if (type === types.self) return 'self';
      if (type === types.scopeResolution) return resolveConstant(node, scope, depth);
      if (type === types.instanceVariable) return resolveVariable(node, scope, depth);
      if (type === types.call) return resolveCall(node, scope, depth);
      if (type === types.assignment || type === types.operatorAssignment) {
        return reader.resolve(field(node, types.fieldRight), scope, depth + 1);
      }
      if (type === types.elementReference) {
        const path = reader.resolve(field(node, types.fieldObject), scope, depth + 1);
        return path === null ? null : `${path}[]`;
      }
      if (type === types.rescueModifier) return reader.resolve(field(node, types.fieldBody), scope, depth + 1);
      if (type === types.binary && isChoice(node)) {
        const left = reader.resolve(field(node, types.fieldLeft), scope, depth + 1);
        return left ?? reader.resolve(field(node, types.fieldRight), scope, depth + 1);
      }
      if (type === types.parenthesized || type === types.begin) {
        const [only, more] = childrenOf(tree, node).filter((child) => typeOf(tree, child) !== types.comment);
        return only === undefined || more !== undefined ? null : reader.resolve(only, scope, depth + 1);
      }
      return null;
    },

    instanceOf: (path) => `${path}.new()`,

    argumentsOf(list) {
      const found: ArgumentNode[] = [];
      if (list < 0) return found;
      const end = lastOf(tree, list);
      for (let child = list + 1; child < end; child = lastOf(tree, child)) {
        const type = typeOf(tree, child);
        if (type === types.comment) continue;
        if (type !== types.pair) {
          found.push({ node: child, keyword: null, value: child });
          continue;
        }
        const value = field(child, types.fieldValue);
        const key = keyOf(child);
        // `f(order:)` gives the name's own value.
        found.push({ node: child, keyword: key, value: value === -1 ? field(child, types.fieldKey) : value });
      }
      return found;
    },

    kindOf(value) {
      const type = typeOf(tree, value);
      // A method without arguments reads like an attribute.
      if (type === types.call && isAttribute(value)) return 'name';
      if (type === types.hashKeySymbol) return 'name';
      const kind = types.argumentKinds.get(type);
      if (kind !== 'string') return kind ?? 'other';
      return isInterpolated(value) ? 'template' : 'string';
    },

    literalOf(value) {
      const type = typeOf(tree, value);
      if (type === types.simpleSymbol) return textOf(tree, value).slice(1);
      const kind = types.argumentKinds.get(type);
      if (kind === 'number') return textOf(tree, value);
      if (kind === 'boolean') return type === types.true ? 'true' : 'false';
      if (kind !== 'string' || type === types.heredocBeginning || isInterpolated(value)) return null;
      if (type === types.chainedString) {
        return childrenOf(tree, value)
          .map((part) => reader.literalOf(part) ?? '')
          .join('');
      }
      return content(value);
    },

    keysOf(value) {
      return childrenOf(tree, value).flatMap((pair) => keyOf(pair) ?? []);
    },

    calleeOf(value) {
      return typeOf(tree, value) === types.call ? calleeOfCall(value) : -1;
    },

    calleeRange(callee) {
      if (!isMethodName(callee)) return rangeOf(tree, callee);
      return { start: startOf(tree, parentOf(tree, callee)), end: endOf(tree, callee) };
    },
  };
  return reader;

  function field(node: number, id: number): number {
    return childByField(tree, node, id);
  }

  function isMethodName(node: number): boolean {
    return tree.field[node] === types.fieldMethod && typeOf(tree, parentOf(tree, node)) === types.call;
  }

  /** `f.(x)` calls what stands before the dot. */
  function calleeOfCall(call: number): number {
    const method = field(call, types.fieldMethod);
    return method === -1 ? field(call, types.fieldReceiver) : method;
  }

  function isAttribute(call: number): boolean {
    return (
      field(call, types.fieldReceiver) !== -1 &&
      field(call, types.fieldArguments) === -1 &&
      field(call, types.fieldBlock) === -1
    );
  }

  function isChoice(node: number): boolean {
    const operator = typeOf(tree, field(node, types.fieldOperator));
    return operator === types.tokenOr || operator === types.wordOr;
  }

  function resolveConstant(node: number, scope: Scope, depth: number): string | null {
    const outer = field(node, types.fieldScope);
    const name = textOf(tree, field(node, types.fieldName));
    // `::Rails` starts at the top.
    if (outer === -1) return name;
    const path = reader.resolve(outer, scope, depth + 1);
    return path === null || path.length + name.length > 300 ? null : `${path}::${name}`;
  }

  function resolveVariable(node: number, scope: Scope, depth: number): string | null {
    const name = textOf(tree, node);
    const member = scope.owner === null ? undefined : memberBinding(scope.owner, name, (base) => textOf(tree, base));
    return member === undefined ? name : pathOfBinding(member, reader, depth + 1);
  }

  /** Path of what a call calls: `Rails.logger.error`. */
  function resolveMethod(call: number, scope: Scope, depth: number): string | null {
    const receiver = field(call, types.fieldReceiver);
    const name = textOf(tree, field(call, types.fieldMethod));
    if (receiver === -1) {
      // A local variable that is called without a dot is none: the method of that name is.
      return name;
    }
    if (typeOf(tree, receiver) === types.self) return `self.${name}`;
    return join(reader.resolve(receiver, scope, depth + 1), name);
  }

  /** Path of what a call gives. */
  function resolveCall(call: number, scope: Scope, depth: number): string | null {
    const callee = calleeOfCall(call);
    const path = reader.resolve(callee, scope, depth + 1);
    if (path === null) return null;
    if (/(?:^|\.)(?:tap|freeze|dup|then|yield_self)$/.test(path)) {
      return reader.resolve(field(call, types.fieldReceiver), scope, depth + 1);
    }
    const hasArguments = field(call, types.fieldArguments) !== -1 || field(call, types.fieldBlock) !== -1;
    return hasArguments || path.endsWith('.new') ? `${path}()` : path;
  }

  function keyOf(pair: number): string | null {
    if (typeOf(tree, pair) !== types.pair) return null;
    const key = field(pair, types.fieldKey);
    return typeOf(tree, key) === types.hashKeySymbol ? textOf(tree, key) : reader.literalOf(key);
  }

  function isInterpolated(node: number): boolean {
    const end = lastOf(tree, node);
    for (let inner = node + 1; inner < end; inner++) if (tree.type[inner] === types.interpolation) return true;
    return false;
  }

  function content(node: number): string {
    const opening = tree.text[startOf(tree, node)] ?? '';
    const inside = childrenOf(tree, node);
    const [first] = inside;
    const last = inside.at(-1);
    const bare = typeOf(tree, node) !== types.string;
    if (first === undefined || last === undefined)
      return bare ? textOf(tree, node).replace(/^[:?]?["']?|["']$/g, '') : '';
    const written = tree.text.slice(startOf(tree, first), endOf(tree, last));
    return opening === "'" || tree.text.startsWith('%q', startOf(tree, node))
      ? written.replace(/\\(['\\])/g, '$1')
      : unescape(written);
  }
}

/** The name is a local variable or parameter here, and not a method that is called without arguments. */
export function isLocal(scope: Scope, name: string): boolean {
  const binding = lookup(scope, name);
  return binding !== undefined && binding.class === null && binding.candidates[0]?.path !== name;
}
