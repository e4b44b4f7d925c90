/** GO Feature Flag: https://gofeatureflag.org/docs/configure_flag/create-flags */
import { entriesOf, member, textAt, type DataNode } from '../text/dataTree.ts';
import {
  always,
  booleanAt,
  definition,
  hasItems,
  onlyShare,
  unknown,
  varies,
  type Answer,
  type FlagFormat,
} from './format.ts';

export const goFeatureFlagFormat: FlagFormat = {
  name: 'GO Feature Flag',
  provider: 'go-feature-flag',
  files: [
    '**/flags.{yaml,yml,json,toml}',
    '**/*.goff.{yaml,yml,json,toml}',
    '**/flag*config*.{yaml,yml,json,toml}',
    '**/goff*.{yaml,yml,json,toml}',
  ],
  complete: true,
  read(root) {
    const entries = entriesOf(root);
    const isFlag = (flag: DataNode): boolean =>
      member(flag, 'variations')?.kind === 'map' && member(flag, 'defaultRule')?.kind === 'map';
    if (entries.length === 0 || !entries.every(({ value }) => isFlag(value))) return null;
    return entries.flatMap(({ key, keyRange, value }) => definition(key, keyRange, answerOf(value)));
  },
};

function answerOf(flag: DataNode): Answer {
  const disabled = member(flag, 'disable');
  if (booleanAt(disabled) === true) return { state: 'disabled', value: null, at: disabled?.range ?? null };
  const changing = ['targeting', 'scheduledRollout', 'experimentation'];
  const rule = member(flag, 'defaultRule');
  if (changing.some((name) => hasItems(member(flag, name))) || member(rule, 'progressiveRollout') !== null)
    return varies;
  const shares = entriesOf(member(rule, 'percentage')).map(({ key, value }) => ({
    name: key,
    weight: Number(value.kind === 'scalar' ? (value.value ?? '0') : '0'),
  }));
  const name = textAt(rule, 'variation') ?? onlyShare(shares);
  if (name === null) return shares.length > 0 ? varies : unknown;
  return { ...always(member(flag, 'variations', name)), at: rule?.range ?? null };
}
