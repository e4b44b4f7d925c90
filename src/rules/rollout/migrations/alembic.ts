/** Operations of Alembic. https://alembic.sqlalchemy.org/en/latest/ops.html */
import { argumentOf, booleanOf, hasKeyword, textOf, type MigrationCall } from './calls.ts';
import type { OperationDetail } from './operation.ts';

export function alembicOperation({ call, name, around, inner }: MigrationCall): {
  readonly table: string;
  readonly detail: OperationDetail;
} | null {
  const batch = around(/^batch_alter_table$/);
  const isBatch = batch !== null || call.callee.startsWith('batch_op.');
  if (!isBatch && !/(?:^|\.)op\.\w+$/.test(call.callee) && call.path?.startsWith('alembic.op.') !== true) return null;
  // In a batch the table is said once, around it.
  const shift = isBatch ? -1 : 0;
  const table = isBatch ? (batch === null ? '' : textOf(batch, 'table_name', 0)) : textOf(call, 'table_name', 0);
  const text = (keyword: string, place: number): string | null => textOf(call, keyword, place + shift);
  const concurrently = booleanOf(call, 'postgresql_concurrently') === true;
  const validates = booleanOf(call, 'postgresql_not_valid') !== true;
  switch (name) {
    case 'create_table':
    case 'drop_table': {
      const own = textOf(call, 'table_name', 0);
      return own === null
        ? null
        : { table: own, detail: { kind: name === 'create_table' ? 'create-table' : 'drop-table' } };
    }
    case 'rename_table': {
      const [from, to] = [textOf(call, 'old_table_name', 0), textOf(call, 'new_table_name', 1)];
      return from === null || to === null ? null : { table: from, detail: { kind: 'rename-table', to } };
    }
    case 'drop_column': {
      const column = text('column_name', 1);
      return table === null || column === null ? null : { table, detail: { kind: 'drop-column', column } };
    }
    case 'add_column': {
      const [made] = inner;
      const column = made === undefined ? null : textOf(made, 'name', 0);
      if (table === null || made === undefined || column === null) return null;
      const required = booleanOf(made, 'nullable') === false;
      const filled =
        hasKeyword(made, 'server_default') || inner.some(({ callee }) => /Identity$|Computed$/.test(callee));
      return { table, detail: { kind: 'add-column', column, required, default: filled ? 'database' : 'none' } };
    }
    case 'alter_column': {
      const column = text('column_name', 1);
      if (table === null || column === null) return null;
      const to = textOf(call, 'new_column_name', null);
      if (to !== null) return { table, detail: { kind: 'rename-column', column, to } };
      const type = argumentOf(call.arguments, 'type_', null);
      const written = type?.value?.replace(/^.*\./, '').toLowerCase() ?? null;
      return written === null ? null : { table, detail: { kind: 'change-type', column, to: written } };
    }
    case 'create_index': {
      const own = text('table_name', 1);
      return own === null && !isBatch
        ? null
        : { table: own ?? table ?? '', detail: { kind: 'add-index', concurrently, concurrentlyAt: null } };
    }
    case 'create_unique_constraint': {
      const own = isBatch ? table : text('table_name', 1);
      return own === null
        ? null
        : { table: own, detail: { kind: 'add-constraint', constraint: 'unique', validates: true, target: null } };
    }
    case 'create_check_constraint': {
      const own = isBatch ? table : text('table_name', 1);
      return own === null
        ? null
        : { table: own, detail: { kind: 'add-constraint', constraint: 'check', validates, target: null } };
    }
    case 'create_foreign_key': {
      const [own, target] = [
        isBatch ? table : text('source_table', 1),
        textOf(call, 'referent_table', isBatch ? 1 : 2),
      ];
      return own === null
        ? null
        : { table: own, detail: { kind: 'add-constraint', constraint: 'foreign-key', validates, target } };
    }
    default:
      return null;
  }
}
