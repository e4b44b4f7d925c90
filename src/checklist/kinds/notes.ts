/** What the profile says that whoever changes these files must know. */
import { globMatcher } from '../../model/glob.ts';
import type { ItemKind, ManualDraft } from '../kind.ts';
import { changeEvidence, profileEvidence } from '../places.ts';
import { slug } from '../slug.ts';

export const noteItems: ItemKind = {
  name: 'note',
  place: 110,
  items({ files, profile }) {
    if (profile === null) return [];
    return (profile.value.architecture?.notes ?? []).flatMap(({ paths, note }, index): ManualDraft[] => {
      const { matches } = globMatcher(paths);
      const own = files.filter(({ change }) => matches(change.path) || matches(change.oldPath));
      if (own.length === 0) return [];
      return [
        {
          kind: 'manual',
          id: `note:${slug(note)}`,
          title: `${paths.join(', ')}: ${note}`,
          detail: '',
          required: true,
          service: null,
          evidence: [
            ...own.map(({ change }) => changeEvidence(change, 'changed here')),
            ...profileEvidence(profile, ['architecture', 'notes', index]),
          ],
          about: own.map(({ change }) => change),
        },
      ];
    });
  },
};
