import type { FlatTree } from '../../syntax/flatTree.ts';
import {
  childByField,
  childOfType,
  childrenOf,
  endOf,
  firstChildBut,
  hasText,
  lastOf,
  startOf,
  textOf,
  typeOf,
} from '../../syntax/navigate.ts';
import { unescape } from '../extraction/literals.ts';
import type { ArgumentNode, SourceReader } from '../extraction/reader.ts';
import { join, lookup, memberBinding, pathOfBinding, pathOfName, tooDeep } from '../extraction/scopes.ts';
import type { Scope } from '../extraction/scopes.ts';
import type { ScriptTypes } from './types.ts';

/** How ECMAScript writes names, literals and arguments, over one tree. */
export function scriptReader(tree: FlatTree, types: ScriptTypes): SourceReader {
  const reader: SourceReader = {
    resolve(node, scope, depth) {
      if (node < 0 || tooDeep(depth)) return null;
      const type = typeOf(tree, node);
      if (type === types.identifier || type === types.typeIdentifier || type === types.shorthandProperty) {
        return pathOfName(textOf(tree, node), scope, reader, depth);
      }
      if (type === types.member) return resolveMember(node, scope, depth);
      if (type === types.call) return resolveCall(node, scope, depth);
      if (type === types.new) {
        const path = reader.resolve(field(node, types.fieldConstructor), scope, depth + 1);
        return path === null ? null : reader.instanceOf(path);
      }
      if (types.wrappers[type] === 1) return reader.resolve(inner(node), scope, depth + 1);
      if (type === types.typeAssertion) return reader.resolve(lastChild(node), scope, depth + 1);
      if (type === types.this) return 'this';
      if (type === types.super) return 'super';
      if (type === types.metaProperty) return textOf(tree, node);
      if (type === types.binary) return resolveAlternative(node, scope, depth);
      if (type === types.ternary) {
        return (
          reader.resolve(field(node, types.fieldConsequence), scope, depth + 1) ??
          reader.resolve(field(node, types.fieldAlternative), scope, depth + 1)
        );
      }
      if (type === types.assignment || type === types.augmentedAssignment) {
        return reader.resolve(field(node, types.fieldRight), scope, depth + 1);
      }
      if (type === types.sequence) return reader.resolve(lastChild(node), scope, depth + 1);
      if (type === types.subscript) {
        const name = reader.literalOf(field(node, types.fieldIndex));
        return name === null ? null : join(reader.resolve(field(node, types.fieldObject), scope, depth + 1), name);
      }
      if (type === types.genericType) return reader.resolve(field(node, types.fieldName), scope, depth + 1);
      if (type === types.nestedTypeIdentifier || type === types.nestedIdentifier) {
        const [first = -1, ...rest] = childrenOf(tree, node);
        return rest.reduce((path, part) => join(path, textOf(tree, part)), reader.resolve(first, scope, depth + 1));
      }
      return null;
    },

    instanceOf: (path) => (path.startsWith('new ') ? `${path}()` : `new ${path}()`),

    argumentsOf(list) {
      const found: ArgumentNode[] = [];
      if (list < 0 || typeOf(tree, list) === types.template) return found;
      const end = lastOf(tree, list);
      for (let child = list + 1; child < end; child = lastOf(tree, child)) {
        if (typeOf(tree, child) !== types.comment) found.push({ node: child, keyword: null, value: unwrapped(child) });
      }
      return found;
    },

    kindOf(value) {
      const type = typeOf(tree, value);
      if (type === types.template && childOfType(tree, value, types.substitution) !== -1) return 'template';
      return types.argumentKinds.get(type) ?? 'other';
    },

    literalOf(value) {
      const type = typeOf(tree, value);
      if (type === types.string || (type === types.template && childOfType(tree, value, types.substitution) === -1)) {
        return unescape(
          tree.text.slice(startOf(tree, value) + 1, Math.max(endOf(tree, value) - 1, startOf(tree, value) + 1)),
        );
      }
      if (type === types.number) return textOf(tree, value);
      if (type === types.true) return 'true';
      if (type === types.false) return 'false';
      return null;
    },

    keysOf(value) {
      const keys: string[] = [];
      for (const child of childrenOf(tree, value)) {
        const type = typeOf(tree, child);
        if (type === types.shorthandProperty) keys.push(textOf(tree, child));
        const key =
          type === types.pair
            ? field(child, types.fieldKey)
            : type === types.methodDefinition
              ? field(child, types.fieldName)
              : -1;
        if (key === -1) continue;
        const name = typeOf(tree, key) === types.propertyIdentifier ? textOf(tree, key) : reader.literalOf(key);
        if (name !== null) keys.push(name);
      }
      return keys;
    },

    calleeOf(value) {
      const type = typeOf(tree, value);
      if (type === types.call) return field(value, types.fieldFunction);
      return type === types.new ? field(value, types.fieldConstructor) : -1;
    },
  };
  return reader;

  function field(node: number, id: number): number {
    return childByField(tree, node, id);
  }

  function inner(node: number): number {
    return firstChildBut(tree, node, types.comment);
  }

  function lastChild(node: number): number {
    const children = childrenOf(tree, node);
    return children[children.length - 1] ?? -1;
  }

  function unwrapped(node: number): number {
    let at = node;
    for (let level = 0; level < 8 && at !== -1 && types.wrappers[typeOf(tree, at)] === 1; level++) at = inner(at);
    return at === -1 ? node : at;
  }

  function resolveMember(node: number, scope: Scope, depth: number): string | null {
    const object = field(node, types.fieldObject);
    const name = textOf(tree, field(node, types.fieldProperty));
    const isThis = typeOf(tree, object) === types.this;
    if (isThis || typeOf(tree, object) === types.identifier) {
      const owner = isThis ? scope.owner : (lookup(scope, textOf(tree, object))?.class ?? null);
      const member = owner === null ? undefined : memberBinding(owner, name, (base) => textOf(tree, base));
      const path = member === undefined ? null : pathOfBinding(member, reader, depth + 1);
      if (path !== null && (isThis || !path.startsWith('this.'))) return path;
    }
    const path = reader.resolve(object, scope, depth + 1);
    return name === 'default' ? path : join(path, name);
  }

  /** `a ?? b`, `a || b`: the first that is known. */
  function resolveAlternative(node: number, scope: Scope, depth: number): string | null {
    const operator = typeOf(tree, field(node, types.fieldOperator));
    const right = reader.resolve(field(node, types.fieldRight), scope, depth + 1);
    if (operator === types.tokenAnd) return right;
    if (operator !== types.tokenOr && operator !== types.tokenNullish) return null;
    return reader.resolve(field(node, types.fieldLeft), scope, depth + 1) ?? right;
  }

  function resolveCall(node: number, scope: Scope, depth: number): string | null {
    const callee = field(node, types.fieldFunction);
    const list = field(node, types.fieldArguments);
    const isImport = typeOf(tree, callee) === types.importToken;
    if (isImport || (hasText(tree, callee, 'require') && lookup(scope, 'require') === undefined)) {
      const [module] = reader.argumentsOf(list);
      return module === undefined ? null : reader.literalOf(module.value);
    }
    const path = reader.resolve(callee, scope, depth + 1);
    if (path === null) return null;
    // What compilers put around a `require`, and `require` made for ES modules.
    if (interop.has(path)) return reader.resolve(reader.argumentsOf(list)[0]?.value ?? -1, scope, depth + 1);
    if (path === 'module.createRequire()' || path === 'node:module.createRequire()') {
      const [module] = reader.argumentsOf(list);
      return module === undefined ? null : reader.literalOf(module.value);
    }
    return `${path}()`;
  }
}

const interop: ReadonlySet<string> = new Set([
  '__importDefault',
  '__importStar',
  '__toESM',
  '_interopRequireDefault',
  '_interopRequireWildcard',
  '_interopDefault',
]);
