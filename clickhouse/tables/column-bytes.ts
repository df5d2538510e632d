import type { BodyPieces } from './body-pieces.ts'
import { ByteWriter } from './byte-writer.ts'

/** How values travel. The database converts where its own type is another one, such as LowCardinality(String). */
export type WireType = keyof typeof layouts

type Layout = {
  /** What stands before all values: nothing, a flag for each, or how many entries each row has. */
  lead: 'none' | 'nulls' | 'counts'
  /** Bytes of a value; 0 for texts, which begin with their length. */
  width: number
}

const layouts = {
  String: { lead: 'none', width: 0 },
  Bool: { lead: 'none', width: 1 },
  Int32: { lead: 'none', width: 4 },
  UInt32: { lead: 'none', width: 4 },
  UInt64: { lead: 'none', width: 8 },
  'DateTime64(3)': { lead: 'none', width: 8 },
  'DateTime64(9)': { lead: 'none', width: 8 },
  'Nullable(Bool)': { lead: 'nulls', width: 1 },
  'Nullable(UInt64)': { lead: 'nulls', width: 8 },
  'Nullable(Float64)': { lead: 'nulls', width: 8 },
  'Nullable(String)': { lead: 'nulls', width: 0 },
  'Array(String)': { lead: 'counts', width: 0 },
  'Map(String, String)': { lead: 'counts', width: 0 },
} as const satisfies Record<string, Layout>

/** Rows of a block: from `start` up to, not including, `end`. Ranges ascend. */
export type RowRange = { start: number; end: number }

/** At first: most texts of a row are empty or a word. */
const shortTextBytes = 4
const leadBytes = { none: 0, nulls: 1, counts: 4 } as const

/** What the values of so many rows take, about. */
export function roomOf(type: WireType, rows: number): number {
  const { lead, width } = layouts[type]
  return rows * (leadBytes[lead] + (width || shortTextBytes))
}

/** The values of one column of some rows. */
export class ColumnBytes {
  readonly values: ByteWriter
  /** Flags or counts, where the type has them. */
  readonly lead: ByteWriter
  /** What the keys of maps lead to; `values` are the keys. */
  readonly mapped: ByteWriter
  rows = 0
  private readonly layout: Layout
  private valuesMark = 0
  private leadMark = 0
  private mappedMark = 0

  /** For about `rows` rows; begins in `room`. */
  constructor(type: WireType, rows: number, room: Buffer) {
    this.layout = layouts[type]
    const leadEnd = rows * leadBytes[this.layout.lead]
    this.lead = this.layout.lead === 'none' ? unused : new ByteWriter(room.subarray(0, leadEnd))
    this.values = new ByteWriter(room.subarray(leadEnd))
    this.mapped = type === 'Map(String, String)' ? new ByteWriter(noRoom) : unused
  }

  /** A row begins, which `undo` may take back. */
  mark(): void {
    this.rows += 1
    this.valuesMark = this.values.size
    this.leadMark = this.lead.size
    this.mappedMark = this.mapped.size
  }

  undo(): void {
    this.rows -= 1
    this.values.truncate(this.valuesMark)
    this.lead.truncate(this.leadMark)
    this.mapped.truncate(this.mappedMark)
  }

  /** Adds the flags of some rows to `body`, or where the entries of each end; `entries` is how many there were before. */
  takeLead(ranges: readonly RowRange[], body: BodyPieces, entries: number): number {
    const { lead } = this.layout
    if (lead === 'nulls') takeFixed(this.lead, leadBytes.nulls, ranges, body)
    if (lead !== 'counts') return entries
    let end = entries
    for (const range of ranges) {
      for (let row = range.start; row < range.end; row += 1) {
        end += this.lead.uint32At(row * leadBytes.counts)
        body.out.uint64(end)
      }
    }
    return end
  }

  takeValues(ranges: readonly RowRange[], body: BodyPieces): void {
    const { width } = this.layout
    if (width > 0) takeFixed(this.values, width, ranges, body)
    else this.takeTexts(this.values, ranges, body)
  }

  /** No row of it is needed any more. */
  free(): void {
    for (const writer of [this.lead, this.values, this.mapped]) writer.free()
  }

  takeMapped(ranges: readonly RowRange[], body: BodyPieces): void {
    if (this.mapped !== unused) this.takeTexts(this.mapped, ranges, body)
  }

  /** Where rows begin is found by walking over all before them, once for all ranges. */
  private takeTexts(texts: ByteWriter, ranges: readonly RowRange[], body: BodyPieces): void {
    let row = 0
    let at = 0
    const walkTo = (end: number): number => {
      if (end === this.rows) return texts.size
      for (; row < end; row += 1) {
        for (let left = this.textsIn(row); left > 0; left -= 1) at = texts.textEnd(at)
      }
      return at
    }
    for (const { start, end } of ranges) body.take(texts, walkTo(start), walkTo(end))
  }

  private textsIn(row: number): number {
    return this.layout.lead === 'counts' ? this.lead.uint32At(row * leadBytes.counts) : 1
  }
}

const noRoom = Buffer.alloc(0)
/** Stands where a type has no such part. */
const unused = new ByteWriter(noRoom)

function takeFixed(values: ByteWriter, width: number, ranges: readonly RowRange[], body: BodyPieces): void {
  for (const { start, end } of ranges) body.take(values, start * width, end * width)
}
