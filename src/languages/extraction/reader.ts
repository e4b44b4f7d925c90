import type { ArgumentFact } from '../../model/facts.ts';
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
}

export interface ArgumentNode {
  readonly node: number;
  readonly keyword: string | null;
  /** The argument itself without keyword and spread. */
  readonly value: number;
}
