/** Migrations in the change: which, in what order, and whether somebody has seen to it that they run first. */
import { migrationOf } from '../../knowledge/migrations.ts';
import type { FileChange } from '../../model/change.ts';
import type { Evidence } from '../../model/finding.ts';
import { commandText, launchesOf, serviceOf } from '../../model/production.ts';
import { isTestPath } from '../../rules/paths.ts';
import { launchEvidence } from '../../rules/launch/launches.ts';
import { listed } from '../changedCode.ts';
import type { ChecklistContext, ItemKind, ManualDraft } from '../kind.ts';
import { changeEvidence, profileEvidence } from '../places.ts';

export const migrationItems: ItemKind = {
  name: 'migrations',
  place: 60,
  items(context) {
    const groups = new Map<string, Group>();
    for (const { change } of context.files) {
      const row = isTestPath(change.path) ? null : migrationOf(change.path, change.after ?? change.before ?? '');
      if (row === null) continue;
      const owner = serviceOf(context.after, change.path)?.root ?? '.';
      const key = `${row.tool.toLowerCase().replace(/\W+/g, '-')}${owner === '.' ? '' : `:${owner}`}`;
      const group = groups.get(key) ?? { tool: row.tool, run: row.run, forward: [], back: [] };
      groups.set(key, group);
      (row.back?.test(change.path) === true ? group.back : group.forward).push(change);
    }
    return [...groups].map(([key, group]) => itemOf(key, group, context));
  },
};

interface Group {
  readonly tool: string;
  readonly run: RegExp | null;
  readonly forward: FileChange[];
  readonly back: FileChange[];
}

function itemOf(key: string, { tool, run, forward, back }: Group, context: ChecklistContext): ManualDraft {
  const { after, profile } = context;
  const fresh = forward.filter(isNew).sort(byName);
  const edited = forward.filter((change) => !isNew(change));
  const order = profile?.value.rollout?.order ?? [];
  const runners = launchesOf(after).filter(
    ({ launch }) => launch.environment !== 'development' && run?.test(commandText(launch.argv)) === true,
  );
  const isOneFolder = new Set([...forward, ...back].map(({ path }) => folderOf(path))).size === 1;
  const name = ({ path }: FileChange): string => (isOneFolder ? nameOf(path) : path);
  const named = (files: readonly FileChange[], most = 4): string => listed(files.map(name), most);
  const edits = (['modified', 'renamed', 'deleted'] as const).flatMap((kind) => {
    const own = edited.filter((change) => change.kind === kind);
    return own.length === 0 ? [] : [`${editWords[kind]} ${named(own)}`];
  });
  const parts = [
    ...(fresh.length > 0
      ? [`${isOneFolder ? 'in this order' : 'new, in order in each folder'}: ${named(fresh, 8)}`]
      : []),
    ...(edits.length > 0 ? [`${edits.join(', ')}, which may have run already`] : []),
    ...(forward.length === 0 ? [`only the way back changed: ${named(back)}`] : []),
    ...(order.length > 0 ? [`the profile deploys ${order.join(', then ')}`] : []),
    ...(runners.length > 0
      ? [`run by ${listed(runners.map(({ launch }) => `${launch.launcher} ${launch.name}`))}`]
      : []),
  ];
  const evidence: Evidence[] = [
    ...fresh.map((change) => changeEvidence(change, 'new migration')),
    ...edited.map((change) => changeEvidence(change, 'changed migration')),
    ...(profile === null || order.length === 0 ? [] : profileEvidence(profile, ['rollout', 'order'])),
    ...runners.map(({ launch }) => ({ ...launchEvidence(launch), label: 'runs migrations' })),
  ];
  return {
    kind: 'manual',
    id: `migrations:${key}`,
    title: `The ${tool} migrations run before the code that needs them, and the old code works with them`,
    detail: parts.join('; '),
    required: true,
    service: null,
    evidence,
    about: [...forward, ...back],
  };
}

const isNew = ({ kind }: FileChange): boolean => kind === 'added' || kind === 'copied';

/** As the tools sort them: by number or time, which stands first in the name; where the folder is the migration, its name. */
function nameOf(path: string): string {
  const [folder = '', file = ''] = path.split('/').slice(-2);
  return /^(?:migration|up|down)\.sql$/.test(file) ? folder : file;
}

/** The folder that the tool runs in order. */
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf(nameOf(path)));

function byName({ path: one }: FileChange, { path: other }: FileChange): number {
  if (folderOf(one) !== folderOf(other)) return folderOf(one) < folderOf(other) ? -1 : 1;
  return nameOf(one).localeCompare(nameOf(other), 'en', { numeric: true }) || (one < other ? -1 : 1);
}

const editWords = { modified: 'edits', renamed: 'renames', deleted: 'deletes' } as const;
