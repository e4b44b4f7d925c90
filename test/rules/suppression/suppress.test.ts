import assert from 'node:assert/strict';
import { suppressionFix } from '../../../src/fixes/suppression.ts';
import { suppressionWithoutReason } from '../../../src/rules/suppression/suppression-without-reason.ts';
import { unusedSuppression } from '../../../src/rules/suppression/unused-suppression.ts';
import { check, checkFix, checkRepository, surrounded } from '../../support/check.ts';
import { applyFix, review, type Files } from '../../support/memoryRepository.ts';

const source = (comment: string, handler = 'except CardError:'): string =>
  `def pay(gateway):\n    try:\n        gateway.charge()\n    ${comment}\n    ${handler}\n        pass\n`;

async function rulesOf(files: Files): Promise<string[]> {
  return (await review(files)).findings.map(({ rule }) => rule);
}

describe('a suppression', () => {
  it('silences the finding on the line it speaks of', async () => {
    assert.deepEqual(await rulesOf(surrounded('python', source(''))), ['swallowed-error']);
    const silenced = source('# prodaware-ignore swallowed-error: the gateway repeats it');
    assert.deepEqual(await rulesOf(surrounded('python', silenced)), []);
  });
  it('silences findings of the rules it names only', async () => {
    const other = source('# prodaware-ignore print-instead-of-logger: it is a tool');
    assert.deepEqual(await rulesOf(surrounded('python', other)), ['unused-suppression', 'swallowed-error']);
  });
  it('without a reason silences too, and is reported in place of the finding', () =>
    check(suppressionWithoutReason, 'python', source('[|# prodaware-ignore swallowed-error|]')).then(() => undefined));
  it('that names no rule is reported', () =>
    check(unusedSuppression, 'python', source('[|# prodaware-ignore: because|]')).then(() => undefined));

  it('that misspells a rule is reported with the rule that was meant', async () => {
    const [finding] = await check(unusedSuppression, 'python', '[|# prodaware-ignore swalowed-error: known|]\ngo()\n');
    assert.equal(
      finding?.message,
      'nothing to silence: there is no rule "swalowed-error"; did you mean "swallowed-error"?',
    );
    assert.deepEqual(
      finding?.fixes.flatMap(({ edits }) => edits.map(({ text }) => text)),
      ['swallowed-error'],
    );
  });
  it('of a rule that is turned off waits for it', async () => {
    const files = surrounded('python', source('# prodaware-ignore swallowed-error: known'));
    const off = { ...files, 'prodaware.yaml': 'version: 1\nrules: { swallowed-error: off }\n' };
    assert.deepEqual(await rulesOf(off), []);
  });

  it('loses the rule that silences nothing and keeps the others', () =>
    checkFix(
      unusedSuppression,
      'python',
      source('# prodaware-ignore swallowed-error, print-instead-of-logger: known'),
      source('# prodaware-ignore swallowed-error: known'),
    ));
  it('that silences nothing goes with its line', () =>
    checkFix(unusedSuppression, 'python', '# prodaware-ignore swallowed-error: known\ngo()\n', 'go()\n'));
  it('behind code goes alone', () =>
    checkFix(unusedSuppression, 'python', 'go()  # prodaware-ignore swallowed-error: known\n', 'go()\n'));

  it('in a launch file silences the fault at all its places', async () => {
    const files = (comment: string): Files => ({
      'README.md': '```sh\nopentelemetry-instrument python app.py\n```\n',
      'app.py': 'serve()\n',
      'deploy/supervisord.conf': `[program:api]\ndirectory=/srv/api\n${comment}command=python app.py\n`,
    });
    assert.deepEqual(await rulesOf(files('')), ['telemetry-lost-at-launch', 'telemetry-lost-at-launch']);
    assert.deepEqual(await rulesOf(files('; prodaware-ignore telemetry-lost-at-launch: the host injects it\n')), []);
    await checkRepository(unusedSuppression, {
      'deploy/supervisord.conf':
        '[program:api]\n[|; prodaware-ignore telemetry-lost-at-launch: the host injects it|]\ncommand=sleep 1\n',
      'app.py': 'serve()\n',
    });
  });

  it('is what the quick fix writes', async () => {
    for (const [language, text] of [
      ['python', source('')],
      ['typescript', 'export async function f() {\n  await g()\n    .catch(() => {});\n}\n'],
    ] as const) {
      const files = surrounded(language, text);
      const [finding] = (await review(files)).findings;
      assert.ok(finding);
      const fix = suppressionFix(finding, files[finding.file] ?? '', language === 'python' ? '#' : '//');
      assert.ok(fix);
      assert.deepEqual(await rulesOf(applyFix(files, fix)), []);
    }
  });
});
