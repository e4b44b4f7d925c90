import assert from 'node:assert/strict';
import { refusal, scaffold } from '../../src/build/newRule.ts';

describe('npm run new-rule', () => {
  it('writes the rule and its test where the index and the catalogue look for them', () => {
    const files = scaffold('rollout', 'env-not-set');
    assert.deepEqual(
      files.map(({ file }) => file),
      ['src/rules/rollout/env-not-set.ts', 'test/rules/rollout/env-not-set.test.ts'],
    );
    assert.match(
      files[0]?.text ?? '',
      /export const envNotSet = defineRule\(\{\n {2}id: 'env-not-set',\n {2}area: 'rollout',/,
    );
    assert.match(
      files[1]?.text ?? '',
      /import \{ envNotSet \} from '\.\.\/\.\.\/\.\.\/src\/rules\/rollout\/env-not-set\.ts';/,
    );
  });

  it('says what is wrong with a name', () => {
    assert.equal(refusal('rollout/env-not-set'), null);
    assert.match(refusal(undefined) ?? '', /^usage/);
    assert.match(refusal('rollout') ?? '', /^usage/);
    assert.match(refusal('weather/rain') ?? '', /no area "weather"; the areas are launch, /);
    assert.match(refusal('rollout/EnvNotSet') ?? '', /kebab case/);
  });
});
