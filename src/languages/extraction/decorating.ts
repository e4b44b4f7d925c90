import { parentOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction } from './extraction.ts';

/** Nodes that make a call a decorator, which is read with its function. */
const decorating = new Set(['decorator', 'attribute', 'attribute_item', 'annotation']);

/** @param index of the call among the calls of the file */
export function isDecorator({ tree, calls }: Extraction, index: number): boolean {
  const parent = parentOf(tree, calls[index]?.node ?? 0);
  return decorating.has(tree.grammar.typeNames[typeOf(tree, parent)] ?? '');
}
