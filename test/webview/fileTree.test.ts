import assert from 'node:assert/strict';
import { listRows, treeRows, type Row } from '../../src/webview/fileTree.ts';
import { noFilters, shownFiles } from '../../src/webview/filters.ts';
import { file, hunk, review } from './reviews.ts';

const paths = ['README.md', 'deploy/app.service', 'services/web/src/app.ts', 'services/web/src/pages/home.ts'];
const files = shownFiles(review(...paths.map((path) => file(path, [hunk(path)]))), noFilters, new Set());

function drawn(rows: readonly Row[]): string[] {
  return rows.map(({ kind, depth, name }) => `${'  '.repeat(depth)}${name}${kind === 'folder' ? '/' : ''}`);
}

describe('the files of a review', () => {
  it('are a list in their order', () => {
    assert.deepEqual(drawn(listRows(files)), ['README.md', 'app.service', 'app.ts', 'home.ts']);
  });

  it('are a tree in which folders that hold one folder share a row', () => {
    assert.deepEqual(drawn(treeRows(files, new Set())), [
      'deploy/',
      '  app.service',
      'services/web/src/',
      '  pages/',
      '    home.ts',
      '  app.ts',
      'README.md',
    ]);
  });

  it('are hidden in a folder that is closed', () => {
    assert.deepEqual(drawn(treeRows(files, new Set(['services/web/src/']))), [
      'deploy/',
      '  app.service',
      'services/web/src/',
      'README.md',
    ]);
  });
});
