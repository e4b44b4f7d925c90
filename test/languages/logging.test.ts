import assert from 'node:assert/strict';
import { loggerRows } from '../../src/knowledge/loggers.ts';
import type { Facts } from '../../src/model/facts.ts';
import { at, factsOf, source } from './render.ts';

const logLines = ({ logCalls }: Facts): string[] =>
  logCalls.map(({ logger, library, level, message, errorAttached }) =>
    [`${logger}: ${library} ${level} ${message}`, errorAttached ? 'with the error' : ''].filter(Boolean).join(', '),
  );

describe('log calls', () => {
  it('of the standard library of Python', async () => {
    const facts = await factsOf(
      'python',
      source(`
        import logging, sys
        from logging import getLogger as get
        log = logging.getLogger(__name__)
        audit = get('audit')
        try:
            pay()
        except Exception as error:
            log.error("no %s", card)
            log.error(f"no {card}")
            log.error("no " + card)
            log.error("no {}".format(card))
            log.warning("no card", exc_info=True)
            log.warning("no card", exc_info=False)
            log.error("no card: %s", error)
            audit.exception("no card")
            logging.info("x")
            log.log(logging.CRITICAL, "down %s", card)
            log.getChild('a').debug("x")
        print("x")
        print("x", file=sys.stderr)
        sys.stderr.write("x")
      `),
    );
    assert.deepEqual(logLines(facts), [
      'log: logging error placeholder',
      'log: logging error interpolated',
      'log: logging error interpolated',
      'log: logging error interpolated',
      'log: logging warn constant, with the error',
      'log: logging warn constant',
      'log: logging error placeholder',
      'audit: logging error constant, with the error',
      'logging: logging info constant',
      'log: logging critical placeholder',
      "log.getChild('a'): logging debug constant",
      'print: print info constant',
      'print: print error constant',
      'sys.stderr: print error constant',
    ]);
  });

  it('of structlog, loguru and an application object', async () => {
    const facts = await factsOf(
      'python',
      source(`
        import structlog
        from loguru import logger
        from flask import Flask, current_app
        app = Flask(__name__)
        log = structlog.get_logger().bind(a=1)
        log.info("paid", card=1)
        logger.opt(exception=e).error("x")
        logger.success("x")
        app.logger.error("x")
        current_app.logger.warning("x")
      `),
    );
    assert.deepEqual(logLines(facts), [
      'log: structlog info constant',
      'logger.opt(exception=e): loguru error constant, with the error',
      'logger: loguru info constant',
      'app.logger: logging error constant',
      'current_app.logger: logging warn constant',
    ]);
  });

  it('of Node', async () => {
    const facts = await factsOf(
      'typescript',
      source(`
        import pino from 'pino';
        import winston from 'winston';
        import { Logger } from '@nestjs/common';
        import createDebug from 'debug';
        const log = pino().child({ a: 1 });
        const other = winston.createLogger();
        const nest = new Logger('x');
        const debug = createDebug('app');
        try { pay(); } catch (err) {
          log.error({ err }, 'no card');
          log.error(err, 'no card');
          log.error('no card', err);
          log.error({ error: err.message }, 'no card');
          other.error('no card', err);
          other.log('warn', \`no \${card}\`);
          nest.error('no card', err.stack);
          nest.error('no card', err instanceof Error ? err.stack : err);
          console.error('no card', err);
          console.error('no card: ' + err);
          console.log(String(err));
          debug('no card %s', card);
        }
      `),
    );
    assert.deepEqual(logLines(facts), [
      'log: pino error constant, with the error',
      'log: pino error constant, with the error',
      'log: pino error constant',
      'log: pino error constant',
      'other: winston error constant, with the error',
      'other: winston warn interpolated',
      'nest: nestjs error constant, with the error',
      'nest: nestjs error constant, with the error',
      'console: console error constant, with the error',
      'console: console error interpolated',
      'console: console info none',
      'debug: debug debug placeholder',
    ]);
  });

  it('where only the name says that it is a logger', async () => {
    const facts = await factsOf(
      'javascript',
      source(`
        import { logger } from './logger.js';
        logger.info('a'); req.log.warn('b'); this.auditLog.error('c'); ctx.logger.child({}).debug('d');
        catalog.error('e'); dialog.info('f'); Math.log(2); blog.debug('g'); logger.level('h');
      `),
    );
    assert.deepEqual(logLines(facts), [
      'logger: unknown info constant',
      'req.log: unknown warn constant',
      'this.auditLog: unknown error constant',
      'ctx.logger.child({}): unknown debug constant',
    ]);
  });

  it('are none where a name of the file hides the function', async () => {
    assert.deepEqual(logLines(await factsOf('python', 'def print(x): ...\nprint("x")\n')), []);
    assert.deepEqual(logLines(await factsOf('javascript', 'function f(console) { console.log(1); }')), []);
  });
});

describe('loggers of a file', () => {
  it('are named as code writes them', async () => {
    const python = source(`
      import logging, structlog
      from app.log import logger as shared
      log = logging.getLogger(__name__)
      class Pay:
          audit = structlog.get_logger()
          def __init__(self):
              self.log = logging.getLogger('pay')
          def run(self, logger):
              logger.info('x')
    `);
    const { loggers } = await factsOf('python', python);
    assert.deepEqual(
      loggers.map(({ name, library, function: within, range }) => [name, library, within, at(python, range)]),
      [
        ['log', 'logging', -1, 'log'],
        ['self.audit', 'structlog', -1, 'audit'],
        ['self.log', 'logging', -1, 'self.log'],
        ['logger', 'unknown', 1, 'logger'],
      ],
    );
    const script = "import { logger } from './log.js';\nimport pino from 'pino';\nclass A { log = pino(); }\n";
    assert.deepEqual(
      (await factsOf('typescript', script)).loggers.map(({ name, library }) => [name, library]),
      [
        ['logger', 'unknown'],
        ['this.log', 'pino'],
      ],
    );
  });
});

describe('rows of logging libraries', () => {
  it('log an error in a form that they themselves count as attached', async () => {
    for (const row of loggerRows) {
      const [made] = row.obtain;
      if (made === undefined || !['python', 'node'].includes(row.ecosystem)) continue;
      const statement = row.logError
        .replaceAll('{logger}', made.logger)
        .replaceAll('{message}', "'payment failed'")
        .replaceAll('{error}', 'error');
      const setup = [made.import ?? '', made.statement ?? ''].join('\n');
      const text =
        row.ecosystem === 'python'
          ? `${setup}\ntry:\n    pay()\nexcept Exception as error:\n    ${statement}\n`
          : `${setup}\ntry { pay(); } catch (error) { ${statement}; }\n`;
      const { logCalls, syntaxErrors, handlers } = await factsOf(
        row.ecosystem === 'python' ? 'python' : 'javascript',
        text,
      );
      assert.deepEqual(syntaxErrors, [], row.library);
      assert.deepEqual(
        logCalls.map((call) => [call.library, call.message, call.errorAttached]),
        [[row.library, 'constant', true]],
      );
      assert.match(logCalls[0]!.level, /error|critical/, row.library);
      assert.equal(handlers[0]!.outcome, 'logged', row.library);
    }
  });
});
