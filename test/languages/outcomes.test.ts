import assert from 'node:assert/strict';
import { factsOf, source } from './render.ts';
import type { Name } from './render.ts';

/** One handler per case: what it does, and what becomes of the error. */
async function check(name: Name, cases: readonly (readonly [handler: string, outcome: string])[]): Promise<void> {
  const found: [string, string][] = [];
  for (const [handler] of cases) {
    const { handlers } = await factsOf(name, source(handler));
    found.push([handler, handlers.map(({ outcome }) => outcome).join(' ')]);
  }
  assert.deepEqual(
    found,
    cases.map(([handler, outcome]) => [handler, outcome]),
  );
}

const python = (body: string, caught = 'Exception as e', tried = 'charge(card)'): string =>
  `import logging, sentry_sdk\nlog = logging.getLogger(__name__)\ndef pay(card):\n    try:\n        ${tried}\n    except ${caught}:\n        ${body}\n`;

const script = (body: string, binding = ' (e)', tried = 'await charge(card);'): string =>
  `import * as Sentry from '@sentry/node';\nasync function pay(card) {\n  try {\n    ${tried}\n  } catch${binding} {\n    ${body}\n  }\n}\n`;

describe('what becomes of a caught error', () => {
  describe('in Python', () => {
    it('is lost where nothing of it survives', () =>
      check('python', [
        [python('pass'), 'swallowed'],
        [python('...'), 'swallowed'],
        [python('return None'), 'swallowed'],
        [python('return {}'), 'swallowed'],
        [python('result = None'), 'swallowed'],
        [python('fallback()'), 'swallowed'],
        [python('session.rollback()'), 'swallowed'],
        [python('message = str(card)'), 'swallowed'],
        [python('log.debug("no card")'), 'swallowed'],
        [python('pass', 'requests.RequestException'), 'swallowed'],
        ['for x in y:\n    try:\n        send(x)\n    except Exception:\n        continue\n', 'swallowed'],
        ['from contextlib import suppress\nwith suppress(Exception):\n    send()\n', 'swallowed'],
        ['try:\n    send()\nexcept:\n    pass\n', 'swallowed'],
      ]));

    it('goes on where it is raised, or something is in its place', () =>
      check('python', [
        [python('raise'), 'rethrown'],
        [python('raise e'), 'rethrown'],
        [python('raise PaymentError("x") from e'), 'wrapped'],
        [python('if e.code != 404:\n            raise'), 'rethrown'],
        [python('return e'), 'returned'],
        [python('return {"error": str(e)}'), 'returned'],
        [python('return {"status": "error"}'), 'returned'],
        [python('return jsonify(detail="x"), 503'), 'returned'],
        [python('return HttpResponse(status=500)'), 'returned'],
        [python('return None, e'), 'returned'],
        [python('return NotImplemented'), 'returned'],
        [python('abort(404)'), 'returned'],
        [python('sys.exit(1)'), 'returned'],
        [python('future.set_exception(e)'), 'returned'],
        ['def main():\n    try:\n        run()\n    except Exception:\n        return 1\n', 'returned'],
      ]));

    it('is seen where it is logged, recorded, counted or reported', () =>
      check('python', [
        [python('log.exception("x")'), 'logged'],
        [python('log.warning("x")'), 'logged'],
        [python('log.info("payment failed")'), 'logged'],
        [python('log.debug("no card: %s", e)'), 'logged'],
        [python('print(e)'), 'logged'],
        [python('traceback.print_exc()'), 'logged'],
        [python('warnings.warn("x")'), 'logged'],
        [python('span.record_exception(e)'), 'recorded'],
        [python('sentry_sdk.capture_exception()'), 'reported'],
        [python('payment_errors.labels("x").inc()'), 'counted'],
        [python('self.failures += 1'), 'counted'],
      ]));

    it('is handled where it, or that something failed, is kept', () =>
      check('python', [
        [python('self.on_failure(card)'), 'handed-on'],
        [python('handle(e)'), 'handed-on'],
        [python('collect(e)'), 'handed-on'],
        [python('last = e'), 'handed-on'],
        [python('failed.append(card)'), 'handed-on'],
        [python('card.status = "failed"'), 'handed-on'],
        [python('ok = False'), 'handed-on'],
        [python('card.update(status="error")'), 'handed-on'],
      ]));

    it('is no fault where the error is an answer', () =>
      check('python', [
        [python('value = None', 'KeyError', 'value = cards[card]'), 'expected'],
        [python('pass', 'FileNotFoundError', 'os.unlink(card)'), 'expected'],
        [python('value = 0', 'ValueError', 'value = int(card)'), 'expected'],
        [python('return None', '(TypeError, ValueError)', 'return json.loads(card)'), 'expected'],
        [python('return None', 'Card.DoesNotExist', 'return Card.objects.get(id=card)'), 'expected'],
        [python('pass', 'queue.Empty', 'q.get(timeout=1)'), 'expected'],
        [python('pass', 'asyncio.CancelledError', 'run(card)'), 'expected'],
        [python('pass', 'Exception', 'connection.close()'), 'expected'],
        [python('value = ""', 'Exception', 'value = card["a"]["b"].strip()'), 'expected'],
        [python('pass', 'asyncio.TimeoutError', 'asyncio.wait_for(card, 1)'), 'expected'],
        ['try:\n    import ujson as json\nexcept ImportError:\n    import json\n', 'expected'],
        ['import contextlib\nwith contextlib.suppress(KeyError):\n    del x["a"]\n', 'expected'],
      ]));

    it('is no answer where the same error comes from outside', () =>
      check('python', [
        [python('return None', 'Exception', 'return requests.get(card)'), 'swallowed'],
        [python('return None', 'Exception', 'return self.client.get(card)'), 'swallowed'],
        [python('return False', 'Exception', 'jwt.decode(card)'), 'swallowed'],
        [python('return None', 'requests.Timeout', 'return requests.get(card)'), 'swallowed'],
      ]));

    it('is meant where a comment says so, and not where a comment says something else', () =>
      check('python', [
        [python('pass  # the card may be gone already'), 'ignored-with-reason'],
        [python('# Best effort: the nightly job repairs it.\n        pass'), 'ignored-with-reason'],
        [python('pass  # noqa: BLE001 - cleanup must not fail'), 'ignored-with-reason'],
        [python('pass  # ignore'), 'ignored-with-reason'],
        [
          '# Ignore errors here, the cache is optional.\ntry:\n    warm()\nexcept Exception:\n    pass\n',
          'ignored-with-reason',
        ],
        [python('pass  # noqa: BLE001'), 'swallowed'],
        [python('pass  # pragma: no cover'), 'swallowed'],
        [python('pass  # TODO: handle this properly'), 'swallowed'],
        [python('# print(e)\n        pass'), 'swallowed'],
        [python('pass  # prodaware-ignore swallowed-error: known and harmless'), 'swallowed'],
      ]));

    it('is handled where the code behind the handler is run for the failure alone', () =>
      check('python', [
        [
          'def f():\n    for i in range(3):\n        try:\n            return send()\n        except Exception:\n            sleep(1)\n    raise Failed()\n',
          'wrapped',
        ],
        [
          'def f():\n    try:\n        return send()\n    except Exception:\n        pass\n    log.error("x")\n',
          'logged',
        ],
        [
          'def f():\n    try:\n        x = send()\n    except Exception:\n        x = None\n    if x is None:\n        raise Failed()\n',
          'handed-on',
        ],
        [
          'def f():\n    try:\n        x = send()\n    except Exception:\n        x = None\n    return x\n',
          'swallowed',
        ],
      ]));
  });

  describe('in JavaScript and TypeScript', () => {
    it('is lost where nothing of it survives', () =>
      check('typescript', [
        [script(''), 'swallowed'],
        [script('', ''), 'swallowed'],
        [script('return null;'), 'swallowed'],
        [script('return false;', ''), 'swallowed'],
        [script('setLoading(false);'), 'swallowed'],
        [script('fallback();'), 'swallowed'],
        ['send().catch(() => {});', 'swallowed'],
        ['send().catch(() => null);', 'swallowed'],
        ['send().catch(noop);', 'swallowed'],
        ['send().then(done, () => undefined);', 'swallowed'],
        ['send().catch(function () { return []; });', 'swallowed'],
      ]));

    it('goes on where it is thrown, or something is in its place', () =>
      check('typescript', [
        [script('throw e;'), 'rethrown'],
        [script("throw new PaymentError('x', { cause: e });"), 'wrapped'],
        [script('return next(e);'), 'returned'],
        [script('reject(e);'), 'returned'],
        [script('callback(e);'), 'returned'],
        [script("res.status(500).send('x');"), 'returned'],
        [script('return NextResponse.json({}, { status: 400 });'), 'returned'],
        [script('return { error: e.message };'), 'returned'],
        [script('return { ok: false };'), 'returned'],
        [script('process.exit(1);'), 'returned'],
        [script("ctx.redirect('/login?notice=expired');"), 'returned'],
        ['send().catch((e) => ({ error: e }));', 'returned'],
        ['send().catch((e) => { throw e; });', 'rethrown'],
        ['send().catch(next);', 'returned'],
      ]));

    it('is seen where it is logged, recorded, counted or reported', () =>
      check('typescript', [
        [script("console.error('x', e);"), 'logged'],
        [script("logger.warn('x');"), 'logged'],
        [script('this.logger.debug(e);'), 'logged'],
        [script('span.recordException(e);'), 'recorded'],
        [script('Sentry.captureException(e);'), 'reported'],
        [script('paymentErrors.inc();'), 'counted'],
        ['send().catch(console.error);', 'logged'],
        ['send().catch((e) => console.log(e));', 'logged'],
      ]));

    it('is handled where it, or that something failed, is kept', () =>
      check('typescript', [
        [script('setError(e);'), 'returned'],
        [script('last = e;'), 'handed-on'],
        [script("toast.error('x');"), 'handed-on'],
        [script("setStatus('failed');"), 'handed-on'],
        [script('failures.push(card);'), 'handed-on'],
        ['send().catch(handleFailure);', 'handed-on'],
      ]));

    it('is no fault where the error is an answer', () =>
      check('typescript', [
        [script('return null;', '', 'return JSON.parse(card);'), 'expected'],
        [script('return false;', '', 'new URL(card); return true;'), 'expected'],
        [script('return false;', '', 'await fs.access(card); return true;'), 'expected'],
        [script('', '', "sharp = require('sharp');"), 'expected'],
        [script('', '', 'connection.close();'), 'expected'],
        ['await connection.close().catch(() => {});', 'expected'],
        ['reader.cancel().catch(() => {});', 'expected'],
        ['fs.stat(path).catch(() => null);', 'expected'],
      ]));

    it('is meant where a comment says so', () =>
      check('typescript', [
        [script('// the card may be gone already', ''), 'ignored-with-reason'],
        [script('/* ignore */', ''), 'ignored-with-reason'],
        [script('// eslint-disable-next-line no-empty', ''), 'swallowed'],
        [script('// console.log(e);'), 'swallowed'],
        [
          'send().catch(() => {\n  // nobody waits for it, and it is tried again every minute\n});',
          'ignored-with-reason',
        ],
      ]));
  });
});
