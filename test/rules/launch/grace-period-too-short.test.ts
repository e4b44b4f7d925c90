import assert from 'node:assert/strict';
import { gracePeriodTooShort } from '../../../src/rules/launch/grace-period-too-short.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const app: Files = {
  'requirements.txt': 'flask\ngunicorn\n',
  'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
};
const image = (...words: readonly string[]): Files => ({
  Dockerfile: `FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ${JSON.stringify(words)}\n`,
});
const compose = (...lines: readonly string[]): Files => ({
  'compose.production.yaml': `services:\n${lines.map((line) => `  ${line}\n`).join('')}`,
});
const pod = (...lines: readonly string[]): Files => ({
  'services/api/requirements.txt': 'flask\n',
  'services/api/app.py': 'from flask import Flask\n\napp = Flask(__name__)\napp.run()\n',
  'services/api/Dockerfile': 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
  'deploy/production/api.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  template:\n    spec:\n${lines.map((line) => `      ${line}\n`).join('')}`,
});

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(gracePeriodTooShort, files), []);
}

describe('grace-period-too-short', () => {
  it('says how long the program waits and when it is killed', async () => {
    const [finding] = await checkRepository(gracePeriodTooShort, {
      ...app,
      ...image('gunicorn', '--graceful-timeout=120', 'app:app'),
      ...compose('# The shop.', '[|api|]:', '  build: .', '  stop_grace_period: 30s # as before'),
    });
    assert.equal(
      finding?.message,
      'api is killed 30 s after it is asked to stop, and gunicorn waits 120 s (--graceful-timeout): requests in hand are cut off',
    );
  });

  it('sets the grace that is there, and keeps what stands around it', async () => {
    const fixed = await fixFirst(gracePeriodTooShort, {
      ...app,
      ...image('gunicorn', '--graceful-timeout', '120', 'app:app'),
      ...compose('# The shop.', 'api:', '  build: .', '  stop_grace_period: 30s # as before'),
    });
    assert.match(fixed['compose.production.yaml'] ?? '', /# The shop\.[^]*stop_grace_period: 125s # as before\n/);
  });

  it('reads the configuration of the server', async () => {
    await checkRepository(gracePeriodTooShort, {
      ...app,
      'gunicorn.conf.py': 'bind = "0.0.0.0:8080"\ngraceful_timeout = 60\n',
      ...image('gunicorn', '-c', 'gunicorn.conf.py', 'app:app'),
      ...compose('[|api|]:', '  build: .'),
    });
  });

  it('counts what a pod sleeps before it is asked to stop', async () => {
    const files = pod(
      'terminationGracePeriodSeconds: 20',
      'containers:',
      '  - name: api',
      '    image: example.com/api:1',
      '    lifecycle:',
      '      preStop:',
      '        sleep:',
      '          seconds: 20',
    );
    const fixed = await fixFirst(gracePeriodTooShort, files);
    assert.match(fixed['deploy/production/api.yaml'] ?? '', /terminationGracePeriodSeconds: 25\n/);
  });

  it('lets supervisord wait for the job of a worker', async () => {
    const fixed = await fixFirst(gracePeriodTooShort, {
      'composer.json': '{ "require": { "laravel/framework": "^12" } }\n',
      artisan: '#!/usr/bin/env php\n<?php\n\nrequire __DIR__ . "/bootstrap/app.php";\n',
      'deploy/production/supervisord.conf':
        '[program:worker]\ndirectory=/srv/shop\ncommand=php artisan queue:work --timeout=90\nautostart=true\n',
    });
    assert.match(
      fixed['deploy/production/supervisord.conf'] ?? '',
      /\[program:worker\]\ndirectory=\/srv\/shop\nstopwaitsecs=95\ncommand=/,
    );
  });

  describe('is silent', () => {
    it('where the grace is longer', () =>
      silent({
        ...app,
        ...image('gunicorn', '--graceful-timeout', '20', 'app:app'),
        ...compose('api:', '  build: .', '  stop_grace_period: 25s'),
      }));
    it('where only an image says how it is started', () =>
      silent({ ...app, ...image('gunicorn', '--graceful-timeout', '120', 'app:app') }));
    it('where the time is not known', () =>
      silent({
        ...app,
        ...image('sh', '-c', 'gunicorn --graceful-timeout $TIMEOUT app:app'),
        ...compose('api:', '  build: .'),
      }));
    it('where a hook of the pod leaves time', () =>
      silent(
        pod(
          'containers:',
          '  - name: api',
          '    image: example.com/api:1',
          '    lifecycle:',
          '      preStop:',
          '        exec:',
          '          command: ["sh", "-c", "sleep 5"]',
        ),
      ));
  });
});
