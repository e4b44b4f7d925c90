import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { openRepository } from '../../src/host/openRepository.ts';
import { changedRanges } from '../../src/review/changedRanges.ts';
import { grammarFolder } from '../../src/cli/grammarFolder.ts';
import { provideGrammars } from '../cli/support.ts';

describe('what changed in a text', () => {
  const changed = (before: string | null, after: string): string[] =>
    changedRanges(before, after).map(({ start, end }) => after.slice(start, end));

  it('is the lines that are new or other than before', () => {
    assert.deepEqual(changed('a\nb\nc\n', 'a\nx\nc\ny\n'), ['x\n', 'y\n']);
    assert.deepEqual(changed('a\nb\n', 'a\nb\n'), []);
    assert.deepEqual(changed('a\nb\nc\n', 'a\nc\n'), []);
  });

  it('is a whole function that was added behind another, wherever else the file changed', () => {
    const first = 'one() {\n  begin();\n  end();\n}\n\n';
    const second = 'two() {\n  call();\n  end();\n}\n\n';
    assert.deepEqual(changed(`${first}run();\n`, `import x;\n${first}${second}run();\n`), ['import x;\n', second]);
  });

  it('is everything in a new file', () => assert.deepEqual(changed(null, 'a\nb'), ['a\nb']));

  it('covers every line that the base does not have', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 12 });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const text = after.map((line) => `${line}\n`).join('');
        const ranges = changedRanges(before.map((line) => `${line}\n`).join(''), text);
        let at = 0;
        for (const line of after) {
          const inside = ranges.some(({ start, end }) => start <= at && at < end);
          if (!before.includes(line)) assert.ok(inside, line);
          at += line.length + 1;
        }
        for (const [index, { start, end }] of ranges.entries()) {
          assert.ok(start < end);
          assert.ok(end <= (ranges[index + 1]?.start ?? text.length));
        }
      }),
    );
  });
});

describe('changed lines only', () => {
  let root: string;
  const git = (...words: string[]): void => {
    execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], { stdio: 'ignore' });
  };
  const handler = (name: string): string =>
    `\n\ndef ${name}(order):\n    try:\n        gateway.charge(order)\n    except Exception:\n        return False\n    return True\n`;

  before(() => {
    provideGrammars();
    root = mkdtempSync(path.join(tmpdir(), 'prodaware-changes-'));
    git('init', '-q');
    writeFileSync(path.join(root, 'Procfile'), 'web: python app.py\n');
    writeFileSync(path.join(root, 'app.py'), `import gateway\n${handler('pay')}`);
    git('add', '.');
    git('commit', '-q', '-m', 'first');
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  it('shows only what was added since the commit that is compared with', async () => {
    const { engine } = openRepository(root, grammarFolder(), { base: 'HEAD', changedOnly: true });
    assert.deepEqual((await engine.check()).findings, []);
    const text = `import gateway\n${handler('pay')}${handler('refund')}`;
    writeFileSync(path.join(root, 'app.py'), text);
    engine.invalidate(['app.py'], false);
    const { findings } = await engine.check();
    assert.equal(findings.length, 1);
    assert.ok((findings[0]?.range.start ?? 0) > text.indexOf('def refund'));
    engine.setText(
      'app.py',
      text.replace('    except Exception:\n        return False\n    return True\n\n', '$&    # Done.\n'),
    );
    assert.equal((await engine.fileFindings('app.py')).findings.length, 1);
    engine.dispose();
  });

  it('shows everything where there is nothing to compare with', async () => {
    const { engine } = openRepository(root, grammarFolder(), { base: 'no-such-branch', changedOnly: true });
    assert.equal((await engine.check()).findings.length, 2);
    engine.dispose();
  });
});
