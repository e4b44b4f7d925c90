/** The profile says who has to approve a change of this file. */
import { defineRule } from '../../model/rule.ts';
import { askingDraft, touches } from '../asked.ts';
import { changeOf } from '../changeExamples.ts';

const profile =
  'version: 1\ncompliance:\n  approvals:\n    - { paths: ["payments/**"], by: payments team, reason: audited under PCI DSS }\n';

export const approvalRequired = defineRule({
  id: 'approval-required',
  area: 'compliance',
  severity: 'information',
  scope: 'change',
  summary: 'A file changes that may only change with the approval of somebody.',
  why:
    'Whoever audits a company asks who approved a change of what handles money, access or personal data. ' +
    '`compliance.approvals` of the profile says which files these are and who approves them.\n\n' +
    'A review asks for each of them: whether the approval is there, only a person can say. The checklist has the same ' +
    'approval as an item, which is answered once.',
  fixes: 'There is none: somebody has to approve it.',
  examples: {
    python: {
      bad: changeOf('payments/refund.py', 'LIMIT = 100\n', '[|LIMIT = 500|]\n', { 'prodaware.yaml': profile }),
      good: changeOf('shop/cart.py', 'LIMIT = 100\n', 'LIMIT = 500\n', { 'prodaware.yaml': profile }),
    },
  },
  check({ files, profile: loaded }) {
    return (loaded?.value.compliance?.approvals ?? []).flatMap(({ paths, by, reason }, index) =>
      files.flatMap((file) => {
        if (loaded === null || !touches(paths, file.change)) return [];
        const message = `needs the approval of ${by ?? 'somebody'}${reason === undefined ? '' : `: ${reason}`}`;
        return [askingDraft(file, loaded, ['compliance', 'approvals', index], message)];
      }),
    );
  },
});
