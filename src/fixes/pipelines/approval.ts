/** Lets somebody say yes before a job deploys. */
import type { Fix } from '../../model/finding.ts';
import type { PipelineJob, PipelineSystem } from '../../model/pipeline.ts';
import { entriesOf } from '../../production/text/dataTree.ts';
import { entryAt, insertEntryAfter, yamlFile } from './yamlPlaces.ts';

type TextOf = (path: string) => string | undefined;

/** Null where the system says it elsewhere than in the job, or the job leaves no sure place for it. */
export function approvalFix(system: PipelineSystem, job: PipelineJob, environment: string, textOf: TextOf): Fix | null {
  const file = yamlFile(job.file, textOf(job.file));
  const entry = file === null ? null : entryAt(file, job.range);
  if (file === null || entry === null || entry.value.kind !== 'map') return null;
  const { entries } = entry.value;
  if (system === 'github-actions') {
    const beside = entries.get('runs-on');
    if (beside === undefined || entries.has('environment')) return null;
    const edit = insertEntryAfter(file, entry.value, beside, [`environment: ${environment}`]);
    const title = `Deploy through the environment ${environment}, whose reviewers have to approve`;
    return edit === null ? null : { title, safety: 'review', edits: [edit] };
  }
  if (system !== 'gitlab-ci' || ['when', 'rules', 'extends', 'trigger'].some((key) => entries.has(key))) return null;
  const last = entriesOf(entry.value).at(-1);
  const edit = last === undefined ? null : insertEntryAfter(file, entry.value, last, ['when: manual']);
  return edit === null ? null : { title: 'Start it by hand only', safety: 'review', edits: [edit] };
}
