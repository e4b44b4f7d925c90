/** What the profile asks of whoever makes a change. */
import { globMatcher } from '../../model/glob.ts';
import type { ItemKind, ManualDraft } from '../kind.ts';
import { changeEvidence, profileEvidence } from '../places.ts';

export const profileItems: ItemKind = {
  name: 'profile',
  place: 120,
  items({ files, profile }) {
    if (profile === null) return [];
    return (profile.value.checklist ?? []).flatMap(({ id, text, paths }, index): ManualDraft[] => {
      const { matches } = paths === undefined ? { matches: () => true } : globMatcher(paths);
      const own = files.filter(({ change }) => matches(change.path) || matches(change.oldPath));
      if (own.length === 0) return [];
      return [
        {
          kind: 'manual',
          id: `profile:${id}`,
          title: text,
          detail: '',
          required: true,
          service: null,
          evidence: [
            ...(paths === undefined ? [] : own.map(({ change }) => changeEvidence(change, 'changed here'))),
            ...profileEvidence(profile, ['checklist', index]),
          ],
          about: own.map(({ change }) => change),
        },
      ];
    });
  },
};
