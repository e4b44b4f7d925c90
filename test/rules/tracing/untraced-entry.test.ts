import assert from 'node:assert/strict';
import { isCovered } from '../../../src/knowledge/instrumentations.ts';
import { untracedEntry } from '../../../src/rules/tracing/untraced-entry.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';

const requirements =
  'opentelemetry-distro\nopentelemetry-exporter-otlp\nopentelemetry-instrumentation-flask\nflask\ndramatiq\n';

const worker = (body: string, name = 'settle', decorator = ''): string => `import dramatiq
from opentelemetry import trace

tracer = trace.get_tracer(__name__)


@dramatiq.actor
${decorator}def ${name}(order):
${body}

dramatiq.run()
`;

const job = worker('    order.settle()\n', '[|settle|]');

describe('untraced-entry', () => {
  it('is silent where the launch is not instrumented: there the launch is the finding', async () => {
    await checkRepository(untracedEntry, {
      Procfile: 'worker: python worker.py\n',
      'requirements.txt': requirements,
      'worker.py': worker('    order.settle()\n'),
    });
  });

  it('is silent for agents of vendors, which cover their frameworks', async () => {
    await checkRepository(untracedEntry, {
      Procfile: 'worker: ddtrace-run python worker.py\n',
      'requirements.txt': 'ddtrace\ndramatiq\n',
      'worker.py': worker('    order.settle()\n'),
    });
  });

  it('is silent where the manifest does not show what is installed', async () => {
    for (const installed of [
      'dramatiq\n',
      `${requirements}acme-telemetry\n`,
      'opentelemetry-distro\nopentelemetry-exporter-otlp\ndramatiq\n',
    ]) {
      await checkRepository(untracedEntry, {
        Procfile: 'worker: opentelemetry-instrument python worker.py\n',
        'requirements.txt': installed,
        'worker.py': worker('    order.settle()\n'),
      });
    }
  });

  it('is silent where a span, a decorator or a helper wraps the work', async () => {
    for (const text of [
      worker('    with tracer.start_as_current_span("settle"):\n        order.settle()\n'),
      worker('    order.settle()\n', 'settle', '@traced\n'),
      worker('    with_span("settle", order.settle)\n'),
    ]) {
      await checkRepository(untracedEntry, {
        Procfile: 'worker: opentelemetry-instrument python worker.py\n',
        'requirements.txt': requirements,
        'worker.py': text,
      });
    }
  });

  it('leaves routes alone that their framework’s package covers', async () => {
    await checkRepository(untracedEntry, {
      Procfile: 'web: opentelemetry-instrument python app.py\n',
      'requirements.txt': requirements,
      'app.py': `from flask import Flask

app = Flask(__name__)


@app.route("/orders")
def orders():
    return load()


app.run()
`,
    });
  });

  it('finds a route whose package is not among those that are installed', async () => {
    const [finding] = await checkRepository(untracedEntry, {
      Procfile: 'web: opentelemetry-instrument python app.py\n',
      'requirements.txt': requirements.replace('-flask', '-redis'),
      'app.py': `from flask import Flask

app = Flask(__name__)


@app.route("/orders")
def [|orders|]():
    return load()


app.run()
`,
    });
    assert.match(finding?.message ?? '', /traces flask/);
  });

  it('wraps the work with the tracer of the file', async () => {
    const files = {
      Procfile: 'worker: opentelemetry-instrument python worker.py\n',
      'requirements.txt': requirements,
      'worker.py': job,
    };
    await checkRepository(untracedEntry, files);
    const fixed = await fixFirst(untracedEntry, { ...files, 'worker.py': worker('    order.settle()\n') });
    assert.equal(
      fixed['worker.py'],
      worker('    order.settle()\n', 'settle', '@tracer.start_as_current_span("settle")\n'),
    );
  });

  it('knows what bundles bring', () => {
    const bundle = ['@opentelemetry/auto-instrumentations-node'];
    const route = (framework: string) => ({ framework, kind: 'route' }) as const;
    const job = (framework: string) => ({ framework, kind: 'job' }) as const;
    assert.equal(isCovered('node', route('express'), bundle, false), true);
    assert.equal(isCovered('node', job('bullmq'), bundle, false), false);
    assert.equal(isCovered('node', job('bullmq'), [...bundle, 'bullmq-otel'], false), true);
    assert.equal(isCovered('node', job('something'), bundle, false), null);
    assert.equal(isCovered('python', job('celery'), [], true), true);
    assert.equal(isCovered('python', job('rq'), [], true), false);
    assert.equal(isCovered('jvm', job('spring-amqp'), [], true), true);
    assert.equal(isCovered('jvm', job('spring-amqp'), [], false), false);
    assert.equal(isCovered('dotnet', job('aspnet'), [], false), null);
    assert.equal(isCovered('ruby', job('rails'), ['opentelemetry-instrumentation-rack'], false), false);
    assert.equal(isCovered('ruby', route('rails'), ['opentelemetry-instrumentation-rack'], false), true);
  });
});
