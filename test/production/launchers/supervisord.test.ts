import assert from 'node:assert/strict';
import { supervisordReader } from '../../../src/production/launchers/supervisord.ts';
import { rendered } from './render.ts';

const shows = (text: string, expected: string) =>
  assert.equal(rendered(supervisordReader, { 'deploy/supervisord.conf': text }), expected.trim());

describe('supervisord', () => {
  it('declares a process per program', () =>
    shows(
      `[supervisord]
nodaemon=true
environment=REGION="eu", MODE=prod

[program:mailer]
; Sends what is queued.
command=python "my worker.py" --name=%(program_name)s --at %(ENV_AT)s 100%% ; with a comment
directory=%(here)s/../services/mailer
environment=MODE="worker, quiet",
    PATH='/venv/bin',PORT=%(ENV_PORT)s
user=nobody
stopsignal=INT
stopwaitsecs=20
autostart=true

[fcgi-program:web]
command = php-fpm
directory = /srv/web

[eventlistener:watch]
command: watch
 --all
  --events
startsecs = 0
autorestart = false

[include]
files = conf.d/*.conf
`,
      `
process mailer at «[program:mailer]»
  entrypoint exec: python | my worker.py«"my worker.py"» | --name=mailer«--name=%(program_name)s» | --at | ?%(ENV_AT)s | 100%«100%%»
  directory services/mailer
  REGION=eu from supervisord at «REGION="eu"»
  MODE=prod from supervisord at «MODE=prod»
  MODE=worker, quiet from supervisord at «MODE="worker, quiet"»
  PATH=/venv/bin from supervisord at «PATH='/venv/bin'»
  PORT=(unknown) from supervisord at «PORT=%(ENV_PORT)s»
  stop SIGINT 20000 ms
process web at «[fcgi-program:web]»
  entrypoint exec: php-fpm
  directory /srv/web
  REGION=eu from supervisord at «REGION="eu"»
  MODE=prod from supervisord at «MODE=prod»
process watch once at «[eventlistener:watch]»
  entrypoint exec: watch | --all | --events
  REGION=eu from supervisord at «REGION="eu"»
  MODE=prod from supervisord at «MODE=prod»`,
    ));

  it('says what is wrong where it stands', () =>
    shows(
      `[program:a]\ncommand=python "x\nenvironment=A="1",B\n[program:b]\nautostart=true\nnonsense\n`,
      `
process a at «[program:a]»
  entrypoint exec: python | ~x«"x»
  A=1 from supervisord at «A="1"»
process b at «[program:b]»
warning: this line is neither a section, a setting nor a comment at «nonsense»
warning: supervisord refuses this command: a " is not closed at «"x»
warning: supervisord refuses this environment: it takes KEY="value",KEY2="value2" at «B»
error: supervisord refuses this program: it has no command at «[program:b]»`,
    ));

  it('gives what all programs share to those of included files, also where files include each other', () =>
    assert.equal(
      rendered(supervisordReader, {
        'etc/supervisord.conf':
          '[supervisord]\ndirectory=/app\nenvironment=A="1"\n[include]\nfiles = conf.d/*.conf /etc/supervisor/more/*.ini\n',
        'etc/conf.d/web.conf': '[program:web]\ncommand=web\n[include]\nfiles = ../supervisord.conf\n',
        'docker/more/job.ini': '[program:job]\ncommand=job\ndirectory=/other\nenvironment=A="2"\n',
        'docker/else/other.ini': '[program:other]\ncommand=other\n',
      }),
      `
process web in etc/conf.d/web.conf at «[program:web]»
  entrypoint exec: web
  directory /app
  A=1 from supervisord at «A="1"»
process job in docker/more/job.ini at «[program:job]»
  entrypoint exec: job
  directory /other
  A=1 from supervisord at «A="1"»
  A=2 from supervisord at «A="2"»
process other in docker/else/other.ini at «[program:other]»
  entrypoint exec: other`.trim(),
    ));

  it('looks only into files with programs', () => {
    assert.equal(supervisordReader.claims({ path: 'nginx.conf', text: 'server { listen 80; }' }), false);
    assert.equal(supervisordReader.claims({ path: 'setup.ini', text: '[tool]\nx=1\n' }), false);
  });
});
