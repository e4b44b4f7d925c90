/** Flags of django-waffle in a fixture of Django. The database may have others. */
import type { FlagDefinition } from '../../model/production.ts';
import { itemsOf, member, scalarOf, textAt, type DataNode } from '../text/dataTree.ts';
import { booleanAt, definition, unknown, varies, type Answer, type FlagFormat } from './format.ts';

export const waffleFixtureFormat: FlagFormat = {
  name: 'waffle fixture',
  provider: 'waffle',
  files: ['**/*waffle*.{json,yaml,yml}'],
  complete: false,
  read(root) {
    const objects = itemsOf(root).filter((item) =>
      /^waffle\.(?:flag|switch|sample)$/.test(textAt(item, 'model') ?? ''),
    );
    if (objects.length === 0) return null;
    return objects.flatMap((item): FlagDefinition[] => {
      const name = scalarOf(member(item, 'fields', 'name'));
      return name === null ? [] : definition(name.value ?? '', name.range, answerOf(item));
    });
  },
};

function answerOf(item: DataNode): Answer {
  const everyone = member(item, 'fields', 'everyone') ?? member(item, 'fields', 'active');
  const decided = booleanAt(everyone);
  if (decided !== null) return { state: decided ? 'on' : 'off', value: `${decided}`, at: everyone?.range ?? null };
  return textAt(item, 'model') === 'waffle.flag' ? varies : unknown;
}
