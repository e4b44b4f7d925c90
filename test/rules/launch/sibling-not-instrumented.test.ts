import assert from 'node:assert/strict';
import { siblingNotInstrumented } from '../../../src/rules/launch/sibling-not-instrumented.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import { review, type Files } from '../../support/memoryRepository.ts';

const python: Files = {
  'requirements.txt': 'celery\nflask\ngunicorn\nopentelemetry-distro\nopentelemetry-exporter-otlp\n',
  'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
  'tasks.py': 'from celery import Celery\n\napp = Celery("tasks")\n',
};
const web = 'web: opentelemetry-instrument gunicorn app:app\n';

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(siblingNotInstrumented, files), []);
}

describe('sibling-not-instrumented', () => {
  it('names what the other process has', async () => {
    const [finding] = await checkRepository(siblingNotInstrumented, {
      ...python,
      Procfile: `${web}worker: [|celery -A tasks worker|]\n`,
    });
    assert.equal(
      finding?.message,
      '"celery -A tasks worker" is started without opentelemetry-instrument, which "gunicorn app:app" beside it has: it emits no traces, metrics or logs',
    );
  });

  it('is said once: the package is not said to be started by nobody', async () => {
    const { findings } = await review({ ...python, Procfile: `${web}worker: celery -A tasks worker\n` });
    assert.deepEqual(
      findings.filter(({ rule }) => /instrumented|lost/.test(rule)).map(({ rule }) => rule),
      ['sibling-not-instrumented'],
    );
  });

  it('puts the wrapper with its flags into the command of the other', async () => {
    const files = {
      ...python,
      Procfile: 'web: ddtrace-run gunicorn app:app\nworker: exec celery -A tasks worker -c 4\n',
      'requirements.txt': 'celery\nddtrace\ngunicorn\nflask\n',
    };
    const fixed = await fixFirst(siblingNotInstrumented, files);
    assert.equal(
      fixed['Procfile'],
      'web: ddtrace-run gunicorn app:app\nworker: exec ddtrace-run celery -A tasks worker -c 4\n',
    );
  });

  describe('is silent', () => {
    it('where the worker starts telemetry in its code', () =>
      silent({
        ...python,
        'requirements.txt': 'celery\nflask\ngunicorn\nddtrace\n',
        'tasks.py': 'import ddtrace.auto\nfrom celery import Celery\n\napp = Celery("tasks")\n',
        Procfile: 'web: ddtrace-run gunicorn app:app\nworker: celery -A tasks worker\n',
      }));
    it('for what only looks on', () => silent({ ...python, Procfile: `${web}flower: celery -A tasks flower\n` }));
    it('where both are started without', () =>
      silent({ ...python, Procfile: 'web: gunicorn app:app\nworker: celery -A tasks worker\n' }));
    it('where telemetry is switched off by a variable', () =>
      silent({
        ...python,
        'compose.yaml':
          'services:\n  web:\n    build: .\n    command: opentelemetry-instrument gunicorn app:app\n' +
          '  worker:\n    build: .\n    command: opentelemetry-instrument celery -A tasks worker\n    environment:\n      OTEL_SDK_DISABLED: "true"\n',
        Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n',
      }));
  });
});
