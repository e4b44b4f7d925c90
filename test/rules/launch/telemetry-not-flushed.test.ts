import assert from 'node:assert/strict';
import { telemetryNotFlushed } from '../../../src/rules/launch/telemetry-not-flushed.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const node = (...lines: readonly string[]): Files => ({
  'package.json': '{ "name": "api", "dependencies": { "@opentelemetry/sdk-node": "^0.223.0", "express": "^5.0.0" } }\n',
  'tracing.js': `const { NodeSDK } = require('@opentelemetry/sdk-node');\n\nconst sdk = new NodeSDK();\n${lines.join('\n')}\n`,
  'server.js': "require('./tracing');\n\nrequire('express')().listen(8080);\n",
  Procfile: 'web: node server.js\n',
});
const pm2: Files = { 'ecosystem.config.js': "module.exports = { apps: [{ script: 'server.js' }] };\n" };
const python = (...lines: readonly string[]): Files => ({
  'requirements.txt': 'opentelemetry-distro\nopentelemetry-exporter-otlp\nflask\n',
  'app.py': `${lines.join('\n')}\n`,
  Procfile: 'web: opentelemetry-instrument python app.py\n',
});

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(telemetryNotFlushed, files), []);
}

describe('telemetry-not-flushed', () => {
  it('shuts the SDK down on the signal that the launcher sends', async () => {
    const fixed = await fixFirst(telemetryNotFlushed, { ...node('', 'sdk.start();'), ...pm2, Procfile: '' });
    assert.match(
      fixed['tracing.js'] ?? '',
      /sdk\.start\(\);\n\nprocess\.on\('SIGINT', \(\) => \{\n {2}sdk\.shutdown\(\)\.finally\(\(\) => process\.exit\(0\)\);\n\}\);\n$/,
    );
  });

  it('says which signal is handled and which is sent', async () => {
    const [finding] = await checkRepository(telemetryNotFlushed, {
      ...node('', 'sdk.start();', "[|process.on('SIGTERM', () => sdk.shutdown())|];"),
      ...pm2,
      Procfile: '',
    });
    assert.match(finding?.message ?? '', /^pm2 stops .* by SIGINT, and its telemetry is shut down on SIGTERM/);
  });

  it('finds a server that nothing ends once the preload has taken the signal', () =>
    checkRepository(telemetryNotFlushed, {
      'package.json':
        '{ "name": "api", "dependencies": { "@opentelemetry/auto-instrumentations-node": "^0.81.0", "express": "^5.0.0" } }\n',
      'server.js': "[|const app = require('express')();|]\n\napp.listen(8080);\n",
      Procfile: 'web: node --require @opentelemetry/auto-instrumentations-node/register server.js\n',
    }));

  it('makes an exit of the signal in Python', async () => {
    const fixed = await fixFirst(
      telemetryNotFlushed,
      python('import flask', '', 'app = flask.Flask(__name__)', 'app.run()'),
    );
    assert.match(
      fixed['app.py'] ?? '',
      /^import flask\nimport signal\nimport sys\n\nsignal\.signal\(signal\.SIGTERM, lambda \*_: sys\.exit\(0\)\)\n/,
    );
  });

  it('finds workers that end after some tasks', () =>
    checkRepository(telemetryNotFlushed, {
      'requirements.txt': 'celery\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
      'shop.py': 'from celery import Celery\n\napp = Celery("shop")\n',
      Procfile: 'worker: opentelemetry-instrument celery -A shop worker [|--max-tasks-per-child=10|]\n',
    }));

  describe('is silent', () => {
    it('where the SDK is shut down', () =>
      silent(node('', 'sdk.start();', "process.on('SIGTERM', () => sdk.shutdown().finally(() => process.exit(0)));")));
    it('where a loop handles several signals', () =>
      silent({
        ...node(
          '',
          'sdk.start();',
          "for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => sdk.shutdown());",
        ),
        ...pm2,
      }));
    it('where a server of Python handles the signal', () =>
      silent(
        python('import uvicorn', 'from api import app', '', 'if __name__ == "__main__":', '    uvicorn.run(app)'),
      ));
    it('where a server starts the program', () =>
      silent({
        ...python('import flask', '', 'app = flask.Flask(__name__)'),
        Procfile: 'web: opentelemetry-instrument gunicorn app:app\n',
      }));
    it('where a launcher sends what Python takes for an interrupt', () =>
      silent({
        ...python('import flask', '', 'app = flask.Flask(__name__)', 'app.run()'),
        Procfile: '',
        'deploy/production/api.service':
          '[Service]\nWorkingDirectory=/srv/api\nKillSignal=SIGINT\nExecStart=opentelemetry-instrument /usr/bin/python3 app.py\n',
      }));
  });
});
