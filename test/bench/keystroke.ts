/** One typed character in an open file, computed: incremental parse, flat tree, facts, Production where it is touched, rules. */
import { bareIncremental } from './bareParser.ts';
import { sourceText } from './corpus.ts';
import { grammars, memoryEngine } from './engines.ts';
import { median, milliseconds, ratio, type Row } from './measure.ts';

const strokes = 30;

export async function keystroke(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const name of ['python', 'typescript'] as const) {
    for (const lines of [1_000, 10_000]) {
      const path = name === 'python' ? 'a.py' : 'a.ts';
      const text = sourceText(name, lines, 1);
      const middle = text.indexOf('total += ', text.length / 2) + 'total += '.length;

      const edit = await bareIncremental(grammars, `tree-sitter-${name}.wasm`, text);
      const bare: number[] = [];
      for (let stroke = 0; stroke < strokes; stroke++) {
        const start = performance.now();
        edit(middle, 'x');
        bare.push(performance.now() - start);
      }

      const engine = memoryEngine(new Map([[path, text]]));
      engine.setText(path, text);
      await engine.fileFindings(path);
      let current = text;
      const taken: number[] = [];
      for (let stroke = 0; stroke < strokes; stroke++) {
        current = `${current.slice(0, middle)}x${current.slice(middle)}`;
        const start = performance.now();
        engine.setText(path, current);
        await engine.fileFindings(path);
        taken.push(performance.now() - start);
      }
      engine.dispose();
      rows.push({
        what: `one character to findings, ${name}, ${lines} lines`,
        figure: milliseconds(median(taken)),
        beside: milliseconds(median(bare)),
        ratio: ratio(median(taken), median(bare)),
        method: `median of ${strokes} characters typed in the middle, beside web-tree-sitter's incremental parse alone`,
      });
    }
  }
  return rows;
}
