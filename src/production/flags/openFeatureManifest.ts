/** The manifest from which the OpenFeature tools make accessors: https://openfeature.dev/docs/reference/other-technologies/cli. It says which flags there are, and nothing of what they answer. */
import { entriesOf, member, textAt } from '../text/dataTree.ts';
import { definition, unknown, type FlagFormat } from './format.ts';

export const openFeatureManifestFormat: FlagFormat = {
  name: 'OpenFeature manifest',
  provider: 'openfeature',
  files: ['**/flags.json', '**/*flag-manifest*.json', '**/*flag_manifest*.json', '**/openfeature*.json'],
  complete: true,
  read(root) {
    const entries = entriesOf(member(root, 'flags'));
    if (entries.length === 0 || !entries.every(({ value }) => textAt(value, 'flagType') !== null)) return null;
    return entries.flatMap(({ key, keyRange }) => definition(key, keyRange, unknown));
  },
};
