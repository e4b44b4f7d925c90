import assert from 'node:assert/strict';
import type { Facts } from '../../src/model/facts.ts';
import { at, factsOf, source } from './render.ts';

const functionLines = ({ functions }: Facts): string[] =>
  functions.map(({ name, owner, parameters, async, exported, decorators, parent }) =>
    [
      ...decorators.map((decorator) => `@${decorator} `),
      exported ? 'export ' : '',
      async ? 'async ' : '',
      owner === null ? '' : `${owner}.`,
      `${name}(${parameters.join(', ')})`,
      parent === -1 ? '' : ` in ${functions[parent]?.name}`,
    ].join(''),
  );

const importLines = ({ imports }: Facts): string[] =>
  imports.map(({ module, names, alias, kind, typeOnly, guarded }) =>
    [
      `${kind} ${module}`,
      alias === null ? '' : ` as ${alias}`,
      names.map(({ name, alias: local }) => (name === local ? ` ${name}` : ` ${name}:${local}`)).join(''),
      typeOnly ? ' (types)' : '',
      guarded ? ' (guarded)' : '',
    ].join(''),
  );

describe('functions', () => {
  it('of Python, with what they belong to', async () => {
    const facts = await factsOf(
      'python',
      source(`
        @app.route("/pay", methods=["POST"])
        async def pay(card: str, *rest, amount=1, **more) -> int:
            def inner(): ...
        class Card:
            @property
            def owner(self): return lambda x: x
            def _hidden(self): ...
        double = lambda n: n * 2
      `),
    );
    assert.deepEqual(functionLines(facts), [
      '@app.route("/pay", methods=["POST"]) export async pay(card, *rest, amount, **more)',
      'inner() in pay',
      '@property export Card.owner(self)',
      '<anonymous>(x) in owner',
      'Card._hidden(self)',
      'double(n)',
    ]);
  });

  it('of TypeScript, named by what they are bound to', async () => {
    const text = source(`
      export default function handler(req, res) {}
      export const load = async <T,>({ id }: { id: T }, ...rest: T[]) => { list.map((x) => x); };
      @Controller('x')
      export class Cards {
        field = () => 1;
        constructor(private readonly db: Db) { super(); }
        @Get(':id') async find(@Param('id') id = 1) {}
        get size() { return 1; }
      }
      const api = { pay() {}, refund: async () => {}, 'do it': function () {} };
      function late() {}
      export { late };
      a.b.c = function named() {};
      d.e = () => {};
    `);
    const facts = await factsOf('typescript', text);
    assert.deepEqual(functionLines(facts), [
      'export handler(req, res)',
      'export async load({ id }, ...rest)',
      '<anonymous>(x) in load',
      'export Cards.field()',
      'export Cards.constructor(db)',
      "@Get(':id') export async Cards.find(id)",
      'export Cards.size()',
      'api.pay()',
      'async api.refund()',
      "api.'do it'()",
      'export late()',
      'a.b.named()',
      'd.e()',
    ]);
    assert.equal(at(text, facts.functions[5]!.nameRange), 'find');
    assert.equal(at(text, facts.functions[2]!.body), 'x');
  });

  it('of CommonJS, exported by assignment', async () => {
    const facts = await factsOf(
      'javascript',
      'exports.a = function () {};\nmodule.exports = { b, c: d, e() {} };\nfunction b() {}\nfunction d() {}\nfunction f() {}\n',
    );
    assert.deepEqual(functionLines(facts), ['export a()', 'export e()', 'export b()', 'export d()', 'f()']);
  });
});

describe('imports', () => {
  it('of Python', async () => {
    const facts = await factsOf(
      'python',
      source(`
        import os, a.b as c
        from . import models
        from ..x import (y as z, w)
        from q import *
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            import heavy
        try:
            import ujson
        except ImportError:
            ujson = None
        def late():
            import sentry_sdk
      `),
    );
    assert.deepEqual(importLines(facts), [
      'static os',
      'static a.b as c',
      'static . models',
      'static ..x y:z w',
      'static q *',
      'static typing TYPE_CHECKING',
      'static heavy (types)',
      'static ujson (guarded)',
      'static sentry_sdk',
    ]);
    assert.deepEqual(
      facts.imports.map((one) => one.function),
      [-1, -1, -1, -1, -1, -1, -1, -1, 0],
    );
  });

  it('of TypeScript', async () => {
    const facts = await factsOf(
      'typescript',
      source(`
        import 'dotenv/config';
        import a, { b as c, type T } from './a.js';
        import * as d from 'd';
        import type { E } from 'e';
        import { type F } from 'f';
        import type G from 'g';
        export { h as i } from './h.js';
        export * from './j.js';
        export * as k from './k.js';
        import l = require('l');
        const { m, n: o } = require('./m');
        const p = require('p').q;
        const r = require('r').default;
        require('./s');
        const t = await import('./t.js');
        void import('./u.js').then((v) => v.w());
        try { require('x'); } catch {}
        require(y);
      `),
    );
    assert.deepEqual(importLines(facts), [
      'static dotenv/config',
      'static ./a.js default:a b:c T',
      'static d as d',
      'static e E (types)',
      'static f F (types)',
      'static g default:G (types)',
      're-export ./h.js h:i',
      're-export ./j.js *',
      're-export ./k.js as k',
      'require l as l',
      'require ./m m n:o',
      'require p q:p',
      'require r as r',
      'require ./s',
      'dynamic ./t.js as t',
      'dynamic ./u.js',
      'require x (guarded)',
    ]);
  });
});

describe('environment reads', () => {
  const lines = ({ environmentReads }: Facts): string[] =>
    environmentReads.map(
      ({ name, default: fallback, required, condition }) =>
        `${name}${fallback === null ? '' : `=${fallback}`}${required ? '!' : ''}${condition === null ? '' : ` if ${condition}`}`,
    );

  it('of Python', async () => {
    const text =
      'import os\nfrom os import environ as env\na = os.environ["A"]\nb = os.getenv("B", "x")\nc = env.get("C")\nif c: d = env["D"]\nos.environ["E"] = "1"\nf = other.environ["F"]\n';
    assert.deepEqual(lines(await factsOf('python', text)), ['A!', 'B=x', 'C', 'D! if c']);
  });

  it('of Node', async () => {
    const text =
      "process.env.A; process.env['B'] ?? 'x'; process.env.C || 3; process.env.D!; const { E = 'y', F } = process.env;\nprocess.env.G = '1'; if (process.env.H) env.I; COLORS.RED;\nconst { env: e2 } = process; e2.J; process.env[name];\n";
    assert.deepEqual(lines(await factsOf('typescript', text)), ['A', 'B=x', 'C=3', 'D!', 'E=y', 'F', 'H', 'J']);
  });
});

describe('telemetry', () => {
  const lines = ({ telemetry }: Facts): string[] =>
    telemetry.map(
      ({ vendor, signals, function: within, condition }) =>
        `${vendor} ${signals.join(' ')}${within === -1 ? '' : ` in ${within}`}${condition === null ? '' : ` if ${condition}`}`,
    );

  it('that Python code starts', async () => {
    const text = source(`
      import os, ddtrace.auto, sentry_sdk
      from opentelemetry import trace
      from opentelemetry.sdk.trace import TracerProvider
      from opentelemetry.instrumentation.auto_instrumentation import initialize as start
      if os.getenv("TELEMETRY"):
          start()
      def configure():
          trace.set_tracer_provider(TracerProvider())
          sentry_sdk.init(dsn="x", traces_sample_rate=1.0)
    `);
    assert.deepEqual(lines(await factsOf('python', text)), [
      'datadog traces',
      'opentelemetry traces metrics logs if os.getenv("TELEMETRY")',
      'opentelemetry traces in 0',
      'sentry errors traces in 0',
    ]);
  });

  it('that Node code starts', async () => {
    const text = source(`
      import './register.js';
      import '@opentelemetry/auto-instrumentations-node/register';
      import type { NodeSDK as Type } from '@opentelemetry/sdk-node';
      import * as Sentry from '@sentry/node';
      import tracer from 'dd-trace';
      Sentry.init({ dsn: 'x', tracesSampleRate: 1 });
      tracer.init();
    `);
    assert.deepEqual(lines(await factsOf('typescript', text)), [
      'opentelemetry traces logs',
      'sentry errors traces',
      'datadog traces',
    ]);
  });
});

describe('entry markers', () => {
  const lines = (text: string, { entryMarkers }: Facts): string[] =>
    entryMarkers.map(({ kind, range }) => `${kind}: ${at(text, range)}`);

  it('of Python', async () => {
    const text =
      "from flask import Flask\nimport uvicorn\napp = Flask(__name__)\ndef make(): return Flask('x')\nif __name__ == '__main__':\n    uvicorn.run(app)\n    app.run(debug=True)\n";
    assert.deepEqual(lines(text, await factsOf('python', text)), [
      'application: Flask(__name__)',
      "main-guard: if __name__ == '__main__'",
      'run: uvicorn.run(app)',
      'run: app.run(debug=True)',
    ]);
  });

  it('of Node', async () => {
    const text =
      "import express from 'express';\nimport http from 'node:http';\nconst app = express();\napp.listen(1);\nhttp.createServer(app).listen(2);\nconst n = await NestFactory.create(M);\nemitter.listen(3);\nif (require.main === module) run();\n";
    assert.deepEqual(lines(text, await factsOf('javascript', text)), [
      'application: express()',
      'listen: app.listen(1)',
      'listen: http.createServer(app).listen(2)',
      'main-guard: if (require.main === module)',
    ]);
  });
});
