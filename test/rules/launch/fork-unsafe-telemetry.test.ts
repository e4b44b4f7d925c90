import assert from 'node:assert/strict';
import { forkUnsafeTelemetry } from '../../../src/rules/launch/fork-unsafe-telemetry.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const start =
  'from opentelemetry import trace\nfrom opentelemetry.sdk.trace import TracerProvider\n' +
  'from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter\n' +
  'from opentelemetry.sdk.trace.export import BatchSpanProcessor\n\n' +
  'provider = TracerProvider()\nprovider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))\n' +
  'trace.set_tracer_provider(provider)\n';
const web = (source = `${start}\nfrom flask import Flask\n\napp = Flask(__name__)\n`): Files => ({
  'requirements.txt': 'flask\ngunicorn\nopentelemetry-sdk\nopentelemetry-exporter-otlp\n',
  'app.py': source,
});
const tasks = (more = ''): Files => ({
  'requirements.txt': 'celery\nopentelemetry-sdk\nopentelemetry-exporter-otlp\n',
  'tasks.py': `${start}\nfrom celery import Celery\n\napp = Celery("tasks")\n${more}`,
});

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(forkUnsafeTelemetry, files), []);
}

describe('fork-unsafe-telemetry', () => {
  it('speaks of a worker of Celery whose module starts the SDK', async () => {
    const [finding] = await checkRepository(forkUnsafeTelemetry, {
      ...tasks(),
      Procfile: 'worker: [|celery -A tasks worker --concurrency 4|]\n',
    });
    assert.match(finding?.message ?? '', /^celery loads tasks\.py and then forks its workers: .* worker_process_init$/);
    assert.deepEqual(finding?.evidence[0]?.file, 'tasks.py');
    assert.deepEqual(finding?.fixes, []);
  });

  it('reads preload_app in the configuration of gunicorn', () =>
    checkRepository(forkUnsafeTelemetry, {
      ...web(),
      'gunicorn.conf.py': 'preload_app = True\nworkers = 4\n',
      Procfile: 'web: [|gunicorn app:app|]\n',
    }));

  it('reads the configuration of uWSGI', () =>
    checkRepository(forkUnsafeTelemetry, {
      ...web(),
      'uwsgi.ini': '[uwsgi]\nmodule = app:app\nmaster = true\nprocesses = 4\n',
      Procfile: 'web: [|uwsgi --ini uwsgi.ini|]\n',
    }));

  it('takes the flag out of a list', async () => {
    const fixed = await fixFirst(forkUnsafeTelemetry, {
      ...web(),
      Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["gunicorn", "--preload", "app:app"]\n',
    });
    assert.match(fixed['Dockerfile'] ?? '', /CMD \["gunicorn", "app:app"\]/);
  });

  describe('is silent', () => {
    it('without preloading', () => silent({ ...web(), Procfile: 'web: gunicorn --workers 4 app:app\n' }));
    it('where the configuration has a hook for workers', () =>
      silent({
        ...web(),
        'gunicorn.conf.py': 'preload_app = True\n\n\ndef post_fork(server, worker):\n    pass\n',
        Procfile: 'web: gunicorn app:app\n',
      }));
    it('where Celery has another pool', () =>
      silent({ ...tasks(), Procfile: 'worker: celery -A tasks worker --pool threads\n' }));
    it('where workers of Celery start it', () =>
      silent({
        ...tasks('\nfrom celery.signals import worker_process_init\n'),
        Procfile: 'worker: celery -A tasks worker\n',
      }));
    it('for the scheduler of Celery, which does not fork', () =>
      silent({ ...tasks(), Procfile: 'beat: celery -A tasks beat\n' }));
    it('where uWSGI loads the program in each worker', () =>
      silent({
        ...web(),
        'uwsgi.ini': '[uwsgi]\nmodule = app:app\nprocesses = 4\nlazy-apps = true\n',
        Procfile: 'web: uwsgi --ini uwsgi.ini\n',
      }));
    it('where the agent of a vendor looks after forks', () =>
      silent({
        ...web('import ddtrace.auto\nfrom flask import Flask\n\napp = Flask(__name__)\n'),
        Procfile: 'web: gunicorn --preload app:app\n',
      }));
    it('where nothing is sent in the background', () =>
      silent({
        ...web(start.replaceAll('BatchSpanProcessor', 'SimpleSpanProcessor') + '\napp = object()\n'),
        Procfile: 'web: gunicorn --preload app:app\n',
      }));
  });
});
