/** Who has to approve the change, as the profile says. */
import { globMatcher } from '../../model/glob.ts';
import type { ItemDraft, ItemKind } from '../kind.ts';
import { changeEvidence, profileEvidence } from '../places.ts';
import { slug } from '../slug.ts';

export const approvalItems: ItemKind = {
  name: 'approval',
  place: 100,
  items({ files, profile, reached }) {
    if (profile === null) return [];
    const items: ItemDraft[] = [];
    const rows = profile.value.compliance?.approvals ?? [];
    for (const [index, { paths, by, reason }] of rows.entries()) {
      const { matches } = globMatcher(paths);
      const own = files.filter(({ change }) => matches(change.path) || matches(change.oldPath));
      if (own.length === 0) continue;
      // Rows of one team are told apart by where they stand among them, also by those that this change does not touch.
      const earlier = rows.slice(0, index).filter((row) => row.by === by).length;
      items.push({
        kind: 'manual',
        id: `approval:${slug(by ?? 'somebody')}${earlier === 0 ? '' : `:${earlier + 1}`}`,
        title: `${by ?? 'Somebody who may'} approved the change of ${paths.join(', ')}`,
        detail: reason ?? '',
        required: true,
        service: null,
        evidence: [
          ...own.map(({ change }) => changeEvidence(change, 'needs approval')),
          ...profileEvidence(profile, ['compliance', 'approvals', index]),
        ],
        about: own.map(({ change }) => change),
      });
    }
    if (profile.value.pipeline?.production?.approval === 'required' && reached.length > 0) {
      items.push({
        kind: 'manual',
        id: 'approval:production',
        title: 'Whoever approves the production deploy knows of this change',
        detail: 'the pipeline asks for the approval itself, before the deploy',
        required: false,
        service: null,
        evidence: profileEvidence(profile, ['pipeline', 'production', 'approval']),
        about: files.map(({ change }) => change),
      });
    }
    return items;
  },
};
