import type { ArgumentFact } from '../../model/facts.ts';
import type { Range } from '../../model/text.ts';
import type { FlatTree } from '../../syntax/flatTree.ts';
import { rangeOf } from '../../syntax/navigate.ts';
import type { NameReader } from './scopes.ts';

/** What the shared derivations ask a language about nodes of one tree. */
export interface SourceReader extends NameReader {
  /** Arguments of an argument list in order; comments are none. */
  argumentsOf(list: number): readonly ArgumentNode[];
  kindOf(value: number): ArgumentFact['kind'];
  /** Value of a string, number or boolean literal; null for anything else. */
  literalOf(value: number): string | null;
  /** Keys of an object literal that are names or strings. */
  keysOf(value: number): readonly string[];
  /** The expression that a call calls, or -1 where the node is no call. */
  calleeOf(value: number): number;
  /**
   * What the callee covers, where no one node does: in Java `a.b(c)` is one node of receiver, name and arguments, and the
   * name stands for the callee. Without it the callee's own node covers it.
   */
  calleeRange?(callee: number): Range;
}

/** Where a callee stands in the text. */
export function calleeRangeOf(tree: FlatTree, reader: SourceReader, callee: number): Range {
  return reader.calleeRange?.(callee) ?? rangeOf(tree, callee);
}

export interface ArgumentNode {
  readonly node: number;
  readonly keyword: string | null;
  /** The argument itself without keyword and spread; -1 where no one node is that. */
  readonly value: number;
  /** Where it stands, and what it is, where no one node says so: arguments of Rust's macros. */
  readonly range?: Range;
  readonly kind?: ArgumentFact['kind'];
}
