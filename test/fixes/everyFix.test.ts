/**
 * Every fix of every rule, tried on its examples as other people would have written them: it parses, mends its fault and
 * adds none, finds nothing to do a second time, keeps line ends and indentation, and the language's own compiler takes it.
 */
import assert from 'node:assert/strict';
import { applyFixes } from '../../src/cli/applyFixes.ts';
import { languages } from '../../src/languages/index.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Rule } from '../../src/model/rule.ts';
import { rules } from '../../src/rules/index.ts';
import { checkConvergence, marked, surrounded } from '../support/check.ts';
import { applyFix, review, type Files, type MemoryReview } from '../support/memoryRepository.ts';
import { realSyntax } from './realSyntax.ts';
import { variationsOf } from './variations.ts';

/** Rules that are off by default, too: what a fix adds must please those who turned them on. */
const all = rules.map((rule) => rule.id);

function isIn(language: string, path: string): boolean {
  return languages.some(
    ({ name, extensions }) => name === language && extensions.some((extension) => path.endsWith(extension)),
  );
}

interface Case {
  readonly name: string;
  readonly files: Files;
}

/** An example in all its variations: of the file with the mark. */
function casesOf(example: string | Files, language: string): Case[] {
  const whole = typeof example === 'string' ? surrounded(language, example) : example;
  const code = Object.keys(whole).find((path) => isIn(language, path) && whole[path]?.includes('[|'));
  if (code === undefined) return [{ name: '', files: marked(language, whole).files }];
  const earlier = whole[`before:${code}`];
  return variationsOf(whole[code] ?? '', language).map(({ name, text, formatted }) => ({
    name,
    files: marked(language, {
      ...whole,
      [code]: text,
      ...(earlier === undefined ? {} : { [`before:${code}`]: formatted(earlier) }),
    }).files,
  }));
}

/** Texts that fixes made, by language, for the real compilers. */
const made = new Map<string, { readonly origin: string; readonly text: string }[]>();

function keep(language: string, origin: string, path: string, text: string): void {
  if (!isIn(language, path)) return;
  made.set(language, [...(made.get(language) ?? []), { origin, text }]);
}

/** Lines of one text that the other has not. */
function added(before: string, after: string): string[] {
  const lines = new Set(before.split(/\r?\n/));
  return after.split(/\r?\n/).filter((line) => !lines.has(line));
}

function checkLayout(before: string, after: string, shown: string): void {
  const isWindows = before.includes('\r\n') && !/[^\r]\n/.test(before);
  if (isWindows) assert.ok(!/(?:^|[^\r])\n/.test(after), `a line ends otherwise than the others: ${shown}`);
  else if (!before.includes('\r')) assert.ok(!after.includes('\r'), `a line ends otherwise than the others: ${shown}`);
  assert.equal(after.lastIndexOf('\uFEFF'), before.lastIndexOf('\uFEFF'), `the byte-order mark moved: ${shown}`);
  const lines = added(before, after);
  if (/^\t/m.test(before) && !/^ +\S/m.test(before)) {
    assert.deepEqual(
      lines.filter((line) => /^\t* +\S/.test(line) && !/^\s*\*/.test(line)),
      [],
      `blanks among tabs: ${shown}`,
    );
  }
  if (/^ {2}/m.test(before) && !/^\t/m.test(before)) {
    assert.deepEqual(
      lines.filter((line) => /^ *\t/.test(line)),
      [],
      `tabs among blanks: ${shown}`,
    );
  }
  if (!/[ \t]\r?$/m.test(before)) {
    assert.deepEqual(
      lines.filter((line) => /[ \t]$/.test(line)),
      [],
      `blanks at the end of a line: ${shown}`,
    );
  }
  if (before.endsWith('\n')) assert.match(after, /\n$/, `no line end at the end of the file: ${shown}`);
}

interface Checked {
  readonly parses: boolean;
  readonly found: boolean;
  readonly fixes: number;
}

async function checkCase(rule: Rule, language: string, { name, files }: Case): Promise<Checked> {
  const before = await reviewed(files);
  if (before === null) return { parses: false, found: false, fixes: 0 };
  const own = before.findings.filter((finding) => finding.rule === rule.id);
  let fixes = 0;
  for (const finding of own) {
    await checkConvergence(files, finding, all, before);
    for (const fix of finding.fixes) {
      fixes++;
      const fixed = applyFix(files, fix);
      for (const path of new Set(fix.edits.map(({ file }) => file))) {
        const shown = `${rule.id} in ${language}, ${name || 'as it is'}: ${fix.title}\n${fixed[path]}`;
        checkLayout(files[path] ?? '', fixed[path] ?? '', shown);
        keep(language, shown, path, fixed[path] ?? '');
      }
    }
  }
  return { parses: true, found: own.length > 0, fixes };
}

/** Null where two variations, one laid over the other, make what is no code. */
async function reviewed(files: Files): Promise<MemoryReview | null> {
  try {
    const result = await review(files, all);
    return result.syntaxErrors.length > 0 ? null : result;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('this does not parse')) return null;
    throw error;
  }
}

/** Variations that are no code, or in which there is nothing to find or to mend, show nothing. */
function checkWorth(outcomes: readonly Checked[]): void {
  const [plain] = outcomes;
  assert.ok(plain?.found, 'the example itself is not found');
  const count = (which: (one: Checked) => boolean): number => outcomes.filter(which).length;
  const parsed = count(({ parses }) => parses);
  const found = count((one) => one.found);
  assert.ok(parsed >= outcomes.length * 0.9, `only ${parsed} of ${outcomes.length} variations are code`);
  assert.ok(found >= parsed * 0.6, `only ${found} of ${parsed} variations are found`);
  if (plain.fixes === 0) return;
  const mended = count(({ fixes }) => fixes > 0);
  assert.ok(mended >= found * 0.6, `only ${mended} of ${found} variations are mended`);
}

/** What `--fix=all` does, on files in memory. */
async function fixAll(files: Files): Promise<{ files: Files; applied: number; findings: readonly Finding[] }> {
  const texts: Record<string, string> = { ...files };
  const engine = {
    text: (path: string) => Promise.resolve(texts[path] ?? null),
    setText(path: string, text: string | null) {
      if (text !== null) texts[path] = text;
    },
  };
  const check = async () => ({ findings: (await review({ ...texts }, all)).findings, faults: [], files: 0, known: 0 });
  const { applied, result } = await applyFixes(engine, check, { which: 'all', accepts: () => true });
  return { files: texts, applied: applied.length, findings: result.findings };
}

const tested = process.env['PRODAWARE_TEST_RULE'];

describe('every fix', function () {
  this.timeout(60_000);

  for (const rule of rules.filter(({ id }) => tested === undefined || id === tested)) {
    for (const [language, example] of Object.entries(rule.examples)) {
      const cases = casesOf(example.bad, language);
      it(`${rule.id} in ${language}: mends ${cases.length} variations of the example`, async () => {
        const problems: string[] = [];
        const outcomes: Checked[] = [];
        for (const one of cases) {
          try {
            outcomes.push(await checkCase(rule, language, one));
          } catch (error) {
            problems.push(`${one.name}: ${error instanceof Error ? error.message : String(error)}`);
          }
        }
        assert.equal(problems.length, 0, problems.join('\n\n'));
        checkWorth(outcomes);
      });

      it(`${rule.id} in ${language}: --fix=all comes to an end, and a second time changes nothing`, async () => {
        for (const one of cases.filter(({ name }) => name === '' || name === 'twice in the file')) {
          const first = await fixAll(one.files);
          const second = await fixAll(first.files);
          assert.deepEqual(second.files, first.files);
          assert.equal(second.applied, 0, 'a fix that is applied for ever');
        }
      });
    }
  }

  for (const [language, { tool, isThere, faults }] of Object.entries(realSyntax)) {
    const title = `${tool} takes what fixes write in ${language}`;
    if (!isThere) {
      it.skip(`${title} (left out: ${tool} is not at hand)`);
      continue;
    }
    it(title, async () => {
      const texts = made.get(language) ?? [];
      const found = await faults(texts.map(({ text }) => text));
      assert.notEqual((await faults(['}{']))[0], null, `${tool} takes anything`);
      const wrong = texts.flatMap(({ origin }, index) => (found[index] == null ? [] : [`${found[index]}: ${origin}`]));
      assert.equal(wrong.length, 0, wrong.join('\n\n'));
    });
  }
});
