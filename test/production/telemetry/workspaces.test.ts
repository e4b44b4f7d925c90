/** Packages of one workspace: what an import of a path below their name evaluates. */
import assert from 'node:assert/strict';
import { launchesOfFiles, renderTelemetry } from '../repository.ts';
import type { Files } from '../repository.ts';

async function verdict(files: Files): Promise<string> {
  const [launch] = await launchesOfFiles({ Procfile: 'web: tsx apps/web/main.ts\n', ...files });
  return launch === undefined ? 'no launch' : renderTelemetry(launch);
}

const starts = "import * as Sentry from '@sentry/node';\nSentry.init({ dsn: 'https://k@o1.ingest.sentry.io/1' });\n";

describe('an import of a path below a package of the workspace', () => {
  const kinds: readonly [string, Files][] = [
    ['a file beside its manifest', { 'packages/shared/errors.ts': starts }],
    ['a file of its src folder', { 'packages/shared/src/errors.ts': starts }],
    [
      'a file that `exports` names',
      {
        'packages/shared/package.json':
          '{"name": "@shop/shared", "exports": {".": "./a.ts", "./errors": {"types": "./x.d.ts", "default": "./lib/sentry.ts"}}}',
        'packages/shared/lib/sentry.ts': starts,
      },
    ],
    [
      'one of the files that `exports` has a star for, by the source of what is built',
      {
        'packages/shared/package.json': '{"name": "@shop/shared", "exports": {"./*": "./dist/things/*.js"}}',
        'packages/shared/src/things/errors.ts': starts,
      },
    ],
  ];
  for (const [name, files] of kinds) {
    it(`is followed: ${name}`, async () => {
      const shared = '{"name": "@shop/shared", "main": "index.ts"}';
      const main = "import '@shop/shared/errors';\n";
      const all = { 'packages/shared/package.json': shared, 'apps/web/main.ts': main, ...files };
      assert.equal(await verdict(all), 'active errors sentry in-code');
    });
  }

  it('that leads to a file without telemetry hides nothing', async () => {
    const files = {
      'packages/shared/package.json': '{"name": "@shop/shared", "main": "index.ts"}',
      'packages/shared/logger.ts': 'export const logger = console;\n',
      'apps/web/main.ts': "import { logger } from '@shop/shared/logger';\nlogger.log('up');\n",
    };
    assert.equal(await verdict(files), 'inactive');
  });
});

describe('metrics of a Node program', () => {
  const pack = (dependencies: string): Files => ({ 'package.json': `{"dependencies": {${dependencies}}}` });
  const otel = '"@opentelemetry/auto-instrumentations-node": "^0.75.0", "@opentelemetry/sdk-node": "^0.220.0"';

  it('are sent by the SDK, and not by a tracer provider made by hand', async () => {
    const provider =
      "import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node';\nconst provider = new NodeTracerProvider({});\nprovider.register();\n";
    assert.equal(await verdict({ ...pack(otel), 'apps/web/main.ts': provider }), 'active traces opentelemetry in-code');
    const sdk = "import { NodeSDK } from '@opentelemetry/sdk-node';\nnew NodeSDK({}).start();\n";
    assert.equal(
      await verdict({ ...pack(otel), 'apps/web/main.ts': sdk }),
      'active traces,logs,metrics opentelemetry in-code',
    );
  });

  it('are served by plugins of servers', async () => {
    const fastify =
      "import Fastify from 'fastify';\nimport metrics from 'fastify-metrics';\nconst app = Fastify();\nawait app.register(metrics, { endpoint: '/metrics' });\n";
    assert.equal(await verdict({ 'apps/web/main.ts': fastify }), 'active metrics prometheus in-code');
    const hono =
      "import { prometheus } from '@hono/prometheus';\nexport const { printMetrics } = prometheus({ collectDefaultMetrics: true });\n";
    assert.equal(await verdict({ 'apps/web/main.ts': hono }), 'active metrics prometheus in-code');
    const nest =
      "import { Module } from '@nestjs/common';\nimport { NestFactory } from '@nestjs/core';\nimport { PrometheusModule } from '@willsoto/nestjs-prometheus';\n@Module({ imports: [PrometheusModule.register()] })\nexport class AppModule {}\nNestFactory.create(AppModule);\n";
    assert.equal(await verdict({ 'apps/web/main.ts': nest }), 'active metrics prometheus in-code');
  });
});

describe('Application Insights in a Node program', () => {
  it('is started at the end of the chain that sets it up', async () => {
    const start = (chain: string): Files => ({
      'apps/web/main.ts': `import * as appInsights from 'applicationinsights';\nappInsights.setup('InstrumentationKey=1')${chain};\n`,
    });
    const expected = 'active traces,metrics,errors application-insights in-code';
    assert.equal(await verdict(start('.start()')), expected);
    assert.equal(await verdict(start('.setAutoCollectRequests(true).setSendLiveMetrics(true).start()')), expected);
    assert.equal(
      await verdict(start('.setAutoCollectRequests(true)')),
      'unknown traces,metrics,errors application-insights in-code',
    );
  });
});
