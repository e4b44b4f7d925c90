import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { contributions, tokenise } from './tokenise.ts';

async function colours(scope: string, text: string, expected: readonly string[]): Promise<void> {
  assert.deepEqual(await tokenise(scope, text), expected);
}

describe('the grammar of systemd units', () => {
  const scope = 'source.systemd-unit';

  it('tells sections, keys and kinds of value apart', () =>
    colours(
      scope,
      '[Unit]\nDescription=Takes 5 orders\nAfter=network.target db@main.service\nRestart=yes\nTimeoutStopSec=1min 30s\nKillSignal=SIGINT\n# why\n; why',
      [
        'Unit ‹entity.name.section.group-title›',
        'Description ‹keyword.other.definition›  Takes 5 orders ‹meta.assignment›',
        'After ‹keyword.other.definition›  network.target ‹entity.other.unit›  db@main.service ‹entity.other.unit›',
        'Restart ‹keyword.other.definition›  yes ‹constant.language.boolean›',
        'TimeoutStopSec ‹keyword.other.definition›  1min 30s ‹constant.numeric›',
        'KillSignal ‹keyword.other.definition›  SIGINT ‹constant.other.signal›',
        'why ‹comment.line›',
        'why ‹comment.line›',
      ],
    ));

  it('shows the program of a command, its prefixes, options, specifiers and variables', () =>
    colours(scope, 'ExecStart=-@/usr/bin/%p run --port=${PORT} "a %i" $ARGS\nExecStart=\nUser=app', [
      'ExecStart ‹keyword.other.definition›  -@ ‹keyword.operator.prefix›  /usr/bin/ ‹entity.name.function.program›  %p ‹constant.other.placeholder.specifier›  run ‹meta.assignment›  --port ‹constant.other.option›  ${PORT} ‹variable.other.environment›  a ‹string.quoted.double›  %i ‹constant.other.placeholder.specifier›  $ARGS ‹variable.other.environment›',
      'ExecStart ‹keyword.other.definition›',
      'User ‹keyword.other.definition›  app ‹meta.assignment›',
    ]));

  it('goes on behind a backslash, over comments', () =>
    colours(scope, 'ExecStart=/bin/app \\\n  # not now\n  --fast\nUser=app', [
      'ExecStart ‹keyword.other.definition›  /bin/app ‹entity.name.function.program›  \\ ‹constant.character.escape.line-continuation›',
      'not now ‹comment.line›',
      '--fast ‹constant.other.option›',
      'User ‹keyword.other.definition›  app ‹meta.assignment›',
    ]));

  it('shows the names of variables', () =>
    colours(scope, 'Environment="A=b c" PORT=80%i', [
      'Environment ‹keyword.other.definition›  A ‹variable.other.environment›  = ‹keyword.operator.assignment›  b c ‹meta.assignment›  PORT ‹variable.other.environment›  = ‹keyword.operator.assignment›  80 ‹meta.assignment›  %i ‹constant.other.placeholder.specifier›',
    ]));

  it('ends a quote with its line', () =>
    colours(scope, 'ExecStart=/bin/app "open\nUser=app', [
      'ExecStart ‹keyword.other.definition›  /bin/app ‹entity.name.function.program›  open ‹string.quoted.double›',
      'User ‹keyword.other.definition›  app ‹meta.assignment›',
    ]));
});

describe('the grammar of supervisord files', () => {
  const scope = 'source.supervisord';

  it('shows programs, commands and expansions', () =>
    colours(
      scope,
      '[program:api]\ncommand=python %(here)s/app.py --port=80%(process_num)02d ; note\n  --more "a b"\nautostart=true ; note\nstopsignal=INT\nstopwaitsecs=10',
      [
        'program ‹entity.name.section.group-title›  api ‹entity.name.type.program›',
        'command ‹keyword.other.definition›  python ‹entity.name.function.program›  %(here)s ‹constant.other.placeholder›  /app.py ‹meta.assignment›  --port ‹constant.other.option›  =80 ‹meta.assignment›  %(process_num)02d ‹constant.other.placeholder›  note ‹comment.line.semicolon›',
        '--more ‹constant.other.option›  a b ‹string.quoted.double›',
        'autostart ‹keyword.other.definition›  true ‹constant.language›  note ‹comment.line.semicolon›',
        'stopsignal ‹keyword.other.definition›  INT ‹constant.other.signal›',
        'stopwaitsecs ‹keyword.other.definition›  10 ‹constant.numeric›',
      ],
    ));

  it('shows the names of variables and the globs of includes', () =>
    colours(scope, 'environment=A="x:%(ENV_A)s",B=1\n[include]\nfiles = conf.d/*.conf', [
      'environment ‹keyword.other.definition›  A ‹variable.other.environment›  = ‹keyword.operator.assignment›  x: ‹string.quoted.double›  %(ENV_A)s ‹constant.other.placeholder›  B ‹variable.other.environment›  = ‹keyword.operator.assignment›  1 ‹meta.assignment›',
      'include ‹entity.name.section.group-title›',
      'files ‹keyword.other.definition›  conf.d/ ‹meta.assignment›  * ‹keyword.operator.wildcard.glob›  .conf ‹meta.assignment›',
    ]));
});

describe('the grammar of Procfiles', () => {
  it('shows the process and the words of its command', () =>
    colours('source.procfile', '# all\nweb: PORT=1 gunicorn -b ":$PORT" app:app && echo done 2>&1\nworker:./run', [
      'all ‹comment.line.number-sign›',
      'web ‹entity.name.type.process›  PORT ‹variable.other.environment›  = ‹keyword.operator.assignment›  1 ‹meta.embedded.inline›  gunicorn ‹entity.name.function.program›  -b ‹constant.other.option›  $PORT ‹variable.other.environment›  app:app ‹meta.embedded.inline›  && ‹keyword.operator.shell›  echo ‹entity.name.function.program›  done ‹meta.embedded.inline›  2>&1 ‹keyword.operator.redirect›',
      'worker ‹entity.name.type.process›  ./run ‹entity.name.function.program›',
    ]));
});

describe('the colours inside a profile', () => {
  const commands =
    'launch:\n  command: PORT=1 python app.py --x # note\n  a: { command: node server.js, b: c }\n  command: "gunicorn app"\n';
  const globs = 'files: deploy/*.json\nignore: [vendor/**, a]\nprocesses: $.processes[*]\n';

  it('are those of a command line', () =>
    colours('source.yaml', `version: 1\n${commands}`, [
      'version ‹entity.name.tag›  1 ‹string.unquoted.plain.out›',
      'launch ‹entity.name.tag›',
      'command ‹entity.name.tag›  PORT ‹variable.other.environment›  = ‹keyword.operator.assignment›  1 ‹meta.embedded.inline›  python ‹entity.name.function.program›  app.py ‹meta.embedded.inline›  --x ‹constant.other.option›  # note ‹comment.line.number-sign›',
      'a ‹entity.name.tag›  command ‹entity.name.tag›  node ‹entity.name.function.program›  server.js ‹meta.embedded.inline›  b ‹entity.name.tag›  c ‹string.unquoted.plain.in›',
      'command ‹entity.name.tag›  gunicorn ‹entity.name.function.program›  app ‹meta.embedded.inline›',
      '',
    ]));

  it('show the wildcards of globs', async () => {
    const lines = await tokenise('source.yaml', `version: 1 # first\n${globs}`);
    assert.match(lines[1] ?? '', /deploy\/ ‹string\.unquoted\.plain\.out› {2}\* ‹keyword\.operator\.wildcard\.glob›/);
    assert.match(lines[2] ?? '', /vendor\/ ‹string\.unquoted\.plain\.in› {2}\*\* ‹keyword\.operator\.wildcard\.glob›/);
    assert.match(lines[3] ?? '', /\* ‹keyword\.operator\.wildcard\.glob›/);
  });

  it('leave the key names of a manager alone', async () => {
    const lines = await tokenise(
      'source.yaml',
      'version: 1\nfields: { name: name, command: cmd }\nfields:\n  command: cmd\n',
    );
    assert.ok(!lines.join('').includes('program'), lines.join('\n'));
  });

  it('leave every other YAML file alone', async () => {
    for (const first of ['version: "3"\n', 'version: 2\n', 'name: x\n', 'a:\n  version: 1\n', '']) {
      const text = (await tokenise('source.yaml', `${first}${commands}${globs}`)).join('\n');
      assert.ok(!/prodaware|embedded|wildcard/.test(text), `untouched behind ${JSON.stringify(first)}`);
    }
  });
});

describe('what is contributed', () => {
  it('exists', () => {
    const files = [
      ...contributions.grammars.map(({ path }) => path),
      ...contributions.languages.map((one) => one.configuration),
    ];
    for (const file of files) {
      const url = new URL(`../../${file}`, import.meta.url);
      assert.ok(existsSync(url), file);
      assert.doesNotThrow(() => JSON.parse(readFileSync(url, 'utf8')) as unknown, file);
    }
  });

  it('does not take prodaware.yaml away from YAML', () => {
    assert.deepEqual(
      contributions.languages.map(({ id }) => id),
      ['systemd-unit', 'supervisord', 'procfile'],
    );
  });
});
