/** Files that production does not run, by where they stand. */
import assert from 'node:assert/strict';
import { isTestPath } from '../../src/rules/paths.ts';

describe('paths of tests', () => {
  it('are known by the names that people give to their folders', () => {
    for (const path of ['tests/a.py', 'lib/unit_tests/a.py', 'integration-tests/a.ts', 'src/unittests/a.py']) {
      assert.ok(isTestPath(path), path);
    }
  });

  it('are not those that only sound like it', () => {
    for (const path of ['src/contests/a.py', 'src/latest/a.ts', 'app/attestation.py'])
      assert.ok(!isTestPath(path), path);
  });
});
