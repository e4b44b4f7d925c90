/** What other rules call good and bad is a guard before a change and none behind it. */
import assert from 'node:assert/strict';
import type { Example, FileRule } from '../../../../src/model/rule.ts';
import { swallowedError } from '../../../../src/rules/logging/swallowed-error.ts';
import { noTimeout } from '../../../../src/rules/rollout/no-timeout.ts';
import { marked } from '../../../support/check.ts';
import { lossesOf } from './losses.ts';

/** From one repository to the other. */
function changed(language: string, from: Example['bad'], to: Example['bad']): Record<string, string> {
  const old = marked(language, from).files;
  const present = marked(language, to).files;
  const before = Object.entries(old).filter(([path, text]) => present[path] !== text);
  return { ...present, ...Object.fromEntries(before.map(([path, text]) => [`before:${path}`, text])) };
}

/** @param unknown languages in whose examples nothing shows the guard before the change */
function everyLanguage(rule: FileRule, unknown: readonly string[] = []): void {
  for (const [language, { bad, good }] of Object.entries(rule.examples)) {
    if (unknown.includes(language)) continue;
    it(`loses the guard of ${rule.id} in ${language}`, async () => {
      assert.equal((await lossesOf(changed(language, good, bad))).length, 1);
    });
    it(`gains the guard of ${rule.id} in ${language}`, async () => {
      assert.deepEqual(await lossesOf(changed(language, bad, good)), []);
    });
  }
}

describe('a change between the bad and the good of another rule', () => {
  everyLanguage(swallowedError);
  // The good Java client comes from a builder that another class may have set up.
  everyLanguage(noTimeout, ['java']);
});
