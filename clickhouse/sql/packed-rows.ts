import { z } from 'zod'
import { rowReader } from '../read-row.ts'

/** A row as one array: without the column names each answer is a third of the size. */
export const PackedRow = z.custom<{ packed: readonly unknown[] | Record<string, unknown> }>()
export type PackedRow = z.infer<typeof PackedRow>

/** The SELECT list that packs these columns into one. */
export function packColumns(columns: string): string {
  return `tuple(${columns}) AS packed`
}

/**
 * Reads rows that `packColumns` packed, by position: the columns must be in the schema's order. The
 * first row of every answer is checked against the schema; they all come from the same statement.
 */
export function packedReader<Row extends z.ZodObject>(schema: Row): (rows: readonly PackedRow[]) => z.output<Row>[] {
  const columns = Object.entries(schema.shape).map(([name, type]) => ({ name, read: rowReader(type) }))
  const trusted = z.custom<z.output<Row>>()
  const unpack = ({ packed }: PackedRow): Record<string, unknown> => {
    // Settings decide whether a tuple leaves as array or as object; the order is the same.
    const values = Array.isArray(packed) ? packed : Object.values(packed)
    if (values.length !== columns.length)
      throw new TypeError(`${values.length} columns came, ${columns.length} are declared`)
    const row: Record<string, unknown> = {}
    columns.forEach(({ name, read }, index) => {
      row[name] = read === null ? values[index] : read(values[index])
    })
    return row
  }
  return (rows) => {
    const [first] = rows
    if (first !== undefined) schema.parse(unpack(first))
    return rows.map((row) => trusted.parse(unpack(row)))
  }
}
