/** The payload of GrowthBook's SDK endpoint: https://docs.growthbook.io/lib/build-your-own. A copy of what the server has. */
import { entriesOf, itemsOf, member, type DataNode } from '../text/dataTree.ts';
import { always, definition, hasItems, varies, type Answer, type FlagFormat } from './format.ts';

export const growthBookFormat: FlagFormat = {
  name: 'GrowthBook payload',
  provider: 'growthbook',
  files: ['**/*growthbook*.json', '**/features.json'],
  complete: false,
  read(root) {
    const entries = entriesOf(member(root, 'features'));
    if (entries.length === 0 || !entries.every(({ value }) => member(value, 'defaultValue') !== null)) return null;
    return entries.flatMap(({ key, keyRange, value }) => definition(key, keyRange, answerOf(value)));
  },
};

function answerOf(feature: DataNode): Answer {
  const rules = itemsOf(member(feature, 'rules'));
  if (rules.length === 0) return always(member(feature, 'defaultValue'));
  const [first = null] = rules;
  const force = member(first, 'force');
  const narrowed = ['condition', 'coverage', 'variations', 'filters', 'parentConditions'];
  return force !== null &&
    !narrowed.some((name) => hasItems(member(first, name)) || member(first, name)?.kind === 'scalar')
    ? always(force)
    : varies;
}
