import type { Pipelines } from '../model/pipeline.ts';
import { inertJson } from '../reports/inert.ts';
import { pipelinesReport, pipelinesText } from '../reports/pipelines.ts';
import { faultsText } from '../reports/text.ts';
import { formatOption, type Command } from './command.ts';
import { openFor, textsOf } from './repository.ts';

export const pipelines: Command = {
  name: 'pipelines',
  operands: '[path]',
  most: 1,
  summary: 'How a change gets to production: the gates and deploys of each pipeline',
  details: `path  the repository, or a folder or file of it: jobs that are written there
      (the default is the repository you stand in)

For each job of GitHub Actions, GitLab CI, CircleCI, Jenkins and Azure Pipelines: what it checks and whether a
finding fails it, and what it deploys where, with approval, wait and smoke test. What the files do not show is
not known.`,
  options: [formatOption],
  async run({ operands, values, terminal, style }) {
    const repository = await openFor(operands, terminal);
    const { engine, paths } = repository;
    const found = within(await engine.pipelines(), paths);
    const textOf = await textsOf(repository, filesOf(found));
    await terminal.output.write(
      values.last('format') === 'json'
        ? `${inertJson(pipelinesReport(found, textOf))}\n`
        : pipelinesText(found, textOf, style) + faultsText(found.faults, textOf, style),
    );
    engine.dispose();
    return found.faults.some((fault) => fault.severity === 'error') ? 2 : 0;
  },
};

function within(found: Pipelines, paths: readonly string[] | null): Pipelines {
  if (paths === null) return found;
  const inside = (file: string): boolean => paths.some((path) => file === path || file.startsWith(`${path}/`));
  const kept = found.pipelines.map((pipeline) => ({
    ...pipeline,
    jobs: pipeline.jobs.filter((job) => inside(job.file)),
  }));
  return { ...found, pipelines: kept.filter((pipeline) => pipeline.jobs.length > 0) };
}

function filesOf({ pipelines: all, faults }: Pipelines): string[] {
  const jobs = all.flatMap((pipeline) => pipeline.jobs);
  return [
    ...jobs.flatMap((job) => [job.file, ...job.gates.map(({ file }) => file), ...job.deploys.map(({ file }) => file)]),
    ...faults.flatMap(({ file }) => file ?? []),
  ];
}
