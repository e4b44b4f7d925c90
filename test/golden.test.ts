/**
 * What a user sees of the example, word for word. After a change that is meant, `UPDATE_GOLDEN=1 npx mocha
 * test/golden.test.ts` writes the files anew, and the difference is to be looked at like any other.
 */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CheckReport } from '../src/reports/json.ts';
import { prodaware, storefront } from './cli/support.ts';

const golden = fileURLToPath(new URL('./golden', import.meta.url));

const seen: readonly { readonly file: string; readonly words: readonly string[] }[] = [
  { file: 'launches.txt', words: ['launches'] },
  { file: 'launches.json', words: ['launches', '--format=json'] },
  { file: 'check.txt', words: ['check'] },
  { file: 'check.json', words: ['check', '--format=json'] },
];

describe('the example, as a user sees it', function () {
  this.timeout(60_000);

  for (const { file, words } of seen) {
    it(`prodaware ${words.join(' ')}`, async () => {
      const { output, errors } = await prodaware(storefront, words);
      assert.equal(errors, '');
      const text = output.replace(/"milliseconds": \d+/, '"milliseconds": 0');
      const target = path.join(golden, file);
      if (process.env['UPDATE_GOLDEN'] !== undefined) writeFileSync(target, text);
      assert.equal(text, readFileSync(target, 'utf8').replaceAll('\r\n', '\n'));
    });
  }

  describe('mended by --fix=all', () => {
    let copy = '';
    before(() => {
      copy = mkdtempSync(path.join(tmpdir(), 'prodaware-storefront-'));
      cpSync(storefront, copy, { recursive: true });
    });
    after(() => rmSync(copy, { recursive: true, force: true }));

    it('has its telemetry in production, and nothing is left that a tool can mend', async () => {
      const { output, code } = await prodaware(copy, ['check', '--fix=all', '--format=json']);
      // What `check --format json` prints is a CheckReport by contract.
      const report = JSON.parse(output) as CheckReport;
      // Now that the worker is traced, what it takes from the queue has lost the trace of who put it there.
      assert.deepEqual(
        report.findings.map(({ rule, fixes }) => [rule, fixes]),
        [['message-without-propagation', []]],
      );
      assert.equal(code, 0);
      const mended = (report.fixed ?? []).map(({ rule }) => rule).sort();
      assert.deepEqual(mended, [
        // What the scan prints stops the pull request from now on.
        'gate-not-blocking',
        'print-instead-of-logger',
        'swallowed-error',
        'swallowed-error',
        'telemetry-lost-at-launch',
        'telemetry-lost-at-launch',
        'telemetry-lost-at-launch',
        // Once it is traced, what it has not sent when it is stopped is lost.
        'telemetry-not-flushed',
      ]);
      const launches = await prodaware(copy, ['launches']);
      assert.ok(!launches.output.includes('none'), launches.output);
    });

    it('is not changed again', async () => {
      const { output } = await prodaware(copy, ['check', '--fix=all', '--format=json']);
      // What `check --format json` prints is a CheckReport by contract.
      assert.deepEqual((JSON.parse(output) as CheckReport).fixed, []);
    });
  });
});
