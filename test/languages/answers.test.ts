/** Which failures of Python and JavaScript are an answer, and which only look like one. */
import assert from 'node:assert/strict';
import { factsOf } from './render.ts';
import type { Name } from './render.ts';

async function outcomes(name: Name, text: string): Promise<string> {
  return (await factsOf(name, text)).handlers.map(({ outcome }) => outcome).join(' ');
}

async function check(name: Name, expected: string, texts: readonly string[]): Promise<void> {
  const found: string[] = [];
  for (const text of texts) found.push(await outcomes(name, text));
  assert.deepEqual(
    found,
    texts.map(() => expected),
  );
}

const python = (tried: string, caught: string, body: string, head = ''): string =>
  `${head}\ndef work(self, item):\n    try:\n        ${tried}\n    except ${caught}:\n        ${body}\n`;
const script = (tried: string, body = ''): string =>
  `async function work(item) {\n  try {\n    ${tried}\n  } catch {\n    ${body}\n  }\n}\n`;

describe('failures that are an answer', () => {
  describe('in Python', () => {
    it('are not those of a package that is loaded and then put to work', () =>
      check('python', 'swallowed', [
        python('from usage import Client\n        Client().send(item)', 'Exception', 'pass'),
      ]));

    it('are those of a package that is only loaded', () =>
      check('python', 'expected', [
        python('from usage import Client\n        self.client = Client', 'Exception', 'pass'),
        python('from usage import Client\n        Client().send(item)', 'ImportError', 'pass'),
      ]));

    it('are not those of files that stay behind', () =>
      check('python', 'swallowed', [
        python('os.rename(item, item + ".done")', 'OSError', 'pass', 'import os'),
        python('shutil.rmtree(item)', 'Exception', 'pass', 'import shutil'),
      ]));

    it('are those of files that are gone already, and of what is closed', () =>
      check('python', 'expected', [
        python('os.remove(item)', 'FileNotFoundError', 'pass', 'import os'),
        python('os.unlink(item)', 'OSError', 'pass', 'import os'),
        python('os.remove(item)', 'Exception', 'pass', 'import os'),
        python('item.close()', 'Exception', 'pass'),
      ]));

    it('are not those that are named after what failed outside, though there is another value', () =>
      check('python', 'swallowed', [
        python('return self.counts.llen(item)', 'RedisError', 'return 0', 'from redis import RedisError'),
        python('fields = self.fields(item)', 'TrackerError', 'fields = []', 'from tracker.errors import TrackerError'),
        python('token = self.renewed(item)', 'RefreshTokenError', 'return False'),
        python('rows = list(self.pages(item))', 'BudgetExceeded', 'rows = []'),
      ]));

    it('are not those of workers that may still run, nor of the own methods of an object', () =>
      check('python', 'swallowed', [
        python('item.quit()', 'Exception', 'pass'),
        python('return self.condition(item)', 'Exception', 'return ""'),
      ]));

    it('are those of workers that are gone, of tables that are not there yet, and of what an object has', () =>
      check('python', 'expected', [
        python('item.kill()', 'ProcessLookupError', 'pass'),
        python('return cursor.execute(item)', 'ProgrammingError', 'return 0'),
        python('return str(item.name)', 'Exception', 'return ""'),
      ]));

    it('are not any errors after which there seems to be nothing', () =>
      check('python', 'swallowed', [
        python('return self.get_name(item)', 'Exception', 'return ""'),
        python('return self.store.get_orders(item)', 'Exception', 'return None, []'),
        python('return int(self.get_total(item))', 'Exception', 'return 0'),
        python('from usage import totals\n        self.shown = totals(item)', 'Exception', 'pass'),
      ]));

    it('are any errors of values that are computed, and those for which another value stands in', () =>
      check('python', 'expected', [
        python('return json.loads(item).get("name")', 'Exception', 'return None', 'import json'),
        python('return statistics.quantiles(item)[0]', 'statistics.StatisticsError', 'return 0', 'import statistics'),
        python('return self.get_name(item)', 'Exception', 'return self.fallback'),
        python('return os.makedirs(item)', 'OSError', 'pass', 'import os'),
      ]));

    it('are those of functions that ask, whatever they reach', () =>
      check('python', 'expected', [
        'async def is_reachable(client):\n    try:\n        await client.get("/")\n        return True\n    except Exception:\n        return False\n',
        'def check_login(site, name):\n    try:\n        site.login(name)\n    except SiteError:\n        return False\n    return True\n',
      ]));

    it('are those that stand in one clause with an answer, unless the system fails', () =>
      Promise.all([
        check('python', 'expected', [python('self.send(item["to"])', '(KeyError, ConnectionError)', 'pass')]),
        check('python', 'swallowed', [
          python('self.last = json.load(open(item))', '(json.JSONDecodeError, OSError)', 'pass', 'import json'),
        ]),
      ]));

    it('are what a framework answers to who asks, and what is not there or not joined', () =>
      check('python', 'expected', [
        python('self.allow(item)', 'HTTPException', 'pass', 'from fastapi import HTTPException'),
        python('self.group.leave(item)', 'MemberNotJoined', 'pass'),
        python('self.group.create(item)', 'GroupAlreadyExist', 'pass'),
      ]));

    it('are left where a comment without spaces says why, and where the response says that it failed', async () => {
      await check('python', 'ignored-with-reason', [python('self.send(item)', 'SendError', 'pass  # 无需记录日志')]);
      await check('python', 'returned', [
        python('disk = self.get_disk(item)', 'DiskUnavailable', 'return HTTPInsufficientStorage(drive=item)'),
      ]);
    });

    it('are not those of what is waited for until it has ended', () =>
      check('python', 'swallowed', [
        'async def cleanup(self):\n    try:\n        await self.client.aclose()\n    except Exception:\n        pass\n',
      ]));

    it('are not those of several things of which any may have failed, though there is another value', () =>
      check('python', 'swallowed', [
        python('rate = find_rate(item)\n        price = find_price(rate)', 'Exception', 'price = None'),
      ]));

    it('are those of what is only read, by who has another value for it', () =>
      check('python', 'expected', [
        python('size = read_header(item)', 'OSError', 'size = 0'),
        python('return open(item).readline()', '(OSError, ValueError)', 'return None'),
      ]));

    it('are not those of the system where something is done, or where nothing is made of it', () =>
      check('python', 'swallowed', [
        python('save(item)', 'OSError', 'return None'),
        python('self.size = read_header(item)', 'OSError', 'pass'),
      ]));

    it('are those of what is put on a list that the code looks at, and of a socket that waits for its turn', () =>
      check('python', 'expected', [
        python('self.keys.find(item)', 'Exception', 'missing.append(item)'),
        python('sent = self.sock.send(item)', 'ssl.SSLWantWriteError', 'return 0', 'import ssl'),
      ]));

    it('are handed on by a function that raises, by one that tells of errors, and by the text that is shown', async () => {
      await check('python', 'wrapped', [python('self.send(item)', 'ConnectionError', 'self._raise_not_running()')]);
      await check('python', 'handed-on', [
        python('self.send(item)', 'ConnectionError', 'self.errorWrite("gone")'),
        python('self.send(item)', 'ConnectionError', 'shown["message"] = _("No such mailbox")'),
      ]);
    });

    it('are logged by a function that is handed the level', async () => {
      await check('python', 'logged', [python('self.send(item)', 'Exception', 'log(logging.ERROR, "not sent")')]);
      await check('python', 'swallowed', [python('self.send(item)', 'Exception', 'log(logging.DEBUG, "not sent")')]);
    });

    it('are those of a name that has no address, of what a client may not do, and of text that is no document', () =>
      check('python', 'expected', [
        python('self.names = socket.getaddrinfo(item, None)', 'socket.gaierror', 'pass', 'import socket'),
        python('return self.authenticate(item)', 'AuthenticationFailed', 'pass'),
        python('doc = parse_form(item)', 'ExpatError', 'pass'),
      ]));
  });

  describe('in JavaScript', () => {
    it('are not those of a package that is loaded and then put to work', () =>
      check('javascript', 'swallowed', [
        script(`const { Usage } = require('usage');\n    await new Usage().send(item);`),
      ]));

    it('are those of a package that is only loaded', () =>
      check('javascript', 'expected', [
        script(`item.usage = require('usage').Usage;`),
        script(`item.usage = await import('usage');`),
      ]));

    it('are not those of an orderly end that is waited for', () =>
      check('javascript', 'swallowed', [script('await queue.close();'), script('await telemetry.shutdown();')]));

    it('are those of an end that nobody waits for, or whose failure is dropped on purpose', () =>
      check('javascript', 'expected', [script('socket.close();'), 'await queue.close().catch(() => {});']));

    it('are those of a promise that somebody else waits for', () =>
      check('javascript', 'expected', [
        'class Report { constructor() { this.ready = this.load(); this.ready.catch(() => undefined); } }',
        'function load(key) {\n  const one = fetchOne(key);\n  one.catch(() => {\n    open.delete(key);\n  });\n  return one;\n}',
      ]));

    it('are those of a function of the file that logs its own failures', () =>
      check('javascript', 'rethrown expected', [
        `import pino from 'pino';\nconst log = pino();\nasync function flush() {\n  try {\n    await send();\n  } catch (error) {\n    log.error({ err: error }, 'flush failed');\n    throw error;\n  }\n}\nvoid flush().catch(() => undefined);\n`,
      ]));

    it('are those of a question that is answered with no', () =>
      check('javascript', 'expected', [
        'async function bucketExists(name) { try { return !!(await store.head(name)); } catch { return false; } }',
        'async function isDatabaseHealthy() { try { await db.query(text); return true; } catch { return false; } }',
        'function acceptable(name) { try { assertName(name); return true; } catch { return false; } }',
        'async function mayRead(user) { try { await checkAccess(user); return true; } catch { return false; } }',
      ]));

    it('are not those of work whose value says whether it was done', () =>
      check('javascript', 'swallowed', [
        'async function forward(order) { try { await gateway.send(order); return true; } catch { return false; } }',
        'function forward(order) { try { gateway.send(order); return true; } catch { return false; } }',
      ]));

    it('are those of what is fetched and read, where there is another value', () =>
      check('javascript', 'expected', [
        script('const answer = await fetch(item); return (await answer.json()).name;', 'return null;'),
        script("return JSON.parse(await open(item).readFile('utf8'));", 'return {};'),
      ]));

    it('are not those of what is changed on the way, nor of a question to a database', () =>
      check('javascript', 'swallowed', [
        script('const row = await rows.update(item); return JSON.parse(row.text);', 'return null;'),
        script('return await orders.findLast(item);', 'return null;'),
      ]));

    it('are those for which the handler takes another way', () =>
      check('javascript', 'expected', [
        script('return await primary.load(item);', 'return await secondary.load(item);'),
        script('await roles.load(item);', 'const role = await roles.create(item); roles.keep(role);'),
      ]));

    it('are not those after which it undoes what was done, waits, or does something for some of them', () =>
      check('javascript', 'swallowed', [
        script('await orders.create(item);', 'await transaction.rollback(); return null;'),
        script('await orders.create(item);', 'await delay(1000);'),
        script('await orders.create(item);', 'if (item.isLate) { await orders.load(item); }'),
      ]));

    it('are those of a promise that becomes a value which somebody takes', () =>
      check('javascript', 'expected', [
        'async function work(id) { const user = await users.fetch(id).catch(() => undefined); return user; }',
        'async function work(id) { return open(await users.send(id).catch(() => null)); }',
      ]));

    it('are not those of a promise whose value nobody takes', () =>
      check('javascript', 'swallowed', [
        'async function work(id) { await users.send(id).catch(() => undefined); }',
        'function work(id) { users.send(id).catch(() => {}); }',
      ]));

    it('are those of a look-up that throws where there is nothing, and of a stream whose reader has gone', () =>
      check('javascript', 'expected', [
        script('return some(await orders.findFirstOrThrow({ id: item }));', 'return none;'),
        script('controller.enqueue(item);\n    controller.close();'),
      ]));

    it('are those of what a function works out at once, where there is another value', () =>
      check('javascript', 'expected', [
        'function shown(item) { try { assemble(item); return item.text; } catch { return item.id; } }',
      ]));

    it('are not those of what it does at once, where there is none', () =>
      check('javascript', 'swallowed', [
        'function shown(item) { try { assemble(item); return item.text; } catch { return; } }',
        'function shown(item) { try { queue.push(item); notifyOwner(item); } catch { return item.id; } }',
      ]));

    it('are those of one value at hand that may be missing', () =>
      check('javascript', 'expected', [script('item.label = describe(item);')]));

    it('are not those of a look-up that gives nothing', () =>
      check('javascript', 'swallowed', [
        'async function findTeam(id) { try { return await client.pick(id); } catch { return null; } }',
      ]));

    it('are those after which what is at hand is put elsewhere, but not into a store', async () => {
      const tried = 'await deliver(item);';
      await check('javascript', 'expected', [script(tried, 'left.push(item);'), script(tried, 'delete item.mail;')]);
      await check('javascript', 'swallowed', [script(tried, 'redis.set(item);')]);
    });

    it('are logged by a helper of that name', () =>
      check('javascript', 'logged', [script('await deliver(item);', 'helpers.log(`not delivered: ${item}`);')]));

    it('are those for which somebody thought of another value, or takes the next one', () =>
      check('javascript', 'expected', [
        `async function price(item) { try { return await shop.find(item); } catch { return standardPrice(item); } }`,
        `async function price(item) { for (const one of item) { try { return await shop.find(one); } catch { continue; } } }`,
      ]));

    it('are not those that become nothing, a yes or no, or something empty', () =>
      check('javascript', 'swallowed', [
        `async function price(item) { try { return await shop.find(item); } catch { return null; } }`,
        `async function prices(item) { try { return await shop.find(item); } catch { return []; } }`,
      ]));

    it('are those of texts, however what reads them is named, and of structures in memory', () =>
      check('javascript', 'expected', [
        script('parseRegion(item);\n    return true;', 'return false;'),
        script(
          `const url = new URL(item);\n    url.searchParams.delete('schema');\n    return url.toString();`,
          'return item;',
        ),
      ]));
  });
});
