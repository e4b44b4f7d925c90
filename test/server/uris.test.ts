import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as fc from 'fast-check';
import { filePathOf, pathInside, uriOfPath } from '../../src/server/uris.ts';

describe('URIs of editors', () => {
  const root = resolve('/repositories/store front à la carte');

  it('lead to a path below the folder, however they are encoded', () => {
    const uri = pathToFileURL(resolve(root, 'deploy/procmgr/catalog.json')).href;
    for (const spelled of [uri, uri.replaceAll('a', '%61'), uri.replace('file:///', 'file://localhost/')]) {
      assert.equal(pathInside(root, filePathOf(spelled) ?? ''), 'deploy/procmgr/catalog.json', spelled);
    }
  });

  it('of other things than files lead nowhere', () => {
    for (const uri of ['untitled:Untitled-1', 'git:/repositories/a.py?HEAD', 'file://elsewhere/a.py', 'nonsense', '']) {
      if (process.platform !== 'win32') assert.equal(filePathOf(uri), null, uri);
    }
  });

  it('outside the folder belong to no path in it', () => {
    for (const path of ['..', '../a.py', '../store front à la carte 2/a.py', '.']) {
      assert.equal(pathInside(root, resolve(root, path)), null, path);
    }
    assert.equal(pathInside(root, resolve(root, '..a.py')), '..a.py');
  });

  it('come back from any path as that path', () => {
    const segment = fc.string({ minLength: 1, maxLength: 8 }).filter((name) => /^[^/\\\0:*?"<>|]+$/.test(name));
    const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
    fc.assert(
      fc.property(
        path.filter((name) => !name.split('/').some((part) => /^\.\.?$|[. ]$/.test(part))),
        (name) => assert.equal(pathInside(root, filePathOf(uriOfPath(root, name)) ?? ''), name),
      ),
    );
  });
});
