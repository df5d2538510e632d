import { writeRow, type InsertTable } from '#clickhouse/tables/columns.ts'
import { logRecordsTable, type LogInsert } from '#clickhouse/tables/log-records.ts'
import { RowBinaryWriter } from '#clickhouse/tables/row-binary.ts'
import { scoresTable, type ScoreInsert } from '#clickhouse/tables/scores.ts'
import { spanIoTable, type SpanIoInsert } from '#clickhouse/tables/span-io.ts'
import { spansTable, type SpanInsert } from '#clickhouse/tables/spans.ts'
import type { StoredRecord } from './stored-record.ts'

/** Rows of one table as one insert in RowBinary. */
export type TableBody = { table: string; columns: string[]; bytes: Buffer }

export type EncodedBatch = {
  /** What belongs to the spans: written first. */
  before: TableBody[]
  /** The commit mark: a span that stands in `spans` is complete. */
  spans: TableBody | null
  /** Records with a value that does not fit its column: nothing of them is in the bodies. */
  misfits: StoredRecord[]
}

/** Encodes a batch for its tables. `writtenAt`: milliseconds since the epoch, just before the insert. */
export function encodeBatch(records: readonly StoredRecord[], writtenAt: number): EncodedBatch {
  const encoders = new Encoders()
  const misfits = records.filter((record) => !encoders.add(record, writtenAt))
  const before = [encoders.io, encoders.logs, encoders.scores].flatMap((encoder) => encoder.body() ?? [])
  return { before, spans: encoders.spans.body(), misfits }
}

class Encoders {
  readonly spans = new TableEncoder<SpanInsert>(spansTable)
  readonly io = new TableEncoder<SpanIoInsert>(spanIoTable)
  readonly logs = new TableEncoder<LogInsert>(logRecordsTable)
  readonly scores = new TableEncoder<ScoreInsert>(scoresTable)

  /** False, with nothing of the record added, when a value does not fit. */
  add({ rows }: StoredRecord, writtenAt: number): boolean {
    const all = [this.spans, this.io, this.logs, this.scores]
    const sizes = all.map((encoder) => encoder.size)
    try {
      if ('span' in rows) {
        this.io.add({ ...rows.io, writtenAt })
        this.spans.add({ ...rows.span, writtenAt })
      } else this.logs.add({ ...rows.log, writtenAt })
      for (const score of rows.scores) this.scores.add({ ...score, writtenAt })
      return true
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      all.forEach((encoder, index) => encoder.truncate(sizes[index] ?? 0))
      return false
    }
  }
}

class TableEncoder<Row> {
  private readonly table: InsertTable<Row>
  private readonly writer = new RowBinaryWriter()

  constructor(table: InsertTable<Row>) {
    this.table = table
  }

  get size(): number {
    return this.writer.size
  }

  add(row: Row): void {
    writeRow(this.writer, this.table, row)
  }

  truncate(size: number): void {
    this.writer.truncate(size)
  }

  body(): TableBody | null {
    if (this.writer.size === 0) return null
    return { table: this.table.name, columns: this.table.columns.map(({ name }) => name), bytes: this.writer.bytes() }
  }
}
