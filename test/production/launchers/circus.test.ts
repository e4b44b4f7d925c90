import assert from 'node:assert/strict';
import { circusReader } from '../../../src/production/launchers/circus.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(circusReader, files), expected.trim());

describe('circus', () => {
  it('declares a process per watcher, with the variables for it', () =>
    shows(
      {
        'circus.ini': `[circus]
check_delay = 5
[watcher:web]
cmd = gunicorn
args = shop.wsgi -b $(circus.env.bind)
working_dir = ../app
graceful_timeout = 10
stop_signal = QUIT
[watcher:none]
numprocesses = 2
[env:web]
MODE = live
HOME = $HOME/x
`,
      },
      `
process web at «[watcher:web]»
  entrypoint exec: gunicorn | shop.wsgi | -b | ?$(circus.env.bind)
  MODE=live from circus at «live»
  HOME=(unknown) from circus at «$HOME/x»
  stop SIGQUIT 10000 ms
process none at «[watcher:none]»
error: circus refuses this watcher: it has no command at «[watcher:none]»`,
    ));
});
