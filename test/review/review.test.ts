import assert from 'node:assert/strict';
import { reviewChange, type Files } from '../support/memoryRepository.ts';

const service: Files = {
  Procfile: 'web: python app.py\n',
};

const before = `import logging

log = logging.getLogger(__name__)


def charge(card):
    try:
        return card.charge()
    except CardError:
        log.exception("charge failed")
        return None


def refund(card):
    try:
        card.refund()
    except CardError:
        pass
`;

describe('a review', () => {
  it('says which hunk brings a fault, and counts the faults that were there', async () => {
    const after = before.replace('        log.exception("charge failed")\n', '');
    const review = await reviewChange({ ...service, 'app.py': after, 'before:app.py': before });
    const [file] = review.files;
    assert.ok(file);
    assert.deepEqual(
      file.hunks.map(({ verdict, findings }) => [verdict, findings.map(({ rule }) => rule)]),
      [['fix-first', ['guard-removed']]],
    );
    assert.equal(file.known, 1);
    assert.equal(review.verdict, 'fix-first');
    assert.match(review.summary, /1 file changed, 0 lines added and 1 removed/);
    assert.match(review.summary, /1 fault of these files was there before\./);
  });

  it('finds what a change breaks in a file it does not touch', async () => {
    const review = await reviewChange({
      'README.md': '# shop\n\n```sh\nopentelemetry-instrument python app.py\n```\n',
      'requirements.txt': 'opentelemetry-distro\n',
      'app.py': 'print("x")\n',
      'before:Procfile': 'web: opentelemetry-instrument python app.py\n',
      Procfile: 'web: python app.py\n',
    });
    assert.match(review.summary, /web loses its telemetry \(opentelemetry\) in production/);
    assert.equal(review.verdict, 'fix-first');
    const rules = review.files.flatMap((file) => file.hunks.flatMap((hunk) => hunk.findings.map(({ rule }) => rule)));
    assert.ok(rules.includes('telemetry-lost-at-launch'), rules.join());
  });

  it('says at the script that starts a service that its telemetry went there', async () => {
    const script = '#!/bin/sh\nexec opentelemetry-instrument gunicorn app:app\n';
    const review = await reviewChange({
      Procfile: 'web: ./start.sh\n',
      'requirements.txt': 'opentelemetry-distro\nopentelemetry-exporter-otlp\ngunicorn\n',
      'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n',
      'before:start.sh': script,
      'start.sh': script.replace('opentelemetry-instrument ', ''),
    });
    const [file] = review.files;
    const [hunk] = file?.hunks ?? [];
    assert.equal(file?.verdict, 'fix-first');
    assert.equal(hunk?.verdict, 'fix-first');
    assert.deepEqual(
      hunk.reasons.map(({ text }) => text),
      ['web loses its telemetry (opentelemetry) in production: opentelemetry-instrument is gone'],
    );
  });

  it('asks a person where the profile says so', async () => {
    const review = await reviewChange({
      ...service,
      'prodaware.yaml': `version: 1
architecture: { notes: [{ paths: ["billing/**"], note: frozen since the migration }] }
`,
      'app.py': 'start()\n',
      'billing/tax.py': 'RATE = 20\n',
      'before:billing/tax.py': 'RATE = 19\n',
    });
    assert.deepEqual(
      review.files.map(({ verdict, reasons }) => [verdict, reasons.map(({ text }) => text)]),
      [['ask', ['frozen since the migration']]],
    );
  });

  it('ships what changes nothing that production would notice', async () => {
    const review = await reviewChange({ ...service, 'app.py': 'start(2)\n', 'before:app.py': 'start(1)\n' });
    assert.equal(review.verdict, 'ship');
    assert.deepEqual(
      review.files.flatMap((file) => file.hunks.map(({ verdict }) => verdict)),
      ['ship'],
    );
  });
});
