/** Go programs, from the file that a launch starts back to the package that was built. */
import assert from 'node:assert/strict';
import { entriesOf, entryOfCommand, entryOfImage } from './entryOf.ts';

const main = 'package main\n\nfunc main() {\n}\n';
const shop = {
  'go.mod': 'module github.com/acme/shop\n\ngo 1.24\n',
  'cmd/api/main.go': main,
  'cmd/worker/main.go': main,
  'cmd/worker/main_test.go': main,
  'internal/api/api.go': 'package api\n',
};

const runtime = (copy: string, command: string): string =>
  `FROM gcr.io/distroless/static\n${copy}\nENTRYPOINT ["${command}"]\n`;

describe('entry points of Go', () => {
  const builds: readonly [string, string, string, string][] = [
    [
      'an output by name',
      'RUN CGO_ENABLED=0 go build -ldflags="-s -w" -o /out/server ./cmd/api',
      'COPY --from=build /out/server /server',
      '/server',
    ],
    [
      'an output in a folder',
      'RUN go build -o /out/ ./cmd/api ./cmd/worker',
      'COPY --from=build /out/api /app',
      '/app',
    ],
    ['a whole folder', 'RUN mkdir /out && go build -o /out ./cmd/...', 'COPY --from=build /out/ /bin/', '/bin/api'],
    ['go install', 'RUN go install ./...', 'COPY --from=build /go/bin/api /usr/bin/api', 'api'],
    ['an import path', 'RUN go install github.com/acme/shop/cmd/api', 'COPY --from=build /go/bin/api /api', '/api'],
    ['a file', 'RUN go build -o bin/api cmd/api/main.go', 'COPY --from=build /src/bin/api /api', '/api'],
    ['a folder moved to', 'RUN cd cmd/api && go build -o /tmp/x .', 'COPY --from=build /tmp/x /api', '/api'],
    ['a folder given', 'RUN go -C cmd/api build -o /tmp/x', 'COPY --from=build /tmp/x /api', '/api'],
    [
      'a copy under another name',
      'RUN go build -o /out/api ./cmd/api && cp /out/api /usr/local/bin/shop',
      'COPY --from=build /usr/local/bin/shop /shop',
      '/shop',
    ],
    [
      'a build argument',
      'ARG TARGET=api\nRUN go build -o /out/${TARGET} ./cmd/${TARGET}',
      'COPY --from=build /out/api /app',
      '/app',
    ],
    [
      'an argument that is not known',
      'ARG TARGETARCH\nRUN go build -o /out/api-$TARGETARCH ./cmd/api',
      'COPY --from=build /out/api-* /app/',
      '/app/api-amd64',
    ],
  ];
  for (const [name, build, copy, command] of builds) {
    it(`finds what a build made: ${name}`, async () => {
      const dockerfile = `FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\n${build}\n${runtime(copy, command)}`;
      assert.equal(await entryOfImage(dockerfile, shop), 'cmd/api/main.go');
    });
  }

  it('follows stages that have no name, and one that is made of another', async () => {
    const dockerfile =
      'FROM golang:1.24\nWORKDIR /src\nCOPY . .\nRUN go build -o /api ./cmd/api\n' +
      'FROM alpine\nCOPY --from=0 /api /opt/api\nFROM alpine\nCOPY --from=1 /opt/api /usr/bin/api\nCMD ["api"]\n';
    assert.equal(await entryOfImage(dockerfile, shop), 'cmd/api/main.go');
  });

  it('follows what a makefile builds', async () => {
    const makefile =
      'BIN := bin\nNAMES = api worker\n\n.PHONY: build\nbuild: $(BIN)/api\n\n$(BIN)/%:\n\tgo build -o $@ ./cmd/$(@F)\n';
    const dockerfile = `FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN make build\n${runtime('COPY --from=build /src/bin/api /api', '/api')}`;
    assert.equal(await entryOfImage(dockerfile, { ...shop, Makefile: makefile }), 'cmd/api/main.go');
  });

  it('follows a script of the repository that builds', async () => {
    const script = '#!/bin/sh\nset -e\ngo build -o dist/api ./cmd/api\n';
    const dockerfile = `FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN ./scripts/build.sh\n${runtime('COPY --from=build /src/dist/api /api', '/api')}`;
    assert.equal(await entryOfImage(dockerfile, { ...shop, 'scripts/build.sh': script }), 'cmd/api/main.go');
  });

  it('knows a program that is copied ready by its name, and by what releases call it', async () => {
    assert.equal(
      await entryOfImage('FROM alpine\nCOPY worker /usr/bin/\nENTRYPOINT ["worker"]\n', shop),
      'cmd/worker/main.go',
    );
    const release = 'builds:\n  - main: ./cmd/api\n    binary: shopd\n';
    const files = { ...shop, '.goreleaser.yml': release };
    assert.equal(
      await entryOfImage('FROM alpine\nCOPY shopd /usr/bin/\nENTRYPOINT ["shopd"]\n', files),
      'cmd/api/main.go',
    );
    const makefile = 'build:\n\tgo build -o dist/shopd$(SUFFIX) github.com/acme/shop/cmd/worker\n';
    assert.equal(await entryOfCommand('bin/shopd serve', { ...shop, Makefile: makefile }), 'cmd/worker/main.go');
  });

  it('takes the only program of the folder that a build tool ran in', async () => {
    const dockerfile =
      'FROM golang AS build\nRUN go install github.com/magefile/mage@latest\nWORKDIR /src\nCOPY . .\nRUN mage build\n' +
      'FROM scratch\nCOPY --from=build /src/dist/shopd /shopd\nENTRYPOINT ["/shopd"]\n';
    assert.equal(await entryOfImage(dockerfile, { 'go.mod': 'module acme.dev/x\n', 'main.go': main }), 'main.go');
  });

  it('runs what `go run` is told', async () => {
    assert.equal(await entryOfCommand('go run ./cmd/api --port 80', shop), 'cmd/api/main.go');
    assert.equal(await entryOfCommand('go run -tags x cmd/api/main.go', shop), 'cmd/api/main.go');
    assert.match(await entryOfCommand('go run ./internal/api', shop), /^\?/);
  });

  it('takes the module of the folder where several have the same program', async () => {
    const files = {
      'one/go.mod': 'module one\n',
      'one/cmd/server/main.go': main,
      'two/go.mod': 'module two\n',
      'two/cmd/server/main.go': main,
      'one/Dockerfile':
        'FROM golang AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /server ./cmd/server\nFROM alpine\nCOPY --from=build /server /server\nCMD ["/server"]\n',
      'two/Dockerfile': 'FROM alpine\nCOPY server /\nCMD ["/server"]\n',
    };
    assert.deepEqual(await entriesOf(files), ['one: one/cmd/server/main.go', 'two: two/cmd/server/main.go']);
  });

  it('builds one Dockerfile with the arguments of each service', async () => {
    const files = {
      ...shop,
      Dockerfile:
        'FROM golang AS build\nARG SERVICE\nWORKDIR /src\nCOPY . .\nRUN go build -o /app ./cmd/${SERVICE}\nFROM alpine\nCOPY --from=build /app /app\nENTRYPOINT ["/app"]\n',
      'compose.yaml':
        'services:\n  api:\n    build:\n      context: .\n      args:\n        SERVICE: api\n  jobs:\n    build:\n      context: .\n      args: [SERVICE=worker]\n',
    };
    assert.deepEqual(await entriesOf(files), ['api: cmd/api/main.go', 'jobs: cmd/worker/main.go']);
  });

  it('says nothing of programs of elsewhere', async () => {
    const elsewhere = 'FROM alpine\nCOPY --from=acme/tools /api /api\nENTRYPOINT ["/api"]\n';
    assert.match(await entryOfImage(elsewhere, shop), /^\?/);
    const other = { ...shop, 'compose.yaml': 'services:\n  db:\n    image: postgres\n    command: worker --fast\n' };
    assert.deepEqual(await entriesOf(other), []);
    assert.match(
      await entryOfCommand('api', { ...shop, 'tools/cmd/api/main.go': main, 'go.mod': '' }),
      /cmd\/api\/main\.go$/,
    );
  });

  it('survives makefiles and stages that lead in circles', async () => {
    const makefile = 'build: build all\n\tmake build\nall: build\n\t$(X)\nX = $(X)$(X)\n';
    const dockerfile =
      'FROM golang AS build\nCOPY . .\nCOPY --from=build /a /a\nRUN make build && cp /a /a && cp /a /b && cp /b /a\nFROM alpine\nCOPY --from=build /a /a\nCMD ["/a"]\n';
    assert.match(await entryOfImage(dockerfile, { ...shop, Makefile: makefile }), /^\?/);
  });
});
