/** Whether the flags that changed code asks for exist, and still decide something. */
import type { Evidence } from '../../model/finding.ts';
import { questionsOf } from '../../rules/flags/questions.ts';
import { staleFlag } from '../../rules/flags/stale-flag.ts';
import { unknownFlag } from '../../rules/flags/unknown-flag.ts';
import { changedSources, findingsBy, isBlocking, isChanged, listed } from '../changedCode.ts';
import type { ItemKind } from '../kind.ts';
import { changeEvidence } from '../places.ts';

export const flagKeyItems: ItemKind = {
  name: 'flag-keys',
  place: 31,
  items(context) {
    const { after, files } = context;
    const asked = changedSources(context).flatMap((source) =>
      questionsOf(source.context)
        .filter(({ range }) => isChanged(source.file, range))
        .map((check) => ({ source, check })),
    );
    const manifests = files.filter(({ change }) =>
      [...after.flagManifests, ...context.before.flagManifests].some(
        ({ file }) => file === change.path || file === change.oldPath,
      ),
    );
    if (asked.length === 0 && manifests.length === 0) return [];
    const findings = [...findingsBy(context, unknownFlag), ...findingsBy(context, staleFlag)];
    const defined = new Map(
      after.flagManifests.flatMap(({ file, flags }) => flags.map(({ key, range }) => [key, { file, range }] as const)),
    );
    const keys = [...new Set(asked.flatMap(({ check }) => check.key ?? []))].sort();
    const unlisted = keys.filter((key) => !defined.has(key));
    const dynamic = asked.filter(({ check }) => check.key === null);
    const parts = [
      ...(findings.length > 0 ? [findings.map(({ message }) => message).join('; ')] : []),
      ...(keys.length > 0 ? [`asks for ${listed(keys)}`] : []),
      ...(findings.length === 0 && unlisted.length > 0 ? [`no manifest here lists ${listed(unlisted)}`] : []),
      ...(dynamic.length > 0 ? [`${dynamic.length} made at run time`] : []),
      ...(manifests.length > 0 ? [`${listed(manifests.map(({ change }) => change.path))} changed`] : []),
    ];
    const isOpen = unlisted.length > 0 || dynamic.length > 0 || asked.length === 0;
    const evidence: Evidence[] = [
      ...asked.map(({ source, check }) => ({
        file: source.context.path,
        range: check.keyRange ?? check.range,
        label: 'asked for here',
      })),
      ...keys.flatMap((key) => {
        const place = defined.get(key);
        return place === undefined ? [] : [{ ...place, label: 'defined here' }];
      }),
      ...manifests.map(({ change }) => changeEvidence(change, 'flags changed')),
    ];
    return [
      {
        kind: 'automatic',
        id: 'flag-keys',
        title: 'The flags that the change asks for exist',
        detail: parts.join('; '),
        state: findings.length > 0 ? 'fail' : isOpen ? 'unknown' : 'pass',
        required: findings.some(isBlocking),
        service: null,
        evidence,
        about: [...new Set([...asked.map(({ source }) => source.file), ...manifests])].map(({ change }) => change),
      },
    ];
  },
};
