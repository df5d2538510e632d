import type { Database } from '#clickhouse/client.ts'

/** What a service works with: the project is decided and allowed before it is called. */
export type ServiceContext = {
  db: Database
  project: string
  /** Who asks, as stored with every change. */
  actor: string
  /** Milliseconds since the epoch. */
  nowMs: number
}
