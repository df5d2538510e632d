import { ByteReader } from './byte-reader.ts'
import { columnCodec, type ColumnValues } from './column-codec.ts'

export type NativeBlock = { rows: number; columns: ReadonlyMap<string, ColumnValues> }

/** The blocks of an answer in ClickHouse's Native format: whole columns, one after the other. */
export function* readBlocks(bytes: Buffer): Generator<NativeBlock> {
  const reader = new ByteReader(bytes)
  while (!reader.isAtEnd) {
    const columnCount = reader.varint()
    const rows = reader.varint()
    const columns = new Map<string, ColumnValues>()
    for (let index = 0; index < columnCount; index += 1) {
      const name = reader.text()
      columns.set(name, readColumn(reader, reader.text(), rows))
    }
    yield { rows, columns }
  }
}

function readColumn(reader: ByteReader, type: string, rows: number): ColumnValues {
  const codec = columnCodec(type)
  if (rows === 0) return []
  codec.prefix(reader)
  return codec.values(reader, rows)
}
