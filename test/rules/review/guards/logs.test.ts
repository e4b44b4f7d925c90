import assert from 'node:assert/strict';
import { losses, lossesOf } from './losses.ts';

const head = `
import logging

log = logging.getLogger(__name__)
`;

const charged = `${head}

def charge(gateway, order):
    try:
        gateway.charge(order)
    except CardError:
        log.exception("charge of %s failed", order.id)
        return False
    return True
`;

const silent = charged.replace('        log.exception("charge of %s failed", order.id)\n', '');

describe('a log line that a change takes away', () => {
  it('is missed where the failure is still caught', async () => {
    assert.deepEqual(await losses('python', charged, silent), [
      'except CardError:: the log line of a failed gateway.charge is gone: if gateway.charge fails here, nothing tells you',
    ]);
  });

  it('is missed in a function that was renamed and moved down', async () => {
    const moved = silent.replace('def charge(', 'def other():\n    return 1\n\n\ndef pay(');
    assert.equal((await losses('python', charged, moved)).length, 1);
  });

  it('is missed where the file has another name now', async () => {
    const found = await lossesOf({ Procfile: 'web: python app.py\n', 'before:app.py': charged, 'app.py': silent });
    assert.equal(found.length, 1);
  });

  it('is missed in Go, where the error is checked and dropped', async () => {
    const before = `
      package main

      import "log/slog"

      func charge(gateway Gateway, order Order) bool {
      	if err := gateway.Charge(order); err != nil {
      		slog.Error("charge failed", "err", err)
      		return false
      	}
      	return true
      }
    `;
    const after = before.replace(/^.*slog\.Error.*\n/m, '').replace(/^.*import.*\n/m, '');
    assert.deepEqual(await losses('go', before, after), [
      'if err := gateway.Charge(order); err != nil {: the log line of a failed gateway.Charge is gone: if gateway.Charge fails here, nothing tells you',
    ]);
  });

  it('is missed in TypeScript, on a promise', async () => {
    const before = `
      import pino from 'pino';

      const log = pino();

      export function refresh(cache: Cache): void {
        cache.reload().catch((error) => {
          log.error({ err: error }, 'reload failed');
        });
      }
    `;
    const after = before.replace(/^.*log\.error.*\n/m, '');
    assert.equal((await losses('typescript', before, after)).length, 1);
  });

  it('is missed where a failed answer is looked for and not told any more', async () => {
    const before = `${head}

def prices(session):
    response = session.get("https://example.com/prices")
    if response.status_code != 200:
        log.warning("no prices: %s", response.status_code)
        return {}
    return response.json()
`;
    const after = before.replace(/^.*log\.warning.*\n/m, '');
    assert.deepEqual(await losses('python', before, after), [
      'if response.status_code != 200:: the warning in the log is gone: when response.status_code != 200, nothing tells you any more',
    ]);
  });

  it('is missed where it was the only one of an operation', async () => {
    const before = `${head}

def cancel_order(orders, order):
    orders.mark_cancelled(order)
    log.info("order %s cancelled", order.id)
    notify_customer(order)
`;
    const after = before.replace(/^.*log\.info.*\n/m, '');
    const found = await losses('python', before, after);
    assert.deepEqual(found, [
      'def cancel_order(orders, order):: the only log line of cancel_order is gone: nothing tells later that it ran',
    ]);
    const leftOver = before.replace('order %s cancelled', '#debug-4711 order %s');
    assert.deepEqual(await losses('python', leftOver, after), []);
  });

  const keeps = (what: string, after: string, before = charged) =>
    it(`is not missed ${what}`, async () => assert.deepEqual(await losses('python', before, after), []));

  keeps(
    'where nothing changed but its form',
    charged.replace(
      '("charge of %s failed", order.id)',
      '(\n            "charge of %s failed",\n            order.id,\n        )',
    ),
  );
  keeps('where the logger has another name', charged.replaceAll('log.', 'logger.').replace('log =', 'logger ='));
  keeps(
    'where another library logs it',
    charged
      .replace('import logging', 'import structlog')
      .replace('logging.getLogger(__name__)', 'structlog.get_logger()'),
  );
  keeps(
    'where a span has the error now',
    charged.replace(
      '    except CardError:\n        log.exception("charge of %s failed", order.id)',
      '    except CardError as error:\n        trace.get_current_span().record_exception(error)',
    ),
  );
  keeps('where the error goes on', silent.replace('return False', 'raise'));
  keeps(
    'where a comment says why',
    silent.replace(
      '        return False',
      '        # The customer is told, and tries another card.\n        return False',
    ),
  );
  keeps(
    'where a new function of the file tells of it',
    `${silent.replace('        return False', '        return refused(order)')}

def refused(order):
    log.exception("charge of %s failed", order.id)
    return False
`,
  );
  keeps('where the whole function is gone', `${head}\n\ndef refund(gateway):\n    gateway.refund()\n`);
  keeps('where it was for debugging', silent, charged.replace('log.exception', 'log.debug'));
  keeps(
    'where it never ran',
    charged.replace(
      '        log.exception("charge of %s failed", order.id)\n        return False',
      '        return False',
    ),
    charged.replace(
      '        log.exception("charge of %s failed", order.id)\n        return False',
      '        return False\n        log.exception("charge of %s failed", order.id)',
    ),
  );

  it('is not missed in a test', async () => {
    const found = await lossesOf({
      Procfile: 'web: python app.py\n',
      'app.py': 'start()\n',
      'before:tests/test_app.py': charged,
      'tests/test_app.py': silent,
    });
    assert.deepEqual(found, []);
  });

  it('is not missed where the function moved to another file with it', async () => {
    const found = await lossesOf({
      Procfile: 'web: python app.py\n',
      'before:app.py': charged,
      'app.py': 'from payments import charge\n\ncharge(None, None)\n',
      'before:payments.py': '',
      'payments.py': charged,
    });
    assert.deepEqual(found, []);
  });

  it('is missed where the function moved to another file without it', async () => {
    const found = await lossesOf({
      Procfile: 'web: python app.py\n',
      'before:app.py': charged,
      'app.py': 'from payments import charge\n\ncharge(None, None)\n',
      'before:payments.py': 'RATE = 1\n',
      'payments.py': silent.replace(/^/, 'RATE = 1\n'),
    });
    assert.equal(found.length, 1);
  });

  it('is not missed of an operation that calls a function which logs', async () => {
    const before = `${head}

def cancel_order(orders, order):
    orders.mark_cancelled(order)
    log.info("order %s cancelled", order.id)
    notify_customer(order)
`;
    const after = `${before.replace(/^.*log\.info.*\n/m, '    tell(order)\n')}

def tell(order):
    log.info("order %s cancelled", order.id)
`;
    assert.deepEqual(await losses('python', before, after), []);
  });

  const looked = `${head}

def close(account, logger):
    if account.failed:
        log.warning("there is no such account")
        return None
    return account.close()
`;
  const unseen = looked.replace(/.*log\.warning.*\n/, '');

  keeps(
    'where a condition asks something that was given a logger',
    unseen.replace('account.failed', 'not valid(account, logger)'),
    looked.replace('account.failed', 'not valid(account, logger)'),
  );
  keeps(
    'where a comment says why',
    unseen.replace('        return None', '        # whoever calls has told it\n        return None'),
    looked,
  );
  keeps(
    'where a function of another name says the very words',
    `${unseen}

def open(account):
    if account.failed:
        remember(message="there is no such account")
`,
    looked,
  );
  keeps(
    'where the same way is counted',
    unseen.replace('        return None', '        registry.counter(missing).increment()\n        return None'),
    looked.replace('        return None', '        registry.counter(missing).increment()\n        return None'),
  );
  keeps(
    'where it was a note on the ordinary way',
    looked
      .replace('if account.failed', 'if account.year')
      .replace(/.*log\.warning.*\n/, '')
      .replace('return None', 'account.year = 1'),
    looked.replace('if account.failed', 'if account.year').replace('return None', 'account.year = 1'),
  );
  keeps(
    'where it was printed',
    silent.replace('        return False', '        count()\n        return False'),
    charged.replace('log.exception("charge of %s failed", order.id)', 'print("failed")\n        count()'),
  );

  keeps(
    'where whoever asked is told that the request was wrong',
    unseen.replace('return None', 'return answer(404)'),
    looked.replace('return None', 'return answer(404)'),
  );
  keeps(
    'where a warning stood on a way that goes on',
    unseen.replace('return None', 'account = spare()'),
    looked.replace('return None', 'account = spare()'),
  );

  it('is not missed where the method that it called tells by itself now', async () => {
    const before = `${head}

def close(name):
    account = find_account(name)
    if account is None:
        log.warning("there is no such account")
        return None
    return account.close()


def find_account(name):
    found = accounts.get(name)
    return found
`;
    const after = before
      .replace(/.*log\.warning.*\n/, '')
      .replace(
        '    return found',
        '    if found is None:\n        log.warning("%s is nobody", name)\n    return found',
      );
    assert.deepEqual(await losses('python', before, after), []);
  });

  it('is not missed where the function of that name is another one now', async () => {
    const lines = ['one', 'two', 'three', 'four', 'five'].map((name) => `    search_${name}(query)\n`).join('');
    const before = `${head}

def search(query):
    try:
        gateway.search(query)
    except SearchError:
        log.exception("search failed")
        return []
    old_one(query)
    old_two(query)


def search_new(query):
${lines}    try:
        gateway.search(query)
    except SearchError:
        return []
`;
    const after = `${head}

def search(query):
${lines}    try:
        gateway.search(query)
    except SearchError:
        return []
`;
    assert.deepEqual(await losses('python', before, after), []);
  });

  it('names the work that failed, and not what counts its lines', async () => {
    const before = `${head}

def read(path):
    try:
        for number, line in enumerate(open_book(path)):
            check_line(number, line)
    except OSError:
        log.exception("not read")
        return None
`;
    const [found] = await losses('python', before, before.replace(/.*log\.exception.*\n/, ''));
    assert.match(found ?? '', /the log line of a failed (?:open_book|check_line) is gone/);
  });

  keeps(
    'where whoever called is answered with an error',
    unseen.replace('return None', 'return text("error.no_account")'),
    looked.replace('return None', 'return text("error.no_account")'),
  );

  keeps(
    'of whoever asked and hung up',
    unseen.replace('account.failed', 'error.errno == errno.EPIPE'),
    looked.replace('account.failed', 'error.errno == errno.EPIPE'),
  );
  keeps(
    'where what is asked is whether something is there',
    unseen.replace('account.failed', 'not account'),
    looked.replace('account.failed', 'not account').replace('log.warning', 'log.error'),
  );

  it('is missed where what is asked is whether something failed', async () => {
    assert.equal((await losses('python', looked, unseen)).length, 1);
  });

  it('is not missed of the second of two failures that is gone with its work', async () => {
    const before = `
      package main

      import "log/slog"

      func refresh(store Store, name string) *Node {
      	node, err := store.LoadNode(name)
      	if err != nil {
      		return nil
      	}
      	node.Touch()
      	node, err = store.LoadNode(name)
      	if err != nil {
      		slog.Error("no node", "name", name)
      		return nil
      	}
      	return node
      }
    `;
    const lines = before.split('\n');
    const at = lines.findIndex((line) => line.includes('node, err = store'));
    const after = lines.toSpliced(at, 5).join('\n').replace('import "log/slog"\n', '');
    assert.deepEqual(await losses('go', before, after), []);
  });

  it('is not missed in Go where the error is given back at the end now', async () => {
    const before = `
      package main

      import "log/slog"

      func settings(name string) (*Settings, error) {
      	found, err := loadSettings(name)
      	if err != nil {
      		slog.Error("settings", "err", err)
      		found = &Settings{}
      	}
      	found.Name = name
      	return found, nil
      }
    `;
    const quiet = before.replace(/.*slog\.Error.*\n/, '').replace('import "log/slog"\n', '');
    assert.equal((await losses('go', before, quiet)).length, 1);
    assert.deepEqual(await losses('go', before, quiet.replace('found, nil', 'found, err')), []);
    const inner =
      '\tfound.Load = func() error {\n\t\t_, err := load(name)\n\t\treturn err\n\t}\n      \treturn found, err';
    assert.deepEqual(await losses('go', before, quiet.replace('return found, nil', inner)), []);
  });

  it('is not missed of a route that is gone beside one like it', async () => {
    const route = (path: string, log: string): string => `
      app.post('${path}', async (request, response) => {
        try {
          response.json(await orders.loadAll(request.user, '${path}'));
        } catch (error) {
${log}          response.json([]);
        }
      });
`;
    const top = `
      import express from 'express';
      import pino from 'pino';

      const log = pino();
      const app = express();
`;
    const logged = "          log.error({ err: error }, 'not loaded');\n";
    const before = `${top}${route('/pinned', logged)}${route('/archived', '')}`;
    assert.deepEqual(await losses('typescript', before, `${top}${route('/archived', '')}`), []);
  });
});
