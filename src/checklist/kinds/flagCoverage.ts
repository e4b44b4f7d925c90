/** Whether new behaviour stands behind a flag, on the paths where the profile wants that. */
import { unflaggedChange } from '../../rules/flags/unflagged-change.ts';
import { isOutside, requirementFor } from '../../rules/flags/required.ts';
import { changedSources, counted, findingsBy } from '../changedCode.ts';
import type { ItemKind } from '../kind.ts';

export const flagCoverageItems: ItemKind = {
  name: 'flag-coverage',
  place: 30,
  items(context) {
    const { profile, severityOf } = context;
    const sources = changedSources(context).filter(
      ({ context: { path } }) => !isOutside(path) && requirementFor(profile, path) !== null,
    );
    const [first] = sources;
    if (first === undefined) return [];
    const wanted = requirementFor(profile, first.context.path);
    const findings = findingsBy(context, unflaggedChange);
    const isOff = sources.some(({ context: { path } }) => severityOf(unflaggedChange, path) === 'off');
    const detail =
      findings.length > 0
        ? `${findings[0]?.message ?? ''}${findings.length > 1 ? ` (and ${findings.length - 1} more)` : ''}`
        : isOff
          ? `the rule ${unflaggedChange.id} is off`
          : `${counted(sources.length, 'changed file')}: nothing new runs without one`;
    return [
      {
        kind: 'automatic',
        id: 'flag-coverage',
        title: 'New behaviour is behind a flag where the profile wants one',
        detail,
        state: findings.length > 0 ? 'fail' : isOff ? 'unknown' : 'pass',
        required: true,
        service: null,
        evidence: [
          ...findings.map(({ file, range }) => ({ file, range, label: 'runs without a flag' })),
          ...(wanted === null ? [] : [wanted]),
        ],
        about: sources.map(({ file }) => file.change),
      },
    ];
  },
};
