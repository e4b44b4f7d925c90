import assert from 'node:assert/strict';
import { interpolatedLogMessage } from '../../../src/rules/logging/interpolated-log-message.ts';
import { check, checkFix, checkRepository, fixFirst } from '../../support/check.ts';

const python = (line: string, setup = 'import logging\n\nlogger = logging.getLogger(__name__)'): string =>
  `${setup}\n\n\ndef pay(order, user):\n    ${line}\n`;
const structured = (line: string, setup: string) => ({
  Procfile: 'web: tsx server.ts\n',
  'package.json': '{ "name": "server", "type": "module" }\n',
  'prodaware.yaml': 'version: 1\nlogging:\n  structured: true\n',
  'server.ts': `${setup}\n\nexport function pay(order, user) {\n  ${line};\n}\n`,
});
const pino = "import pino from 'pino';\n\nconst log = pino();";

describe('interpolated-log-message', () => {
  it('finds texts that are put together', async () => {
    for (const message of ['f"paid {order}"', '"paid %s" % order', '"paid {}".format(order)', '"paid " + order']) {
      await check(interpolatedLogMessage, 'python', python(`logger.info([|${message}|])`));
    }
  });

  it('accepts constant texts, placeholders, and printing', async () => {
    for (const line of [
      'logger.info("paid " + "twice")',
      'logger.info("paid %s", order)',
      'logger.info(f"paid")',
      'print(f"paid {order}")',
      'logger.info(order)',
    ]) {
      await check(interpolatedLogMessage, 'python', python(line));
    }
  });

  it('minds in Node only where the profile asks for structured lines', async () => {
    await check(
      interpolatedLogMessage,
      'typescript',
      `${pino}\nexport const f = (order) => log.info(\`paid \${order}\`);\n`,
    );
    await checkRepository(interpolatedLogMessage, structured('log.info([|`paid ${order}`|])', pino));
  });

  it('puts the values where the library takes them', async () => {
    const cases = [
      ['logger.info(f"paid {order} by {user.id}")', 'logger.info("paid %s by %s", order, user.id)'],
      ['logger.info("paid %s 100%%" % (order, user))', null],
      ['logger.info("paid %s by %s" % (order, user))', 'logger.info("paid %s by %s", order, user)'],
      ['logger.info("paid {}".format(order.id))', 'logger.info("paid %s", order.id)'],
      ['logger.error(f"paid {order}", exc_info=True)', 'logger.error("paid %s", order, exc_info=True)'],
      ['logger.info(f"paid 100% of {order}")', 'logger.info("paid 100%% of %s", order)'],
    ] as const;
    for (const [before, after] of cases) {
      if (after !== null) await checkFix(interpolatedLogMessage, 'python', python(before), python(after));
    }
    const structlog = 'import structlog\n\nlogger = structlog.get_logger()';
    await checkFix(
      interpolatedLogMessage,
      'python',
      python('logger.info(f"paid {order} {user.id}")', structlog),
      python('logger.info("paid", order=order, user_id=user.id)', structlog),
    );
    const loguru = 'from loguru import logger';
    await checkFix(
      interpolatedLogMessage,
      'python',
      python('logger.info(f"paid {order}")', loguru),
      python('logger.info("paid {}", order)', loguru),
    );
    const fixed = await fixFirst(interpolatedLogMessage, structured('log.info(`paid: ${order.id}, ${user}`)', pino));
    assert.match(fixed['server.ts'] ?? '', /log\.info\(\{ orderId: order\.id, user \}, 'paid'\);/);
  });
});

describe('interpolated-log-message in Java and Go', () => {
  const java = (line: string): string =>
    `package shop;\n\nimport org.slf4j.Logger;\nimport org.slf4j.LoggerFactory;\n\npublic class App {\n    private static final Logger log = LoggerFactory.getLogger(App.class);\n\n    void pay(String order, Exception e) {\n        ${line}\n    }\n}\n`;

  it('puts values into placeholders, before the error', async () => {
    await checkFix(
      interpolatedLogMessage,
      'java',
      java('log.error("order " + order + " failed", e);'),
      java('log.error("order {} failed", order, e);'),
    );
    await checkFix(
      interpolatedLogMessage,
      'java',
      java('log.info(String.format("order %s", order));'),
      java('log.info("order {}", order);'),
    );
  });

  it('accepts texts of constants, and functions that hand on what they are given', async () => {
    await check(interpolatedLogMessage, 'java', java('log.info("one " +\n            "two");'));
    await check(
      interpolatedLogMessage,
      'go',
      'package main\n\nimport (\n\t"fmt"\n\t"log/slog"\n)\n\nfunc Infof(format string, args ...any) {\n\tslog.Info(fmt.Sprintf(format, args...))\n}\n',
    );
  });
});
