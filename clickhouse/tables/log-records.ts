import { z } from 'zod'
import { LogRole, type LogFacts } from '#lib/domain/span.ts'
import { callColumns, callFactsOf, callRow } from './call-columns.ts'
import { longText, map, nanos, nullableFloat64, text, uint32, uint64, type InsertTable } from './columns.ts'
import { receiptColumns, type Receipt } from './receipt.ts'

/** A log record to insert, with its text. */
export type LogInsert = Receipt & {
  facts: LogFacts
  /** JSON of {resource, scope, log}, the shapes of lib/domain/otlp.ts. */
  raw: string
  /** Bytes that were cut from attribute values because the record was over the limit; 0 for nearly all. */
  truncatedBytes: number
  newInput: string
  outputText: string
}

/** Columns of `log_records` that read as they were written. */
const plainColumns = {
  project: z.string(),
  log_id: z.string(),
  trace_id: z.string(),
  span_id: z.string(),
  event_name: z.string(),
  role: LogRole,
  turn_id: z.string(),
  sequence: z.number().nullable(),
  duration_ns: z.number().nullable(),
  scope_name: z.string(),
  scope_version: z.string(),
  service_name: z.string(),
  attributes: z.record(z.string(), z.string()),
  mapping_version: z.number(),
  raw_bytes: z.number(),
  ...callRow,
}

/** A row of `log_records` as `logColumns` reads it, without its text. */
export const LogRow = z.object({ ...plainColumns, time_ns: z.bigint() })
export type LogRow = z.infer<typeof LogRow>

/** The SELECT list of a LogRow. */
export const logColumns = [...Object.keys(plainColumns), 'toUnixTimestamp64Nano(logged_at) AS time_ns'].join(',\n  ')

export const logRecordsTable: InsertTable<LogInsert> = {
  name: 'log_records',
  columns: [
    text('project', ({ facts }) => facts.project),
    text('log_id', ({ facts }) => facts.logId),
    text('trace_id', ({ facts }) => facts.traceId),
    text('span_id', ({ facts }) => facts.spanId),
    nanos('logged_at', ({ facts }) => facts.timeNs),
    text('event_name', ({ facts }) => facts.eventName),
    text('role', ({ facts }) => facts.role),
    text('turn_id', ({ facts }) => facts.turnId),
    nullableFloat64('sequence', ({ facts }) => facts.sequence),
    nullableFloat64('duration_ns', ({ facts }) => facts.durationNs),
    text('scope_name', ({ facts }) => facts.scopeName),
    text('scope_version', ({ facts }) => facts.scopeVersion),
    text('service_name', ({ facts }) => facts.serviceName),
    map('attributes', ({ facts }) => facts.attributes),
    uint32('mapping_version', ({ facts }) => facts.mappingVersion),
    uint32('raw_bytes', ({ facts }) => facts.rawBytes),
    ...callColumns,
    longText('raw', 1.25, ({ raw }) => raw),
    uint64('truncated_bytes', ({ truncatedBytes }) => truncatedBytes),
    longText('new_input', 0.6, ({ newInput }) => newInput),
    longText('output_text', 0.4, ({ outputText }) => outputText),
    ...receiptColumns(({ facts }: LogInsert) => facts.timeNs),
  ],
}

/** The facts that an insert stored. */
export function logFactsOf(row: LogRow): LogFacts {
  return {
    ...callFactsOf(row),
    project: row.project,
    logId: row.log_id,
    traceId: row.trace_id,
    spanId: row.span_id,
    timeNs: row.time_ns,
    eventName: row.event_name,
    role: row.role,
    turnId: row.turn_id,
    sequence: row.sequence,
    durationNs: row.duration_ns,
    scopeName: row.scope_name,
    scopeVersion: row.scope_version,
    serviceName: row.service_name,
    attributes: row.attributes,
    mappingVersion: row.mapping_version,
    rawBytes: row.raw_bytes,
  }
}
