/** Names that a profile may use for rules and launchers. */
import { readers } from '../production/launchers/index.ts';
import { rules } from '../rules/index.ts';
import type { KnownNames } from './scope.ts';

export const knownNames: KnownNames = {
  rules: rules.map((rule) => rule.id),
  launchers: readers.map((reader) => reader.name),
};
