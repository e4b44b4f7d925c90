/** Operations of Active Record's migrations. https://api.rubyonrails.org/classes/ActiveRecord/ConnectionAdapters/SchemaStatements.html */
import { booleanOf, hasKeyword, textOf, type MigrationCall } from './calls.ts';
import type { OperationDetail } from './operation.ts';

/** What a table in a block is called, as the method of a migration. */
const inBlock: ReadonlyMap<string, string> = new Map([
  ['remove', 'remove_column'],
  ['rename', 'rename_column'],
  ['change', 'change_column'],
  ['index', 'add_index'],
  ['foreign_key', 'add_foreign_key'],
  ['references', 'add_reference'],
  ['belongs_to', 'add_reference'],
]);

export function railsOperation({ call, name: own, around }: MigrationCall): {
  readonly table: string;
  readonly detail: OperationDetail;
} | null {
  // Whoever wrote that looked at it.
  if (around(/^safety_assured$/) !== null) return null;
  if (around(/^create_table$/) !== null && own !== 'create_table') return null;
  const block = around(/^change_table$/);
  const name = block === null ? own : (inBlock.get(own) ?? own);
  const shift = block === null ? 0 : -1;
  const table = textOf(block ?? call, null, 0);
  const text = (place: number): string | null => textOf(call, null, place + shift);
  if (table === null) return null;
  const concurrently = textOf(call, 'algorithm', null) === 'concurrently';
  const validates = booleanOf(call, 'validate') !== false;
  const column = text(1);
  switch (name) {
    case 'create_table':
      return { table, detail: { kind: 'create-table' } };
    case 'drop_table':
      return { table, detail: { kind: 'drop-table' } };
    case 'rename_table': {
      const to = text(1);
      return to === null ? null : { table, detail: { kind: 'rename-table', to } };
    }
    case 'add_column': {
      if (column === null) return null;
      const required = booleanOf(call, 'null') === false;
      const filled = hasKeyword(call, 'default') ? 'database' : 'none';
      return { table, detail: { kind: 'add-column', column, required, default: filled } };
    }
    case 'remove_column':
    case 'remove_columns':
      return column === null ? null : { table, detail: { kind: 'drop-column', column } };
    case 'rename_column': {
      const to = text(2);
      return column === null || to === null ? null : { table, detail: { kind: 'rename-column', column, to } };
    }
    case 'change_column': {
      const to = text(2);
      return column === null || to === null ? null : { table, detail: { kind: 'change-type', column, to } };
    }
    case 'add_index': {
      const options = call.arguments.filter(({ keyword }) => keyword === null);
      const last = options.at(-1);
      const at = block === null && last !== undefined ? last.range.end : null;
      return { table, detail: { kind: 'add-index', concurrently, concurrentlyAt: at } };
    }
    case 'add_foreign_key':
      return {
        table,
        detail: {
          kind: 'add-constraint',
          constraint: 'foreign-key',
          validates,
          target: text(1),
        },
      };
    case 'add_check_constraint':
      return { table, detail: { kind: 'add-constraint', constraint: 'check', validates, target: null } };
    case 'add_reference':
    case 'add_belongs_to': {
      const index = call.arguments.find(({ keyword }) => keyword === 'index');
      const isIndexed = index === undefined || (index.kind !== 'boolean' && index.keys?.includes('algorithm') !== true);
      return isIndexed ? { table, detail: { kind: 'add-index', concurrently: false, concurrentlyAt: null } } : null;
    }
    default:
      return null;
  }
}
