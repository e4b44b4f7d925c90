/** How the migrations of each tool are run where nothing in the repository says it: with what the repository has of the tool. */

export interface MigrationCommand {
  readonly tool: string;
  /** Paths of which one each has to be there, root-relative; the first group of the first is the folder it stands in. */
  readonly needs: readonly RegExp[];
  /** @param folder of the first path, with `/` behind it; empty for the root */
  readonly command: (folder: string) => string;
}

/** The first whose paths are all there is the one. */
export const migrationCommands: readonly MigrationCommand[] = [
  // https://docs.djangoproject.com/en/5.2/ref/django-admin/#migrate
  {
    tool: 'Django',
    needs: [/^((?:[\w.-]+\/)*)manage\.py$/, /(?:^|\/)migrations\/\d{4}_\w+\.py$/],
    command: (folder) => `python ${folder}manage.py migrate --noinput`,
  },
  // https://flask-migrate.readthedocs.io/en/latest/
  { tool: 'Flask-Migrate', needs: [/^()migrations\/alembic\.ini$/], command: () => 'flask db upgrade' },
  // https://alembic.sqlalchemy.org/en/latest/tutorial.html
  {
    tool: 'Alembic',
    needs: [/^((?:[\w.-]+\/)*)alembic\.ini$/],
    command: (folder) =>
      folder === '' ? 'alembic upgrade head' : `alembic --config ${folder}alembic.ini upgrade head`,
  },
  // https://guides.rubyonrails.org/active_record_migrations.html
  {
    tool: 'Rails',
    needs: [/^()bin\/rails$/, /^db\/migrate\/\d{8,14}_\w+\.rb$/],
    command: () => 'bin/rails db:migrate',
  },
  // https://www.prisma.io/docs/orm/prisma-migrate/workflows/development-and-production
  {
    tool: 'Prisma',
    needs: [/^((?:[\w.-]+\/)*)prisma\/migrations\/\d{8,14}_[^/]*\/migration\.sql$/],
    command: (folder) =>
      folder === '' ? 'npx prisma migrate deploy' : `npx prisma migrate deploy --schema ${folder}prisma/schema.prisma`,
  },
  // https://knexjs.org/guide/migrations.html
  {
    tool: 'Knex',
    needs: [/^((?:[\w.-]+\/)*)knexfile\.[cm]?[jt]s$/],
    command: (folder) => `npx knex migrate:latest${folder === '' ? '' : ` --cwd ${folder.slice(0, -1)}`}`,
  },
  // https://sequelize.org/docs/v6/other-topics/migrations
  { tool: 'Sequelize', needs: [/^()\.sequelizerc$/], command: () => 'npx sequelize-cli db:migrate' },
  // https://orm.drizzle.team/docs/drizzle-kit-migrate
  {
    tool: 'Drizzle',
    needs: [/^()drizzle\.config\.[cm]?[jt]s$/, /(?:^|\/)\d{4}_\w+\.sql$/],
    command: () => 'npx drizzle-kit migrate',
  },
  // https://mikro-orm.io/docs/migrations
  { tool: 'MikroORM', needs: [/(?:^|\/)Migration\d{14}\w*\.[jt]s$/], command: () => 'npx mikro-orm migration:up' },
  // https://documentation.red-gate.com/flyway/reference/configuration
  { tool: 'Flyway', needs: [/^()flyway\.(?:conf|toml)$/], command: () => 'flyway migrate' },
  // https://docs.liquibase.com/commands/update/update.html
  { tool: 'Liquibase', needs: [/^()liquibase\.properties$/], command: () => 'liquibase update' },
  // https://laravel.com/docs/12.x/migrations
  {
    tool: 'Laravel',
    needs: [/^()artisan$/, /^database\/migrations\/\d{4}_\d{2}_\d{2}_\d{6}_\w+\.php$/],
    command: () => 'php artisan migrate --force',
  },
  // https://symfony.com/bundles/DoctrineMigrationsBundle/current/index.html
  {
    tool: 'Doctrine',
    needs: [/^()bin\/console$/, /(?:^|\/)Version\d{14}\.php$/],
    command: () => 'php bin/console doctrine:migrations:migrate --no-interaction',
  },
  // https://diesel.rs/guides/getting-started
  { tool: 'Diesel', needs: [/^()diesel\.toml$/], command: () => 'diesel migration run' },
  // https://github.com/golang-migrate/migrate/tree/master/cmd/migrate
  {
    tool: 'golang-migrate',
    needs: [/^((?:[\w.-]+\/)*)\d+_[^/]+\.up\.sql$/],
    command: (folder) => `migrate -path ${folder === '' ? '.' : folder.slice(0, -1)} -database "$DATABASE_URL" up`,
  },
];

/** Names of scripts of package.json that bring a database of production to the new version, best first. */
export const migrationScripts: readonly string[] = [
  'migrate:deploy',
  'db:migrate:deploy',
  'migrate:prod',
  'db:migrate:prod',
  'db:migrate',
  'migrate',
  'migration:run',
  'migrations:run',
  'db:migration:run',
  'typeorm:migration:run',
  'migrate:up',
  'migrate:latest',
  'knex:migrate',
  'prisma:migrate:deploy',
  'prisma:deploy',
];

/** Builds of applications that run them by themselves when they start. */
export const migratesAtStart: readonly {
  readonly tool: string;
  readonly file: RegExp;
  readonly text: RegExp;
}[] = [
  // https://docs.spring.io/spring-boot/how-to/data-initialization.html
  {
    tool: 'Flyway',
    file: /^(?:[\w.-]+\/)?(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
    text: /spring-boot[^]*\bflyway-core\b|\bflyway-core\b[^]*spring-boot/,
  },
  {
    tool: 'Liquibase',
    file: /^(?:[\w.-]+\/)?(?:pom\.xml|build\.gradle(?:\.kts)?)$/,
    text: /spring-boot[^]*\bliquibase-core\b|\bliquibase-core\b[^]*spring-boot/,
  },
];
