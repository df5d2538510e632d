import { z } from 'zod'
import { longText, nanos, text, uint64, type InsertTable } from './columns.ts'
import { receiptColumns, type Receipt } from './receipt.ts'

/** The text of a span, beside its narrow row in `spans` and under the same key. */
export type SpanIoInsert = Receipt & {
  project: string
  traceId: string
  spanId: string
  startNs: bigint
  /** JSON of {resource, scope, span}, the shapes of lib/domain/otlp.ts. */
  raw: string
  /** Bytes that were cut from attribute values because the span was over the limit; 0 for nearly all. */
  truncatedBytes: number
  /** Text of the messages after the last assistant message, for search. */
  newInput: string
  outputText: string
}

/** A row of `span_io` as `spanIoColumns` reads it. */
export const SpanIoRow = z.object({
  trace_id: z.string(),
  span_id: z.string(),
  raw: z.string(),
  truncated_bytes: z.number(),
})
export type SpanIoRow = z.infer<typeof SpanIoRow>

/** The SELECT list of a SpanIoRow. */
export const spanIoColumns = Object.keys(SpanIoRow.shape).join(', ')

export const spanIoTable: InsertTable<SpanIoInsert> = {
  name: 'span_io',
  columns: [
    text('project', ({ project }) => project),
    text('trace_id', ({ traceId }) => traceId),
    text('span_id', ({ spanId }) => spanId),
    nanos('started_at', ({ startNs }) => startNs),
    longText('raw', 1.25, ({ raw }) => raw),
    uint64('truncated_bytes', ({ truncatedBytes }) => truncatedBytes),
    longText('new_input', 0.6, ({ newInput }) => newInput),
    longText('output_text', 0.4, ({ outputText }) => outputText),
    ...receiptColumns(({ startNs }: SpanIoInsert) => startNs),
  ],
}
