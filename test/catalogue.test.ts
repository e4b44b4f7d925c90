/** What holds for every rule, whoever wrote it. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { exampleKinds, ruleDocumentation } from '../src/build/generateDocs.ts';
import { rules } from '../src/rules/index.ts';
import { checkConvergence, checkMarked, marked } from './support/check.ts';

const rulesFolder = new URL('../src/rules/', import.meta.url);
const documentation = new URL('../docs/rules/', import.meta.url);

describe('the catalogue of rules', () => {
  it('indexes every file of a rule, by its id', async () => {
    const files = await readdir(rulesFolder, { recursive: true });
    const written: string[] = [];
    for (const file of files.filter((name) => name.endsWith('.ts') && name !== 'index.ts')) {
      const text = await readFile(new URL(file, rulesFolder), 'utf8');
      if (text.includes('= defineRule(')) written.push(file.replaceAll('\\', '/'));
    }
    assert.deepEqual(rules.map((rule) => `${rule.area}/${rule.id}.ts`).sort(), written.sort());
  });

  const names = new Set(Object.keys(exampleKinds));
  for (const rule of rules) {
    describe(rule.id, () => {
      it('has a page of documentation that is up to date', async () => {
        assert.equal(await readFile(new URL(`${rule.id}.md`, documentation), 'utf8'), ruleDocumentation(rule));
      });

      it('says what it is about in one line', () => {
        assert.match(rule.summary, /^[A-Z`].*\.$/);
        assert.ok(rule.summary.length <= 120, rule.summary);
      });

      for (const [language, example] of Object.entries(rule.examples)) {
        it(`has examples in something that there is: ${language}`, () => assert.ok(names.has(language)));

        const bad = marked(language, example.bad);
        it(`finds the bad example in ${language}`, async () => {
          assert.ok(bad.marks.size > 0, 'the bad example marks nothing');
          await checkMarked(rule, bad);
        });

        it(`finds nothing in the good example in ${language}`, async () => {
          const good = marked(language, example.good);
          assert.equal(good.marks.size, 0);
          await checkMarked(rule, good);
        });

        it(`mends the bad example in ${language} by each of its fixes`, async () => {
          for (const finding of await checkMarked(rule, bad)) await checkConvergence(bad.files, finding);
        });
      }
    });
  }
});
