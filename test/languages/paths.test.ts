import assert from 'node:assert/strict';
import { factsOf, marked, paths, source } from './render.ts';

describe('what a callee stands for', () => {
  describe('in Python', () => {
    const check = async (text: string, expected: string[]): Promise<void> =>
      assert.deepEqual(await paths('python', text), expected);

    it('goes through imports and their aliases', () =>
      check(
        `
        import requests, os.path, a.b as c
        from x.y import z as w, q
        from . import telemetry
        from .db import session
        requests.get(); os.path.join(); os.getenv(); c.d(); w(); q.r(); telemetry.init(); session.commit()
        `,
        [
          'requests.get → requests.get',
          'os.path.join → os.path.join',
          'os.getenv → os.getenv',
          'c.d → a.b.d',
          'w → x.y.z',
          'q.r → x.y.q.r',
          'telemetry.init → .telemetry.init',
          'session.commit → .db.session.commit',
        ],
      ));

    it('goes through names bound to a call, wherever in the file they are bound', () =>
      check(
        `
        def run():
            log.error('x')
            with Session() as s:
                s.get(1)
        import logging
        from requests import Session
        log = logging.getLogger(__name__)
        `,
        [
          'log.error → logging.getLogger().error',
          'Session → requests.Session',
          's.get → requests.Session().get',
          'logging.getLogger → logging.getLogger',
        ],
      ));

    it('goes through attributes of the class and of its base in the file', () =>
      check(
        `
        import logging, http.client as h
        class Base:
            log = logging.getLogger('a')
            def __init__(self, given: h.HTTPConnection):
                self.client = given
        class Child(Base):
            def run(self):
                self.log.info('a')
                self.client.request('GET')
                self.other()
                super().run()
        `,
        [
          'logging.getLogger → logging.getLogger',
          'self.log.info → logging.getLogger().info',
          'self.client.request → http.client.HTTPConnection().request',
          'self.other → self.other',
          'super().run → super().run',
          'super → super',
        ],
      ));

    it('lets parameters and local names hide imports', () =>
      check(
        `
        import requests
        def fetch(requests):
            requests.get()
        def other():
            for requests in []:
                requests.get()
        def third():
            global requests
            requests.get()
        `,
        ['requests.get → null', 'requests.get → null', 'requests.get → requests.get'],
      ));

    it('keeps names of the file and of the language', () =>
      check(
        `
        def helper(): pass
        helper(); print('x'); (lambda: 1)(); "".join([]); unknown.thing()
        `,
        ['helper → helper', 'print → print', '(lambda: 1) → null', '"".join → null', 'unknown.thing → unknown.thing'],
      ));

    it('does not loop where names stand for one another', () =>
      check('a = b\nb = a\na.c()\nd = d.e\nd()\n', ['a.c → null', 'd → null']));
  });

  describe('in JavaScript and TypeScript', () => {
    const check = async (text: string, expected: string[]): Promise<void> =>
      assert.deepEqual(await paths('typescript', text), expected);

    it('goes through imports of every form', () =>
      check(
        `
        import winston from 'winston';
        import * as Sentry from '@sentry/node';
        import { NodeSDK as SDK, default as api } from '@opentelemetry/sdk-node';
        import fs = require('node:fs');
        const { start, stop: end } = require('./telemetry.js');
        const tracer = require('dd-trace').init();
        const lazy = await import('./lazy.js');
        winston.createLogger(); Sentry.init({}); api(); fs.readFileSync('x'); start(); end(); tracer.use('pg'); lazy.go();
        new SDK().start();
        `,
        [
          "require('dd-trace').init → dd-trace.init",
          'winston.createLogger → winston.createLogger',
          'Sentry.init → @sentry/node.init',
          'api → @opentelemetry/sdk-node',
          'fs.readFileSync → node:fs.readFileSync',
          'start → ./telemetry.js.start',
          'end → ./telemetry.js.stop',
          'tracer.use → dd-trace.init().use',
          'lazy.go → ./lazy.js.go',
          'new SDK().start → new @opentelemetry/sdk-node.NodeSDK().start',
          'SDK → @opentelemetry/sdk-node.NodeSDK',
        ],
      ));

    it('goes through constants, fields, typed parameters and casts', () =>
      check(
        `
        import { Logger } from '@nestjs/common';
        import pino from 'pino';
        const log = pino().child({ a: 1 })!;
        class Service {
          private readonly logger = new Logger(Service.name);
          constructor(private readonly audit: Logger) { this.own = pino(); }
          run(given: Logger) {
            this.logger.error('a'); this.audit.warn('b'); this.own.info('c'); given.log('d'); this.run();
            (log as any).warn('e'); log?.info?.('f');
          }
        }
        `,
        [
          'pino().child → pino().child',
          'pino → pino',
          'Logger → @nestjs/common.Logger',
          'pino → pino',
          'this.logger.error → new @nestjs/common.Logger().error',
          'this.audit.warn → new @nestjs/common.Logger().warn',
          'this.own.info → pino().info',
          'given.log → new @nestjs/common.Logger().log',
          'this.run → this.run',
          '(log as any).warn → pino().child().warn',
          'log?.info → pino().child().info',
        ],
      ));

    it('lets parameters, patterns and catch bindings hide imports', () =>
      check(
        `
        import axios from 'axios';
        const f = (axios) => axios.get('a');
        function g({ axios }) { axios.get('b'); }
        function h() { try { } catch (axios) { axios.get('c'); } }
        function i() { for (const axios of []) axios.get('d'); }
        axios.get('e');
        `,
        ['axios.get → null', 'axios.get → null', 'axios.get → null', 'axios.get → null', 'axios.get → axios.get'],
      ));
  });
});

describe('where a call stands', () => {
  it('knows conditions, loops, awaits and statements in Python', async () => {
    const { calls } = await factsOf(
      'python',
      source(`
        if enabled and ready():
            a()
        elif other:
            b()
        else:
            x = c() if d() else e()
        for i in f():
            await g()
        def h():
            while i():
                j()
        k() or l()
      `),
    );
    assert.deepEqual(calls.map(marked), [
      'ready, if enabled',
      'a, if enabled and ready(), statement',
      'b, if other, statement',
      'c, if d()',
      'd, if not (other)',
      'e, if not (d())',
      'f',
      'g, awaited, in loop, statement',
      'i',
      'j, in loop, statement',
      'k',
      'l, if not (k())',
    ]);
  });

  it('knows them in TypeScript', async () => {
    const { calls } = await factsOf(
      'typescript',
      source(`
        if (on) a(); else { void b(); }
        on && c();
        const x = on ? new D() : e();
        for (const y of f()) await g();
        while (h()) (await i());
        list.forEach(() => { j(); });
      `),
    );
    assert.deepEqual(calls.map(marked), [
      'a, if on, statement',
      'b, if not (on), statement',
      'c, if on',
      'D, constructs, if on',
      'e, if not (on)',
      'f',
      'g, awaited, in loop, statement',
      'h',
      'i, awaited, in loop, statement',
      'list.forEach, statement',
      'j, statement',
    ]);
  });

  it('orders what is evaluated: arguments before their call, imports of ES modules first of all', async () => {
    const { calls, imports } = await factsOf('javascript', "a(b(), c().d());\nimport 'late';\nrequire('later');\n");
    const inOrder = [
      ...calls.map((call) => [call.order, call.callee]),
      ...imports.map((one) => [one.order, one.module]),
    ];
    assert.deepEqual(
      inOrder.sort(([one], [other]) => Number(one) - Number(other)).map(([, name]) => name),
      ['late', 'b', 'c', 'c().d', 'a', 'later'],
    );
  });

  it('tells arguments apart', async () => {
    const text =
      "f('a\\n', k=1, *rest, flag=True, none=None, name=x.y, call=g(1), text=f'{a}', l=[1], d={'a': 1}, fn=lambda: 1)\n";
    const [call] = (await factsOf('python', text)).calls;
    assert.deepEqual(
      call!.arguments.map(({ keyword, kind, value }) => [keyword, kind, value]),
      [
        [null, 'string', 'a\n'],
        ['k', 'number', '1'],
        [null, 'spread', null],
        ['flag', 'boolean', 'true'],
        ['none', 'null', null],
        ['name', 'name', 'x.y'],
        ['call', 'call', 'g'],
        ['text', 'template', null],
        ['l', 'list', null],
        ['d', 'object', null],
        ['fn', 'function', null],
      ],
    );
    const script = await factsOf(
      'typescript',
      'f("a", `b`, `${c}`, { d: 1, e, "f": 2, g() {} }, ...h, i!, () => 1, null);\n',
    );
    assert.deepEqual(
      script.calls[0]!.arguments.map(({ kind, value, keys }) => [kind, value, keys ?? null]),
      [
        ['string', 'a', null],
        ['string', 'b', null],
        ['template', null, null],
        ['object', null, ['d', 'e', 'f', 'g']],
        ['spread', null, null],
        ['name', 'i', null],
        ['function', null, null],
        ['null', null, null],
      ],
    );
  });
});
