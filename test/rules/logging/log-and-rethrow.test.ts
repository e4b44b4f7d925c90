import { logAndRethrow } from '../../../src/rules/logging/log-and-rethrow.ts';
import { check, checkFix, checkNoFix } from '../../support/check.ts';

const python = (handler: string, name = 'charge', before = ''): string =>
  `import logging\n\nlogger = logging.getLogger(__name__)\n\n\n${before}def ${name}(gateway, order):\n    try:\n        gateway.charge(order)\n${handler
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
const node = (handler: string): string =>
  `import pino from 'pino';\n\nconst log = pino();\n\nexport async function charge(gateway, order) {\n  try {\n    await gateway.charge(order);\n  } ${handler}\n}\n`;

describe('log-and-rethrow', () => {
  it('finds an error that is logged and thrown again', async () => {
    await check(
      logAndRethrow,
      'python',
      python('except Exception as e:\n    [|logger.error("no: %s", e)|]\n    raise'),
    );
    await check(
      logAndRethrow,
      'python',
      python('except Exception as e:\n    [|logger.exception(f"no: {e}")|]\n    raise e'),
    );
    await check(
      logAndRethrow,
      'typescript',
      node("catch (e) {\n    [|log.error({ err: e }, 'no')|];\n    throw e;\n  }"),
    );
  });

  it('accepts a line that says more than the error, or less than error', async () => {
    await check(
      logAndRethrow,
      'python',
      python('except Exception:\n    logger.exception("no %s", order.id)\n    raise'),
    );
    await check(logAndRethrow, 'python', python('except Exception:\n    logger.warning("no")\n    raise'));
    await check(
      logAndRethrow,
      'typescript',
      node("catch (e) {\n    log.error({ err: e, order }, 'no');\n    throw e;\n  }"),
    );
  });

  it('accepts what is thrown only sometimes, or as another error', async () => {
    await check(
      logAndRethrow,
      'python',
      python('except Exception:\n    logger.exception("no")\n    if order.strict:\n        raise'),
    );
    await check(
      logAndRethrow,
      'python',
      python('except Exception as e:\n    logger.exception("no")\n    raise Http404 from e'),
    );
  });

  it('accepts entry points', async () => {
    await check(logAndRethrow, 'python', python('except Exception:\n    logger.exception("no")\n    raise', 'main'));
    await check(
      logAndRethrow,
      'python',
      python('except Exception:\n    logger.exception("no")\n    raise', 'nightly', '@shared_task\n'),
    );
  });

  it('takes the line away', async () => {
    await checkFix(
      logAndRethrow,
      'python',
      python('except Exception as e:\n    logger.error("no: %s", e)\n    raise'),
      python('except Exception as e:\n    raise'),
    );
    await checkNoFix(
      logAndRethrow,
      'python',
      python('except Exception as e:\n    [|logger.error("no: %s", e)|]; raise'),
    );
  });
});

describe('log-and-rethrow in Go', () => {
  const go = (line: string, back = 'return err'): string =>
    `package main\n\nimport "github.com/rs/zerolog/log"\n\nfunc charge(order string) error {\n\tif err := pay(order); err != nil {\n\t\t${line}\n\t\t${back}\n\t}\n\treturn nil\n}\n`;

  it('finds an error that is logged and returned', () =>
    check(logAndRethrow, 'go', go('[|log.Error().Err(err).Msg("payment failed")|]')));

  it('accepts fields of a chain, and an error that is not handed on', async () => {
    await check(logAndRethrow, 'go', go('log.Error().Err(err).Str("order", order).Msg("payment failed")'));
    await check(logAndRethrow, 'go', go('log.Error().Err(err).Msg("payment failed")', 'return ErrPayment'));
  });
});

describe('log-and-rethrow at the edge of a program', () => {
  it('accepts a remote procedure, whose server hands the error to the client and logs nothing', () =>
    check(
      logAndRethrow,
      'go',
      'package main\n\nimport (\n\t"context"\n\n\t"github.com/rs/zerolog/log"\n)\n\nfunc (s *Shop) Charge(ctx context.Context, req *shop.ChargeRequest) (*shop.ChargeReply, error) {\n\tif err := pay(req); err != nil {\n\t\tlog.Error().Err(err).Msg("payment failed")\n\t\treturn nil, err\n\t}\n\treturn &shop.ChargeReply{}, nil\n}\n',
    ));

  it('accepts a function without a name inside one that a queue calls', () =>
    check(
      logAndRethrow,
      'typescript',
      "import pino from 'pino';\n\nconst log = pino();\n\nexport const paymentProcessor = async (job: Job) =>\n  traced(async () => {\n    try {\n      return await charge(job);\n    } catch (e) {\n      log.error(e, 'no');\n      throw e;\n    }\n  });\n",
    ));
});

describe('log-and-rethrow where nobody else logs', () => {
  const call =
    'package main\n\nimport (\n\t"context"\n\n\t"github.com/rs/zerolog/log"\n)\n\nfunc (s *Shop) Charge(ctx context.Context, req *shop.ChargeRequest) (*shop.ChargeReply, error) {\n\treturn s.charge(req.Order)\n}\n\n';

  it('accepts what only a remote procedure of the file calls', () =>
    check(
      logAndRethrow,
      'go',
      `${call}func (s *Shop) charge(order string) (*shop.ChargeReply, error) {\n\tif err := pay(order); err != nil {\n\t\tlog.Error().Err(err).Msg("payment failed")\n\t\treturn nil, err\n\t}\n\treturn nil, nil\n}\n`,
    ));

  it('accepts what runs when its time has come', () =>
    check(
      logAndRethrow,
      'typescript',
      "import pino from 'pino';\n\nconst log = pino();\n\nfunction plan(order) {\n  setTimeout(() => {\n    try {\n      charge(order);\n    } catch (e) {\n      log.error({ err: e }, 'no');\n      throw e;\n    }\n  }, 1000);\n}\n",
    ));
});

describe('log-and-rethrow where the line is all there is', () => {
  it('accepts a line that says which operation failed, and leaves the error to others', () =>
    check(logAndRethrow, 'typescript', node("catch (e) {\n    log.error('migration failed');\n    throw e;\n  }")));

  it('accepts a line behind which a branch throws something else', () =>
    check(
      logAndRethrow,
      'python',
      python(
        'except Exception as e:\n    logger.error("no: %s", e)\n    if order.paid:\n        raise AlreadyPaid()\n    raise e',
      ),
    ));

  it('accepts a value that a Kotlin text holds without braces', () =>
    check(
      logAndRethrow,
      'kotlin',
      'package shop\n\nimport org.slf4j.LoggerFactory\n\nprivate val log = LoggerFactory.getLogger("shop")\n\nfun charge(order: String) {\n    try {\n        pay(order)\n    } catch (e: Exception) {\n        log.error("payment of $order failed")\n        throw e\n    }\n}\n',
    ));
});
