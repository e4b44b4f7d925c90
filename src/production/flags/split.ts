/** Split's file for work without its server: https://help.split.io/hc/en-us/articles/360020448791. What production has stands elsewhere. */
import { entriesOf, itemsOf } from '../text/dataTree.ts';
import { definition, unknown, type FlagFormat } from './format.ts';

export const splitFormat: FlagFormat = {
  name: 'Split localhost file',
  provider: 'split',
  files: ['**/split.{yaml,yml}'],
  complete: false,
  read(root) {
    const entries = itemsOf(root).flatMap((item) => entriesOf(item));
    if (entries.length === 0 || !entries.every(({ value }) => value.kind === 'map' && value.entries.has('treatment'))) {
      return null;
    }
    // A flag stands once for each treatment.
    const seen = new Set<string>();
    return entries
      .filter(({ key }) => !seen.has(key) && seen.add(key) !== undefined)
      .flatMap(({ key, keyRange }) => definition(key, keyRange, unknown));
  },
};
