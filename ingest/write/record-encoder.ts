import { logRecordsTable, type LogInsert } from '#clickhouse/tables/log-records.ts'
import { scoresTable, type ScoreInsert } from '#clickhouse/tables/scores.ts'
import { spanIoTable, type SpanIoInsert } from '#clickhouse/tables/span-io.ts'
import { spansTable, type SpanInsert } from '#clickhouse/tables/spans.ts'
import { RowChunk, type EncodedRow } from './row-chunk.ts'
import type { StoredRecord } from './stored-record.ts'

/** A record as bytes: all that is kept of it until it is stored. */
export type EncodedRecord = {
  project: string
  /** Equal for copies of the same record. */
  identity: string
  /** Size of its rows. */
  bytes: number
  rows: readonly EncodedRow[]
}

/** Guesses at the room that is needed: a narrow row, and what text grows by (escapes, names of fields, texts for search). */
const narrowRowBytes = 1_100
const textGrowth = 2

/**
 * Encodes the records of a request one by one, each right after it was prepared: facts and texts become
 * garbage while they are young, and a request is written as it lies.
 */
export class RecordEncoder {
  private readonly io: RowChunk<SpanIoInsert>
  private readonly spans: RowChunk<SpanInsert>
  private readonly logs: RowChunk<LogInsert>
  private readonly scores: RowChunk<ScoreInsert>

  /** For about `records` records that came in `bytes` bytes. */
  constructor({ records, bytes }: { records: number; bytes: number }) {
    const narrowBytes = (records + 1) * narrowRowBytes
    const textBytes = narrowBytes + Math.ceil(bytes * textGrowth)
    this.io = new RowChunk(spanIoTable, textBytes)
    this.spans = new RowChunk(spansTable, narrowBytes)
    this.logs = new RowChunk(logRecordsTable, textBytes)
    this.scores = new RowChunk(scoresTable, narrowRowBytes)
  }

  /** Null when a value does not fit its column: nothing of the record is kept. */
  encode({ project, identity, rows }: StoredRecord): EncodedRecord | null {
    const encoded: EncodedRow[] = []
    try {
      if ('span' in rows) encoded.push(this.io.add(rows.io), this.spans.add(rows.span))
      else encoded.push(this.logs.add(rows.log))
      for (const score of rows.scores) encoded.push(this.scores.add(score))
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      for (const { chunk, start } of encoded.toReversed()) chunk.truncate(start)
      return null
    }
    return { project, identity, rows: encoded, bytes: encoded.reduce((sum, { start, end }) => sum + end - start, 0) }
  }
}
