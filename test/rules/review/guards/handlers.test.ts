import assert from 'node:assert/strict';
import { losses } from './losses.ts';

const before = `
import logging

log = logging.getLogger(__name__)


def send_all(mailer, mails):
    for mail in mails:
        try:
            mailer.send(mail)
        except MailError:
            log.exception("mail %s was not sent", mail.id)
`;

const unguarded = `
import logging

log = logging.getLogger(__name__)


def send_all(mailer, mails):
    for mail in mails:
        mailer.send(mail)
`;

describe('a handler that a change takes away', () => {
  it('is missed in a loop, which the first failure ends now', async () => {
    assert.deepEqual(await losses('python', before, unguarded), [
      'mailer.send(mail): what caught a failed mailer.send is gone: the first mailer.send that fails ends the loop for all that follow',
    ]);
  });

  it('is not missed of a loop that the first failure ended before, too', async () => {
    const old = `
def send_all(mailer, mails):
    try:
        for mail in mails:
            mailer.send(mail)
    except MailError:
        log.exception("mails were not sent")
`;
    const after = `
def send_all(mailer, mails):
    for mail in mails:
        mailer.send(mail)
`;
    assert.deepEqual(await losses('python', old, after), []);
  });

  it('is not missed where what it told is told before the work now, nor where the call that failed so is gone', async () => {
    const old = `
import logging

log = logging.getLogger(__name__)


def disable_all(masks):
    for mask in masks:
        try:
            address = load_address(mask)
            address.disable()
            notify_owner(address)
            forget_mask(mask)
        except NoAddress:
            log.error("there is no address of the mask %s", mask)
`;
    const head = old.slice(0, old.indexOf('        try:'));
    const told = `${head}        address = load_address(mask)
        if not address:
            log.error("there is no address of the mask %s", mask)
            continue
        address.disable()
        notify_owner(address)
        forget_mask(mask)
`;
    assert.deepEqual(await losses('python', old, told), []);
    const other = `${head}        address = address_if_there(mask)
        address.disable()
        notify_owner(address)
        forget_mask(mask)
`;
    assert.deepEqual(await losses('python', old, other), []);
    assert.equal((await losses('python', old, other.replace('address_if_there', 'load_address'))).length, 1);
  });

  it('is missed of a promise that nobody waits for', async () => {
    const old = `
      import pino from 'pino';

      const log = pino();

      export function refresh(cache: Cache): void {
        cache.reload().catch((error) => log.error({ err: error }, 'reload failed'));
      }
    `;
    const after = old.replace(/\.catch\(.*\);/, ';');
    assert.deepEqual(await losses('typescript', old, after), [
      'cache.reload();: what caught a failed cache.reload is gone: its rejection is handled by nobody, which ends the process',
    ]);
  });

  it('is missed in Go, where the error is dropped', async () => {
    const old = `
      package main

      import "log/slog"

      func notify(queue Queue, order Order) {
      	if err := queue.Publish(order); err != nil {
      		slog.Error("order was not published", "err", err)
      	}
      }
    `;
    const after = old.replace(/if err := queue[^]*?\t}\n/, '_ = queue.Publish(order)\n').replace(/.*import.*\n/, '');
    assert.deepEqual(await losses('go', old, after), [
      '_ = queue.Publish(order): what caught a failed queue.Publish is gone: its error is dropped, and nothing tells you',
    ]);
  });

  const keeps = (what: string, after: string) =>
    it(`is not missed ${what}`, async () => assert.deepEqual(await losses('python', before, after), []));

  keeps(
    'where whoever calls catches',
    `${unguarded}

def main(mailer):
    try:
        send_all(mailer, [])
    except MailError:
        log.exception("mails were not sent")
`,
  );
  keeps('where a decorator catches', unguarded.replace('def send_all', '@errors_logged\ndef send_all'));
  keeps(
    'where a block catches',
    unguarded.replace('        mailer.send(mail)', '        with errors_logged():\n            mailer.send(mail)'),
  );
  keeps(
    'where it is around more now',
    `
import logging

log = logging.getLogger(__name__)


def send_all(mailer, mails):
    try:
        for mail in mails:
            mailer.send(mail)
    except MailError:
        log.exception("mails were not sent")
`,
  );
  keeps(
    'where a new function of the file has it',
    `
import logging

log = logging.getLogger(__name__)


def send_all(mailer, mails):
    for mail in mails:
        send_one(mailer, mail)


def send_one(mailer, mail):
    try:
        mailer.send(mail)
    except MailError:
        log.exception("mail %s was not sent", mail.id)
`,
  );
  keeps('where the work is gone', unguarded.replace('mailer.send(mail)', 'pass'));
  keeps(
    'where the method that it called does not fail any more',
    `${unguarded}

class Mailer:
    def send(self, mail):
        self.outbox.append(mail)
`,
  );

  keeps(
    'where another part of it is caught now',
    `
import logging

log = logging.getLogger(__name__)


def send_all(mailer, mails):
    for mail in mails:
        try:
            body = mail.render()
        except RenderError:
            log.exception("mail %s was not written", mail.id)
            continue
        mailer.send(mail)
`,
  );

  it('is not missed in Java, where an error that has to be declared is not thrown any more', async () => {
    const old = `
      package shop;

      import org.slf4j.Logger;
      import org.slf4j.LoggerFactory;

      class Mails {
          private static final Logger log = LoggerFactory.getLogger(Mails.class);

          void sendAll(Mailer mailer, Iterable<Mail> mails) {
              for (Mail mail : mails) {
                  try {
                      mailer.deliver(mail);
                  } catch (InterruptedException e) {
                      log.warn("not sent", e);
                  }
              }
          }
      }
    `;
    const after = old.replace(/ *try \{\n/, '').replace(/ *\} catch[^]*?\n *\}\n/, '');
    assert.deepEqual(await losses('java', old, after), []);
    assert.equal((await losses('java', old.replace('InterruptedException', 'RuntimeException'), after)).length, 1);
  });
});
