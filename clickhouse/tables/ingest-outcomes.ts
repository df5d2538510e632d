import type { IngestOutcome } from '#lib/domain/ingest-outcome.ts'
import type { Database } from '../client.ts'
import { encodeRows, millis, text, uint32, uint64, type InsertTable } from './columns.ts'

/** What one process counted in one minute, so far. */
export type IngestOutcomeInsert = IngestOutcome & {
  /** Begin of the minute, milliseconds since the epoch. */
  minuteMs: number
  /** Of rows of the same minute, sort and writer, the highest replaces the others. */
  version: number
}

type WrittenRow = IngestOutcomeInsert & { writer: string }

const ingestOutcomesTable: InsertTable<WrittenRow> = {
  name: 'ingest_outcomes',
  columns: [
    text('project', ({ project }) => project),
    uint32('minute', ({ minuteMs }) => Math.floor(minuteMs / 1000)),
    text('kind', ({ kind }) => kind),
    text('reason', ({ reason }) => reason),
    text('key_id', ({ keyId }) => keyId),
    text('signal', ({ signal }) => signal),
    text('transport', ({ transport }) => transport),
    text('writer', ({ writer }) => writer),
    uint64('records', ({ records }) => records),
    uint64('requests', ({ requests }) => requests),
    uint64('bytes', ({ bytes }) => bytes),
    millis('sample_at', ({ sample }) => sample?.atMs ?? 0),
    text('sample_message', ({ sample }) => sample?.message ?? ''),
    text('sample_attribute', ({ sample }) => sample?.attribute ?? ''),
    text('sample_service', ({ sample }) => sample?.service ?? ''),
    text('sample_trace_id', ({ sample }) => sample?.traceId ?? ''),
    text('sample_span_id', ({ sample }) => sample?.spanId ?? ''),
    uint64('version', ({ version }) => version),
  ],
}

type Write = {
  /** Id of the writing process: two of them never replace each other's rows. */
  writer: string
  /** How long the write waits for a database that is away, milliseconds. */
  waitMs: number
}

const timeoutMs = 30_000

export async function insertIngestOutcomes(
  db: Database,
  rows: readonly IngestOutcomeInsert[],
  { writer, waitMs }: Write,
): Promise<void> {
  const bytes = encodeRows(
    ingestOutcomesTable,
    rows.map((row) => ({ ...row, writer })),
  )
  await db.insert(ingestOutcomesTable.name, bytes, {
    format: 'Native',
    columns: ingestOutcomesTable.columns.map(({ name }) => name),
    waitMs,
    repeatable: true,
    signal: AbortSignal.timeout(timeoutMs),
  })
}
