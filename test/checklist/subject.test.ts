/** An answer goes stale exactly when the lines it speaks of change. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { subjectOf } from '../../src/checklist/subject.ts';
import { checklistOf, withAnswers } from '../../src/checklist/checklist.ts';
import type { FileChange } from '../../src/model/change.ts';
import type { Production } from '../../src/model/production.ts';
import { parseProfile } from '../../src/profile/parse.ts';
import { assembleReview } from '../../src/review/review.ts';
import { changedRanges } from '../../src/review/changedRanges.ts';
import { fileChange } from '../../src/review/fileChange.ts';

const nothing: Production = {
  profile: null,
  services: [],
  sources: new Map(),
  faults: [],
  flagManifests: [],
  key: '',
};
const noPipelines = { pipelines: [], faults: [] };
const { profile } = parseProfile(
  'prodaware.yaml',
  'version: 1\nchecklist: [{ id: billing, text: looked at, paths: ["billing/**"] }, { id: all, text: tried out }]\n',
);

/** The checklist of a change to files, each with its text before and after. */
function checklist(texts: Readonly<Record<string, readonly [string | null, string | null]>>) {
  const files = Object.entries(texts)
    .filter(([, [before, after]]) => before !== after)
    .map(([path, [before, after]]) => fileChange({ path, before, after }));
  const changes = {
    source: { kind: 'working-tree' },
    title: '',
    base: null,
    files,
    overlay: new Map<string, string | null>(),
    origins: new Map<string, never[]>(),
    faults: [],
  } as const;
  const changed = files.map((change) => ({
    change,
    before: null,
    after: null,
    changed: change.after === null ? [] : changedRanges(change.before, change.after),
  }));
  const context = { files: changed, before: nothing, after: nothing, pipelines: null, profile, paths: [] };
  const review = assembleReview({
    changes,
    context,
    sides: new Map(),
    overall: { before: [], after: [] },
    ofChange: [],
    faults: [],
  });
  return checklistOf(
    {
      changes,
      review,
      ...context,
      standing: [],
      severityOf: () => 'off',
      pipelines: { before: noPipelines, after: noPipelines },
      others: [],
    },
    [],
  );
}

type Texts = Parameters<typeof checklist>[0];

/** Ids of the items whose answers still hold when the change is another. */
function standing(before: Texts, after: Texts): string[] {
  const answers = checklist(before).items.map(({ id, subject }) => {
    return { item: id, subject, answer: 'yes', by: 'Ada', note: '', at: '' } as const;
  });
  return withAnswers(checklist(after), answers)
    .items.filter(({ state }) => state === 'done')
    .map(({ id }) => id);
}

const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', 'return x', '  pass'), { maxLength: 12 });
const text = lines.map((all) => all.map((line) => `${line}\n`).join(''));
const twoTexts = fc.tuple(text, text).filter(([before, after]) => before !== after);

describe('an answer', () => {
  it('holds while lines that it does not speak of change, and not when one of its own does', () => {
    fc.assert(
      fc.property(twoTexts, twoTexts, twoTexts, (billing, other, otherLater) => {
        const first: Texts = { 'billing/tax.py': billing, 'app.py': other };
        const second: Texts = { 'billing/tax.py': billing, 'app.py': otherLater };
        const expected = subjectOf(filesOf(first), '') === subjectOf(filesOf(second), '');
        assert.deepEqual(standing(first, second), expected ? ['profile:billing', 'profile:all'] : ['profile:billing']);
        assert.deepEqual(standing(first, first), ['profile:billing', 'profile:all']);
      }),
    );
  });

  it('holds exactly while the changed lines are the same, and again when they are the same again', () => {
    fc.assert(
      fc.property(text, text, text, (before, one, other) => {
        fc.pre(before !== one && before !== other);
        const [first, second]: Texts[] = [{ 'billing/a.py': [before, one] }, { 'billing/a.py': [before, other] }];
        assert.ok(first && second);
        const same = changedLines(before, one) === changedLines(before, other);
        assert.deepEqual(standing(first, second), same ? ['profile:billing', 'profile:all'] : []);
        assert.deepEqual(standing(second, second), ['profile:billing', 'profile:all']);
      }),
    );
  });

  it('holds wherever its lines come to stand', () => {
    fc.assert(
      fc.property(twoTexts, text, text, ([before, after], above, below) => {
        const moved: Texts = { 'billing/a.py': [`${above}#\n${before}#\n${below}`, `${above}#\n${after}#\n${below}`] };
        const still: Texts = { 'billing/a.py': [`#\n${before}#\n`, `#\n${after}#\n`] };
        assert.deepEqual(standing(still, moved), ['profile:billing', 'profile:all']);
      }),
    );
  });

  it('does not hold for another question, a moved file or another mode', () => {
    const change: FileChange = fileChange({ path: 'a.sh', before: 'a\n', after: 'b\n' });
    const subjects = [
      subjectOf([change], 'one'),
      subjectOf([change], 'two'),
      subjectOf([{ ...change, path: 'b.sh' }], 'one'),
      subjectOf([{ ...change, mode: { before: '100644', after: '100755' } }], 'one'),
      subjectOf([], 'one'),
    ];
    assert.equal(new Set(subjects).size, subjects.length);
  });
});

function filesOf(texts: Texts): FileChange[] {
  return Object.entries(texts).map(([path, [before, after]]) => fileChange({ path, before, after }));
}

/** What was added and removed, in order. */
function changedLines(before: string, after: string): string {
  return fileChange({ path: 'a', before, after })
    .hunks.flatMap((hunk) => hunk.lines)
    .filter(({ kind }) => kind !== 'context')
    .map(({ kind, text: line }) => `${kind} ${line}`)
    .join('\n');
}
