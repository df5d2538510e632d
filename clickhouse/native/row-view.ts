import { z } from 'zod'
import type { ColumnValues } from './column-codec.ts'
import { readBlocks, type NativeBlock } from './read-blocks.ts'

/** Turns an answer into values, one a row. The row is one object that moves on: nothing may keep it. */
export type RowsReader<Row> = <Value>(bytes: Buffer, make: (row: Row) => Value) => Value[]

/**
 * Rows of whole columns without an object for each. The first row of every answer is checked against the
 * schema; they all come from the same statement.
 */
export function rowsReader<Schema extends z.ZodObject>(schema: Schema): RowsReader<z.output<Schema>> {
  const names = Object.keys(schema.shape)
  const View = viewOf(names)
  const trusted = z.custom<z.output<Schema>>()
  return (bytes, make) => {
    const values: ReturnType<typeof make>[] = []
    for (const block of readBlocks(bytes)) {
      const view = new View(names.map((name) => columnOf(block, name)))
      const row = trusted.parse(view)
      if (block.rows > 0 && values.length === 0) schema.parse(view.copy())
      for (; view.row < block.rows; view.row += 1) values.push(make(row))
    }
    return values
  }
}

function columnOf({ columns }: NativeBlock, name: string): ColumnValues {
  const column = columns.get(name)
  if (column === undefined) throw new TypeError(`The column ${name} did not come`)
  return column
}

type View = { row: number; copy: () => Record<string, unknown> }

/** A class whose properties are the columns at the present row. */
function viewOf(names: readonly string[]): new (columns: readonly ColumnValues[]) => View {
  class RowView {
    row = 0
    readonly columns: readonly ColumnValues[]

    constructor(columns: readonly ColumnValues[]) {
      this.columns = columns
    }

    copy(): Record<string, unknown> {
      return Object.fromEntries(names.map((name, index) => [name, this.columns[index]?.[this.row]]))
    }
  }
  names.forEach((name, index) => {
    Object.defineProperty(RowView.prototype, name, {
      get(this: RowView) {
        return this.columns[index]?.[this.row]
      },
    })
  })
  return RowView
}
