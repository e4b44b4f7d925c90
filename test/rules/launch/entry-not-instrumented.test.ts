import assert from 'node:assert/strict';
import { entryNotInstrumented } from '../../../src/rules/launch/entry-not-instrumented.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import type { Files } from '../../support/memoryRepository.ts';

const server = "import http from 'node:http';\n\nhttp.createServer().listen(8080);\n";
const marked = server.replace("import http from 'node:http';", "[|import http from 'node:http';|]");
const manifest = (dependencies: string): string =>
  `{ "name": "api", "type": "module", "dependencies": { ${dependencies} } }\n`;

async function silent(files: Files): Promise<void> {
  assert.deepEqual(await checkRepository(entryNotInstrumented, files), []);
}

describe('entry-not-instrumented', () => {
  it('speaks of a package that is installed and never started', async () => {
    const files = {
      'package.json': manifest('"@sentry/node": "^10.0.0"'),
      'server.ts': marked,
      Procfile: 'web: tsx server.ts\n',
    };
    const [finding] = await checkRepository(entryNotInstrumented, files);
    assert.equal(
      finding?.message,
      'production starts this with no telemetry: procfile runs "tsx server.ts", and the Sentry package is installed and never started',
    );
    assert.deepEqual(
      finding?.evidence.map(({ file }) => file),
      ['Procfile', 'package.json'],
    );
    const fixed = await fixFirst(entryNotInstrumented, { ...files, 'server.ts': server });
    assert.equal(
      fixed['server.ts'],
      `import * as Sentry from '@sentry/node';\n\nSentry.init({ dsn: process.env.SENTRY_DSN });\n\n${server}`,
    );
  });

  it('imports an initialiser that needs nothing else', async () => {
    const files = {
      'package.json': manifest('"@opentelemetry/sdk-node": "^0.223.0"'),
      'src/telemetry.ts':
        "import { NodeSDK } from '@opentelemetry/sdk-node';\n\nconst sdk = new NodeSDK();\nsdk.start();\nprocess.on('SIGTERM', () => sdk.shutdown());\n",
      'src/server.ts': server,
      Procfile: 'web: tsx src/server.ts\n',
    };
    const fixed = await fixFirst(entryNotInstrumented, files);
    assert.equal(fixed['src/server.ts'], `import './telemetry.js';\n${server}`);
  });

  it('gives no fix for what only the profile asks for', async () => {
    const [finding] = await checkRepository(entryNotInstrumented, {
      'prodaware.yaml': 'version: 1\ntelemetry: { vendor: opentelemetry, require: [traces] }\n',
      'package.json': manifest(''),
      'server.ts': marked,
      Procfile: 'web: tsx server.ts\n',
    });
    assert.deepEqual(finding?.fixes, []);
  });

  describe('is silent', () => {
    it('where nothing is promised', () =>
      silent({ 'package.json': manifest(''), 'server.ts': server, Procfile: 'web: tsx server.ts\n' }));
    it('where the wrapper is lost: another rule says so', () =>
      silent({
        'README.md': 'Start it:\n\n```sh\nnode --import dd-trace/initialize.mjs server.js\n```\n',
        'package.json': manifest('"dd-trace": "^5.0.0"'),
        'server.js': server,
        Procfile: 'web: node server.js\n',
      }));
    it('where it is started', () =>
      silent({
        'package.json': manifest('"dd-trace": "^5.0.0"'),
        'server.ts': `import 'dd-trace/init';\n${server}`,
        Procfile: 'web: tsx server.ts\n',
      }));
    it('where it is started under a condition', () =>
      silent({
        'requirements.txt': 'sentry-sdk\n',
        'app.py': 'import os\n\nimport sentry_sdk\n\nif os.environ.get("SENTRY_DSN"):\n    sentry_sdk.init()\n',
        Procfile: 'web: python app.py\n',
      }));
    const go = (api: string, more: Files = {}): Files => ({
      'go.mod': 'module example.com/shop\n\ngo 1.24\n\nrequire go.opentelemetry.io/otel/sdk v1.38.0\n',
      'cmd/api/main.go': `package main\n\nimport (\n${api}\t"net/http"\n)\n\nfunc main() {\n\thttp.ListenAndServe(":8080", nil)\n}\n`,
      Dockerfile:
        'FROM golang:1.24 AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /api ./cmd/api\nFROM scratch\nCOPY --from=build /api /api\nENTRYPOINT ["/api"]\n',
      ...more,
    });
    it('about a program of Go that does not import what its module asks for', () => silent(go('')));
    it('about a program of Go of which a package is not here', () =>
      silent(go('\t"example.com/shop/internal/app"\n\t_ "go.opentelemetry.io/otel/sdk/trace"\n')));
    it('about what stands beside the services for those who work on them', () =>
      silent({
        'package.json': manifest('"dd-trace": "^5.0.0"'),
        'tools/mailer/server.ts': server,
        'compose.yaml':
          'services:\n  mailer:\n    image: node:22\n    volumes: [".:/app"]\n    working_dir: /app\n    command: tsx tools/mailer/server.ts\n',
      }));
  });
});
