/**
 * Supervisors whose services are folders of scripts: s6 (`services.d/api/run`), s6-rc (`s6-rc.d/api/run`, `up` for those
 * that run once) and runit (`sv/api/run`). The script is followed like any other; s6 hands on the environment of the
 * container to scripts that say `with-contenv`.
 * Facts: https://github.com/just-containers/s6-overlay, http://smarden.org/runit/runsv.8.html
 */
import { located, snippetOf, trimmed } from '../text/locatedText.ts';
import { basename, dirname } from '../paths.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

export const serviceFolderReader: LauncherReader = {
  name: 's6',
  files: [
    '**/{services.d,s6-rc.d,s6,runit,sv}/*/run',
    '**/{services.d,s6-rc.d,s6}/*/up',
    '**/service/*/run',
    '**/s6-rc.d/**/run',
  ],
  claims: ({ path, text }) => !/\0/.test(text) && nameOf(path) !== null,
  read,
};

/** A log of a service is beside it: `api/log/run`, `api-log`. */
function nameOf(path: string): string | null {
  const name = basename(dirname(path));
  return name === 'log' || /[-_]log(?:s|ger)?$/.test(name) ? null : name;
}

function read({ path, text }: Artifact): Reading {
  const name = nameOf(path);
  const script = trimmed(located(path, text, 0, text.length));
  if (name === null || script.text === '') return { declarations: [], faults: [] };
  const isRunit = /(?:^|\/)(?:runit|sv|service)\//.test(path);
  const shebang = text.startsWith('#!') ? (text.split('\n', 1)[0] ?? '') : '';
  const end = text.indexOf('\n') < 0 ? text.length : text.indexOf('\n');
  const range = { start: 0, end: shebang === '' ? Math.min(1, text.length) : end };
  // execline has a grammar of its own: a chain of programs, each with what follows it, much as `env` and `exec` do.
  const isChain = /\bexeclineb?\b/.test(shebang) || basename(path) === 'up';
  const body = shebang === '' ? script : trimmed(located(path, text, Math.min(end, text.length), text.length));
  const line = isChain ? body : script;
  // What runs once often only names the script beside it, which is read by itself.
  if (basename(path) === 'up' && /^\S+\/run$/.test(line.text)) return { declarations: [], faults: [] };
  return {
    declarations: [
      processOf({
        launcher: isRunit ? 'runit' : 's6',
        name: name.replace(/^svc-/, ''),
        file: path,
        range,
        entrypoint: { form: 'shell', line: snippetOf(line), location: { file: path, range: line.range } },
        oneShot: basename(path) === 'up' || name.startsWith('init-'),
      }),
    ],
    faults: [],
  };
}
