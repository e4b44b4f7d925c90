/** Image and orchestrator put together, and files seen through the image. */
import assert from 'node:assert/strict';
import { commandsOf, launchesOfFiles, renderPromises, renderTelemetry } from './repository.ts';
import type { Files } from './repository.ts';

const image = (rest: string): string => `FROM python:3.12-slim\nWORKDIR /srv\nCOPY . .\n${rest}`;
const pod = (container: string): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop }\nspec:\n  template:\n    spec:\n      containers:\n        - name: shop\n          image: registry.example/shop:1\n${container
    .split('\n')
    .map((line) => `          ${line}\n`)
    .join('')}`;

const shop = (dockerfile: string, container: string): Files => ({
  'shop/Dockerfile': image(dockerfile),
  'shop/app.py': '',
  'shop/other.py': '',
  'shop/requirements.txt': '',
  'deploy/shop.yaml': pod(container),
});

describe('image and orchestrator', () => {
  const entrypoint = 'ENTRYPOINT ["opentelemetry-instrument", "python"]\nCMD ["app.py"]\n';
  const cases: readonly [string, string, string, readonly string[]][] = [
    [
      'the image alone',
      entrypoint,
      'env: []',
      [
        'production kubernetes shop: [opentelemetry-instrument] python app.py → shop/app.py',
        'production dockerfile shop: [opentelemetry-instrument] python app.py → shop/app.py',
      ],
    ],
    [
      '`command` drops ENTRYPOINT and CMD',
      entrypoint,
      'command: [python, app.py]',
      ['production kubernetes shop: python app.py → shop/app.py'],
    ],
    [
      '`args` stand in for CMD',
      entrypoint,
      'args: [other.py]',
      ['production kubernetes shop: [opentelemetry-instrument] python other.py → shop/other.py'],
    ],
    [
      'a shell form takes no arguments',
      'ENTRYPOINT python app.py\n',
      'args: [other.py]',
      ['production kubernetes shop: python app.py → shop/app.py'],
    ],
    [
      '`command` with `args`',
      entrypoint,
      'command: [python]\nargs: [other.py]',
      ['production kubernetes shop: python other.py → shop/other.py'],
    ],
  ];
  for (const [name, dockerfile, container, expected] of cases) {
    it(name, async () => assert.deepEqual(await commandsOf(shop(dockerfile, container)), expected));
  }

  it('remembers the wrapper that `command` lost, at its place in the image', async () => {
    const files = shop(entrypoint, 'command: [python, app.py]');
    const [launch] = await launchesOfFiles(files);
    assert.ok(launch);
    assert.equal(renderTelemetry(launch), 'inactive dead');
    assert.deepEqual(renderPromises(launch, files), [
      'lost-layer opentelemetry shop/Dockerfile "\\"opentelemetry-instrument\\"" before: opentelemetry-instrument',
    ]);
  });

  it('remembers the variable that another of its name lost', async () => {
    const files = {
      'api/Dockerfile':
        'FROM node:22\nWORKDIR /srv\nCOPY . .\nENV NODE_OPTIONS="--require @opentelemetry/auto-instrumentations-node/register"\nCMD ["node", "server.js"]\n',
      'api/server.js': '',
      'api/package.json': '{}',
      'docker-compose.prod.yml':
        'services:\n  api:\n    build: api\n    environment:\n      NODE_OPTIONS: --max-old-space-size=4096\n',
    };
    const launches = await launchesOfFiles(files);
    const compose = launches.find(({ launcher }) => launcher === 'compose');
    assert.ok(compose);
    assert.equal(renderTelemetry(compose), 'inactive dead');
    assert.match(
      renderPromises(compose, files).join(),
      /^lost-layer opentelemetry api\/Dockerfile .*after-interpreter: --require @opentelemetry/,
    );
    const alone = launches.find(({ launcher }) => launcher === 'dockerfile');
    assert.ok(alone);
    assert.match(renderTelemetry(alone), /^active/);
  });
});

describe('files of an image', () => {
  async function entryOf(files: Files): Promise<string | null | undefined> {
    const [launch] = await launchesOfFiles(files);
    return launch?.entryPoint?.file;
  }

  it('are found through the folders they were copied from', async () => {
    assert.equal(
      await entryOf({
        'api/Dockerfile': 'FROM python\nWORKDIR /app\nCOPY src/ /app/\nCMD ["python", "main.py"]\n',
        'api/src/main.py': '',
      }),
      'api/src/main.py',
    );
  });

  it('are found when the context is above the Dockerfile', async () => {
    const dockerfile = 'FROM python\nWORKDIR /app\nCOPY services/api/main.py ./\nCMD ["python", "main.py"]\n';
    assert.equal(
      await entryOf({ 'services/api/Dockerfile': dockerfile, 'services/api/main.py': '' }),
      'services/api/main.py',
    );
    const compose = 'services:\n  api:\n    build: { context: ., dockerfile: docker/api }\n';
    const files = {
      'docker/api/Dockerfile': '',
      'compose.yaml': compose.replace('docker/api }', 'docker/api.Dockerfile }'),
    };
    const copied = 'FROM python\nCOPY backend /srv\nWORKDIR /srv\nCMD ["python", "main.py"]\n';
    assert.equal(
      await entryOf({ ...files, 'docker/api.Dockerfile': copied, 'backend/main.py': '' }),
      'backend/main.py',
    );
  });

  it('are found through the stage that built them', async () => {
    const dockerfile =
      'FROM node:22 AS build\nWORKDIR /app\nCOPY package.json tsconfig.json ./\nCOPY src ./src\nRUN npm run build\n' +
      'FROM node:22\nWORKDIR /srv\nCOPY --from=build /app/dist ./dist\nCMD ["node", "dist/server.js"]\n';
    const files = {
      'web/Dockerfile': dockerfile,
      'web/package.json': '{}',
      'web/tsconfig.json': '{}',
      'web/src/server.ts': '',
    };
    assert.equal(await entryOf(files), 'web/src/server.ts');
  });

  it('are found behind the entry point of a base image', async () => {
    const files = {
      Dockerfile:
        'FROM gcr.io/distroless/nodejs22-debian12\nWORKDIR /app\nCOPY . .\nCMD ["--require=./tracing.js", "server.js"]\n',
      'server.js': '',
      'tracing.js': "const { NodeSDK } = require('@opentelemetry/sdk-node');\nnew NodeSDK().start();\n",
    };
    const [launch] = await launchesOfFiles(files);
    assert.ok(launch);
    assert.equal(launch.entryPoint?.file, 'server.js');
    assert.match(renderTelemetry(launch), /^active .*opentelemetry runtime-flag$/);
  });

  it('are not missing where a build could have made them', async () => {
    const dockerfile = 'FROM node:22\nWORKDIR /app\nCOPY . .\nRUN npm run build\nCMD ["node", "made.js"]\n';
    const [launch] = await launchesOfFiles({ Dockerfile: dockerfile, 'server.js': '', 'package.json': '{}' });
    assert.equal(launch?.missingTarget, null);
    const plain = dockerfile.replace('RUN npm run build\n', 'RUN npm ci\n');
    const [other] = await launchesOfFiles({ Dockerfile: plain, 'server.js': '', 'package.json': '{}' });
    assert.equal(other?.missingTarget, 'made.js');
  });

  it('of a private base image without an entry point of its own leave the verdict open', async () => {
    const files = {
      Dockerfile: 'FROM registry.corp/python-traced:1\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n',
      'app.py': '',
    };
    const [launch] = await launchesOfFiles(files);
    assert.equal(launch?.telemetry.state, 'unknown');
  });
});

describe('files of a host', () => {
  const unit = (directory: string, command: string): Files => ({
    'deploy/api.service': `[Service]\nWorkingDirectory=${directory}\nExecStart=${command}\n`,
    'services/api/app.py': '',
    'services/api/requirements.txt': '',
    'services/web/app.py': '',
  });

  it('are found where the repository was unpacked', async () => {
    assert.deepEqual(await commandsOf(unit('/srv/shop/services/api', '/usr/bin/python3 app.py')), [
      'production systemd api: /usr/bin/python3 app.py → services/api/app.py',
    ]);
    assert.deepEqual(await commandsOf(unit('/opt/api', '/usr/bin/python3 /opt/api/app.py')), [
      'production systemd api: /usr/bin/python3 /opt/api/app.py → services/api/app.py',
    ]);
  });

  it('are not guessed where two could be meant', async () => {
    const [command] = await commandsOf(unit('/opt/elsewhere', '/usr/bin/python3 app.py'));
    assert.match(command ?? '', /→ \(/);
  });
});

describe('images that nothing starts as they are', () => {
  it('are no launch, one that production relies on is', async () => {
    const files = shop('CMD ["python", "app.py"]\n', 'command: [python, other.py]');
    assert.equal((await commandsOf(files)).length, 1);
    const both = { ...files, 'deploy/second.yaml': pod('env: []').replaceAll('name: shop', 'name: second') };
    const launchers = (await launchesOfFiles(both)).map(({ launcher }) => launcher);
    assert.deepEqual(launchers.sort(), ['dockerfile', 'kubernetes', 'kubernetes']);
  });

  it('databases beside the repository are no services of it', async () => {
    assert.deepEqual(
      await commandsOf({ 'compose.yaml': 'services:\n  db: { image: postgres:16, command: postgres -c x=1 }\n' }),
      [],
    );
  });
});

describe('stages of a Dockerfile', () => {
  const stages = (last: string): Files => ({
    'api/Dockerfile': `FROM python:3.12-slim AS base\nWORKDIR /srv\nCOPY . .\n\nFROM base AS jobs\nENTRYPOINT ["python", "jobs.py"]\n\nFROM base AS dev\nCMD ["python", "app.py", "--reload"]\n\nFROM base AS ${last}\nCMD ["python", "app.py"]\n`,
    'api/app.py': '',
    'api/jobs.py': '',
    'api/requirements.txt': '',
  });
  it('that are there to be built for themselves are launches, those for development are not', async () => {
    assert.deepEqual([...(await commandsOf(stages('web')))].sort(), [
      'production dockerfile api: python app.py → api/app.py',
      'production dockerfile jobs: python jobs.py → api/jobs.py',
    ]);
  });
  it('are no production where the last is for development and another is not', async () => {
    const environments = (await launchesOfFiles(stages('test'))).map(
      ({ name, environment }) => `${name} ${environment}`,
    );
    assert.deepEqual(environments.sort(), ['api development', 'jobs production']);
  });
  it('are no launches where another stage builds on them', async () => {
    const files = {
      Dockerfile:
        'FROM python:3.12 AS base\nWORKDIR /srv\nCOPY . .\nCMD ["python", "other.py"]\nFROM base\nCMD ["python", "app.py"]\n',
      'app.py': '',
      'other.py': '',
    };
    assert.equal((await commandsOf(files)).length, 1);
  });
});

describe('an image that one process builds and others run by its name', () => {
  it('is theirs too', async () => {
    const files = {
      'docker/Dockerfile': 'FROM python:3.12-slim\nWORKDIR /srv\nCOPY . .\nENTRYPOINT ["python"]\n',
      'compose.yaml':
        'services:\n  base:\n    build: { context: ., dockerfile: docker/Dockerfile }\n    image: local/shop_image\n  worker:\n    image: local/shop_image\n    command: ["other.py"]\n',
      'app.py': '',
      'other.py': '',
      'requirements.txt': '',
    };
    const worker = (await commandsOf(files)).find((command) => command.includes(' worker:'));
    assert.equal(worker, 'unknown compose worker: python other.py → other.py');
  });
  it('is known by its words where other marks are between them', async () => {
    const files = {
      'shop_billing/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . /app\n',
      'shop_billing/manage.py': '',
      'deploy/billing.yaml': pod(
        'command: [sh, -c]\nargs: ["python manage.py migrate && python manage.py runserver"]',
      ).replace('example/shop:1', 'example/python-shop-billing:1'),
    };
    assert.deepEqual(await commandsOf(files), [
      'production kubernetes shop: [sh] python manage.py runserver → shop_billing/manage.py',
    ]);
  });
  it('is not the one for development elsewhere', async () => {
    const stage = (name: string, file: string): string => `FROM base AS ${name}\nCMD ["python", "${file}"]\n`;
    const files = {
      'api/Dockerfile': `FROM python:3.12-slim AS base\nWORKDIR /srv\nCOPY . .\n${stage('dev', 'other.py')}${stage('prod', 'app.py')}`,
      'compose.override.yaml': 'services:\n  shop:\n    build: { context: api, target: dev }\n',
      'compose.prod.yaml': 'services:\n  shop:\n    build: { context: api, target: prod }\n',
      'deploy/shop.yaml': pod('env: []'),
      'api/app.py': '',
      'api/other.py': '',
      'api/requirements.txt': '',
    };
    const found = (await commandsOf(files)).find((command) => command.includes('kubernetes'));
    assert.equal(found, 'production kubernetes shop: python app.py → api/app.py');
  });
});

describe('images of elsewhere', () => {
  const stateOf = async (base: string): Promise<string | undefined> => {
    const files = { Dockerfile: `FROM ${base}\nCOPY . .\nCMD ["node", "app.js"]\n`, 'app.js': 'console.log(1);\n' };
    const [launch] = await launchesOfFiles(files);
    return launch?.telemetry.state;
  };

  it('that are a runtime by their name start nothing themselves, in whatever registry they lie', async () => {
    for (const base of [
      'ghcr.io/acme/node-base:22',
      'acme/acme-node:24-alpine-runtime',
      'ghcr.io/puppeteer/puppeteer:24',
    ])
      assert.equal(await stateOf(base), 'inactive', base);
  });

  it('may start something where their name says anything else', async () => {
    for (const base of ['acme/platform:1', 'acme/node-otel:22', 'newrelic/node:20'])
      assert.equal(await stateOf(base), 'unknown', base);
  });

  it('are a stage of that name, which is there to be built for itself', async () => {
    const files: Files = {
      Dockerfile:
        'FROM node:22 AS job\nCOPY . .\nCMD ["node", "job.js"]\nFROM node:22 AS api\nCOPY . .\nCMD ["node", "api.js"]\n',
      'job.js': '',
      'api.js': '',
      'deploy/job.yaml': pod('env: []').replace('registry.example/shop:1', 'acme/job:1'),
    };
    assert.deepEqual(await commandsOf(files), [
      'production kubernetes shop: node job.js → job.js',
      'production dockerfile job: node job.js → job.js',
      'production dockerfile api: node api.js → api.js',
    ]);
  });
});

describe('build arguments', () => {
  it('that name a version leave the image a launch of its own, with its command among the evidence', async () => {
    const files: Files = {
      Dockerfile: 'FROM node:22\nARG GIT_REF\nENV GIT_REF=$GIT_REF\nCOPY . .\nCMD ["node", "app.js"]\n',
      'app.js': '',
      'compose.yaml': 'services:\n  app:\n    build: { context: ., args: { GIT_REF: main } }\n',
    };
    const launches = await launchesOfFiles(files);
    assert.deepEqual(launches.map(({ launcher }) => launcher).sort(), ['compose', 'dockerfile']);
    for (const { evidence } of launches) assert.ok(evidence.some(({ file }) => file === 'Dockerfile'));
  });

  it('that say what an earlier stage packs make another program of each', async () => {
    const files: Files = {
      'docker/Dockerfile':
        'FROM node:22 AS builder\nARG PACKAGE\nCOPY ${PACKAGE}.js app.js\nFROM node:22\nCOPY --from=builder app.js /app.js\nCMD ["node", "/app.js"]\n',
      'one.js': '',
      'two.js': '',
      'compose.yaml':
        'services:\n  one:\n    build: { context: ., dockerfile: docker/Dockerfile, args: { PACKAGE: one } }\n  two:\n    build: { context: ., dockerfile: docker/Dockerfile, args: { PACKAGE: two } }\n',
    };
    const launches = await launchesOfFiles(files);
    assert.deepEqual(launches.map(({ launcher }) => launcher).sort(), ['compose', 'compose']);
    for (const { evidence } of launches) assert.ok(evidence.every(({ file }) => file !== 'docker/Dockerfile'));
  });
});
