import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { Language, Parser } from 'web-tree-sitter';
import type { Node } from 'web-tree-sitter';
import type { FlatTree } from '../../src/syntax/flatTree.ts';
import type { Grammar } from '../../src/syntax/parse.ts';
import { loadGrammarFile, testParsers } from './parsers.ts';

const python = `import logging as log
from .models import *

class Öl(Base):
    '''doc 🛢️ string'''
    def pay(self, card, *rest, amount=1, **more) -> "int":
        try:
            self.client.charge(card)  # 💳 comment
        except (CardError, ValueError) as error:
            log.error(f"failed {card!r:>{amount}} 🎉", exc_info=error)
        else:
            return not amount < 2 <= 3 and [x async for x in rest if x] or {**more}
        finally:
            pass
`;

/** Every node the flat tree should hold, by the library's own node objects. */
function plainWalk(root: Node): string[] {
  const lines: string[] = [];
  const visit = (node: Node, field: string | null, depth: number): void => {
    const error = node.isError || node.isMissing;
    if (!node.isNamed && field === null && !error) {
      assert.equal(node.childCount, 0);
      return;
    }
    lines.push(line(depth, field, error ? 'ERROR' : node.type, node.startIndex, node.endIndex));
    node.children.forEach((child, index) => visit(child, node.fieldNameForChild(index), depth + 1));
  };
  visit(root, null, 0);
  return lines;
}

function flatWalk(tree: FlatTree): string[] {
  const depths: number[] = [];
  return Array.from({ length: tree.count }, (_, node) => {
    const parent = tree.parent[node]!;
    const depth = parent === -1 ? 0 : depths[parent]! + 1;
    depths.push(depth);
    const fieldId = tree.field[node]!;
    const field = fieldId === 0 ? null : (tree.grammar.fieldNames[fieldId] ?? null);
    return line(depth, field, tree.grammar.typeNames[tree.type[node]!]!, tree.start[node]!, tree.end[node]!);
  });
}

const line = (depth: number, field: string | null, type: string, start: number, end: number): string =>
  `${'  '.repeat(depth)}${field === null ? '' : `${field}: `}${type} ${start}-${end}`;

/** Descendants of a node are exactly those that `parent` says. */
function assertLast(tree: FlatTree): void {
  const last = Array.from({ length: tree.count }, (_, node) => node + 1);
  for (let node = tree.count - 1; node > 0; node--) {
    const parent = tree.parent[node]!;
    last[parent] = Math.max(last[parent]!, last[node]!);
  }
  assert.deepEqual([...tree.last], last);
}

async function grammarAndParser(name: string): Promise<{ grammar: Grammar; parser: Parser }> {
  const file = `tree-sitter-${name}.wasm`;
  const grammar = await testParsers().grammar(file);
  const parser = new Parser();
  parser.setLanguage(await Language.load(await loadGrammarFile(file)));
  return { grammar, parser };
}

describe('flat tree', () => {
  const files: [string, string][] = [
    ['typescript', 'src/syntax/parse.ts'],
    ['typescript', 'src/model/production.ts'],
    ['typescript', 'node_modules/@types/node/events.d.ts'],
    ['javascript', 'node_modules/mocha/lib/runner.js'],
    ['tsx', 'src/model/facts.ts'],
  ];
  for (const [name, file] of files) {
    it(`holds every named node and every operator of ${file} as ${name}`, async () => {
      const { grammar, parser } = await grammarAndParser(name);
      const text = await readFile(new URL(`../../${file}`, import.meta.url), 'utf8');
      const tree = grammar.parse(text);
      assert.deepEqual(flatWalk(tree), plainWalk(parser.parse(text)!.rootNode));
      assertLast(tree);
    });
  }

  it('counts UTF-16 code units, as JavaScript strings do', async () => {
    const { grammar, parser } = await grammarAndParser('python');
    const tree = grammar.parse(python);
    assert.deepEqual(flatWalk(tree), plainWalk(parser.parse(python)!.rootNode));
    const comment = [...tree.type].findIndex((type) => type === grammar.index.type('comment'));
    assert.equal(python.slice(tree.start[comment], tree.end[comment]), '# 💳 comment');
  });

  it('marks what it could not read, and reads the rest', async () => {
    const { grammar, parser } = await grammarAndParser('typescript');
    for (const text of ['const a = (1;\nf()', 'import { x from "y";', 'if (', '\u0000', 'a ?? ) b', '']) {
      const tree = grammar.parse(text);
      assert.deepEqual(flatWalk(tree), plainWalk(parser.parse(text)!.rootNode), text);
      assert.equal(tree.hasErrors, [...tree.type].includes(tree.errorType), text);
    }
  });

  it('takes one id for a type that the grammar holds several of', async () => {
    const { grammar } = await grammarAndParser('python');
    const tree = grammar.parse('if a:\n  pass\nclass B:\n  x = 1\ndef f():\n  pass\n');
    const blocks = [...tree.type].filter((type) => tree.grammar.typeNames[type] === 'block');
    assert.deepEqual(blocks, Array(3).fill(grammar.index.type('block')));
  });

  it('after any edits is what a fresh parse gives', async () => {
    const { grammar } = await grammarAndParser('python');
    const piece = fc.oneof(
      fc.constantFrom(
        'try:\n',
        '    ',
        '\n',
        '"',
        '(',
        ')',
        'except E as e:',
        '🎉',
        '"""',
        'def f(x):\n',
        '#',
        'ä',
        '\r\n',
      ),
      fc.string({ maxLength: 4 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    const edit = fc.record({ at: fc.nat(), remove: fc.nat({ max: 40 }), insert: piece });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        const source = grammar.open(python);
        let text = python;
        for (const { at, remove, insert } of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + insert + text.slice(start + remove);
          assert.equal(source.update(text).text, text);
        }
        const fresh = grammar.parse(text);
        // Error recovery may end elsewhere when it starts from an old tree; a text without errors has one reading.
        if (!fresh.hasErrors) assert.deepEqual(flatWalk(source.tree), flatWalk(fresh));
        assertLast(source.tree);
        source.dispose();
      }),
      { numRuns: 200 },
    );
  });
});
