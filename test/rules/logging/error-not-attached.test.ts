import { errorNotAttached } from '../../../src/rules/logging/error-not-attached.ts';
import { check, checkFix, checkNoFix } from '../../support/check.ts';

const python = (handler: string, setup = 'import logging\n\nlogger = logging.getLogger(__name__)'): string =>
  `${setup}\n\n\ndef charge(gateway, order):\n    try:\n        gateway.charge(order)\n${handler
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
const node = (handler: string, setup = "import pino from 'pino';\n\nconst log = pino();"): string =>
  `${setup}\n\nexport async function charge(gateway, order) {\n  try {\n    await gateway.charge(order);\n  } ${handler}\n}\n`;

describe('error-not-attached', () => {
  it('finds a line that has the text of the error, or nothing of it', async () => {
    await check(errorNotAttached, 'python', python('except Exception as e:\n    [|logger.error("no: %s", e)|]'));
    await check(errorNotAttached, 'python', python('except Exception:\n    [|logger.warning("no")|]\n    return None'));
    await check(errorNotAttached, 'python', python('except OSError:\n    [|logger.error("no")|]'));
    await check(errorNotAttached, 'typescript', node('catch (e) {\n    [|log.error(`no ${e.message}`)|];\n  }'));
    await check(
      errorNotAttached,
      'typescript',
      node("catch (e) {\n    [|log.error({ error: e.message }, 'no')|];\n  }"),
    );
  });

  it('finds one that answers the request and keeps nothing of the error', () =>
    check(
      errorNotAttached,
      'python',
      python('except Exception as e:\n    [|logger.error("no: %s", e)|]\n    return {"error": str(e)}, 500'),
    ));

  it('accepts the error in another line, raised again, reported, or handed on', async () => {
    for (const handler of [
      'except Exception as e:\n    logger.error("no: %s", e)\n    logger.debug("where", exc_info=True)',
      'except Exception as e:\n    logger.error("no: %s", e)\n    raise',
      'except Exception as e:\n    logger.error("no: %s", e)\n    sentry_sdk.capture_exception(e)',
      'except Exception as e:\n    logger.error("no: %s", e)\n    traceback.print_exc()',
      'except Exception as e:\n    logger.error("no: %s", traceback.format_exc())',
      'except Exception as e:\n    logger.error("no: %s", e)\n    self.on_failure(e)',
      'except Exception as e:\n    logger.error("no: %s", e)\n    return e',
      'except Exception as e:\n    logger.info("no: %s", e)',
      'except Exception as e:\n    logger.error("no: %s", e)\n    order.error = e\n    return None',
      'except OSError as e:\n    logger.warning("not yet")\n    logger.warning("%s", e)',
      'except Exception as e:\n    if order.old:\n        logger.warning("no")\n    return None',
    ]) {
      await check(errorNotAttached, 'python', python(handler));
    }
    for (const handler of [
      'catch (e) {\n    log.error(`no ${e.message}`);\n    throw e;\n  }',
      'catch (e) {\n    log.error(`no ${e.message}`);\n    next(e);\n  }',
      "catch (e) {\n    log.error({ err: e }, 'no');\n  }",
      'catch (e) {\n    log.error(e);\n  }',
      'catch (e) {\n    log.error(toError(e), "no");\n  }',
      'catch (e) {\n    log.error(e instanceof Error ? e : new Error(String(e)), "no");\n  }',
    ]) {
      await check(errorNotAttached, 'typescript', node(handler));
    }
  });

  it('accepts a type that says what happened, and its text for one with many causes', async () => {
    await check(errorNotAttached, 'python', python('except CardDeclined:\n    logger.warning("no")'));
    await check(errorNotAttached, 'python', python('except OSError as e:\n    logger.error("no: %s", e)'));
    await check(errorNotAttached, 'python', python('except Exception:\n    logger.warning("invalid order")'));
    await check(errorNotAttached, 'python', python('except TimeoutError:\n    logger.warning("timed out")'));
  });

  it('accepts a line of a branch on the error, and one where only reading a value can fail', async () => {
    await check(
      errorNotAttached,
      'typescript',
      node("catch (e) {\n    if (e.code === 'ENOENT') log.warn('no file');\n  }"),
    );
    await check(
      errorNotAttached,
      'typescript',
      "import pino from 'pino';\nconst log = pino();\nexport function read(text) {\n  try {\n    return JSON.parse(text);\n  } catch {\n    log.warn('no JSON');\n    return null;\n  }\n}\n",
    );
  });

  it('gives the line the error as its library takes it', async () => {
    const cases = [
      ['logger.error("no: %s", e)', 'logger.exception("no")'],
      ['logger.error(f"no {order}: {e}")', 'logger.exception(f"no {order}")'],
      ['logger.error("no %s: %s", order, e)', 'logger.exception("no %s: %s", order, e)'],
      ['logger.error(str(e))', 'logger.exception("gateway.charge failed")'],
      ['logger.warning("no")', 'logger.warning("no", exc_info=True)'],
      ['logger.warning("no: %s", e)', 'logger.warning("no", exc_info=True)'],
    ] as const;
    for (const [before, after] of cases) {
      const handler = (line: string): string => python(`except Exception as e:\n    ${line}`);
      await checkFix(errorNotAttached, 'python', handler(before), handler(after));
    }
    const loguru = 'from loguru import logger';
    await checkFix(
      errorNotAttached,
      'python',
      python('except Exception as e:\n    logger.warning("no")', loguru),
      python('except Exception as e:\n    logger.opt(exception=True).warning("no")', loguru),
    );
    const scripts = [
      ["import pino from 'pino';\n\nconst log = pino();", "log.warn('no')", "log.warn({ err: e }, 'no')"],
      [
        "import pino from 'pino';\n\nconst log = pino();",
        "log.error({ order }, 'no')",
        "log.error({ err: e, order }, 'no')",
      ],
      [
        "import pino from 'pino';\n\nconst log = pino();",
        'log.error(`no ${e.message}`)',
        "log.error({ err: e }, 'no')",
      ],
      [
        "import winston from 'winston';\n\nconst log = winston.createLogger();",
        "log.error('no')",
        "log.error('no', e)",
      ],
      [
        "import winston from 'winston';\n\nconst log = winston.createLogger();",
        "log.error('no', { order })",
        "log.error('no', { error: e, order })",
      ],
      [
        "import { Logger } from '@nestjs/common';\n\nconst log = new Logger('Pay');",
        "log.error('no')",
        "log.error('no', e instanceof Error ? e.stack : String(e))",
      ],
    ] as const;
    for (const [setup, before, after] of scripts) {
      const handler = (line: string): string => node(`catch (e) {\n    ${line};\n  }`, setup);
      await checkFix(errorNotAttached, 'typescript', handler(before), handler(after));
    }
    await checkFix(
      errorNotAttached,
      'typescript',
      node("catch {\n    log.error('no');\n  }"),
      node("catch (err) {\n    log.error({ err }, 'no');\n  }"),
    );
  });

  it('offers nothing for a logger that only its name tells', () =>
    checkNoFix(
      errorNotAttached,
      'typescript',
      node("catch (e) {\n    [|logger.error('no')|];\n  }", "import { logger } from './log.js';"),
    ));
});

describe('error-not-attached and what the line says', () => {
  it('knows a text that was made of the error over several lines', () =>
    check(
      errorNotAttached,
      'java',
      `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Shop {
    private static final Logger log = LoggerFactory.getLogger(Shop.class);

    void charge(Order order) {
        try {
            gateway.charge(order);
        } catch (CardException e) {
            String reason = "no payment of "
                + order.id() + ": " + e.getMessage();
            log.warn(reason);
        }
    }
}
`,
    ));

  it('accepts what a program wrote before it failed', () =>
    check(
      errorNotAttached,
      'go',
      'package main\n\nimport "log/slog"\n\nfunc mirror(path string) {\n\tstdout, stderr, err := git("remote", "update", path)\n\tif err != nil {\n\t\tslog.Error("mirror is old", "path", path, "stderr", stderr)\n\t\treturn\n\t}\n\tkeep(stdout)\n}\n',
    ));

  it('accepts what a panic left, which is no error', () =>
    check(
      errorNotAttached,
      'go',
      'package main\n\nimport "github.com/rs/zerolog/log"\n\nfunc charge() {\n\tdefer func() {\n\t\tif reason := recover(); reason != nil {\n\t\t\tlog.Error().Msgf("no payment: %v", reason)\n\t\t}\n\t}()\n\tpay()\n}\n',
    ));

  it('accepts a text that was redacted, as the error would bring back what was taken out', () =>
    check(errorNotAttached, 'typescript', node('catch (e) {\n    log.error(redactUrls(String(e)));\n  }')));

  it('accepts a warning that something was not closed', () =>
    check(
      errorNotAttached,
      'java',
      `package shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class Shop {
    private static final Logger log = LoggerFactory.getLogger(Shop.class);

    void end(Statement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            log.warn("the statement stays open");
        }
    }
}
`,
    ));

  it('accepts code that runs in a browser', () =>
    check(
      errorNotAttached,
      'typescript',
      node(
        "catch {\n    console.error('no');\n  }",
        "import { watchDebounced } from '@vueuse/core';\n\nwatchDebounced(order, charge);",
      ),
    ));
});
