import { childrenOf, textOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction } from '../extraction/extraction.ts';
import type { PythonTypes } from './types.ts';

const longestDecorator = 500;

/** Decorators of a function or class as written, without `@`. */
export function decoratorsOf(extraction: Extraction, node: number, types: PythonTypes): string[] {
  const { tree } = extraction;
  const parent = tree.parent[node] ?? -1;
  if (typeOf(tree, parent) !== types.decoratedDefinition) return [];
  return childrenOf(tree, parent)
    .filter((child) => typeOf(tree, child) === types.decorator)
    .map((child) => textOf(tree, child).slice(1, longestDecorator).trim());
}
