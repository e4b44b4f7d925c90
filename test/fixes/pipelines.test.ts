/** Fixes of rules about pipelines, on their examples as other people would have laid them down. */
import assert from 'node:assert/strict';
import { rules } from '../../src/rules/index.ts';
import { readYaml } from '../../src/production/text/yaml.ts';
import { checkConvergence, marked } from '../support/check.ts';
import { applyFix, review, type Files } from '../support/memoryRepository.ts';

type Vary = (text: string) => string;

const layouts: Readonly<Record<string, Vary>> = {
  'as they are': (text) => text,
  'with CRLF': (text) => text.replaceAll('\n', '\r\n'),
  'without a final line end': (text) => text.trimEnd(),
  // What is below a dash stays in line with what is behind it.
  'indented twice as far': (text) => text.replace(/^ +/gm, '$&$&').replace(/^( *)- /gm, '$1-   '),
  'with comments behind their lines': (text) => text.replace(/(?<=[^|>\s])$/gm, ' # as agreed'),
  'with blank lines between steps': (text) => text.replace(/^( +- )/gm, '\n$1'),
  'in a longer file': (text) => `# Held by the platform team.\n${text}\n# The end.\n`,
};

const pipelineFile = /\.ya?ml$/;

function varied(files: Files, vary: Vary): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      pipelineFile.test(path) && path !== 'prodaware.yaml' ? vary(text) : text,
    ]),
  );
}

describe('fixes of pipelines', function () {
  this.timeout(30_000);

  for (const rule of rules.filter(({ scope }) => scope === 'pipeline')) {
    for (const [system, example] of Object.entries(rule.examples)) {
      for (const [layout, vary] of Object.entries(layouts)) {
        it(`${rule.id} in ${system}, ${layout}`, async () => {
          const files = varied(marked('', example.bad).files, vary);
          const before = await review(files, [rule.id]);
          const own = before.findings.filter((finding) => finding.rule === rule.id);
          assert.ok(own.length > 0 || layout.startsWith('with comments'), 'the example is found');
          for (const finding of own) {
            await checkConvergence(files, finding, [rule.id], before);
            for (const fix of finding.fixes) {
              for (const { file } of fix.edits) {
                const text = applyFix(files, fix)[file] ?? '';
                if (pipelineFile.test(file)) assert.deepEqual(readYaml(file, text).faults, [], text);
                if (layout === 'with CRLF') assert.ok(!/[^\r]\n/.test(text), JSON.stringify(text));
                assert.ok(!/[ \t]\r?$/m.test(text), `blanks at the end of a line: ${JSON.stringify(text)}`);
              }
            }
          }
        });
      }
    }
  }
});
