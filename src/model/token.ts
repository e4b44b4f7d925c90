/** Pieces of source text by what they are, so that they can be coloured as an editor's theme colours them. */
import type { Range } from './text.ts';

export type TokenKind = 'comment' | 'string' | 'number' | 'keyword' | 'constant' | 'type' | 'function' | 'property';

export interface Token extends Range {
  readonly kind: TokenKind;
}
