import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { entriesOf, itemsOf, member, textOf, type DataNode } from '../../../src/production/text/dataTree.ts';
import { snippetOf } from '../../../src/production/text/locatedText.ts';
import { readJson, readYaml } from '../../../src/production/text/yaml.ts';

const one = (text: string): DataNode | null => readYaml('f.yaml', text).documents[0] ?? null;
const faults = (text: string) =>
  readYaml('f.yaml', text).faults.map(({ severity, message, range }) => [
    severity,
    message,
    text.slice(range?.start, range?.end),
  ]);

describe('YAML with places', () => {
  it('gives every scalar as written, with where it stands', () => {
    const text = 'a: &x 1.10\nb: "q \\"w\\""\nc: \'it\'\'s\'\nd: |-\n  one line\ne: ~\nf: [*x, yes]\n';
    const shown = entriesOf(one(text)).flatMap(({ key, value }) =>
      (value.kind === 'list' ? itemsOf(value) : [value]).map((node) => [
        key,
        textOf(node),
        text.slice(node.range.start, node.range.end),
        node.kind === 'scalar' && snippetOf(node.text).exact,
      ]),
    );
    assert.deepEqual(shown, [
      ['a', '1.10', '&x 1.10', true],
      ['b', 'q "w"', '"q \\"w\\""', false],
      ['c', "it's", "'it''s'", false],
      ['d', 'one line', '|-\n  one line', true],
      ['e', null, '~', true],
      ['f', '1.10', '*x', true],
      ['f', 'yes', 'yes', true],
    ]);
  });

  it('resolves merge keys: what stands in the map itself wins, then the first that is merged', () => {
    const text = 'x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\nz:\n  <<: [*x, *y]\n  a: 0\n';
    assert.deepEqual(
      entriesOf(member(one(text), 'z')).map(({ key, value }) => `${key}=${textOf(value)}`),
      ['a=0', 'b=1', 'c=2'],
    );
  });

  it('says where a key stands twice and reads the last', () => {
    const text = 'a: 1\nb: 2\na: 3\n';
    assert.deepEqual(faults(text), [['warning', 'the key `a` stands here twice; the last one is read', 'a']]);
    assert.equal(textOf(member(one(text), 'a')), '3');
  });

  it('reads what parses beside what does not', () => {
    const text = 'a: 1\n---\nb: [1\n---\nc: 3\n';
    const { documents } = readYaml('f.yaml', text);
    assert.deepEqual(
      documents.map((node) =>
        entriesOf(node)
          .map(({ key }) => key)
          .join(),
      ),
      ['a', 'b', 'c'],
    );
    assert.equal(faults(text).length, 1);
  });

  it('says once that a template is not known, without an error for each of its lines', () => {
    assert.deepEqual(faults('a: {{ .Values.a }}\n{{- if .x }}\nb: {{ .Values.b }}\n{{- end }}\n'), [
      ['information', 'written for a template engine: what production gets from it is not known here', '{{'],
    ]);
  });

  it('does not expand an alias bomb', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++)
      lines.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
      );
    const { documents, faults: found } = readYaml('f.yaml', lines.join('\n'));
    assert.deepEqual(documents, []);
    assert.match(found[0]?.message ?? '', /aliases stand for more than/);
    assert.equal(found.length, 1);
  });

  it('does not merge without end', () => {
    const keys = Array.from({ length: 3000 }, (_, index) => `k${index}: 1`).join(', ');
    const text = `a: &a {${keys}}\n${Array.from({ length: 3000 }, (_, index) => `m${index}: {<<: *a}`).join('\n')}`;
    assert.match(readYaml('f.yaml', text).faults[0]?.message ?? '', /aliases stand for more than/);
  });

  it('ends an alias that names what it stands in', () => {
    assert.deepEqual(itemsOf(member(one('a: &a [1, *a]'), 'a')).map(textOf), ['1']);
  });

  it('refuses nesting that would exhaust the stack, and text without end', () => {
    for (const text of ['['.repeat(100_000), '- '.repeat(100_000), '{a: '.repeat(50_000), '? '.repeat(20_000)]) {
      assert.match(readYaml('f.yaml', text).faults[0]?.message ?? '', /nested more than 100 levels/);
    }
    assert.match(readYaml('f.yaml', '# x\n'.repeat(600_000)).faults[0]?.message ?? '', /longer than 1 million/);
  });

  it('never throws', () => {
    const unit = fc.constantFrom(...'ab:-?[]{},&*!|>\'"%@`#\n\t <', '\n  ', ': ', '- ', '<<: *a', '&a ', '---\n');
    fc.assert(
      fc.property(fc.string({ unit }), (text) => void readYaml('f.yaml', text)),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => void readJson('f.json', text)),
      { numRuns: 500 },
    );
  });
});

describe('JSON with places', () => {
  it('tolerates comments, tabs and trailing commas as editors do', () => {
    const text = '{\n\t// the "command"\n\t"cmd": "a // b", /* c */\n\t"list": ["x",],\n}\n';
    const { documents, faults: found } = readJson('f.json', text);
    const [root = null] = documents;
    assert.deepEqual(found, []);
    assert.equal(textOf(member(root, 'cmd')), 'a // b');
    assert.deepEqual(itemsOf(member(root, 'list')).map(textOf), ['x']);
  });

  it('keeps every offset', () => {
    const text = '/* é */ {\t"a": "b"}';
    const value = member(readJson('f.json', text).documents[0] ?? null, 'a');
    assert.equal(text.slice(value?.range.start, value?.range.end), '"b"');
  });
});
