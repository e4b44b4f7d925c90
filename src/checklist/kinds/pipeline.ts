/** Changes to what stands between a change and production. */
import { pipelineSystem } from '../../knowledge/pipelines.ts';
import { listed } from '../changedCode.ts';
import type { ItemKind } from '../kind.ts';
import { changeEvidence, profileEvidence } from '../places.ts';

export const pipelineItems: ItemKind = {
  name: 'pipeline',
  place: 90,
  items({ files, profile }) {
    const changed = files.flatMap(({ change }) => {
      const system = pipelineSystem(change.path) ?? pipelineSystem(change.oldPath);
      return system === null ? [] : [{ change, system }];
    });
    if (changed.length === 0) return [];
    const gates = (profile?.value.pipeline?.pullRequest?.gates ?? []).flatMap((gate) =>
      typeof gate === 'string' ? [gate] : Object.keys(gate),
    );
    const wanted = gates.length === 0 ? '' : ` for ${listed(gates, 8)}`;
    return [
      {
        kind: 'automatic',
        id: 'pipeline',
        title: `The pipeline still stops what must not reach production`,
        detail: `${listed(changed.map(({ change }) => change.path))} changed: a person looks${wanted}`,
        state: 'unknown',
        required: true,
        service: null,
        evidence: [
          ...changed.map(({ change, system }) => changeEvidence(change, system)),
          ...(profile === null || gates.length === 0
            ? []
            : profileEvidence(profile, ['pipeline', 'pullRequest', 'gates'], 'the profile wants these gates')),
        ],
        about: changed.map(({ change }) => change),
      },
    ];
  },
};
