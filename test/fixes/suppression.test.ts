import assert from 'node:assert/strict';
import { artifactComment, readArtifactSuppressions, suppressionFix } from '../../src/fixes/suppression.ts';
import { applyEdits } from '../../src/model/text.ts';

function read(path: string, text: string): { rules: readonly string[]; reason: string | null; target: string }[] {
  return readArtifactSuppressions(path, text).map(({ rules, reason, target }) => ({
    rules,
    reason,
    target: text.slice(target.start, target.end),
  }));
}

describe('suppressions in launch files', () => {
  it('speak of the next line that says something', () => {
    const text =
      '[program:api]\n; prodaware-ignore telemetry-lost-at-launch: injected on the host\n\n# more\ncommand=python app.py\n';
    assert.deepEqual(read('supervisord.conf', text), [
      { rules: ['telemetry-lost-at-launch'], reason: 'injected on the host', target: 'command=python app.py' },
    ]);
  });
  it('speak of their own line in YAML', () => {
    const text = 'spec:\n  command: [node, a.js] # prodaware-ignore launch-target-missing, x: built elsewhere\n';
    assert.deepEqual(read('a.yaml', text), [
      { rules: ['launch-target-missing', 'x'], reason: 'built elsewhere', target: '  command: [node, a.js] ' },
    ]);
  });
  it('are no comments behind a value elsewhere', () => {
    assert.deepEqual(read('api.service', 'ExecStart=/bin/a # prodaware-ignore x: y\n'), []);
    assert.deepEqual(read('a.yaml', 'text: about prodaware-ignore x: y\n'), []);
    assert.deepEqual(read('Procfile', 'web: echo#prodaware-ignore x: y\n'), []);
  });
  it('do not exist where the format has no comments', () => {
    assert.deepEqual(read('a.json', '{\n# prodaware-ignore x: y\n}\n'), []);
    assert.equal(artifactComment('deploy/a.json'), null);
    assert.equal(artifactComment('notes.md'), null);
    assert.equal(artifactComment('services/api/Dockerfile.prod'), '#');
    assert.equal(artifactComment('deploy/api.service'), '#');
  });
  it('may be the last line', () => {
    assert.deepEqual(read('Procfile', '# prodaware-ignore x'), [{ rules: ['x'], reason: null, target: '' }]);
  });
});

function ignored(file: string, text: string, at: string, comment: string | null): string | null {
  const start = text.indexOf(at);
  const fix = suppressionFix(
    { rule: 'some-rule', file, range: { start, end: start + at.length } },
    text,
    comment,
    'known',
  );
  return fix === null ? null : applyEdits(text, fix.edits);
}

describe('silencing a finding', () => {
  it('puts a comment with the reason above its line', () =>
    assert.equal(
      ignored('a.py', 'def f():\r\n    go()\r\n', 'go', '#'),
      'def f():\r\n    # prodaware-ignore some-rule: known\r\n    go()\r\n',
    ));
  it('is not offered where there are no comments', () =>
    assert.equal(ignored('a.json', '{ "cmd": "x" }', 'x', null), null));
  it('is not offered inside a text of several lines', () => {
    const text = 'spec:\n  run: |\n    python app.py\n  other: python b.py\n';
    assert.equal(ignored('a.yaml', text, 'python app.py', '#'), null);
    assert.notEqual(ignored('a.yaml', text, 'python b.py', '#'), null);
  });
  it('is not offered on a line that continues another', () =>
    assert.equal(ignored('Dockerfile', 'CMD python \\\n  app.py\n', 'app.py', '#'), null));
});
