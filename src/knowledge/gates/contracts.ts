import type { GateTable } from '../gate.ts';

/** What is promised to others and to the data: schemas, contracts, migrations. */
export const contractGates: GateTable = {
  commands: [
    {
      tool: 'makemigrations',
      type: 'migration-check',
      command: /^(?:manage\.py|django-admin|coverage run .*manage\.py)\b.*makemigrations\b.*--check/,
    },
    {
      tool: 'lintmigrations',
      type: 'migration-check',
      command:
        /^(?:manage\.py lintmigrations|django-migration-linter|alembic check|flask db check|atlas migrate (?:lint|validate)|squawk|flyway\b.* validate|flyway validate|liquibase\b.* ?validate|prisma migrate status|drizzle-kit check|sqitch verify|migra|rails db:abort_if_pending_migrations|rake db:migrate:(?:reset|with_data)|rails db:migrate:(?:reset|with_data)|diesel migration redo|sqlx (?:migrate info|prepare)|cargo sqlx prepare)\b/,
    },
    {
      tool: 'prisma',
      type: 'migration-check',
      command: /^prisma migrate diff\b/,
      needs: { flag: /--exit-code/, why: 'without --exit-code it succeeds whatever differs' },
    },
    {
      tool: 'git diff',
      type: 'migration-check',
      command: /^git diff\b.*(?:schema\.rb|structure\.sql|\bdb\/|migrations?\b)/,
      needs: { flag: /--exit-code|--quiet/, why: 'without --exit-code git diff only prints' },
    },
    {
      tool: 'pact',
      type: 'contract-check',
      command:
        /^(?:pact(?:-broker|flow)?\b.*(?:verify|can-i-deploy)|pact-provider-verifier|can-i-deploy|buf breaking|rover (?:sub)?graph check|rover subgraph check|openapi-diff|optic diff|swagger-cli validate|redocly lint|spectral lint|apollo (?:service|client):check|api-extractor|cargo semver-checks|japicmp|revapi|openapi-generator(?:-cli)? validate|mvn\b.*pact:verify|gradle\b.*[ :](?:pactVerify|\w*[pP]actTest\w*|contractTests?))\b/,
    },
    {
      tool: 'graphql-inspector',
      type: 'contract-check',
      command: /^(?:graphql-inspector (?:diff|validate)|graphql-inspector)\b/,
    },
    {
      tool: 'oasdiff',
      type: 'contract-check',
      command: /^oasdiff\b/,
      needs: { flag: /--fail-on|-f\b/, why: 'without --fail-on it succeeds whatever breaks' },
    },
  ],
  actions: [
    { tool: 'buf', type: 'contract-check', uses: /^bufbuild\/buf-(?:breaking-)?action|^bufbuild\/buf-breaking/ },
    {
      tool: 'oasdiff',
      type: 'contract-check',
      uses: /^oasdiff\/oasdiff-action\/breaking|^kamilkisiela\/graphql-inspector|^stoplightio\/spectral-action|^usebruno\/|^schemathesis\/action/,
    },
    {
      tool: 'squawk',
      type: 'migration-check',
      uses: /^sbdchd\/squawk-action|^ariga\/atlas-action\/migrate\/lint|^yandex\/pg_migration/,
    },
  ],
};
