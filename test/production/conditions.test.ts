/** Conditions in source code, decided by the launch's variables or left open. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluateCondition } from '../../src/production/telemetry/conditions.ts';

const place = { file: 'x', range: { start: 0, end: 0 }, layer: 'test' };
const variables = new Map(
  Object.entries({ ON: 'true', OFF: 'false', EMPTY: '', MODE: 'production', SECRET: null }).map(([name, value]) => [
    name,
    { ...place, name, value },
  ]),
);
const context = {
  variables,
  asMain: true,
  constantOf: (name: string) => ({ FLAG: 'os.getenv("ON") == "true"' })[name] ?? null,
};

describe('conditions', () => {
  const cases: readonly [string, boolean | null][] = [
    ['os.getenv("ON")', true],
    ['os.environ.get("EMPTY")', false],
    ['os.environ["ON"] == "true"', true],
    ['os.getenv("OFF", "x").lower() in ("1", "true")', false],
    ['os.getenv("GONE")', null],
    ['os.getenv("GONE", "true") == "true"', true],
    ['os.getenv("SECRET")', true],
    ['os.getenv("SECRET") == "a"', null],
    ['os.getenv("SECRET") is not None', true],
    ['not os.getenv("ON")', false],
    ['"ON" in os.environ', true],
    ['"GONE" in os.environ', null],
    ['os.getenv("ON") and settings.DEBUG', null],
    ['os.getenv("EMPTY") and settings.DEBUG', false],
    ['os.getenv("ON") or settings.DEBUG', true],
    ['FLAG', true],
    ['not (FLAG)', false],
    ['__name__ == "__main__"', true],
    ["process.env.ON === 'true'", true],
    ["process.env.MODE !== 'production'", false],
    ["process.env['ON'] && !process.env.EMPTY", true],
    ["['a', 'production'].includes(process.env.MODE)", true],
    ["(process.env.GONE ?? 'x') === 'x'", true],
    ["(process.env.GONE || settings.x) === 'x'", null],
    ['Boolean(process.env.ON)', true],
    ['require.main === module', true],
    ['typeof window !== "undefined"', null],
    ['config.enabled', null],
    ['True', true],
    ['x = = y', null],
  ];
  for (const [text, expected] of cases) {
    it(text, () => assert.equal(evaluateCondition(text, context), expected));
  }

  it('never fail, whatever is written', () => {
    const pieces = fc.constantFrom(
      '(',
      ')',
      '[',
      ']',
      '!',
      'not',
      'and',
      '&&',
      '==',
      '"a"',
      'os.getenv',
      'process.env.X',
      '.',
      ',',
      '1',
      'x',
      'in',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (list) => {
        const value = evaluateCondition(list.join(' '), context);
        return value === null || typeof value === 'boolean';
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => evaluateCondition(text, context) !== undefined));
  });
});
