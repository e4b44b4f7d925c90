/**
 * Configuration files of uWSGI: a service each where they name an application. What the file says is read where its
 * program is followed; whatever runs `uwsgi` over the file itself is how it is started, and stands before this.
 * Facts: https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html
 */
import { basename, dirname, extension } from '../paths.ts';
import { impliedCommand } from './commandNodes.ts';
import { processOf } from './declare.ts';
import type { Artifact, LauncherReader, Reading } from './reader.ts';

const launcher = 'uwsgi';

/** The section in each format. */
const section = /^[ \t]*(?:\[uwsgi\]|uwsgi:|"uwsgi"\s*:|\{\s*"uwsgi"\s*:|<uwsgi\b[^>]*>)/m;
const application = /^[ \t]*["'<]?(?:module|wsgi|wsgi-file|file|mount)["'>]?[ \t]*(?:[=:]|(?<=>))/m;

export const uwsgiReader: LauncherReader = {
  name: launcher,
  files: ['**/*uwsgi*.{ini,yml,yaml,json,xml}', '**/{uwsgi,vassals}/**/*.{ini,yml,yaml,json,xml}', '**/*.ini'],
  claims: ({ text }) => section.test(text) && application.test(text),
  read,
};

function read({ path, text }: Artifact): Reading {
  const header = section.exec(text);
  if (header === null) return { declarations: [], faults: [] };
  const start = header.index + header[0].length - header[0].trimStart().length;
  const range = { start, end: header.index + header[0].length };
  const format = extension(path).slice(1);
  return {
    declarations: [
      processOf({
        launcher,
        name: nameOf(path),
        file: path,
        range,
        // It stands beside what it starts, or in a folder for such files below it.
        directory: null,
        entrypoint: impliedCommand(['uwsgi', `--${format}`, basename(path)], path, range),
      }),
    ],
    faults: [],
  };
}

/** `api.ini` and `api_uwsgi.ini` are `api`; `uwsgi.ini` is called after its folder. */
function nameOf(path: string): string {
  const own = basename(path)
    .slice(0, -extension(path).length)
    .replace(/^uwsgi[-_.]?|[-_.]?uwsgi$/gi, '');
  const folder = basename(dirname(path));
  return own !== '' ? own : /^(?:\.|uwsgi|conf|config|deploy|docker|etc)$/i.test(folder) ? 'web' : folder;
}
