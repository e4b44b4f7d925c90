/** Whether what calls other systems can be turned off, where the profile requires that. */
import { missingKillSwitch } from '../../rules/flags/missing-kill-switch.ts';
import { isOutside, requirementFor } from '../../rules/flags/required.ts';
import { changedSources, counted, findingsBy, isChanged } from '../changedCode.ts';
import type { ItemKind } from '../kind.ts';
import { profileEvidence } from '../places.ts';

export const killSwitchItems: ItemKind = {
  name: 'kill-switches',
  place: 32,
  items(context) {
    const { profile, severityOf } = context;
    if (profile?.value.rollout?.killSwitches !== 'required') return [];
    const calls = changedSources(context)
      .filter(({ context: { path } }) => !isOutside(path))
      .flatMap((source) =>
        source.facts.outboundCalls
          .filter(({ kind, range }) => kind !== 'database' && kind !== 'cache' && isChanged(source.file, range))
          .map(({ range }) => ({ file: source.context.path, range, source })),
      );
    if (calls.length === 0) return [];
    const findings = findingsBy(context, missingKillSwitch);
    const unseen = calls.filter(
      ({ file }) => requirementFor(profile, file) === null || severityOf(missingKillSwitch, file) === 'off',
    );
    const detail =
      findings.length > 0
        ? findings.map(({ message }) => message).join('; ')
        : unseen.length > 0
          ? `${counted(unseen.length, 'changed call')} on paths that flags.require does not name`
          : `${counted(calls.length, 'changed call')} to other systems`;
    return [
      {
        kind: 'automatic',
        id: 'kill-switches',
        title: 'Changed calls to other systems can be turned off',
        detail,
        state: findings.length > 0 ? 'fail' : unseen.length > 0 ? 'unknown' : 'pass',
        required: true,
        service: null,
        evidence: [
          ...(findings.length > 0 ? findings : calls).map(({ file, range }) => ({ file, range, label: 'the call' })),
          ...profileEvidence(profile, ['rollout', 'killSwitches'], 'the profile wants a switch'),
        ],
        about: [...new Set(calls.map(({ source }) => source.file.change))],
      },
    ];
  },
};
