import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { nodeFileSource } from '../../src/host/nodeFiles.ts';

describe('a repository on disk', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'prodaware é '));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function put(files: Record<string, string | Uint8Array>): Promise<void> {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
  }

  it('lists what is there and git does not ignore, tracked or not', async () => {
    await put({ 'a.py': '', 'b/c.py': '', 'out/d.py': '', '.gitignore': 'out/\n', 'node_modules/x/index.js': '' });
    await put({ 'gone.py': '' });
    execFileSync('git', ['init', '-q'], { cwd: folder });
    execFileSync('git', ['add', 'a.py', 'gone.py'], { cwd: folder });
    await rm(path.join(folder, 'gone.py'));
    assert.deepEqual(await nodeFileSource(folder).list(), ['.gitignore', 'a.py', 'b/c.py']);
  });

  it('lists a plain folder by its .gitignore files, in every folder', async () => {
    await put({
      'a.py': '',
      'b/c.py': '',
      'b/out/d.py': '',
      'b/.gitignore': 'out/\n*.log\n',
      'b/x.log': '',
      'x.log': '',
      'node_modules/x.js': '',
    });
    assert.deepEqual(await nodeFileSource(folder).list(), ['a.py', 'b/.gitignore', 'b/c.py', 'x.log']);
  });

  it('lists what an unpacked archive has in spite of its .gitignore', async () => {
    const archive = { 'a.py': '', '.gitignore': 'bin/\n.env*\n*.local.yml\n', 'bin/rails': '', 'api/bin/serve': '' };
    await put({ ...archive, '.env': 'KEY=1', '.env.production': 'LEVEL=info', 'dist/a.js': '' });
    const all = ['.env.production', '.gitignore', 'a.py', 'api/bin/serve', 'bin/rails', 'dist/a.js'];
    assert.deepEqual(await nodeFileSource(folder).list(), all);
  });

  it('leaves out what was built in a plain folder', async () => {
    await put({ 'a.cs': '', '.gitignore': 'bin/\ndist/\n', 'bin/Debug/a.dll': '', 'bin/a.json': '', 'dist/a.js': '' });
    assert.deepEqual(await nodeFileSource(folder).list(), ['.gitignore', 'a.cs']);
  });

  it('leaves out what is ignored where packages were installed', async () => {
    await put({
      'a.js': '',
      '.gitignore': 'node_modules\nconfig.js\n',
      'config.js': '',
      'node_modules/x/index.js': '',
    });
    assert.deepEqual(await nodeFileSource(folder).list(), ['.gitignore', 'a.js']);
  });

  it('never runs a program that the repository names', async function () {
    if (process.platform === 'win32') this.skip();
    await put({ 'a.py': '', 'evil.sh': '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\n' });
    await chmod(path.join(folder, 'evil.sh'), 0o755);
    execFileSync('git', ['init', '-q'], { cwd: folder });
    // git hands the value to a shell, and the folder's name has a blank.
    execFileSync('git', ['config', 'core.fsmonitor', `'${path.join(folder, 'evil.sh')}'`], { cwd: folder });
    await nodeFileSource(folder).list();
    assert.equal(existsSync(path.join(folder, 'was-run')), false);
  });

  it('reads no link that leaves the root, and survives links that loop', async function () {
    if (process.platform === 'win32') this.skip();
    const outside = await mkdtemp(path.join(tmpdir(), 'prodaware-outside-'));
    await writeFile(path.join(outside, 'secret.py'), 'key = 1');
    await put({ 'a.py': 'x = 1' });
    await symlink(path.join(outside, 'secret.py'), path.join(folder, 'link.py'));
    await symlink(outside, path.join(folder, 'linked'));
    await symlink('loop.py', path.join(folder, 'loop.py'));
    await symlink('.', path.join(folder, 'self'));
    const files = nodeFileSource(folder);
    assert.deepEqual(await files.read('link.py'), { unreadable: 'outside-root' });
    assert.deepEqual(await files.read('linked/secret.py'), { unreadable: 'outside-root' });
    assert.deepEqual(await files.read('../secret.py'), { unreadable: 'outside-root' });
    assert.deepEqual(await files.read('loop.py'), { unreadable: 'unreadable' });
    assert.deepEqual(await files.read('self/self/a.py'), { text: 'x = 1' });
    assert.deepEqual(await files.list(), ['a.py']);
    await rm(outside, { recursive: true });
  });

  it('says why a file gives no text', async () => {
    await put({
      'binary.py': new Uint8Array([1, 0, 2]),
      'latin.py': new Uint8Array([0x61, 0xe9, 0x62]),
      'large.py': 'x'.repeat(101),
      'mark.py': '﻿x = 1',
      'empty.py': '',
    });
    const files = nodeFileSource(folder, { largest: 100 });
    assert.deepEqual(await files.read('binary.py'), { unreadable: 'binary' });
    assert.deepEqual(await files.read('latin.py'), { unreadable: 'not-utf8' });
    assert.deepEqual(await files.read('large.py'), { unreadable: 'too-large' });
    assert.deepEqual(await files.read('gone.py'), { unreadable: 'missing' });
    assert.deepEqual(await files.read('empty.py'), { text: '' });
    assert.deepEqual(await files.read('mark.py'), { text: 'x = 1' }, 'a byte-order mark is not text');
  });

  it('gives nothing and does not fail when the folder is gone', async () => {
    await rm(folder, { recursive: true });
    assert.deepEqual(await nodeFileSource(folder).list(), []);
  });
});
