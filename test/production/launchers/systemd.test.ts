import assert from 'node:assert/strict';
import { systemdReader } from '../../../src/production/launchers/systemd.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: string | Files, expected: string) =>
  assert.equal(
    rendered(systemdReader, typeof files === 'string' ? { 'deploy/shop-api.service': files } : files),
    expected.trim(),
  );

describe('systemd', () => {
  it('declares what the unit starts', () =>
    shows(
      `[Unit]
Description=The API
; ExecStart=/not/this

[Service]
# nor this
Type=notify
User=shop
WorkingDirectory=-/srv/shop
Environment=A=1 "B=two words" 'C=x%%y' D=%h
Environment=PORT=8080
ExecStart=-!/usr/bin/python3 -m "shop api" \\
    --port \${PORT} \\
    # a comment in between
    $EXTRA --unit=%n
KillSignal=SIGINT
TimeoutStopSec=1min 30s

[Install]
WantedBy=multi-user.target
`,
      `
process shop-api at «[Service]»
  entrypoint exec: /usr/bin/python3 | -m | shop api«"shop api"» | --port | 8080«\${PORT}» | ?$EXTRA | --unit=shop-api.service«--unit=%n»
  directory /srv/shop
  A=1 from unit at «A=1»
  B=two words from unit at «"B=two words"»
  C=x%y from unit at «'C=x%%y'»
  D=(unknown) from unit at «D=%h»
  PORT=8080 from unit at «PORT=8080»
  stop SIGINT 90000 ms`,
    ));

  it('applies drop-ins in lexical order, and an empty setting resets', () =>
    shows(
      {
        'etc/app.service': '[Service]\nEnvironment=A=1\nExecStart=/usr/bin/python app.py\nWorkingDirectory=/srv\n',
        'etc/app.service.d/20-run.conf':
          '[Service]\nExecStart=\nExecStart=/usr/bin/ddtrace-run /usr/bin/python app.py\n',
        'etc/app.service.d/10-run.conf': '[Service]\nExecStart=\nExecStart=/usr/bin/python other.py\nEnvironment=B=2\n',
        'overrides/app.service.d/30-environment.conf':
          '[Service]\nEnvironment=\nEnvironment=C=3\nEnvironmentFile=-/etc/default/app\n',
      },
      `
process app in etc/app.service at «[Service]»
  entrypoint exec: /usr/bin/ddtrace-run | /usr/bin/python | app.py
  directory /srv
  C=3 from unit at «C=3»
  variables of file /etc/default/app«-/etc/default/app», which win`,
    ));

  it('keeps a drop-in without its unit where it has a command, and does not guess between units of one name', () =>
    shows(
      {
        'a/gone.service.d/run.conf': '[Service]\nExecStart=\nExecStart=/bin/run\n',
        'a/gone.service.d/limit.conf': '[Service]\nLimitNOFILE=1\n',
        'staging/app.service': '[Service]\nExecStart=/bin/app\n',
        'production/app.service': '[Service]\nExecStart=/bin/app\n',
        'elsewhere/app.service.d/run.conf': '[Service]\nExecStart=\nExecStart=/bin/other\n',
      },
      `
process app in staging/app.service at «[Service]»
  entrypoint exec: /bin/app
  directory /
process app in production/app.service at «[Service]»
  entrypoint exec: /bin/app
  directory /
process gone in a/gone.service.d/run.conf at «[Service]»
  entrypoint exec: /bin/run
  directory /`,
    ));

  it('reads templates, other names for a process, shells and chains', () =>
    shows(
      {
        'worker@.service':
          '[Service]\nWorkingDirectory=%h/app\nExecStart=@/usr/bin/python worker worker.py --queue=%i\n',
        'job.service':
          '[Service]\nType=oneshot\nExecStart=/bin/a \\; ; /bin/b $$HOME\nExecStart=:/bin/c $HOME\nExecStart=|cd /srv && ./run\nWorkingDirectory=~\n',
      },
      `
process worker@ in worker@.service at «[Service]»
  entrypoint exec: ~/usr/bin/python | worker.py | ?--queue=%i
  directory /%h/app
process job once in job.service at «[Service]»
  entrypoint exec: /bin/a | ;«\\;»
  directory /~
process job once in job.service at «[Service]»
  entrypoint exec: /bin/b | $HOME«$$HOME»
  directory /~
process job once in job.service at «[Service]»
  entrypoint exec: /bin/c | $HOME
  directory /~
process job once in job.service at «[Service]»
  entrypoint shell: cd /srv && ./run
  directory /~`,
    ));

  it('starts a template once for each instance that units, targets and drop-ins name', () =>
    shows(
      {
        'queue@.service': '[Service]\nExecStart=/bin/run %i\n[Install]\nDefaultInstance=default\n',
        'queue@mail.service.d/run.conf': '[Service]\nExecStart=\nExecStart=/bin/traced /bin/run %i\n',
        'all.target': '[Unit]\nWants=queue@print.service other.service queue@%H.service\n',
        'alone@.service': '[Service]\nExecStart=/bin/alone\n',
      },
      `
process queue@default in queue@.service at «[Service]»
  entrypoint exec: /bin/run | default«%i»
  directory /
process queue@mail in queue@.service at «[Service]»
  entrypoint exec: /bin/traced | /bin/run | mail«%i»
  directory /
process queue@print in queue@.service at «[Service]»
  entrypoint exec: /bin/run | print«%i»
  directory /
process alone@ in alone@.service at «[Service]»
  entrypoint exec: /bin/alone
  directory /`,
    ));

  it('does not put a value that a file may change', () =>
    shows(
      '[Service]\nEnvironment=APP=app.py\nEnvironmentFile=/etc/app.env\nPassEnvironment=TOKEN APP2\nUnsetEnvironment=APP2\nExecStart=python ${APP}\n',
      `
process shop-api at «[Service]»
  entrypoint exec: python | ?\${APP}
  directory /
  TOKEN=(unknown) from unit at «TOKEN»
  APP=app.py from unit at «APP=app.py»
  variables of file /etc/app.env, which win`,
    ));

  it('says what is wrong where it stands', () => {
    shows(
      'ExecStart=/usr/bin/python \\\n  app.py\n',
      'warning: systemd ignores this: no section such as [Service] stands before it at «ExecStart»',
    );
    shows(
      '[Service]\nnonsense\nExecStart=/bin/a\nExecStart=/bin/b "x\n[Install\nA=b\n',
      `
process shop-api at «[Service]»
  entrypoint exec: /bin/b | ~x«"x»
  directory /
warning: this line is neither a section, a setting nor a comment at «nonsense»
warning: this section has no closing bracket at «[Install»
warning: systemd refuses this command: a " is not closed at «"x»
error: systemd refuses this unit: only Type=oneshot may have more than one ExecStart at «/bin/b "x»`,
    );
  });

  it('leaves other files of that extension alone', () => {
    assert.equal(systemdReader.claims({ path: 'a.service', text: '[D-BUS Service]\nExec=/bin/x\n' }), false);
    assert.equal(systemdReader.claims({ path: 'a.service', text: '<?xml version="1.0"?><service-group/>' }), false);
  });
});
