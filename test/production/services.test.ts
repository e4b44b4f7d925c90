/** Launches put together to services, environments, and what a profile says beside what is found. */
import assert from 'node:assert/strict';
import { productionInput, productionOf, renderCommand } from './repository.ts';
import { buildProduction } from '../../src/production/production.ts';
import type { Files } from './repository.ts';

async function servicesOf(files: Files): Promise<readonly string[]> {
  const { services } = await productionOf(files);
  return services.map(({ name, root, language, launches }) => {
    const ways = launches.map(({ environment, launcher }) => `${environment} ${launcher}`);
    return `${name} ${root} ${language ?? '-'}: ${ways.join(', ')}`;
  });
}

const dockerfile = 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["python", "app.py"]\n';

describe('services', () => {
  it('are one where root and entry point are', async () => {
    const files = {
      'services/api/requirements.txt': '',
      'services/api/app.py': '',
      'services/api/Dockerfile': dockerfile,
      'deploy/compose.yaml': 'services:\n  api:\n    build: ../services/api\n',
      'deploy/api.service': '[Service]\nWorkingDirectory=/srv/services/api\nExecStart=/usr/bin/python3 app.py\n',
    };
    assert.deepEqual(await servicesOf(files), [
      'api services/api python: unknown compose, production systemd, production dockerfile',
    ]);
  });

  it('are several where one file starts an entry point under several names', async () => {
    const files = {
      'shop/__init__.py': '',
      'shop/celery.py': '',
      'requirements.txt': '',
      Procfile: 'worker: celery -A shop worker -Q a\nslow: celery -A shop worker -Q b\nbeat: celery -A shop beat\n',
    };
    assert.deepEqual(await servicesOf(files), [
      'worker . python: production procfile',
      'slow . python: production procfile',
      'beat . python: production procfile',
    ]);
  });

  it('keep an image with the process that stays, not with what runs once before each release', async () => {
    const files = {
      'requirements.txt': '',
      'app.py': '',
      Dockerfile: dockerfile,
      Procfile: 'release: python app.py migrate\nweb: python app.py\n',
    };
    assert.deepEqual(await servicesOf(files), [
      'release . python: production procfile',
      'web . python: production procfile, production dockerfile',
    ]);
  });

  it('say which packages their manifests ask for', async () => {
    const { services } = await productionOf({
      'services/api/requirements.txt': 'Flask==3.0\nopentelemetry-distro\n',
      'services/api/app.py': '',
      'services/api/Procfile': 'web: python app.py\n',
      'services/web/package.json': '{ "dependencies": { "express": "5" }, "devDependencies": { "mocha": "1" } }',
      'services/web/server.js': '',
      'services/web/Procfile': 'web: node server.js\n',
    });
    assert.deepEqual(
      services.map(({ root, packages }) => `${root}: ${packages.join(', ')}`),
      ['services/api: flask, opentelemetry-distro', 'services/web: express'],
    );
  });

  it('take name, root and health from the profile', async () => {
    const files = {
      'backend/app.py': '',
      Procfile: 'web: cd backend && python app.py\n',
      'prodaware.yaml':
        'version: 1\nservices:\n  - name: shop-api\n    root: backend\n    health: { liveness: /live }\n    launch:\n      production: { manager: procfile }\n',
    };
    const { services } = await productionOf(files);
    assert.deepEqual(
      services.map(({ name, root, health }) => [name, root, health.liveness]),
      [['shop-api', 'backend', '/live']],
    );
    assert.deepEqual(
      services[0]?.launches[0]?.evidence.map(({ label }) => label),
      ['command', 'procfile web', 'the profile says'],
    );
  });

  it('are started as the profile says where no artifact does', async () => {
    const files = {
      'api/app.py': '',
      'DEPLOYMENT.md': '# Deployment\n\nStarted by ProcMgr.\n',
      'prodaware.yaml':
        'version: 1\nservices:\n  - name: api\n    root: api\n    launch:\n      production: { manager: ProcMgr, command: python app.py, declaredIn: DEPLOYMENT.md }\n',
    };
    const [service] = (await productionOf(files)).services;
    const [launch] = service?.launches ?? [];
    assert.ok(launch);
    assert.equal(renderCommand(launch), 'production ProcMgr api: python app.py → api/app.py');
    assert.deepEqual(
      launch.evidence.map(({ file, range }) => (files[file as keyof typeof files] ?? '').slice(range.start, range.end)),
      ['{ manager: ProcMgr, command: python app.py, declaredIn: DEPLOYMENT.md }', 'Started by ProcMgr.'],
    );
  });

  it('are there as the profile names them, also where nothing says how they start', async () => {
    const profile = 'version: 1\nservices:\n  - { name: ledger, root: ledger }\n';
    assert.deepEqual(await servicesOf({ 'ledger/app.py': '', 'prodaware.yaml': profile }), ['ledger ledger -: ']);
  });

  it('know how their managers start them', async () => {
    const files = {
      'services/api/app.py': '',
      'deploy/api.json': '{"processes": [{"name": "api", "cmd": "python app.py", "cwd": "services/api"}]}',
      'prodaware.yaml':
        'version: 1\nmanagers:\n  - name: ProcMgr\n    files: deploy/*.json\n    format: json\n    processes: $.processes[*]\n    fields: { name: name, command: cmd, directory: cwd }\n',
    };
    const [service] = (await productionOf(files)).services;
    assert.deepEqual(service?.launches.map(renderCommand), [
      'production ProcMgr api: python app.py → services/api/app.py',
    ]);
  });
});

describe('environments', () => {
  const compose = (path: string, rest = ''): Files => ({
    'api/app.py': '',
    'api/Dockerfile': 'FROM python:3.12\nWORKDIR /app\nCOPY . .\n',
    [path]: `services:\n  api:\n    build: { context: ${'../'.repeat(path.split('/').length - 1) || './'}api }\n    command: python app.py\n${rest}`,
  });
  const cases: readonly [string, Files, string][] = [
    ['compose alone says nothing', compose('compose.yaml'), 'unknown'],
    ['a name of production', compose('docker-compose.prod.yml'), 'production'],
    ['a folder of production', compose('deploy/live/compose.yaml'), 'production'],
    ['a name of staging', compose('compose.staging.yaml'), 'staging'],
    ['a name of development', compose('compose.dev.yaml'), 'development'],
    ['mounted source', compose('compose.yaml', '    volumes: ["./api:/app"]\n'), 'development'],
    ['a variable', compose('compose.yaml', '    environment: { NODE_ENV: test }\n'), 'development'],
    [
      'a reloader',
      {
        'api/app.py': '',
        ...compose('compose.yaml'),
        'compose.yaml':
          compose('compose.yaml')['compose.yaml']?.replace('python app.py', 'uvicorn --reload app:app') ?? '',
      },
      'development',
    ],
    ['an example', { 'examples/a/app.py': '', 'examples/a/Procfile': 'web: python app.py\n' }, 'development'],
    ['a Procfile', { 'app.py': '', Procfile: 'web: python app.py\n' }, 'production'],
    ['a Procfile for another occasion', { 'app.py': '', 'Procfile.all': 'web: python app.py\n' }, 'development'],
    ['a Procfile of development', { 'app.py': '', 'Procfile.dev': 'web: python app.py\n' }, 'development'],
  ];
  for (const [name, files, expected] of cases) {
    it(name, async () => {
      const { services } = await productionOf(files);
      const found = services.flatMap(({ launches }) => launches.map(({ environment }) => environment));
      assert.deepEqual(found, [expected]);
    });
  }

  it('have the names that the profile gives them', async () => {
    const files = { 'app.py': '', 'deploy/blue/Procfile': 'web: python ../../app.py\n' };
    const profile = 'version: 1\nenvironments:\n  staging: { aliases: [blue] }\n';
    const { services } = await productionOf({ ...files, 'prodaware.yaml': profile });
    assert.equal(services[0]?.launches[0]?.environment, 'staging');
  });
});

describe('an artifact that calls itself production', () => {
  const manifest =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api, namespace: production }\nspec:\n  template:\n    spec:\n' +
    '      containers:\n        - { name: api, image: api, command: [python, app.py] }\n';
  const environmentsOf = async (files: Files): Promise<readonly string[]> =>
    (await productionOf(files)).services.flatMap(({ launches }) => launches.map(({ environment }) => environment));

  it('is for production', async () => {
    assert.deepEqual(await environmentsOf({ 'deploy/api.yaml': manifest, 'app.py': '', Dockerfile: dockerfile }), [
      'production',
      'production',
    ]);
  });

  it('is an example among examples', async () => {
    const files = { 'app.py': '', 'requirements.txt': '', Dockerfile: dockerfile, 'deploy/api.yaml': manifest };
    const moved = Object.fromEntries(Object.entries(files).map(([path, text]) => [`examples/shop/${path}`, text]));
    const found = await environmentsOf(moved);
    assert.ok(found.length > 0);
    assert.deepEqual([...new Set(found)], ['development']);
  });

  it('is for production where the profile says that its files are, whatever their folder', async () => {
    const profile =
      'version: 1\nmanagers:\n  - { name: ProcMgr, files: "examples/*.json", format: json, environment: production, ' +
      'fields: { command: cmd } }\n';
    const files = { 'prodaware.yaml': profile, 'app.py': '', 'examples/api.json': '{ "cmd": "python app.py" }\n' };
    assert.deepEqual(await environmentsOf(files), ['production']);
  });
});

describe('Production', () => {
  const files: Files = {
    'app.py': 'import helpers\n',
    'helpers.py': '',
    'README.md': 'Run `ddtrace-run python app.py`.\n',
    'notes.md': '',
    Procfile: 'web: python app.py\n',
  };

  it('names every file whose text took part', async () => {
    const { sources } = await productionOf(files);
    assert.deepEqual([...sources.keys()], ['Procfile', 'README.md', 'app.py', 'helpers.py']);
  });

  it('has an equal key for equal content, and another when something it says changes', async () => {
    const { key } = await productionOf(files);
    assert.equal((await productionOf({ ...files, 'notes.md': 'changed' })).key, key);
    assert.notEqual((await productionOf({ ...files, Procfile: 'web: python -u app.py\n' })).key, key);
  });

  it('loses only what a reader that fails would have read', async () => {
    const input = await productionInput(files);
    const broken = {
      name: 'broken',
      files: ['**/*.md'],
      claims: () => true,
      read: () => ({ declarations: [], faults: [] }),
    };
    const production = await buildProduction({
      ...input,
      readers: [...input.readers, broken],
      readings: (path, reader) => (reader === broken ? Promise.reject(new Error('no')) : input.readings(path, reader)),
    });
    assert.equal(production.services.length, 1);
    assert.deepEqual(
      production.faults.map(({ file, message }) => `${file}: ${message}`),
      ['README.md: the broken reader failed: no', 'notes.md: the broken reader failed: no'],
    );
  });

  it('does without the shell grammar', async () => {
    const input = await productionInput({ ...files, Procfile: 'web: python app.py\nworker: a && b\n' });
    const { services } = await buildProduction({ ...input, shell: null });
    const reasons = services.flatMap(({ launches }) => launches.map(({ unresolved }) => unresolved));
    assert.deepEqual(reasons, [null, 'the shell grammar could not be loaded']);
  });
});
