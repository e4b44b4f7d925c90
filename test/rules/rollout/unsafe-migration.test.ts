/** New migrations, in every tool, beside the version that still runs. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Finding } from '../../../src/model/finding.ts';
import { readMigration } from '../../../src/rules/rollout/migrations/read.ts';
import { sqlOperations } from '../../../src/rules/rollout/migrations/sql.ts';
import { unsafeMigration } from '../../../src/rules/rollout/unsafe-migration.ts';
import { checkRepository, fixFirst } from '../../support/check.ts';

type Files = Readonly<Record<string, string>>;

const postgres: Files = {
  'package.json': '{ "name": "shop", "dependencies": { "pg": "^8.0.0" } }\n',
  'server.js': 'start();\n',
  Procfile: 'web: node server.js\n',
};

/** The files, with those of `added` new in the change. */
function change(added: Files, rest: Files = postgres): Files {
  const before = Object.keys(added).map((path) => [`before:${path}`, ''] as const);
  return { ...rest, ...added, ...Object.fromEntries(before) };
}

const found = (added: Files, rest?: Files): Promise<Finding[]> => checkRepository(unsafeMigration, change(added, rest));

describe('unsafe-migration', () => {
  it('reads the tools of every ecosystem', async () => {
    const migrations: Files = {
      'shop/migrations/0004_code.py':
        'from django.db import migrations, models\n\nclass Migration(migrations.Migration):\n    operations = [\n' +
        '        [|migrations.RenameField|]("order", "note", "remark"),\n' +
        '        [|migrations.AddField|](model_name="order", name="code", field=models.CharField(default="x")),\n' +
        '        migrations.AddField(model_name="order", name="extra", field=models.CharField(null=True)),\n    ]\n',
      'alembic/versions/1f_code.py':
        'import sqlalchemy as sa\nfrom alembic import op\n\nrevision = "1f"\ndown_revision = None\n\ndef upgrade():\n' +
        '    [|op.add_column|]("orders", sa.Column("code", sa.String(), nullable=False))\n' +
        '    [|op.alter_column|]("orders", "note", new_column_name="remark")\n' +
        '    op.execute("[|ALTER TABLE orders RENAME COLUMN a TO b|]")\n\n' +
        'def downgrade():\n    op.alter_column("orders", "remark", new_column_name="note")\n',
      'db/migrate/20260301120000_change_orders.rb':
        'class ChangeOrders < ActiveRecord::Migration[7.1]\n  def up\n    [|rename_column|] :orders, :note, :remark\n' +
        '    safety_assured { rename_column :orders, :a, :b }\n    [|add_index|] :orders, :code\n  end\n\n' +
        '  def down\n    rename_column :orders, :remark, :note\n  end\nend\n',
      'migrations/20260301_orders.js':
        'exports.up = (knex) =>\n  knex.schema.alterTable("orders", (table) => {\n    [|table.renameColumn|]("note", "remark");\n  });\n' +
        'exports.down = (knex) =>\n  knex.schema.alterTable("orders", (table) => {\n    table.renameColumn("remark", "note");\n  });\n',
      'src/migrations/1700000000000-orders.ts':
        'export class Orders implements MigrationInterface {\n  async up(queryRunner: QueryRunner) {\n' +
        '    await queryRunner.query(`[|ALTER TABLE "orders" RENAME COLUMN "note" TO "remark"|]`);\n  }\n' +
        '  async down(queryRunner: QueryRunner) {\n    await queryRunner.renameColumn("orders", "remark", "note");\n  }\n}\n',
      'db/migrations/V7__orders.sql': '[|ALTER TABLE orders ADD COLUMN code text NOT NULL|];\n',
    };
    for (const [path, text] of Object.entries(migrations)) await found({ [path]: text });
  });

  it('says nothing of tables that the same change makes', async () => {
    await found({
      'migrations/0007_items.up.sql':
        'CREATE TABLE items (id bigint);\nCREATE INDEX items_code ON items (code);\nALTER TABLE items ADD COLUMN code text NOT NULL;\n',
    });
  });

  it('says nothing of migrations that ran, and of lines that were there', async () => {
    const ran = 'ALTER TABLE orders RENAME COLUMN a TO b;\n';
    await checkRepository(unsafeMigration, {
      ...postgres,
      'migrations/0006_orders.up.sql': ran,
      'before:migrations/0007_orders.up.sql': ran,
      'migrations/0007_orders.up.sql': `${ran}[|ALTER TABLE orders RENAME COLUMN c TO d|];\n`,
    });
  });

  it('speaks of a dropped column where the change takes its last use away', async () => {
    const drop = { 'migrations/0007_orders.up.sql': 'ALTER TABLE orders DROP COLUMN unit_price;\n' };
    assert.deepEqual(await found(drop), [], 'an earlier release did');
    const marked = { 'migrations/0007_orders.up.sql': '[|ALTER TABLE orders DROP COLUMN unit_price|];\n' };
    const [finding] = await found(marked, {
      ...postgres,
      'before:orders.js': 'export const price = (order) => order.unitPrice;\n',
      'orders.js': 'export const price = (order) => order.total;\n',
    });
    assert.deepEqual(
      finding?.evidence.map(({ file, side }) => [file, side]),
      [['orders.js', 'before']],
    );
  });

  it('speaks of locks only where it knows the database', async () => {
    const index = { 'migrations/0007_orders.up.sql': 'CREATE INDEX orders_code ON orders (code);\n' };
    const mysql = { ...postgres, 'package.json': '{ "name": "shop", "dependencies": { "mysql2": "^3.0.0" } }\n' };
    assert.deepEqual(await found(index, mysql), []);
  });

  it('speaks of no second version where the profile says that there is none', async () => {
    const rename = { 'migrations/0007_orders.up.sql': 'ALTER TABLE orders RENAME COLUMN a TO b;\n' };
    const profile = { ...postgres, 'prodaware.yaml': 'version: 1\nrollout: { strategy: recreate }\n' };
    assert.deepEqual(await found(rename, profile), []);
  });

  it('builds an index concurrently', async () => {
    const fixed = await fixFirst(
      unsafeMigration,
      change({
        'migrations/0007_orders.up.sql': '-- for the list\ncreate unique index orders_code on orders (code);\n',
      }),
    );
    assert.equal(
      fixed['migrations/0007_orders.up.sql'],
      '-- for the list\ncreate unique index CONCURRENTLY orders_code on orders (code);\n',
    );
  });

  it('knows that some tools run everything in a transaction', async () => {
    const goose = (head: string): Files => ({
      'migrations/0007_orders.sql': `-- +goose Up\n${head}CREATE INDEX CONCURRENTLY orders_code ON orders (code);\n-- +goose Down\nDROP INDEX orders_code;\n`,
    });
    const [finding] = await checkRepository(unsafeMigration, {
      ...change({}),
      'before:migrations/0007_orders.sql': '',
      'migrations/0007_orders.sql':
        '-- +goose Up\n[|CREATE INDEX CONCURRENTLY orders_code ON orders (code)|];\n-- +goose Down\nDROP INDEX orders_code;\n',
    });
    assert.match(finding?.message ?? '', /goose runs this in a transaction/);
    assert.deepEqual(await found(goose('-- +goose NO TRANSACTION\n')), []);
  });

  it('reads statements past comments, strings and functions', () => {
    const text =
      "-- DROP TABLE a;\n/* DROP TABLE b; */\nINSERT INTO c VALUES ('DROP TABLE d; it''s');\n" +
      'CREATE FUNCTION f() RETURNS void AS $body$ DROP TABLE e; $body$ LANGUAGE sql;\nDROP TABLE IF EXISTS public."g" CASCADE;\n';
    assert.deepEqual(
      sqlOperations(text).map(({ kind, table, start, end }) => [kind, table, text.slice(start, end)]),
      [['drop-table', 'public."g"', 'DROP TABLE IF EXISTS public."g" CASCADE']],
    );
  });

  it('never fails, and never reads for long', () => {
    const words = [
      'ALTER TABLE ',
      'a ',
      'ADD ',
      'COLUMN ',
      '(',
      ')',
      ',',
      ';',
      "'",
      '--',
      '\n',
      '/*',
      '$$',
      'NOT NULL ',
      '"',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 200 }), (parts) => {
        const text = parts.join('');
        for (const { start, end } of sqlOperations(text)) assert.ok(start >= 0 && start < end && end <= text.length);
        readMigration({ path: 'migrations/0001_a.up.sql', text, facts: null });
      }),
    );
  });
});
