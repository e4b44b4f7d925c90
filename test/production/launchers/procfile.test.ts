import assert from 'node:assert/strict';
import { procfileReader } from '../../../src/production/launchers/procfile.ts';
import { rendered } from './render.ts';

const shows = (text: string, expected: string, path = 'Procfile') =>
  assert.equal(rendered(procfileReader, { [path]: text }), expected.trim());

describe('procfile', () => {
  it('declares a process per line, each for a shell', () =>
    shows(
      '# what runs\r\nweb: ddtrace-run gunicorn app:app --bind 0.0.0.0:$PORT\r\n\r\nrelease:python manage.py migrate  \r\n',
      `
process web at «web»
  entrypoint shell: ddtrace-run gunicorn app:app --bind 0.0.0.0:$PORT
  directory .
process release once at «release»
  entrypoint shell: python manage.py migrate
  directory .`,
    ));

  it('says which line is no process', () =>
    shows(
      'web: a\njust a line\nworker:\n',
      `
process web at «web»
  entrypoint shell: a
  directory .
warning: this line is no process: a Procfile takes \`type: command\` at «just a line»
warning: this line is no process: a Procfile takes \`type: command\` at «worker:»`,
    ));

  it('reads variants of it, and nothing that is only named like one', () => {
    const claims = (path: string, text: string) => procfileReader.claims({ path, text });
    assert.equal(claims('Procfile.dev', 'web: x'), true);
    assert.equal(claims('docs/Procfile.md', 'web: x'), false);
    assert.equal(claims('Procfile', '\n'), false);
  });
});
