/** ConfigCat's configuration and its flag overrides: https://configcat.com/docs/advanced/config-json, https://configcat.com/docs/sdk-reference/js/node/#flag-overrides. A copy, or for work on one's own machine. */
import { entriesOf, itemsOf, member, type DataNode } from '../text/dataTree.ts';
import { always, definition, hasItems, unknown, varies, type Answer, type FlagFormat } from './format.ts';

export const configCatFormat: FlagFormat = {
  name: 'ConfigCat configuration',
  provider: 'configcat',
  files: ['**/config_v5.json', '**/config_v6.json', '**/*configcat*.json'],
  complete: false,
  read(root) {
    const settings = entriesOf(member(root, 'f'));
    if (settings.length > 0 && settings.every(({ value }) => member(value, 'v') !== null)) {
      return settings.flatMap(({ key, keyRange, value }) => definition(key, keyRange, answerOf(value)));
    }
    const overrides = entriesOf(member(root, 'flags'));
    if (overrides.length === 0 || !overrides.every(({ value }) => value.kind === 'scalar')) return null;
    return overrides.flatMap(({ key, keyRange }) => definition(key, keyRange, unknown));
  },
};

function answerOf(setting: DataNode): Answer {
  if (hasItems(member(setting, 'r')) || hasItems(member(setting, 'p'))) return varies;
  const value = member(setting, 'v');
  if (value?.kind === 'map') return always(entriesOf(value)[0]?.value ?? null);
  return itemsOf(value).length > 0 ? unknown : always(value);
}
