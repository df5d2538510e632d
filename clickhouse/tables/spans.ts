import { z } from 'zod'
import type { SpanFacts } from '#lib/domain/span.ts'
import { callColumns, callFactsOf, callRow, jsonList, listOf } from './call-columns.ts'
import { bool, int32, map, nanos, text, uint32, type InsertTable } from './columns.ts'
import { receiptColumns, type Receipt } from './receipt.ts'

/** A span to insert. */
export type SpanInsert = Receipt & { facts: SpanFacts }

/** Columns of `spans` that read as they were written. */
const plainColumns = {
  project: z.string(),
  trace_id: z.string(),
  span_id: z.string(),
  parent_span_id: z.string(),
  parent_is_remote: z.boolean(),
  name: z.string(),
  otel_kind: z.number(),
  scope_name: z.string(),
  scope_version: z.string(),
  service_name: z.string(),
  turn_id: z.string(),
  links: z.string(),
  attributes: z.record(z.string(), z.string()),
  mapping_version: z.number(),
  raw_bytes: z.number(),
  ...callRow,
}

/** A row of `spans` as `spanColumns` reads it: times in nanoseconds since the epoch. */
export const SpanRow = z.object({ ...plainColumns, start_ns: z.bigint(), end_ns: z.bigint() })
export type SpanRow = z.infer<typeof SpanRow>

/** The SELECT list of a SpanRow. Computed columns have names of their own: an alias would hide the column from WHERE. */
export const spanColumns = [
  ...Object.keys(plainColumns),
  'toUnixTimestamp64Nano(started_at) AS start_ns',
  'toUnixTimestamp64Nano(ended_at) AS end_ns',
].join(',\n  ')

export const spansTable: InsertTable<SpanInsert> = {
  name: 'spans',
  columns: [
    text('project', ({ facts }) => facts.project),
    text('trace_id', ({ facts }) => facts.traceId),
    text('span_id', ({ facts }) => facts.spanId),
    text('parent_span_id', ({ facts }) => facts.parentSpanId),
    bool('parent_is_remote', ({ facts }) => facts.parentIsRemote),
    nanos('started_at', ({ facts }) => facts.startNs),
    nanos('ended_at', ({ facts }) => facts.endNs),
    text('name', ({ facts }) => facts.name),
    int32('otel_kind', ({ facts }) => facts.otelKind | 0),
    text('scope_name', ({ facts }) => facts.scopeName),
    text('scope_version', ({ facts }) => facts.scopeVersion),
    text('service_name', ({ facts }) => facts.serviceName),
    text('turn_id', ({ facts }) => facts.turnId),
    text('links', ({ facts }) => jsonList(facts.links)),
    map('attributes', ({ facts }) => facts.attributes),
    uint32('mapping_version', ({ facts }) => facts.mappingVersion),
    uint32('raw_bytes', ({ facts }) => facts.rawBytes),
    ...callColumns,
    ...receiptColumns(({ facts }: SpanInsert) => facts.startNs),
  ],
}

/** The facts that an insert stored. */
export function spanFactsOf(row: SpanRow): SpanFacts {
  return {
    ...callFactsOf(row),
    project: row.project,
    traceId: row.trace_id,
    spanId: row.span_id,
    parentSpanId: row.parent_span_id,
    parentIsRemote: row.parent_is_remote,
    startNs: row.start_ns,
    endNs: row.end_ns,
    name: row.name,
    otelKind: row.otel_kind,
    scopeName: row.scope_name,
    scopeVersion: row.scope_version,
    serviceName: row.service_name,
    turnId: row.turn_id,
    links: listOf(row.links, Links),
    attributes: row.attributes,
    mappingVersion: row.mapping_version,
    rawBytes: row.raw_bytes,
  }
}

const Links = z.array(z.object({ traceId: z.string(), spanId: z.string() }))
