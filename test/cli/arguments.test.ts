import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseArguments, UsageError, type Option } from '../../src/cli/arguments.ts';

const options: readonly Option[] = [
  { name: 'fix', value: 'optional', choices: ['safe', 'all'], help: '' },
  { name: 'format', value: 'required', choices: ['text', 'json'], help: '' },
  { name: 'rule', value: 'required', repeatable: true, help: '' },
  { name: 'dry-run', short: 'n', value: 'none', help: '' },
];

function refusal(...line: string[]): string {
  try {
    parseArguments(line, options, 1);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('arguments of a command', () => {
  it('takes options before and behind the paths, with and without =', () => {
    const { operands, values } = parseArguments(['--fix=all', 'src', '--format', 'json', '-n'], options, 1);
    assert.deepEqual(operands, ['src']);
    assert.equal(values.last('fix'), 'all');
    assert.equal(values.last('format'), 'json');
    assert.ok(values.has('dry-run'));
    assert.ok(!values.has('rule'));
  });

  it('does not take the path behind --fix for its value', () => {
    const { operands, values } = parseArguments(['--fix', 'src'], options, 1);
    assert.deepEqual(operands, ['src']);
    assert.ok(values.has('fix'));
    assert.equal(values.last('fix'), null);
  });

  it('takes what stands behind -- as a path', () => {
    assert.deepEqual(parseArguments(['--', '--fix'], options, 1).operands, ['--fix']);
  });

  it('collects an option that may be given more than once', () => {
    assert.deepEqual(parseArguments(['--rule', 'a', '--rule=b'], options, 0).values.all('rule'), ['a', 'b']);
  });

  it('names the option that was meant', () => {
    assert.equal(refusal('--fromat=json'), 'there is no option --fromat; did you mean --format?');
    assert.equal(refusal('--verbose-please'), 'there is no option --verbose-please');
    assert.equal(refusal('-x'), 'there is no option -x');
  });

  it('says what a value may be', () => {
    assert.equal(refusal('--format=xml'), '--format cannot be "xml": it is one of text, json');
    assert.equal(refusal('--format'), '--format wants a value: text, json');
    assert.equal(refusal('--fix=some'), '--fix cannot be "some": it is one of safe, all');
    assert.equal(refusal('--dry-run=yes'), '--dry-run takes no value');
    assert.equal(refusal('--format=text', '--format=json'), '--format is given twice');
    assert.equal(refusal('one', 'two'), 'one argument too many: two');
  });

  it('accepts or refuses any words, and nothing else', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('--fix', '--', '-', '--format', '--rule=', '-n', '--__proto__', '--constructor'),
    );
    fc.assert(fc.property(fc.array(word, { maxLength: 6 }), (line) => void refusal(...line)));
  });
});
