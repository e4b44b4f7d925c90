/** Flipt, declared in files: https://docs.flipt.io/configuration/storage */
import type { FlagDefinition } from '../../model/production.ts';
import { itemsOf, member, scalarOf, textAt, textOf, type DataNode } from '../text/dataTree.ts';
import { booleanAt, definition, hasItems, unknown, varies, type Answer, type FlagFormat } from './format.ts';

export const fliptFormat: FlagFormat = {
  name: 'Flipt',
  provider: 'flipt',
  files: ['**/features.{yaml,yml}', '**/*.features.{yaml,yml}', '**/features.json'],
  complete: true,
  read(root) {
    const flags = itemsOf(member(root, 'flags'));
    const isFlag = (flag: DataNode): boolean => textAt(flag, 'key') !== null && member(flag, 'name') !== null;
    if (flags.length === 0 || !flags.every(isFlag)) return null;
    return flags.flatMap((flag): FlagDefinition[] => {
      const key = scalarOf(member(flag, 'key'));
      return key === null ? [] : definition(key.value ?? '', key.range, answerOf(flag));
    });
  },
};

function answerOf(flag: DataNode): Answer {
  const enabled = member(flag, 'enabled');
  const isOn = booleanAt(enabled) === true;
  if (!(textAt(flag, 'type') ?? '').startsWith('BOOLEAN')) {
    if (!isOn) return { state: 'off', value: null, at: enabled?.range ?? flag.range };
    return hasItems(member(flag, 'rules')) ? varies : unknown;
  }
  const rollouts = itemsOf(member(flag, 'rollouts'));
  const only = rollouts.length === 1 ? (rollouts[0] ?? null) : null;
  if (rollouts.length > 0) {
    const percentage = member(only, 'threshold', 'percentage');
    if (Number(textOf(percentage) ?? '0') !== 100) return varies;
    const value = booleanAt(only, 'threshold', 'value') ?? true;
    return { state: value ? 'on' : 'off', value: `${value}`, at: percentage?.range ?? null };
  }
  return { state: isOn ? 'on' : 'off', value: `${isOn}`, at: enabled?.range ?? flag.range };
}
