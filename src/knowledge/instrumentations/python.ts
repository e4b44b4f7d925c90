/** From opentelemetry-python-contrib (`bootstrap_gen`). */
import { instrumentationTable, type FrameworkInstrumentation } from './instrumentation.ts';

const row = (frameworks: readonly string[], ...names: readonly string[]): FrameworkInstrumentation => ({
  frameworks,
  kinds: null,
  packages: names.map((name) => `opentelemetry-instrumentation-${name}`),
  // An operator brings all that there are.
  inBundle: names.length > 0,
});

export const pythonInstrumentations = instrumentationTable({
  ecosystem: 'python',
  prefixes: ['opentelemetry-instrumentation-'],
  known: /^opentelemetry-(?:api|sdk|distro|exporter|instrumentation|semantic|proto|propagator|util)\b/,
  installer: 'opentelemetry-bootstrap',
  frameworks: [
    row(['flask'], 'flask', 'wsgi'),
    row(['django', 'rest-framework'], 'django', 'wsgi', 'asgi'),
    row(['fastapi'], 'fastapi', 'asgi', 'starlette'),
    row(['starlette'], 'starlette', 'asgi'),
    row(['quart'], 'asgi'),
    row(['aiohttp'], 'aiohttp-server'),
    row(['tornado'], 'tornado'),
    row(['falcon'], 'falcon', 'wsgi', 'asgi'),
    row(['pyramid'], 'pyramid', 'wsgi'),
    row(['bottle'], 'wsgi'),
    row(['celery'], 'celery'),
    row(['pika'], 'pika'),
    row(['rq', 'dramatiq', 'huey', 'arq', 'procrastinate', 'apscheduler']),
  ],
});
