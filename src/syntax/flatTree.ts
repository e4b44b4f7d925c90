/**
 * `syntax/` turns text into a flat tree: grammars, incremental parse, the copy into typed arrays.
 * It imports `model` only; grammars reach it through a port, so it runs in Node and in a browser worker.
 *
 * A flat tree is one syntax tree copied once into typed arrays in pre-order. Facts are read from it with integer
 * comparisons: node objects and queries cost 30 to 200 % of the parse, this costs a few.
 */

/** Names of node types and fields of one grammar, made canonical: one name has one id here. */
export interface GrammarIndex {
  readonly name: string;
  /** Canonical id of a named node type, -1 where the grammar has none of that name. */
  type(name: string): number;
  /** Canonical id of an anonymous token such as `+` or `and`, -1 where the grammar has none of that name. */
  token(name: string): number;
  /** Id of a field, 0 where the grammar has none of that name (0 also stands for "no field"). */
  field(name: string): number;
  readonly typeNames: readonly string[];
  readonly fieldNames: readonly (string | null)[];
}

/**
 * Pre-order arrays over the named nodes, and the anonymous ones that have a field (operators). Node 0 is the root.
 * The descendants of node `i` are `i + 1 … last[i] - 1`; its next sibling, where there is one, is `last[i]`.
 */
export interface FlatTree {
  readonly grammar: GrammarIndex;
  readonly text: string;
  readonly count: number;
  readonly type: Uint16Array;
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  readonly parent: Int32Array;
  readonly field: Uint16Array;
  /** One past the last descendant. */
  readonly last: Uint32Array;
  /** Type id of what the grammar could not read (ERROR nodes) and of the tokens it had to assume (of no length). */
  readonly errorType: number;
  readonly hasErrors: boolean;
}
