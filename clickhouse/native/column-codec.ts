import type { ByteReader } from './byte-reader.ts'

/** The values of one column of one block. */
export type ColumnValues = ArrayLike<unknown>

/** Reads columns of one type. A type that shares a dictionary has a prefix, and it stands before the data of the whole column. */
export type ColumnCodec = {
  prefix: (reader: ByteReader) => void
  values: (reader: ByteReader, rows: number) => ColumnValues
}

const codecs = new Map<string, ColumnCodec>()

/** How ClickHouse's Native format writes a column of this type. Types that no query of ours asks for are refused. */
export function columnCodec(type: string): ColumnCodec {
  const known = codecs.get(type)
  if (known !== undefined) return known
  const codec = makeCodec(type)
  codecs.set(type, codec)
  return codec
}

function makeCodec(type: string): ColumnCodec {
  const simple = simpleCodec(type)
  if (simple !== null) return simple
  const match = /^([A-Za-z]+)\((.*)\)$/.exec(type)
  const inner = match?.[2] ?? ''
  switch (match?.[1]) {
    case 'Nullable':
      return nullable(columnCodec(inner))
    case 'LowCardinality':
      return lowCardinality(columnCodec(inner))
    case 'Array':
      return array(columnCodec(inner))
    case 'Map': {
      // Keys are of a type without a comma.
      const comma = inner.indexOf(', ')
      return map(columnCodec(inner.slice(0, comma)), columnCodec(inner.slice(comma + 2)))
    }
    default:
      throw new TypeError(`Columns of type ${type} are not read in Native format`)
  }
}

function simpleCodec(type: string): ColumnCodec | null {
  switch (type) {
    case 'String':
      return plain((reader, rows) => reader.texts(rows))
    case 'Bool':
      return plain((reader, rows) => Array.from(reader.bytes(rows), (byte) => byte !== 0))
    case 'UInt8':
      return plain((reader, rows) => reader.bytes(rows))
    case 'Int32':
      return plain((reader, rows) => new Int32Array(reader.copy(rows * 4)))
    case 'UInt32':
      return plain((reader, rows) => new Uint32Array(reader.copy(rows * 4)))
    case 'UInt64':
      return plain((reader, rows) => reader.uint64s(rows))
    case 'Int64':
      return plain((reader, rows) => new BigInt64Array(reader.copy(rows * 8)))
    case 'Float64':
      return plain((reader, rows) => new Float64Array(reader.copy(rows * 8)))
    default:
      return null
  }
}

function plain(values: ColumnCodec['values']): ColumnCodec {
  return { prefix: () => undefined, values }
}

/** A byte a row that says whether it is null, then all values. */
function nullable(inner: ColumnCodec): ColumnCodec {
  return {
    prefix: inner.prefix,
    values: (reader, rows) => {
      const isNull = reader.bytes(rows)
      const values = inner.values(reader, rows)
      const found: unknown[] = []
      for (let row = 0; row < rows; row += 1) found.push(isNull[row] === 0 ? values[row] : null)
      return found
    },
  }
}

/** The only version of the format: dictionaries within the block. */
const dictionaryVersion = 1
/** Flags above the width of the places; the low byte is its binary logarithm. */
const hasOwnDictionary = 0x600

/** The distinct values, then each row's place among them. */
function lowCardinality(inner: ColumnCodec): ColumnCodec {
  return {
    prefix: (reader) => {
      const version = reader.uint64()
      if (version !== dictionaryVersion) throw new TypeError(`Version ${version} of LowCardinality is not known`)
    },
    values: (reader, rows) => {
      if (rows === 0) return []
      const flags = reader.uint64()
      if ((flags & ~0xff) !== hasOwnDictionary) throw new TypeError(`LowCardinality with flags ${flags} is not known`)
      const dictionary = inner.values(reader, reader.uint64())
      const places = placesOf(flags & 0xff, reader, reader.uint64())
      const found: unknown[] = []
      for (const place of places) found.push(dictionary[place])
      return found
    },
  }
}

function placesOf(widthLog: number, reader: ByteReader, rows: number): Uint8Array | Uint16Array | Uint32Array {
  if (widthLog === 0) return reader.bytes(rows)
  if (widthLog === 1) return new Uint16Array(reader.copy(rows * 2))
  if (widthLog === 2) return new Uint32Array(reader.copy(rows * 4))
  throw new TypeError('A dictionary of more than 2^32 values is not read')
}

/** Where each row's values end, then all values. */
function array(inner: ColumnCodec): ColumnCodec {
  return {
    prefix: inner.prefix,
    values: (reader, rows) => {
      const ends = reader.uint64s(rows)
      const values = Array.from(inner.values(reader, ends.at(-1) ?? 0))
      return ends.map((end, row) => values.slice(ends[row - 1] ?? 0, end))
    },
  }
}

/** An array of pairs, kept as two columns. */
function map(keys: ColumnCodec, values: ColumnCodec): ColumnCodec {
  return {
    prefix: (reader) => {
      keys.prefix(reader)
      values.prefix(reader)
    },
    values: (reader, rows) => {
      const ends = reader.uint64s(rows)
      const pairs = ends.at(-1) ?? 0
      const names = keys.values(reader, pairs)
      const contents = values.values(reader, pairs)
      let at = 0
      return ends.map((end) => {
        // Keys come from outside: `__proto__` must be a key like any other.
        const entries: Record<string, unknown> = Object.create(null)
        for (; at < end; at += 1) entries[String(names[at])] = contents[at]
        return entries
      })
    },
  }
}
