/** What becomes of telemetry on a launch, by every way in which it can start. */
import assert from 'node:assert/strict';
import { launchesOfFiles, renderTelemetry } from './repository.ts';
import type { Files } from './repository.ts';

async function verdictOf(files: Files): Promise<string> {
  const [launch] = await launchesOfFiles(files);
  return launch === undefined ? 'no launch' : renderTelemetry(launch);
}

const procfile = (line: string, files: Files = {}): Promise<string> =>
  verdictOf({ 'app.py': '', 'server.js': '', ...files, Procfile: `web: ${line}\n` });

const otel = 'active traces,metrics,logs opentelemetry';

describe('wrappers', () => {
  const lines: readonly [string, string][] = [
    ['opentelemetry-instrument python app.py', `${otel} wrapper`],
    ['/venv/bin/opentelemetry-instrument --service_name x /venv/bin/python app.py', `${otel} wrapper`],
    ['ddtrace-run python app.py', 'active traces datadog wrapper'],
    ['DD_RUNTIME_METRICS_ENABLED=true ddtrace-run python app.py', 'active traces,metrics datadog wrapper'],
    ['newrelic-admin run-program python app.py', 'active traces,metrics,logs,errors newrelic wrapper'],
    ['sh -c "ddtrace-run python app.py"', 'active traces datadog wrapper'],
    ['ddtrace-run sh -c "python app.py"', 'active traces datadog wrapper'],
    ['opentelemetry-instrument sudo -u app python app.py', 'inactive opentelemetry dead'],
    ['sudo -u app opentelemetry-instrument python app.py', `${otel} wrapper`],
    ['opentelemetry-instrument env -i python app.py', 'inactive opentelemetry dead'],
    ['opentelemetry-instrument python -E app.py', 'inactive opentelemetry dead'],
    ['opentelemetry-instrument python -I -m app', 'inactive opentelemetry dead'],
    ['opentelemetry-instrument node server.js', 'inactive opentelemetry dead'],
    ['OTEL_SDK_DISABLED=true opentelemetry-instrument python app.py', 'inactive opentelemetry disabled'],
    ['OTEL_TRACES_EXPORTER=none opentelemetry-instrument python app.py', 'active metrics,logs opentelemetry wrapper'],
    ['DD_TRACE_ENABLED=false ddtrace-run python app.py', 'inactive datadog disabled'],
    ['NEW_RELIC_ENABLED=false newrelic-admin run-program python app.py', 'inactive newrelic disabled'],
    ['python app.py', 'inactive'],
  ];
  for (const [line, expected] of lines) {
    it(line, async () => assert.equal(await procfile(line), expected));
  }
});

describe('runtime flags and the environment', () => {
  const register = '@opentelemetry/auto-instrumentations-node/register';
  const lines: readonly [string, string][] = [
    [`node --require ${register} server.js`, 'active traces,logs opentelemetry runtime-flag'],
    [`node --import=${register} server.js`, 'active traces,logs opentelemetry runtime-flag'],
    [`NODE_OPTIONS="--require ${register}" node server.js`, 'active traces,logs opentelemetry runtime-flag'],
    [`NODE_OPTIONS='-r dd-trace/init' npx nodemon server.js`, 'active traces datadog runtime-flag'],
    ['node -r dd-trace/init server.js', 'active traces datadog runtime-flag'],
    ['node -r newrelic server.js', 'active traces,metrics,logs,errors newrelic runtime-flag'],
    ['node -r ./node_modules/dd-trace/init.js server.js', 'active traces datadog runtime-flag'],
    ['node --import dd-trace/register.js server.js', 'inactive'],
    ['node -r dotenv/config -r source-map-support/register server.js', 'inactive'],
    ['node -r @corp/telemetry server.js', 'unknown runtime-flag'],
    ['NODE_OPTIONS=$AGENT node server.js', 'unknown runtime-flag'],
    ['PYTHONPATH=/x/opentelemetry/instrumentation/auto_instrumentation python app.py', `${otel} environment`],
    ['PYTHONPATH=/x/ddtrace/bootstrap python -S app.py', 'inactive datadog dead'],
    ['java -javaagent:/opt/opentelemetry-javaagent.jar -Xmx1g -jar app.jar', `${otel} runtime-flag`],
    ['java -cp app.jar:lib -javaagent:/opt/dd-java-agent.jar shop.App', 'active traces,metrics datadog runtime-flag'],
    ['JAVA_TOOL_OPTIONS=-javaagent:/otel/opentelemetry-javaagent.jar java -jar app.jar', `${otel} runtime-flag`],
    ['java -jar app.jar -javaagent:/opt/opentelemetry-javaagent.jar', 'unknown'],
    ['java -jar app.jar', 'unknown'],
  ];
  for (const [line, expected] of lines) {
    it(line, async () => assert.equal(await procfile(line), expected));
  }

  it('counts what a preloaded file of the repository starts', async () => {
    const files = {
      'tracing.js':
        "const { NodeSDK } = require('@opentelemetry/sdk-node');\nconst sdk = new NodeSDK();\nsdk.start();\n",
    };
    assert.equal(
      await procfile('node -r ./tracing.js server.js', files),
      'active traces,logs opentelemetry runtime-flag',
    );
    assert.equal(await procfile('node -r ./gone.js server.js', files), 'unknown runtime-flag');
    assert.equal(await procfile('node -r ./tracing.js server.js', { 'tracing.js': '' }), 'inactive');
  });

  it('knows that metrics came with a later version of the SDK', async () => {
    const manifest = (version: string): Files => ({
      'package.json': `{"dependencies": {"@opentelemetry/auto-instrumentations-node": "${version}"}}`,
    });
    assert.match(await procfile(`node -r ${register} server.js`, manifest('^0.70.0')), /traces,logs,metrics/);
    assert.match(await procfile(`node -r ${register} server.js`, manifest('^0.67.0')), /traces,logs opentelemetry/);
  });
});

describe('code that starts telemetry', () => {
  const provider = 'from opentelemetry import trace\nfrom opentelemetry.sdk.trace import TracerProvider\n';
  const start = 'trace.set_tracer_provider(TracerProvider())\n';
  const python: readonly [string, Files, string][] = [
    ['in the entry point', { 'app.py': provider + start }, 'active traces opentelemetry in-code'],
    [
      'in an imported module',
      { 'app.py': 'import tracing\n', 'tracing.py': provider + start },
      'active traces opentelemetry in-code',
    ],
    [
      'in a called function',
      { 'app.py': 'from tracing import setup\nsetup()\n', 'tracing.py': `${provider}def setup():\n    ${start}` },
      'active traces opentelemetry in-code',
    ],
    [
      'in a function nobody calls',
      { 'app.py': 'from tracing import setup\n', 'tracing.py': `${provider}def setup():\n    ${start}` },
      'inactive dead',
    ],
    [
      'in a function that is called through another module',
      {
        'app.py': 'import telemetry\ntelemetry.tracing.setup()\n',
        'telemetry/__init__.py': 'from . import tracing\n',
        'telemetry/tracing.py': `${provider}def setup():\n    ${start}`,
      },
      'active traces opentelemetry in-code',
    ],
    [
      'in a function that is handed over',
      { 'app.py': `${provider}def setup():\n    ${start}app.on_startup.append(setup)\n` },
      'active traces opentelemetry in-code',
    ],
    [
      'in a decorated function',
      { 'app.py': `${provider}@app.on_event("startup")\ndef setup():\n    ${start}` },
      'active traces opentelemetry in-code',
    ],
    [
      'in a function that only its name in a list leads to',
      { 'app.py': `${provider}def setup():\n    ${start}hooks = [setup]\n` },
      'unknown traces opentelemetry in-code',
    ],
    [
      'in a main guard',
      { 'app.py': `${provider}def setup():\n    ${start}if __name__ == "__main__":\n    setup()\n` },
      'active traces opentelemetry in-code',
    ],
    [
      'behind a variable that nothing sets',
      { 'app.py': `import os\n${provider}if os.getenv("OTEL_ENABLED") == "true":\n    ${start}` },
      'conditional traces opentelemetry in-code if os.getenv("OTEL_ENABLED") == "true"',
    ],
    [
      'behind a constant with a default',
      {
        'app.py': `import os\n${provider}ENABLED = os.getenv("OTEL_ENABLED", "true") == "true"\nif ENABLED:\n    ${start}`,
      },
      'active traces opentelemetry in-code',
    ],
    [
      'in an import only for types',
      {
        'app.py': 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import tracing\n',
        'tracing.py': provider + start,
      },
      'inactive dead',
    ],
    ['as an import alone', { 'app.py': 'import ddtrace.auto\n' }, 'active traces datadog in-code'],
    [
      'as the agent of New Relic',
      { 'app.py': 'import newrelic.agent\nnewrelic.agent.initialize("newrelic.ini")\n' },
      'active traces,metrics,logs,errors newrelic in-code',
    ],
    [
      'as Sentry with a DSN',
      { 'app.py': 'import sentry_sdk\nsentry_sdk.init("https://a@b/1", traces_sample_rate=1)\n' },
      'active errors,traces sentry in-code',
    ],
    [
      'as Sentry without a DSN',
      { 'app.py': 'import sentry_sdk\nsentry_sdk.init()\n' },
      'conditional errors sentry in-code if SENTRY_DSN is set',
    ],
    [
      'as Sentry with a DSN of the environment',
      { 'app.py': 'import os, sentry_sdk\nsentry_sdk.init(dsn=os.environ.get("DSN"))\n' },
      'conditional errors sentry in-code if DSN is set',
    ],
  ];
  for (const [name, files, expected] of python) {
    it(`Python: ${name}`, async () => assert.equal(await procfile('python app.py', files), expected));
  }

  it('Python: behind a main guard that an import does not pass', async () => {
    const files = { 'app.py': `${provider}if __name__ == "__main__":\n    ${start}` };
    assert.equal(await procfile('gunicorn app:app', files), 'inactive dead');
  });

  it('Python: behind a variable that the launch sets', async () => {
    const files = {
      'app.py': `import os\n${provider}if os.environ.get("OTEL_ENABLED", "") in ("1", "true"):\n    ${start}`,
    };
    assert.equal(await procfile('OTEL_ENABLED=true python app.py', files), 'active traces opentelemetry in-code');
    assert.equal(await procfile('OTEL_ENABLED=0 python app.py', files), 'inactive dead');
  });

  it('Python: in the hooks of the server', async () => {
    const files = { 'gunicorn.conf.py': `${provider}def post_fork(server, worker):\n    ${start}` };
    assert.equal(await procfile('gunicorn app:app', files), 'active traces opentelemetry in-code');
    assert.equal(await procfile('gunicorn -c other.py app:app', files), 'inactive dead');
  });

  it('Python: in the settings of Django', async () => {
    const files = {
      'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'shop/__init__.py': '',
      'shop/settings.py': 'INSTALLED_APPS = ["shop.core"]\n',
      'shop/core/__init__.py': '',
      'shop/core/apps.py': `${provider}class CoreConfig(AppConfig):\n    def ready(self):\n        ${start}`,
    };
    assert.equal(await procfile('python manage.py runserver', files), 'active traces opentelemetry in-code');
    const sentry = { ...files, 'shop/settings.py': 'import sentry_sdk\nsentry_sdk.init(dsn="https://a@b/1")\n' };
    assert.equal(await procfile('python manage.py runserver', sentry), 'active errors sentry in-code');
  });

  it('Python: in an application that a string names', async () => {
    const files = { 'app.py': 'import uvicorn\nuvicorn.run("api:app")\n', 'api.py': provider + start };
    assert.equal(await procfile('python app.py', files), 'active traces opentelemetry in-code');
  });

  const node: readonly [string, Files, string][] = [
    [
      'a required file',
      { 'server.js': "require('./tracing');\n", 'tracing.js': "require('dd-trace').init();\n" },
      'active traces datadog in-code',
    ],
    ['an agent', { 'server.js': "require('newrelic');\n" }, 'active traces,metrics,logs,errors newrelic in-code'],
    [
      'an SDK',
      {
        'server.js':
          "const { NodeSDK } = require('@opentelemetry/sdk-node');\nconst sdk = new NodeSDK({});\nsdk.start();\n",
      },
      'active traces,logs opentelemetry in-code',
    ],
    [
      'an SDK that is made and not seen to start',
      { 'server.js': "const { NodeSDK } = require('@opentelemetry/sdk-node');\nmodule.exports = new NodeSDK({});\n" },
      'unknown traces,logs opentelemetry in-code',
    ],
    [
      'a function behind a flag',
      {
        'server.js': "const { init } = require('./tracing');\nif (process.env.TRACING === 'on') init();\n",
        'tracing.js': "function init() { require('dd-trace').init(); }\nmodule.exports = { init };\n",
      },
      "conditional traces datadog in-code if process.env.TRACING === 'on'",
    ],
    [
      'nothing',
      { 'server.js': "require('express')();\n", 'tracing.js': "require('dd-trace').init();\n" },
      'inactive dead',
    ],
    [
      'a Sentry that is switched off outside production',
      {
        'server.js':
          "const Sentry = require('@sentry/node');\nSentry.init({ dsn: 'https://a@b/1', enabled: process.env.NODE_ENV === 'production' });\n",
      },
      "conditional errors sentry in-code if process.env.NODE_ENV === 'production'",
    ],
  ];
  for (const [name, files, expected] of node) {
    it(`Node: ${name}`, async () => assert.equal(await procfile('node server.js', files), expected));
  }

  it('Node: through aliases and packages of the workspace', async () => {
    const files = {
      'package.json': '{"name": "api"}',
      'tsconfig.json': '{"compilerOptions": {"paths": {"@lib/*": ["./src/lib/*"]}}}',
      'src/main.ts': "import '@lib/tracing';\n",
      'src/lib/tracing.ts': "import '@shop/telemetry';\n",
      'packages/telemetry/package.json': '{"name": "@shop/telemetry", "main": "dist/index.js"}',
      'packages/telemetry/src/index.ts': "import tracer from 'dd-trace';\ntracer.init();\n",
    };
    assert.equal(await procfile('tsx src/main.ts', files), 'active traces datadog in-code');
  });

  it('Node: in the source of what a build makes, where a file beside it loads that', async () => {
    const [launch] = await launchesOfFiles({
      'package.json': '{ "name": "bridge", "dependencies": { "@sentry/node": "^9.0.0" } }\n',
      'tsconfig.json': '{ "compilerOptions": { "outDir": "./lib" }, "include": ["src/**/*"] }\n',
      'app.js': "const main = require('./lib/main');\n\nmain.run();\n",
      'src/main.ts':
        "import * as Sentry from '@sentry/node';\n\nexport function run() {\n  Sentry.init({ dsn: 'https://key@sentry.example.com/1' });\n}\n",
      Procfile: 'web: node app.js\n',
    });
    assert.equal(launch?.telemetry.state, 'active');
  });

  it('Node: in the hook of Next.js', async () => {
    const files = {
      'package.json': '{}',
      'app/layout.tsx': '',
      'instrumentation.ts':
        "import { registerOTel } from '@vercel/otel';\nexport function register() { registerOTel('web'); }\n",
    };
    assert.equal(await procfile('next start', files), 'active traces opentelemetry in-code');
  });

  describe('Node: in a hook of Next.js', () => {
    const hook = "import { registerOTel } from '@vercel/otel';\nexport function register() { registerOTel('web'); }\n";
    const manifest = (next: string): string =>
      JSON.stringify({ dependencies: { next, '@vercel/otel': '^1.10.0', '@opentelemetry/api': '^1.9.0' } });
    const started = (files: Files): Promise<string> => procfile('next start', files);
    const active = 'active traces opentelemetry in-code';

    it('beside the folder of the application, and nowhere else', async () => {
      const inSource = { 'package.json': manifest('15.1.0'), 'src/app/layout.tsx': '' };
      assert.equal(await started({ ...inSource, 'src/instrumentation.ts': hook }), active);
      assert.match(await started({ ...inSource, 'instrumentation.ts': hook }), /^inactive/);
    });

    it('which version 14 loads only where a setting asks for it', async () => {
      const files = { 'package.json': manifest('^14.2.3'), 'app/layout.tsx': '', 'instrumentation.ts': hook };
      assert.match(await started(files), /^inactive/);
      assert.match(
        await started({ ...files, 'next.config.js': 'module.exports = { output: "standalone" };\n' }),
        /^inactive/,
      );
      const asked = 'module.exports = { experimental: { instrumentationHook: true } };\n';
      assert.equal(await started({ ...files, 'next.config.js': asked }), active);
    });

    it('where a plugin may set that, or the version is not known', async () => {
      const files = { 'app/layout.tsx': '', 'instrumentation.ts': hook };
      const plugin = "import { withShop } from './shop.mjs';\nexport default withShop({});\n";
      assert.equal(await started({ ...files, 'package.json': manifest('14.2.3'), 'next.config.mjs': plugin }), active);
      for (const version of ['latest', 'catalog:', '>=13'])
        assert.equal(await started({ ...files, 'package.json': manifest(version) }), active);
    });
  });
});

describe('telemetry from elsewhere', () => {
  const deployment = (annotation: string): Files => ({
    'api/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
    'api/app.py': '',
    'k8s/api.yaml':
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    metadata: { annotations: { ${annotation} } }\n` +
      '    spec:\n      containers:\n        - { name: api, image: shop/api }\n',
  });

  it('is not denied where an operator injects it', async () => {
    const launches = await launchesOfFiles(deployment('instrumentation.opentelemetry.io/inject-python: "true"'));
    const kubernetes = launches.find(({ launcher }) => launcher === 'kubernetes');
    assert.ok(kubernetes);
    assert.equal(renderTelemetry(kubernetes), 'unknown opentelemetry operator external');
    const [plain] = await launchesOfFiles(deployment('x: y'));
    assert.equal(plain?.telemetry.state, 'inactive');
  });

  it('is not denied where the profile says that something injects it', async () => {
    const profile = 'version: 1\ntelemetry: { injectedBy: [operator] }\n';
    const [launch] = await launchesOfFiles({ ...deployment('x: y'), 'prodaware.yaml': profile });
    assert.ok(launch);
    assert.equal(renderTelemetry(launch), 'unknown external');
  });
});

describe('logs alone', () => {
  it('are no telemetry of the process', async () => {
    const files = { 'app.py': 'from opentelemetry._logs import set_logger_provider\nset_logger_provider(provider)\n' };
    assert.equal(await procfile('python app.py', files), 'inactive logs opentelemetry partial');
  });
});

describe('ways that a script leaves open', () => {
  it('make a wrapper conditional that is there by a guess', async () => {
    const files = {
      Dockerfile:
        'FROM node:22\nARG CLOUD\nENV CLOUD=$CLOUD\nWORKDIR /app\nCOPY . .\nCMD if [ -n "$CLOUD" ]; then node -r dd-trace/init server.js; else node server.js; fi\n',
      'server.js': '',
    };
    assert.equal(await verdictOf(files), 'conditional traces datadog runtime-flag if [ -n "$CLOUD" ]');
  });

  it('make telemetry conditional', async () => {
    const files = {
      Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./start.sh"]\n',
      'start.sh':
        '#!/bin/sh\nif [ "$OTEL_ENABLED" = "true" ]; then\n  exec opentelemetry-instrument python app.py\nfi\nexec python app.py\n',
      'app.py': '',
    };
    assert.equal(
      await verdictOf(files),
      'conditional traces,metrics,logs opentelemetry wrapper if [ "$OTEL_ENABLED" = "true" ]',
    );
    const on = { ...files, Dockerfile: files.Dockerfile.replace('ENTRYPOINT', 'ENV OTEL_ENABLED=true\nENTRYPOINT') };
    assert.equal(await verdictOf(on), `${otel} wrapper`);
  });
});
