import type { Facts } from '../../model/facts.ts';
import { writings } from './index.ts';
import type { Writing } from './writing.ts';

/**
 * How a file is written.
 * @throws Error for a language that no row is for: each language that has facts has one
 */
export function writingOf({ ecosystem, language }: Pick<Facts, 'ecosystem' | 'language'>): Writing {
  const found = writings.find(
    (row) => row.ecosystem === ecosystem && (row.languages.length === 0 || row.languages.includes(language)),
  );
  if (found === undefined) throw new Error(`nothing says how ${language} is written`);
  return found;
}
