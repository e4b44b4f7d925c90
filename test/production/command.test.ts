/** What a command becomes once its prefixes, scripts and shells are off, and where its words are then written. */
import assert from 'node:assert/strict';
import { commandsOf, launchesOfFiles, renderCommand } from './repository.ts';
import type { Files } from './repository.ts';

const application: Files = { 'app.py': 'print(1)\n', 'server.js': '\n', 'other.py': '' };

/** What a line of a Procfile starts. */
async function started(line: string, files: Files = {}): Promise<readonly string[]> {
  const commands = await commandsOf({ ...application, ...files, Procfile: `web: ${line}\n` });
  return commands.map((command) => command.replace(/^production procfile \w+: /, ''));
}

describe('commands', () => {
  const lines: readonly [string, string][] = [
    ['python app.py', 'python app.py → app.py'],
    ['exec python app.py', '[exec] python app.py → app.py'],
    ['PORT=1 python app.py', 'python app.py → app.py'],
    ['env -i PORT=1 python app.py', '[env] python app.py → app.py'],
    ['$PYTHON_HOME/bin/python app.py', 'python app.py → app.py'],
    ['${NOMAD_TASK_DIR}/start-task ./app.py', '[${NOMAD_TASK_DIR}/start-task] ./app.py → app.py'],
    ['tini -g -- gosu www-data python app.py', '[tini, gosu] python app.py → app.py'],
    ['nice -n 10 timeout -k 5 60 python app.py', '[nice, timeout] python app.py → app.py'],
    ['sudo -u app -E python app.py', '[sudo] python app.py → app.py'],
    ['su -s /bin/sh app -c "python app.py"', '[su] python app.py → app.py'],
    ['bash -lc "cd . && exec python app.py"', '[bash] python app.py → app.py'],
    ['wait-for-it db:5432 -t 30 -- python app.py', '[wait-for-it] python app.py → app.py'],
    ['poetry run python app.py', '[poetry] python app.py → app.py'],
    ['uv run --frozen app.py', '[uv] python app.py → app.py'],
    ['doppler run -- python app.py', '[doppler] python app.py → app.py'],
    ['npx cross-env A=1 node server.js', '[npx, cross-env] node server.js → server.js'],
    [
      'opentelemetry-instrument --traces_exporter otlp python app.py',
      '[opentelemetry-instrument] python app.py → app.py',
    ],
    ['newrelic-admin run-program python app.py', '[newrelic-admin run-program] python app.py → app.py'],
    ['newrelic-admin run-python app.py', '[newrelic-admin run-python] python app.py → app.py'],
    ['python manage.py migrate && python app.py', 'python app.py → app.py'],
    ['python app.py | tee log', 'python app.py → app.py'],
    ['mkdir -p x; python app.py; echo done', 'python app.py → app.py'],
    ['python app.py || exit 1', 'python app.py → app.py'],
    ['while true; do python app.py; sleep 1; done', 'python app.py → app.py'],
    ["bash -c 'while !</dev/tcp/db/5432; do sleep 1; done; python app.py'", '[bash] python app.py → app.py'],
    [
      "bash -c 'while !</dev/tcp/db/5432; do sleep 1; done; gunicorn'",
      '[bash] gunicorn → (the command names no application)',
    ],
    ["bash -c 'if ! </dev/tcp/db/5432; then echo no; exit 1; fi; python app.py'", '[bash] python app.py → app.py'],
    ["bash -c '!</dev/tcp/db/5432 && exit 1; python app.py'", '[bash] python app.py → app.py'],
    ['${CMD:-python app.py}', 'python app.py → app.py'],
    ['python ${SCRIPT:-app.py} --port $PORT', 'python app.py --port $PORT → app.py'],
    ['$START_COMMAND', '$START_COMMAND → (the command comes from $START_COMMAND, which is not known here)'],
  ];
  for (const [line, expected] of lines) {
    it(line, async () => assert.deepEqual(await started(line), [expected]));
  }

  it('starts what is put in the background too', async () => {
    assert.deepEqual(await started('python other.py & python app.py'), [
      'python other.py → other.py',
      'python app.py → app.py',
    ]);
  });

  it('follows package scripts, with their arguments', async () => {
    const files = { 'package.json': '{"scripts": {"start": "node server.js --a", "up": "npm start -- --b"}}' };
    assert.deepEqual(await started('npm run up', files), ['[npm, npm] node server.js --a --b → server.js']);
    assert.deepEqual(await started('yarn start --c', files), ['[yarn] node server.js --a --c → server.js']);
  });

  it('finds the script of a workspace and of another folder', async () => {
    const files = {
      'package.json': '{"workspaces": ["packages/*"]}',
      'packages/api/package.json': '{"name": "@shop/api", "scripts": {"start": "node main.js"}}',
      'packages/api/main.js': '',
    };
    const expected = 'node main.js → packages/api/main.js';
    assert.deepEqual(await started('npm start -w @shop/api', files), [`[npm] ${expected}`]);
    assert.deepEqual(await started('npm --prefix packages/api start', files), [`[npm] ${expected}`]);
    assert.deepEqual(await started('yarn workspace @shop/api start', files), [`[yarn] ${expected}`]);
    assert.deepEqual(await started('cd packages/api && npm start', files), [`[npm] ${expected}`]);
  });

  it('says why a script leads nowhere', async () => {
    const cycle = { 'package.json': '{"scripts": {"a": "npm run b", "b": "npm run a"}}' };
    assert.match((await started('npm run a', cycle)).join(), /package.json#a starts itself/);
    assert.match((await started('npm start', { 'package.json': '{}' })).join(), /node server.js → server.js/);
    assert.match((await started('npm run x', { 'package.json': '{}' })).join(), /has no script "x"/);
  });

  it('keeps words where they are written, in whichever file', async () => {
    const files = {
      ...application,
      Procfile: 'web: npm start\n',
      'package.json': '{"scripts": {"start": "node server.js"}}',
    };
    const [launch] = await launchesOfFiles(files);
    const places = launch?.argv.map(({ file, range, exact }) => [
      file,
      files['package.json'].slice(range.start, range.end),
      exact,
    ]);
    assert.deepEqual(places, [
      ['package.json', 'node', true],
      ['package.json', 'server.js', true],
    ]);
    assert.deepEqual(
      launch?.evidence.map(({ file, label }) => `${file} ${label}`),
      ['Procfile command', 'Procfile procfile web', 'package.json script "start"'],
    );
  });
});

describe('entry scripts', () => {
  const dockerfile = (command: string, variables = ''): string =>
    `FROM python:3.12\nWORKDIR /app\nCOPY . .\n${variables}ENTRYPOINT ["./entrypoint.sh"]\nCMD ${command}\n`;

  async function entered(script: string, command: string, variables = ''): Promise<readonly string[]> {
    const files = {
      ...application,
      'entrypoint.sh': `#!/bin/sh\n${script}\n`,
      Dockerfile: dockerfile(command, variables),
    };
    const commands = await commandsOf(files);
    return commands.map((line) => line.replace(/^production dockerfile \w+: /, ''));
  }

  it('hands the command over', async () => {
    const expected = ['[entrypoint.sh] python app.py → app.py'];
    assert.deepEqual(await entered('set -e\nexec "$@"', '["python", "app.py"]'), expected);
    assert.deepEqual(
      await entered('if [ "${1#-}" != "$1" ]; then set -- python "$@"; fi\nexec "$@"', '["python", "app.py"]'),
      expected,
    );
  });

  it('puts a wrapper before it', async () => {
    assert.deepEqual(await entered('set -- opentelemetry-instrument "$@"\nexec "$@"', '["python", "app.py"]'), [
      '[entrypoint.sh, opentelemetry-instrument] python app.py → app.py',
    ]);
  });

  it('takes the branch of the arguments', async () => {
    const script =
      'case "$1" in\n  web) exec python app.py ;;\n  worker) exec python other.py ;;\n  *) exec "$@" ;;\nesac';
    assert.deepEqual(await entered(script, '["web"]'), ['[entrypoint.sh] python app.py → app.py']);
    assert.deepEqual(await entered(script, '["worker"]'), ['[entrypoint.sh] python other.py → other.py']);
  });

  it('takes the branch that the variables of the launch decide', async () => {
    const script = 'if [ "$ROLE" = "worker" ]; then exec python other.py; fi\nexec python app.py';
    assert.deepEqual(await entered(script, '[]', 'ENV ROLE=worker\n'), ['[entrypoint.sh] python other.py → other.py']);
    assert.deepEqual(await entered(script, '[]', 'ENV ROLE=web\n'), ['[entrypoint.sh] python app.py → app.py']);
    assert.deepEqual(await entered(script, '[]'), ['[entrypoint.sh] python app.py → app.py']);
  });

  it('does not take a branch of development for production', async () => {
    const script = 'if [ "$APP_ENV" = "development" ]; then exec python other.py; else exec python app.py; fi';
    assert.deepEqual(await entered(script, '[]'), ['[entrypoint.sh] python app.py → app.py']);
  });

  it('enters itself once more as another user', async () => {
    const script = 'if [ "$(id -u)" = "0" ]; then exec gosu app "$0" "$@"; fi\nexec "$@"';
    assert.deepEqual(await entered(script, '["python", "app.py"]'), ['[entrypoint.sh] python app.py → app.py']);
  });

  it('takes for granted what the script insists on', async () => {
    const script =
      'if [ -z "$DATABASE_URL" ]; then\n  echo missing\n  exit 1\nfi\npython manage.py migrate\nstatus=$?\nif [ $status -ne 0 ]; then exit $status; fi\nexec "$@"';
    assert.deepEqual(await entered(script, '["python", "app.py"]'), ['[entrypoint.sh] python app.py → app.py']);
  });

  it('has one way for each entry point where its arguments are given elsewhere', async () => {
    const script =
      'case "$1" in\n  web) exec python app.py ;;\n  slow) exec python other.py -s ;;\n  fast) exec python other.py ;;\nesac';
    const files = {
      ...application,
      'entrypoint.sh': `#!/bin/sh\n${script}\n`,
      Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["./entrypoint.sh"]\n',
    };
    assert.deepEqual(
      (await launchesOfFiles(files)).map(({ entryPoint }) => entryPoint?.file),
      ['app.py', 'other.py'],
    );
  });

  it('reads functions and sourced files', async () => {
    const script = 'run() { exec python "$1"; }\n. ./lib.sh\nrun app.py';
    assert.deepEqual(await entered(script, '[]'), ['[entrypoint.sh] python app.py → app.py']);
  });
});

describe('tasks of a project of Python', () => {
  const files: Files = {
    'pyproject.toml': `[tool.poe.tasks]
serve = "python app.py"
work = { shell = "exec python other.py" }
all = ["prepare", { cmd = "python app.py" }]
call = { script = "shop.main:run" }
[tool.taskipy.tasks]
serve = { cmd = "python other.py", help = "serves" }
[tool.pdm.scripts]
serve.cmd = "python app.py"
[tool.hatch.envs.web.scripts]
serve = ["prepare", "python app.py {args}"]
`,
    Pipfile: '[scripts]\nserve = "python app.py"\n',
    'shop/__init__.py': '',
    'shop/main.py': '',
  };
  const lines: readonly [string, string][] = [
    ['uv run poe serve', '[uv, poe] python app.py → app.py'],
    ['poe -q work', '[poe, exec] python other.py → other.py'],
    ['poetry run poe all', '[poetry, poe] python app.py → app.py'],
    ['poe call', '[poe] python -m shop.main → shop/main.py'],
    ['uv run task serve --port 80', '[uv, task] python other.py --port 80 → other.py'],
    ['pdm run serve', '[pdm, serve] python app.py → app.py'],
    ['hatch run web:serve', '[hatch, web:serve] python app.py {args} → app.py'],
    ['pipenv run serve', '[pipenv, serve] python app.py → app.py'],
    ['pdm run python app.py', '[pdm] python app.py → app.py'],
  ];
  for (const [line, expected] of lines) {
    it(line, async () => assert.deepEqual(await started(line, files), [expected]));
  }
});

describe('scripts that find themselves', () => {
  const moved = (line: string): Files => ({
    'deploy/start.sh': `#!/bin/bash\n${line}\ncmd="python app.py"\nexec $cmd\n`,
  });
  const lines = [
    'cd "$(dirname "$0")/.."',
    'cd $(dirname $0)/..',
    'cd "$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"',
    'HERE=$(dirname "$(readlink -f "$0")")\ncd "$HERE/.."',
    'cd `dirname $0`/..',
  ];
  for (const line of lines) {
    it(line, async () => {
      assert.deepEqual(await started('./deploy/start.sh', moved(line)), ['[start.sh] python app.py → app.py']);
    });
  }
  it('end in one of the servers that they look for, not in what prepared them', async () => {
    const script =
      '#!/bin/bash\nfunction serve() {\n  python other.py install\n  if [ -e /use_a ]; then\n    exec python app.py\n  elif [ -e /use_b ]; then\n    exec node server.js\n  else\n    echo "unknown"\n  fi\n}\nserve\n';
    assert.deepEqual(await started('./start.sh', { 'start.sh': script }), [
      '[start.sh] node server.js → server.js',
      '[start.sh] python app.py → app.py',
    ]);
    const last = script.replace('  fi\n}', '  fi\n  python other.py\n}');
    assert.match((await started('./start.sh', { 'start.sh': last })).join(), /other\.py/);
  });
  it('do not take development for granted where they only fall back to it', async () => {
    const script =
      '#!/bin/bash\n[ $APP_ENV ] || export APP_ENV=development\ncmd="python app.py"\n[[ $APP_ENV == "development" ]] && cmd="python other.py"\nexec $cmd\n';
    const [first] = await started('./start.sh', { 'start.sh': script });
    assert.equal(first, '[start.sh] python app.py → app.py');
    const set = script.replace('[ $APP_ENV ] || ', '');
    assert.deepEqual(await started('./start.sh', { 'start.sh': set }), ['[start.sh] python other.py → other.py']);
  });
  it('leave out a prefix that nothing sets', async () => {
    const files = { 'start.sh': '#!/bin/sh\nSUB=""\n${SUB}$prefix python app.py $OPTIONS\n' };
    assert.deepEqual(await started('./start.sh', files), ['[start.sh] python app.py $OPTIONS → app.py']);
  });
  it('do not leave out a program that flags follow', async () => {
    const [command] = await started('./start.sh', { 'start.sh': '#!/bin/sh\nexec $RUNNER -m http\n' });
    assert.match(command ?? '', /comes from \$RUNNER/);
  });
});

describe('processes of a file', () => {
  it('are those of the Procfile that honcho starts', async () => {
    const files = {
      ...application,
      Dockerfile: 'FROM python:3.12\nWORKDIR /app\nCOPY . .\nCMD ["honcho", "start"]\n',
      Procfile: 'web: python app.py\nworker: python other.py\n',
    };
    const launches = (await launchesOfFiles(files)).filter(({ launcher }) => launcher === 'dockerfile');
    assert.deepEqual(launches.map(renderCommand), [
      'production dockerfile web: [honcho] python app.py → app.py',
      'production dockerfile worker: [honcho] python other.py → other.py',
    ]);
  });

  it('are those of a supervisord.conf that the image carries', async () => {
    const files = {
      'api/app.py': '',
      'docker/supervisord.conf': '[program:api]\ncommand=python app.py\ndirectory=/opt/run\n',
      Dockerfile:
        'FROM python:3.12\nCOPY docker/supervisord.conf /etc/\nCOPY api /opt/run\nCMD ["supervisord", "-c", "/etc/supervisord.conf"]\n',
    };
    assert.deepEqual(await commandsOf(files), ['production supervisord api: python app.py → api/app.py']);
  });

  it('are no launches beside the command that names the file', async () => {
    const files = {
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["honcho", "-f", "worker/Procfile", "-d", "/app", "start"]\n',
      'worker/Procfile': 'worker: python shop/worker.py\n',
      'shop/worker.py': '',
    };
    assert.deepEqual(await commandsOf(files), [
      'production dockerfile worker: [honcho] python shop/worker.py → shop/worker.py',
    ]);
  });
  it('are the jobs of a table that a cron for containers is told', async () => {
    const files = {
      Dockerfile:
        'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nCMD ["supercronic", "-passthrough-logs", "/app/deploy/crontab"]\n',
      'deploy/crontab': '*/5 * * * * python jobs/clean.py\n0 1 * * * python jobs/report.py\n',
      'jobs/clean.py': '',
      'jobs/report.py': '',
    };
    const found = (await commandsOf(files)).map((command) => command.replace(/^\w+ \w+ [^:]+: /, ''));
    assert.deepEqual(found, [
      '[supercronic] python jobs/clean.py → jobs/clean.py',
      '[supercronic] python jobs/report.py → jobs/report.py',
    ]);
  });
  it('have the variables of the image that carries the file', async () => {
    const files = {
      'docker/Dockerfile':
        'FROM php:8.3-cli\nARG HOME_OF=/var/www/html\nENV ROOT=${HOME_OF} JOB="php /var/www/html/artisan horizon"\nWORKDIR ${ROOT}\nCOPY docker/conf/supervisord.*.conf /etc/supervisor/conf.d/\nCOPY . .\nENTRYPOINT ["supervisord", "-c", "/etc/supervisor/conf.d/supervisord.web.conf"]\n',
      'docker/conf/supervisord.web.conf':
        '[program:web]\ncommand = php %(ENV_ROOT)s/artisan octane:start\n[program:job]\ncommand = %(ENV_JOB)s\n[program:open]\ncommand = php %(ENV_ELSEWHERE)s/artisan x\n',
      artisan: '#!/usr/bin/env php\n',
    };
    assert.deepEqual(
      (await commandsOf(files)).map((command) => command.replace(/^production supervisord /, '')),
      [
        'web: php /var/www/html/artisan octane:start → artisan',
        'job: php /var/www/html/artisan horizon → artisan',
        'open: php "%(ENV_ELSEWHERE)s/artisan" x → (the program comes from %(ENV_ELSEWHERE)s/artisan, which is not known here)',
      ],
    );
  });
  it('are those of an ecosystem file that PM2 starts', async () => {
    const files = {
      'server.js': '',
      'ecosystem.config.js':
        "module.exports = { apps: [{ name: 'api', script: './server.js', node_args: '-r dd-trace/init' }] };\n",
      Dockerfile: 'FROM node:22\nWORKDIR /app\nCOPY . .\nCMD ["pm2-runtime", "ecosystem.config.js"]\n',
    };
    assert.deepEqual(await commandsOf(files), [
      'production dockerfile api: [pm2-runtime] node -r dd-trace/init ./server.js → server.js',
    ]);
  });
});
