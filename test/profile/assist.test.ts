import assert from 'node:assert/strict';
import { completeProfile, documentLinks, hoverProfile } from '../../src/profile/assist.ts';
import { keysIn, profileShape } from '../../src/profile/shape.ts';
import { parseProfile } from '../../src/profile/parse.ts';
import { completeProfileText, knownForTyping, withCursor } from './marks.ts';

function complete(marked: string): string[] {
  const { text, offset } = withCursor(marked);
  return completeProfile(text, offset, knownForTyping).map(({ label }) => label);
}

/** The text after the completion of that label was taken. */
function take(marked: string, label: string): string {
  const { text, offset } = withCursor(marked);
  const completion = completeProfile(text, offset, knownForTyping).find((one) => one.label === label);
  assert.ok(completion, `${label} is offered`);
  return text.slice(0, completion.range.start) + completion.insert + text.slice(completion.range.end);
}

describe('completion of keys', () => {
  const top = keysIn([profileShape]).map(({ name }) => name);

  it('offers the top level in an empty file, what is required first', () => {
    assert.deepEqual(complete('‸'), top);
    assert.equal(complete('‸')[0], 'version');
    assert.equal(take('‸', 'version'), 'version: ');
  });

  it('leaves out the keys that are there', () => {
    assert.deepEqual(
      complete('version: 1\n‸\nignore: [a]\n'),
      top.filter((key) => key !== 'version' && key !== 'ignore'),
    );
  });

  it('replaces a half-typed key', () => {
    assert.equal(take('version: 1\nser‸\n', 'services'), 'version: 1\nservices:\n  - \n');
    assert.equal(take('version: 1\ntele‸me\n', 'telemetry'), 'version: 1\ntelemetry:\n  \n');
    assert.equal(take('services:\n  - name: a\n    ro‸t: app\n', 'root'), 'services:\n  - name: a\n    root: app\n');
  });

  it('knows the level from the indentation', () => {
    assert.deepEqual(complete('services:\n  - name: api\n    ‸\n'), ['root', 'entryPoints', 'launch', 'health']);
    assert.deepEqual(complete('services:\n  - name: api\n    health:\n      ‸\n  - name: b\n'), [
      'liveness',
      'readiness',
    ]);
    assert.deepEqual(complete('services:\n  - name: api\n    ‸\n    root: app\n'), ['entryPoints', 'launch', 'health']);
    assert.equal(
      take('services:\n  - name: api\n    la‸\n', 'launch'),
      'services:\n  - name: api\n    launch:\n      \n',
    );
  });

  it('offers nothing where nothing may stand', () => {
    assert.deepEqual(complete('services:\n  - name: api\n       ‸\n'), []);
    assert.deepEqual(complete('services:\n  - name: api # co‸\n'), []);
    assert.deepEqual(complete('version: 1\nservices: []\n ‸\n'), []);
  });

  it('starts an item of a list', () => {
    assert.deepEqual(complete('services:\n  - ‸\n'), ['name', 'root', 'entryPoints', 'launch', 'health']);
    assert.equal(take('services:\n  - ‸\n', 'name'), 'services:\n  - name: \n');
    assert.equal(take('services:\n  -‸\n', 'name'), 'services:\n  - name: \n');
    assert.equal(take('services:\n  ‸\n', 'name'), 'services:\n  - name: \n');
    assert.equal(take('services:\n  - name: a\n  ‸\n', 'name'), 'services:\n  - name: a\n  - name: \n');
    assert.equal(take('services:\n  - name: a\n  na‸\n', 'name'), 'services:\n  - name: a\n  - name: \n');
  });

  it('works in flow maps, closed or not', () => {
    const keys = ['command', 'directory', 'declaredIn'];
    assert.deepEqual(complete('services: [{ name: a, launch: { production: { manager: x, ‸ } } }]\n'), keys);
    assert.deepEqual(complete('services:\n  - name: a\n    launch:\n      production: { manager: x, ‸\n'), keys);
    assert.equal(take('rollout: { str‸ }\n', 'strategy'), 'rollout: { strategy:  }\n');
  });

  it('works with the line ends of Windows', () => {
    assert.deepEqual(complete('version: 1\r\nservices:\r\n  - name: a\r\n    ‸\r\n    root: x\r\n'), [
      'entryPoints',
      'launch',
      'health',
    ]);
  });

  it('offers rules and environments as keys', () => {
    assert.deepEqual(complete('rules:\n  swallowed-error: off\n  ‸\n'), ['print-instead-of-logger']);
    assert.equal(take('rules: { pri‸ }\n', 'print-instead-of-logger'), 'rules: { print-instead-of-logger:  }\n');
    assert.deepEqual(complete('environments: { qa: {} }\nservices:\n  - name: a\n    launch:\n      ‸\n'), [
      'qa',
      'production',
      'staging',
      'development',
    ]);
  });

  it('says what a key means', () => {
    const { text, offset } = withCursor('services:\n  - name: a\n    ‸\n');
    const [root] = completeProfile(text, offset, knownForTyping);
    assert.equal(root?.documentation, '**root**\n\nDirectory of the service, relative to the repository root.');
  });
});

describe('completion of values', () => {
  it('offers what the schema allows', () => {
    assert.deepEqual(complete('rules:\n  swallowed-error: ‸\n'), ['off', 'error', 'warning', 'information', 'hint']);
    assert.deepEqual(complete('pipeline: { staging: { wait: ‸ } }\n'), ['true', 'false']);
    assert.deepEqual(complete('telemetry: { require: [traces, l‸] }\n'), ['traces', 'metrics', 'logs', 'errors']);
    assert.deepEqual(complete('telemetry:\n  require:\n    - ‸\n'), ['traces', 'metrics', 'logs', 'errors']);
    assert.deepEqual(complete('version: ‸\n'), ['1']);
    assert.equal(take('version:‸\n', '1'), 'version: 1\n');
    assert.equal(
      take('managers:\n  - name: a\n    format: j‸\n', 'yaml'),
      'managers:\n  - name: a\n    format: yaml\n',
    );
  });

  it('offers examples where the schema has some', () => {
    assert.deepEqual(complete('telemetry: { vendor: "‸" }\n'), ['opentelemetry', 'datadog', 'newrelic', 'sentry']);
    assert.deepEqual(complete('pipeline:\n  pullRequest:\n    gates:\n      - ‸\n'), ['lint', 'types', 'tests']);
    assert.ok(complete('telemetry:\n  require: ‸\n').includes('[traces]'));
  });

  it('offers both forms of a rule setting', () => {
    const offered = complete('rules:\n  swallowed-error:\n    ‸\n');
    assert.deepEqual(offered.slice(0, 3), ['severity', 'paths', 'off']);
  });

  it('offers managers of the profile before launchers', () => {
    const managers = 'managers:\n  - name: ProcMgr\n';
    assert.deepEqual(complete(`services: [{ name: a, launch: { production: { manager: ‸ } } }]\n${managers}`), [
      'ProcMgr',
      'systemd',
      'supervisord',
    ]);
  });

  it('offers files and directories of the repository', () => {
    assert.deepEqual(complete('services:\n  - name: a\n    root: services/‸\n'), ['services/api', 'services/api/lib']);
    assert.deepEqual(complete('services:\n  - name: a\n    root: services/api\n    entryPoints: [‸]\n'), [
      'my_app.py',
      'lib/pool.py',
    ]);
    assert.deepEqual(complete('services: [{ name: a, launch: { production: { declaredIn: DEP‸ } } }]\n'), [
      'DEPLOYMENT.md',
    ]);
  });
});

describe('hover', () => {
  const hover = (marked: string): string | null => {
    const { text, offset } = withCursor(marked);
    return hoverProfile(text, offset, knownForTyping)?.markdown ?? null;
  };

  it('says what the key means and what it may be', () => {
    assert.equal(
      hover('managers:\n  - name: a\n    for‸mat: json\n'),
      '**format**\n\nFormat of those files.\n\nRequired. One of `json`, `yaml`, `toml`, `ini`, `xml`.',
    );
    assert.equal(
      hover('managers: [{ she‸ll: true }]\n'),
      '**shell**\n\nThe command goes through a shell.\n\nOne of `true`, `false`. Default: `false`.',
    );
  });

  it('explains a value by its key, and a rule by its summary', () => {
    assert.match(hover('telemetry: { require: [tra‸ces] }\n') ?? '', /^\*\*require\*\*\n\nSignals every service/);
    assert.match(hover('rules: { swallowed-‸error: off }\n') ?? '', /An error is caught and leaves no trace\./);
    assert.match(hover('services: [{ launch: { pro‸duction: {} } }]\n') ?? '', /How each environment starts/);
  });

  it('is silent where the schema is', () => {
    assert.equal(hover('version: 1 # no‸te\n'), null);
    assert.equal(hover('whatever: { x‸: 1 }\n'), null);
    assert.equal(hover('‸'), null);
  });

  it('explains every key of a complete profile', () => {
    const { profile } = parseProfile('prodaware.yaml', completeProfileText);
    const paths = keysIn([profileShape]).map(({ name }) => [name]);
    for (const path of [
      ...paths,
      ['services', 0, 'launch', 'production', 'command'],
      ['pipeline', 'staging', 'smoke'],
    ]) {
      const range = profile?.locateKey(path);
      assert.ok(range, `${path.join('.')} is in the fixture`);
      assert.ok(hoverProfile(completeProfileText, range.start), `${path.join('.')} is explained`);
    }
  });
});

describe('links', () => {
  it('lead to the files and directories that are there', () => {
    const text =
      'services:\n  - name: api\n    root: services/api\n    entryPoints: [my_app.py, gone.py]\n    launch: { production: { declaredIn: DEPLOYMENT.md } }\n';
    const links = documentLinks(text, knownForTyping.files ?? []);
    assert.deepEqual(
      links.map(({ range, target, kind }) => `${text.slice(range.start, range.end)} → ${target} (${kind})`),
      [
        'services/api → services/api (directory)',
        'my_app.py → services/api/my_app.py (file)',
        'DEPLOYMENT.md → DEPLOYMENT.md (file)',
      ],
    );
  });
});
