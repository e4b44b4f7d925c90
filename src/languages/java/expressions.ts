import type { FlatTree } from '../../syntax/flatTree.ts';
import {
  childByField,
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
import type { Scope } from '../extraction/scopes.ts';
import { methodKey } from '../jvm/names.ts';
import type { JavaTypes } from './types.ts';

/** How Java writes names, literals and arguments, over one tree. */
export function javaReader(tree: FlatTree, types: JavaTypes): SourceReader {
  const reader: SourceReader = {
    resolve(node, scope, depth) {
      if (node < 0 || tooDeep(depth)) return null;
      const type = typeOf(tree, node);
      if (type === types.identifier) {
        return isCallee(node)
          ? resolveCallee(node, scope, depth)
          : pathOfName(textOf(tree, node), scope, reader, depth);
      }
      if (type === types.typeIdentifier) return pathOfName(textOf(tree, node), scope, reader, depth);
      if (type === types.fieldAccess) return resolveField(node, scope, depth);
      if (type === types.methodInvocation) return called(reader.resolve(reader.calleeOf(node), scope, depth + 1));
      if (type === types.objectCreation) return made(reader.resolve(reader.calleeOf(node), scope, depth + 1));
      if (type === types.scopedType || type === types.scopedIdentifier) return resolveScoped(node, scope, depth);
      if (type === types.genericType || type === types.arrayType) return inner(node, scope, depth);
      if (type === types.annotatedType) return reader.resolve(childrenOf(tree, node).at(-1) ?? -1, scope, depth + 1);
      if (type === types.parenthesized) return inner(node, scope, depth);
      if (type === types.cast) return made(reader.resolve(field(node, types.fieldType), scope, depth + 1));
      if (type === types.assignment) return reader.resolve(field(node, types.fieldRight), scope, depth + 1);
      if (type === types.ternary) {
        return (
          reader.resolve(field(node, types.fieldConsequence), scope, depth + 1) ??
          reader.resolve(field(node, types.fieldAlternative), scope, depth + 1)
        );
      }
      if (type === types.classLiteral) return join(inner(node, scope, depth), 'class');
      if (type === types.methodReference) {
        const [object = -1, name = -1] = childrenOf(tree, node);
        return name === -1 ? null : join(reader.resolve(object, scope, depth + 1), textOf(tree, name));
      }
      if (type === types.this) return 'this';
      return type === types.super ? 'super' : null;
    },

    instanceOf: (path) => (path.startsWith('new ') ? path : `new ${path}()`),

    argumentsOf(list) {
      const found: ArgumentNode[] = [];
      if (list < 0) return found;
      const end = lastOf(tree, list);
      for (let child = list + 1; child < end; child = lastOf(tree, child)) {
        const type = typeOf(tree, child);
        if (type === types.lineComment || type === types.blockComment) continue;
        if (type === types.elementValuePair) {
          const value = field(child, types.fieldValue);
          found.push({ node: child, keyword: textOf(tree, field(child, types.fieldKey)), value });
        } else {
          found.push({ node: child, keyword: null, value: child });
        }
      }
      return found;
    },

    kindOf: (value) => types.argumentKinds.get(typeOf(tree, value)) ?? 'other',

    literalOf(value) {
      const type = typeOf(tree, value);
      if (type === types.stringLiteral) return stringValue(value);
      const kind = types.argumentKinds.get(type);
      if (kind === 'string') return unescape(textOf(tree, value).slice(1, -1));
      return kind === 'number' || kind === 'boolean' ? textOf(tree, value) : null;
    },

    keysOf: () => [],

    calleeOf(value) {
      const type = typeOf(tree, value);
      if (type === types.methodInvocation) return field(value, types.fieldName);
      const made = type === types.objectCreation ? field(value, types.fieldType) : -1;
      return typeOf(tree, made) === types.genericType ? firstChild(tree, made) : made;
    },

    calleeRange(callee) {
      const from = isCallee(callee) ? parentOf(tree, callee) : callee;
      return { start: startOf(tree, from), end: endOf(tree, callee) };
    },
  };
  return reader;

  function field(node: number, id: number): number {
    return childByField(tree, node, id);
  }

  function inner(node: number, scope: Scope, depth: number): string | null {
    return reader.resolve(firstChild(tree, node), scope, depth + 1);
  }

  function called(path: string | null): string | null {
    return path === null ? null : `${path}()`;
  }

  function made(path: string | null): string | null {
    return path === null ? null : reader.instanceOf(path);
  }

  /** The name in `a.name(…)`. */
  function isCallee(node: number): boolean {
    return tree.field[node] === types.fieldName && typeOf(tree, parentOf(tree, node)) === types.methodInvocation;
  }

  function resolveCallee(node: number, scope: Scope, depth: number): string | null {
    const object = field(parentOf(tree, node), types.fieldObject);
    const name = textOf(tree, node);
    if (object !== -1) return join(reader.resolve(object, scope, depth + 1), name);
    const binding = lookup(scope, methodKey(name));
    return binding === undefined ? name : pathOfBinding(binding, reader, depth);
  }

  function resolveField(node: number, scope: Scope, depth: number): string | null {
    const object = field(node, types.fieldObject);
    const name = textOf(tree, field(node, types.fieldField));
    const isThis = typeOf(tree, object) === types.this;
    const owner =
      isThis || typeOf(tree, object) !== types.identifier
        ? scope.owner
        : (lookup(scope, textOf(tree, object))?.class ?? null);
    if (owner !== null && (isThis || typeOf(tree, object) === types.identifier)) {
      const member = memberBinding(owner, name, (base) => textOf(tree, base).replace(/[<\s][\s\S]*$/, ''));
      const path = member === undefined ? null : pathOfBinding(member, reader, depth + 1);
      if (path !== null) return path;
    }
    return join(reader.resolve(object, scope, depth + 1), name);
  }

  /** `Outer.Inner` and `java.util.Map`: of a name that is imported, or a package. */
  function resolveScoped(node: number, scope: Scope, depth: number): string | null {
    const [first = -1, last = -1] = childrenOf(tree, node);
    return last === -1 ? textOf(tree, node) : join(reader.resolve(first, scope, depth + 1), textOf(tree, last));
  }

  function stringValue(node: number): string {
    const written = textOf(tree, node);
    if (!written.startsWith('"""')) return unescape(written.slice(1, -1));
    const lines = written.slice(3, -3).split(/\r?\n/).slice(1);
    const indents = lines.filter((line) => line.trim() !== '').map((line) => /^\s*/.exec(line)?.[0].length ?? 0);
    const indent = Math.min(...indents, 1000);
    return unescape(lines.map((line) => line.slice(indent)).join('\n'));
  }
}
