/** One file for each flag, as GitLab keeps them: `config/feature_flags/**` with name, group, milestone and default. What is on in production stands in its database. */
import { member, scalarOf, textAt } from '../text/dataTree.ts';
import { definition, unknown, type FlagFormat } from './format.ts';

export const featureDefinitionsFormat: FlagFormat = {
  name: 'feature flag definitions',
  provider: 'helper',
  files: ['**/config/feature_flags/**/*.{yaml,yml}'],
  complete: true,
  read(root) {
    const name = scalarOf(member(root, 'name'));
    if (name === null || (member(root, 'default_enabled') === null && textAt(root, 'type') === null)) return null;
    return definition(name.value ?? '', name.range, unknown);
  },
};
