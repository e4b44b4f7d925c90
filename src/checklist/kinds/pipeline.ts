/** Whether what stands between a change and production still stands, where the change touches it. */
import { pipelineSystem } from '../../knowledge/pipelines.ts';
import type { Evidence, Finding } from '../../model/finding.ts';
import type { Gate, Pipelines } from '../../model/pipeline.ts';
import { profilePaths } from '../../model/profile.ts';
import { isProse } from '../../profile/prose.ts';
import { rules } from '../../rules/index.ts';
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
    const lost = lostGates(pipelines.before, pipelines.after);
    const toothless = toothlessGates(pipelines.before, pipelines.after);
    if (changed.length === 0 && lost.length === 0 && toothless.length === 0) return [];
    const evidence = changed.map(({ change, system }) => changeEvidence(change, system));
    const answer = answerOf(context, lost, toothless);
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

function answerOf(context: ChecklistContext, lost: readonly Gate[], toothless: readonly Gate[]): Answer {
  const { pipelines } = context;
  const faults = faultsOf(context);
  if (faults.length > 0) {
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
    const evidence = faults.map(({ file, range, rule }): Evidence => ({ file, range, label: rule }));
    return { state: 'fail', detail: `${faults[0]?.message ?? ''}${more}`, evidence };
  }
  if (lost.length > 0) {
    const evidence = lost.map(({ file, range, type }): Evidence => ({
      file,
      range,
      label: `${titleOfType(type)} before`,
      side: 'before',
    }));
    return {
      state: 'unknown',
      detail: `nothing stops a change for its ${titlesOf(lost)} any more: a person looks`,
      evidence,
    };
  }
  if (toothless.length > 0) {
    const evidence = toothless.map(({ file, range, why }): Evidence => ({ file, range, label: why }));
    const detail = `its ${titlesOf(toothless)} stop nothing any more where the change is: a person looks`;
    return { state: 'unknown', detail, evidence };
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

/** Gates that could stop something before and of which none of the kind can now. */
function lostGates(before: Pipelines, after: Pipelines): readonly Gate[] {
  const blocking = ({ pipelines }: Pipelines): Gate[] =>
    pipelines.flatMap(({ jobs }) => jobs.flatMap(({ gates }) => gates)).filter((gate) => gate.blocking === true);
  const left = new Set(blocking(after).map(({ type }) => type));
  const lost = blocking(before).filter(({ type }) => !left.has(type) && type !== 'notification');
  return [...new Map(lost.map((gate) => [gate.type, gate])).values()];
}

/** Gates that are still run by the same job, and that failed it before and do not now; others of the kind may. */
function toothlessGates(before: Pipelines, after: Pipelines): readonly Gate[] {
  const byJob = (all: Pipelines): Map<string, Gate[]> => {
    const found = new Map<string, Gate[]>();
    for (const { file, name, gates } of all.pipelines.flatMap(({ jobs }) => jobs)) {
      for (const gate of gates) {
        const key = `${file}\0${name}\0${gate.type}`;
        found.set(key, [...(found.get(key) ?? []), gate]);
      }
    }
    return found;
  };
  const now = byJob(after);
  return [...byJob(before)].flatMap(([key, gates]) => {
    const left = now.get(key) ?? [];
    const couldStop = gates.some(({ blocking }) => blocking === true);
    const stopsNothing = left.length > 0 && left.every(({ blocking }) => blocking === false);
    return couldStop && stopsNothing ? left : [];
  });
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
