/**
 * Small repositories of every launcher, labelled by hand in `test/fixtures/launches/labels.jsonl`: each service is found,
 * with its entry point and its verdict, and each change that a label names moves what it must and nothing else.
 */
import assert from 'node:assert/strict';
import { launchReporter, ownLabels, ownRepositories, readLabels } from '../bench/launchReports.ts';
import { figureNames, percent, scoreLaunches } from '../bench/launchScore.ts';

describe('labelled launches', () => {
  it('are found with their entry points and verdicts, before and after each change', async function () {
    this.timeout(120_000);
    const labels = await readLabels(ownLabels);
    const reporter = launchReporter(ownRepositories, () => 0);
    const score = await scoreLaunches(labels, (repo, edits) => reporter.report(repo, edits));
    reporter.dispose();
    assert.deepEqual(score.misses, []);
    assert.ok(score.services >= 28 && score.figures.mutations.of >= 22);
    for (const name of ['found', 'entry_point', 'verdict', 'mechanism', 'signals', 'mutations'] as const) {
      assert.equal(percent(score.figures[name]), '100.0', name);
    }
  });

  it('that are wrong show in their figure', async () => {
    const [label] = await readLabels(ownLabels);
    assert.ok(label !== undefined);
    const nothing = { version: 1 as const, services: [], faults: [] };
    const { figures, misses } = await scoreLaunches([label], () => Promise.resolve(nothing));
    assert.deepEqual(
      figureNames.map((name) => `${name} ${percent(figures[name])}`),
      [
        'found 0.0',
        'entry_point 0.0',
        'verdict 0.0',
        'verdict_unknown 100.0',
        'false_alarm 0.0',
        'missed -',
        'mechanism -',
        'signals -',
        'mutations 0.0',
      ],
    );
    assert.equal(misses.length, 5);
  });

  it('round halves to the even digit, as other tools that score them do', () => {
    assert.equal(percent({ right: 1, of: 16 }), '6.2');
    assert.equal(percent({ right: 3, of: 16 }), '18.8');
    assert.equal(percent({ right: 2, of: 3 }), '66.7');
  });
});
