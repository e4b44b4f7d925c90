import assert from 'node:assert/strict';
import type { LanguageModule } from '../../src/languages/language.ts';
import { pythonLanguage } from '../../src/languages/python.ts';
import { typescriptLanguage } from '../../src/languages/typescript.ts';

function resolver(language: LanguageModule, files: readonly string[], roots: readonly string[] = []) {
  const present = new Set(files);
  return (from: string, specifier: string): string | null =>
    language.resolveModule(specifier, { from, roots, exists: (path) => present.has(path) });
}

describe('the file of an import', () => {
  it('of Python', () => {
    const files = [
      'services/api/my_app.py',
      'services/api/telemetry.py',
      'services/api/app/__init__.py',
      'services/api/app/db.py',
      'services/api/app/logging.py',
      'services/api/app/sub/__init__.py',
      'services/api/app/sub/deep.py',
      'lib/src/shared/__init__.py',
      'top.py',
    ];
    const resolve = resolver(pythonLanguage, files, ['services/api', './lib']);
    assert.equal(resolve('services/api/my_app.py', 'telemetry'), 'services/api/telemetry.py');
    assert.equal(resolve('services/api/my_app.py', 'app'), 'services/api/app/__init__.py');
    assert.equal(resolve('services/api/my_app.py', 'app.sub.deep'), 'services/api/app/sub/deep.py');
    assert.equal(resolve('services/api/app/sub/deep.py', '..db'), 'services/api/app/db.py');
    assert.equal(resolve('services/api/app/sub/deep.py', '.'), 'services/api/app/sub/__init__.py');
    assert.equal(resolve('services/api/app/sub/deep.py', 'app.db'), 'services/api/app/db.py');
    assert.equal(resolve('services/api/app/db.py', 'logging'), null);
    assert.equal(resolve('services/api/my_app.py', 'shared'), 'lib/src/shared/__init__.py');
    assert.equal(resolve('services/api/my_app.py', 'top'), 'top.py');
    assert.equal(resolve('top.py', '...x'), null);
    assert.equal(resolve('top.py', 'os/../etc'), null);
  });

  it('of Node', () => {
    const files = [
      'src/server.ts',
      'src/telemetry.ts',
      'src/a/index.tsx',
      'src/b.js',
      'src/c.d.ts',
      'src/d.mts',
      'src/e.json',
      'lib.cjs',
    ];
    const resolve = resolver(typescriptLanguage, files);
    assert.equal(resolve('src/server.ts', './telemetry'), 'src/telemetry.ts');
    assert.equal(resolve('src/server.ts', './telemetry.js'), 'src/telemetry.ts');
    assert.equal(resolve('src/server.ts', './telemetry.ts'), 'src/telemetry.ts');
    assert.equal(resolve('src/server.ts', './a'), 'src/a/index.tsx');
    assert.equal(resolve('src/a/index.tsx', '..'), null);
    assert.equal(resolve('src/server.ts', './b.js'), 'src/b.js');
    assert.equal(resolve('src/server.ts', './d.mjs?x=1'), 'src/d.mts');
    assert.equal(resolve('src/server.ts', './e.json'), 'src/e.json');
    assert.equal(resolve('src/server.ts', '../lib'), 'lib.cjs');
    assert.equal(resolve('src/server.ts', '../../outside'), null);
    for (const outside of ['express', 'node:fs', '@scope/x', '/etc/passwd', '#internal', '']) {
      assert.equal(resolve('src/server.ts', outside), null, outside);
    }
  });
});
