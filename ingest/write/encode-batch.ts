import { spansTable } from '#clickhouse/tables/spans.ts'
import { RecordEncoder, type EncodedRecord } from './record-encoder.ts'
import type { WrittenRows } from './row-chunk.ts'
import type { StoredRecord } from './stored-record.ts'

/** Rows of one table as one insert in RowBinary, in pieces. */
export type TableBody = { table: string; columns: string[]; bytes: Buffer[] }

export type BatchBodies = {
  /** What belongs to the spans: written first. */
  before: TableBody[]
  /** The commit mark: a span that stands in `spans` is complete. */
  spans: TableBody | null
}

/** The inserts of a batch. `writtenAt`: milliseconds since the epoch, just before the insert. */
export function batchBodies(records: readonly EncodedRecord[], writtenAt: number): BatchBodies {
  const tables = new Map<string, Run[]>()
  for (const { rows } of records) {
    for (const { chunk, start, end } of rows) {
      chunk.stamp(end, writtenAt)
      const runs = tables.get(chunk.table)
      const last = runs?.at(-1)
      if (last?.chunk === chunk && last.end === start) last.end = end
      else if (runs) runs.push({ chunk, start, end })
      else tables.set(chunk.table, [{ chunk, start, end }])
    }
  }
  const bodies = [...tables.values()].flatMap((runs) => bodyOf(runs) ?? [])
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
    records: records.length,
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

/** Neighbouring rows: one piece of a body. */
type Run = { chunk: WrittenRows; start: number; end: number }

function bodyOf(runs: readonly Run[]): TableBody | null {
  const [first] = runs
  if (first === undefined) return null
  const { table } = first.chunk
  return {
    table,
    columns: first.chunk.columnNames(),
    bytes: runs.map(({ chunk, start, end }) => chunk.bytes(start, end)),
  }
}
