/** FF4J's initial features: https://github.com/ff4j/ff4j/wiki/Core-Concepts. What its store says later is not here. */
import type { FlagDefinition } from '../../model/production.ts';
import { itemsOf, member, scalarOf, type DataNode } from '../text/dataTree.ts';
import { definition, unknown, type FlagFormat } from './format.ts';

const mostDepth = 6;

export const ff4jFormat: FlagFormat = {
  name: 'FF4J features',
  provider: 'ff4j',
  files: ['**/ff4j*.{xml,yaml,yml}'],
  complete: true,
  read(root) {
    const found: FlagDefinition[] = [];
    collect(root, found, 0);
    return found.length === 0 ? null : found;
  },
};

/** Features stand alone, in lists and in groups. */
function collect(node: DataNode, found: FlagDefinition[], depth: number): void {
  if (depth > mostDepth) return;
  if (node.kind === 'list') for (const item of itemsOf(node)) collect(item, found, depth + 1);
  if (node.kind !== 'map') return;
  const uid = scalarOf(member(node, 'uid') ?? member(node, '@uid'));
  const enable = member(node, 'enable') ?? member(node, '@enable');
  if (uid !== null && enable !== null) {
    found.push(...definition(uid.value ?? '', uid.range, unknown));
    return;
  }
  for (const { value } of node.entries.values()) collect(value, found, depth + 1);
}
