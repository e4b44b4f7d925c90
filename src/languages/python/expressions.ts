import type { FlatTree } from '../../syntax/flatTree.ts';
import {
  childByField,
  childrenOf,
  endOf,
  firstChild,
  firstChildBut,
  hasText,
  lastOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { join, lookup, memberBinding, pathOfBinding, pathOfName, tooDeep } from '../extraction/scopes.ts';
import type { Scope } from '../extraction/scopes.ts';
import type { ArgumentNode, SourceReader } from '../extraction/reader.ts';
import { unescape } from '../extraction/literals.ts';
import type { PythonTypes } from './types.ts';

/** How Python writes names, literals and arguments, over one tree. */
export function pythonReader(tree: FlatTree, types: PythonTypes): SourceReader {
  const reader: SourceReader = {
    resolve(node, scope, depth) {
      if (node < 0 || tooDeep(depth)) return null;
      const type = typeOf(tree, node);
      if (type === types.identifier) return pathOfName(textOf(tree, node), scope, reader, depth);
      if (type === types.attribute) return resolveAttribute(node, scope, depth);
      if (type === types.call) return resolveCall(node, scope, depth);
      if (type === types.await || type === types.parenthesized || type === types.asPattern || type === types.withItem) {
        return reader.resolve(firstChildBut(tree, node, types.comment), scope, depth + 1);
      }
      if (type === types.assignment) return reader.resolve(field(node, types.fieldRight), scope, depth + 1);
      if (type === types.namedExpression) return reader.resolve(field(node, types.fieldValue), scope, depth + 1);
      if (type === types.booleanOperator) {
        const right = reader.resolve(field(node, types.fieldRight), scope, depth + 1);
        if (typeOf(tree, field(node, types.fieldOperator)) !== types.tokenOr) return right;
        return reader.resolve(field(node, types.fieldLeft), scope, depth + 1) ?? right;
      }
      if (type === types.conditionalExpression) {
        const [consequence = -1, , alternative = -1] = childrenOf(tree, node);
        return reader.resolve(consequence, scope, depth + 1) ?? reader.resolve(alternative, scope, depth + 1);
      }
      if (type === types.dottedName) return textOf(tree, node).replace(/\s+/g, '');
      return null;
    },

    instanceOf: (path) => `${path}()`,

    argumentsOf(list) {
      const found: ArgumentNode[] = [];
      if (list < 0) return found;
      const end = lastOf(tree, list);
      for (let child = list + 1; child < end; child = lastOf(tree, child)) {
        const type = typeOf(tree, child);
        if (type === types.comment) continue;
        if (type === types.keywordArgument) {
          const value = field(child, types.fieldValue);
          found.push({ node: child, keyword: textOf(tree, field(child, types.fieldName)), value });
        } else {
          found.push({ node: child, keyword: null, value: child });
        }
      }
      return found;
    },

    kindOf(value) {
      const kind = types.argumentKinds.get(typeOf(tree, value));
      if (kind !== 'string') return kind ?? 'other';
      return isInterpolated(value) ? 'template' : 'string';
    },

    literalOf(value) {
      const type = typeOf(tree, value);
      if (type === types.string) return stringValue(value);
      if (type === types.concatenatedString) {
        const parts = childrenOf(tree, value).map((part) =>
          typeOf(tree, part) === types.string ? stringValue(part) : '',
        );
        return parts.some((part) => part === null) ? null : parts.join('');
      }
      if (type === types.integer || type === types.float) return textOf(tree, value);
      if (type === types.true) return 'true';
      if (type === types.false) return 'false';
      return null;
    },

    keysOf(value) {
      const keys: string[] = [];
      for (const pair of childrenOf(tree, value)) {
        const key = field(pair, types.fieldKey);
        const name = key === -1 ? null : reader.literalOf(key);
        if (name !== null) keys.push(name);
      }
      return keys;
    },

    calleeOf: (value) => (typeOf(tree, value) === types.call ? field(value, types.fieldFunction) : -1),
  };
  return reader;

  function field(node: number, id: number): number {
    return childByField(tree, node, id);
  }

  function resolveAttribute(node: number, scope: Scope, depth: number): string | null {
    const object = field(node, types.fieldObject);
    const name = textOf(tree, field(node, types.fieldAttribute));
    if (typeOf(tree, object) === types.identifier) {
      const isSelf = hasText(tree, object, 'self') || hasText(tree, object, 'cls');
      const owner = isSelf ? scope.owner : (lookup(scope, textOf(tree, object))?.class ?? null);
      if (owner !== null) {
        const member = memberBinding(owner, name, (base) => textOf(tree, base));
        const path = member === undefined ? null : pathOfBinding(member, reader, depth + 1);
        if (path !== null && (isSelf || !path.startsWith('self.'))) return path;
        if (isSelf) return join('self', name);
      }
    }
    return join(reader.resolve(object, scope, depth + 1), name);
  }

  function resolveCall(node: number, scope: Scope, depth: number): string | null {
    const path = reader.resolve(field(node, types.fieldFunction), scope, depth + 1);
    if (path === 'importlib.import_module' || path === '__import__') {
      const [module] = reader.argumentsOf(field(node, types.fieldArguments));
      return module === undefined ? null : reader.literalOf(module.value);
    }
    return path === null ? null : `${path}()`;
  }

  function isInterpolated(node: number): boolean {
    const end = lastOf(tree, node);
    for (let inner = node + 1; inner < end; inner++) {
      if (tree.type[inner] === types.interpolation) return true;
    }
    return false;
  }

  function stringValue(node: number): string | null {
    if (isInterpolated(node)) return null;
    const opening = firstChild(tree, node);
    const end = lastOf(tree, node);
    let closing = -1;
    for (let child = opening; child !== -1 && child < end; child = lastOf(tree, child)) {
      if (typeOf(tree, child) === types.stringEnd) closing = child;
    }
    if (opening === -1) return null;
    const written = tree.text.slice(endOf(tree, opening), closing === -1 ? endOf(tree, node) : startOf(tree, closing));
    return /[rR]/.test(textOf(tree, opening)) ? written : unescape(written);
  }
}
