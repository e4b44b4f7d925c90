/** Operations of Django's migrations. https://docs.djangoproject.com/en/5.2/ref/migration-operations/ */
import { booleanOf, hasKeyword, textOf, type MigrationCall } from './calls.ts';
import type { OperationDetail } from './operation.ts';

/** @returns table and detail; null for what is no operation of the schema */
export function djangoOperation({ call, name, around, inner }: MigrationCall): {
  readonly table: string;
  readonly detail: OperationDetail;
} | null {
  // The state of the models alone changes.
  const separate = around(/^SeparateDatabaseAndState$/);
  if (separate !== null) {
    const state = separate.arguments.find(({ keyword }) => keyword === 'state_operations');
    if (state !== undefined && state.range.start <= call.range.start && call.range.end <= state.range.end) return null;
  }
  const model = textOf(call, 'model_name', 0);
  const first = textOf(call, 'name', 0);
  const second = textOf(call, 'name', 1);
  switch (name) {
    case 'CreateModel':
      return first === null ? null : { table: first, detail: { kind: 'create-table' } };
    case 'DeleteModel':
      return first === null ? null : { table: first, detail: { kind: 'drop-table' } };
    case 'RenameModel': {
      const [from, to] = [textOf(call, 'old_name', 0), textOf(call, 'new_name', 1)];
      return from === null || to === null ? null : { table: from, detail: { kind: 'rename-table', to } };
    }
    case 'RenameField': {
      const [from, to] = [textOf(call, 'old_name', 1), textOf(call, 'new_name', 2)];
      if (model === null || from === null || to === null) return null;
      return { table: model, detail: { kind: 'rename-column', column: from, to } };
    }
    case 'RemoveField':
      return model === null || second === null
        ? null
        : { table: model, detail: { kind: 'drop-column', column: second } };
    case 'AddField': {
      const [field] = inner;
      if (model === null || second === null || field === undefined) return null;
      // Many-to-many fields are tables of their own.
      if (field.callee.endsWith('ManyToManyField')) return null;
      const required = booleanOf(field, 'null') !== true && !field.callee.endsWith('AutoField');
      const filled = hasKeyword(field, 'db_default')
        ? 'database'
        : hasKeyword(field, 'default')
          ? 'application'
          : 'none';
      return { table: model, detail: { kind: 'add-column', column: second, required, default: filled } };
    }
    case 'AddIndex':
    case 'AddIndexConcurrently': {
      const concurrently = name === 'AddIndexConcurrently';
      return model === null
        ? null
        : { table: model, detail: { kind: 'add-index', concurrently, concurrentlyAt: null } };
    }
    default:
      return null;
  }
}
