import assert from 'node:assert/strict';
import { flyReader } from '../../../src/production/launchers/fly.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: Files, expected: string) => assert.equal(rendered(flyReader, files), expected.trim());

describe('fly', () => {
  it('declares the processes and the release command of an app', () =>
    shows(
      {
        'fly.toml': `app = "shop-api"
kill_signal = "SIGTERM"
kill_timeout = 30
[build]
dockerfile = "docker/Dockerfile"
build-target = "prod"
[env]
MODE = "live"
[deploy]
release_command = "python manage.py migrate"
[processes]
app = "gunicorn shop.wsgi"
worker = "celery -A shop worker"
[http_service]
internal_port = 8000
[[http_service.checks]]
path = "/health"
`,
      },
      `
process release once at «"python manage.py migrate"»
  build docker/Dockerfile in . target prod
  arguments exec: python | manage.py | migrate
  MODE=live from fly at «"live"»
  stop SIGTERM 30000 ms
process shop-api at «app»
  build docker/Dockerfile in . target prod
  arguments exec: gunicorn | shop.wsgi
  MODE=live from fly at «"live"»
  stop SIGTERM 30000 ms
  readiness probe /health at «"/health"»
process worker at «worker»
  build docker/Dockerfile in . target prod
  arguments exec: celery | -A | shop | worker
  MODE=live from fly at «"live"»
  stop SIGTERM 30000 ms`,
    ));

  it('goes on where values are of the wrong type or do not parse', () =>
    shows(
      {
        'bad/fly.toml': `app = "a"
kill_timeout = "soon"
env = 3
processes = ["x"]
[deploy]
release_command = 7
`,
      },
      `
process release once at «7»
  build bad/Dockerfile in bad
  arguments exec: 7
  stop SIGINT 5000 ms
process a at «"a"»
  build bad/Dockerfile in bad
  stop SIGINT 5000 ms`,
    ));
});
