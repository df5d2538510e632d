import type { LogInsert } from '#clickhouse/tables/log-records.ts'
import type { ScoreInsert } from '#clickhouse/tables/scores.ts'
import type { SpanIoInsert } from '#clickhouse/tables/span-io.ts'
import type { SpanInsert } from '#clickhouse/tables/spans.ts'

/** One record as the rows that it becomes: the unit that is stored or refused as a whole. */
export type StoredRecord = {
  project: string
  /** Identity: equal for copies of the same record. */
  identity: string
  /** Approximate size of its rows. */
  bytes: number
  rows: { span: SpanInsert; io: SpanIoInsert; scores: ScoreInsert[] } | { log: LogInsert; scores: ScoreInsert[] }
}
