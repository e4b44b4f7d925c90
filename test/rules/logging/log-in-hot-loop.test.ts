import { logInHotLoop } from '../../../src/rules/logging/log-in-hot-loop.ts';
import { check } from '../../support/check.ts';

const python = (body: string): string =>
  `import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef total(rows, orders, session):\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;

describe('log-in-hot-loop', () => {
  it('finds a line for each turn of a loop over rows, or of a loop in a loop', async () => {
    await check(logInHotLoop, 'python', python('for row in rows:\n    [|logger.info("row %s", row)|]\n    count(row)'));
    await check(
      logInHotLoop,
      'python',
      python('for order in orders:\n    for item in order:\n        [|logger.info("item")|]\n        count(item)'),
    );
  });

  it('accepts lines under a condition, of an error, for debugging, and printed ones', async () => {
    for (const line of [
      'if row.id % 1000 == 0:\n        logger.info("row %s", row)',
      'try:\n        count(row)\n    except ValueError:\n        logger.warning("row %s", row)',
      'logger.debug("row %s", row)',
      'print(row)',
      'if row.ok:\n        continue\n    logger.warning("row %s", row)',
    ]) {
      await check(logInHotLoop, 'python', python(`for row in rows:\n    ${line}`));
    }
  });

  it('accepts a loop that only logs', () =>
    check(logInHotLoop, 'python', python('for row in rows:\n    logger.info("row %s", row)')));

  it('accepts loops that wait for something, and those over a few things', async () => {
    await check(logInHotLoop, 'python', python('for row in rows:\n    logger.info("row")\n    session.execute(row)'));
    await check(logInHotLoop, 'python', python('for order in orders:\n    logger.info("order")\n    count(order)'));
    await check(logInHotLoop, 'python', python('while True:\n    logger.info("turn")\n    time.sleep(60)'));
  });
});
