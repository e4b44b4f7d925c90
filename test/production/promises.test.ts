/** What somebody says of a launch's telemetry, with the exact words, and only where the launch does not keep it. */
import assert from 'node:assert/strict';
import { launchesOfFiles, renderPromises } from './repository.ts';
import type { Files } from './repository.ts';

async function promisesOf(files: Files): Promise<readonly string[]> {
  const [launch] = await launchesOfFiles(files);
  assert.ok(launch);
  return renderPromises(launch, files);
}

const fenced = (line: string): string => `# api\n\nRun it:\n\n\`\`\`sh\n${line}\n\`\`\`\n`;
const service: Files = {
  'api/app.py': '',
  'api/other.py': '',
  'api/server.js': '',
  'api/Procfile': 'web: python app.py\n',
};

describe('documented commands', () => {
  const wrapper = 'before: opentelemetry-instrument';
  const lines: readonly [string, string, readonly string[]][] = [
    ['a fence', fenced('opentelemetry-instrument python app.py'), [`"opentelemetry-instrument" ${wrapper}`]],
    [
      'a prompt',
      fenced('$ opentelemetry-instrument python app.py  # traced'),
      [`"opentelemetry-instrument" ${wrapper}`],
    ],
    [
      'inline code',
      'Start `opentelemetry-instrument python app.py` there.\n',
      [`"opentelemetry-instrument" ${wrapper}`],
    ],
    [
      'an indented block',
      'Run:\n\n    opentelemetry-instrument python app.py\n',
      [`"opentelemetry-instrument" ${wrapper}`],
    ],
    [
      'flags and continued lines',
      fenced('OTEL_SERVICE_NAME=api \\\n  opentelemetry-instrument --traces_exporter otlp \\\n  python app.py'),
      ['"opentelemetry-instrument --traces_exporter otlp" before: opentelemetry-instrument --traces_exporter otlp'],
    ],
    ['another program', fenced('opentelemetry-instrument python other.py'), []],
    ['prose', 'Use opentelemetry-instrument python app.py there.\n', []],
    ['a program of elsewhere', fenced('opentelemetry-instrument python gone.py'), []],
  ];
  for (const [name, readme, expected] of lines) {
    it(name, async () => {
      const found = await promisesOf({ ...service, 'api/README.md': readme });
      assert.deepEqual(
        found,
        expected.map((rest) => `documented opentelemetry api/README.md ${rest}`),
      );
    });
  }

  it('of other places count when they mean this entry point', async () => {
    const command = 'opentelemetry-instrument python app.py';
    const found = async (path: string, text: string): Promise<number> =>
      (await promisesOf({ ...service, [path]: text })).length;
    assert.equal(await found('README.md', fenced(`cd api && ${command}`)), 1);
    assert.equal(await found('README.md', fenced(`cd api\n${command}`)), 1);
    assert.equal(await found('README.md', fenced(command)), 1);
    assert.equal(await found('README.md', fenced('opentelemetry-instrument python api/app.py')), 1);
    assert.equal(await found('api/Makefile', `run:\n\t${command}\n`), 1);
    assert.equal(await found('api/docs/run.md', fenced(command)), 1);
    assert.equal(await found('web/README.md', fenced(command)), 0);
  });

  it('of a document above two services count for neither where both could be meant', async () => {
    const files = {
      ...service,
      'web/app.py': '',
      'web/Procfile': 'web: python app.py\n',
      'README.md': fenced('ddtrace-run python app.py'),
    };
    const launches = await launchesOfFiles(files);
    assert.deepEqual(
      launches.map(({ promises }) => promises.length),
      [0, 0],
    );
    const meant = { ...files, 'README.md': fenced('cd web\nddtrace-run python app.py') };
    const other = await launchesOfFiles(meant);
    assert.deepEqual(
      other.map(({ entryPoint, promises }) => `${entryPoint?.file} ${promises.length}`),
      ['api/app.py 0', 'web/app.py 1'],
    );
  });

  it('of scripts and of node flags', async () => {
    const files = {
      'server.js': '',
      Procfile: 'web: node server.js\n',
      'package.json':
        '{"scripts": {"start": "node --require dd-trace/init server.js", "dev": "NODE_OPTIONS=\'-r newrelic\' nodemon server.js"}}',
    };
    assert.deepEqual(await promisesOf(files), [
      'documented datadog package.json "--require dd-trace/init" after-interpreter: --require dd-trace/init',
      `documented newrelic package.json "NODE_OPTIONS='-r newrelic'" after-interpreter: --require newrelic`,
    ]);
  });

  it('are kept, and so no promise, where the launch has them', async () => {
    const files = {
      ...service,
      'api/README.md': fenced('ddtrace-run python app.py'),
      'api/Procfile': 'web: ddtrace-run python app.py\n',
    };
    assert.deepEqual(await promisesOf(files), []);
  });
});

describe('initialisers that nothing reaches', () => {
  const files: Files = {
    'requirements.txt': '',
    'app.py': 'import helpers\n',
    'helpers.py': '',
    'tracing.py': 'import ddtrace\nddtrace.patch_all()\n',
    Procfile: 'web: python app.py\n',
  };

  it('are named where they stand', async () => {
    assert.deepEqual(await promisesOf(files), ['dead-initialiser datadog tracing.py "ddtrace.patch_all()"']);
  });

  it('are not those of tests, examples and other services', async () => {
    const { 'tracing.py': dead = '', ...rest } = files;
    assert.deepEqual(
      await promisesOf({ ...rest, 'tests/tracing.py': dead, 'test_tracing.py': dead, 'examples/a.py': dead }),
      [],
    );
    const other = {
      ...rest,
      'jobs/requirements.txt': '',
      'jobs/run.py': dead,
      'jobs/Procfile': 'job: python run.py\n',
    };
    assert.deepEqual(await promisesOf(other), []);
  });

  it('are not those that another program of the folder runs, nor are their packages installed for nothing', async () => {
    const shared = {
      ...files,
      'requirements.txt': 'ddtrace\n',
      'jobs.py': 'import tracing\n\nif __name__ == "__main__":\n    print(1)\n',
    };
    assert.deepEqual(await promisesOf(shared), []);
    const node = {
      'package.json': '{"dependencies": {"dd-trace": "5"}}',
      'server.js': '',
      'tracing.js': "require('dd-trace').init();\n",
      'cli.js': "#!/usr/bin/env node\nrequire('./commands');\n",
      'commands.js': "require('./tracing');\n",
      Procfile: 'web: node server.js\n',
    };
    assert.deepEqual(await promisesOf(node), []);
    assert.equal((await promisesOf({ ...node, 'cli.js': '' })).length, 2);
  });

  it('are none where something may load them', async () => {
    const loaded = {
      ...files,
      'app.py': 'from importlib import import_module\nfor name in names:\n    import_module(name)\n',
    };
    const [launch] = await launchesOfFiles(loaded);
    assert.equal(launch?.telemetry.state, 'unknown');
  });
});

describe('installed packages and the profile', () => {
  it('promise what they are for', async () => {
    const base = { ...service, 'api/Procfile': 'web: python app.py\n' };
    assert.deepEqual(
      await promisesOf({ ...base, 'api/requirements.txt': 'flask==3\nOpentelemetry_Distro[otlp]>=0.50  # traces\n' }),
      ['package opentelemetry api/requirements.txt "Opentelemetry_Distro[otlp]>=0.50"'],
    );
    assert.deepEqual(
      await promisesOf({ ...base, 'api/pyproject.toml': '[project]\ndependencies = [\n  "ddtrace>=2",\n]\n' }),
      ['package datadog api/pyproject.toml "\\"ddtrace>=2\\""'],
    );
    assert.deepEqual(await promisesOf({ ...base, 'api/requirements-dev.txt': 'ddtrace\n' }), []);
  });

  it('an API alone promises nothing, and says so', async () => {
    const files = {
      'server.js': '',
      Procfile: 'web: node server.js\n',
      'package.json': '{"dependencies": {"@opentelemetry/api": "1"}}',
    };
    const [launch] = await launchesOfFiles(files);
    assert.deepEqual(launch?.promises, []);
    assert.equal(launch?.telemetry.reason, 'api-only');
  });

  it('a profile that asks for telemetry promises it', async () => {
    const profile = 'version: 1\ntelemetry:\n  vendor: datadog\n  require: [traces]\n';
    assert.deepEqual(await promisesOf({ ...service, 'prodaware.yaml': profile }), [
      'profile datadog prodaware.yaml "datadog"',
    ]);
  });
});

describe('promises of development', () => {
  it('are what production does not keep', async () => {
    const files = {
      'api/app.py': '',
      'api/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
      'docker-compose.dev.yml': 'services:\n  api:\n    build: api\n    command: ddtrace-run python app.py\n',
    };
    const launches = await launchesOfFiles(files);
    const image = launches.find(({ launcher }) => launcher === 'dockerfile');
    assert.ok(image);
    assert.deepEqual(renderPromises(image, files), [
      'documented datadog docker-compose.dev.yml "ddtrace-run" before: ddtrace-run',
    ]);
  });

  it('are none for an image that whatever runs it keeps', async () => {
    const files = {
      'api/server.js': '',
      'api/package.json': '{"scripts": {"start": "node -r dd-trace/init server.js"}}',
      'api/Dockerfile': 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n',
      'compose.yaml': 'services:\n  api:\n    build: api\n    environment: { NODE_OPTIONS: "-r dd-trace/init" }\n',
    };
    const launches = await launchesOfFiles(files);
    assert.deepEqual(
      launches.map(({ launcher, promises }) => `${launcher} ${promises.length}`),
      ['compose 0', 'dockerfile 0'],
    );
  });
});
