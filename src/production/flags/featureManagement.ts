/** Feature management in `appsettings*.json`: https://learn.microsoft.com/azure/azure-app-configuration/feature-management-dotnet-reference. Other sources of settings may add to it. */
import type { FlagDefinition } from '../../model/production.ts';
import { entriesOf, itemsOf, member, scalarOf, textAt, type DataNode } from '../text/dataTree.ts';
import { always, booleanAt, definition, hasItems, unknown, varies, type Answer, type FlagFormat } from './format.ts';

export const featureManagementFormat: FlagFormat = {
  name: 'feature management settings',
  provider: 'feature-management',
  files: ['**/appsettings*.json'],
  complete: false,
  read(root) {
    const plain = entriesOf(member(root, 'FeatureManagement') ?? member(root, 'feature_management'));
    const listed = itemsOf(
      member(root, 'feature_management', 'feature_flags') ?? member(root, 'FeatureManagement', 'feature_flags'),
    );
    if (plain.length === 0 && listed.length === 0) return null;
    return [
      ...plain
        .filter(({ key }) => key !== 'feature_flags')
        .flatMap(({ key, keyRange, value }): FlagDefinition[] => definition(key, keyRange, plainAnswer(value))),
      ...listed.flatMap((flag): FlagDefinition[] => {
        const id = scalarOf(member(flag, 'id'));
        return id === null ? [] : definition(id.value ?? '', id.range, listedAnswer(flag));
      }),
    ];
  },
};

function plainAnswer(value: DataNode): Answer {
  if (value.kind === 'scalar') return always(value);
  const filters = itemsOf(member(value, 'EnabledFor'));
  if (filters.length === 0) return { state: 'off', value: 'false', at: value.range };
  const [only] = filters;
  const name = textAt(only ?? null, 'Name') ?? '';
  const everybody =
    /^AlwaysOn$/i.test(name) || (name.endsWith('Percentage') && textAt(only ?? null, 'Parameters', 'Value') === '100');
  return filters.length === 1 && everybody ? { state: 'on', value: 'true', at: value.range } : varies;
}

function listedAnswer(flag: DataNode): Answer {
  const enabled = member(flag, 'enabled');
  const isEnabled = booleanAt(enabled);
  if (isEnabled === null) return unknown;
  if (isEnabled && (hasItems(member(flag, 'conditions', 'client_filters')) || hasItems(member(flag, 'variants'))))
    return varies;
  return { state: isEnabled ? 'on' : 'off', value: `${isEnabled}`, at: enabled?.range ?? null };
}
