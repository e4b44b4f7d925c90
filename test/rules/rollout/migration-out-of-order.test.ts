/** New migrations among those that are there. */
import assert from 'node:assert/strict';
import { migrationOutOfOrder } from '../../../src/rules/rollout/migration-out-of-order.ts';
import { checkRepository } from '../../support/check.ts';

type Files = Readonly<Record<string, string>>;

const django = (dependency: string): string =>
  `from django.db import migrations\n\n[|class Migration(migrations.Migration):|]\n    dependencies = [("shop", "${dependency}")]\n    operations = []\n`;
const plain = (text: string): string => text.replace(/\[\||\|\]/g, '');
const sql = 'ALTER TABLE orders ADD COLUMN code text;\n';

/** `added` beside what is there. */
const added = (there: Files, path: string, text: string): Files => ({ ...there, [`before:${path}`]: '', [path]: text });

describe('migration-out-of-order', () => {
  it('finds two migrations of Django without an order between them', async () => {
    const there = { 'shop/migrations/0004_note.py': plain(django('0003_total')) };
    const found = await checkRepository(
      migrationOutOfOrder,
      added(
        there,
        'shop/migrations/0004_code.py',
        django('0003_total')
          .replace(/^from/, '[|from')
          .replace('[|class', 'class')
          .replace(/:\|\]/, ':')
          .replace('migrations\n', 'migrations|]\n'),
      ),
    );
    assert.match(found[0]?.message ?? '', /0004_note\.py has the same number: migrate refuses/);
  });

  it('believes a dependency, and a migration that merges', async () => {
    const there = { 'shop/migrations/0004_note.py': plain(django('0003_total')) };
    const after = added(there, 'shop/migrations/0004_code.py', plain(django('0004_note')));
    assert.deepEqual(await checkRepository(migrationOutOfOrder, after), []);
    const merged = added(
      added(there, 'shop/migrations/0004_code.py', plain(django('0003_total'))),
      'shop/migrations/0005_merge.py',
      `${plain(django('0004_code'))}# and "0004_note"\n`,
    );
    assert.deepEqual(await checkRepository(migrationOutOfOrder, merged), []);
  });

  it('believes a dependency on a higher number, and what is itself a merge', async () => {
    const there = { 'shop/migrations/0004_note.py': plain(django('0003_total')), 'shop/migrations/0009_last.py': '' };
    const later = added(there, 'shop/migrations/0004_code.py', plain(django('0009_last')));
    assert.deepEqual(await checkRepository(migrationOutOfOrder, later), []);
    const merge = added(there, 'shop/migrations/0009_merge_20260717_1359.py', plain(django('0004_note')));
    assert.deepEqual(await checkRepository(migrationOutOfOrder, merge), []);
  });

  it('finds a number that comes late only where the tool minds', async () => {
    const late = (folder: string, name: string, next: string): Files =>
      added({ [`${folder}/${next}`]: 'CREATE TABLE a (b int);\n' }, `${folder}/${name}`, sql);
    const files = late('migrations', '000006_orders.up.sql', '000007_items.up.sql');
    const marked = { ...files, 'migrations/000006_orders.up.sql': `[|${sql.replace(';\n', '')}|];\n` };
    const [finding] = await checkRepository(migrationOutOfOrder, marked);
    assert.match(finding?.message ?? '', /never runs it/);
    const rails = added(
      { 'db/migrate/20260302000000_items.rb': 'class Items < ActiveRecord::Migration[7.1]\nend\n' },
      'db/migrate/20260301000000_orders.rb',
      'class Orders < ActiveRecord::Migration[7.1]\nend\n',
    );
    assert.deepEqual(await checkRepository(migrationOutOfOrder, rails), []);
  });

  it('does not take the way back of a migration for its twin', async () => {
    const path = 'migrations/000008_orders';
    const files = {
      ...added({}, `${path}.up.sql`, sql),
      ...added({}, `${path}.down.sql`, 'ALTER TABLE orders DROP COLUMN code;\n'),
    };
    assert.deepEqual(await checkRepository(migrationOutOfOrder, files), []);
  });
});
