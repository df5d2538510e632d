import { freeBytes } from '../free-bytes.ts'
import { ColumnBytes, roomOf, type RowRange } from './column-bytes.ts'
import type { Column, InsertTable } from './columns.ts'

/** Where a row lies. */
export type EncodedRow = { block: EncodedRows; row: number }

/** Rows of one table as bytes, column by column. */
export type EncodedRows = {
  readonly table: string
  readonly rows: number
  readonly columns: readonly EncodedColumn[]
}

export type EncodedColumn = Pick<Column<never>, 'name' | 'type' | 'isWriteTime'> & { bytes: ColumnBytes }

/** Takes the rows of one table and makes bytes of them at once. */
export class RowBlock<Row> implements EncodedRows {
  readonly table: string
  rows = 0
  private readonly target: InsertTable<Row>
  private readonly expected: { rows: number; bytes: number }
  /** Most requests have rows of some tables only. */
  private made: (EncodedColumn & Column<Row>)[] | null = null
  private room: Buffer | null = null

  /** For about `rows` rows that hold long texts of `bytes` bytes. */
  constructor(target: InsertTable<Row>, expected: { rows: number; bytes: number }) {
    this.table = target.name
    this.target = target
    this.expected = expected
  }

  /** Throws RangeError, leaving nothing behind, when a value does not fit its column. */
  add(row: Row): EncodedRow {
    const { columns } = this
    let tried = 0
    try {
      for (const column of columns) {
        tried += 1
        column.bytes.mark()
        column.write(column.bytes, row)
      }
    } catch (error) {
      for (const { bytes } of columns.slice(0, tried)) bytes.undo()
      throw error
    }
    this.rows += 1
    return { block: this, row: this.rows - 1 }
  }

  /** No row of it is needed any more. */
  free(): void {
    for (const { bytes } of this.made ?? []) bytes.free()
    if (this.room !== null) freeBytes(this.room)
  }

  get columns(): (EncodedColumn & Column<Row>)[] {
    this.made ??= this.makeColumns()
    return this.made
  }

  /** All columns begin in one piece of memory: most of them need little. */
  private makeColumns(): (EncodedColumn & Column<Row>)[] {
    const { columns } = this.target
    const sizes = columns.map(({ type, long }) =>
      Math.ceil(roomOf(type, this.expected.rows) + long * this.expected.bytes),
    )
    const room = Buffer.allocUnsafeSlow(sizes.reduce((sum, size) => sum + size, 0))
    this.room = room
    let end = 0
    return columns.map((column, index) => {
      const start = end
      end += sizes[index] ?? 0
      return { ...column, bytes: new ColumnBytes(column.type, this.expected.rows, room.subarray(start, end)) }
    })
  }
}

/** Rows of a block, each once, as ranges. */
export function rangesOf(rows: readonly number[]): RowRange[] {
  const ranges: RowRange[] = []
  let last: RowRange | undefined
  for (const row of rows.toSorted((a, b) => a - b)) {
    if (last?.end === row) last.end = row + 1
    else ranges.push((last = { start: row, end: row + 1 }))
  }
  return ranges
}
