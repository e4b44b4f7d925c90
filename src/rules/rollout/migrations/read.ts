/** A migration file, whatever tool it is for, as operations. */
import { migrationOf, type MigrationRow } from '../../../knowledge/migrations.ts';
import type { SourceFile } from '../../../model/source.ts';
import { alembicOperation } from './alembic.ts';
import { migrationCalls, type MigrationCall } from './calls.ts';
import { djangoOperation } from './django.ts';
import { knexOperation, sequelizeOperation, typeormOperation } from './node.ts';
import type { Operation, OperationDetail, SchemaMigration } from './operation.ts';
import { railsOperation } from './rails.ts';
import { sqlOperations } from './sql.ts';

type Read = (call: MigrationCall, text: string) => { readonly table: string; readonly detail: OperationDetail } | null;

const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['Django', djangoOperation],
  ['Alembic', alembicOperation],
  ['Rails', railsOperation],
  ['Knex', knexOperation],
  ['Sequelize', sequelizeOperation],
  ['TypeORM', typeormOperation],
]);

/** Calls that hand SQL to the database. */
const rawCalls = /^(?:execute|RunSQL|raw|query|statement|unprepared|addSql|Sql)$/;

/** Null for what is no migration, and for one that takes another back. */
export function readMigration({ path, text, facts }: SourceFile): SchemaMigration | null {
  const row = migrationOf(path, text);
  if (row === null || row.back?.test(path) === true) return null;
  const transactional = isTransactional(row, text);
  if (path.endsWith('.sql')) return { path, text, tool: row.tool, transactional, operations: sqlOperations(text) };
  if (facts === null) return null;
  const read = readers.get(row.tool);
  const operations = migrationCalls(facts, text).flatMap((one): Operation[] => {
    if (rawCalls.test(one.name)) return rawOperations(one, text);
    const found = read?.(one, text) ?? null;
    if (found === null) return [];
    const { start, end } = one.call.calleeRange;
    return [{ start, end, written: one.name, table: found.table, ...found.detail }];
  });
  return { path, text, tool: row.tool, transactional, operations };
}

function rawOperations({ call, around }: MigrationCall, text: string): Operation[] {
  if (around(/^safety_assured$/) !== null) return [];
  const [first] = call.arguments;
  if (first?.kind !== 'string' || first.value === null) return [];
  const at = text.indexOf(first.value, first.range.start);
  // A text with escapes does not stand in the file as it is read: its statements stand where it does.
  if (at < 0 || at + first.value.length > first.range.end) {
    return sqlOperations(first.value).map((one): Operation => {
      const place = { ...one, ...first.range };
      return 'concurrentlyAt' in place ? { ...place, concurrentlyAt: null } : place;
    });
  }
  return sqlOperations(first.value, at);
}

/** Tools that run a migration in a transaction unless it says otherwise, and how it does. */
const transactions: ReadonlyMap<string, RegExp> = new Map([
  ['Django', /^\s*atomic\s*=\s*False\b/m],
  ['Rails', /^\s*disable_ddl_transaction!/m],
  ['Alembic', /\bautocommit_block\s*\(/],
  ['goose', /--\s*\+goose\s+NO\s+TRANSACTION\b/i],
  ['dbmate', /--\s*migrate:up\b.*\btransaction:false\b/i],
  ['Knex', /\btransaction\s*:\s*false\b/],
]);

function isTransactional({ tool }: MigrationRow, text: string): boolean {
  const without = transactions.get(tool);
  return without !== undefined && !without.test(text);
}
