/** What Unleash exports and starts from: https://docs.getunleash.io/reference/deploy/import-export. A copy of what the server has. */
import type { FlagDefinition } from '../../model/production.ts';
import { itemsOf, member, scalarOf, textAt, type DataNode } from '../text/dataTree.ts';
import { booleanAt, definition, hasItems, unknown, varies, type Answer, type FlagFormat } from './format.ts';

export const unleashFormat: FlagFormat = {
  name: 'Unleash export',
  provider: 'unleash',
  files: ['**/*unleash*.{json,yaml,yml}', '**/feature*toggles*.json'],
  complete: false,
  read(root) {
    const features = itemsOf(member(root, 'features'));
    const isFeature = (feature: DataNode): boolean =>
      textAt(feature, 'name') !== null && (member(feature, 'strategies') !== null || member(feature, 'type') !== null);
    if (features.length === 0 || !features.every(isFeature)) return null;
    return features.flatMap((feature): FlagDefinition[] => {
      const name = scalarOf(member(feature, 'name'));
      return name === null ? [] : definition(name.value ?? '', name.range, answerOf(feature));
    });
  },
};

function answerOf(feature: DataNode): Answer {
  const enabled = member(feature, 'enabled');
  const isEnabled = booleanAt(enabled);
  if (isEnabled === null) return unknown;
  if (!isEnabled) return { state: 'off', value: 'false', at: enabled?.range ?? null };
  if (hasItems(member(feature, 'variants'))) return varies;
  const strategies = itemsOf(member(feature, 'strategies'));
  // Nothing after the switch asks who it is.
  const forAll = (strategy: DataNode): boolean =>
    !hasItems(member(strategy, 'constraints')) &&
    !hasItems(member(strategy, 'segments')) &&
    !hasItems(member(strategy, 'variants')) &&
    (textAt(strategy, 'name') === 'default' ||
      (textAt(strategy, 'name') === 'flexibleRollout' && textAt(strategy, 'parameters', 'rollout') === '100'));
  if (strategies.length > 0 && !strategies.some(forAll)) return varies;
  return { state: 'on', value: 'true', at: enabled?.range ?? null };
}
