import assert from 'node:assert/strict';
import { applyEdits } from '../../src/model/text.ts';
import { parseProfile } from '../../src/profile/parse.ts';
import { turnOffRule } from '../../src/server/turnOffRule.ts';

function turnedOff(text: string, rule = 'swallowed-error'): string | null {
  const { profile } = parseProfile('prodaware.yaml', text);
  assert.ok(profile);
  const edit = turnOffRule(profile, rule);
  if (!edit) return null;
  const after = applyEdits(text, [edit]);
  const read = parseProfile('prodaware.yaml', after);
  assert.deepEqual(read.faults, []);
  const setting = read.profile?.value.rules?.[rule];
  assert.equal(typeof setting === 'object' && 'severity' in setting ? setting.severity : setting, 'off', after);
  return after;
}

describe('turning a rule off in the profile', () => {
  it('adds the section where there is none', () => {
    assert.equal(turnedOff('version: 1\n'), 'version: 1\n\nrules:\n  swallowed-error: off\n');
    assert.equal(turnedOff('version: 1'), 'version: 1\n\nrules:\n  swallowed-error: off\n');
    assert.equal(turnedOff('version: 1\r\n'), 'version: 1\r\n\r\nrules:\r\n  swallowed-error: off\r\n');
  });

  it('adds a line to the section, indented as the others are, and keeps comments', () => {
    assert.equal(
      turnedOff('version: 1\nrules: # ours\n    print-instead-of-logger: hint # scripts\n    # more\nignore: [a]\n'),
      'version: 1\nrules: # ours\n    swallowed-error: off\n    print-instead-of-logger: hint # scripts\n    # more\nignore: [a]\n',
    );
  });

  it('adds to a section on one line', () => {
    assert.equal(
      turnedOff('version: 1\nrules: { print-instead-of-logger: off }\n'),
      'version: 1\nrules: { swallowed-error: off, print-instead-of-logger: off }\n',
    );
    assert.equal(turnedOff('version: 1\nrules: {}\n'), 'version: 1\nrules: { swallowed-error: off }\n');
  });

  it('changes the severity that is there', () => {
    assert.equal(
      turnedOff('version: 1\nrules:\n  swallowed-error: error\n'),
      'version: 1\nrules:\n  swallowed-error: off\n',
    );
    assert.equal(
      turnedOff('version: 1\nrules:\n  swallowed-error: { severity: error }\n'),
      'version: 1\nrules:\n  swallowed-error: { severity: off }\n',
    );
  });

  it('leaves a severity alone that holds for some files only', () => {
    assert.equal(turnedOff('version: 1\nrules:\n  swallowed-error: { severity: error, paths: [src/**] }\n'), null);
  });

  it('has nothing to do where it is off', () => {
    assert.equal(turnedOff('version: 1\nrules: { swallowed-error: off }\n'), null);
  });
});
