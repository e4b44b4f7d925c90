/** How tools that change databases name their files, and the commands that run them. */

export interface MigrationRow {
  readonly tool: string;
  /** What the root-relative path of a migration looks like. */
  readonly path: RegExp;
  /** What its text holds besides, where the path alone would say too much of other files. */
  readonly text: RegExp | null;
  /** Takes a migration back: not run on the way to production. */
  readonly back: RegExp | null;
  /** A command line that runs those that were not run yet. */
  readonly run: RegExp | null;
}

const row = (tool: string, path: RegExp, rest: Partial<MigrationRow> = {}): MigrationRow => ({
  tool,
  path,
  text: null,
  back: null,
  run: null,
  ...rest,
});

/** The first that fits is the one; what only a folder says comes last. */
const rows: readonly MigrationRow[] = [
  // https://docs.djangoproject.com/en/5.2/topics/migrations/
  row('Django', /(?:^|\/)migrations\/\d{4}_\w+\.py$/, {
    text: /\bmigrations\.Migration\b/,
    run: /\b(?:manage\.py|django-admin)\b.*\bmigrate\b/,
  }),
  // https://alembic.sqlalchemy.org/en/latest/tutorial.html
  row('Alembic', /(?:^|\/)\w*versions\w*\/(?:[^/]+\/)*[^/]+\.py$/, {
    text: /^(?:down_)?revision\b\s*[:=]/m,
    run: /\balembic\b.*\bupgrade\b|\bflask\b.*\bdb\s+upgrade\b/,
  }),
  // https://guides.rubyonrails.org/active_record_migrations.html
  row('Rails', /(?:^|\/)db\/(?:\w+_)?migrate\/\d{8,14}_\w+\.rb$/, { run: /\bdb:(?:migrate|prepare)\b/ }),
  // https://documentation.red-gate.com/flyway/flyway-concepts/migrations
  row('Flyway', /(?:^|\/)(?:[VU][\w.]*|R)__[^/]+\.(?:sql|java|kt)$/, {
    back: /(?:^|\/)U[\w.]*__/,
    run: /\bflyway\b.*\bmigrate\b/,
  }),
  // https://docs.liquibase.com/concepts/changelogs/home.html
  row('Liquibase', /\.(?:xml|ya?ml|json|sql)$/, {
    text: /<databaseChangeLog\b|^\s*["']?databaseChangeLog["']?\s*:|^--\s*liquibase formatted sql/m,
    run: /\bliquibase\b.*\bupdate\b/,
  }),
  // https://www.prisma.io/docs/orm/prisma-migrate
  row('Prisma', /(?:^|\/)migrations\/\d{8,14}_[^/]*\/migration\.sql$/, {
    run: /\bprisma\b.*\b(?:migrate\s+deploy|db\s+push)\b/,
  }),
  // https://typeorm.io/docs/migrations/why
  row('TypeORM', /\.[cm]?[jt]s$/, {
    text: /\bimplements\s+MigrationInterface\b|\basync\s+up\s*\(\s*queryRunner\b/,
    run: /\bmigration:run\b/,
  }),
  // https://sequelize.org/docs/v6/other-topics/migrations
  row('Sequelize', /(?:^|\/)\w*migrations?\w*\/[^/]+\.[cm]?[jt]s$/i, {
    text: /\bqueryInterface\b/,
    run: /\bsequelize(?:-cli)?\b.*\bdb:migrate\b/,
  }),
  // https://knexjs.org/guide/migrations.html
  row('Knex', /(?:^|\/)\w*migrations?\w*\/(?:[^/]+\/)*[^/]+\.[cm]?[jt]s$/i, {
    text: /\bknex\b[^]*\bup\b|\bup\b[^]*\bknex\b/i,
    run: /\bknex\b.*\bmigrate:(?:latest|up)\b/,
  }),
  // https://db-migrate.readthedocs.io/en/latest/Getting%20Started/usage/
  row('db-migrate', /(?:^|\/)\w*migrations?\w*\/(?:[^/]+\/)*\d{14}-[^/]+\.[cm]?[jt]s$/i, {
    text: /\bexports\.up\b/,
    run: /\bdb-migrate\b.*\bup\b/,
  }),
  // https://mikro-orm.io/docs/migrations
  row('MikroORM', /(?:^|\/)Migration\d{14}\w*\.[jt]s$/, { run: /\bmikro-orm\b.*\bmigration:up\b/ }),
  // https://orm.drizzle.team/docs/migrations
  row('Drizzle', /(?:^|\/)drizzle\/(?:[^/]+\/)*\d{4}_\w+\.sql$/, { run: /\bdrizzle-kit\b.*\b(?:migrate|push)\b/ }),
  // https://pressly.github.io/goose/
  row('goose', /\.(?:sql|go)$/, {
    text: /^--\s*\+goose\s+Up\b|\bgoose\.AddMigration(?:NoTx)?(?:Context)?\(/m,
    run: /\bgoose\b.*\bup\b/,
  }),
  // https://github.com/amacneil/dbmate
  row('dbmate', /\.sql$/, { text: /^--\s*migrate:up\b/m, run: /\bdbmate\b.*\b(?:up|migrate)\b/ }),
  // https://github.com/golang-migrate/migrate/blob/master/MIGRATIONS.md
  row('golang-migrate', /(?:^|\/)\d+_[^/]+\.(?:up|down)\.sql$/, {
    back: /\.down\.sql$/,
    run: /\bmigrate\b.*\bup\b/,
  }),
  // https://diesel.rs/guides/getting-started
  row('Diesel', /(?:^|\/)migrations\/[^/]+\/(?:up|down)\.sql$/, {
    back: /\/down\.sql$/,
    run: /\bdiesel\b.*\bmigration\s+run\b/,
  }),
  // https://hexdocs.pm/ecto_sql/Ecto.Migration.html
  row('Ecto', /(?:^|\/)priv\/(?:[^/]+\/)*migrations\/\d{14}_\w+\.exs$/, { run: /\becto\.migrate\b/ }),
  // https://learn.microsoft.com/en-us/ef/core/managing-schemas/migrations/
  row('EF Core', /(?:^|\/)Migrations\/(?:[^/]+\/)*\d{14}_(?:(?!\.Designer\.)[^/])+\.cs$/, {
    run: /\bef\b.*\bdatabase\s+update\b/,
  }),
  // https://laravel.com/docs/12.x/migrations
  row('Laravel', /(?:^|\/)migrations\/(?:[^/]+\/)*\d{4}_\d{2}_\d{2}_\d{6}_\w+\.php$/, {
    run: /\bartisan\b.*\bmigrate\b/,
  }),
  // https://www.doctrine-project.org/projects/doctrine-migrations/en/3.9/
  row('Doctrine', /(?:^|\/)Version\d{14}\.php$/, { run: /\bmigrations:migrate\b/ }),
  row('SQL', /(?:^|\/)\w*migrations?\w*\/(?:[^/]+\/)*[vV]?\d[^/]*\.sql$/, {
    back: /[._-](?:down|rollback|undo)\.sql$/,
    run: /\b(?:sqlx\b.*\bmigrate\s+run|atlas\b.*\bmigrate\s+apply|supabase\b.*\bdb\s+push)\b/,
  }),
];

/** A text is looked at this far, in UTF-16 code units: what says whose it is stands at the top. */
const head = 20_000;

/** The tool that a file is a migration of; null where it is none. */
export function migrationOf(path: string, text: string): MigrationRow | null {
  return rows.find((one) => one.path.test(path) && (one.text === null || one.text.test(text.slice(0, head)))) ?? null;
}
