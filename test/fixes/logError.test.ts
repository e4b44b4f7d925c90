import assert from 'node:assert/strict';
import { logErrorFix } from '../../src/fixes/logError.ts';
import { after, editedFile } from '../support/editedFile.ts';

/** The text with its last handler logging, and how safe that is. */
async function logged(
  path: string,
  text: string,
  libraries: readonly string[] = [],
): Promise<{ text: string; safety: string } | null> {
  const file = await editedFile(path, text);
  const handler = file.facts.handlers.at(-1);
  assert.ok(handler, 'there is no handler');
  const fix = logErrorFix(file, handler, { libraries, shared: () => null });
  if (fix === null) return null;
  const result = after(file, ...fix.edits);
  assert.deepEqual((await editedFile(path, result)).facts.syntaxErrors, []);
  return { text: result, safety: fix.safety };
}

async function becomes(
  path: string,
  before: string,
  expected: string,
  libraries: readonly string[] = [],
): Promise<void> {
  assert.equal((await logged(path, before, libraries))?.text, expected);
}

const body = '    try:\n        gateway.charge(order)\n    except CardError:\n        ';

describe('the log line for a dropped error', () => {
  describe('in Python', () => {
    it('uses the logger of the module, which is safe', async () => {
      const before = `import logging\n\nlog = logging.getLogger(__name__)\n\n\ndef pay(order):\n${body}return None\n`;
      const result = await logged('a.py', before);
      assert.equal(
        result?.text,
        before.replace('return None', 'log.exception("gateway.charge failed")\n        return None'),
      );
      assert.equal(result?.safety, 'safe');
    });
    it('makes a logger where there is none, which wants a look', async () => {
      const before = `"""Payments."""\n\nimport json\nfrom decimal import Decimal\n\n\ndef pay(order):\n${body}pass\n`;
      const expected = `"""Payments."""\n\nimport json\nimport logging\nfrom decimal import Decimal\n\nlogger = logging.getLogger(__name__)\n\n\ndef pay(order):\n${body}logger.exception("gateway.charge failed")\n`;
      const result = await logged('a.py', before);
      assert.equal(result?.text, expected);
      assert.equal(result?.safety, 'review');
    });
    it('makes one in a file without imports', () =>
      becomes(
        'a.py',
        `def pay(order):\n${body}pass\n`,
        `import logging\n\nlogger = logging.getLogger(__name__)\n\ndef pay(order):\n${body}logger.exception("gateway.charge failed")\n`,
      ));
    it('uses the library of the service', () =>
      becomes(
        'a.py',
        `import redis\n\n\ndef pay(order):\n${body}pass\n`,
        `import redis\nimport structlog\n\nlogger = structlog.get_logger(__name__)\n\n\ndef pay(order):\n${body}logger.exception("gateway.charge failed")\n`,
        ['structlog'],
      ));
    it('logs with the module where the file does', () =>
      becomes(
        'a.py',
        `import logging\n\nlogging.info("up")\n\n\ndef pay(order):\n${body}pass\n`,
        `import logging\n\nlogging.info("up")\n\n\ndef pay(order):\n${body}logging.exception("gateway.charge failed")\n`,
      ));
    it('uses the logger of the object', () => {
      const before =
        'import logging\n\n\nclass A:\n    def __init__(self):\n        self._log = logging.getLogger("a")\n\n    def pay(self):\n        try:\n            self._gateway.charge()\n        except CardError:\n            pass\n';
      return becomes('a.py', before, before.replace('pass', 'self._log.exception("_gateway.charge failed")'));
    });
    it('does not use the logger of another object', async () => {
      const before =
        'import logging\n\n\nclass A:\n    def __init__(self):\n        self.log = logging.getLogger("a")\n\n\nclass B:\n    def pay(self):\n        try:\n            charge()\n        except CardError:\n            pass\n';
      assert.match((await logged('a.py', before))?.text ?? '', /\n {12}logger\.exception\("charge failed"\)/);
    });
    it('does not use a logger that belongs to the class body', async () => {
      const before =
        'import logging\n\n\nclass A:\n    logger = logging.getLogger("a")\n\n    def pay(self):\n        try:\n            charge()\n        except CardError:\n            pass\n\n\ndef pay():\n    try:\n        charge()\n    except CardError:\n        pass\n';
      const result = (await logged('a.py', before))?.text ?? '';
      assert.match(result, /def pay\(\):\n    try:\n        charge\(\)\n    except CardError:\n        \w+\.exception/);
      assert.match(result, /^logger = |^log = /m);
    });
    it('does not use a logger that the module binds later', async () => {
      const early = 'try:\n    prepare()\nexcept PrepareError:\n    pass\n\n';
      assert.equal(await logged('a.py', `${early}import logging\n\nlogger = logging.getLogger(__name__)\n`), null);
      assert.equal(
        (await logged('a.py', `${early}import os\n`))?.text,
        `import logging\n\nlogger = logging.getLogger(__name__)\n\n${early.replace('pass', 'logger.exception("prepare failed")')}import os\n`,
      );
    });
    it('uses a logger that another module of the repository gives', () =>
      becomes(
        'a.py',
        `from app.log import logger\n\n\ndef pay(order):\n${body}pass\n`,
        `from app.log import logger\n\n\ndef pay(order):\n${body}logger.exception("gateway.charge failed")\n`,
      ));
    it('does not take a function for a logger', async () => {
      const before = `from app import log\n\nlog("up")\n\n\ndef pay(order):\n${body}pass\n`;
      assert.match((await logged('a.py', before))?.text ?? '', / {8}logger\.exception/);
    });
    it('names the function where no call is to be named', async () => {
      const before =
        'import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef settle(orders):\n    try:\n        orders[0] += 1\n    except Exception:\n        pass\n';
      assert.match((await logged('a.py', before))?.text ?? '', /logger\.exception\("settle failed"\)/);
    });
  });

  describe('in JavaScript and TypeScript', () => {
    const handler = (inside: string, binding = ''): string =>
      `export async function pay() {\n  try {\n    await gateway.charge();\n  } catch ${binding}{\n    ${inside}\n  }\n}\n`;
    it('hands pino the error in an object before the message', () =>
      becomes(
        'a.ts',
        `import pino from 'pino';\n\nconst log = pino();\n\n${handler('return null;')}`,
        `import pino from 'pino';\n\nconst log = pino();\n\n${handler("log.error({ err: error }, 'gateway.charge failed');\n    return null;", '(error) ')}`,
      ));
    it('hands winston the error behind the message', () =>
      becomes(
        'a.js',
        `const winston = require('winston');\n\nconst log = winston.createLogger();\n\n${handler('return null;', '(e) ').replace('export ', '')}`,
        `const winston = require('winston');\n\nconst log = winston.createLogger();\n\n${handler("log.error('gateway.charge failed', e);\n    return null;", '(e) ').replace('export ', '')}`,
      ));
    it('follows how the file calls a logger it only knows by name', () =>
      becomes(
        'a.ts',
        `import { log } from './log';\n\nlog.info({ a: 1 }, 'up');\n\n${handler('return null;')}`,
        `import { log } from './log';\n\nlog.info({ a: 1 }, 'up');\n\n${handler("log.error({ err: error }, 'gateway.charge failed');\n    return null;", '(error) ')}`,
      ));
    it('makes a logger of the library of the service', () =>
      becomes(
        'a.ts',
        `import { a } from './a';\n\n${handler('return a;')}`,
        `import { a } from './a';\nimport pino from 'pino';\n\nconst logger = pino();\n\n${handler("logger.error({ err: error }, 'gateway.charge failed');\n    return a;", '(error) ')}`,
        ['pino'],
      ));
    it('falls back on the console, which wants a look', async () => {
      const result = await logged('a.ts', handler('return null;'));
      assert.equal(
        result?.text,
        handler("console.error('gateway.charge failed', error);\n    return null;", '(error) '),
      );
      assert.equal(result?.safety, 'review');
    });
    it('uses the logger of the object, in arrow functions of its methods too', () => {
      const before =
        "import { Logger } from '@nestjs/common';\n\nclass A {\n  private readonly logger = new Logger('A');\n\n  async pay() {\n    await this.gateway.charge().catch(() => {});\n  }\n}\n";
      return becomes(
        'a.ts',
        before,
        before.replace(
          '() => {}',
          "(error) => {\n      this.logger.error('gateway.charge failed', error instanceof Error ? error.stack : String(error));\n    }",
        ),
      );
    });
    it('does not use the object of a function that has its own', async () => {
      const before =
        "import { Logger } from '@nestjs/common';\n\nclass A {\n  private readonly logger = new Logger('A');\n\n  pay() {\n    queue.on('x', function () {\n      gateway.charge().catch(() => {});\n    });\n  }\n}\n";
      assert.doesNotMatch((await logged('a.ts', before))?.text ?? '', /this\.logger\.error/);
    });
    it('does not take a debug function for a logger', async () => {
      const before = `import debug from 'debug';\n\nconst log = debug('app');\n\nlog('up');\n\n${handler('return null;')}`;
      assert.match((await logged('a.ts', before))?.text ?? '', /console\.error/);
    });
  });
});
