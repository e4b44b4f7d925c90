/** What the profile asks of whoever changes a file. */
import assert from 'node:assert/strict';
import { reviewChange } from '../../support/memoryRepository.ts';

const profile = `version: 1
architecture: { notes: [{ paths: ["billing/**"], note: frozen since the migration }] }
compliance: { approvals: [{ paths: ["billing/**"], by: payments }] }
consumers: [{ contract: "proto/*.proto", usedBy: [app] }]
`;
const lines = (first: number, last: number): string => `A = ${first}\n${'B = 2\n'.repeat(20)}C = ${last}\n`;

describe('what the profile asks', () => {
  it('is asked once for a file, and holds for each of its hunks', async () => {
    const review = await reviewChange({
      'prodaware.yaml': profile,
      'before:billing/tax.py': lines(1, 3),
      'billing/tax.py': lines(4, 5),
    });
    const [file] = review.files;
    assert.deepEqual(
      file?.hunks.map(({ verdict }) => verdict),
      ['ask', 'ask'],
    );
    assert.deepEqual(
      file?.findings.map(({ rule, message, evidence }) => [rule, message, evidence[0]?.file]),
      [
        ['approval-required', 'needs the approval of payments', 'prodaware.yaml'],
        ['frozen-module-changed', 'frozen since the migration', 'prodaware.yaml'],
      ],
    );
  });

  it('is asked of files that are gone, and of contracts that globs name', async () => {
    const review = await reviewChange({
      'prodaware.yaml': profile,
      'before:billing/tax.py': 'A = 1\n',
      'before:proto/orders.proto': 'message Order {\n}\n',
      'proto/orders.proto': 'message Order {\n  string id = 1;\n}\n',
    });
    assert.deepEqual(
      review.files.map(({ change, verdict, findings }) => [
        change.path,
        verdict,
        findings.map(({ message }) => message),
      ]),
      [
        ['billing/tax.py', 'ask', ['needs the approval of payments', 'frozen since the migration']],
        ['proto/orders.proto', 'ask', ['used by app: ask whether they can work with it']],
      ],
    );
  });
});
