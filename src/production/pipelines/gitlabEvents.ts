/** What starts a job of GitLab, as far as its rules say so in ways that are known. */
import type { PipelineEvent } from '../../model/pipeline.ts';
import { itemsOf, member, textAt, textOf, type DataNode } from '../text/dataTree.ts';

/** Empty where a rule says what is not known here. */
export function eventsOfJob(job: DataNode): PipelineEvent[] {
  const rules = itemsOf(member(job, 'rules')).filter((rule) => textAt(rule, 'when') !== 'never');
  if (rules.length > 0) return known(rules.map((rule) => eventOfRule(textAt(rule, 'if'))));
  const only = member(job, 'only');
  if (only === null) return [{ name: 'push', branches: null, tags: null }];
  const refs = only.kind === 'map' ? member(only, 'refs') : only;
  const names =
    refs?.kind === 'list' ? itemsOf(refs).flatMap((item) => textOf(item) ?? []) : [textOf(refs) ?? []].flat();
  return names.length === 0 ? [] : known(names.map(eventOfRef));
}

const onBranch = (branches: readonly string[] | null): PipelineEvent => ({ name: 'push', branches, tags: [] });
const onTag: PipelineEvent = { name: 'push', branches: [], tags: ['*'] };
const on = (name: string): PipelineEvent => ({ name, branches: null, tags: null });

function known(events: readonly (PipelineEvent | null)[]): PipelineEvent[] {
  return events.some((event) => event === null) ? [] : events.filter((event) => event !== null);
}

const sources: Readonly<Record<string, string>> = {
  merge_request_event: 'merge_request',
  schedule: 'schedule',
  web: 'web',
};

/** @param condition null: whatever starts the pipeline */
function eventOfRule(condition: string | null): PipelineEvent | null {
  if (condition === null) return { name: 'push', branches: null, tags: null };
  const plain = condition.trim().replace(/^\((.*)\)$/, '$1');
  const source = /^\$CI_PIPELINE_SOURCE\s*==\s*["']([\w-]+)["']$/.exec(plain)?.[1];
  if (source !== undefined)
    return source === 'push' ? { name: 'push', branches: null, tags: null } : on(sources[source] ?? source);
  if (/^\$CI_MERGE_REQUEST_I?ID$/.test(plain)) return on('merge_request');
  if (/^\$CI_COMMIT_TAG(?:\s*(?:=~|!=)[^&|]*)?$/.test(plain)) return onTag;
  if (/^\$CI_COMMIT_BRANCH$/.test(plain)) return onBranch(null);
  const branch = /^\$CI_COMMIT_(?:BRANCH|REF_NAME)\s*==\s*(?:["']([^"']+)["']|\$(CI_DEFAULT_BRANCH))$/.exec(plain);
  return branch === null ? null : onBranch([branch[1] ?? `$${branch[2] ?? ''}`]);
}

function eventOfRef(ref: string): PipelineEvent | null {
  switch (ref) {
    case 'tags':
      return onTag;
    case 'branches':
    case 'pushes':
      return onBranch(null);
    case 'merge_requests':
      return on('merge_request');
    case 'schedules':
    case 'web':
    case 'api':
    case 'triggers':
    case 'pipelines':
    case 'external':
    case 'chat':
      return on(ref);
    default:
      return /^[\w./-]+$/.test(ref) ? onBranch([ref]) : null;
  }
}
