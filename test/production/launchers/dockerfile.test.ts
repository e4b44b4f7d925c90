import assert from 'node:assert/strict';
import { dockerfileReader } from '../../../src/production/launchers/dockerfile.ts';
import { rendered } from './render.ts';

const shows = (text: string, expected: string) =>
  assert.equal(rendered(dockerfileReader, { Dockerfile: text }), expected.trim());

describe('dockerfile', () => {
  it('declares the image: command words with their quotes, directory, variables, copies', () =>
    shows(
      `FROM python:3.12-slim
WORKDIR /srv
WORKDIR app
ENV APP_HOME=/srv/app PATH="/venv/bin:$PATH" \\
    GREETING=hello\\ there
ENV LEGACY some value
COPY requirements.txt ./
COPY ["my app.py", "lib/", "$APP_HOME/"]
COPY --chmod=755 entrypoint.sh /entrypoint.sh
ADD https://example.org/x.tar.gz /opt/
RUN pip install -r requirements.txt
STOPSIGNAL INT
ENTRYPOINT ["opentelemetry-instrument", "python"]
CMD ["my app.py"]
`,
      `
image - (default) at «FROM python:3.12-slim»
  base python:3.12-slim
  entrypoint exec: opentelemetry-instrument«"opentelemetry-instrument"» | python«"python"»
  command exec: my app.py«"my app.py"»
  directory /srv/app
  APP_HOME=/srv/app from image at «APP_HOME=/srv/app»
  PATH=/venv/bin:$PATH from image at «PATH="/venv/bin:$PATH"»
  GREETING=hello there from image at «GREETING=hello\\ there»
  LEGACY=some value from image at «LEGACY some value»
  copy requirements.txt → /srv/app/
  copy my app.py → /srv/app/
  copy lib → /srv/app/
  copy entrypoint.sh → /entrypoint.sh
  copy https://example.org/x.tar.gz:/x.tar.gz → /opt/
  stop SIGINT
  run pip install -r requirements.txt`,
    ));

  it('merges what a stage inherits from another, and an ENTRYPOINT takes the inherited CMD away', () =>
    shows(
      `ARG NODE=22
FROM node:\${NODE} AS base
ARG NODE
ENV NODE_VERSION=$NODE A=1
WORKDIR /app
CMD ["node", "dev.js"]
FROM base AS build
RUN npm run build
FROM base
ENV A=2
COPY --from=build /app/dist ./dist
COPY --from=1 --chown=node /app/package.json .
COPY --from=busybox:1 /bin/wget /bin/
ENTRYPOINT ["node", "dist/server.js"]
`,
      `
image base at «FROM node:\${NODE} AS base»
  base node:22
  command exec: node«"node"» | dev.js«"dev.js"»
  directory /app
  NODE_VERSION=22 from image at «NODE_VERSION=$NODE»
  A=1 from image at «A=1»
image build at «FROM base AS build»
  base node:22
  command exec: node«"node"» | dev.js«"dev.js"»
  directory /app
  NODE_VERSION=22 from image at «NODE_VERSION=$NODE»
  A=1 from image at «A=1»
  run npm run build
image - (default) at «FROM base»
  base node:22
  entrypoint exec: node«"node"» | dist/server.js«"dist/server.js"»
  directory /app
  NODE_VERSION=22 from image at «NODE_VERSION=$NODE»
  A=2 from image at «A=2»
  copy build:/app/dist → /app/dist
  copy build:/app/package.json → /app/
  copy busybox:1:/bin/wget → /bin/`,
    ));

  it('keeps a CMD of the same stage before an ENTRYPOINT', () =>
    shows(
      `FROM scratch\nCMD ["x"]\nENTRYPOINT ["y"]\n`,
      `
image - (default) at «FROM scratch»
  entrypoint exec: y«"y"»
  command exec: x«"x"»
  directory /`,
    ));

  it('reads shell form as a line, and an empty list as nothing to run', () =>
    shows(
      `FROM a AS one\nENTRYPOINT exec python app.py --port $PORT\nFROM a\nENTRYPOINT []\nCMD [ -f x ] && run x\n`,
      `
image one at «FROM a AS one»
  base a
  entrypoint shell: exec python app.py --port $PORT
  directory /
image - (default) at «FROM a»
  base a
  entrypoint exec:
  command shell: [ -f x ] && run x
  directory /`,
    ));

  it('says what docker does with a list that is no JSON', () =>
    shows(
      `FROM a\nENTRYPOINT ['python', 'app.py']\nCMD ["--port", 80]\n`,
      `
image - (default) at «FROM a»
  base a
  entrypoint shell: ['python', 'app.py']
  directory /
warning: docker does not read this as a list (JSON takes double quotes): it runs /bin/sh -c with the line ['python', 'app.py'] at «['python', 'app.py']»
error: docker refuses to build this: the JSON form of CMD takes strings only at «["--port", 80]»`,
    ));

  it('joins continued lines and leaves comments between them out', () =>
    shows(
      `FROM a
ENTRYPOINT [ "opentelemetry-instrument", \\
  # the app

  "python", "app.py" ]
CMD python \\
  # the app
  app.py
`,
      `
image - (default) at «FROM a»
  base a
  entrypoint exec: opentelemetry-instrument«"opentelemetry-instrument"» | python«"python"» | app.py«"app.py"»
  command shell: ~python   app.py«python \\⏎  # the app⏎  app.py»
  directory /`,
    ));

  it('follows the escape directive', () =>
    shows(
      '# escape=`\r\nFROM a\r\nWORKDIR C:\\app\r\nCMD ["python", `\r\n  "app.py"]\r\n',
      `
image - (default) at «FROM a»
  base a
  command exec: python«"python"» | app.py«"app.py"»
  directory C:\\app`,
    ));

  it('is not confused by here-documents', () =>
    shows(
      `FROM a
RUN <<EOF
pip install x
CMD evil
EOF
COPY <<ENTRY /entry.sh
CMD evil
ENTRY
RUN python <<PY
print(1)
PY
CMD ["good"]
`,
      `
image - (default) at «FROM a»
  base a
  command exec: good«"good"»
  directory /
  run pip install x⏎CMD evil
  run python <<PY⏎print(1)⏎PY`,
    ));

  it('leaves files alone that only begin like one', () => {
    for (const [path, claimed] of [
      ['Dockerfile', true],
      ['api.Dockerfile', true],
      ['Containerfile.prod', true],
      ['Dockerfile.dockerignore', false],
      ['dockerfile_parser.py', false],
      ['Dockerfile.j2', false],
    ] as const) {
      assert.equal(dockerfileReader.claims({ path, text: 'FROM x\n' }), claimed, path);
    }
    assert.equal(dockerfileReader.claims({ path: 'Dockerfile', text: 'RUN x\n' }), false);
  });

  it('runs lines by what SHELL says where that is more than a shell, and asks what HEALTHCHECK says', () => {
    const text =
      'FROM conda AS base\nSHELL ["conda", "run", "-n", "app", "/bin/bash", "-c"]\nHEALTHCHECK --interval=5s CMD curl -f http://localhost:80/live || exit 1\nFROM base\nCMD python app.py\nFROM base AS none\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nHEALTHCHECK NONE\nCMD python app.py\n';
    assert.equal(
      rendered(dockerfileReader, { Dockerfile: text }),
      `
image base at «FROM conda AS base»
  base conda
  directory /
  liveness probe /live at «http://localhost:80/live»
image - at «FROM base»
  base conda
  command exec: ~conda«"conda"» | ~run«"run"» | ~-n«"-n"» | ~app«"app"» | ~/bin/bash«"/bin/bash"» | ~-c«"-c"» | ~python app.py
  directory /
  liveness probe /live at «http://localhost:80/live»
image none (default) at «FROM base AS none»
  base conda
  command shell: python app.py
  directory /`.trim(),
    );
  });

  it('does what ONBUILD says where another stage starts from it, and not before', () =>
    shows(
      `FROM node:22 AS base
WORKDIR /app
ONBUILD COPY package.json ./
ONBUILD ENV MODE=production
FROM base
CMD ["node", "server.js"]
`,
      `
image base at «FROM node:22 AS base»
  base node:22
  directory /app
image - (default) at «FROM base»
  base node:22
  command exec: node«"node"» | server.js«"server.js"»
  directory /app
  MODE=production from image at «MODE=production»
  copy package.json → /app/
`,
    ));
});
