import assert from 'node:assert/strict';
import { withAnswers } from '../../src/checklist/checklist.ts';
import type { Checklist, ChecklistItem } from '../../src/model/checklist.ts';
import { checklistMarkdown, checklistReport, checklistText } from '../../src/reports/checklist.ts';
import { at, lookup, type Files } from './samples.ts';

const files: Files = { 'app.py': 'import os\n\nkey = os.environ["KEY"]\n', Procfile: 'web: python app.py\n' };

function item(more: Partial<ChecklistItem>): ChecklistItem {
  return {
    id: 'profile:staging',
    kind: 'manual',
    title: 'validated in staging',
    detail: '',
    state: 'open',
    required: true,
    service: null,
    evidence: [],
    subject: 's',
    answer: null,
    ...more,
  };
}

const list = (items: readonly ChecklistItem[]): Checklist =>
  withAnswers({ title: 'x against main', holds: false, items, summary: '1 file changed.' }, []);

const two = list([
  item({
    id: 'telemetry:web:procfile',
    kind: 'automatic',
    title: 'web is seen in production',
    detail: 'procfile runs "python app.py": opentelemetry, wrapper',
    state: 'pass',
    evidence: [{ ...at(files, 'Procfile', 'python app.py'), label: 'production runs this' }],
  }),
  item({
    id: 'environment:web',
    kind: 'automatic',
    title: 'Production gives web its variables',
    detail: 'KEY: not set',
    state: 'fail',
    evidence: [{ ...at(files, 'app.py', 'os.environ["KEY"]'), label: 'reads KEY' }],
  }),
]);

describe('report of a checklist', () => {
  it('shows what is missing first, with its places', () => {
    assert.equal(
      checklistText(two, lookup(files)),
      `1 file changed.

fails      Production gives web its variables  environment:web
           KEY: not set
           = reads KEY  app.py:3:7

holds      web is seen in production  telemetry:web:procfile
           procfile runs "python app.py": opentelemetry, wrapper

1 of 2 items missing
`,
    );
  });

  it('is a task list for a pull request, in the order of the items', () => {
    assert.equal(
      checklistMarkdown(two, lookup(files)),
      `## Production checklist: 1 of 2 missing

1 file changed.

- [x] **web is seen in production**: procfile runs "python app.py": opentelemetry, wrapper
  - production runs this: \`Procfile:1\` \`web: python app.py\`
- [ ] **Production gives web its variables** (fails): KEY: not set
  - reads KEY: \`app.py:3\` \`key = os.environ["KEY"]\`
`,
    );
  });

  it('has every key of the contract', () => {
    const report = checklistReport(two, [], lookup(files));
    assert.deepEqual(report.items[1], {
      id: 'environment:web',
      kind: 'automatic',
      title: 'Production gives web its variables',
      detail: 'KEY: not set',
      state: 'fail',
      required: true,
      missing: true,
      service: null,
      evidence: [
        {
          file: 'app.py',
          range: { start: { line: 3, column: 7 }, end: { line: 3, column: 24 } },
          label: 'reads KEY',
          side: 'after',
        },
      ],
      subject: 's',
      answer: null,
    });
    assert.deepEqual([report.version, report.holds, report.title], [1, false, 'x against main']);
  });

  it('lets nothing of a hostile repository act', () => {
    const evil =
      '\u001b[2J<script>alert(1)</script> [x](javascript:y) \u202e **b** ![i](http://x) @team #1 `c`\n# head';
    const checklist = list([
      item({
        id: `profile:${evil}`,
        title: evil,
        detail: evil,
        evidence: [{ file: `${evil}.py`, range: { start: 0, end: 0 }, label: evil }],
        answer: { item: `profile:${evil}`, subject: 's', answer: 'yes', by: evil, note: evil, at: '' },
      }),
    ]);
    const answered = withAnswers({ ...checklist, summary: evil }, [
      { item: `profile:${evil}`, subject: 's', answer: 'no', by: evil, note: evil, at: '2026-01-01' },
    ]);
    const text = checklistText(answered, () => null);
    assert.doesNotMatch(text, /[\u001b\u202e]/);
    assert.doesNotMatch(text, /^# head/m);
    const markdown = checklistMarkdown(answered, () => null);
    assert.doesNotMatch(markdown, /[\u001b\u202e]/);
    // What stands between backticks is code, and acts nowhere.
    const prose = markdown.replace(/(`+)(?!`)[^]*?[^`]\1(?!`)/g, '');
    assert.doesNotMatch(prose, /<script|(?<!\\)\[x\]\(|!\[i|^# head|@team/m);
  });

  it('says so where nothing has to be checked', () => {
    assert.match(
      checklistText(list([]), () => null),
      /Nothing has to be checked/,
    );
    assert.match(
      checklistMarkdown(list([]), () => null),
      /nothing to check/,
    );
  });
});
