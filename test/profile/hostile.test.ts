import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { completeProfile, documentLinks, hoverProfile } from '../../src/profile/assist.ts';
import { parseProfile } from '../../src/profile/parse.ts';
import { completeProfileText, knownForTyping } from './marks.ts';

const messagesOf = (text: string): string[] =>
  parseProfile('prodaware.yaml', text).faults.map(({ message }) => message);

describe('hostile profiles', () => {
  it('does not follow aliases without end', () => {
    const lists = 'abcdefghi'.split('').map((name, index, all) => {
      const items = Array.from({ length: 9 }, () => (index === 0 ? 'x' : `*${all[index - 1]}`));
      return `${name}: &${name} [${items.join(', ')}]`;
    });
    assert.deepEqual(messagesOf(`version: 1\n${lists.join('\n')}\n`), [
      'this is more than a profile can hold: 20000 values, aliases followed',
    ]);
  });

  it('does not follow merges without end', () => {
    const maps = Array.from({ length: 60 }, (_, index) => {
      const before = index === 0 ? '{ z: 1 }' : `*m${index - 1}`;
      return `m${index}: &m${index}\n  a: { <<: ${before} }\n  b: { <<: ${before} }`;
    });
    assert.deepEqual(messagesOf(`version: 1\n${maps.join('\n')}\n`), [
      'this is more than a profile can hold: 20000 values, aliases followed',
    ]);
  });

  it('refuses what stands inside itself', () => {
    const { profile, faults } = parseProfile(
      'prodaware.yaml',
      'version: 1\ncompliance: &a { authorization: { x: *a } }\n',
    );
    assert.deepEqual(
      faults.map(({ message }) => message),
      ['`*a` stands inside what it refers to'],
    );
    assert.equal(JSON.stringify(profile?.value), '{"version":1,"compliance":{"authorization":{}}}');
  });

  it('says that it is nested too deeply', () => {
    assert.deepEqual(messagesOf('['.repeat(50_000)), ['not read: nested more than 100 levels deep']);
    assert.match(
      messagesOf(`version: 1\narchitecture: { layers: ${'['.repeat(100)}${']'.repeat(100)} }`)[0] ?? '',
      /nested/,
    );
  });

  it('keeps the prototype out of it', () => {
    const { profile } = parseProfile(
      'prodaware.yaml',
      'version: 1\n__proto__: { polluted: yes }\nrules: { __proto__: off }\n',
    );
    assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
    assert.equal(profile === null ? null : Object.getPrototypeOf(profile.value), Object.prototype);
  });

  it('reports at most a hundred faults', () => {
    const keys = Array.from({ length: 3_000 }, (_, index) => `k${index}: 1`);
    assert.equal(parseProfile('prodaware.yaml', `version: 1\n${keys.join('\n')}`).faults.length, 100);
  });
});

/** Everything that reads a profile, at one offset of it. */
function readEverything(text: string, offset: number): void {
  const { profile, faults } = parseProfile('prodaware.yaml', text);
  for (const { range } of faults) {
    assert.ok(
      range !== null && 0 <= range.start && range.start <= range.end && range.end <= text.length,
      'range in the text',
    );
  }
  if (profile !== null) assert.equal(profile.value.version, 1);
  for (const { range } of completeProfile(text, offset, knownForTyping)) {
    assert.ok(0 <= range.start && range.start <= range.end && range.end <= text.length, 'completion in the text');
    assert.ok(range.start <= offset && offset <= range.end, 'completion at the cursor');
  }
  const hover = hoverProfile(text, offset);
  if (hover) assert.ok(hover.range.start <= offset && offset <= hover.range.end, 'hover at the cursor');
  documentLinks(text, knownForTyping.files ?? []);
}

describe('a profile in the middle of typing', () => {
  const offsets = fc.integer({ min: 0, max: completeProfileText.length });

  it('never fails, wherever the text ends', () => {
    fc.assert(
      fc.property(offsets, fc.boolean(), (end, windows) => {
        const text = completeProfileText.slice(0, end);
        const shown = windows ? text.replaceAll('\n', '\r\n') : text;
        readEverything(shown, shown.length);
      }),
      { numRuns: 150 },
    );
  });

  it('never fails, whatever is typed over', () => {
    const typed = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        ':',
        ': ',
        '- ',
        '-',
        '#',
        '&a ',
        '*a',
        '<<: *a',
        '\t',
        '\n',
        '\n\n  ',
        '|',
        '>',
        '%',
        '---\n',
        '{{ x }}',
        '? ',
        '!!int ',
      ),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(offsets, fc.integer({ min: 0, max: 30 }), typed, offsets, (at, removed, inserted, cursor) => {
        const text = completeProfileText.slice(0, at) + inserted + completeProfileText.slice(at + removed);
        readEverything(text, Math.min(cursor, text.length));
        readEverything(text, Math.min(at + inserted.length, text.length));
      }),
      { numRuns: 250 },
    );
  });

  it('keeps every other service while a line of one is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom('r', 'ro', 'root', '"', '{', '[', '- x', 'health: {', "'a"), (typed) => {
        const text = `version: 1\nservices:\n  - name: first\n    ${typed}\n  - name: second\n    root: app\n`;
        const names = parseProfile('prodaware.yaml', text).profile?.value.services?.map(({ name }) => name) ?? [];
        assert.ok(names.includes('second'), `second is kept with ${typed}`);
      }),
    );
  });
});
