import { nativeBlock } from '#clickhouse/tables/native-block.ts'
import { rangesOf, type EncodedRow } from '#clickhouse/tables/row-block.ts'
import { spansTable } from '#clickhouse/tables/spans.ts'
import { RecordEncoder, type EncodedRecord } from './record-encoder.ts'
import type { StoredRecord } from './stored-record.ts'

/** Rows of one table as one insert in Native format, in pieces. */
export type TableBody = {
  table: string
  columns: string[]
  bytes: Buffer[]
  /** Gives the memory of `bytes` back; to be called once the insert has ended. */
  free: () => void
}

export type BatchBodies = {
  /** What belongs to the spans: written first. */
  before: TableBody[]
  /** The commit mark: a span that stands in `spans` is complete. */
  spans: TableBody | null
}

/** The inserts of a batch. `writtenAt`: milliseconds since the epoch, just before the insert. */
export function batchBodies(records: readonly EncodedRecord[], writtenAt: number): BatchBodies {
  const rows = Map.groupBy(
    records.flatMap((record) => record.rows),
    ({ block }) => block.table,
  )
  const bodies = [...rows].map(([table, ofTable]) => bodyOf(table, ofTable, writtenAt))
  return {
    before: bodies.filter(({ table }) => table !== spansTable.name),
    spans: bodies.find(({ table }) => table === spansTable.name) ?? null,
  }
}

/** Encodes prepared records and makes their inserts; misfits have a value that does not fit its column, and are left out. */
export function encodeBatch(
  records: readonly StoredRecord[],
  writtenAt: number,
): BatchBodies & { misfits: StoredRecord[] } {
  const encoder = new RecordEncoder({
    rows: records.length,
    // What is prepared has about the size of its rows: twice what came.
    bytes: records.reduce((sum, { bytes }) => sum + bytes, 0) / 2,
  })
  const misfits: StoredRecord[] = []
  const encoded = records.flatMap((record) => {
    const rows = encoder.encode(record)
    if (rows === null) misfits.push(record)
    return rows ?? []
  })
  return { ...batchBodies(encoded, writtenAt), misfits }
}

function bodyOf(table: string, rows: readonly EncodedRow[], writtenAt: number): TableBody {
  const taken = [...Map.groupBy(rows, ({ block }) => block)].map(([block, ofBlock]) => ({
    block,
    ranges: rangesOf(ofBlock.map(({ row }) => row)),
  }))
  const columns = taken[0]?.block.columns.map(({ name }) => name) ?? []
  const body = nativeBlock(taken, writtenAt)
  return { table, columns, bytes: body.pieces(), free: () => body.free() }
}
