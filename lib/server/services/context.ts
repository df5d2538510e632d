import type { Actor } from '#lib/domain/access/actor.ts'
import type { Scope } from '#lib/domain/access/scope.ts'
import type { PriceBooks } from '../price-books.ts'
import type { Database } from '#clickhouse/client.ts'

/** What a service works with: the project is decided and allowed before it is called. */
export type ServiceContext = {
  db: Database
  project: string
  /** The rows that may be seen. */
  scope: Scope
  /** Who asks. */
  actor: Actor
  /** What runs are priced with. */
  prices: PriceBooks
  /** Milliseconds since the epoch. */
  nowMs: number
}
