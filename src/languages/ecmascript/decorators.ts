import { childrenOf, endOf, lastOf, startOf, typeOf } from '../../syntax/navigate.ts';
import type { Extraction } from '../extraction/extraction.ts';
import type { ScriptTypes } from './types.ts';

/** In a class body decorators stand before the method they speak of. */
export function methodDecorators({ tree }: Extraction, node: number, types: ScriptTypes): string[] {
  const parent = tree.parent[node] ?? -1;
  const end = lastOf(tree, parent);
  let found: string[] = [];
  const own: string[] = [];
  for (let child = parent + 1; child < end && child < node; child = lastOf(tree, child)) {
    if (typeOf(tree, child) === types.decorator)
      found.push(decoratorText(tree.text, startOf(tree, child), endOf(tree, child)));
    else if (typeOf(tree, child) !== types.comment) found = [];
  }
  for (const child of childrenOf(tree, node)) {
    if (typeOf(tree, child) === types.decorator)
      own.push(decoratorText(tree.text, startOf(tree, child), endOf(tree, child)));
  }
  return [...found, ...own];
}

const longestDecorator = 500;
const decoratorText = (text: string, start: number, end: number): string =>
  text.slice(start + 1, Math.min(end, start + longestDecorator)).trim();

/** Those of a class, which stand in front of it or in front of its `export`, as written, without `@`. */
export function classDecorators({ tree }: Extraction, node: number, types: ScriptTypes): string[] {
  const parent = tree.parent[node] ?? -1;
  const outer = typeOf(tree, parent) === types.exportStatement ? childrenOf(tree, parent) : [];
  return [...outer, ...childrenOf(tree, node)]
    .filter((child) => typeOf(tree, child) === types.decorator)
    .map((child) => decoratorText(tree.text, startOf(tree, child), endOf(tree, child)));
}
