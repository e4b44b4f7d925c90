/** What stands around deploys: clusters of the run itself, tags that move, migrations, inputs that choose a version. */

/** Clusters that a run starts for itself: what is put into them is deployed nowhere. */
export const throwAwayCluster = {
  commands:
    /^(?:kind create cluster|minikube start|k3d (?:cluster )?create|microk8s (?:start|install)|ctlptl create|colima start|k0s (?:install|start)|talosctl cluster create|vcluster create|ct install)\b/,
  uses: /^(?:helm|engineerd|container-tools)\/(?:setup-)?kind|kind-action|^(?:medyagh|manusa|opsgang|lukasz-bielinski)\/\S*minikube|setup-minikube|(?:^|\/|-)(?:setup-)?k3[ds](?:-|$)|^balchua\/microk8s|^rinx\/setup-k3d|^replicatedhq\/(?:compatibility-actions\/)?create-cluster/,
} as const;

/** A moving tag of an image: whoever follows it gets what is pushed. */
export const movingTag = /[/\w}]:["']?(prod|production|staging|stage|live|release)(?=["'\s\\]|$)/;

/** Commands that change the data before or after the application is replaced. */
export const migrationCommand =
  /^(?:(?:rails|rake) (?:db:(?:migrate|prepare)|data:migrate)(?!:)|(?:manage\.py|django-admin) migrate\b|alembic (?:(?:-c|-x|--config|--name|-n)[= ]\S+ )*upgrade|flask db upgrade|prisma migrate deploy|prisma db push|knex migrate:latest|sequelize(?:-cli)? db:migrate|typeorm\S* migration:run|flyway\b.*\bmigrate|liquibase\b.*\bupdate|dotnet ef database update|goose\b.*\bup|migrate\b.*\bup|artisan migrate|php artisan migrate|php \S*console doctrine:migrations:migrate|mikro-orm migration:up|mix ecto\.migrate|diesel migration run|sqlx migrate run|atlas (?:migrate|schema) apply|dbmate\b.*\bup|drizzle-kit migrate|bin\/migrate)/;

/** Migrations as a part of an order of deploys. */
export const migrationPart = /^(?:migrat\w*|db[-_ ]?migrat\w*|schema|database|db)$/i;

/** Inputs by which an older version can be chosen. */
export const versionInput =
  /^(?:(?:image|docker|release|deploy|git)?[-_]?(?:tag|sha|version|ref|revision|commit|digest)|rollback\w*|image)$/i;
