/** Which database a service speaks to, by the packages that it needs for that. */
export type Database = 'postgresql' | 'mysql' | 'sqlite' | 'other';

const drivers: readonly (readonly [database: Database, packages: RegExp])[] = [
  [
    'postgresql',
    /^(?:psycopg2?(?:-binary|-pool)?|asyncpg|pg8000|aiopg|pg|postgres|pg-promise|@neondatabase\/serverless|github\.com\/(?:lib\/pq|jackc\/pgx(?:\/v\d+)?)|(?:org\.postgresql:)?postgresql|npgsql(?:\.\w+)*|tokio-postgres)$/i,
  ],
  [
    'mysql',
    /^(?:mysqlclient|pymysql|aiomysql|mysql-connector-python|mysql2?|mariadb|trilogy|github\.com\/go-sql-driver\/mysql|(?:com\.mysql:)?mysql-connector-(?:j|java)|pomelo\.entityframeworkcore\.mysql)$/i,
  ],
  ['sqlite', /^(?:sqlite3|better-sqlite3|aiosqlite|github\.com\/mattn\/go-sqlite3|modernc\.org\/sqlite)$/i],
  [
    'other',
    /^(?:oracledb|cx-oracle|pyodbc|mssql|tedious|pymssql|(?:com\.microsoft\.sqlserver:)?mssql-jdbc|ojdbc\d+)$/i,
  ],
];

/** The one that all of these packages together speak to; null for none and for several that production may use. */
export function databaseOf(packages: Iterable<string>): Database | null {
  const found = new Set<Database>();
  for (const name of packages) for (const [database, own] of drivers) if (own.test(name)) found.add(database);
  // A file is what tests and laptops use beside the real one.
  if (found.size > 1) found.delete('sqlite');
  const [first = null] = found;
  return found.size === 1 ? first : null;
}
