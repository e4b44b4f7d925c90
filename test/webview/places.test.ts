import assert from 'node:assert/strict';
import { noFilters, shownFiles } from '../../src/webview/filters.ts';
import { findingPlaces, hunkPlaces, nextPlace } from '../../src/webview/places.ts';
import type { Current } from '../../src/webview/state.ts';
import { file, finding, hunk, review } from './reviews.ts';

const files = shownFiles(
  review(
    file('a.py', [hunk('a#1'), hunk('a#2', 'fix-first', [finding('first'), finding('second')])]),
    file('b.py', [hunk('b#1')], { findings: [finding('loose')] }),
  ),
  noFilters,
  new Set(),
);

function walk(places: readonly Current[], step: 1 | -1, from: Current | null): string[] {
  const seen: string[] = [];
  for (let at = nextPlace(places, from, files, step); at; at = nextPlace(places, at, files, step)) {
    seen.push(at.finding ?? at.hunk ?? at.path);
  }
  return seen;
}

describe('going through a review', () => {
  it('visits every hunk once, in both directions', () => {
    assert.deepEqual(walk(hunkPlaces(files), 1, null), ['a#1', 'a#2', 'b#1']);
    assert.deepEqual(walk(hunkPlaces(files), -1, null), ['b#1', 'a#2', 'a#1']);
  });

  it('visits every finding once, also those outside of hunks', () => {
    assert.deepEqual(walk(findingPlaces(files), 1, null), ['first', 'second', 'loose']);
    assert.deepEqual(walk(findingPlaces(files), -1, null), ['loose', 'second', 'first']);
  });

  it('goes from a finding to the next hunk, and from a hunk to its findings', () => {
    const within = { path: 'a.py', hunk: 'a#2', finding: 'first' };
    assert.deepEqual(walk(hunkPlaces(files), 1, within), ['b#1']);
    assert.deepEqual(walk(findingPlaces(files), 1, { path: 'a.py', hunk: 'a#2', finding: null }), [
      'first',
      'second',
      'loose',
    ]);
  });

  it('starts at the file that was clicked', () => {
    assert.deepEqual(walk(hunkPlaces(files), 1, { path: 'b.py', hunk: null, finding: null }), ['b#1']);
  });
});
