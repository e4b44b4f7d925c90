import assert from 'node:assert/strict';
import { unloggedOperation } from '../../../src/rules/logging/unlogged-operation.ts';
import { check, checkRepository } from '../../support/check.ts';

const setup = `import logging

from celery import shared_task

logger = logging.getLogger(__name__)
`;

const job = (index: number, body: string, name = `job_${index}`): string => `

@shared_task
def ${name}(order):
    ${body}
    store.save(order, ${index})
`;

/** Nine jobs that leave a line, and whatever else. */
function worker(rest: string, line = 'logger.info("starts")'): Record<string, string> {
  const jobs = Array.from({ length: 9 }, (_, index) => job(index, line)).join('');
  return { Procfile: 'worker: celery -A tasks worker\nweb: python tasks.py\n', 'tasks.py': `${setup}${jobs}${rest}` };
}

describe('unlogged-operation', () => {
  describe('by what the repository does as a rule', () => {
    it('finds the one job that logs nothing among those that do, and says how many do', async () => {
      const [found] = await checkRepository(unloggedOperation, worker(job(9, 'pass', '[|cleanup|]')));
      assert.match(found?.message ?? '', /^9 of 10 jobs here log; cleanup does not/);
    });

    it('is silent where too few keep to it', async () => {
      const others = [9, 10, 11].map((index) => job(index, 'pass')).join('');
      await checkRepository(unloggedOperation, worker(others));
    });

    it('counts what a helper of the repository logs', async () => {
      const helper = {
        'trail.py': `${setup}\n\ndef audit_event(name):\n    logger.info("event", extra={"event": name})\n`,
      };
      await checkRepository(unloggedOperation, { ...worker(job(9, 'trail.audit_event("cleanup")')), ...helper });
    });

    it('counts no line that production does not show', async () => {
      await checkRepository(unloggedOperation, worker(job(9, 'pass'), 'logger.debug("starts")'));
    });
  });

  describe('by what the profile asks for', () => {
    const profile = (mustLog: string): Record<string, string> => ({
      'prodaware.yaml': `version: 1\nlogging:\n  mustLog: [${mustLog}]\n`,
      Procfile: 'web: python app.py\n',
    });

    it('knows names and patterns of them', async () => {
      const source = `def [|close_books|](month):\n    ledger.close(month)\n\n\ndef open_books(month):\n    ledger.open(month)\n`;
      await checkRepository(unloggedOperation, { ...profile('close_books'), 'app.py': source });
      await checkRepository(unloggedOperation, { ...profile('"close_*"'), 'app.py': source });
    });

    it('points at the line of the profile', async () => {
      const source = `def [|refund_payment|](payment):\n    gateway.refund(payment)\n`;
      const [found] = await checkRepository(unloggedOperation, { ...profile('payment'), 'app.py': source });
      assert.deepEqual(
        found?.evidence.map(({ file, label }) => [file, label]),
        [['prodaware.yaml', 'the profile asks for it']],
      );
    });

    it('is silent about what logs in a function inside', async () => {
      const source = `import logging\n\nlogger = logging.getLogger(__name__)\n\n\ndef refund_payment(payment):\n    def done():\n        logger.info("refunded")\n\n    gateway.refund(payment, done)\n`;
      await checkRepository(unloggedOperation, { ...profile('payment'), 'app.py': source });
    });
  });

  it('is silent where nobody asks', () =>
    check(unloggedOperation, 'python', 'def refund_payment(payment):\n    gateway.refund(payment)\n'));
});
