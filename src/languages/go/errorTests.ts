/** What a condition says of an error: `err != nil`, `errors.Is(err, io.EOF)`, `err != nil && attempt > 3`. */
import { childByField, childrenOf, firstChildBut, textOf, typeOf } from '../../syntax/navigate.ts';
import type { FlatTree } from '../../syntax/flatTree.ts';
import type { GoTypes } from './types.ts';

export interface ErrorTest {
  readonly name: string;
  /** Where it holds, there is an error (`some`), or there is none. */
  readonly holds: 'some' | 'none';
  /** Nodes of what the error is then known to be; empty for any error. */
  readonly types: readonly number[];
}

/** Names that errors go by; whether another name holds one, its declaration says. */
const errorName = /^(?:err(?:s|or|ors)?\d*|(?:err|error)[A-Z_]\w*|\w*(?:[Ee]rr|Error|_err)\d*)$/;

function isErrorName(name: string): boolean {
  return errorName.test(name);
}

const deepest = 8;

/**
 * @param holdsError whether a name that does not sound like an error holds one
 * @returns null where the condition is about something else
 */
export function errorTest(
  tree: FlatTree,
  node: number,
  types: GoTypes,
  holdsError: (name: string) => boolean,
  depth = 0,
): ErrorTest | null {
  if (node === -1 || depth > deepest) return null;
  const again = (inner: number): ErrorTest | null => errorTest(tree, inner, types, holdsError, depth + 1);
  const field = (at: number, id: number): number => childByField(tree, at, id);
  const type = typeOf(tree, node);
  if (type === types.parenthesized) return again(firstChildBut(tree, node, types.comment));
  if (type === types.call) return predicateTest(node);
  if (type !== types.binary) return null;
  const operator = typeOf(tree, field(node, types.fieldOperator));
  const left = field(node, types.fieldLeft);
  const right = field(node, types.fieldRight);
  if (operator === types.tokenAnd) {
    const one = again(left);
    const other = again(right);
    const reason = one !== null && other === null ? right : one === null && other !== null ? left : -1;
    const read = both(one, other);
    // `err != nil && ctx.Err() != nil`: the work was called off.
    return read !== null && isCancellation(reason) ? { ...read, types: [...read.types, reason] } : read;
  }
  if (operator === types.tokenOr) return either(again(left), again(right));
  if (operator !== types.tokenEqual && operator !== types.tokenUnequal) return null;
  return (
    comparison(left, right, operator === types.tokenEqual) ?? comparison(right, left, operator === types.tokenEqual)
  );

  function isCancellation(at: number): boolean {
    return at !== -1 && /^\w*(?:[cC]tx|[cC]ontext)\w*(?:\(\))?\.Err\(\) != nil$/.test(textOf(tree, at).slice(0, 80));
  }

  function isError(at: number): boolean {
    if (typeOf(tree, at) !== types.identifier) return false;
    const name = textOf(tree, at);
    return isErrorName(name) || holdsError(name);
  }

  function comparison(subject: number, other: number, equal: boolean): ErrorTest | null {
    if (!isError(subject)) return null;
    const name = textOf(tree, subject);
    if (typeOf(tree, other) === types.nil) return { name, holds: equal ? 'none' : 'some', types: [] };
    // `err == io.EOF`; that it is not says nothing of whether there is one.
    const isValue = typeOf(tree, other) === types.selector || typeOf(tree, other) === types.identifier;
    return equal && isValue ? { name, holds: 'some', types: [other] } : null;
  }

  /** `errors.Is(err, x)`, `errors.As(err, &x)`, `os.IsNotExist(err)` */
  function predicateTest(call: number): ErrorTest | null {
    const callee = field(call, types.fieldFunction);
    const written = textOf(tree, callee);
    const method = written.slice(written.lastIndexOf('.') + 1);
    if (!/^(?:Is|As|is|as|Has|has)(?![a-z])/.test(method)) return null;
    const list = field(call, types.fieldArguments);
    const given = list === -1 ? [] : childrenOf(tree, list).filter((child) => typeOf(tree, child) !== types.comment);
    const subject = given.find((argument) => isError(argument));
    if (subject === undefined) return null;
    const other = given.find((argument) => argument !== subject);
    const isSentinel = /^(?:Is|As)$/.test(method) && other !== undefined;
    return { name: textOf(tree, subject), holds: 'some', types: [isSentinel ? other : callee] };
  }
}

function both(one: ErrorTest | null, other: ErrorTest | null): ErrorTest | null {
  if (one === null || other === null || one.name !== other.name) {
    // What else must hold narrows an error, and says nothing where there is none.
    const only = one ?? other;
    return only?.holds === 'some' ? only : null;
  }
  if (one.holds !== other.holds) return null;
  return { ...one, types: [...one.types, ...other.types] };
}

function either(one: ErrorTest | null, other: ErrorTest | null): ErrorTest | null {
  const some = one?.holds === 'some' ? one : other?.holds === 'some' ? other : null;
  if (some === null || one?.holds === 'none' || other?.holds === 'none') return null;
  if (one === null || other === null || one.name !== other.name) return some;
  const isAny = one.types.length === 0 || other.types.length === 0;
  return { ...one, types: isAny ? [] : [...one.types, ...other.types] };
}
