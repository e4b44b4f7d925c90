/** Programs of Node that their commands name only by where they stand. */
import assert from 'node:assert/strict';
import { launchesOfFiles, renderTelemetry } from '../repository.ts';
import type { Files } from '../repository.ts';
import { entryOfCommand, entryOfImage } from './entryOf.ts';

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

  it('of development servers and previews of bundlers are the page that they show', async () => {
    const commands = ['vite --host 0.0.0.0', 'vite', 'vite preview --port 80', 'webpack serve --open', 'ng serve'];
    for (const command of commands) {
      const files = { 'package.json': JSON.stringify({ scripts: { start: command } }), 'src/main.ts': '' };
      assert.equal(await entryOfCommand('npm start', files), 'src/main.ts', command);
    }
    const built = { 'package.json': '{"scripts": {"start": "vite build"}}', 'src/main.ts': '' };
    assert.match(await entryOfCommand('npm start', built), /^\?/);
  });

  it('of Deno are behind the subcommand that its image is given', async () => {
    const image = 'FROM denoland/deno:2.1.4\nWORKDIR /app\nCOPY . .\nCMD ["run", "--allow-net", "main.ts"]\n';
    assert.equal(await entryOfImage(image, { 'main.ts': '' }), 'main.ts');
  });

  it('of a script of the package that PM2 starts are those of the script', async () => {
    const files = { 'package.json': '{"scripts": {"start": "node server.js"}}', 'server.js': '' };
    for (const command of ['pm2-runtime npm -- start', 'pm2-runtime start npm --name web -- run start'])
      assert.equal(await entryOfCommand(command, files), 'server.js', command);
  });

  it('of scripts that Corepack, Node itself and Deno run are those of the script', async () => {
    const files = { 'package.json': '{"scripts": {"start": "node server.js"}}', 'server.js': '' };
    for (const command of ['corepack pnpm start', 'corepack yarn run start', 'node --run start'])
      assert.equal(await entryOfCommand(command, files), 'server.js', command);
    const tasks = ['"deno run -A main.ts"', '{"command": "deno run -A main.ts", "dependencies": ["build"]}'];
    for (const task of tasks) {
      const declared = { 'deno.jsonc': `{"tasks": {"start": ${task}} /* and no others */}`, 'main.ts': '' };
      assert.equal(await entryOfCommand('deno task start', { ...files, ...declared }), 'main.ts', task);
    }
    assert.equal(await entryOfCommand('deno task start', { ...files, 'deno.json': '{"imports": {}}' }), 'server.js');
  });

  it('of NestJS start behind what its command loads first', async () => {
    const files = (script: string): Files => ({
      'package.json': JSON.stringify({ scripts: { start: script }, dependencies: { newrelic: '12' } }),
      'src/main.ts': '',
      Procfile: 'web: npm start\n',
    });
    for (const script of ["nest start -e 'node -r newrelic'", 'nest start --exec "node --import newrelic"']) {
      const [launch] = await launchesOfFiles(files(script));
      assert.equal(launch?.entryPoint?.file, 'src/main.ts');
      assert.match(launch === undefined ? '' : renderTelemetry(launch), /^active .*newrelic runtime-flag$/, script);
    }
    const [plain] = await launchesOfFiles(files('nest start'));
    assert.equal(plain?.telemetry.state, 'inactive');
  });

  it('are none of a server of files, in which nothing can be on', async () => {
    for (const command of ['["npx", "serve", "-s", "build"]', '["http-server", "dist"]']) {
      const image = `FROM node:20-alpine\nWORKDIR /app\nCOPY . .\nCMD ${command}\n`;
      const [launch] = await launchesOfFiles({ 'package.json': '{}', Dockerfile: image });
      assert.equal(launch?.telemetry.state, 'inactive', command);
      const [other] = await launchesOfFiles({ 'package.json': '{}', Dockerfile: image.replace('node:', 'acme/base:') });
      assert.equal(other?.telemetry.state, 'unknown', command);
    }
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
