import assert from 'node:assert/strict';
import fc from 'fast-check';
import picomatch from 'picomatch';
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

  it('match what they match without a look at the path before', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      'ab',
      '.',
      '-',
      '*',
      '**',
      '?',
      '/',
      '[ab]',
      '[!a]',
      '[',
      '{a,b}',
      '{a}',
      '{b,}',
    );
    const odd = fc.constantFrom('{a..c}', '!', '\\', '+', '"', '(a|b)', '{', '}', ']', '$', '^', ' ', '@', ',');
    const pattern = fc.array(fc.oneof({ weight: 4, arbitrary: piece }, odd), { minLength: 1, maxLength: 7 });
    const segment = fc.stringMatching(/^[ab.{},[\]!+ c-]{1,4}$/);
    const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
    fc.assert(
      fc.property(
        pattern.map((pieces) => pieces.join('').replace(/\/+$/, '*')),
        fc.array(path, { minLength: 1, maxLength: 20 }),
        (glob, paths) => {
          const { matches, refused } = globMatcher([`a/${glob}`, `**/${glob}`]);
          fc.pre(refused.length === 0);
          const plain = picomatch([`a/${glob}`, `**/${glob}`], { dot: true, noextglob: true, nocase: false });
          for (const one of paths) assert.equal(matches(one), plain(one), `${glob} on ${one}`);
        },
      ),
      { numRuns: 500 },
    );
  });
});
