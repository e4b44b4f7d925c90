import assert from 'node:assert/strict';
import { areasOf, countsOf, noFilters, safeFixes, shownFiles, type Filters } from '../../src/webview/filters.ts';
import { file, finding, hunk, review } from './reviews.ts';

const changes = review(
  file('services/app.py', [hunk('app#1', 'fix-first', [finding('a')]), hunk('app#2')]),
  file('deploy/app.service', [hunk('service#1', 'ask', [finding('b', 'launch', true)])]),
  file('logo.png', [], { note: 'binary', verdict: 'ask' }),
);

function shown(filters: Partial<Filters>, kept: readonly string[] = []): string[] {
  return shownFiles(changes, { ...noFilters, ...filters }, new Set(kept)).flatMap(({ file: { path }, hunks }) =>
    hunks.length === 0 ? [path] : hunks.map(({ id }) => id),
  );
}

describe('filters of a review', () => {
  it('show everything at first', () => {
    assert.deepEqual(shown({}), ['app#1', 'app#2', 'service#1', 'logo.png']);
  });

  it('show the hunks of some verdicts, and files without hunks by their own', () => {
    assert.deepEqual(shown({ verdicts: ['fix-first'] }), ['app#1']);
    assert.deepEqual(shown({ verdicts: ['ask'] }), ['service#1', 'logo.png']);
    assert.deepEqual(shown({ verdicts: ['fix-first', 'ask'] }), ['app#1', 'service#1', 'logo.png']);
  });

  it('show the hunks with findings of an area', () => {
    assert.deepEqual(shown({ area: 'launch' }), ['service#1']);
  });

  it('find all words in the path, in any order and case', () => {
    assert.deepEqual(shown({ path: 'PY serv' }), ['app#1', 'app#2']);
    assert.deepEqual(shown({ path: 'nothing' }), []);
  });

  it('hide what is kept, and a file of which all is', () => {
    assert.deepEqual(shown({ hidesKept: true }, ['app#1']), ['app#2', 'service#1', 'logo.png']);
    assert.deepEqual(shown({ hidesKept: true }, ['app#1', 'app#2', 'service#1']), ['logo.png']);
  });
});

describe('numbers of a review', () => {
  it('count hunks by verdict, and a file without hunks as one', () => {
    assert.deepEqual(countsOf(changes), { 'fix-first': 1, ask: 2, ship: 1 });
  });

  it('name the areas that there are', () => {
    assert.deepEqual(areasOf(changes), ['launch', 'logging']);
  });

  it('count a fault with a safe fix once, however many places show it', () => {
    const twice = { ...finding('x', 'launch', true), fault: 'one' };
    const other = { ...finding('y', 'launch', true), fault: 'one' };
    assert.equal(
      safeFixes(review(file('a', [hunk('a#1', 'ship', [twice])]), file('b', [hunk('b#1', 'ship', [other])]))),
      1,
    );
  });
});
