/** Telemetry that is made in one place and started in another, that packages of elsewhere may start, or a server's module. */
import assert from 'node:assert/strict';
import { launchesOfFiles, renderCommand, renderTelemetry } from '../repository.ts';
import type { Files } from '../repository.ts';

async function verdict(command: string, files: Files): Promise<string> {
  const [launch] = await launchesOfFiles({ ...files, Procfile: `web: ${command}\n` });
  return launch === undefined ? 'no launch' : renderTelemetry(launch);
}

const sdk = "const { NodeSDK } = require('@opentelemetry/sdk-node');\n";

describe('an object that one file makes and another starts', () => {
  const node: readonly [string, Files][] = [
    [
      'a default export',
      {
        'tracing.ts':
          "import { NodeSDK } from '@opentelemetry/sdk-node';\nconst sdk = new NodeSDK({});\nexport default sdk;\n",
        'server.ts': "import otel from './tracing';\nasync function main() { await otel.start(); }\nmain();\n",
      },
    ],
    [
      'a name of a module',
      {
        'tracing.ts': "import { NodeSDK } from '@opentelemetry/sdk-node';\nexport const sdk = new NodeSDK({});\n",
        'server.ts': "import { sdk } from './tracing';\nsdk.start();\n",
      },
    ],
    [
      'what a function returns',
      {
        'tracing.ts':
          "import { NodeSDK } from '@opentelemetry/sdk-node';\nexport function createSdk() { return new NodeSDK({}); }\n",
        'server.ts': "import { createSdk } from './tracing';\nconst sdk = createSdk();\nsdk.start();\n",
      },
    ],
    [
      'a field',
      {
        'server.ts':
          "import { NodeSDK } from '@opentelemetry/sdk-node';\nclass Tracing {\n  sdk: NodeSDK;\n  constructor() { this.sdk = new NodeSDK({}); }\n  start() { this.sdk.start(); }\n}\nnew Tracing().start();\n",
      },
    ],
  ];
  for (const [name, files] of node) {
    it(`is active: ${name}`, async () => {
      assert.equal(await verdict('tsx server.ts', files), 'active traces,logs opentelemetry in-code');
    });
  }
  it('is active where what a module exports is called at once', async () => {
    const files = {
      'tracer.js': `const { NodeTracerProvider } = require('@opentelemetry/node');\nmodule.exports = (name) => {\n  const provider = new NodeTracerProvider();\n  provider.register();\n};\n`,
      'server.js': "const tracer = require('./tracer')('api');\n",
    };
    assert.equal(await verdict('node server.js', files), 'active traces opentelemetry in-code');
  });
  it('is active where its name is the package of Go', async () => {
    const files = {
      'go.mod': 'module acme.dev/shop\n',
      'main.go':
        'package main\n\nimport "github.com/lightstep/otel-launcher-go/launcher"\n\nfunc main() {\n\tlauncher := launcher.ConfigureOpentelemetry()\n\tdefer launcher.Shutdown()\n}\n',
    };
    assert.equal(await verdict('go run .', files), 'active traces opentelemetry in-code');
  });
  it('is active in Python', async () => {
    const files = {
      '__appsignal__.py': 'from appsignal import Appsignal\n\nappsignal = Appsignal(active=True)\n',
      'app.py': 'from __appsignal__ import appsignal\n\nappsignal.start()\n',
    };
    assert.equal(await verdict('python app.py', files), 'active traces,metrics,errors appsignal in-code');
  });
  it('is no other object with such a method', async () => {
    const files = {
      'worker.js': "const { Worker } = require('queue-kit');\nmodule.exports = new Worker();\n",
      'server.js': "const worker = require('./worker');\nworker.start();\n",
    };
    assert.equal(await verdict('node server.js', files), 'inactive');
  });
  it('is unknown where nothing starts it', async () => {
    assert.match(await verdict('node server.js', { 'server.js': `${sdk}const sdk = new NodeSDK();\n` }), /^unknown/);
  });
});

describe('packages of elsewhere that may start telemetry', () => {
  const lines: readonly [string, string, Files][] = [
    ['node server.js', 'unknown', { 'server.js': "require('@corp/telemetry');\n" }],
    ['node server.js', 'unknown', { 'server.js': "const { initTracing } = require('@corp/kit');\ninitTracing();\n" }],
    ['node server.js', 'inactive', { 'server.js': "require('express');\n" }],
    [
      'node server.js',
      'inactive',
      { 'server.js': "const { trace } = require('@opentelemetry/api');\ntrace.getTracer('x');\n" },
    ],
    [
      'node server.js',
      'unknown',
      { 'package.json': '{ "name": "@shop/api" }', 'server.js': "require('@shop/server-kit').listen();\n" },
    ],
    [
      'node server.js',
      'inactive',
      { 'package.json': '{ "name": "@shop/api" }', 'server.js': "require('@shop/api-types');\n" },
    ],
    ['python app.py', 'unknown', { 'app.py': 'from corp_metrics import GDSMetrics\n' }],
    ['python app.py', 'unknown', { 'app.py': 'from corp_core.startup import init_sentry\n\ninit_sentry()\n' }],
    ['python app.py', 'inactive', { 'app.py': 'from sklearn import metrics\nimport flask\n' }],
    ['python app.py', 'inactive', { 'app.py': 'from flags.contrib.hook.opentelemetry import TracingHook\n' }],
    ['python app.py', 'inactive', { 'app.py': 'from opentelemetry import trace\n\ntrace.get_tracer("x")\n' }],
    [
      'python app.py',
      'inactive',
      { 'app.py': 'from setup import init_metrics\n\ninit_metrics()\n', 'setup.py': 'def init_metrics():\n    pass\n' },
    ],
  ];
  for (const [command, expected, files] of lines) {
    const program = files[command.split(' ')[1] ?? ''] ?? '';
    it(`${expected}: ${program.trim().split('\n').join(' ')}`, async () =>
      assert.equal(await verdict(command, files), expected));
  }
  it('is unknown where a gem brings an SDK that nobody asks for, and inactive where all are known', async () => {
    const files = (by: string): Files => ({
      Gemfile: `gem 'sinatra'\ngem '${by}'\n`,
      'Gemfile.lock': `GEM\n  specs:\n    ${by} (1.0)\n      sentry-ruby (~> 5.0)\n    sinatra (4.0)\n`,
      'app.rb': "require 'sinatra'\n",
    });
    assert.equal(await verdict('ruby app.rb', files('corp_app_config')), 'unknown');
    assert.equal(
      await verdict('ruby app.rb', { Gemfile: "gem 'sinatra'\n", 'app.rb': "require 'sinatra'\n" }),
      'inactive',
    );
  });
  it('is unknown where the image patches the source', async () => {
    const dockerfile = (run: string): Files => ({
      Dockerfile: `FROM node:22\nWORKDIR /app\nCOPY . .\nRUN ${run}\nCMD ["node", "server.js"]\n`,
      'server.js': '',
    });
    const of = async (run: string): Promise<string> => {
      const [launch] = await launchesOfFiles(dockerfile(run));
      return launch === undefined ? '' : renderTelemetry(launch);
    };
    assert.equal(await of('patch -p1 < instrumented.patch'), 'unknown');
    assert.equal(await of('npm ci'), 'inactive');
  });
});

describe('modules of servers', () => {
  const nginx = (configuration: string, rest: Files = {}): Files => ({
    'web/Dockerfile':
      'FROM nginx:1.27\nCOPY default.conf.template /etc/nginx/conf.d/default.conf.template\nCMD ["nginx", "-g", "daemon off;"]\n',
    'web/default.conf.template': configuration,
    ...rest,
  });
  const of = async (files: Files): Promise<string> => {
    const [launch] = await launchesOfFiles(files);
    return launch === undefined ? 'no launch' : renderTelemetry(launch);
  };
  it('are active where the configuration turns them on', async () => {
    assert.equal(
      await of(nginx('load_module modules/ngx_otel_module.so;\notel_trace on;\n')),
      'active traces opentelemetry agent',
    );
    assert.equal(await of(nginx('load_module modules/ngx_http_datadog_module.so;\n')), 'active traces datadog agent');
  });
  it('are inactive where it does not, or only a comment does', async () => {
    assert.equal(await of(nginx('server { listen 80; }\n')), 'inactive');
    assert.equal(await of(nginx('# otel_trace on;\nserver { otel_trace off; }\n')), 'inactive');
  });
  it('are conditional where an entry script takes them out', async () => {
    const files = nginx('opentracing_load_tracer /usr/lib/libinstana_sensor.so /etc/i.json;\n', {
      'web/Dockerfile':
        'FROM nginx:1.27\nCOPY entrypoint.sh /root/\nCOPY default.conf.template /etc/nginx/conf.d/default.conf.template\nENTRYPOINT ["/root/entrypoint.sh"]\n',
      'web/entrypoint.sh':
        '#!/bin/sh\nif [ ! -f /tmp/sensor.so ]; then\n  sed -i "/opentracing/d" /etc/nginx/conf.d/default.conf\nfi\nexec nginx -g "daemon off;"\n',
    });
    assert.match(await of(files), /^conditional traces instana agent if \[ ! -f/);
  });
  it('are active in Envoy', async () => {
    const files = {
      'edge/Dockerfile':
        'FROM envoyproxy/envoy:v1.30\nCOPY envoy.yaml /etc/envoy/envoy.yaml\nCMD ["envoy", "-c", "/etc/envoy/envoy.yaml"]\n',
      'edge/envoy.yaml': 'tracing:\n  provider:\n    name: envoy.tracers.opentelemetry\n',
    };
    assert.equal(await of(files), 'active traces opentelemetry agent');
  });
});

describe('programs that start others', () => {
  it('a proxy in front of Rails is none of them', async () => {
    const [launch] = await launchesOfFiles({
      Procfile: 'web: ./bin/thrust ./bin/rails server\n',
      'bin/thrust': '#!/usr/bin/env ruby\n',
      'bin/rails': '#!/usr/bin/env ruby\n',
      'config.ru': '',
      'config/environment.rb': '',
    });
    assert.equal(launch && renderCommand(launch), 'production procfile web: [thrust] ./bin/rails server → config.ru');
  });
  it('fastify and locust say or know their file', async () => {
    const of = async (line: string): Promise<string | undefined> => {
      const [launch] = await launchesOfFiles({ Procfile: `web: ${line}\n`, 'app.js': '', 'locustfile.py': '' });
      return launch?.entryPoint?.file;
    };
    assert.equal(await of('fastify start -l info app.js'), 'app.js');
    assert.equal(await of('locust --headless -u 10 --host=http://shop'), 'locustfile.py');
  });
  it('k6 sends what its flag says', async () => {
    const files = { 'script.js': "import http from 'k6/http';\n" };
    assert.equal(
      await verdict('k6 run script.js --out opentelemetry', files),
      'active metrics opentelemetry runtime-flag',
    );
    assert.equal(await verdict('k6 run script.js --out json=x', files), 'unknown');
  });
});

describe('routes of metrics', () => {
  const files: Files = {
    'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    'shop/__init__.py': '',
    'shop/wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
    'shop/settings.py': 'INSTALLED_APPS = ["shop"]\nROOT_URLCONF = "shop.urls"\n',
    'shop/urls.py':
      'from django.urls import include, path\n\nurlpatterns = [path("", include("django_prometheus.urls"))]\n',
  };
  it('count for a process that answers requests, and for no worker', async () => {
    assert.equal(await verdict('gunicorn shop.wsgi', files), 'active metrics prometheus in-code');
    assert.equal(await verdict('python manage.py rqworker', files), 'inactive');
  });
});

describe('switches that the code leaves off', () => {
  const of = (condition: string): Files => ({
    'app.py': `import os\nimport ddtrace\n\nif ${condition}:\n    ddtrace.patch_all()\n`,
  });
  it('are conditional where the platform may turn them on, and inactive where the launch turns them off', async () => {
    const condition = 'os.getenv("TRACING", "off") == "on"';
    assert.equal(await verdict('python app.py', of(condition)), `conditional traces datadog in-code if ${condition}`);
    assert.match(await verdict('TRACING=no python app.py', of(condition)), /^inactive/);
    assert.match(await verdict('python app.py', of('False')), /^inactive/);
    assert.match(await verdict('python app.py', of('os.getenv("TRACING", "on") == "on"')), /^active/);
  });
});

describe('settings of Django', () => {
  it('are read in classes too', async () => {
    const files = {
      'manage.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'shop/__init__.py': '',
      'shop/wsgi.py': 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
      'shop/settings.py': 'class Core:\n    INSTALLED_APPS = ["raven.contrib.django.raven_compat"]\n',
    };
    assert.match(await verdict('gunicorn shop.wsgi', files), /^conditional errors sentry in-code if SENTRY_DSN/);
  });
});
