/** From the rows of all files to the conventions of the repository. */
import { operationGroup, type Conventions, type Helper, type OperationCount } from '../model/conventions.ts';
import { stableHash } from '../model/finding.ts';
import { handlerCounts } from './peers.ts';
import type { FileSurvey, OperationRow } from './survey.ts';

/** @param rootOf directory of the service a file belongs to, `.` where it belongs to none */
export function conventionsOf(surveys: ReadonlyMap<string, FileSurvey>, rootOf: (path: string) => string): Conventions {
  const helpers = helpersIn(surveys);
  const names = namesOf(helpers);
  const operations: Record<string, OperationCount> = {};
  for (const [path, { ecosystem, operations: rows }] of surveys) {
    for (const row of rows) {
      const group = operationGroup(rootOf(path), ecosystem, row.kind);
      const { logged, traced, measured } = resolved(row, ecosystem, names);
      const before = operations[group] ?? { total: 0, logged: 0, traced: 0, measured: 0 };
      operations[group] = {
        total: before.total + 1,
        logged: before.logged + Number(logged),
        traced: before.traced + Number(traced),
        measured: before.measured + Number(measured),
      };
    }
  }
  return {
    key: stableHash(JSON.stringify([helpers, operations])),
    helpers,
    operations,
    handlers: handlerCounts(surveys),
  };
}

/** Names of helpers by what they do and the ecosystem they are called from. */
export type HelperNames = ReadonlySet<string>;

export function namesOf(helpers: readonly Helper[]): HelperNames {
  return new Set(helpers.map(({ kind, ecosystem, name }) => [kind, ecosystem, name].join('\0')));
}

/** An operation leaves a trace by itself or by a helper that it calls. */
export function resolved(
  row: OperationRow,
  ecosystem: string,
  names: HelperNames,
): Pick<OperationRow, 'logged' | 'traced' | 'measured'> {
  const calls = (kind: Helper['kind']): boolean =>
    row.calls.some((name) => names.has([kind, ecosystem, name].join('\0')));
  return {
    logged: row.logged || calls('log'),
    traced: row.traced || calls('span'),
    measured: row.measured || calls('metric'),
  };
}

function helpersIn(surveys: ReadonlyMap<string, FileSurvey>): Helper[] {
  const helpers: Helper[] = [];
  for (const [file, { ecosystem, helpers: rows }] of surveys) {
    for (const { kind, name } of rows) helpers.push({ kind, ecosystem, name, file });
  }
  return helpers.sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

function order({ kind, name, file }: Helper): string {
  return `${kind}\0${name}\0${file}`;
}
