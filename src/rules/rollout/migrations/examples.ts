/** Changes with migrations, for the page and the tests of the rule. */
import type { Example, ExampleFiles } from '../../../model/rule.ts';

const django = (operation: string): string =>
  'from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n' +
  `    dependencies = [("shop", "0003_order_note")]\n\n    operations = [\n        ${operation},\n    ]\n`;
const models = (note: string): string =>
  `from django.db import models\n\n\nclass Order(models.Model):\n    total = models.IntegerField()\n${note}`;

const python = {
  'requirements.txt': 'django\npsycopg\n',
  'manage.py': 'import sys\n',
  Procfile: 'web: python manage.py runserver\n',
};
const ruby: ExampleFiles = { Gemfile: "gem 'rails'\ngem 'pg'\n", Procfile: 'web: bundle exec rails server\n' };
const rails = (operation: string): string => `class AddCodeToOrders < ActiveRecord::Migration[7.1]\n${operation}end\n`;
const sql = {
  'go.mod': 'module example.com/shop\n\ngo 1.22\n\nrequire github.com/jackc/pgx/v5 v5.6.0\n',
  'main.go': 'package main\n\nfunc main() {}\n',
  Procfile: 'web: ./shop\n',
};

export const unsafeMigrationExamples: Readonly<Record<string, Example>> = {
  python: {
    bad: {
      ...python,
      'before:shop/models.py': models('    note = models.TextField(null=True)\n'),
      'shop/models.py': models(''),
      'before:shop/migrations/0004_remove_order_note.py': '',
      'shop/migrations/0004_remove_order_note.py': django('[|migrations.RemoveField|]("order", "note")'),
    },
    good: {
      ...python,
      'shop/models.py': models(''),
      'before:shop/views.py': 'def orders(request):\n    return []\n',
      'shop/views.py': 'def orders(request):\n    return list(request.user.orders.all())\n',
      'before:shop/migrations/0005_remove_order_note.py': '',
      'shop/migrations/0005_remove_order_note.py': django('migrations.RemoveField("order", "note")'),
    },
  },
  ruby: {
    bad: {
      ...ruby,
      'before:db/migrate/20260301120000_add_code_to_orders.rb': '',
      'db/migrate/20260301120000_add_code_to_orders.rb': rails(
        '  def change\n    [|add_column|] :orders, :code, :string, null: false\n  end\n',
      ),
    },
    good: {
      ...ruby,
      'before:db/migrate/20260301120000_add_code_to_orders.rb': '',
      'db/migrate/20260301120000_add_code_to_orders.rb': rails(
        "  def change\n    add_column :orders, :code, :string, null: false, default: ''\n  end\n",
      ),
    },
  },
  sql: {
    bad: {
      ...sql,
      'before:migrations/0007_orders_code.up.sql': '',
      'migrations/0007_orders_code.up.sql': '[|CREATE INDEX orders_code ON orders (code)|];\n',
    },
    good: {
      ...sql,
      'before:migrations/0007_orders_code.up.sql': '',
      'migrations/0007_orders_code.up.sql': 'CREATE INDEX CONCURRENTLY orders_code ON orders (code);\n',
    },
  },
};
