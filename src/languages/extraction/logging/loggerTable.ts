/** What the rows of an ecosystem's loggers say, by what is looked for. */
import type { LoggerRow } from '../../../knowledge/logger.ts';
import { loggerNames, loggerRows, unknownLoggers } from '../../../knowledge/loggers.ts';
import type { Extraction } from '../extraction.ts';
import { mostLinks, withoutLink } from './chains.ts';

/** Rows of one ecosystem by what is looked for. */
export interface LoggerTable {
  /** Several where libraries have loggers of the same name. */
  readonly loggers: ReadonlyMap<string, readonly LoggerRow[]>;
  readonly modules: ReadonlyMap<string, readonly LoggerRow[]>;
  readonly functions: ReadonlyMap<string, LoggerRow>;
  /** Every method that logs in some library, so that most calls are passed over at once. */
  readonly methods: ReadonlySet<string>;
  readonly anywhere: ReadonlyMap<string, LoggerRow>;
  readonly streams: ReadonlyMap<string, LoggerRow>;
  readonly derive: ReadonlySet<string>;
  readonly unknown: LoggerRow | null;
  /** Some library's loggers have methods that the program gave them. */
  readonly isOpen: boolean;
  readonly names: RegExp | null;
}

const tables = new Map<string, LoggerTable>();

export function loggerTableOf(ecosystem: string): LoggerTable {
  const known = tables.get(ecosystem);
  if (known !== undefined) return known;
  const rows = loggerRows.filter((row) => row.ecosystem === ecosystem);
  const unknown = unknownLoggers.find((row) => row.ecosystem === ecosystem) ?? null;
  const names = loggerNames(ecosystem);
  const all = unknown === null ? rows : [...rows, unknown];
  const table: LoggerTable = {
    loggers: byPath(rows, (row) => row.loggers),
    modules: byPath(rows, (row) => row.modules),
    functions: new Map(rows.flatMap((row) => Object.keys(row.functions).map((path) => [path, row]))),
    methods: new Set(
      all.flatMap((row) => [
        ...Object.keys(row.methods),
        ...Object.keys(row.anywhere ?? {}),
        ...(row.levelArgument === null ? [] : [row.levelArgument]),
      ]),
    ),
    anywhere: new Map(rows.flatMap((row) => Object.keys(row.anywhere ?? {}).map((method) => [method, row]))),
    streams: new Map(rows.flatMap((row) => (row.streams ?? []).map((path) => [path, row]))),
    derive: new Set(all.flatMap((row) => row.derive)),
    unknown,
    isOpen: all.some((row) => row.otherMethods !== undefined),
    names,
  };
  tables.set(ecosystem, table);
  return table;
}

function byPath(
  rows: readonly LoggerRow[],
  pathsOf: (row: LoggerRow) => readonly string[],
): ReadonlyMap<string, readonly LoggerRow[]> {
  const found = new Map<string, LoggerRow[]>();
  for (const row of rows) for (const path of pathsOf(row)) found.set(path, [...(found.get(path) ?? []), row]);
  return found;
}

/** Of libraries whose loggers have one name, the one that has the method and that the file imports. */
function chosen(
  { imports }: Extraction,
  rows: readonly LoggerRow[] | undefined,
  method: string | null,
): LoggerRow | undefined {
  if (rows === undefined || rows.length < 2) return rows?.[0];
  const able = rows.filter(
    (row) => method === null || row.methods[method] !== undefined || row.levelArgument === method,
  );
  const among = able.length === 0 ? rows : able;
  const isImported = ({ imported }: LoggerRow): boolean =>
    imported !== undefined && imports.some(({ fact }) => imported.test(fact.module));
  return among.find(isImported) ?? among.find((row) => row.imported === undefined) ?? among[0];
}

/** The row of a logger, or of one that is made of it. */
export function loggerOf(
  extraction: Extraction,
  table: LoggerTable,
  path: string,
  method: string | null,
): LoggerRow | undefined {
  let base = path;
  for (let level = 0; level < mostLinks; level++) {
    const row = chosen(extraction, table.loggers.get(base) ?? table.modules.get(base), method);
    if (row !== undefined) return row;
    const next = withoutLink(base, table.derive);
    if (next === null) return undefined;
    base = next;
  }
  return undefined;
}
