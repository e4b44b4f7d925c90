import assert from 'node:assert/strict';
import { globMatcher } from '../../src/model/glob.ts';

describe('globs of a profile', () => {
  it('match as in .gitignore: a bare name anywhere, a folder with all below it', () => {
    const { matches } = globMatcher(['*.min.js', 'vendor/', 'src/checkout/**']);
    assert.equal(matches('deep/down/a.min.js'), true);
    assert.equal(matches('vendor/lib/x.py'), true);
    assert.equal(matches('src/checkout/pay.ts'), true);
    assert.equal(matches('src/basket/pay.ts'), false);
  });

  it('are refused where matching them could take for ever, and the others still match', () => {
    const heavy = '*a*a*a*a*a*a*a*a*a*b';
    const { matches, refused } = globMatcher([heavy, 'dist/**', '']);
    assert.deepEqual(
      refused.map(({ pattern }) => pattern),
      [heavy, ''],
    );
    assert.equal(matches('dist/a.js'), true);
    assert.equal(matches('a'.repeat(200)), false);
  });
});
