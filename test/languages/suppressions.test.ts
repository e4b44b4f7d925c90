import assert from 'node:assert/strict';
import { parseSuppression } from '../../src/model/suppression.ts';
import { at, factsOf } from './render.ts';
import type { Name } from './render.ts';

const lines = async (name: Name, text: string): Promise<string[]> =>
  (await factsOf(name, text)).suppressions.map(
    ({ rules, reason, target }) => `${rules.join(' ')} (${reason}) → ${at(text, target)?.trim()}`,
  );

describe('a prodaware-ignore comment', () => {
  it('names rules and gives a reason', () => {
    const cases: [string, ReturnType<typeof parseSuppression>][] = [
      ['# prodaware-ignore swallowed-error: known', { rules: ['swallowed-error'], reason: 'known' }],
      ['// prodaware-ignore a, b: x: y', { rules: ['a', 'b'], reason: 'x: y' }],
      ['/* prodaware-ignore a: x */', { rules: ['a'], reason: 'x' }],
      ['<!-- prodaware-ignore a: x -->', { rules: ['a'], reason: 'x' }],
      ['; prodaware-ignore a', { rules: ['a'], reason: null }],
      ['# prodaware-ignore a:', { rules: ['a'], reason: null }],
      ['# prodaware-ignore', { rules: [], reason: null }],
      ['# prodaware-ignored a: x', null],
      ['# see prodaware-ignore a: x', null],
      ['# something else', null],
    ];
    for (const [comment, expected] of cases) assert.deepEqual(parseSuppression(comment), expected, comment);
  });

  it('speaks of its own line, or of the next line with code', async () => {
    assert.deepEqual(
      await lines(
        'python',
        'try:\n    a()\nexcept X:  # prodaware-ignore swallowed-error: own line\n    pass\n# prodaware-ignore one: next\n\n# another comment\nb()\ns = "# prodaware-ignore two: a string"\n# prodaware-ignore last: nothing follows\n',
      ),
      [
        'swallowed-error (own line) → except X:  # prodaware-ignore swallowed-error: own line',
        'one (next) → b()',
        'last (nothing follows) → ',
      ],
    );
    assert.deepEqual(
      await lines(
        'tsx',
        'try { a(); }\n// prodaware-ignore one: next\ncatch {}\n/* prodaware-ignore two: same */ b();\nconst c = (\n  <D>\n    {/* prodaware-ignore three: in JSX */}\n    <E onClick={() => f()} />\n  </D>\n);\r\n/*\n * prodaware-ignore four: in a block\n */\r\ng();\n',
      ),
      [
        'one (next) → catch {}',
        'two (same) → /* prodaware-ignore two: same */ b();',
        'three (in JSX) → <E onClick={() => f()} />',
        'four (in a block) → g();',
      ],
    );
  });
});
