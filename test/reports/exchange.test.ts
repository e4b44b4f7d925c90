import assert from 'node:assert/strict';
import type { Log } from 'sarif';
import type { Finding } from '../../src/model/finding.ts';
import type { Fault } from '../../src/model/source.ts';
import { exchangeFormats } from '../../src/reports/exchange/formats.ts';
import { inCheckout } from '../../src/reports/exchange/report.ts';
import { rules } from '../../src/rules/index.ts';
import { at, finding, lookup, type Files } from './samples.ts';

const files: Files = {
  'api/my app.py': '# ünïcode\nértek = load()  # 100%\ntry:\n    work()\nexcept Error:\n    pass\n',
  'deploy/api.conf': '[program:api]\ncommand=python my_app.py\n',
};

const swallowed = finding(at(files, 'api/my app.py', 'except Error:\n    pass'), {
  message: 'caught: 50% of all, nobody hears',
  evidence: [{ ...at(files, 'deploy/api.conf', 'python my_app.py'), label: 'production runs this' }],
});
const lost = finding(at(files, 'api/my app.py', 'load()'), {
  rule: 'telemetry-lost-at-launch',
  severity: 'error',
  fingerprint: 'fedcba9876543210',
  fixes: [{ title: 'Load it', safety: 'safe', edits: [{ ...at(files, 'api/my app.py', 'load'), text: 'loaded' }] }],
});
const fault: Fault = {
  kind: 'artifact',
  severity: 'warning',
  message: 'this is no INI',
  ...at(files, 'deploy/api.conf', '[program:api]'),
};

function written(format: string, findings: readonly Finding[], faults: readonly Fault[] = []): string {
  const chosen = exchangeFormats.get(format);
  assert.ok(chosen);
  return chosen.write({ findings, faults, textOf: lookup(files), rules, version: '1.2.3' });
}

describe('findings for code scanning', () => {
  it('have their rule, their place, what shows them, and an identity that survives moved lines', () => {
    const log = JSON.parse(written('sarif', [swallowed, lost], [fault])) as Log;
    const run = log.runs[0];
    assert.ok(run);
    assert.deepEqual(
      run.results?.map(({ ruleId, level }) => [ruleId, level]),
      [
        ['telemetry-lost-at-launch', 'error'],
        ['swallowed-error', 'warning'],
      ],
    );
    const [first, second] = run.results ?? [];
    assert.deepEqual(second?.locations?.[0]?.physicalLocation, {
      artifactLocation: { uri: 'api/my%20app.py', uriBaseId: '%SRCROOT%' },
      region: { startLine: 5, startColumn: 1, endLine: 6, endColumn: 9 },
    });
    assert.equal(second?.relatedLocations?.[0]?.message?.text, 'production runs this');
    assert.deepEqual(second?.partialFingerprints, { 'prodaware/v1': swallowed.fingerprint });
    assert.equal(first?.fixes?.[0]?.artifactChanges[0]?.replacements[0]?.insertedContent?.text, 'loaded');
    for (const { ruleId, ruleIndex } of run.results ?? []) {
      assert.equal(run.tool.driver.rules?.[ruleIndex ?? -1]?.id, ruleId);
    }
    assert.equal(run.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text, 'this is no INI');
    assert.equal(run.invocations?.[0]?.executionSuccessful, true);
  });

  it('are no more than a reader takes, the worst of them, and the rest is counted', () => {
    const many = [...Array<Finding>(25_000).fill(swallowed), lost];
    const run = (JSON.parse(written('sarif', many)) as Log).runs[0];
    assert.equal(run?.results?.length, 25_000);
    assert.equal(run?.results[0]?.ruleId, lost.rule);
    assert.match(run?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text ?? '', /^1 more/);
  });
});

describe('findings for GitHub Actions', () => {
  it('are workflow commands, the worst first, with nothing in them that ends one early', () => {
    assert.deepEqual(written('github', [swallowed, lost], [fault]).split('\n'), [
      '::error file=api/my app.py,line=2,endLine=2,col=9,endColumn=15,title=telemetry-lost-at-launch::' +
        'this error is caught and leaves no trace%0Afix: Load it',
      '::warning file=api/my app.py,line=5,endLine=6,title=swallowed-error::' +
        'caught: 50%25 of all, nobody hears%0Aproduction runs this: deploy/api.conf:2:9',
      '::warning file=deploy/api.conf,line=1,title=artifact fault::this is no INI',
      '2 findings',
      '',
    ]);
  });

  it('cannot give commands of their own by their names or texts', () => {
    const hostile = finding(
      { file: 'a,line=9::\n::set-output name=x::y.py', range: { start: 0, end: 0 } },
      { message: 'first\n::error::second' },
    );
    const lines = written('github', [hostile]).trimEnd().split('\n');
    assert.equal(lines.length, 2);
    assert.match(lines[0] ?? '', /^::warning file=a%2Cline=9%3A%3A<U\+000A>%3A%3Aset-output name=x%3A%3Ay\.py,/);
  });
});

describe('findings for GitLab', () => {
  it('are issues of a code quality report', () => {
    assert.deepEqual(JSON.parse(written('gitlab', [swallowed])), [
      {
        description: 'caught: 50% of all, nobody hears; production runs this: deploy/api.conf:2:9',
        check_name: 'swallowed-error',
        fingerprint: swallowed.fingerprint,
        severity: 'major',
        location: { path: 'api/my app.py', lines: { begin: 5, end: 6 } },
      },
    ]);
  });
});

describe('findings for reviewdog', () => {
  it('count columns in bytes, and suggest what is one edit of their own file', () => {
    const { diagnostics } = JSON.parse(written('rdjson', [lost])) as { diagnostics: unknown[] };
    assert.deepEqual(diagnostics, [
      {
        message: lost.message,
        location: {
          path: 'api/my app.py',
          range: { start: { line: 2, column: 10 }, end: { line: 2, column: 16 } },
        },
        severity: 'ERROR',
        code: { value: lost.rule },
        related_locations: [],
        suggestions: [{ range: { start: { line: 2, column: 10 }, end: { line: 2, column: 14 } }, text: 'loaded' }],
      },
    ]);
  });
});

describe('findings of a folder of a checkout', () => {
  it('have the paths that the checkout knows', () => {
    const moved = inCheckout('shop/', { findings: [swallowed, lost], faults: [fault], textOf: lookup(files) });
    const chosen = exchangeFormats.get('github');
    const said = chosen?.write({ ...moved, rules, version: '1' }) ?? '';
    assert.match(said, /file=shop\/api\/my app\.py,line=5/);
    assert.match(said, /production runs this: shop\/deploy\/api\.conf:2:9/);
    assert.match(said, /file=shop\/deploy\/api\.conf/);
  });
});
