import { createTwoFilesPatch } from 'diff';
import type { CheckResult, EngineOptions } from '../engine.ts';
import { isRevision } from '../host/gitBase.ts';
import type { ResultCache } from '../host/resultCache.ts';
import { severities, type Finding } from '../model/finding.ts';
import type { Fault } from '../model/source.ts';
import { inert, inertJson, inertLines } from '../reports/inert.ts';
import { checkReport } from '../reports/json.ts';
import type { Style } from '../reports/style.ts';
import { checkText } from '../reports/text.ts';
import { applyFixes, type Mended } from './applyFixes.ts';
import { UsageError } from './arguments.ts';
import type { Command, ExitCode, Invocation } from './command.ts';
import { findingFormats, writeExchange } from './exchange.ts';
import { buildVersion, cacheOf } from './program.ts';
import { progressOn } from './progress.ts';
import { openFor, textsOf, type Opened } from './repository.ts';
import { ruleNamed } from './rules.ts';
import { createThreads } from './threads.ts';
import { writeChange } from './writeFiles.ts';

export const check: Command = {
  name: 'check',
  operands: '[path…]',
  most: Infinity,
  summary: 'Review code against how it really runs in production',
  details: `path  files and folders to report on (the default is the whole repository you stand in)

The whole repository is read in any case: what production makes of a file is written elsewhere. The repository is
the nearest folder above with a prodaware.yaml or a .git.

Exit codes: 0 nothing found, 1 findings at or above --fail-on, 2 a fault of the input or of the tool.`,
  options: [
    findingFormats(),
    {
      name: 'fail-on',
      value: 'required',
      choices: [...severities, 'never'],
      help: 'Least severity of a finding that makes the exit code 1 (the default is warning)',
    },
    {
      name: 'rule',
      value: 'required',
      placeholder: 'id',
      repeatable: true,
      help: 'Only this rule; may be given more than once',
    },
    {
      name: 'fix',
      value: 'optional',
      choices: ['safe', 'all'],
      help: 'Apply fixes that keep the behaviour; all: those that want a look, too. One per fault',
    },
    { name: 'dry-run', value: 'none', help: 'With --fix: print what would change, and change nothing' },
    {
      name: 'changed',
      value: 'none',
      help: 'Only findings on lines that changed since the branch left the one it will be merged into',
    },
    {
      name: 'base',
      value: 'required',
      placeholder: 'revision',
      help: 'Branch, tag or commit that --changed compares with; implies it',
    },
    { name: 'no-baseline', value: 'none', help: 'Show what the baseline holds, too' },
    { name: 'no-cache', value: 'none', help: 'Compute everything anew, and keep nothing' },
    {
      name: 'threads',
      value: 'required',
      placeholder: 'number',
      help: 'Most threads to work in (the default is one for each core)',
    },
  ],
  async run(invocation) {
    const { operands, values, terminal, style } = invocation;
    if (values.has('dry-run') && !values.has('fix')) throw new UsageError('--dry-run goes with --fix');
    const only = new Set(values.all('rule').map((id) => ruleNamed(id).id));
    const started = performance.now();
    const base = values.last('base') ?? (values.has('changed') ? null : undefined);
    const options: EngineOptions = {
      named: [...only],
      baseline: !values.has('no-baseline'),
      changedOnly: base !== undefined,
      ...(base === undefined ? {} : { base }),
    };
    let cache: ResultCache | null = null;
    const repository = await openFor(operands, terminal, (root) => {
      cache = values.has('no-cache') ? null : cacheOf(root);
      return {
        ...options,
        ...(cache === null ? {} : { cache, version: buildVersion() ?? '' }),
      };
    });
    if (typeof base === 'string' && !(await isRevision(repository.root, base))) {
      throw new UsageError(`there is no revision ${base} here`);
    }
    const threads = values.has('fix') ? 1 : threadCount(values.last('threads'));
    const progress = progressOn(terminal);
    const wanted = (finding: Finding): boolean => only.size === 0 || only.has(finding.rule);
    const review = async (some: readonly string[] | null = repository.paths): Promise<CheckResult> => {
      const team = createThreads({ root: repository.root, options }, cache, threads);
      const result = await repository.engine
        .check({
          ...(some === null ? {} : { paths: some }),
          team,
          onProgress: (done, total) => progress.report(Math.max(done, Math.min(team.taken(), total)), total),
        })
        .finally(() => team.end());
      await progress.end();
      return { ...result, findings: result.findings.filter(wanted) };
    };

    const mended = values.has('fix')
      ? await applyFixes(repository.engine, review, {
          which: values.last('fix') === 'all' ? 'all' : 'safe',
          accepts: wanted,
        })
      : null;
    const found = mended === null ? await review() : mended.result;
    const failures = mended === null || values.has('dry-run') ? [] : writeAll(repository, mended);
    const result: CheckResult = { ...found, faults: [...found.faults, ...failures] };

    await warnOfPathsLeftOut(repository, invocation);
    const textOf = await textsOf(repository, filesOf(result));
    const format = values.last('format') ?? 'text';
    if (format === 'json') {
      const milliseconds = Math.round(performance.now() - started);
      const fixed = mended?.applied.map(({ rule, title, files }) => ({ rule, title, files }));
      await terminal.output.write(`${inertJson(checkReport(result, textOf, milliseconds, fixed))}\n`);
    } else if (!(await writeExchange(format, terminal, repository.root, { ...result, textOf }))) {
      const changed = mended === null ? '' : mendedText(mended, values.has('dry-run'), style);
      await terminal.output.write(changed + checkText(result, textOf, style));
    }
    repository.engine.dispose();
    saveTo(cache);
    return exitCode(result, values.last('fail-on') ?? 'warning');
  },
};

/** Typed apart: what a callback assigned is not seen where it is read. */
function saveTo(cache: ResultCache | null): void {
  cache?.save();
}

function threadCount(given: string | null): number | null {
  if (given === null) return null;
  const count = Number(given);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`--threads takes a number from 1, not ${given}`);
  return count;
}

function exitCode({ findings, faults }: CheckResult, failOn: string): ExitCode {
  if (faults.some((fault) => fault.severity === 'error')) return 2;
  // `never` is no severity: nothing is at or above it.
  const least = severities.findIndex((severity) => severity === failOn);
  return findings.some((finding) => severities.indexOf(finding.severity) <= least) ? 1 : 0;
}

function filesOf({ findings, faults }: CheckResult): string[] {
  return [
    ...findings.flatMap((finding) => [
      finding.file,
      ...finding.evidence.map(({ file }) => file),
      ...finding.fixes.flatMap(({ edits }) => edits.map(({ file }) => file)),
    ]),
    ...faults.flatMap(({ file }) => file ?? []),
  ];
}

/** Somebody who names a file wants to hear that it was not looked at. */
async function warnOfPathsLeftOut({ engine, paths }: Opened, { operands, terminal }: Invocation): Promise<void> {
  const reviewed = paths === null ? [] : await engine.paths();
  for (const [index, path] of (paths ?? []).entries()) {
    if (reviewed.some((file) => file === path || file.startsWith(`${path}/`))) continue;
    const name = inert(operands[index] ?? path);
    await terminal.errors.write(
      `prodaware: ${name} is not reviewed: it is ignored by git or by prodaware.yaml, or empty\n`,
    );
  }
}

/** What could not be written, as faults: the fixes of the other files stand. */
function writeAll({ root }: Opened, { changes }: Mended): Fault[] {
  const faults: Fault[] = [];
  for (const [file, { before, after }] of changes) {
    try {
      writeChange(root, { file, before, after });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      faults.push({ kind: 'host', severity: 'error', message: `not mended: ${reason}`, file, range: null });
    }
  }
  return faults;
}

function mendedText({ applied, changes }: Mended, isDry: boolean, style: Style): string {
  const lines = applied.map(
    ({ rule, title, finding, files }) =>
      `${style.good(isDry ? 'would mend' : 'mended')}  ${inert(finding.file)}  ${rule}: ${inert(title)}` +
      (files.length === 1 && files[0] === finding.file ? '' : ` (${files.map(inert).join(', ')})`),
  );
  if (applied.length === 0) return '';
  const patches = isDry
    ? [...changes].map(([file, { before, after }]) => patchText(file, before ?? '', after, style))
    : [];
  return `${lines.join('\n')}\n\n${patches.map((patch) => `${patch}\n`).join('')}`;
}

function patchText(file: string, before: string, after: string, style: Style): string {
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, undefined, undefined, { context: 3 });
  return inertLines(patch)
    .split('\n')
    .filter((line) => !/^=+$/.test(line))
    .map((line) => {
      if (line.startsWith('+')) return style.good(line);
      return line.startsWith('-') ? style.bad(line) : line;
    })
    .join('\n');
}
