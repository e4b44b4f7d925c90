import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeChange } from '../../src/cli/writeFiles.ts';

describe('writing a mended file', () => {
  let root = '';
  const file = (name: string): string => path.join(root, name);
  const written = (name: string): string => readFileSync(file(name), 'utf8');

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'prodaware-write-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('keeps the mode and leaves nothing beside it', function () {
    if (process.platform === 'win32') this.skip();
    writeFileSync(file('start.sh'), 'old\n');
    chmodSync(file('start.sh'), 0o755);
    writeChange(root, { file: 'start.sh', before: 'old\n', after: 'new\n' });
    assert.equal(written('start.sh'), 'new\n');
    assert.equal(statSync(file('start.sh')).mode & 0o777, 0o755);
    assert.deepEqual(readdirSync(root), ['start.sh']);
  });

  it('keeps the byte-order mark and the line ends', () => {
    writeFileSync(file('a.py'), '\ufeffa\r\nb\r\n');
    writeChange(root, { file: 'a.py', before: 'a\r\nb\r\n', after: 'a\r\nnew\nb\r\n' });
    assert.equal(written('a.py'), '\ufeffa\r\nnew\r\nb\r\n');
  });

  it('leaves a file alone that was changed since it was reviewed', () => {
    writeFileSync(file('a.py'), 'mine\n');
    assert.throws(() => writeChange(root, { file: 'a.py', before: 'old\n', after: 'new\n' }), /was changed meanwhile/);
    assert.equal(written('a.py'), 'mine\n');
  });

  it('does not bring back a file that is gone', () => {
    assert.throws(() => writeChange(root, { file: 'a.py', before: 'old\n', after: 'new\n' }), /is gone/);
    assert.deepEqual(readdirSync(root), []);
  });

  it('makes a file that a fix adds', () => {
    writeChange(root, { file: 'telemetry.py', before: null, after: 'new\n' });
    assert.equal(written('telemetry.py'), 'new\n');
  });

  it('writes nothing outside the root, neither by its path nor through links', function () {
    if (process.platform === 'win32') this.skip();
    const outside = mkdtempSync(path.join(tmpdir(), 'prodaware-outside-'));
    try {
      writeFileSync(path.join(outside, 'a.py'), 'old\n');
      mkdirSync(file('sub'));
      symlinkSync(outside, file('folder'));
      symlinkSync(path.join(outside, 'a.py'), file('a.py'));
      const change = { before: 'old\n', after: 'new\n' };
      assert.throws(() => writeChange(root, { file: 'folder/a.py', ...change }), /outside the repository/);
      assert.throws(() => writeChange(root, { file: `../${path.basename(outside)}/a.py`, ...change }), /outside/);
      assert.throws(() => writeChange(root, { file: 'a.py', ...change }), /is a link/);
      assert.equal(readFileSync(path.join(outside, 'a.py'), 'utf8'), 'old\n');
    } finally {
      rmSync(outside, { recursive: true, force: true });
    }
  });
});
