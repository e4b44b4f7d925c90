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
import type { Scope } from '../extraction/scopes.ts';
import type { CsharpTypes } from './types.ts';

/** Namespaces that stand in front of a name that is written in full: names are known by their last part. */
const namespaces =
  /^(?:global::)?(?:System|Microsoft|Serilog|NLog|log4net)(?:\.(?:IO|Net|Http|Sockets|Text|Json|Threading|Tasks|Channels|Collections|Generic|Concurrent|Diagnostics|Data|Common|SqlClient|Linq|Xml|Security|Cryptography|Claims|Principal|Reflection|Runtime|InteropServices|Globalization|Extensions|Logging|Configuration|DependencyInjection|Hosting|AspNetCore|Mvc|Builder|EntityFrameworkCore|Context|ComponentModel))*\.(?=[A-Z])/;

/** A container gives what it is asked for by type. */
const givesType = /^(?:GetRequiredService|GetService|GetRequiredKeyedService|GetKeyedService|Resolve)$/;

/** What is called behind a task to say how it is awaited. */
export const awaitSettings = /^(?:ConfigureAwait|AsTask|WaitAsync)$/;

/** How C# writes names, literals and arguments, over one tree. */
export function csharpReader(tree: FlatTree, types: CsharpTypes): SourceReader {
  const reader: SourceReader = {
    resolve(node, scope, depth) {
      if (node < 0 || tooDeep(depth)) return null;
      const type = typeOf(tree, node);
      if (isType(node)) return typeName(node, scope, depth);
      if (type === types.identifier) return pathOfName(textOf(tree, node), scope, reader, depth);
      if (type === types.memberAccess) return resolveMember(node, scope, depth);
      if (type === types.conditionalAccess) {
        const object = reader.resolve(field(node, types.fieldCondition), scope, depth + 1);
        const binding = childOfType(tree, node, types.memberBinding);
        return binding === -1 ? null : join(object, simpleName(field(binding, types.fieldName)));
      }
      if (type === types.invocation) return resolveCall(node, scope, depth);
      if (type === types.objectCreation) return made(reader.resolve(reader.calleeOf(node), scope, depth + 1));
      if (type === types.genericName) return reader.resolve(firstChild(tree, node), scope, depth + 1);
      if (type === types.await || type === types.parenthesized) return inner(node, scope, depth);
      if (type === types.postfixUnary) return textOf(tree, node).endsWith('!') ? inner(node, scope, depth) : null;
      if (type === types.cast) return made(reader.resolve(field(node, types.fieldType), scope, depth + 1));
      if (type === types.asExpression) return made(typeName(field(node, types.fieldRight), scope, depth));
      if (type === types.assignment) return reader.resolve(field(node, types.fieldRight), scope, depth + 1);
      if (type === types.binary) {
        if (typeOf(tree, field(node, types.fieldOperator)) !== types.tokenCoalesce) return null;
        return either(node, types.fieldLeft, types.fieldRight, scope, depth);
      }
      if (type === types.conditional) {
        return either(node, types.fieldConsequence, types.fieldAlternative, scope, depth);
      }
      if (type === types.qualifiedName || type === types.aliasQualifiedName) return typeName(node, scope, depth);
      if (type === types.predefinedType) return textOf(tree, node);
      if (type === types.this) return 'this';
      return type === types.base ? 'base' : null;
    },

    instanceOf: (path) => (path.startsWith('new ') ? path : `new ${path}()`),

    argumentsOf(list) {
      const found: ArgumentNode[] = [];
      if (list < 0) return found;
      const end = lastOf(tree, list);
      for (let child = list + 1; child < end; child = lastOf(tree, child)) {
        const type = typeOf(tree, child);
        if (type === types.comment) continue;
        if (type !== types.argument) {
          found.push({ node: child, keyword: null, value: child });
          continue;
        }
        const name = field(child, types.fieldName);
        const value = childrenOf(tree, child).find((one) => one !== name && typeOf(tree, one) !== types.comment);
        found.push({ node: child, keyword: name === -1 ? null : textOf(tree, name), value: value ?? child });
      }
      return found;
    },

    kindOf: (value) => types.argumentKinds.get(typeOf(tree, value)) ?? 'other',

    literalOf(value) {
      const type = typeOf(tree, value);
      if (type === types.verbatimString) return textOf(tree, value).slice(2, -1).replaceAll('""', '"');
      if (type === types.rawString) return rawText(textOf(tree, value));
      const kind = types.argumentKinds.get(type);
      if (kind === 'string') return unescape(textOf(tree, value).slice(1, -1));
      return kind === 'number' || kind === 'boolean' ? textOf(tree, value) : null;
    },

    keysOf(value) {
      return typeOf(tree, value) === types.anonymousObject
        ? childrenOf(tree, value)
            .filter((child) => typeOf(tree, child) === types.identifier)
            .map((child) => textOf(tree, child))
        : [];
    },

    calleeOf(value) {
      const type = typeOf(tree, value);
      if (type === types.invocation) return field(value, types.fieldFunction);
      const made = type === types.objectCreation ? field(value, types.fieldType) : -1;
      return typeOf(tree, made) === types.genericName ? firstChild(tree, made) : made;
    },

    // `services.Get<T>` is written without its types.
    calleeRange(callee) {
      if (typeOf(tree, callee) === types.implicitCreation) {
        return { start: startOf(tree, callee), end: startOf(tree, callee) + 'new'.length };
      }
      const named = typeOf(tree, callee) === types.memberAccess ? field(callee, types.fieldName) : callee;
      const generic = typeOf(tree, named) === types.genericName ? firstChild(tree, named) : -1;
      return { start: startOf(tree, callee), end: endOf(tree, generic === -1 ? callee : generic) };
    },
  };
  return reader;

  function field(node: number, id: number): number {
    return childByField(tree, node, id);
  }

  function inner(node: number, scope: Scope, depth: number): string | null {
    return reader.resolve(firstChild(tree, node), scope, depth + 1);
  }

  function made(path: string | null): string | null {
    return path === null ? null : reader.instanceOf(path);
  }

  function either(node: number, one: number, other: number, scope: Scope, depth: number): string | null {
    return reader.resolve(field(node, one), scope, depth + 1) ?? reader.resolve(field(node, other), scope, depth + 1);
  }

  /** A name without its type arguments. */
  function simpleName(node: number): string {
    return textOf(tree, typeOf(tree, node) === types.genericName ? firstChild(tree, node) : node);
  }

  /** Where a type stands and no value: what is a type there may be a property of the same name elsewhere. */
  function isType(node: number): boolean {
    const id = tree.field[node];
    if (id === types.fieldType || id === types.fieldReturns) return true;
    const above = typeOf(tree, parentOf(tree, node));
    return above === types.baseList || above === types.typeArgumentList;
  }

  /** Types are known by their simple name, and by what an alias stands for. */
  function typeName(node: number, scope: Scope, depth: number): string | null {
    const type = typeOf(tree, node);
    if (type === types.identifier) {
      let module = scope;
      while (module.parent !== null) module = module.parent;
      const written = textOf(tree, node);
      return module.names.get(written) === undefined ? written : pathOfName(written, module, reader, depth);
    }
    if (type === types.genericName) return typeName(firstChild(tree, node), scope, depth + 1);
    if (type === types.nullableType) return typeName(field(node, types.fieldType), scope, depth + 1);
    if (type === types.qualifiedName || type === types.aliasQualifiedName || type === types.memberAccess) {
      return simpleName(field(node, types.fieldName));
    }
    return type === types.arrayType || type === types.implicitType || node === -1 ? null : textOf(tree, node);
  }

  function resolveMember(node: number, scope: Scope, depth: number): string | null {
    const object = field(node, types.fieldExpression);
    const name = simpleName(field(node, types.fieldName));
    const isThis = typeOf(tree, object) === types.this;
    const named = typeOf(tree, object) === types.identifier ? lookup(scope, textOf(tree, object)) : undefined;
    const owner = isThis ? scope.owner : (named?.class ?? null);
    if (owner !== null) {
      const member = memberBinding(owner, name, simpleName);
      const path = member === undefined ? null : pathOfBinding(member, reader, depth + 1);
      if (path !== null) return path;
    }
    const path = join(reader.resolve(object, scope, depth + 1), name);
    return path === null || named !== undefined ? path : path.replace(namespaces, '');
  }

  function resolveCall(node: number, scope: Scope, depth: number): string | null {
    const callee = field(node, types.fieldFunction);
    if (typeOf(tree, callee) === types.memberAccess) {
      const nameNode = field(callee, types.fieldName);
      const name = simpleName(nameNode);
      if (awaitSettings.test(name)) return reader.resolve(field(callee, types.fieldExpression), scope, depth + 1);
      const given = childOfType(tree, nameNode, types.typeArgumentList);
      if (given !== -1 && givesType.test(name)) return made(reader.resolve(firstChild(tree, given), scope, depth + 1));
    }
    const path = reader.resolve(callee, scope, depth + 1);
    return path === null ? null : `${path}()`;
  }
}

/** What stands between three quotes or more, without the indentation of the closing ones. */
function rawText(written: string): string {
  const quotes = /^"+/.exec(written)?.[0].length ?? 3;
  const inside = written.slice(quotes, -quotes);
  if (!/^[ \t]*\r?\n/.test(inside)) return inside;
  const lines = inside.split(/\r?\n/).slice(1);
  const indent = /^[ \t]*/.exec(lines.pop() ?? '')?.[0].length ?? 0;
  return lines.map((line) => line.slice(indent)).join('\n');
}
