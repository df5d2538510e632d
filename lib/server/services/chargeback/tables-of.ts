import type { Database } from '#clickhouse/client.ts'
import type { StatementContent } from '#lib/domain/frozen-statement.ts'
import { tableVersionOf } from '#lib/pricing/make-price-book.ts'
import { priceTableId, priceTables } from '#lib/server/price-books.ts'

/** The project's own prices of some versions, as they were. */
export async function tablesOf(
  db: Database,
  project: string,
  priceVersions: readonly string[],
): Promise<StatementContent['prices']> {
  return Promise.all(
    priceVersions.map(async (priceVersion) => {
      const version = tableVersionOf(priceVersion)
      const entry = version === 0 ? null : await priceTables.at(db, project, priceTableId, version)
      return { priceVersion, table: entry?.body ?? null }
    }),
  )
}
