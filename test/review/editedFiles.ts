/** Random edits of real files, with the line ends, last lines and characters that files come with. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';

export interface EditedFile {
  readonly before: string;
  readonly after: string;
}

const real = [
  'src/review/hunks.ts',
  'src/review/lineDiff.ts',
  'src/model/text.ts',
  'src/host/git.ts',
  'src/knowledge/baseImages.ts',
  '.mocharc.cjs',
  'LICENSE',
].map((file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));

const small = [
  '',
  'a\n',
  'a',
  '\n\n\n',
  '}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n}\n',
  'é\n🙂\n\u2028x\n',
  'a\rb\n',
];

const line = fc.oneof(
  fc.constantFrom('', '}', '    return;', '-- old', '++ new', '+', '-', ' ', '\\ No newline', '@@ -1 +1 @@'),
  fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\r\n\0\uFEFF]/g, '')),
);

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: readonly string[];
  readonly repeat: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat(1000),
  remove: fc.nat(4),
  insert: fc.array(line, { maxLength: 4 }),
  repeat: fc.nat(6),
});

function edited(text: string, edits: readonly Edit[]): string {
  const lines = text.split('\n');
  for (const { at, remove, insert, repeat } of edits) {
    const place = at % (lines.length + 1);
    lines.splice(place, remove, ...insert, ...lines.slice(place, place + repeat));
  }
  return lines.join('\n');
}

export const editedFile: fc.Arbitrary<EditedFile> = fc
  .record({
    text: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...real) }, fc.constantFrom(...small)),
    edits: fc.array(edit, { minLength: 1, maxLength: 6 }),
    ends: fc.constantFrom<readonly [boolean, boolean]>([false, false], [true, true], [false, true]),
    isUnended: fc.tuple(fc.boolean(), fc.boolean()),
  })
  .map(({ text, edits, ends, isUnended }) => {
    const written = (one: string, isWindows: boolean, unended: boolean): string => {
      const shaped = unended ? one.replace(/\n+$/, '') : one;
      return isWindows ? shaped.replace(/\n/g, '\r\n') : shaped;
    };
    return {
      before: written(text, ends[0], isUnended[0]),
      after: written(edited(text, edits), ends[1], isUnended[1]),
    };
  });
