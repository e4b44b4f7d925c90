import assert from 'node:assert/strict';
import { unobservedBackgroundError } from '../../../src/rules/logging/unobserved-background-error.ts';
import { check, checkFix, checkRepository } from '../../support/check.ts';

describe('unobserved-background-error', () => {
  it('says that Node ends for a promise that nobody awaits, and finds methods too', async () => {
    const [first] = await check(
      unobservedBackgroundError,
      'typescript',
      `export class Orders {
  async refresh() {
    await this.cache.reload();
  }
  start() {
    [|this.refresh()|];
    void [|this.refresh()|];
  }
}
`,
    );
    assert.match(
      first?.message ?? '',
      /^when this\.refresh\(\) fails here, nothing catches its rejection, and Node ends the process/,
    );
  });

  it('leaves alone what is awaited, handed on, caught, or cannot fail', () =>
    check(
      unobservedBackgroundError,
      'typescript',
      `async function fails() {
  await gateway.send();
}
async function handles() {
  try {
    await gateway.send();
  } catch (error) {
    logger.error({ err: error }, 'send failed');
  }
}
async function waits() {
  await sleep(10);
}
export async function run() {
  await fails();
  const pending = fails();
  fails().catch((error) => logger.error({ err: error }, 'failed'));
  handles();
  waits();
  setTimeout(() => handles(), 10);
  setInterval(async () => handles(), 10);
  await Promise.all([fails(), pending]);
  return fails();
}
fails();
`,
    ));

  it('finds callbacks of timers and of loops, by name too', () =>
    check(
      unobservedBackgroundError,
      'javascript',
      `async function sweep() {
  await database.clean();
}
function start(orders) {
  [|setInterval(sweep, 1000)|];
  [|orders.forEach(async (order) => {
    await gateway.send(order);
  })|];
}
module.exports = { start };
`,
    ));

  it('is silent where the process takes what nobody caught', () =>
    checkRepository(unobservedBackgroundError, {
      Procfile: 'web: node server.js\n',
      'package.json': '{ "name": "server" }\n',
      'server.js':
        "const orders = require('./orders');\nprocess.on('unhandledRejection', (error) => log(error));\norders.start();\n",
      'orders.js':
        'async function mail() {\n  await gateway.send();\n}\nfunction start() {\n  mail();\n}\nmodule.exports = { start };\n',
    }));

  it('finds tasks of Python that nothing holds, and none of a group', () =>
    check(
      unobservedBackgroundError,
      'python',
      `import asyncio


async def mail():
    await gateway.send()


async def safe():
    try:
        await gateway.send()
    except Exception:
        logger.exception("send failed")


async def run():
    [|asyncio.create_task(mail())|]
    asyncio.create_task(safe())
    task = asyncio.create_task(mail())
    await task
    async with asyncio.TaskGroup() as group:
        group.create_task(mail())
`,
    ));

  it('finds schedules of Java that stop for good, and what go drops', async () => {
    await check(
      unobservedBackgroundError,
      'java',
      `import java.util.concurrent.*;

import org.springframework.jdbc.core.JdbcTemplate;

class Sweeper {
    private final ScheduledExecutorService timer = make();
    private final JdbcTemplate database;

    void start() {
        [|timer.scheduleAtFixedRate(() -> sweep(), 1, 1, TimeUnit.MINUTES)|];
        Future<?> kept = timer.submit(() -> sweep());
        timer.execute(() -> sweep());
        timer.scheduleAtFixedRate(() -> count(), 1, 1, TimeUnit.MINUTES);
    }

    void sweep() {
        database.update("delete from carts");
    }

    void count() {
        counter.set(carts.size());
    }
}
`,
    );
    await check(
      unobservedBackgroundError,
      'go',
      `package main

import "log/slog"

func run() error { return work() }

func quiet() { work() }

func logged() error {
	err := work()
	slog.Error("work failed", "err", err)
	return err
}

func main() {
	[|go run()|]
	go quiet()
	go logged()
	go func() { _ = run() }()
}
`,
    );
  });

  it('logs a rejection with the logger that the file has', () =>
    checkFix(
      unobservedBackgroundError,
      'typescript',
      `import pino from 'pino';

const log = pino();

async function mail() {
  await gateway.send();
}

export function pay() {
  mail();
}
`,
      `import pino from 'pino';

const log = pino();

async function mail() {
  await gateway.send();
}

export function pay() {
  mail().catch((error) => log.error({ err: error }, 'mail failed'));
}
`,
    ));
});
