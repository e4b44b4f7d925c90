/** flagd: https://flagd.dev/reference/flag-definitions. Also what a `FeatureFlag` of the OpenFeature operator holds. */
import type { FlagDefinition } from '../../model/production.ts';
import { entriesOf, itemsOf, member, textAt, textOf, type DataNode } from '../text/dataTree.ts';
import { always, definition, hasItems, onlyShare, unknown, varies, type Answer, type FlagFormat } from './format.ts';

export const flagdFormat: FlagFormat = {
  name: 'flagd',
  provider: 'openfeature',
  files: [
    '**/flags.{json,yaml,yml}',
    '**/*.flagd.{json,yaml,yml}',
    '**/flagd*.{json,yaml,yml}',
    '**/*{featureflag,feature-flag,feature_flag}*.{json,yaml,yml}',
  ],
  complete: true,
  read(root) {
    const flags = member(root, 'flags') ?? member(root, 'spec', 'flagSpec', 'flags') ?? null;
    const entries = entriesOf(flags);
    // A manifest of LaunchDarkly or of the OpenFeature tools has other members.
    if (entries.length === 0 || !entries.every(({ value }) => isFlag(value))) return null;
    return entries.flatMap(({ key, keyRange, value }): FlagDefinition[] => definition(key, keyRange, answerOf(value)));
  },
};

function isFlag(flag: DataNode): boolean {
  return member(flag, 'variants')?.kind === 'map' && textAt(flag, 'state') !== null;
}

function answerOf(flag: DataNode): Answer {
  const state = member(flag, 'state');
  if (/^disabled$/i.test(textOf(state) ?? '')) return { state: 'disabled', value: null, at: state?.range ?? null };
  const variants = member(flag, 'variants');
  const targeting = member(flag, 'targeting');
  const entries = entriesOf(variants);
  if (entries.length === 1) return always(entries[0]?.value ?? null);
  const name = hasItems(targeting) ? onlyVariant(targeting) : textAt(flag, 'defaultVariant');
  if (name === null) return hasItems(targeting) ? varies : unknown;
  const answer = always(member(variants, name));
  const shown = hasItems(targeting) ? targeting : member(flag, 'defaultVariant');
  return { ...answer, at: shown?.range ?? null };
}

/** `{"fractional": [["on", 100], ["off", 0]]}` gives everybody the same. */
function onlyVariant(targeting: DataNode | null): string | null {
  const entries = entriesOf(targeting);
  if (entries.length !== 1 || entries[0]?.key !== 'fractional') return null;
  const shares = itemsOf(entries[0].value).flatMap((item) => {
    const [name = null, weight = null] = itemsOf(item);
    const text = textOf(name);
    return text === null ? [] : [{ name: text, weight: Number(textOf(weight) ?? '1') }];
  });
  return onlyShare(shares);
}
