import type { ColumnBytes, WireType } from './column-bytes.ts'
import { nativeBlock } from './native-block.ts'
import { RowBlock } from './row-block.ts'

/** A column of an insert: its name, its type on the wire, and how its value leaves `Source`. */
export type Column<Source> = {
  name: string
  type: WireType
  write: (to: ColumnBytes, source: Source) => void
  /** The share of a record's bytes that its value has, about: 0 but for the long texts. */
  long: number
  /** The time of the insert stands in it, whenever the row was encoded. */
  isWriteTime?: true
}

type Build<Value> = <Source>(name: string, of: (source: Source) => Value) => Column<Source>

/** String and LowCardinality(String) */
export const text: Build<string> = (name, of) => longText(name, 0, of)

/** String, with the share of a record's bytes that it has */
export function longText<Source>(name: string, long: number, of: (source: Source) => string): Column<Source> {
  return { name, type: 'String', long, write: ({ values }, source) => values.text(of(source)) }
}

/** Array(String) */
export const texts: Build<readonly string[]> = (name, of) => ({
  name,
  type: 'Array(String)',
  long: 0,
  write: ({ lead, values }, source) => {
    const list = of(source)
    lead.uint32(list.length)
    for (const each of list) values.text(each)
  },
})

/** Map(LowCardinality(String), String) */
export const map: Build<Readonly<Record<string, string>>> = (name, of) => ({
  name,
  type: 'Map(String, String)',
  long: 0,
  write: ({ lead, values, mapped }, source) => {
    const entries = of(source)
    const keys = Object.keys(entries)
    lead.uint32(keys.length)
    for (const key of keys) {
      values.text(key)
      mapped.text(entries[key] ?? '')
    }
  },
})

/** Bool */
export const bool: Build<boolean> = (name, of) => ({
  name,
  type: 'Bool',
  long: 0,
  write: ({ values }, source) => values.bool(of(source)),
})

/** Int32 */
export const int32: Build<number> = (name, of) => ({
  name,
  type: 'Int32',
  long: 0,
  write: ({ values }, source) => values.int32(of(source)),
})

/** UInt32, and DateTime in whole seconds since the epoch */
export const uint32: Build<number> = (name, of) => ({
  name,
  type: 'UInt32',
  long: 0,
  write: ({ values }, source) => values.uint32(of(source)),
})

/** UInt64 up to 2^53 */
export const uint64: Build<number> = (name, of) => ({
  name,
  type: 'UInt64',
  long: 0,
  write: ({ values }, source) => values.uint64(of(source)),
})

/** DateTime64(3): milliseconds since the epoch, not before it */
export const millis: Build<number> = (name, of) => ({
  name,
  type: 'DateTime64(3)',
  long: 0,
  write: ({ values }, source) => values.uint64(of(source)),
})

/** DateTime64(9): nanoseconds since the epoch */
export const nanos: Build<bigint> = (name, of) => ({
  name,
  type: 'DateTime64(9)',
  long: 0,
  write: ({ values }, source) => values.int64(of(source)),
})

/** Nullable(UInt64) up to 2^53 */
export const nullableUint64: Build<number | null> = (name, of) => ({
  name,
  type: 'Nullable(UInt64)',
  long: 0,
  write: ({ lead, values }, source) => {
    const value = of(source)
    lead.bool(value === null)
    values.uint64(value ?? 0)
  },
})

/** Nullable(Float64) */
export const nullableFloat64: Build<number | null> = (name, of) => ({
  name,
  type: 'Nullable(Float64)',
  long: 0,
  write: ({ lead, values }, source) => {
    const value = of(source)
    lead.bool(value === null)
    values.float64(value ?? 0)
  },
})

/** Nullable(Decimal(38, 12)), as decimal text */
export const nullableDecimal: Build<string | null> = (name, of) => ({
  name,
  type: 'Nullable(String)',
  long: 0,
  write: ({ lead, values }, source) => {
    const value = of(source)
    lead.bool(value === null)
    // Converted like any other, though it does not count.
    values.text(value ?? '0')
  },
})

/** Nullable(Bool) */
export const nullableBool: Build<boolean | null> = (name, of) => ({
  name,
  type: 'Nullable(Bool)',
  long: 0,
  write: ({ lead, values }, source) => {
    const value = of(source)
    lead.bool(value === null)
    values.bool(value ?? false)
  },
})

/** A table as inserts see it. */
export type InsertTable<Source> = { name: string; columns: readonly Column<Source>[] }

/** All rows as one body in Native format. Throws RangeError when a value does not fit its column. */
export function encodeRows<Source>(table: InsertTable<Source>, sources: readonly Source[]): Buffer {
  const block = new RowBlock(table, { rows: sources.length, bytes: 0 })
  for (const source of sources) block.add(source)
  return Buffer.concat(nativeBlock([{ block, ranges: [{ start: 0, end: block.rows }] }], null).pieces())
}
