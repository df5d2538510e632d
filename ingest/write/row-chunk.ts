import { writeRow, type InsertTable } from '#clickhouse/tables/columns.ts'
import { stampWritten } from '#clickhouse/tables/receipt.ts'
import { RowBinaryWriter } from '#clickhouse/tables/row-binary.ts'

/** Where a row lies. */
export type EncodedRow = { chunk: WrittenRows; start: number; end: number }

/** Rows of one table as bytes, one behind the other. */
export type WrittenRows = {
  readonly table: string
  columnNames(): string[]
  bytes(start: number, end: number): Buffer
  truncate(size: number): void
  /** Sets when the row that ends at `end` was written, milliseconds since the epoch. */
  stamp(end: number, writtenAt: number): void
}

/** Takes the rows of one table and makes bytes of them at once. */
export class RowChunk<Row> implements WrittenRows {
  private readonly target: InsertTable<Row>
  private readonly expectedBytes: number
  /** Most requests have rows of some tables only. */
  private made: RowBinaryWriter | null = null

  constructor(target: InsertTable<Row>, expectedBytes: number) {
    this.target = target
    this.expectedBytes = expectedBytes
  }

  get table(): string {
    return this.target.name
  }

  /** Throws RangeError, leaving nothing behind, when a value does not fit its column. */
  add(row: Row): EncodedRow {
    const { writer } = this
    const start = writer.size
    writeRow(writer, this.target, row)
    return { chunk: this, start, end: writer.size }
  }

  columnNames(): string[] {
    return this.target.columns.map(({ name }) => name)
  }

  bytes(start: number, end: number): Buffer {
    return this.writer.bytes(start, end)
  }

  truncate(size: number): void {
    this.writer.truncate(size)
  }

  stamp(end: number, writtenAt: number): void {
    stampWritten(this.writer, end, writtenAt)
  }

  private get writer(): RowBinaryWriter {
    this.made ??= new RowBinaryWriter(this.expectedBytes)
    return this.made
  }
}
