/** A migration that the tool refuses or never runs, because of where it stands among the others. */
import { migrationOf } from '../../knowledge/migrations.ts';
import { defineRule, type ChangeContext, type ChangedFile, type Draft } from '../../model/rule.ts';
import { isTestPath } from '../paths.ts';
import { readMigration } from './migrations/read.ts';
import { compareVersions, versionedTools, type VersionedTool } from './migrations/versions.ts';

const flyway = (version: string): string => `src/main/resources/db/migration/V${version}__orders.sql`;
const sql = 'ALTER TABLE orders ADD COLUMN code text;\n';

export const migrationOutOfOrder = defineRule({
  id: 'migration-out-of-order',
  area: 'rollout',
  severity: 'error',
  scope: 'change',
  summary: 'A new migration has the number of another one, or a lower one than those that ran.',
  why:
    'Two branches that each add the next migration merge without a conflict: the files have different names. What the tool ' +
    'makes of it shows at the deploy. Some refuse to run, so that the deploy stops halfway; some keep only the highest ' +
    'number and never run the other, so that the new code meets a schema without its column.\n\n' +
    'Only tools are spoken of whose behaviour is known: a version that comes late is fine for Rails, and is lost with ' +
    'golang-migrate. A migration of Django that depends on the other one of its number is in order.',
  fixes: 'There is none: which of two comes first is for people to say.',
  examples: {
    sql: {
      bad: {
        [flyway('7')]: 'CREATE TABLE items (id bigint);\n',
        [`before:${flyway('6')}`]: '',
        [flyway('6')]: `[|${sql.trim().replace(/;$/, '')}|];\n`,
      },
      good: {
        [flyway('7')]: 'CREATE TABLE items (id bigint);\n',
        [`before:${flyway('8')}`]: '',
        [flyway('8')]: sql,
      },
    },
  },
  check(context) {
    return context.files.flatMap((file): Draft[] => {
      const { change, after } = file;
      if (after === null || change.after === null || isTestPath(change.path)) return [];
      const row = migrationOf(change.path, after.text);
      const tool = versionedTools.find((one) => one.tool === row?.tool);
      if (row === null || tool === undefined || row.back?.test(change.path) === true) return [];
      const isNew = change.kind === 'added' || change.kind === 'copied';
      const said = isNew ? placed(file, tool, context) : null;
      return said === null ? [] : [said];
    });
  },
});

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

function placed({ change, after }: ChangedFile, tool: VersionedTool, { files, paths }: ChangeContext): Draft | null {
  const version = tool.version.exec(nameOf(change.path))?.[1];
  if (version === undefined || after === null) return null;
  const fresh = new Set(files.flatMap((one) => (one.change.kind === 'added' ? [one.change.path] : [])));
  const others = paths.flatMap((path) => {
    const other =
      folderOf(path) === folderOf(change.path) && path !== change.path ? tool.version.exec(nameOf(path)) : null;
    // The way back of the same migration has its version.
    const isWayBack =
      nameOf(path).replace(/\.(?:up|down)\./, '.') === nameOf(change.path).replace(/\.(?:up|down)\./, '.');
    return other?.[1] === undefined || isWayBack ? [] : [{ path, version: other[1] }];
  });
  const twin = others.find((one) => compareVersions(one.version, version) === 0);
  if (twin !== undefined && tool.twice !== null && !isOrdered(after, twin.path, files)) {
    return draftOf(change.path, after, `${nameOf(twin.path)} has the same number: ${tool.twice}`, twin.path);
  }
  const [last] = others
    .filter(({ path }) => !fresh.has(path))
    .sort((one, other) => compareVersions(other.version, one.version));
  if (tool.late === null || last === undefined || compareVersions(version, last.version) >= 0) return null;
  return draftOf(
    change.path,
    after,
    `${nameOf(last.path)} has a higher number and may have run: ${tool.late}`,
    last.path,
  );
}

/**
 * One of the two says that it comes after the other, or after one with a higher number, which tools take from where they
 * branched; or somebody merged either of them.
 */
function isOrdered(
  { path, text }: { readonly path: string; readonly text: string },
  twin: string,
  files: readonly ChangedFile[],
): boolean {
  const [own, other] = [stemOf(path), stemOf(twin)];
  const number = Number(/^\d+/.exec(own)?.[0] ?? Number.NaN);
  const named = [...text.matchAll(/["'](\d{3,})_\w+["']/g)].map(([, digits]) => Number(digits));
  if (text.includes(other) || isMerge(path) || named.some((one) => one >= number)) return true;
  return files.some(
    ({ after }) => after !== null && isMerge(after.path) && [own, other].some((name) => after.text.includes(name)),
  );
}

const isMerge = (path: string): boolean => /merge/i.test(nameOf(path));
const stemOf = (path: string): string => nameOf(path).replace(/\.\w+$/, '');

function draftOf(file: string, after: { readonly text: string }, message: string, other: string): Draft {
  const [first] = readMigration({ path: file, text: after.text, facts: null })?.operations ?? [];
  const line = /\S[^\n]*/.exec(after.text);
  const start = first?.start ?? line?.index ?? 0;
  const end = first?.end ?? start + (line?.[0].trimEnd().length ?? 0);
  return {
    file,
    range: { start, end },
    message,
    evidence: [{ file: other, range: { start: 0, end: 0 }, label: 'the other migration' }],
  };
}
