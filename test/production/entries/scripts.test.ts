/** From a command to the first source file of the repository that it runs. */
import assert from 'node:assert/strict';
import { launchesOfFiles } from '../repository.ts';
import type { Files } from '../repository.ts';

/** Entry point of a Procfile's line: the file with its symbol, or why there is none. */
async function entryOf(command: string, files: Files): Promise<string> {
  const [launch] = await launchesOfFiles({ ...files, Procfile: `web: ${command}\n` });
  if (launch === undefined) return 'no launch';
  const { entryPoint, unresolved, missingTarget } = launch;
  if (entryPoint === null) return missingTarget === null ? `unknown: ${unresolved}` : `missing: ${missingTarget}`;
  return (
    entryPoint.file +
    (entryPoint.symbol === null ? '' : `:${entryPoint.symbol}`) +
    (entryPoint.asMain ? '' : ' (imported)')
  );
}

const python: Files = {
  'app.py': '',
  'shop/__init__.py': '',
  'shop/__main__.py': '',
  'shop/wsgi.py': '',
  'shop/celery.py': '',
  'shop/tasks.py': '',
  'src/lib/main.py': '',
  'src/lib/__init__.py': '',
  'manage.py': '',
  'main.py': '',
};

describe('entry points of Python', () => {
  const commands: readonly [string, string][] = [
    ['python app.py', 'app.py'],
    ['python3.12 -u -W ignore -X dev app.py --flag', 'app.py'],
    ['python -m shop', 'shop/__main__.py'],
    ['python -um shop.tasks', 'shop/tasks.py'],
    ['python -m lib.main', 'src/lib/main.py'],
    ['python -m gunicorn.app.wsgiapp -c x.py shop.wsgi:application', 'shop/wsgi.py:application (imported)'],
    ['gunicorn -w 4 -b :8000 --chdir shop wsgi', 'shop/wsgi.py (imported)'],
    ['gunicorn "shop.wsgi:create_app()" --unknown value', 'shop/wsgi.py:create_app() (imported)'],
    ['uvicorn --factory --host 0.0.0.0 --port 80 shop.wsgi:app', 'shop/wsgi.py:app (imported)'],
    ['uvicorn --app-dir src lib.main:app', 'src/lib/main.py:app (imported)'],
    ['hypercorn shop.wsgi:app', 'shop/wsgi.py:app (imported)'],
    ['celery -A shop worker -l info', 'shop/celery.py (imported)'],
    ['celery --app shop.tasks:celery beat', 'shop/tasks.py:celery (imported)'],
    ['dramatiq shop.tasks', 'shop/tasks.py (imported)'],
    ['arq shop.tasks.WorkerSettings', 'shop/tasks.py (imported)'],
    ['flask --app shop.wsgi run', 'shop/wsgi.py (imported)'],
    ['flask run --port 80', 'app.py (imported)'],
    ['FLASK_APP=main.py flask run', 'main.py (imported)'],
    ['fastapi run', 'main.py (imported)'],
    ['fastapi run shop/wsgi.py --port 80', 'shop/wsgi.py (imported)'],
    ['streamlit run app.py', 'app.py'],
    ['twistd -ny app.py', 'app.py'],
    ['$(command -v gunicorn) shop.wsgi', 'shop/wsgi.py (imported)'],
    ['python manage.py runserver', 'manage.py'],
    ['python -c "print(1)"', 'unknown: the program is on the command line'],
    ['gunicorn other.wsgi', 'unknown: the module other.wsgi is not in the repository'],
  ];
  for (const [command, expected] of commands) {
    it(command, async () => assert.equal(await entryOf(command, python), expected));
  }

  it('follows commands that the package declares', async () => {
    const files = {
      ...python,
      'pyproject.toml': '[project]\nname = "shop"\n[project.scripts]\nserve = "shop.wsgi:main"\n',
    };
    assert.equal(await entryOf('serve --port 80', files), 'shop/wsgi.py:main (imported)');
    const older = { ...python, 'setup.cfg': '[options.entry_points]\nconsole_scripts =\n    serve = shop.wsgi:main\n' };
    assert.equal(await entryOf('serve', older), 'shop/wsgi.py:main (imported)');
  });

  it('reads what uWSGI is configured to load', async () => {
    const files = { ...python, 'uwsgi.ini': '[uwsgi]\nmodule = shop.wsgi:application\n' };
    assert.equal(await entryOf('uwsgi --ini uwsgi.ini', files), 'shop/wsgi.py:application (imported)');
    assert.equal(await entryOf('uwsgi --http :80 --wsgi-file app.py', files), 'app.py (imported)');
  });

  it('says that a program is missing only where nothing could have made it', async () => {
    assert.equal(await entryOf('python gone.py', python), 'missing: gone.py');
    assert.equal(await entryOf('python -m shop.gone', python), 'missing: shop.gone');
    assert.match(await entryOf('python -m gone', python), /^unknown/);
    assert.match(await entryOf('python build/gone.py', python), /^unknown/);
    assert.match(await entryOf('python $DIRECTORY/gone.py', python), /^unknown/);
    assert.match(await entryOf('python gone.py', { ...python, '.gitignore': 'gone.py\n' }), /^unknown/);
    assert.match(await entryOf('python gone.py', { 'README.md': '' }), /^unknown/);
  });
});

describe('entry points of Node', () => {
  const node: Files = {
    'package.json': '{"main": "lib/index.js", "bin": {"serve": "./cli.js"}}',
    'server.js': '',
    'cli.js': '',
    'src/main.ts': '',
    'src/http/server.ts': '',
    'lib/index.js': '',
  };
  const commands: readonly [string, string][] = [
    ['node server.js', 'server.js'],
    ['node ./server', 'server.js'],
    ['node --require dotenv/config --max-old-space-size=4096 server.js --port 1', 'server.js'],
    ['node --import ./x.mjs --env-file .env server.js', 'server.js'],
    ['node .', 'lib/index.js'],
    ['node dist/main.js', 'src/main.ts'],
    ['node build/http/server.js', 'src/http/server.ts'],
    ['tsx watch src/main.ts', 'src/main.ts'],
    ['ts-node -P tsconfig.json src/main.ts', 'src/main.ts'],
    ['bun run src/main.ts', 'src/main.ts'],
    ['serve', 'cli.js'],
    ['node gone.js', 'missing: gone.js'],
    ['node dist/gone.js', 'unknown: dist/gone.js is not in the repository, and no source of it was found'],
  ];
  for (const [command, expected] of commands) {
    it(command, async () => assert.equal(await entryOf(command, node), expected));
  }

  it('finds the source of a package among many, and by what configures the bundler', async () => {
    const many = { 'package.json': '{}', 'apps/api/src/main.ts': '', 'apps/web/src/main.ts': '' };
    assert.equal(await entryOf('node dist/apps/api/main.js', many), 'apps/api/src/main.ts');
    const bundled = {
      'package.json': '{}',
      'lib/boot.ts': '',
      'lib/jobs.ts': '',
      'esbuild.config.ts': "build({ entryPoints: { server: 'lib/boot.ts', worker: './lib/jobs.ts' }, outdir: 'dist' })",
    };
    assert.equal(await entryOf('node dist/server.mjs', bundled), 'lib/boot.ts');
    assert.equal(await entryOf('node dist/worker.js', bundled), 'lib/jobs.ts');
  });

  it('finds the source by what tsconfig says', async () => {
    const files = {
      'package.json': '{}',
      'tsconfig.json': '{ "extends": "./base", /* out */ "include": ["server"] }',
      'base.json': '{ "compilerOptions": { "outDir": "output/js", "rootDir": "server" }, }',
      'server/main.ts': '',
      'src/main.ts': '',
    };
    assert.equal(await entryOf('node output/js/main.js', files), 'server/main.ts');
  });

  it('finds the source by what the build script says', async () => {
    const files = {
      'package.json': '{"scripts": {"build": "esbuild server/start.ts --bundle --outfile=dist/bundle.js"}}',
      'server/start.ts': '',
    };
    assert.equal(await entryOf('node dist/bundle.js', files), 'server/start.ts');
    const babel = { 'package.json': '{"scripts": {"build": "babel app --out-dir public/js"}}', 'app/index.js': '' };
    assert.equal(await entryOf('node public/js/index.js', babel), 'app/index.js');
  });

  it("knows what frameworks' own commands start", async () => {
    assert.equal(
      await entryOf('nest start', {
        'package.json': '{}',
        'nest-cli.json': '{"sourceRoot": "source"}',
        'source/main.ts': '',
      }),
      'source/main.ts',
    );
    const next = { 'package.json': '{}', 'src/app/layout.tsx': '', 'src/instrumentation.ts': '' };
    assert.equal(await entryOf('next start', next), 'src/app/layout.tsx (imported)');
  });
});

describe('programs of other languages', () => {
  it('have no entry point, and no verdict', async () => {
    const [launch] = await launchesOfFiles({
      'main.go': 'package main',
      'go.mod': 'module x',
      Procfile: 'web: bin/server\n',
    });
    assert.equal(launch?.entryPoint, null);
    assert.equal(launch?.telemetry.state, 'unknown');
  });
});

describe('folders that a program is told', () => {
  it('hold the file that it takes by custom', async () => {
    const files = { 'load/locustfile.py': '', 'load/helper.py': '' };
    assert.equal(await entryOf('locust -f load/ --headless', files), 'load/locustfile.py');
  });
});

describe('functions whose code a build packs', () => {
  const template = `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Resources:
  Audit:
    Type: AWS::Serverless::Function
    Properties: { Runtime: python3.12, Handler: audit.handler, CodeUri: services/build/audit.zip }
`;
  const files = { 'template.yaml': template, 'services/audit/audit.py': '', 'audit.py': '' };
  it('are found where only one file around the archive is meant', async () => {
    const [launch] = await launchesOfFiles(files);
    assert.equal(launch?.entryPoint?.file, 'services/audit/audit.py');
  });
  it('are not guessed where two are', async () => {
    const [launch] = await launchesOfFiles({ ...files, 'services/other/audit.py': '' });
    assert.equal(launch?.entryPoint ?? null, null);
  });
});
