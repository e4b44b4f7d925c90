/** Whether what stands between a change and production still stands, where the change touches it. */
import { pipelineSystem } from '../../knowledge/pipelines.ts';
import type { Evidence, Finding } from '../../model/finding.ts';
import type { Gate } from '../../model/pipeline.ts';
import { profilePaths } from '../../model/profile.ts';
import { isProse } from '../../profile/prose.ts';
import { rules } from '../../rules/index.ts';
import { gateLosses, type GateLoss } from '../../rules/pipeline/gateLosses.ts';
import { titleOfType } from '../../rules/pipeline/requiredGates.ts';
import { listed } from '../changedCode.ts';
import type { AutomaticDraft, ChecklistContext, ItemKind } from '../kind.ts';
import { changeEvidence, profileEvidence } from '../places.ts';

export const pipelineItems: ItemKind = {
  name: 'pipeline',
  place: 90,
  items(context) {
    const { files, pipelines } = context;
    const changed = files.flatMap(({ change }) => {
      const system = pipelineSystem(change.path) ?? pipelineSystem(change.oldPath);
      return system === null ? [] : [{ change, system }];
    });
    const losses = gateLosses(pipelines.before, pipelines.after);
    if (changed.length === 0 && losses.length === 0) return [];
    const evidence = changed.map(({ change, system }) => changeEvidence(change, system));
    const answer = answerOf(context, losses);
    return [
      {
        kind: 'automatic',
        id: 'pipeline',
        title: `The pipeline still stops what must not reach production`,
        required: true,
        service: null,
        about: changed.length > 0 ? changed.map(({ change }) => change) : files.map(({ change }) => change),
        ...answer,
        evidence: [...answer.evidence, ...evidence, ...wantedGates(context)],
      },
    ];
  },
};

type Answer = Pick<AutomaticDraft, 'state' | 'detail' | 'evidence'>;

function answerOf(context: ChecklistContext, losses: readonly GateLoss[]): Answer {
  const { pipelines } = context;
  const faults = faultsOf(context);
  if (faults.length > 0) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
    const evidence = faults.map(({ file, range, rule }): Evidence => ({ file, range, label: rule }));
    return { state: 'fail', detail: `${faults[0]?.message ?? ''}${more}`, evidence };
  }
  for (const [kind, said] of lossDetails) {
    const own = losses.filter((loss) => loss.kind === kind);
    if (own.length === 0) continue;
    const gates = own.map(({ after, before }) => after ?? before);
    const evidence = own.map(({ before, after }): Evidence => {
      if (after !== null) return { file: after.file, range: after.range, label: after.why };
      return { file: before.file, range: before.range, label: `${titleOfType(before.type)} before`, side: 'before' };
    });
    return { state: 'unknown', detail: said(titlesOf(gates)), evidence };
  }
  const unread = unreadOf(context);
  if (unread.length > 0)
    return { state: 'unknown', detail: `${listed(unread)}: not read, a person looks`, evidence: [] };
  const jobs = pipelines.after.pipelines.flatMap((pipeline) => pipeline.jobs);
  const gates = jobs.flatMap((job) => job.gates).filter(({ blocking }) => blocking === true).length;
  const deploys = jobs.flatMap((job) => job.deploys).length;
  const counted = `${gates} ${gates === 1 ? 'gate' : 'gates'}, ${deploys} ${deploys === 1 ? 'deploy' : 'deploys'}`;
  return { state: 'pass', detail: `nothing is missing of what is asked for (${counted})`, evidence: [] };
}

const lossDetails: readonly (readonly [GateLoss['kind'], (titles: string) => string])[] = [
  ['gone', (titles) => `nothing stops a change for its ${titles} any more: a person looks`],
  ['toothless', (titles) => `its ${titles} stop nothing any more where the change is: a person looks`],
  ['lowered', (titles) => `its ${titles} let through what was refused before: a person looks`],
];

const titlesOf = (gates: readonly Gate[]): string => listed([...new Set(gates.map(({ type }) => titleOfType(type)))]);

const ofPipelines: ReadonlySet<string> = new Set(rules.flatMap(({ id, scope }) => (scope === 'pipeline' ? [id] : [])));

/** Of rules about pipelines: in what the change touches, or against what was written down. */
function faultsOf({ standing, files }: ChecklistContext): readonly Finding[] {
  const touched = new Set(files.map(({ change }) => change.path));
  const isWritten = (file: string): boolean => profilePaths.includes(file) || isProse(file);
  return standing.filter(
    ({ rule, severity, file, evidence }) =>
      ofPipelines.has(rule) &&
      (severity === 'error' || severity === 'warning') &&
      (touched.has(file) || isWritten(file) || evidence.some((one) => isWritten(one.file))),
  );
}

/** Changed files of pipelines that no reader reads, or not to their end. */
function unreadOf({ files, pipelines: { after } }: ChecklistContext): readonly string[] {
  const read = new Set(after.pipelines.flatMap((pipeline) => pipeline.files));
  const broken = new Set(after.faults.flatMap(({ file }) => file ?? []));
  return files
    .filter(({ change }) => change.after !== null && pipelineSystem(change.path) !== null)
    .map(({ change }) => change.path)
    .filter((path) => !read.has(path) || broken.has(path));
}

function wantedGates({ profile }: ChecklistContext): Evidence[] {
  const gates = profile?.value.pipeline?.pullRequest?.gates ?? [];
  if (profile === null || gates.length === 0) return [];
  return profileEvidence(profile, ['pipeline', 'pullRequest', 'gates'], 'the profile wants these gates');
}
