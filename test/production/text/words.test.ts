import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Word } from '../../../src/model/production.ts';
import { applyEdits } from '../../../src/model/text.ts';
import { aligned, located, textInWord } from '../../../src/production/text/locatedText.ts';
import { insertAfter, insertBefore, splitWords } from '../../../src/production/text/words.ts';

const split = (text: string, escapes: 'posix' | 'c' = 'posix') =>
  splitWords(located('f', text, 0, text.length), { escapes });
const word = (text: string, written: string, style: Word['style']): Word => {
  const start = text.indexOf(written);
  return {
    file: 'f',
    range: { start, end: start + written.length },
    value: written,
    style,
    exact: true,
    dynamic: false,
  };
};

describe('command words', () => {
  it('are split at blanks outside quotes, with the place of each', () => {
    const text = `python  "my app.py" --name='a b'c x\\ y \${A:-b c}`;
    const { words, problem } = split(text);
    assert.deepEqual(
      words.map(({ value, range }) => [value, text.slice(range.start, range.end)]),
      [
        ['python', 'python'],
        ['my app.py', '"my app.py"'],
        ['--name=a bc', `--name='a b'c`],
        ['x y', 'x\\ y'],
        ['${A:-b c}', '${A:-b c}'],
      ],
    );
    assert.equal(problem, null);
  });

  it('have C escapes in units', () => {
    assert.deepEqual(
      split(`a\\x41\\tb "c\\"d"`, 'c').words.map(({ value }) => value),
      ['aA\tb', 'c"d'],
    );
  });

  it('say where a quote is not closed, and keep the rest as one word that cannot be edited', () => {
    const { words, problem } = split(`python "app.py --x`);
    assert.deepEqual(problem, { message: 'a " is not closed', range: { start: 7, end: 18 } });
    assert.deepEqual(
      words.map(({ value, exact }) => [value, exact]),
      [
        ['python', true],
        ['app.py --x', false],
      ],
    );
  });

  it('never throw, lie in their text and in order, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab"\'\\${} \n') }),
        fc.constantFrom('posix', 'c'),
        (text, escapes) => {
          let at = 0;
          for (const { range } of split(text, escapes).words) {
            assert.ok(range.start >= at && range.end > range.start && range.end <= text.length);
            at = range.end;
          }
        },
      ),
    );
  });
});

describe('putting a word before another', () => {
  const before = (text: string, written: string, style: Word['style'], texts = ['wrap']) =>
    applyEdits(text, [insertBefore(word(text, written, style), texts, text)]);

  it('follows the style of the command', () => {
    assert.equal(before('web: python app.py', 'python', 'words'), 'web: wrap python app.py');
    assert.equal(before('["python", "app.py"]', '"python"', 'list'), '["wrap", "python", "app.py"]');
    assert.equal(before(`[python, 'app.py']`, 'python', 'list', ['a', '@b/c']), `[a, "@b/c", python, 'app.py']`);
    assert.equal(before(`['python']`, `'python'`, 'list'), `['wrap', 'python']`);
    assert.equal(
      before('args:\n  - python\n  - x\n', 'python', 'block-list', ['a', 'b']),
      'args:\n  - a\n  - b\n  - python\n  - x\n',
    );
    assert.equal(before('- - python\n', 'python', 'block-list'), '- - wrap\n  - python\n');
    assert.equal(before('-   python\r\n', 'python', 'block-list'), '-   wrap\r\n-   python\r\n');
  });

  it('puts it on a line of its own where the list does so, but not behind a continued line', () => {
    assert.equal(
      before('[\n    "python",\n    "x"\n]', '"python"', 'list'),
      '[\n    "wrap",\n    "python",\n    "x"\n]',
    );
    assert.equal(before('CMD [ \\\n    "python" ]', '"python"', 'list'), 'CMD [ \\\n    "wrap", "python" ]');
  });

  it('quotes what would be read as something else', () => {
    assert.equal(before('x: node app.js', 'app.js', 'words', ['--require', 'a b']), `x: node --require 'a b' app.js`);
    assert.equal(before('- node\n', 'node', 'block-list', ['true', '--import']), '- "true"\n- --import\n- node\n');
  });

  it('puts it behind the last word as well', () => {
    const after = (text: string, written: string, style: Word['style']) =>
      applyEdits(text, [insertAfter(word(text, written, style), ['--require', '@a/b'], text)]);
    assert.equal(after('web: node', 'node', 'words'), 'web: node --require @a/b');
    assert.equal(after('["node"]', '"node"', 'list'), '["node", "--require", "@a/b"]');
    assert.equal(
      after('command:\n  - node # why\nargs: []\n', 'node', 'block-list'),
      'command:\n  - node # why\n  - --require\n  - "@a/b"\nargs: []\n',
    );
  });
});

describe('text with places', () => {
  const places = (file: string, start: number, end: number, value: string, escapes: Parameters<typeof aligned>[4]) => {
    const text = aligned('f', file, { start, end }, value, escapes);
    return typeof text.places === 'number' || text.places === null
      ? text.places
      : text.places.starts.map((at) => file[at]).join('');
  };

  it('finds the characters of a value in folded, quoted and escaped text', () => {
    assert.equal(places('python\n   app.py', 0, 16, 'python app.py', 'none'), 'python\napp.py');
    assert.equal(places('a \\"b\\" \\u0041', 0, 14, 'a "b" A', 'backslash'), 'a \\b\\ \\');
    assert.equal(places(`it''s`, 0, 5, `it's`, 'doubled-quote'), `it's`);
    assert.equal(places('a &amp; b', 0, 9, 'a & b', 'entity'), 'a & b');
    assert.equal(places('plain', 0, 5, 'plain', 'none'), 0);
    assert.equal(places('plain', 0, 5, 'other', 'none'), null);
  });

  it('finds the script that stands in a word', () => {
    const file = 'args:\n  - |\n    set -e\n    python app.py\n';
    const range = { start: 10, end: file.length - 1 };
    const script = textInWord(
      { file: 'f', range, value: 'set -e\npython app.py\n', style: 'block-list', exact: true, dynamic: false },
      file,
    );
    const [, , python] = splitWords(script, { escapes: 'posix' }).words;
    assert.equal(file.slice(python?.range.start, python?.range.end), 'python');
  });
});
