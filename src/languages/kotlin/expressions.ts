import type { FlatTree } from '../../syntax/flatTree.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChild,
  hasText,
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
import type { KotlinTypes } from './types.ts';

/** Functions that every file sees without an import. */
const implicit: ReadonlyMap<string, string> = new Map([
  ['println', 'kotlin.io.println'],
  ['print', 'kotlin.io.print'],
]);

/** How Kotlin writes names, literals and arguments, over one tree. */
export function kotlinReader(tree: FlatTree, types: KotlinTypes): SourceReader {
  const reader: SourceReader = {
    resolve(node, scope, depth) {
      if (node < 0 || tooDeep(depth)) return null;
      const type = typeOf(tree, node);
      if (type === types.identifier) return resolveIdentifier(node, scope, depth);
      if (type === types.navigation) return resolveNavigation(node, scope, depth);
      if (type === types.call || isGenericCall(node)) {
        const callee = reader.calleeOf(node);
        const path = reader.resolve(callee, scope, depth + 1);
        if (path === null) return null;
        return isConstructor(tree, callee, types) ? reader.instanceOf(path) : `${path}()`;
      }
      if (type === types.userType) return resolveType(node, scope, depth);
      if (type === types.nullableType || type === types.parenthesized || type === types.propertyDelegate) {
        return reader.resolve(firstChild(tree, node), scope, depth + 1);
      }
      if (type === types.unary) return reader.resolve(childByField(tree, node, types.fieldArgument), scope, depth + 1);
      if (type === types.asExpression) {
        const path = reader.resolve(childByField(tree, node, types.fieldRight), scope, depth + 1);
        return path === null ? null : reader.instanceOf(path);
      }
      if (type === types.binary) {
        if (typeOf(tree, childByField(tree, node, types.fieldOperator)) !== types.tokenElvis) return null;
        return (
          reader.resolve(childByField(tree, node, types.fieldLeft), scope, depth + 1) ??
          reader.resolve(childByField(tree, node, types.fieldRight), scope, depth + 1)
        );
      }
      if (type === types.callableReference) {
        const [object = -1, name = -1] = childrenOf(tree, node);
        if (name === -1) return reader.resolve(object, scope, depth + 1);
        return join(reader.resolve(object, scope, depth + 1), textOf(tree, name));
      }
      if (type === types.thisExpression) return 'this';
      return type === types.superExpression ? 'super' : null;
    },

    instanceOf: (path) => (path.startsWith('new ') ? path : `new ${path}()`),

    argumentsOf(list) {
      const found: ArgumentNode[] = [];
      if (list < 0) return found;
      // A call stands for its arguments in parentheses and the function behind them.
      if (typeOf(tree, list) === types.call) {
        for (const child of childrenOf(tree, list)) {
          const type = typeOf(tree, child);
          const isPart = type === types.valueArguments || isPartOfCall(tree, child, types);
          if (isPart) found.push(...reader.argumentsOf(child));
          if (type === types.annotatedLambda) found.push({ node: child, keyword: null, value: child });
        }
        return found;
      }
      for (const child of childrenOf(tree, list)) {
        const type = typeOf(tree, child);
        if (type === types.lineComment || type === types.blockComment) continue;
        if (type !== types.valueArgument) {
          found.push({ node: child, keyword: null, value: child });
          continue;
        }
        const parts = childrenOf(tree, child).filter((part) => typeOf(tree, part) !== types.annotation);
        const [first = -1, second = -1] = parts;
        const isNamed = second !== -1 && tree.text.slice(endOf(tree, first), startOf(tree, second)).includes('=');
        found.push({ node: child, keyword: isNamed ? textOf(tree, first) : null, value: isNamed ? second : first });
      }
      return found;
    },

    kindOf(value) {
      if (isGenericCall(value)) return 'call';
      const kind = types.argumentKinds.get(typeOf(tree, value)) ?? 'other';
      if (kind === 'string') return isInterpolated(value) ? 'template' : 'string';
      if (typeOf(tree, value) !== types.identifier) return kind;
      if (hasText(tree, value, 'null')) return 'null';
      return hasText(tree, value, 'true') || hasText(tree, value, 'false') ? 'boolean' : kind;
    },

    literalOf(value) {
      const kind = reader.kindOf(value);
      if (kind === 'number' || kind === 'boolean') return textOf(tree, value);
      if (kind !== 'string') return null;
      const written = textOf(tree, value);
      return written.startsWith('"""') ? written.slice(3, -3) : unescape(written.slice(1, -1));
    },

    keysOf: () => [],

    calleeOf(value) {
      if (isGenericCall(value)) {
        return childByField(tree, childByField(tree, value, types.fieldLeft), types.fieldLeft);
      }
      if (typeOf(tree, value) !== types.call) return -1;
      const first = firstChild(tree, value);
      return isPartOfCall(tree, first, types) ? firstChild(tree, first) : first;
    },
  };
  return reader;

  function isGenericCall(node: number): boolean {
    return typeOf(tree, node) === types.binary && genericArguments(tree, node, types) !== -1;
  }

  function resolveIdentifier(node: number, scope: Scope, depth: number): string | null {
    const name = textOf(tree, node);
    if (name === 'null' || name === 'true' || name === 'false') return null;
    if (!isCallee(node)) return pathOfName(name, scope, reader, depth);
    const binding = lookup(scope, methodKey(name)) ?? lookup(scope, name);
    return binding === undefined ? (implicit.get(name) ?? name) : pathOfBinding(binding, reader, depth);
  }

  /** What a call begins with. */
  function isCallee(node: number): boolean {
    const parent = parentOf(tree, node);
    if (typeOf(tree, parent) === types.call) return firstChild(tree, parent) === node;
    return typeOf(tree, parent) === types.binary && isGenericCall(parentOf(tree, parent));
  }

  function resolveNavigation(node: number, scope: Scope, depth: number): string | null {
    const parts = childrenOf(tree, node);
    const object = parts[0] ?? -1;
    const name = textOf(tree, parts.at(-1) ?? -1);
    if (parts.length < 2) return null;
    const isThis = typeOf(tree, object) === types.thisExpression;
    const owner = isThis
      ? scope.owner
      : typeOf(tree, object) === types.identifier
        ? (lookup(scope, textOf(tree, object))?.class ?? null)
        : null;
    if (owner !== null) {
      const member = memberBinding(owner, name, (base) => textOf(tree, base).replace(/[<(\s][\s\S]*$/, ''));
      const path = member === undefined ? null : pathOfBinding(member, reader, depth + 1);
      if (path !== null) return path;
    }
    return join(reader.resolve(object, scope, depth + 1), name);
  }

  /** `Outer.Inner<T>` */
  function resolveType(node: number, scope: Scope, depth: number): string | null {
    const names = childrenOf(tree, node).filter((child) => typeOf(tree, child) === types.identifier);
    const [first = -1, ...rest] = names;
    let path = first === -1 ? null : pathOfName(textOf(tree, first), scope, reader, depth);
    for (const name of rest) path = join(path, textOf(tree, name));
    return path;
  }

  /** `"${a}"` and `"$a"`; the grammar has no node for the latter. */
  function isInterpolated(node: number): boolean {
    const end = lastOf(tree, node);
    for (let inner = node + 1; inner < end; inner++) {
      if (typeOf(tree, inner) === types.interpolation) return true;
      if (typeOf(tree, inner) !== types.stringContent || !hasText(tree, inner, '$')) continue;
      if (/[A-Za-z_`]/.test(tree.text[endOf(tree, inner)] ?? '')) return true;
    }
    return false;
  }
}

/** `a(b)` in `a(b) { c }`, which is one call of two arguments. */
export function isPartOfCall(tree: FlatTree, node: number, types: KotlinTypes): boolean {
  const parent = parentOf(tree, node);
  return (
    typeOf(tree, node) === types.call &&
    typeOf(tree, parent) === types.call &&
    firstChild(tree, parent) === node &&
    childOfType(tree, node, types.annotatedLambda) === -1 &&
    childOfType(tree, parent, types.annotatedLambda) !== -1 &&
    childOfType(tree, parent, types.valueArguments) === -1
  );
}

/** The parentheses of `a<B>(c)`, which the grammar takes for two comparisons; -1 for everything else. */
export function genericArguments(tree: FlatTree, node: number, types: KotlinTypes): number {
  const right = childByField(tree, node, types.fieldRight);
  const left = childByField(tree, node, types.fieldLeft);
  if (typeOf(tree, right) !== types.parenthesized || typeOf(tree, left) !== types.binary) return -1;
  const operators = [node, left].map((at) => typeOf(tree, childByField(tree, at, types.fieldOperator)));
  const isTouching = tree.text[startOf(tree, right) - 1] === '>';
  if (!isTouching || operators[0] !== types.tokenGreater || operators[1] !== types.tokenLess) return -1;
  const type = textOf(tree, childByField(tree, left, types.fieldRight));
  return /^[A-Z]/.test(type) ? right : -1;
}

/** What is called is a class, by its name. */
export function isConstructor(tree: FlatTree, callee: number, types: KotlinTypes): boolean {
  const type = typeOf(tree, callee);
  const name = type === types.navigation ? (childrenOf(tree, callee).at(-1) ?? -1) : callee;
  const first = tree.text[startOf(tree, name)] ?? '';
  const isWord = /[a-z]|^.$/.test(textOf(tree, name));
  return typeOf(tree, name) === types.identifier && first !== first.toLowerCase() && isWord;
}
