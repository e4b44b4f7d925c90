/** What starts a job of GitLab CI, as far as its rules compare variables of the run with literals. */
import type { PipelineEvent } from '../../../model/pipeline.ts';
import { itemsOf, member, textAt, textOf, type DataNode } from '../../text/dataTree.ts';

const sources: Readonly<Record<string, string>> = {
  merge_request_event: 'merge_request',
  push: 'push',
  schedule: 'schedule',
  web: 'web',
  api: 'api',
  trigger: 'trigger',
  pipeline: 'pipeline',
};

export function eventsOfJob(job: DataNode): PipelineEvent[] {
  const rules = itemsOf(member(job, 'rules')).filter((rule) => textAt(rule, 'when') !== 'never');
  const conditions = rules.flatMap((rule) => textAt(rule, 'if') ?? []);
  const events = conditions.flatMap(eventOfCondition);
  // A rule without a condition runs for whatever is left.
  if (rules.some((rule) => member(rule, 'if') === null)) return [];
  if (events.length > 0 && events.length === conditions.length) return events;
  const only = member(job, 'only');
  const references = [...namesOf(only), ...namesOf(member(only, 'refs'))];
  return references.map(eventOfReference);
}

function eventOfCondition(condition: string): PipelineEvent[] {
  if (/\|\|/.test(condition)) return [];
  const source = /\$CI_PIPELINE_SOURCE\s*==\s*["'](\w+)["']/.exec(condition)?.[1];
  const branch = /\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*==\s*(?:["']([^"']+)["']|(\$CI_DEFAULT_BRANCH))/.exec(condition);
  const pattern = /\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*=~\s*(\/.*?\/\w*)(?=\s|$)/.exec(condition)?.[1];
  const tag = /\$CI_COMMIT_TAG\s*(?:=~\s*(\/.*?\/\w*)(?=\s|$)|==\s*["']([^"']+)["']|$|&&)/.exec(condition);
  const name = source === undefined ? undefined : sources[source];
  if (tag !== null) return [{ name: 'tag', branches: [], tags: onlyOf(tag[1] ?? tag[2]) }];
  const branches = onlyOf(branch?.[1] ?? branch?.[2] ?? pattern);
  if (name !== undefined) return [{ name, branches, tags: name === 'push' && branches !== null ? [] : null }];
  return branches === null ? [] : [{ name: 'push', branches, tags: [] }];
}

const onlyOf = (name: string | undefined): string[] | null => (name === undefined ? null : [name]);

function eventOfReference(reference: string): PipelineEvent {
  if (reference === 'tags') return { name: 'tag', branches: [], tags: null };
  if (/^merge_requests$|^external_pull_requests$/.test(reference))
    return { name: 'merge_request', branches: null, tags: null };
  if (/^schedules$/.test(reference)) return { name: 'schedule', branches: null, tags: null };
  if (/^(?:web|api|triggers|pipelines)$/.test(reference))
    return { name: reference.replace(/s$/, ''), branches: null, tags: null };
  return { name: 'push', branches: reference === 'branches' ? null : [reference], tags: [] };
}

function namesOf(node: DataNode | null): string[] {
  return node?.kind === 'list' ? node.items.flatMap((item) => textOf(item) ?? []) : [textOf(node) ?? []].flat();
}
