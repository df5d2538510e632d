/** All loaded rows once each: a row whose sort value changed between two requests can stand on two pages. */
export function loadedRows<Row>(pages: readonly { items: readonly Row[] }[], keyOf: (row: Row) => string): Row[] {
  const rows = new Map<string, Row>()
  for (const { items } of pages) {
    for (const row of items) if (!rows.has(keyOf(row))) rows.set(keyOf(row), row)
  }
  return [...rows.values()]
}
