import { readChanges } from '../host/changes.ts';
import { severities } from '../model/finding.ts';
import { findingsOf, type Review } from '../model/review.ts';
import { inertJson } from '../reports/inert.ts';
import { reviewMarkdown, reviewText } from '../reports/review.ts';
import { reviewReport } from '../reports/reviewJson.ts';
import { changeSourceOf, sourceDetails, sourceOptions } from './changeSource.ts';
import { changeTexts } from './changeTexts.ts';
import type { Command, ExitCode } from './command.ts';
import { findingFormats, writeExchange } from './exchange.ts';
import { progressOn } from './progress.ts';
import { openForChanges } from './repository.ts';

const markdown = 'markdown';

export const review: Command = {
  name: 'review',
  operands: '',
  most: 0,
  summary: 'Review a change against production: what it breaks, and what it takes away',
  details: `Both sides of the change are looked at. What was there before is counted and not listed; each hunk gets a
verdict: ship, fix first, or ask a person. A patch is applied in memory, never to your files.

${sourceDetails}

Exit codes: 0 nothing to fix, 1 new findings at or above --fail-on, 2 a fault of the input or of the tool.`,
  options: [
    findingFormats(new Map([[markdown, 'a pull request']])),
    ...sourceOptions,
    {
      name: 'fail-on',
      value: 'required',
      choices: [...severities, 'never'],
      help: 'Least severity of a new finding that makes the exit code 1 (the default is warning)',
    },
  ],
  async run({ values, terminal, style }) {
    const started = performance.now();
    const source = await changeSourceOf(values, terminal);
    const repository = await openForChanges(terminal);
    const { root, engine } = repository;
    const changes = await readChanges(root, source, { text: (path) => engine.text(path) });
    const progress = progressOn(terminal);
    const reviewed = await engine.review(changes, { onProgress: (done, total) => progress.report(done, total) });
    await progress.end();
    const textOf = await changeTexts(repository, changes, filesOf(reviewed));
    engine.dispose();
    repository.keep();
    const format = values.last('format') ?? 'text';
    if (format === 'json') {
      const milliseconds = Math.round(performance.now() - started);
      await terminal.output.write(`${inertJson(reviewReport(reviewed, textOf, milliseconds))}\n`);
    } else if (
      !(await writeExchange(format, terminal, root, {
        findings: findingsOf(reviewed),
        faults: reviewed.faults,
        textOf,
      }))
    ) {
      const text = format === markdown ? reviewMarkdown(reviewed, textOf) : reviewText(reviewed, textOf, style);
      await terminal.output.write(text);
    }
    return exitCode(reviewed, values.last('fail-on') ?? 'warning');
  },
};

/** Every file that the report speaks of. */
function filesOf(reviewed: Review): string[] {
  return [
    ...findingsOf(reviewed).flatMap(({ file, evidence, fixes }) => [
      file,
      ...evidence.map((one) => one.file),
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.file)),
    ]),
    ...reviewed.faults.flatMap(({ file }) => file ?? []),
  ];
}

function exitCode(reviewed: Review, failOn: string): ExitCode {
  if (reviewed.faults.some((fault) => fault.severity === 'error')) return 2;
  // `never` is no severity: nothing is at or above it.
  const least = severities.findIndex((severity) => severity === failOn);
  return findingsOf(reviewed).some(({ severity }) => severities.indexOf(severity) <= least) ? 1 : 0;
}
