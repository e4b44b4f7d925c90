import assert from 'node:assert/strict';
import { pm2Reader } from '../../../src/production/launchers/pm2.ts';
import { launchesOfFiles, renderCommand } from '../repository.ts';
import { renderedWithSyntax } from './render.ts';

const shows = async (text: string, expected: string, path = 'deploy/ecosystem.config.js') =>
  assert.equal(await renderedWithSyntax(pm2Reader, { [path]: text }), expected.trim());

describe('pm2', () => {
  it('declares a process per app, in production with its variables for production', () =>
    shows(
      `const path = require('path');
const shared = { TZ: 'UTC' };
module.exports = {
  apps: [
    // The site.
    { name: 'site', script: './dist/server.js', args: ['--port', '80'], node_args: '-r ./tracing.js --max-old-space-size=512',
      cwd: path.join(__dirname, '../services/site'), exec_mode: 'fork', instances: 2, kill_timeout: 5000,
      env: { ...shared, NODE_ENV: 'development', SECRET: process.env.SECRET },
      env_staging: { NODE_ENV: 'staging' }, env_production: { NODE_ENV: 'production' } },
    { name: 'jobs', script: 'worker.py', interpreter: '/venv/bin/python', args: '-q "a b"', autorestart: false },
    { script: 'npm', args: 'start', name: \`\${'front'}end\` },
  ],
};
`,
      `
process site for staging at «'./dist/server.js'»
  entrypoint exec: ~node«'./dist/server.js'» | -r | ./tracing.js | --max-old-space-size=512 | ~./dist/server.js«'./dist/server.js'» | --port«'--port'» | 80«'80'»
  directory services/site
  TZ=UTC from pm2 at «'UTC'»
  NODE_ENV=development from pm2 at «'development'»
  SECRET=(unknown) from pm2 at «process.env.SECRET»
  NODE_ENV=staging from pm2 at «'staging'»
  stop SIGINT 5000 ms
process site for production at «'./dist/server.js'»
  entrypoint exec: ~node«'./dist/server.js'» | -r | ./tracing.js | --max-old-space-size=512 | ~./dist/server.js«'./dist/server.js'» | --port«'--port'» | 80«'80'»
  directory services/site
  TZ=UTC from pm2 at «'UTC'»
  NODE_ENV=development from pm2 at «'development'»
  SECRET=(unknown) from pm2 at «process.env.SECRET»
  NODE_ENV=production from pm2 at «'production'»
  stop SIGINT 5000 ms
process jobs once at «'worker.py'»
  entrypoint exec: ~/venv/bin/python«'worker.py'» | ~worker.py«'worker.py'» | -q | a b«"a b"»
  stop SIGINT 1600 ms
process frontend at «'npm'»
  entrypoint exec: ~npm«'npm'» | start
  stop SIGINT 1600 ms`,
    ));

  it('gives workers of a cluster no options of Node, which come too late for them', () =>
    shows(
      `export default { apps: [{ name: 'a', script: 'a.js', instances: 'max', env: { NODE_OPTIONS: '--inspect', A: 1 } }] };`,
      `
process a at «'a.js'»
  entrypoint exec: ~node«'a.js'» | ~a.js«'a.js'»
  NODE_OPTIONS=--inspect from pm2 at «'--inspect'»
  A=1 from pm2 at «1»
  stop SIGINT 1600 ms
warning: PM2 in cluster mode sets this when Node runs already, which ignores it: use node_args at «'--inspect'»`,
    ));

  it('reads YAML and JSON, and lines for a shell', async () => {
    await shows(
      'apps:\n  - name: a\n    script: python -m app --flag\n    exec_mode: fork\n',
      'process a at «python -m app --flag»\n  entrypoint shell: python -m app --flag\n  stop SIGINT 1600 ms',
      'pm2.yml',
    );
    await shows(
      '{ "apps": [{ "name": "b", "script": "b.js", "env_production": { "A": "1" } }] }',
      'process b for production at «"b.js"»\n  entrypoint exec: ~node«"b.js"» | ~b.js«"b.js"»\n  A=1 from pm2 at «"1"»\n  stop SIGINT 1600 ms',
      'process.json',
    );
  });

  it('does not guess what is computed, wrong or refers to itself', async () => {
    await shows(
      'module.exports = { apps: names.map((name) => ({ script: name })) };',
      'information: the apps are computed: what they are is not known here at «names.map((name) => ({ script: name }))»',
    );
    await shows(
      'const a = b; const b = a;\nmodule.exports = { apps: [a, { script: b }, { script: 3, args: {} }, 7] };',
      'process b at «b»\n  entrypoint exec: ?~b\n  stop SIGINT 1600 ms\nprocess 3 at «3»\n  entrypoint exec: ~3\n  stop SIGINT 1600 ms',
    );
    await shows(
      '{ "apps": "x", "script": 1 }',
      'information: the apps are computed: what they are is not known here at «"x"»',
      'process.json',
    );
  });

  it('is one launch where an image runs it: with the variables of the file', async () => {
    const launches = await launchesOfFiles({
      'package.json': '{ "name": "site" }',
      'src/server.js': '',
      'ecosystem.config.js':
        'module.exports = { apps: [{ name: "site", script: "./src/server.js", env: { A: "0" }, env_production: { A: "1" } }] };',
      Dockerfile:
        'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["pm2-runtime", "ecosystem.config.js", "--env", "production"]\n',
    });
    assert.deepEqual(launches.map(renderCommand), [
      'production dockerfile site: [pm2-runtime] node ./src/server.js → src/server.js',
    ]);
    assert.equal(launches[0]?.variables.find(({ name }) => name === 'A')?.value, '1');
  });
});
