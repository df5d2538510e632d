import { BodyPieces } from './body-pieces.ts'
import type { RowRange } from './column-bytes.ts'
import type { EncodedRows } from './row-block.ts'

/** Rows of one block: which of them an insert takes. */
export type TakenRows = { block: EncodedRows; ranges: readonly RowRange[] }

/**
 * Rows of one table as one block of ClickHouse's Native format: whole columns, one behind the other, which the
 * database takes at a fraction of what rows cost it. `writtenAt` in milliseconds since the epoch; null leaves
 * what the rows say. The blocks are needed until the body is sent.
 */
export function nativeBlock(taken: readonly TakenRows[], writtenAt: number | null): BodyPieces {
  const columns = taken[0]?.block.columns ?? []
  const rows = taken.reduce((sum, { ranges }) => sum + rowsIn(ranges), 0)
  const body = new BodyPieces()
  body.out.varint(columns.length)
  body.out.varint(rows)
  for (const [index, { name, type, isWriteTime }] of columns.entries()) {
    body.out.text(name)
    body.out.text(type)
    if (isWriteTime !== true || writtenAt === null) takeColumn(taken, index, body)
    else for (let row = 0; row < rows; row += 1) body.out.uint64(writtenAt)
  }
  return body
}

/** Flags or ends of all rows, then their values. */
function takeColumn(taken: readonly TakenRows[], index: number, body: BodyPieces): void {
  let entries = 0
  for (const { block, ranges } of taken)
    entries = block.columns[index]?.bytes.takeLead(ranges, body, entries) ?? entries
  for (const { block, ranges } of taken) block.columns[index]?.bytes.takeValues(ranges, body)
  for (const { block, ranges } of taken) block.columns[index]?.bytes.takeMapped(ranges, body)
}

function rowsIn(ranges: readonly RowRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0)
}
