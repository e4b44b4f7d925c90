/** What an operation costs while the old version still runs, or while everybody waits for its lock. */
import type { Database } from '../../../knowledge/databaseDrivers.ts';
import type { Evidence, Fix } from '../../../model/finding.ts';
import type { Operation, SchemaMigration } from './operation.ts';
import { foldedTable } from './operation.ts';

export interface Hazard {
  readonly operation: Operation;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  readonly fixes: readonly Fix[];
}

export interface HazardContext {
  readonly migration: SchemaMigration;
  readonly database: Database | null;
  /** Tables, folded, that nothing uses yet: the same change makes them. */
  readonly fresh: ReadonlySet<string>;
  /** Lines of code of the old version, in the change, that speak of a column or a table. */
  usesBefore(table: string, column: string | null): readonly Evidence[];
}

export function hazardOf(operation: Operation, context: HazardContext): Hazard | null {
  const { fresh } = context;
  if (operation.kind === 'create-table') return null;
  const isFresh = (table: string): boolean => fresh.has(foldedTable(table));
  if (isFresh(operation.table)) return null;
  const said = messageOf(operation, context, isFresh);
  if (said === null) return null;
  return { operation, fixes: [], evidence: [], ...said };
}

type Said = Omit<Hazard, 'operation' | 'fixes' | 'evidence'> & Partial<Hazard>;

function messageOf(operation: Operation, context: HazardContext, isFresh: (table: string) => boolean): Said | null {
  const { migration, database } = context;
  const { table } = operation;
  const locks = database === 'postgresql';
  switch (operation.kind) {
    case 'drop-column': {
      const evidence = context.usesBefore(table, operation.column);
      if (evidence.length === 0) return null;
      const message = `the old version, which runs until the rollout is over, still asks for ${table}.${operation.column}: its queries fail once the column is gone`;
      return { message, evidence };
    }
    case 'drop-table': {
      const evidence = context.usesBefore(table, null);
      if (evidence.length === 0) return null;
      return {
        message: `the old version, which runs until the rollout is over, still uses ${table}: its queries fail`,
        evidence,
      };
    }
    case 'rename-column':
      return {
        message: `the old version still asks for ${table}.${operation.column}: its queries fail until the rollout is over, and after a rollback`,
      };
    case 'rename-table':
      return {
        message: `the old version still asks for ${table}: its queries fail until the rollout is over, and after a rollback`,
      };
    case 'add-column': {
      if (!operation.required || operation.default === 'database') return null;
      const why =
        operation.default === 'application'
          ? 'the default is in the code only'
          : 'it may not be empty and the database has no default';
      return {
        message: `the old version knows nothing of ${table}.${operation.column}: its inserts fail until the rollout is over (${why})`,
      };
    }
    case 'change-type':
      if (!locks || isCheapType(operation.to)) return null;
      return {
        message: `PostgreSQL writes all of ${table} anew for the type of ${operation.column}, and nobody reads it meanwhile`,
      };
    case 'add-index':
    case 'drop-index':
      return indexHazard(operation, migration, locks);
    case 'add-constraint': {
      const isNew = operation.target !== null && isFresh(operation.target);
      if (!locks || !operation.validates || isNew) return null;
      const what = { 'foreign-key': 'foreign key', check: 'check', unique: 'unique constraint' }[operation.constraint];
      return { message: `PostgreSQL looks at every row of ${table} for the ${what} while nobody may write to it` };
    }
    case 'update':
      if (operation.filtered || migration.operations.length < 2) return null;
      return {
        message: `every row of ${table} is changed in one transaction with the schema: writes to it wait until all are done`,
      };
    case 'create-table':
      return null;
  }
}

/** Types to which PostgreSQL goes without touching a row. */
const isCheapType = (type: string): boolean =>
  /^(?:text|character varying|varchar|string|timestamptz|timestamp with time zone|citext)\b/.test(type);

function indexHazard(
  operation: Extract<Operation, { kind: 'add-index' | 'drop-index' }>,
  migration: SchemaMigration,
  locks: boolean,
): Said | null {
  const { table, concurrently, kind, concurrentlyAt } = operation;
  if (concurrently) {
    if (!migration.transactional) return null;
    return {
      message: `${migration.tool} runs this in a transaction, in which no index can be made concurrently: the migration fails`,
    };
  }
  if (!locks || kind === 'drop-index') return null;
  const message = `writes to ${table} wait until the index is built: it is not built concurrently`;
  const isText = migration.path.endsWith('.sql');
  if (!isText || concurrentlyAt === null || migration.transactional) return { message };
  const range = { start: concurrentlyAt, end: concurrentlyAt };
  const edit = { file: migration.path, range, text: 'CONCURRENTLY ' };
  return { message, fixes: [{ title: 'Build the index concurrently', safety: 'review', edits: [edit] }] };
}
