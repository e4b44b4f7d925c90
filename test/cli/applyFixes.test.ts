import assert from 'node:assert/strict';
import { applyFixes, type FixChoice } from '../../src/cli/applyFixes.ts';
import type { CheckResult } from '../../src/engine.ts';
import type { Finding, Fix } from '../../src/model/finding.ts';
import { finding } from '../reports/samples.ts';

const everything: FixChoice = { which: 'all', accepts: () => true };

/** Files in memory, and findings as a function of them. */
function repository(files: Record<string, string>, review: (files: Readonly<Record<string, string>>) => Finding[]) {
  const texts = { ...files };
  const engine = {
    text: (file: string) => Promise.resolve(texts[file] ?? null),
    setText(file: string, text: string | null) {
      texts[file] = text ?? '';
    },
  };
  const check = (): Promise<CheckResult> =>
    Promise.resolve({ findings: review(texts), faults: [], files: 1, known: 0 });
  return { engine, check, texts };
}

/** A finding at every `bad` of a file, and what mends it. */
function badWords(file: string, text: string, fixes: (start: number) => Fix[], rule = 'no-bad'): Finding[] {
  return [...text.matchAll(/bad/g)].map((match, index) =>
    finding(
      { file, range: { start: match.index, end: match.index + 3 } },
      { rule, fault: `${rule}:${file}:${index}`, fixes: fixes(match.index) },
    ),
  );
}

function replacing(file: string, start: number, text: string, more: Partial<Fix> = {}): Fix {
  return { title: 'Make it good', safety: 'safe', edits: [{ file, range: { start, end: start + 3 }, text }], ...more };
}

describe('applying fixes', () => {
  it('mends all that does not stand in its own way, and says what is left', async () => {
    const { engine, check, texts } = repository({ 'a.py': 'bad bad\n', 'b.py': 'ok\n' }, (files) =>
      badWords('a.py', files['a.py'] ?? '', (start) => [replacing('a.py', start, 'good')]),
    );
    const { applied, changes, result } = await applyFixes(engine, check, everything);
    assert.equal(texts['a.py'], 'good good\n');
    assert.equal(applied.length, 2);
    assert.deepEqual([...changes], [['a.py', { before: 'bad bad\n', after: 'good good\n' }]]);
    assert.deepEqual(result.findings, []);
  });

  it('mends in a further round what wanted the same place as another fix', async () => {
    const header = (start: number, text: string): Fix[] => [
      {
        title: 'Import and use',
        safety: 'safe',
        edits: [
          ...(text.startsWith('import') ? [] : [{ file: 'a.py', range: { start: 0, end: 0 }, text: 'import log\n' }]),
          { file: 'a.py', range: { start, end: start + 3 }, text: 'log' },
        ],
      },
    ];
    const { engine, check, texts } = repository({ 'a.py': 'bad\nbad\nbad\n' }, ({ 'a.py': text = '' }) =>
      badWords('a.py', text, (start) => header(start, text)),
    );
    const { applied } = await applyFixes(engine, check, everything);
    assert.equal(texts['a.py'], 'import log\nlog\nlog\nlog\n');
    assert.equal(applied.length, 3);
  });

  it('applies one fix to a fault that is shown at two places', async () => {
    const { engine, check, texts } = repository({ 'a.py': 'bad\n', 'run.conf': 'bad\n' }, (files) =>
      files['a.py']?.includes('bad') === true && files['run.conf']?.includes('bad') === true
        ? ['a.py', 'run.conf'].map((file) =>
            finding({ file, range: { start: 0, end: 3 } }, { fault: 'same', fixes: [replacing(file, 0, 'good')] }),
          )
        : [],
    );
    const { applied, changes } = await applyFixes(engine, check, everything);
    assert.equal(applied.length, 1);
    assert.deepEqual([...changes.keys()], ['a.py']);
    assert.equal(texts['run.conf'], 'bad\n');
  });

  it('leaves alone what wants a look unless it is asked for all', async () => {
    const { engine, check, texts } = repository({ 'a.py': 'bad\n' }, (files) =>
      badWords('a.py', files['a.py'] ?? '', (start) => [replacing('a.py', start, 'good', { safety: 'review' })]),
    );
    const { applied } = await applyFixes(engine, check, { ...everything, which: 'safe' });
    assert.equal(applied.length, 0);
    assert.equal(texts['a.py'], 'bad\n');
  });

  it('tries a fix that does not mend its finding once, and goes on with others', async () => {
    const { engine, check, texts } = repository({ 'a.py': 'bad\n', 'b.py': 'bad\n' }, (files) => [
      ...badWords('a.py', files['a.py'] ?? '', (start) => [replacing('a.py', start, 'bad!')]),
      ...badWords('b.py', files['b.py'] ?? '', (start) => [replacing('b.py', start, 'good')]),
    ]);
    const { result } = await applyFixes(engine, check, everything);
    assert.equal(texts['a.py'], 'bad!\n');
    assert.equal(texts['b.py'], 'good\n');
    assert.equal(result.findings.length, 1);
  });

  it('never silences a finding instead of mending it', async () => {
    const { engine, check, texts } = repository({ 'a.py': 'bad\n' }, (files) =>
      badWords('a.py', files['a.py'] ?? '', () => [
        {
          title: 'Ignore',
          safety: 'review',
          edits: [{ file: 'a.py', range: { start: 0, end: 0 }, text: '# prodaware-ignore no-bad: x\n' }],
        },
      ]),
    );
    const { applied } = await applyFixes(engine, check, everything);
    assert.equal(applied.length, 0);
    assert.equal(texts['a.py'], 'bad\n');
  });
});
