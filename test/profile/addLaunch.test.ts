import assert from 'node:assert/strict';
import { addLaunch } from '../../src/profile/addLaunch.ts';
import { parseProfile } from '../../src/profile/parse.ts';
import { launch, service } from '../reports/samples.ts';

const started = launch({ file: 'deploy/supervisord.conf', range: { start: 0, end: 0 } });
const added = {
  service: service([started]),
  launch: started,
  environment: 'production',
  source: { file: 'deploy/supervisord.conf', line: 2 },
};

/** The profile with the launch in it, which has no faults. */
function after(text: string, more: Partial<typeof added> = {}): string {
  const made = addLaunch({ file: 'prodaware.yaml', text }, { ...added, ...more });
  assert.ok(made.refused === null, made.refused ?? '');
  assert.ok(made.offset !== null);
  const written = text.slice(0, made.offset) + made.text + text.slice(made.offset);
  assert.deepEqual(parseProfile('prodaware.yaml', written).faults, []);
  return written;
}

function refused(text: string): string {
  const made = addLaunch({ file: 'prodaware.yaml', text }, added);
  assert.ok(made.refused !== null, JSON.stringify(made));
  return made.refused;
}

const item = `  - name: api
    root: api
    entryPoints: [my_app.py]
    launch:
      production:
        manager: supervisord
        command: python my_app.py # from deploy/supervisord.conf:2
        declaredIn: deploy/supervisord.conf
`;

describe('a launch that is added to the profile', () => {
  it('makes a profile where there is none, and cites where the command was read', () => {
    const made = addLaunch(null, added);
    assert.ok(made.refused === null && made.offset === null);
    assert.ok(made.text.endsWith(`services:\n${item}`), made.text);
  });

  it('stands behind everything else where the profile names no services', () => {
    const text = '# ours\nversion: 1 # of the format\n';
    assert.equal(after(text), `# ours\nversion: 1 # of the format\n\nservices:\n${item.trimEnd()}\n`);
  });

  it('is a service of its own behind the last one, indented as that is', () => {
    const text = 'version: 1\nservices:\n- name: web # the shop\n  root: web # here\n\nlogging:\n  structured: true\n';
    const own = item.trimEnd().replaceAll(/^ {2}/gm, '');
    assert.equal(
      after(text),
      `version: 1\nservices:\n- name: web # the shop\n  root: web # here\n${own}\n\nlogging:\n  structured: true\n`,
    );
  });

  it('goes into its service, beside other environments', () => {
    const text =
      'version: 1\nservices:\n  - name: api\n    launch:\n      staging: { manager: systemd } # on one host\n';
    assert.equal(
      after(text),
      `${text.trimEnd()}\n      production:\n        manager: supervisord\n        command: python my_app.py # from deploy/supervisord.conf:2\n        declaredIn: deploy/supervisord.conf\n`,
    );
  });

  it('goes into its service where that says nothing of launches', () => {
    const text = 'version: 1\r\nservices:\r\n  - name: api\r\n    root: api\r\nignore: [vendor/**]\r\n';
    const written = after(text);
    assert.match(written, /root: api\r\n {4}launch:\r\n {6}production:\r\n {8}manager: supervisord\r\n/);
    assert.doesNotMatch(written, /[^\r]\n/);
  });

  it('never stands against what the profile says already', () => {
    const text = `version: 1\nservices:\n${item}`;
    assert.match(refused(text), /already says how production starts api/);
  });

  it('is left to a person where the profile has errors or is written on one line', () => {
    assert.match(refused('version: 1\nservces: []\n'), /has errors/);
    assert.match(refused('version: 1\nservices: [{ name: web, root: web }]\n'), /only a person/);
    assert.match(refused('version: 1\nservices:\n  - { name: api, root: api }\n'), /only a person/);
  });
});
