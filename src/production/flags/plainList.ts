/** A list of flags in a form of the repository's own: a map by key, or a list of keys or of maps that have one. */
import type { FlagDefinition } from '../../model/production.ts';
import { entriesOf, itemsOf, member, scalarOf, textOf, type DataNode } from '../text/dataTree.ts';
import { always, booleanAt, definition, unknown, type Answer, type FlagFormat } from './format.ts';

const holders = ['flags', 'features', 'feature_flags', 'featureFlags', 'toggles', 'experiments'];
const keyNames = ['key', 'name', 'id', 'flag'];
const enabledNames = ['enabled', 'active', 'on', 'default', 'defaultValue', 'default_enabled', 'value'];
const narrowing = /rule|target|rollout|percent|condition|strateg|segment|users|groups|environment|variant|variation/i;

export const plainListFormat: FlagFormat = {
  name: 'list of flags',
  provider: 'helper',
  files: [
    '**/feature_flags.{json,yaml,yml}',
    '**/feature-flags.{json,yaml,yml}',
    '**/featureflags.{json,yaml,yml}',
    '**/experiments.{json,yaml,yml}',
  ],
  complete: false,
  read(root) {
    const held = holders.map((name) => member(root, name)).find((node) => hasKind(node));
    const list = held ?? root;
    if (list.kind === 'map') {
      const entries = entriesOf(list).filter(({ key }) => !key.startsWith('$'));
      const alike =
        entries.every(({ value }) => value.kind === 'scalar') || entries.every(({ value }) => value.kind === 'map');
      if (!alike) return null;
      return entries.flatMap(({ key, keyRange, value }): FlagDefinition[] =>
        definition(key, keyRange, answerOf(value)),
      );
    }
    if (list.kind !== 'list') return null;
    return itemsOf(list).flatMap((item): FlagDefinition[] => {
      const key =
        item.kind === 'scalar' ? scalarOf(item) : keyNames.map((name) => scalarOf(member(item, name))).find(Boolean);
      if (key === undefined || key === null) return [];
      return definition(key.value ?? '', key.range, item.kind === 'scalar' ? unknown : answerOf(item));
    });
  },
};

function hasKind(node: DataNode | null): boolean {
  return node !== null && node.kind !== 'scalar';
}

/** Only what is plainly on or off for everybody is. */
function answerOf(value: DataNode): Answer {
  if (value.kind === 'scalar') return booleanAt(value) === null || textOf(value) === null ? unknown : always(value);
  if (value.kind !== 'map' || entriesOf(value).some(({ key }) => narrowing.test(key))) return unknown;
  const given = enabledNames.map((name) => member(value, name)).find((node) => booleanAt(node ?? null) !== null);
  return given === undefined || given === null ? unknown : always(given);
}
