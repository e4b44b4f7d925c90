/** GitHub Actions: workflows, the reusable ones and the composite actions of the repository that they call. */
import type { PipelineReader, PlannedJob, PlannedPipeline } from './reader.ts';
import { workflowPaths, Workflows } from './github/workflows.ts';
import { entriesOf, member, textAt } from '../text/dataTree.ts';

export const githubActionsPipelines: PipelineReader = {
  system: 'github-actions',
  async read(context) {
    const paths = workflowPaths(context.repository);
    if (paths.length === 0) return [];
    const workflows = new Workflows(context);
    const jobs: PlannedJob[] = [];
    const inputs: string[] = [];
    for (const path of paths) {
      const root = await workflows.document(path);
      if (root === null) continue;
      inputs.push(...entriesOf(member(root, 'on', 'workflow_dispatch', 'inputs')).map(({ key }) => key));
      jobs.push(...(await workflows.jobsOf(path, root, new Map(), [path])));
    }
    for (const path of [...workflows.actions].sort()) {
      const steps = await workflows.actionSteps(path, new Map(), [path]);
      const root = await workflows.document(path);
      const runs = root?.kind === 'map' ? root.entries.get('runs') : undefined;
      jobs.push({
        file: path,
        range: runs?.keyRange ?? { start: 0, end: 0 },
        name: textAt(root, 'name') ?? path,
        needs: [],
        trigger: [],
        environment: null,
        hints: [],
        approval: null,
        weak: null,
        uses: workflows.usesOf(path, member(root, 'runs')),
        steps,
        isAction: true,
      });
    }
    const pipeline: PlannedPipeline = { files: [...paths, ...[...workflows.actions].sort()], jobs, inputs };
    return [pipeline];
  },
};
