/** Numbers by which tools put migrations in order, and what they do with one that comes late. */

export interface VersionedTool {
  /** Row of `knowledge/migrations`. */
  readonly tool: string;
  /** The first group is the version; of the name of the file. */
  readonly version: RegExp;
  /** What happens to one whose version is lower than the highest that ran; null: it runs. */
  readonly late: string | null;
  /** What happens where two have one version; null: nothing. */
  readonly twice: string | null;
}

export const versionedTools: readonly VersionedTool[] = [
  {
    // https://docs.djangoproject.com/en/5.2/topics/migrations/#version-control
    tool: 'Django',
    version: /^(\d{4})_/,
    late: null,
    twice: 'migrate refuses to run while two migrations have no order between them',
  },
  {
    // https://documentation.red-gate.com/flyway/reference/configuration/flyway-namespace/flyway-out-of-order-setting
    tool: 'Flyway',
    version: /^V([\d._]+?)__/,
    late: 'Flyway refuses it as out of order',
    twice: 'Flyway refuses two migrations of one version',
  },
  {
    // https://github.com/golang-migrate/migrate/blob/master/FAQ.md
    tool: 'golang-migrate',
    version: /^(\d+)_/,
    late: 'golang-migrate keeps one number and never runs it',
    twice: 'golang-migrate refuses two migrations of one version',
  },
  {
    // https://pressly.github.io/goose/documentation/cli-commands/
    tool: 'goose',
    version: /^(\d+)_/,
    late: 'goose refuses it as missing',
    twice: 'goose refuses two migrations of one version',
  },
  {
    tool: 'Rails',
    version: /^(\d{8,14})_/,
    late: null,
    twice: 'Rails refuses two migrations of one version',
  },
];

/** Parts of a version, compared as numbers: `1.10` stands behind `1.9`. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [one, other].map((version) => version.split(/[._]/).map(Number));
  for (let at = 0; at < Math.max(first?.length ?? 0, second?.length ?? 0); at++) {
    const difference = (first?.[at] ?? 0) - (second?.[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
