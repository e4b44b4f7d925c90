/** Programs of Node that their commands name only by where they stand. */
import assert from 'node:assert/strict';
import { launchesOfFiles, renderTelemetry } from '../repository.ts';
import type { Files } from '../repository.ts';
import { entryOfCommand } from './entryOf.ts';

describe('entry points of Node', () => {
  it('of Next.js have their root layout below a parameter or a group', async () => {
    const next: Files = { 'next.config.js': '', 'package.json': '{"scripts": {"start": "next start"}}' };
    const layouts: readonly [string, readonly string[]][] = [
      ['src/app/[locale]/layout.tsx', ['src/app/[locale]/(shop)/layout.tsx']],
      ['app/(site)/layout.tsx', ['app/(site)/about/layout.tsx', 'app/api/layout.tsx']],
      ['app/(site)/[lang]/layout.tsx', []],
    ];
    for (const [root, others] of layouts) {
      const files = Object.fromEntries([root, ...others].map((path) => [path, 'export default () => null;\n']));
      assert.equal(await entryOfCommand('npm start', { ...next, ...files }), root);
    }
  });

  it('of a page that a development server shows are its own', async () => {
    const files = { 'package.json': '{"scripts": {"serve": "vue-cli-service serve"}}', 'src/main.js': '' };
    assert.equal(await entryOfCommand('npm run serve', files), 'src/main.js');
  });

  it('without an extension are read', async () => {
    const files = {
      'bin/www': "#!/usr/bin/env node\nvar app = require('../app');\n",
      'app.js': "require('dd-trace').init();\n",
      Procfile: 'web: node ./bin/www\n',
    };
    const [launch] = await launchesOfFiles(files);
    assert.ok(launch !== undefined);
    assert.equal(renderTelemetry(launch), 'active traces datadog in-code');
    const [other] = await launchesOfFiles({ 'bin/server': files['bin/www'], Procfile: 'web: node ./bin/server\n' });
    assert.equal(other?.telemetry.state, 'unknown');
  });
});
