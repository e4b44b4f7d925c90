import { rangeOf, textOf } from '../../syntax/navigate.ts';
import type { Extraction } from './extraction.ts';
import type { ClassScope } from './scopes.ts';

const mostFields = 500;
const longestType = 200;

/**
 * A field of a class, once; where it is declared first is where it is.
 * @param type node of the declared type, -1 where there is none; a colon in front of it is left out
 */
export function addField({ tree }: Extraction, { fields }: ClassScope, nameNode: number, type: number): void {
  if (fields === undefined || fields.length >= mostFields) return;
  const name = textOf(tree, nameNode);
  if (fields.some((field) => field.name === name)) return;
  const written = type === -1 ? null : textOf(tree, type).slice(0, longestType).replace(/^:\s*/, '');
  fields.push({ name, range: rangeOf(tree, nameNode), type: written });
}
