import assert from 'node:assert/strict';
import { guardRemoved } from '../../../src/rules/review/guard-removed.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';
import { reviewChange, type Files } from '../../support/memoryRepository.ts';
import { lossesOf } from './guards/losses.ts';

const logged = `import logging

log = logging.getLogger(__name__)


def charge(gateway, order):
    try:
        gateway.charge(order)
    except CardError:
        log.exception("charge of %s failed", order.id)
        return False
    return True
`;

function repository(before: string, after: string, path = 'app.py'): Files {
  return { Procfile: `web: python ${path}\n`, [`before:${path}`]: before, [path]: after };
}

describe('guard-removed', () => {
  it('stands where the guard was, and shows what was there', async () => {
    const after = logged.replace(/.*log\.exception.*\n/, '').replace('except CardError:', '[|except CardError:|]');
    const [finding] = await checkRepository(guardRemoved, repository(logged, after));
    const [evidence] = finding?.evidence ?? [];
    assert.equal(evidence?.side, 'before');
    assert.equal(evidence.label, 'was here before');
    assert.equal(
      logged.slice(evidence.range.start, evidence.range.end),
      'log.exception("charge of %s failed", order.id)',
    );
  });

  it('is told in the hunk that took the guard away, and the fault is told once', async () => {
    const review = await reviewChange(repository(logged, logged.replace(/.*log\.exception.*\n/, '')));
    assert.deepEqual(
      review.files.flatMap((file) =>
        file.hunks.map(({ verdict, findings }) => [verdict, findings.map(({ rule }) => rule)]),
      ),
      [['fix-first', ['guard-removed']]],
    );
    assert.match(review.summary, /It takes 1 guard away\./);
  });

  it('leaves the other rule its finding where the loss is suppressed', async () => {
    const after = logged
      .replace(/.*log\.exception.*\n/, '')
      .replace('    except', '    # prodaware-ignore guard-removed: told by the gateway\n    except');
    const review = await reviewChange(repository(logged, after));
    const rules = review.files.flatMap((file) =>
      file.hunks.flatMap(({ findings }) => findings.map(({ rule }) => rule)),
    );
    assert.deepEqual(
      rules.filter((rule) => rule === 'guard-removed'),
      [],
    );
  });

  describe('puts back', () => {
    const putsBack = (what: string, before: string, after: string, expected = before, path = 'app.py') =>
      it(what, async () => {
        const fixed = await fixFirst(guardRemoved, repository(before, after, path));
        assert.equal(fixed[path], expected);
      });

    putsBack('a log line', logged, logged.replace(/.*log\.exception.*\n/, ''));
    putsBack(
      'a log line with the logger and the import that went with it',
      logged,
      logged
        .replace(/.*log\.exception.*\n/, '')
        .replace('import logging\n\nlog = logging.getLogger(__name__)\n', 'import os\n'),
      logged.replace('import logging\n\n', 'import logging\nimport os\n\n').replace('\n\n\ndef', '\n\ndef'),
    );
    putsBack(
      'a log line of several lines',
      logged.replace(
        'log.exception("charge of %s failed", order.id)',
        'log.exception(\n            "charge failed"\n        )',
      ),
      logged.replace(/.*log\.exception.*\n/, ''),
    );
    putsBack(
      'a log line, with the line ends of the file',
      logged.replaceAll('\n', '\r\n'),
      logged.replace(/.*log\.exception.*\n/, '').replaceAll('\n', '\r\n'),
    );
    putsBack(
      'a time limit',
      'import requests\n\n\ndef prices():\n    return requests.get("https://example.com", timeout=5)\n',
      'import requests\n\n\ndef prices():\n    return requests.get("https://example.com")\n',
    );
    const guarded = `from flask import Flask
from flask_login import login_required

app = Flask(__name__)


@app.post("/orders")
@login_required
def create_order():
    return store_order()
`;
    putsBack('a decorator', guarded, guarded.replace('@login_required\n', ''));
    putsBack(
      'a decorator with its import',
      guarded,
      guarded.replace('@login_required\n', '').replace(/from flask_login.*\n/, ''),
    );
  });

  it('logs in another form where the error has no name any more', async () => {
    const before = `import pino from 'pino';

const log = pino();

export async function charge(gateway: Gateway, order: Order): Promise<boolean> {
  try {
    await gateway.charge(order);
  } catch (error) {
    log.error({ err: error }, 'charge failed');
    return false;
  }
  return true;
}
`;
    const after = before.replace(/.*log\.error.*\n/, '').replace('catch (error)', 'catch');
    const fixed = await fixFirst(guardRemoved, {
      Procfile: 'web: tsx server.ts\n',
      'package.json': '{ "name": "server", "type": "module" }\n',
      'before:server.ts': before,
      'server.ts': after,
    });
    assert.match(fixed['server.ts'] ?? '', /catch \(error\) \{\n {4}log\.error\(/);
  });

  it('says nothing of a file that does not parse any more', async () => {
    const after = logged.replace(/.*log\.exception.*\n/, '').replace('return True', 'return (((');
    const review = await reviewChange(repository(logged, after));
    const found = review.files.flatMap((file) => file.hunks.flatMap(({ findings }) => findings));
    assert.deepEqual(
      found.filter(({ rule }) => rule === 'guard-removed'),
      [],
    );
  });

  it('says nothing where only the order of functions changed', async () => {
    const second =
      '\n\ndef refund(gateway, order):\n    try:\n        gateway.refund(order)\n    except CardError:\n        log.warning("refund failed")\n        return None\n';
    const head = logged.slice(0, logged.indexOf('def charge'));
    const own = logged.slice(logged.indexOf('def charge')).trimEnd();
    assert.deepEqual(
      await lossesOf(repository(`${head}${own}\n${second}`, `${head}${second.trim()}\n\n\n${own}\n`)),
      [],
    );
  });
});
