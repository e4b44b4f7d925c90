import assert from 'node:assert/strict';
import { composeReader } from '../../../src/production/launchers/compose.ts';
import { rendered, type Files } from './render.ts';

const shows = (files: string | Files, expected: string) =>
  assert.equal(
    rendered(composeReader, typeof files === 'string' ? { 'deploy/compose.yaml': files } : files),
    expected.trim(),
  );

describe('compose', () => {
  it('declares a process per service', () =>
    shows(
      `services:
  api:
    build:
      context: ../services/api
      dockerfile: prod.Dockerfile
      target: run
    entrypoint: [tini, "--"]
    command: opentelemetry-instrument python "my app.py" --port $\${PORT} --name=\${NAME:-an api}
    working_dir: /srv
    environment:
      OTEL_SERVICE_NAME: api
      PRICE: "$$5"
      TOKEN:
      HOST_SET: \${TOKEN}
    env_file: [api.env]
    volumes:
      - ../services/api:/srv:ro
      - data:/var/lib/data
      - { type: bind, source: ./conf, target: /etc/conf }
    stop_signal: SIGINT
    stop_grace_period: 1m30s
    healthcheck:
      test: ["CMD", "curl", "-f", "http://localhost:8080/healthz"]
  db:
    image: postgres:\${PG:-17}
    environment:
      - POSTGRES_DB=shop
      - POSTGRES_PASSWORD
`,
      `
process api at «api»
  build services/api/prod.Dockerfile in services/api target run
  entrypoint exec: tini | --«"--"»
  arguments exec: opentelemetry-instrument | python | my app.py«"my app.py"» | --port | \${PORT}«$\${PORT}» | ?--name=\${NAME:-an api}
  directory /srv
  OTEL_SERVICE_NAME=api from compose at «api»
  PRICE=$5 from compose at «"$$5"»
  TOKEN=(unknown) from compose at «TOKEN»
  HOST_SET=(unknown) from compose at «\${TOKEN}»
  variables of file deploy/api.env«api.env»
  stop SIGINT 90000 ms
  liveness probe /healthz at «"http://localhost:8080/healthz"»
  mount services/api → /srv
  mount deploy/conf → /etc/conf
process db at «db»
  image postgres:17«postgres:\${PG:-17}»
  POSTGRES_DB=shop from compose at «POSTGRES_DB=shop»
  POSTGRES_PASSWORD=(unknown) from compose at «POSTGRES_PASSWORD»`,
    ));

  it('tells a command that is taken away from one that is left to the image', () =>
    shows(
      `services:\n  a: { image: x, command: [] }\n  b: { image: x, command: "" }\n  c: { image: x, command: null }\n`,
      `
process a at «a»
  image x
  arguments exec:
process b at «b»
  image x
  arguments exec:
process c at «c»
  image x`,
    ));

  it('follows anchors, merge keys and extension fields, and points to where a word really stands', () =>
    shows(
      `x-app: &app
  image: shop
  environment: &env { A: "1", B: "2" }
services:
  web:
    <<: *app
    command:
      - gunicorn
      - shop.wsgi
    environment:
      <<: *env
      B: "3"
  worker:
    <<: *app
    command: &run celery -A shop worker
  beat:
    image: shop
    command: *run
`,
      `
process web at «web»
  image shop
  arguments exec: gunicorn | shop.wsgi
  B=3 from compose at «"3"»
  A=1 from compose at «"1"»
process worker at «worker»
  image shop
  arguments exec: celery | -A | shop | worker
  A=1 from compose at «"1"»
  B=2 from compose at «"2"»
process beat at «beat»
  image shop
  arguments exec: celery | -A | shop | worker`,
    ));

  it('knows a service that others wait for to end, and one that only development starts', () =>
    shows(
      `services:
  migrate: { build: ., command: python migrate.py }
  shell: { build: ., profiles: [dev, debug] }
  api:
    build: https://example.org/api.git
    depends_on:
      migrate: { condition: service_completed_successfully }
`,
      `
process migrate once at «migrate»
  build deploy/Dockerfile in deploy
  arguments exec: python | migrate.py
process shell for development at «shell»
  build deploy/Dockerfile in deploy
process api at «api»`,
    ));

  it('reads the words of folded text where they stand', () =>
    shows(
      `services:\n  api:\n    image: x\n    command: >\n      ddtrace-run\n      python app.py\n`,
      `
process api at «api»
  image x
  arguments exec: ddtrace-run | python | app.py`,
    ));

  it('joins what a service extends, in the file and in a sibling', () =>
    shows(
      {
        'compose.yaml': `services:
  web: { extends: { file: common/base.yaml, service: app }, command: web }
  cron: { extends: web, environment: { ROLE: cron } }
`,
        'common/base.yaml': `services:\n  app: { build: ., entrypoint: ddtrace-run, environment: { ROLE: app } }\n`,
      },
      `
process web in compose.yaml at «web»
  build common/Dockerfile in common
  entrypoint exec: ddtrace-run
  arguments exec: web
  ROLE=app from compose at «app»
process cron in compose.yaml at «cron»
  build common/Dockerfile in common
  entrypoint exec: ddtrace-run
  arguments exec: web
  ROLE=app from compose at «app»
  ROLE=cron from compose at «cron»`,
    ));

  it('starts production from the base file and the changes of production', () =>
    shows(
      {
        'docker-compose.yml': `services:\n  api: { build: ., command: flask run --reload, environment: { A: base } }\n  db: { image: postgres }\n`,
        'docker-compose.prod.yml': `services:\n  api: { command: gunicorn app, environment: { A: prod } }\n`,
      },
      `
process api for development in docker-compose.yml at «api»
  build Dockerfile in .
  arguments exec: flask | run | --reload
  A=base from compose at «base»
process db for development in docker-compose.yml at «db»
  image postgres
process api in docker-compose.prod.yml at «api»
  build Dockerfile in .
  arguments exec: gunicorn | app
  A=base from compose at «base»
  A=prod from compose at «prod»
process db for production in docker-compose.yml at «db»
  image postgres`,
    ));

  it('reads a production file that is whole by itself alone', () =>
    shows(
      {
        'compose.yaml': `services:\n  api: { build: ., command: flask run }\n  db: { image: postgres }\n`,
        'compose.prod.yaml': `services:\n  api: { image: shop }\n  db: { image: postgres }\n`,
      },
      `
process api for development in compose.yaml at «api»
  build Dockerfile in .
  arguments exec: flask | run
process db for development in compose.yaml at «db»
  image postgres
process api in compose.prod.yaml at «api»
  image shop
process db in compose.prod.yaml at «db»
  image postgres`,
    ));

  it('is silent where both could be meant and they differ', () =>
    shows(
      {
        'compose.yaml': `services:\n  api: { build: ., command: flask run }\n  job: { build: . }\n`,
        'compose.prod.yaml': `services:\n  api: { image: shop }\n  job: { image: shop }\n`,
      },
      `
process api for development in compose.yaml at «api»
  build Dockerfile in .
  arguments exec: flask | run
process job for development in compose.yaml at «job»
  build Dockerfile in .
process job in compose.prod.yaml at «job»
  build Dockerfile in .`,
    ));

  it('keeps the override of development apart from the base', () =>
    shows(
      {
        'compose.yaml': `services:\n  api: { image: shop, command: serve }\n  db: { image: postgres }\n`,
        'compose.override.yaml': `services:\n  api: { command: serve --reload }\n`,
      },
      `
process api in compose.yaml at «api»
  image shop
  arguments exec: serve
process db in compose.yaml at «db»
  image postgres
process api in compose.override.yaml at «api»
  image shop
  arguments exec: serve | --reload`,
    ));

  it('puts what .env beside the file says', () =>
    shows(
      {
        'compose.yaml': `services:
  api:
    build: { context: ., dockerfile: "\${API_DOCKERFILE}" }
    command: serve --port=\${PORT:-80} \${OTHER:-x}
    environment: [PORT, "URL=http://localhost:\${PORT}", "B=\${UNKNOWN}"]
    volumes: ["\${ROOT:-./src}:/app"]
  web:
    build: { context: ., dockerfile: "\${WEB_DOCKERFILE}" }
`,
        '.env': 'API_DOCKERFILE=./api/Dockerfile\nPORT=8080 # the port\n',
        'other/.env': 'UNKNOWN=1\n',
      },
      `
process api in compose.yaml at «api»
  build api/Dockerfile in .
  arguments exec: serve | --port=8080«--port=\${PORT:-80}» | ?\${OTHER:-x}
  PORT=8080 from compose at «PORT»
  URL=http://localhost:8080 from compose at «"URL=http://localhost:\${PORT}"»
  B=(unknown) from compose at «"B=\${UNKNOWN}"»
  mount src → /app
process web in compose.yaml at «web»`,
    ));

  it('puts an override over the file of its name', () =>
    shows(
      {
        'compose.test.override.yaml': `services:\n  api: { command: more }\n`,
        'compose.test.yaml': `services:\n  api: { image: test, entrypoint: run }\n`,
        'compose.yaml': `services:\n  api: { image: base }\n`,
      },
      `
process api in compose.test.override.yaml at «api»
  image test
  entrypoint exec: run
  arguments exec: more
process api in compose.test.yaml at «api»
  image test
  entrypoint exec: run
process api in compose.yaml at «api»
  image base`,
    ));

  it('says what is wrong where it stands', () =>
    shows(
      `services:\n  a:\n    image: x\n    command: python "app.py\n    image: y\n  b: [\n`,
      `
process a at «a»
  image y
  arguments exec: python | ~app.py«"app.py»
warning: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ] at «⏎»
warning: the key \`image\` stands here twice; the last one is read at «image»
warning: compose refuses this command: a " is not closed at «"app.py»`,
    ));

  it('declares nothing for what only changes a service of a file that is not here', () => {
    const files = { 'tracing.docker-compose.yml': 'services:\n  api:\n    environment: { A: b }\n' };
    assert.equal(rendered(composeReader, files), '');
  });

  it('takes in what another file has that it includes, whatever that is called', () =>
    shows(
      {
        'compose.prod.yaml': 'include:\n  - services/api.yaml\n  - path: [services/gone.yaml]\nservices: {}\n',
        'services/api.yaml': 'services:\n  api:\n    image: api\n    command: [serve]\n',
        'services/unused.yaml': 'services:\n  other:\n    image: other\n    command: [serve]\n',
      },
      `
process api for production in services/api.yaml at «api»
  image api
  arguments exec: serve
`,
    ));

  it('extends what stands in a file of any name', () =>
    shows(
      {
        'compose.yaml':
          'services:\n  api:\n    extends:\n      file: common.yml\n      service: base\n    command: [serve]\n',
        'common.yml': 'services:\n  base:\n    image: api\n    environment:\n      LEVEL: info\n',
      },
      `
process api in compose.yaml at «api»
  image api
  arguments exec: serve
  LEVEL=info from compose at «info»
`,
    ));

  it('survives files that include each other', () => {
    const files = {
      'compose.yaml': 'include: [other.yaml]\nservices:\n  a:\n    image: a\n    command: [serve]\n',
      'other.yaml': 'include: [compose.yaml]\nservices:\n  b:\n    image: b\n    command: [serve]\n',
    };
    assert.match(rendered(composeReader, files), /process a in [^]*process b in /);
  });
});
