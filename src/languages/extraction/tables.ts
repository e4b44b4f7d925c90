/** Rows of a knowledge table by ecosystem and key, for a look-up that makes no new string per call. */
export function tableByEcosystem<Row extends { readonly ecosystem: string }>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): (ecosystem: string) => ReadonlyMap<string, Row> {
  const tables = new Map<string, Map<string, Row>>();
  for (const row of rows) {
    const table = tables.get(row.ecosystem) ?? new Map<string, Row>();
    table.set(keyOf(row), row);
    tables.set(row.ecosystem, table);
  }
  const none = new Map<string, Row>();
  return (ecosystem) => tables.get(ecosystem) ?? none;
}
