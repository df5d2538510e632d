import { logRecordsTable, type LogInsert } from '#clickhouse/tables/log-records.ts'
import { RowBlock, type EncodedRow } from '#clickhouse/tables/row-block.ts'
import { scoresTable, type ScoreInsert } from '#clickhouse/tables/scores.ts'
import { spanIoTable, type SpanIoInsert } from '#clickhouse/tables/span-io.ts'
import { spansTable, type SpanInsert } from '#clickhouse/tables/spans.ts'
import type { StoredRecord } from './stored-record.ts'

/** A record as bytes: all that is kept of it until it is stored. */
export type EncodedRecord = {
  project: string
  /** Equal for copies of the same record. */
  identity: string
  /** Size of its rows, about. */
  bytes: number
  rows: readonly EncodedRow[]
}

/**
 * Encodes the records of a request one by one, each right after it was prepared: facts and texts become
 * garbage while they are young, and a request is written as it lies.
 */
export class RecordEncoder {
  private readonly io: RowBlock<SpanIoInsert>
  private readonly spans: RowBlock<SpanInsert>
  private readonly logs: RowBlock<LogInsert>
  private readonly scores: RowBlock<ScoreInsert>
  private requests = 0
  private isOpen = true

  /** For about `rows` records that came in `bytes` bytes. */
  constructor(expected: { rows: number; bytes: number }) {
    this.io = new RowBlock(spanIoTable, expected)
    this.spans = new RowBlock(spansTable, expected)
    this.logs = new RowBlock(logRecordsTable, expected)
    this.scores = new RowBlock(scoresTable, { rows: 1, bytes: 0 })
  }

  /** A request begins to write. */
  lend(): this {
    this.requests += 1
    return this
  }

  /** All records of a request are stored. Where they are not, the garbage collector is left to find out who still needs them. */
  giveBack(): void {
    this.requests -= 1
    this.freeUnused()
  }

  /** No request begins any more. */
  close(): void {
    this.isOpen = false
    this.freeUnused()
  }

  /** Null when a value does not fit its column: rows that were made of the record before are not asked for. */
  encode({ project, identity, bytes, rows }: StoredRecord): EncodedRecord | null {
    try {
      const scores = rows.scores.map((score) => this.scores.add(score))
      if ('log' in rows) return { project, identity, bytes, rows: [this.logs.add(rows.log), ...scores] }
      return { project, identity, bytes, rows: [this.io.add(rows.io), this.spans.add(rows.span), ...scores] }
    } catch (error) {
      if (error instanceof RangeError) return null
      throw error
    }
  }

  private freeUnused(): void {
    if (this.isOpen || this.requests > 0) return
    for (const block of [this.io, this.spans, this.logs, this.scores]) block.free()
  }
}

/** Up to this size requests share their blocks: gathering the columns of many small ones would cost more than encoding them. */
const sharedBytes = 256 * 1024
/** A shared block takes requests until it holds so much. */
const sharedBlock = { rows: 512, bytes: 1024 * 1024 }

/** Gives each request an encoder: large ones their own, small ones a common one. */
export class RecordEncoders {
  private shared: RecordEncoder | null = null
  private left = { rows: 0, bytes: 0 }

  of(expected: { rows: number; bytes: number }): RecordEncoder {
    if (expected.bytes > sharedBytes || expected.rows > sharedBlock.rows) {
      const own = new RecordEncoder(expected).lend()
      own.close()
      return own
    }
    const { rows, bytes } = this.left
    if (this.shared === null || rows < expected.rows || bytes < expected.bytes) {
      this.shared?.close()
      this.shared = new RecordEncoder(sharedBlock)
      this.left = { ...sharedBlock }
    }
    this.left.rows -= expected.rows
    this.left.bytes -= expected.bytes
    return this.shared.lend()
  }
}
