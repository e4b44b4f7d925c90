/** Operations of Knex, Sequelize and TypeORM. */
import { textOf, type MigrationCall } from './calls.ts';
import type { OperationDetail } from './operation.ts';

type Found = { readonly table: string; readonly detail: OperationDetail } | null;

/** https://knexjs.org/guide/schema-builder.html */
export function knexOperation({ call, name, around }: MigrationCall): Found {
  const schema = textOf(call, null, 0);
  if (/\bschema\b/.test(call.callee)) {
    const to = textOf(call, null, 1);
    if (schema === null) return null;
    if (name === 'createTable') return { table: schema, detail: { kind: 'create-table' } };
    if (/^dropTable(?:IfExists)?$/.test(name)) return { table: schema, detail: { kind: 'drop-table' } };
    if (name === 'renameTable' && to !== null) return { table: schema, detail: { kind: 'rename-table', to } };
  }
  const block = around(/^(?:alterTable|table)$/);
  const table = block === null ? null : textOf(block, null, 0);
  if (table === null) return null;
  const column = textOf(call, null, 0);
  if (name === 'dropColumn' && column !== null) return { table, detail: { kind: 'drop-column', column } };
  const to = textOf(call, null, 1);
  if (name === 'renameColumn' && column !== null && to !== null) {
    return { table, detail: { kind: 'rename-column', column, to } };
  }
  if (name === 'notNullable') {
    // `table.string('code').notNullable().defaultTo('')`: the chain is one statement.
    const chain = call.callee;
    const made = /\.\w+\(\s*['"`](\w+)['"`]/.exec(chain)?.[1];
    const isChanged = around(/^alter$/) !== null;
    if (made === undefined || isChanged || /\.(?:increments|bigIncrements)\(/.test(chain)) return null;
    const isFilled = /\.defaultTo\b/.test(chain) || around(/^defaultTo$/) !== null;
    const filled = isFilled ? 'database' : 'none';
    return { table, detail: { kind: 'add-column', column: made, required: true, default: filled } };
  }
  return null;
}

/** https://sequelize.org/docs/v6/other-topics/query-interface/ */
export function sequelizeOperation({ call, name }: MigrationCall, text: string): Found {
  if (!/\bqueryInterface\./.test(call.callee)) return null;
  const [table, second, third] = [0, 1, 2].map((place) => textOf(call, null, place));
  if (table === null || table === undefined) return null;
  if (name === 'createTable') return { table, detail: { kind: 'create-table' } };
  if (name === 'dropTable') return { table, detail: { kind: 'drop-table' } };
  if (typeof second !== 'string') return null;
  if (name === 'renameTable') return { table, detail: { kind: 'rename-table', to: second } };
  if (name === 'removeColumn') return { table, detail: { kind: 'drop-column', column: second } };
  if (name === 'renameColumn' && typeof third === 'string') {
    return { table, detail: { kind: 'rename-column', column: second, to: third } };
  }
  const options = call.arguments[2];
  if (name === 'addColumn' && options?.kind === 'object') {
    const written = text.slice(options.range.start, options.range.end);
    const required = /\ballowNull\s*:\s*false\b/.test(written);
    const filled = options.keys?.includes('defaultValue') === true ? 'database' : 'none';
    return { table, detail: { kind: 'add-column', column: second, required, default: filled } };
  }
  return null;
}

/** https://typeorm.io/docs/migrations/api */
export function typeormOperation({ call, name }: MigrationCall): Found {
  if (!/\bqueryRunner\./.test(call.callee)) return null;
  const [table, second, third] = [0, 1, 2].map((place) => textOf(call, null, place));
  if (table === null || table === undefined) return null;
  if (name === 'dropTable') return { table, detail: { kind: 'drop-table' } };
  if (typeof second !== 'string') return null;
  if (name === 'renameTable') return { table, detail: { kind: 'rename-table', to: second } };
  if (name === 'dropColumn') return { table, detail: { kind: 'drop-column', column: second } };
  if (name === 'renameColumn' && typeof third === 'string') {
    return { table, detail: { kind: 'rename-column', column: second, to: third } };
  }
  return null;
}
