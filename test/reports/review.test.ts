import assert from 'node:assert/strict';
import { reviewMarkdown, reviewText } from '../../src/reports/review.ts';
import { reviewReport } from '../../src/reports/reviewJson.ts';
import { reviewChange, type Files } from '../support/memoryRepository.ts';

const before = `import logging

log = logging.getLogger(__name__)


def charge(card):
    try:
        return card.charge()
    except CardError:
        log.exception("charge failed")
        raise
`;
const after = `import logging

log = logging.getLogger(__name__)


def charge(card):
    try:
        return card.charge()
    except CardError:
        return None
`;
const files: Files = {
  Procfile: 'web: python app.py\n',
  'app.py': after,
  'before:app.py': before,
  'notes.md': 'new\n',
  'before:notes.md': 'old\n',
};
const textOf = (file: string, side?: 'before'): string | null =>
  (side === 'before' ? files[`before:${file}`] : files[file]) ?? null;

describe('the report of a review', () => {
  it('shows what to fix at its line, and names what can ship', async () => {
    const text = reviewText(await reviewChange(files), textOf);
    assert.match(text, /^fix first {2}app\.py {2}modified$/m);
    assert.match(text, /^app\.py:9:5 {2}warning {2}guard-removed$/m);
    assert.match(text, /^ship\n {2}notes\.md$/m);
    assert.match(text, /Fix first: production would lose what is said above\.\n$/);
  });

  it('says the same as Markdown', async () => {
    const text = reviewMarkdown(await reviewChange(files), textOf);
    assert.match(text, /^### `app\.py`: fix first$/m);
    assert.match(text, /^- \*\*warning\*\* `app\.py:9:5` /m);
    assert.match(text, /^1 file to ship\.$/m);
  });

  it('gives findings by file and hunk as JSON', async () => {
    const { verdict, files: reported } = reviewReport(await reviewChange(files), textOf, 0);
    assert.equal(verdict, 'fix-first');
    const [hunk] = reported.find(({ path }) => path === 'app.py')?.hunks ?? [];
    assert.deepEqual(hunk?.old, { start: 7, lines: 5 });
    assert.deepEqual(
      hunk?.removed.map(({ rule }) => rule),
      ['guard-removed'],
    );
    assert.deepEqual(hunk?.findings, []);
  });

  it('shows names and text of the repository without what they would do', async () => {
    const evil = '<img src=x onerror=alert(1)>\u001b[2J.py';
    const review = await reviewChange({
      'prodaware.yaml': 'version: 1\narchitecture: { notes: [{ paths: ["**/*.py"], note: "<b>*x*</b> @all" }] }\n',
      Procfile: 'web: python app.py\n',
      [`a/${evil}`]: 'x = 1\n',
      [`before:a/${evil}`]: 'x = 2\n',
    });
    const empty = (): null => null;
    assert.doesNotMatch(reviewText(review, empty), /\u001b/);
    const markdown = reviewMarkdown(review, empty);
    assert.doesNotMatch(markdown, /\u001b/);
    assert.match(markdown, /&lt;b&gt;\\\*x\\\*&lt;\/b&gt;/);
  });
});
