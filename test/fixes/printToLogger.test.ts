import assert from 'node:assert/strict';
import { printToLoggerFix } from '../../src/fixes/printToLogger.ts';
import { after, editedFile } from '../support/editedFile.ts';

/** What the last printing call of the text becomes, null where there is no fix. */
async function replaced(path: string, text: string, libraries: readonly string[] = []): Promise<string | null> {
  const file = await editedFile(path, text);
  const print = file.facts.logCalls.findLast(({ library }) => library === 'print' || library === 'console');
  assert.ok(print, 'nothing is printed');
  const fix = printToLoggerFix(file, print, { libraries, shared: () => null });
  if (fix === null) return null;
  const result = after(file, ...fix.edits);
  assert.deepEqual((await editedFile(path, result)).facts.syntaxErrors, []);
  return result;
}

const python = (library: string, line: string): string => {
  const logger = {
    logging: 'import logging\n\nlogger = logging.getLogger(__name__)\n',
    structlog: 'import structlog\n\nlogger = structlog.get_logger()\n',
    loguru: 'from loguru import logger\n',
  }[library];
  return `${logger}\n\ndef f(order, n):\n    ${line}\n`;
};

function becomesInPython(title: string, library: string, line: string, expected: string | null): void {
  it(title, async () =>
    assert.equal(await replaced('a.py', python(library, line)), expected === null ? null : python(library, expected)),
  );
}

describe('a printed line as a log line', () => {
  describe('in Python', () => {
    becomesInPython('keeps constant text', 'logging', 'print("100% done")', 'logger.info("100% done")');
    becomesInPython(
      'hands values over as arguments',
      'logging',
      'print(f"paid {order} of {len(n)}")',
      'logger.info("paid %s of %s", order, len(n))',
    );
    becomesInPython(
      'puts blanks where print does',
      'logging',
      'print("paid", order, "of", n)',
      'logger.info("paid %s of %s", order, n)',
    );
    becomesInPython(
      'keeps a percent sign beside values',
      'logging',
      'print(f"{n}% of {order}")',
      'logger.info("%s%% of %s", n, order)',
    );
    becomesInPython('keeps doubled braces', 'logging', 'print(f"{{{n}}}")', 'logger.info("{%s}", n)');
    becomesInPython('logs a value by itself', 'logging', 'print(order)', 'logger.info("%s", order)');
    becomesInPython(
      'takes the error stream for errors',
      'logging',
      'print("no", order, file=sys.stderr)',
      'logger.error("no %s", order)',
    );
    becomesInPython('does not need a flush', 'logging', 'print("up", flush=True)', 'logger.info("up")');
    becomesInPython('leaves a format specification alone', 'logging', 'print(f"{n:.2f}")', null);
    becomesInPython('leaves an end of its own alone', 'logging', 'print(".", end="")', null);
    becomesInPython('leaves an unpacked list alone', 'logging', 'print(*order)', null);
    becomesInPython('leaves an empty line alone', 'logging', 'print()', null);
    becomesInPython('leaves text of several lines alone', 'logging', 'print("""a\n    b""")', null);
    becomesInPython(
      'makes fields for structlog',
      'structlog',
      'print("paid:", order, n)',
      'logger.info("paid", order=order, n=n)',
    );
    becomesInPython(
      'keeps the text for structlog where there are no fields',
      'structlog',
      'print("paid", len(n))',
      'logger.info(f"paid {len(n)}")',
    );
    becomesInPython(
      'uses braces for loguru',
      'loguru',
      'print(f"paid {order} {{x}}")',
      'logger.info("paid {} {{x}}", order)',
    );
    it('hands the caught error over with its stack', async () => {
      const handler = (line: string): string =>
        `import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef f(order):\n    try:\n        charge(order)\n    except CardError as e:\n        ${line}\n        raise\n`;
      assert.equal(
        await replaced('a.py', handler('print(f"cannot charge: {e}")')),
        handler('logger.exception("cannot charge")'),
      );
      assert.equal(await replaced('a.py', handler('print(e)')), handler('logger.exception("charge failed")'));
    });
    it('makes the logger that the service has', async () =>
      assert.equal(
        await replaced('a.py', 'import os\n\n\ndef f():\n    print("up")\n', ['structlog']),
        'import os\n\nimport structlog\n\nlogger = structlog.get_logger(__name__)\n\n\ndef f():\n    logger.info("up")\n',
      ));
    it('is not offered where comments would be lost', async () =>
      assert.equal(
        await replaced('a.py', python('logging', 'print(\n        "a",  # first\n        order,\n    )')),
        null,
      ));
  });

  describe('in JavaScript and TypeScript', () => {
    const source = (library: string, line: string): string => {
      const logger = {
        pino: "import pino from 'pino';\n\nconst log = pino();\n",
        winston: "import winston from 'winston';\n\nconst log = winston.createLogger();\n",
        nestjs: "import { Logger } from '@nestjs/common';\n\nconst log = new Logger('a');\n",
      }[library];
      return `${logger}\nexport function f(order: Order, n: number) {\n  ${line}\n}\n`;
    };
    function becomes(title: string, library: string, line: string, expected: string | null): void {
      it(title, async () =>
        assert.equal(
          await replaced('a.ts', source(library, line)),
          expected === null ? null : source(library, expected),
        ),
      );
    }
    becomes('keeps constant text', 'pino', "console.log('up');", "log.info('up');");
    becomes('keeps the level', 'pino', 'console.warn(`slow: ${n}`);', 'log.warn(`slow: ${n}`);');
    becomes(
      'makes fields, first for pino',
      'pino',
      "console.log('paid:', order, n);",
      "log.info({ order, n }, 'paid');",
    );
    becomes(
      'makes fields, last for winston',
      'winston',
      "console.log('paid', { order });",
      "log.info('paid', { order });",
    );
    becomes('leaves values without a name alone', 'pino', "console.log('paid', order.id);", null);
    becomes('leaves format strings alone', 'pino', "console.log('paid %s', order);", null);
    becomes('leaves a value by itself alone', 'pino', 'console.log(order);', null);
    becomes('leaves fields alone where the library takes none', 'nestjs', "console.log('paid', order);", null);
    becomes('keeps what the library calls its levels', 'nestjs', "console.log('up');", "log.log('up');");
    becomes(
      'hands pino an error under its key',
      'pino',
      "console.error('failed', err);",
      "log.error({ err }, 'failed');",
    );
    becomes(
      'hands winston an error behind the text',
      'winston',
      "console.error('failed:', err);",
      "log.error('failed', err);",
    );
    becomes('keeps an error that only warns', 'pino', "console.warn('again', err);", "log.warn({ err }, 'again');");
    it('names what failed where only the error is printed', async () => {
      const handler = (line: string): string =>
        source('pino', `try {\n    charge();\n  } catch (e) {\n    ${line}\n    throw e;\n  }`);
      assert.equal(
        await replaced('a.ts', handler('console.error(e);')),
        handler("log.error({ err: e }, 'charge failed');"),
      );
    });
  });
});
