/** Flags of LaunchDarkly in a file: https://launchdarkly.com/docs/sdk/features/flags-from-files. Usually a copy for tests and for work without a network. */
import type { FlagDefinition } from '../../model/production.ts';
import { entriesOf, itemsOf, member, textAt, type DataNode } from '../text/dataTree.ts';
import { always, booleanAt, definition, hasItems, unknown, varies, type Answer, type FlagFormat } from './format.ts';

export const launchDarklyFormat: FlagFormat = {
  name: 'LaunchDarkly file data',
  provider: 'launchdarkly',
  files: [
    '**/flags.{json,yaml,yml}',
    '**/flagdata.{json,yaml,yml}',
    '**/flag-data.{json,yaml,yml}',
    '**/*launchdarkly*.{json,yaml,yml}',
    '**/.launchdarkly/*.json',
  ],
  complete: false,
  read(root) {
    const values = entriesOf(member(root, 'flagValues'));
    const flags = entriesOf(member(root, 'flags')).filter(({ value }) => member(value, 'variations') !== null);
    if (values.length === 0 && flags.length === 0) return null;
    if (values.length === 0 && !flags.every(({ value }) => member(value, 'on') !== null)) return null;
    return [
      ...values.flatMap(({ key, keyRange }): FlagDefinition[] => definition(key, keyRange, unknown)),
      ...flags.flatMap(({ key, keyRange, value }): FlagDefinition[] => definition(key, keyRange, answerOf(value))),
    ];
  },
};

function answerOf(flag: DataNode): Answer {
  const variations = itemsOf(member(flag, 'variations'));
  const on = member(flag, 'on');
  if (booleanAt(on) === false) {
    const index = Number(textAt(flag, 'offVariation') ?? 'NaN');
    return { ...always(variations[index] ?? null), at: on?.range ?? null };
  }
  if (['rules', 'targets', 'contextTargets', 'prerequisites'].some((name) => hasItems(member(flag, name))))
    return varies;
  const index = textAt(flag, 'fallthrough', 'variation');
  if (index === null) return varies;
  return { ...always(variations[Number(index)] ?? null), at: member(flag, 'fallthrough')?.range ?? null };
}
