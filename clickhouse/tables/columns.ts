import { RowBinaryWriter } from './row-binary.ts'

/** A column of an insert: its name, and how its value leaves `Source` for the wire. */
export type Column<Source> = { name: string; write: (writer: RowBinaryWriter, source: Source) => void }

type Build<Value> = <Source>(name: string, of: (source: Source) => Value) => Column<Source>

/** String and LowCardinality(String) */
export const text: Build<string> = (name, of) => ({ name, write: (writer, source) => writer.text(of(source)) })

/** Array(String) */
export const texts: Build<readonly string[]> = (name, of) => ({
  name,
  write: (writer, source) => writer.texts(of(source)),
})

/** Map(LowCardinality(String), String) */
export const map: Build<Readonly<Record<string, string>>> = (name, of) => ({
  name,
  write: (writer, source) => writer.map(of(source)),
})

/** Bool */
export const bool: Build<boolean> = (name, of) => ({ name, write: (writer, source) => writer.bool(of(source)) })

/** Int32 */
export const int32: Build<number> = (name, of) => ({ name, write: (writer, source) => writer.int32(of(source)) })

/** UInt32, and DateTime in whole seconds since the epoch */
export const uint32: Build<number> = (name, of) => ({ name, write: (writer, source) => writer.uint32(of(source)) })

/** UInt64 up to 2^53 */
export const uint64: Build<number> = (name, of) => ({ name, write: (writer, source) => writer.uint64(of(source)) })

/** DateTime64(3): milliseconds since the epoch, not before it */
export const millis: Build<number> = (name, of) => ({
  name,
  write: (writer, source) => writer.uint64(of(source)),
})

/** DateTime64(9): nanoseconds since the epoch */
export const nanos: Build<bigint> = (name, of) => ({ name, write: (writer, source) => writer.int64(of(source)) })

/** Nullable(UInt64) up to 2^53 */
export const nullableUint64: Build<number | null> = (name, of) => ({
  name,
  write: (writer, source) => {
    const value = of(source)
    writer.isNull(value === null)
    if (value !== null) writer.uint64(value)
  },
})

/** Nullable(Float64) */
export const nullableFloat64: Build<number | null> = (name, of) => ({
  name,
  write: (writer, source) => {
    const value = of(source)
    writer.isNull(value === null)
    if (value !== null) writer.float64(value)
  },
})

/** Nullable(Bool) */
export const nullableBool: Build<boolean | null> = (name, of) => ({
  name,
  write: (writer, source) => {
    const value = of(source)
    writer.isNull(value === null)
    if (value !== null) writer.bool(value)
  },
})

/** A table as inserts see it. */
export type InsertTable<Source> = { name: string; columns: readonly Column<Source>[] }

/** Appends one row; throws, leaving the writer as it was, when a value does not fit its column. */
export function writeRow<Source>(writer: RowBinaryWriter, table: InsertTable<Source>, source: Source): void {
  const start = writer.size
  try {
    for (const column of table.columns) column.write(writer, source)
  } catch (error) {
    writer.truncate(start)
    throw error
  }
}

/** All rows as one body. */
export function encodeRows<Source>(table: InsertTable<Source>, sources: readonly Source[]): Buffer {
  const writer = new RowBinaryWriter()
  for (const source of sources) writeRow(writer, table, source)
  return writer.bytes()
}
