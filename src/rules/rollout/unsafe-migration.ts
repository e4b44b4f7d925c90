/** A new migration that breaks the version that still runs, or that everybody waits for. */
import { databaseOf } from '../../knowledge/databaseDrivers.ts';
import type { Evidence } from '../../model/finding.ts';
import { serviceOf } from '../../model/production.ts';
import { defineRule, type ChangeContext, type ChangedFile, type Draft } from '../../model/rule.ts';
import { lineEnd, lineStart, overlaps } from '../../model/text.ts';
import { isTestPath } from '../paths.ts';
import { hazardOf } from './migrations/hazards.ts';
import { unsafeMigrationExamples } from './migrations/examples.ts';
import { foldedTable, type SchemaMigration } from './migrations/operation.ts';
import { readMigration } from './migrations/read.ts';

export const unsafeMigration = defineRule({
  id: 'unsafe-migration',
  area: 'rollout',
  severity: 'warning',
  scope: 'change',
  summary: 'A new migration breaks the version that still runs, or locks a table while it is in use.',
  why:
    'During a rollout the old version and the new one run side by side on one database, and after a rollback the old one is ' +
    'alone with the new schema. A column that is dropped, renamed, or may not be empty without a default of the database ' +
    'breaks the old version at once. On PostgreSQL an index that is not built concurrently, a constraint that is checked at ' +
    'once and a new type lock the table for as long as they take.\n\n' +
    'Only migrations of the change under review are looked at: those that ran are history. Tables that the same change makes ' +
    'are left alone. A dropped column is reported where the same change takes its last use out of the code: where an earlier ' +
    'release did, the drop is safe. Locks are spoken of where the service brings the driver of PostgreSQL. Where the profile ' +
    'says `rollout.strategy: recreate`, no two versions run side by side, and nothing is said of that. `safety_assured` and ' +
    '`squawk-ignore` are believed.',
  fixes:
    'An index in a file of SQL is built concurrently. It wants a look: the tool must not run the file in a transaction. For ' +
    'the others there is no fix: they need two releases.',
  examples: unsafeMigrationExamples,
  check(context) {
    const migrations = newMigrations(context);
    const fresh = new Set(
      migrations.flatMap(({ operations }) =>
        operations.flatMap((one) => (one.kind === 'create-table' ? [foldedTable(one.table)] : [])),
      ),
    );
    const isSideBySide = context.profile?.value.rollout?.strategy !== 'recreate';
    return migrations.flatMap((migration) => {
      const database = databaseFor(context, migration.path);
      const usesBefore = (table: string, column: string | null): readonly Evidence[] => usesOf(context, table, column);
      const said = new Set<string>();
      return migration.operations.flatMap((operation): Draft[] => {
        const hazard = hazardOf(operation, { migration, database, fresh, usesBefore });
        if (hazard === null || (!isSideBySide && compatibility.test(operation.kind))) return [];
        // What waits for one lock of a table waits for the next one as well, and a statement is mended as a whole.
        const place = compatibility.test(operation.kind) ? operation.start : '';
        const lock = `${operation.kind}:${foldedTable(operation.table)}:${place}`;
        if (said.has(lock)) return [];
        said.add(lock);
        const { message, evidence, fixes } = hazard;
        const range = { start: operation.start, end: operation.end };
        return [{ file: migration.path, range, message, evidence, fixes }];
      });
    });
  },
});

/** What only hurts while two versions run. */
const compatibility = /^(?:drop-column|drop-table|rename-column|rename-table|add-column)$/;

/** Migrations that the change adds, with what it adds to others. */
function newMigrations({ files }: ChangeContext): SchemaMigration[] {
  return files.flatMap(({ change, after, changed }) => {
    if (after === null || change.after === null || isTestPath(change.path)) return [];
    const migration = readMigration(after);
    if (migration === null) return [];
    const isNew = change.kind === 'added' || change.kind === 'copied';
    const operations = isNew
      ? migration.operations
      : migration.operations.filter((operation) => changed.some((range) => overlaps(range, operation)));
    return operations.length === 0 ? [] : [{ ...migration, operations }];
  });
}

function databaseFor({ after }: ChangeContext, path: string): ReturnType<typeof databaseOf> {
  const own = serviceOf(after, path);
  const near = own === null ? null : databaseOf(own.packages);
  return near ?? databaseOf(after.services.flatMap(({ packages }) => packages));
}

const mostUses = 3;
/** What tools write down of the schema after a migration; no code asks for anything in it. */
const isSchemaDump = /(?:^|\/)(?:db\/\w*schema\.rb|\w*structure\.sql|schema\.(?:rs|prisma|sql)|\w*ModelSnapshot\.cs)$/;

/**
 * Lines that the change takes out of the code and that speak of a column, in a file that speaks of its table, or of the
 * table itself.
 */
function usesOf({ files }: ChangeContext, table: string, column: string | null): readonly Evidence[] {
  const uses: Evidence[] = [];
  for (const file of files) {
    const { before, change } = file;
    if (before === null || before.facts === null || isTestPath(change.oldPath)) continue;
    if (isSchemaDump.test(before.path) || readMigration(before) !== null || !speaksOf(before.text, table)) continue;
    const pattern = column === null ? tablePattern(table) : columnPattern(column);
    const after = change.after ?? '';
    if (count(before.text, pattern) <= count(after, pattern)) continue;
    const place = removedUse(file, pattern);
    if (place !== null) uses.push(place);
    if (uses.length >= mostUses) break;
  }
  return uses;
}

function removedUse({ before, change }: ChangedFile, pattern: RegExp): Evidence | null {
  if (before === null) return null;
  const kept = new Set((change.after ?? '').split(/\r?\n/).map((line) => line.trim()));
  for (const match of before.text.matchAll(pattern)) {
    const start = lineStart(before.text, match.index);
    const line = before.text.slice(start, lineEnd(before.text, match.index));
    if (kept.has(line.trim()) || /^\s*(?:#|\/\/|\*)/.test(line)) continue;
    const range = { start: match.index, end: match.index + match[0].length };
    return { file: change.oldPath, range, label: 'the old version uses it', side: 'before' };
  }
  return null;
}

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/** `unit_price` and `unitPrice`. */
function columnPattern(column: string): RegExp {
  const words = column.replace(/\W/g, '').split('_').filter(Boolean);
  const camel = words
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  return new RegExp(`\\b(?:${words.join('_')}|${camel})\\b`, 'g');
}

function tablePattern(table: string): RegExp {
  const letters = foldedTable(table).replace(/\W/g, '').split('').join('_?');
  return new RegExp(`(?<![A-Za-z])${letters}(?:e?s)?(?![a-z])`, 'gi');
}

function speaksOf(text: string, table: string): boolean {
  return tablePattern(table).test(text);
}
