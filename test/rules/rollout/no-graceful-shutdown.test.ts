/** Servers that go down at once. */
import assert from 'node:assert/strict';
import { noGracefulShutdown } from '../../../src/rules/rollout/no-graceful-shutdown.ts';
import { checkRepository } from '../../support/check.ts';

function service(code: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    'package.json': '{ "name": "api", "dependencies": { "express": "^5.0.0" } }\n',
    'server.js': code,
    'fly.toml': 'app = "api"\n[processes]\nweb = "node server.js"\n',
    ...more,
  };
}

describe('no-graceful-shutdown', () => {
  it('knows the servers of Node', async () => {
    const starts = [
      "require('http').createServer(handle).[|listen|](80);\n",
      "const http = require('node:http');\nconst server = http.createServer(handle);\nserver.[|listen|](80);\n",
    ];
    for (const code of starts) {
      const marked = code.replace(/(\S+)\.\[\|listen\|\]/, '[|$1.listen|]');
      await checkRepository(noGracefulShutdown, service(marked));
    }
  });

  it('is silent where the end is handled, or nobody ends it', async () => {
    const listen = "const app = require('express')();\napp.listen(80);\n";
    const silent: readonly (readonly [why: string, files: Record<string, string>])[] = [
      [
        'in another file that runs',
        service(`require('./stop');\n${listen}`, { 'stop.js': "process.on('SIGTERM', stop);\n" }),
      ],
      [
        'by a package',
        service(listen, {
          'package.json': '{ "name": "api", "dependencies": { "express": "^5", "stoppable": "^1" } }\n',
        }),
      ],
      ['by something that speaks of it', service(`${listen}onShutdown(close);\n// graceful shutdown\n`)],
      ['on one host', { ...service(listen), 'fly.toml': '', Procfile: 'web: node server.js\n' }],
    ];
    for (const [why, files] of silent) assert.deepEqual(await checkRepository(noGracefulShutdown, files), [], why);
  });
});
