/** `check --fix=all` on the examples of all rules: it comes to an end, and a second run changes nothing. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rules } from '../../src/rules/index.ts';
import { marked } from '../support/check.ts';
import { makeRepository, prodaware, removeRepository } from './support.ts';

type Files = Readonly<Record<string, string>>;

/** Examples that say what the whole repository is like are repositories of their own; the others are its services. */
const services: Record<string, string> = {};
const repositories: { readonly name: string; readonly files: Files }[] = [];
for (const rule of rules) {
  for (const [language, { bad }] of Object.entries(rule.examples)) {
    const name = `${rule.id} in ${language}`;
    const files = Object.entries(marked(language, bad).files);
    // What is about a change needs a base to compare with.
    if (files.some(([file]) => file.startsWith('before:'))) continue;
    if (files.some(([file]) => file === 'prodaware.yaml' || file.includes('/production/'))) {
      repositories.push({ name, files: Object.fromEntries(files) });
    } else {
      for (const [file, text] of files) services[`${rule.id}-${language}/${file}`] = text;
    }
  }
}

function contentOf(root: string): Files {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .sort()
      .map((file) => [path.relative(root, file), readFileSync(file, 'utf8')]),
  );
}

async function checkFixAll(files: Files): Promise<void> {
  const root = makeRepository(files);
  try {
    const fix = () => prodaware(root, ['check', '--fix=all', '--no-cache', '--format', 'json', '--fail-on', 'never']);
    const first = await fix();
    assert.equal(first.code, 0, first.errors || first.output);
    const mended = contentOf(root);
    const second = await fix();
    assert.equal(second.code, 0, second.errors || second.output);
    assert.deepEqual(contentOf(root), mended);
    // What is printed is the report that its schema describes.
    const { fixed } = JSON.parse(second.output) as { readonly fixed?: readonly unknown[] };
    assert.deepEqual(fixed, []);
    const { fixed: before } = JSON.parse(first.output) as { readonly fixed?: readonly unknown[] };
    if (files === services) assert.ok((before?.length ?? 0) > 30, `only ${before?.length} fixes were applied`);
  } finally {
    removeRepository(root);
  }
}

describe('check --fix=all', function () {
  this.timeout(60_000);

  it('mends the services of one repository, and finds nothing more to mend in a second run', () =>
    checkFixAll(services));

  for (const { name, files } of repositories) {
    it(`mends the example of ${name} once`, () => checkFixAll(files));
  }
});
