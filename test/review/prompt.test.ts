import assert from 'node:assert/strict';
import type { Production } from '../../src/model/production.ts';
import type { VerdictReason } from '../../src/model/review.ts';
import { promptOf } from '../../src/review/prompt.ts';

/** Of a production that says nothing. */
function firstLine(reasons: readonly VerdictReason[]): string {
  const production = { services: [] } as unknown as Production; // all that a prompt asks of it here
  const parts = { path: 'app.py', diff: '@@ -1 +1 @@\n-a\n+b', reasons, production, profile: null, textOf: () => null };
  return promptOf(parts).split('\n')[0] ?? '';
}

describe('what an assistant is told of a hunk', () => {
  it('is not to mend what nobody finds fault with', () => {
    assert.match(firstLine([]), /^Look again at this change in app\.py\. No rule finds a fault/);
  });

  it('is to look again where a person has to decide', () => {
    assert.equal(
      firstLine([{ verdict: 'ask', text: 'needs approval of payments', finding: null }]),
      'Look again at this change in app.py, with what production needs in mind:',
    );
  });
});
