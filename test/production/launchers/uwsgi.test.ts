import assert from 'node:assert/strict';
import { renderCommand, launchesOfFiles } from '../repository.ts';
import type { Files } from '../repository.ts';

async function ways(files: Files): Promise<readonly string[]> {
  return (await launchesOfFiles(files)).map(renderCommand);
}

const python: Files = { 'requirements.txt': 'uwsgi', 'shop/__init__.py': '', 'shop/wsgi.py': '', 'jobs/app.py': '' };

describe('uWSGI', () => {
  it('starts what its file names, whatever the format', async () => {
    assert.deepEqual(
      await ways({ ...python, 'deploy/uwsgi.ini': '[uwsgi]\nmaster = true\nmodule = shop.wsgi:app\n' }),
      ['production uwsgi web: uwsgi --ini uwsgi.ini → shop/wsgi.py:app'],
    );
    assert.deepEqual(await ways({ ...python, 'conf/jobs-uwsgi.yml': 'uwsgi:\n  wsgi-file: jobs/app.py\n' }), [
      'production uwsgi jobs: uwsgi --yml jobs-uwsgi.yml → jobs/app.py',
    ]);
    assert.deepEqual(await ways({ ...python, 'uwsgi.json': '{ "uwsgi": {\n "module": "shop.wsgi" } }' }), [
      'production uwsgi web: uwsgi --json uwsgi.json → shop/wsgi.py',
    ]);
  });

  it('is one service with whoever runs uwsgi over the file', async () => {
    const files = {
      ...python,
      'uwsgi.ini': '[uwsgi]\nmodule = shop.wsgi:app\n',
      Procfile: 'web: uwsgi --ini uwsgi.ini\n',
    };
    assert.deepEqual(await ways(files), ['production procfile web: uwsgi --ini uwsgi.ini → shop/wsgi.py:app']);
  });

  it('expands the environment in its file, also in what it mounts', async () => {
    const files = {
      ...python,
      'conf/uwsgi.ini': '[uwsgi]\nchdir = $(SRC)\nmount = /shop=$(SRC)/shop/wsgi.py\n',
      Dockerfile: 'FROM python:3\nENV SRC=/srv/shop\nWORKDIR $SRC\nCOPY . $SRC\nCMD ["uwsgi", "conf/uwsgi.ini"]\n',
    };
    assert.deepEqual(await ways(files), ['production dockerfile image: uwsgi conf/uwsgi.ini → shop/wsgi.py']);
  });

  it('says nothing of files that start no application', async () => {
    assert.deepEqual(await ways({ ...python, 'uwsgi.ini': '[uwsgi]\nemperor = /etc/vassals\n' }), []);
    assert.deepEqual(await ways({ ...python, 'setup.ini': '[other]\nmodule = shop.wsgi\n' }), []);
  });

  it('gives its processes the variables of the file', async () => {
    const of = async (text: string, file = 'uwsgi.ini'): Promise<string> => {
      const [launch] = await launchesOfFiles({ ...python, [file]: text });
      return (launch?.variables ?? []).map(({ name, value }) => `${name}=${value}`).join(' ');
    };
    assert.equal(await of('[uwsgi]\nmodule=shop.wsgi\nenv = A=1\nenv=B=x=y\nenv = C=%d\n'), 'A=1 B=x=y C=null');
    assert.equal(await of('uwsgi:\n  module: shop.wsgi\n  env:\n    - A=1\n    - B=2\n', 'uwsgi.yml'), 'A=1 B=2');
  });
});

describe('the configuration of gunicorn', () => {
  const conf = (text: string, command = 'gunicorn'): Files => ({
    ...python,
    'gunicorn.conf.py': text,
    Procfile: `web: ${command}\n`,
  });

  it('names the application where the command does not', async () => {
    assert.deepEqual(await ways(conf('wsgi_app = "shop.wsgi:app"\n')), [
      'production procfile web: gunicorn → shop/wsgi.py:app',
    ]);
    assert.deepEqual(await ways(conf('wsgi_app = "shop.wsgi:app"\n', 'gunicorn jobs.app')), [
      'production procfile web: gunicorn jobs.app → jobs/app.py',
    ]);
    assert.deepEqual(await ways(conf("chdir = 'jobs'\nwsgi_app = 'app:run()'  # moved\n")), [
      'production procfile web: gunicorn → jobs/app.py:run()',
    ]);
    assert.deepEqual(await ways(conf('import os\nwsgi_app = os.environ["APP"]\n')), [
      'production procfile web: gunicorn → (the command names no application)',
    ]);
  });

  it('sets variables when Python runs already', async () => {
    const text = 'raw_env = [\n    "A=1",\n    f"B={x}",\n    "C=" + x,\n]\n';
    const [launch] = await launchesOfFiles(conf(text, 'gunicorn -e D=4 shop.wsgi'));
    assert.deepEqual(
      launch?.variables.map(({ name, value, tooLate }) => `${name}=${value}${tooLate === true ? ' too late' : ''}`),
      ['A=1 too late', 'B=null too late', 'D=4 too late'],
    );
  });

  it('is chosen by GUNICORN_CMD_ARGS, which the command line stands over', async () => {
    const files = { ...python, 'deploy/conf.py': 'wsgi_app = "shop.wsgi"\n' };
    const unit = (command: string): Files => ({
      ...files,
      'a.service': `[Service]\nWorkingDirectory=/srv/shop\nEnvironment="GUNICORN_CMD_ARGS=-c deploy/conf.py"\nExecStart=${command}\n`,
    });
    assert.deepEqual(await ways(unit('gunicorn')), ['production systemd a: gunicorn → shop/wsgi.py']);
  });
});
