import type { Database } from '#clickhouse/client.ts'
import { noPrices, PriceTable } from '#lib/domain/price.ts'
import { cataloguePriceBook, makePriceBook, tableVersionOf } from '#lib/pricing/make-price-book.ts'
import type { OpenPriceBook } from '#lib/pricing/price-book.ts'
import { CachedValue } from './cached-value.ts'
import { ConfigEntries } from './config-entries.ts'
import { RecentMap } from './recent-map.ts'

/** A project's prices: one entry, so that its version says all of them. */
export const priceTables = new ConfigEntries('prices', PriceTable)
export const priceTableId = 'table'

const maxAgeMs = 3_000
const olderBooks = { maxEntries: 64, maxWeight: 64 }

/** The prices of every project, as they are and as they were. */
export class PriceBooks {
  private readonly db: Database
  private readonly newest: CachedValue<Map<string, OpenPriceBook>>
  private readonly older = new RecentMap<Promise<OpenPriceBook>>(olderBooks)

  constructor(db: Database) {
    this.db = db
    this.newest = new CachedValue(() => loadNewest(db), maxAgeMs)
  }

  /** Those that hold now, at most three seconds old. */
  async of(project: string): Promise<OpenPriceBook> {
    return (await this.newest.get()).get(project) ?? cataloguePriceBook
  }

  /** Those that a stored run was priced with (`priceVersion`), but for the catalogue, of which only the newest is here. */
  async at(project: string, priceVersion: string): Promise<OpenPriceBook> {
    const version = tableVersionOf(priceVersion)
    if (version === 0) return cataloguePriceBook
    return this.older.get(`${project}\u0000${version}`, 1, async () => {
      const entry = await priceTables.at(this.db, project, priceTableId, version)
      return makePriceBook(entry?.body ?? noPrices, version)
    })
  }
}

async function loadNewest(db: Database): Promise<Map<string, OpenPriceBook>> {
  const tables = await priceTables.list(db, '')
  return new Map(tables.map(({ project, body, version }) => [project, makePriceBook(body, version)]))
}
