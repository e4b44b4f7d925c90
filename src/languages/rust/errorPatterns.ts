/** Which patterns take an error: `Err(e)`, `Ok(Err(e))`, `Err(Error::NotFound(_))`, `Err(_) | Ok(None)`. */
import type { FlatTree } from '../../syntax/flatTree.ts';
import { childByField, childrenOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { RustTypes } from './types.ts';

export interface ErrorPattern {
  /** Node of the name that the error is bound to, -1 where there is none. */
  readonly binding: number;
  /** All names in it. */
  readonly names: readonly number[];
  /** Nodes of what the error must be; empty for any error. */
  readonly types: readonly number[];
  /** Where a lonely `_` stands, -1 where none does. */
  readonly hole: number;
}

const deepest = 6;

/** Null where the pattern takes no error, or not only errors. */
export function errorPattern(tree: FlatTree, node: number, types: RustTypes, depth = 0): ErrorPattern | null {
  if (node === -1 || depth > deepest) return null;
  const type = typeOf(tree, node);
  if (type === types.orPattern) return oneOf(childrenOf(tree, node));
  if (type !== types.tupleStructPattern) return null;
  const path = childByField(tree, node, types.fieldType);
  const name = lastSegment(textOf(tree, path));
  const inner = childrenOf(tree, node).filter((child) => child !== path);
  const [first] = inner;
  if (name === 'Err') return taken(node, first);
  // `Some(Err(e))`, and a result in another, as a time limit gives it.
  return (name === 'Some' || name === 'Ok' || name === 'Ready') && first !== undefined
    ? errorPattern(tree, first, types, depth + 1)
    : null;

  function oneOf(alternatives: readonly number[]): ErrorPattern | null {
    const read = alternatives.map((one) => errorPattern(tree, one, types, depth + 1));
    const errors = read.filter((one) => one !== null);
    if (errors.length === 0) return null;
    const isAny = errors.some((one) => one.types.length === 0);
    const names = errors.flatMap((one) => one.names);
    const [only] = errors;
    return {
      binding: errors.length === read.length ? (only?.binding ?? -1) : -1,
      names,
      types: isAny ? [] : errors.flatMap((one) => one.types),
      hole: -1,
    };
  }

  function taken(pattern: number, inside: number | undefined): ErrorPattern {
    // The grammar has no node for `_`.
    if (inside === undefined) {
      const written = textOf(tree, pattern);
      const hole = /\(\s*_\s*\)$/.exec(written);
      const at = hole === null ? -1 : (tree.start[pattern] ?? 0) + hole.index + hole[0].indexOf('_');
      return { binding: -1, names: [], types: [], hole: at };
    }
    const kind = typeOf(tree, inside);
    const bound =
      kind === types.refPattern || kind === types.mutPattern || kind === types.capturedPattern
        ? (childrenOf(tree, inside).find((child) => typeOf(tree, child) === types.identifier) ?? -1)
        : kind === types.identifier
          ? inside
          : -1;
    const isName = bound !== -1 && /^[\p{Ll}_]/u.test(textOf(tree, bound));
    if (isName && kind !== types.capturedPattern) return { binding: bound, names: [bound], types: [], hole: -1 };
    const names = namesBelow(inside);
    const tested = kind === types.orPattern ? childrenOf(tree, inside) : [inside];
    return {
      binding: isName ? bound : -1,
      names,
      types: tested.map((one) => {
        const declared = childByField(tree, one, types.fieldType);
        return declared === -1 ? one : declared;
      }),
      hole: -1,
    };
  }

  function namesBelow(inside: number): number[] {
    const found: number[] = [];
    for (let at = inside; at < (tree.last[inside] ?? 0); at++) {
      const isName = typeOf(tree, at) === types.identifier || typeOf(tree, at) === types.shorthandFieldIdentifier;
      if (isName && tree.field[at] !== types.fieldPath && /^\p{Ll}/u.test(textOf(tree, at))) found.push(at);
    }
    return found;
  }
}

/** `Ok(x)`, `Ok(())`, `Ok(Some(x))` */
export function isSuccess(tree: FlatTree, node: number, types: RustTypes): boolean {
  const type = typeOf(tree, node);
  if (type === types.orPattern) return childrenOf(tree, node).some((one) => isSuccess(tree, one, types));
  if (type !== types.tupleStructPattern) return false;
  const [inner] = childrenOf(tree, node).slice(1);
  const holdsError = inner !== undefined && errorPattern(tree, node, types) !== null;
  return lastSegment(textOf(tree, childByField(tree, node, types.fieldType))) === 'Ok' && !holdsError;
}

/** What else but an error the pattern leaves out is nothing, or nothing at all: `Ok(order)`, `Ok(Some(order))`. */
export function isPlainSuccess(tree: FlatTree, node: number, types: RustTypes): boolean {
  if (!isSuccess(tree, node, types) || typeOf(tree, node) !== types.tupleStructPattern) return false;
  return /^(?:\w+::)*Ok\(\s*(?:Some\(\s*)?(?:(?:ref |mut )*[a-z_]\w*|\([^()]*\)|true)\s*\)?\s*,?\s*\)$/.test(
    textOf(tree, node).slice(0, 200),
  );
}

function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf(':') + 1);
}
