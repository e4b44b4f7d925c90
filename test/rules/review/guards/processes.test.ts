import assert from 'node:assert/strict';
import { losses, lossesOf } from './losses.ts';

const worker = `
import signal

import sentry_sdk

sentry_sdk.init(dsn=DSN)


def stop(*_):
    queue.close()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    queue.run()
`;

describe('what a process did when it started', () => {
  it('is missed: a signal that is not taken any more', async () => {
    const found = await losses(
      'python',
      worker,
      worker.replace(/.*signal\.signal.*\n/, '').replace('import signal\n\n', ''),
    );
    assert.deepEqual(found, [
      'if __name__ == "__main__":: SIGTERM is not handled any more: at each deploy the process ends in the middle of what it does',
    ]);
  });

  it('is missed: telemetry that is not started any more', async () => {
    const found = await losses(
      'python',
      worker,
      worker.replace(/.*sentry_sdk\.init.*\n\n\n/, '').replace('import sentry_sdk\n\n', ''),
    );
    assert.equal(found.length, 1);
    assert.match(found[0] ?? '', /sentry is not started any more/);
  });

  it('is not missed: a signal that is taken in another way', async () => {
    const after = worker.replace(
      'signal.signal(signal.SIGTERM, stop)',
      'loop.add_signal_handler(signal.SIGTERM, stop)',
    );
    assert.deepEqual(await losses('python', worker, after), []);
  });

  it('is not missed: telemetry that another changed file starts', async () => {
    const after = worker.replace(/.*sentry_sdk\.init.*\n/, '').replace('import sentry_sdk', 'import errors');
    const found = await losses('python', worker, after, {
      'before:errors.py': 'DSN = 1\n',
      'errors.py': 'import sentry_sdk\n\nDSN = 1\nsentry_sdk.init(dsn=DSN)\n',
    });
    assert.deepEqual(found, []);
  });

  it('is not missed: telemetry of another vendor', async () => {
    const after = worker
      .replace('sentry_sdk.init(dsn=DSN)', 'rollbar.init(TOKEN)')
      .replace('import sentry_sdk', 'import rollbar');
    assert.deepEqual(await losses('python', worker, after), []);
  });

  it('is not missed: the whole process is gone', async () => {
    const found = await lossesOf({ Procfile: 'web: python web.py\n', 'web.py': 'run()\n', 'before:app.py': worker });
    assert.deepEqual(found, []);
  });

  it('is missed once, however many signals stood there', async () => {
    const two = worker.replace('    queue.run', '    signal.signal(signal.SIGINT, stop)\n    queue.run');
    const found = await losses(
      'python',
      two,
      two.replace(/.*signal\.signal.*\n/g, '').replace('import signal\n\n', ''),
    );
    assert.equal(found.length, 1);
    assert.match(found[0] ?? '', /SIGTERM and SIGINT are not handled/);
  });

  it('is not missed: a signal whose work is gone', async () => {
    const after = `
import sentry_sdk

sentry_sdk.init(dsn=DSN)

if __name__ == "__main__":
    run_once()
`;
    assert.deepEqual(await losses('python', worker, after), []);
  });

  it('is not missed: metrics that another library exports', async () => {
    const before = `
      import prometheus from 'prom-client';
      import express from 'express';

      const app = express();
      prometheus.collectDefaultMetrics();
      app.listen(8080);
    `;
    const after = before
      .replace("import prometheus from 'prom-client'", "import metrics from 'prometheus-api-metrics'")
      .replace('prometheus.collectDefaultMetrics()', 'app.use(metrics())');
    assert.deepEqual(await losses('typescript', before, after), []);
  });
});
