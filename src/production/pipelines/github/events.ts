/** What starts the jobs of a workflow, with the branches and tags that its file and the job's condition limit it to. */
import type { PipelineEvent } from '../../../model/pipeline.ts';
import { entriesOf, itemsOf, member, textOf, type DataNode } from '../../text/dataTree.ts';

export function eventsOf(root: DataNode): PipelineEvent[] {
  const node = member(root, 'on');
  if (node?.kind === 'list') return node.items.flatMap((item) => plain(textOf(item)));
  if (node?.kind !== 'map') return plain(textOf(node));
  return entriesOf(node).map(({ key, value }) => {
    const branches = namesOf(member(value, 'branches'));
    const tags = namesOf(member(value, 'tags'));
    if (key !== 'push') return { name: key, branches, tags: null };
    // A push that names only tags is none of a branch, and the other way round.
    const ignoresBranches = member(value, 'branches-ignore') !== null;
    const ignoresTags = member(value, 'tags-ignore') !== null;
    return {
      name: key,
      branches: branches ?? (tags === null || ignoresBranches ? null : []),
      tags: tags ?? (branches === null && !ignoresBranches ? null : ignoresTags ? null : []),
    };
  });
}

function plain(name: string | null): PipelineEvent[] {
  return name === null ? [] : [{ name, branches: null, tags: null }];
}

function namesOf(node: DataNode | null): string[] | null {
  if (node === null) return null;
  return node.kind === 'list' ? itemsOf(node).flatMap((item) => textOf(item) ?? []) : [textOf(node) ?? []].flat();
}

/** Without those that the condition of a job certainly rules out: its comparisons with `==` are all it may be. */
export function eventsUnder(events: readonly PipelineEvent[], condition: string | null): readonly PipelineEvent[] {
  if (condition === null || /!|\bnot\b|always\(\)/.test(condition)) return events;
  const names = [...condition.matchAll(/github\.event_name\s*==\s*'(\w+)'/g)].map((match) => match[1] ?? '');
  const branches = [
    ...condition.matchAll(/github\.ref\s*==\s*'refs\/heads\/([^']+)'|github\.ref_name\s*==\s*'([^']+)'/g),
  ].map((match) => match[1] ?? match[2] ?? '');
  const onTags = /startsWith\(\s*github\.ref\s*,\s*'refs\/tags\//.test(condition);
  const isEither = condition.includes('||');
  // Another way in may be open to any of them.
  if (isEither && condition.split('||').some((part) => !/github\.(?:event_name|ref|ref_name)\b|inputs\./.test(part)))
    return events;
  const named =
    names.length === 0 || (isEither && (branches.length > 0 || onTags))
      ? events
      : events.filter((event) => names.includes(event.name));
  if (isEither && (names.length > 0 || /inputs\./.test(condition))) return named;
  if (branches.length === 0 && !onTags) return named;
  // A request has a reference of its own, which is no branch.
  const ofRef = named.filter(
    (event) => isEither || event.name !== 'pull_request' || /github\.ref_name/.test(condition),
  );
  return ofRef.map((event) => {
    if (event.name !== 'push') return event;
    return { ...event, branches: branches.length === 0 ? [] : branches, tags: onTags ? event.tags : [] };
  });
}

/** Branches whose pushes start it. */
export function pushedBranches(events: readonly PipelineEvent[]): string[] {
  return events.flatMap((event) => (event.name === 'push' ? (event.branches ?? []) : []));
}
