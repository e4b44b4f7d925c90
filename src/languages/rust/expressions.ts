import type { FlatTree } from '../../syntax/flatTree.ts';
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
import type { ArgumentNode, SourceReader } from '../extraction/reader.ts';
import { unescape } from '../extraction/literals.ts';
import { join, lookup, memberBinding, pathOfBinding, pathOfName, tooDeep } from '../extraction/scopes.ts';
import type { ClassScope, Scope } from '../extraction/scopes.ts';
import { macroArguments } from './macros.ts';
import type { RustTypes } from './types.ts';

const longestPath = 300;

/** Methods that give the value they are called on, or what it holds. */
const through =
  /\.(?:unwrap|expect|clone|cloned|as_ref|as_mut|as_deref|to_owned|borrow|borrow_mut|unwrap_or_default|into_inner|get_ref|deref|await)$/;

/** Types that hold one value of another type. */
const holders =
  /^(?:.*::)?(?:Arc|Rc|Box|Option|Mutex|RwLock|RefCell|Cell|Cow|Lazy|LazyLock|OnceCell|OnceLock|LazyCell|State|Data|Extension|Result|Pin|Ref|RefMut|MutexGuard|Path|Query)$/;

/** How Rust writes names, literals and arguments, over one tree. */
export function rustReader(tree: FlatTree, types: RustTypes): SourceReader {
  const reader: SourceReader = {
    resolve(node, scope, depth) {
      if (node < 0 || tooDeep(depth)) return null;
      if (isMacroName(node)) {
        const isPlain = typeOf(tree, node) === types.identifier;
        const path = isPlain ? pathOfMacro(textOf(tree, node), scope) : resolvePath(node, scope, depth);
        return path === null ? null : `${path}!`;
      }
      const type = typeOf(tree, node);
      if (type === types.self) return 'self';
      if (type === types.fieldExpression) return resolveField(node, scope, depth);
      if (type === types.call) return resolveCall(node, scope, depth);
      if (type === types.genericFunction) return reader.resolve(field(node, types.fieldFunction), scope, depth + 1);
      if (type === types.await || type === types.try || type === types.parenthesized || type === types.unary) {
        return reader.resolve(firstChild(tree, node), scope, depth + 1);
      }
      if (type === types.reference || type === types.typeCast) {
        return reader.resolve(field(node, types.fieldValue), scope, depth + 1);
      }
      if (type === types.referenceType) return reader.resolve(field(node, types.fieldType), scope, depth + 1);
      if (type === types.genericType) return resolveGeneric(node, scope, depth);
      if (type === types.structExpression) {
        const path = reader.resolve(field(node, types.fieldName), scope, depth + 1);
        return path === null ? null : reader.instanceOf(path);
      }
      if (type === types.macroInvocation) {
        const path = reader.resolve(field(node, types.fieldMacro), scope, depth + 1);
        return path === null ? null : `${path}()`;
      }
      return resolvePath(node, scope, depth);
    },

    instanceOf: (path) => (path.endsWith(')') ? path : `${path}::new()`),

    argumentsOf(list) {
      if (list < 0) return [];
      if (typeOf(tree, list) === types.tokenTree) return macroArguments(tree, list, types);
      const found: ArgumentNode[] = [];
      const end = lastOf(tree, list);
      for (let child = list + 1; child < end; child = lastOf(tree, child)) {
        const type = typeOf(tree, child);
        if (type === types.lineComment || type === types.blockComment || type === types.attributeItem) continue;
        found.push({ node: child, keyword: null, value: unwrapped(child) });
      }
      return found;
    },

    kindOf(value) {
      const at = unwrapped(value);
      if (typeOf(tree, at) === types.identifier && textOf(tree, at) === 'None') return 'null';
      return types.argumentKinds.get(typeOf(tree, at)) ?? 'other';
    },

    literalOf(value) {
      const at = unwrapped(value);
      const type = typeOf(tree, at);
      if (type === types.string || type === types.rawString) {
        const inside = childrenOf(tree, at);
        const [first] = inside;
        const last = inside.at(-1);
        if (first === undefined || last === undefined) return '';
        const written = tree.text.slice(startOf(tree, first), endOf(tree, last));
        return type === types.rawString ? written : unescape(written);
      }
      if (type === types.integerLiteral || type === types.floatLiteral || type === types.booleanLiteral) {
        return textOf(tree, at);
      }
      return null;
    },

    keysOf(value) {
      const body = field(unwrapped(value), types.fieldBody);
      return body === -1
        ? []
        : childrenOf(tree, body).flatMap((child) => {
            const key = field(child, types.fieldField);
            if (key !== -1) return [textOf(tree, key)];
            return typeOf(tree, child) === types.shorthandField ? [textOf(tree, child)] : [];
          });
    },

    calleeOf(value) {
      const at = unwrapped(value);
      const type = typeOf(tree, at);
      if (type === types.macroInvocation) return field(at, types.fieldMacro);
      return type === types.call ? calleeOfCall(at) : -1;
    },

    calleeRange(callee) {
      const range = rangeOf(tree, callee);
      return isMacroName(callee) ? { start: range.start, end: tree.text.indexOf('!', range.end - 1) + 1 } : range;
    },
  };
  return reader;

  function field(node: number, id: number): number {
    return childByField(tree, node, id);
  }

  function isMacroName(node: number): boolean {
    return tree.field[node] === types.fieldMacro && typeOf(tree, parentOf(tree, node)) === types.macroInvocation;
  }

  /** `f::<T>` calls `f`. */
  function calleeOfCall(call: number): number {
    const callee = field(call, types.fieldFunction);
    return typeOf(tree, callee) === types.genericFunction ? field(callee, types.fieldFunction) : callee;
  }

  /** `&x`, `(x)` and `x.await` are `x` for whoever asks what is given. */
  function unwrapped(node: number): number {
    let at = node;
    for (let level = 0; level < 8; level++) {
      const type = typeOf(tree, at);
      let inner = -1;
      if (type === types.reference) inner = field(at, types.fieldValue);
      else if (type === types.parenthesized || type === types.await || type === types.try) inner = firstChild(tree, at);
      if (inner === -1) return at;
      at = inner;
    }
    return at;
  }

  /** `name`, `a::b`, `Self::x`, `crate::x`. */
  /** Macros have names of their own: a variable that is called `error` does not hide `error!`. */
  function pathOfMacro(name: string, scope: Scope): string {
    for (let at: Scope | null = scope; at !== null; at = at.parent) {
      const taken = at.names.get(name)?.candidates.find(({ path }) => path !== null)?.path;
      if (taken !== null && taken !== undefined) return taken;
    }
    return name;
  }

  function resolvePath(node: number, scope: Scope, depth: number): string | null {
    const type = typeOf(tree, node);
    if (type === types.identifier || type === types.typeIdentifier) {
      const name = textOf(tree, node);
      return name === 'Self' ? (scope.owner?.name ?? name) : pathOfName(name, scope, reader, depth);
    }
    if (type === types.crate || type === types.super) return textOf(tree, node);
    if (type === types.self) return 'self';
    if (type !== types.scopedIdentifier && type !== types.scopedType) return null;
    const outer = field(node, types.fieldPath);
    const name = textOf(tree, field(node, types.fieldName));
    if (outer === -1) return name;
    const base =
      typeOf(tree, outer) === types.genericType
        ? reader.resolve(field(outer, types.fieldType), scope, depth + 1)
        : resolvePath(outer, scope, depth + 1);
    return base === null || base.length + name.length > longestPath ? null : `${base}::${name}`;
  }

  /** `Arc<Client>` is a `Client`, `Vec<Client>` is a `Vec`. */
  function resolveGeneric(node: number, scope: Scope, depth: number): string | null {
    const base = reader.resolve(field(node, types.fieldType), scope, depth + 1);
    if (base === null || !holders.test(base)) return base;
    const list = childrenOf(tree, node).find((child) => typeOf(tree, child) === types.typeArguments) ?? -1;
    const [inner] = list === -1 ? [] : childrenOf(tree, list).filter((child) => typeOf(tree, child) !== types.block);
    return inner === undefined ? base : reader.resolve(inner, scope, depth + 1);
  }

  function resolveField(node: number, scope: Scope, depth: number): string | null {
    const value = field(node, types.fieldValue);
    const base = reader.resolve(value, scope, depth + 1);
    if (base === null) return null;
    const name = textOf(tree, field(node, types.fieldField));
    const owner = base === 'self' ? scope.owner : structOf(base, scope);
    if (owner !== null) {
      const member = memberBinding(owner, name, (one) => textOf(tree, one));
      const path = member === undefined ? null : pathOfBinding(member, reader, depth + 1);
      if (path !== null) return path;
    }
    return join(base, name);
  }

  /** The struct of this file that `Server::new()` is one of. */
  function structOf(path: string, scope: Scope): ClassScope | null {
    const name = /^(\w+)::(?:new|default|from)\(\)$/.exec(path)?.[1];
    return name === undefined ? null : (lookup(scope, name)?.class ?? null);
  }

  function resolveCall(node: number, scope: Scope, depth: number): string | null {
    const callee = calleeOfCall(node);
    const path = reader.resolve(callee, scope, depth + 1);
    if (path === null) return null;
    if (through.test(path) && typeOf(tree, callee) === types.fieldExpression) {
      return reader.resolve(field(callee, types.fieldValue), scope, depth + 1);
    }
    // `Arc::new(x)` is an `x`.
    const wrapped = /^(.*)::new$/.exec(path)?.[1];
    if (wrapped !== undefined && holders.test(wrapped)) {
      const [only] = reader.argumentsOf(field(node, types.fieldArguments));
      if (only !== undefined) return reader.resolve(only.value, scope, depth + 1);
    }
    return `${path}()`;
  }
}
