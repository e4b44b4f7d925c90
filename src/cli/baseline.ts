import { baselinePath, baselineText } from '../engine/baseline.ts';
import { inert } from '../reports/inert.ts';
import { UsageError } from './arguments.ts';
import type { Command } from './command.ts';
import { progressOn } from './progress.ts';
import { openFor } from './repository.ts';
import { writeChange } from './writeFiles.ts';

export const baseline: Command = {
  name: 'baseline',
  operands: '[folder]',
  most: 1,
  summary: 'Keep the findings of today, so that only new ones show',
  details: `folder  any folder of the repository (the default is where you stand)

Writes ${baselinePath} at the root, to be committed. \`check\` and the editor leave out what it holds; findings are
known by what they stand on, not by their lines. Run it again to let new findings in; with --prune only what was mended
goes, and nothing comes in.`,
  options: [
    { name: 'prune', value: 'none', help: 'Only take out findings that are gone' },
    { name: 'dry-run', value: 'none', help: 'Say what would be written, and write nothing' },
  ],
  async run({ operands, values, terminal }) {
    const repository = await openFor(operands, terminal, () => ({ baseline: false }));
    const { root, engine } = repository;
    const progress = progressOn(terminal);
    const all = await engine.check({ onProgress: progress.report });
    await progress.end();
    const broken = all.faults.find((fault) => fault.severity === 'error');
    if (broken !== undefined) throw new UsageError(`nothing is kept while something is wrong: ${broken.message}`);
    let kept = all.findings;
    if (values.has('prune')) {
      engine.setOptions({});
      const fresh = new Set((await engine.check()).findings.map(({ fingerprint }) => fingerprint));
      kept = kept.filter(({ fingerprint }) => !fresh.has(fingerprint));
    }
    if (!values.has('dry-run')) {
      const before = (await engine.text(baselinePath)) ?? null;
      const after = baselineText(kept);
      if (after !== before) writeChange(root, { file: baselinePath, before, after });
    }
    const verb = values.has('dry-run') ? 'would keep' : 'keeps';
    const count = kept.length === 1 ? '1 finding' : `${kept.length} findings`;
    await terminal.output.write(`${inert(baselinePath)} ${verb} ${count}\n`);
    engine.dispose();
    return 0;
  },
};
