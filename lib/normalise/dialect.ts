import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import type { SpanContent } from '#lib/domain/message.ts'
import type { CallFacts, LogRole, ScoreFacts } from '#lib/domain/span.ts'
import type { Attributes } from './attributes.ts'

/** A span as a dialect sees it: the record and its attributes decoded once. */
export type SpanInput = { record: SpanRecord; attributes: Attributes; resource: Attributes }

/** A log record as a dialect sees it. `eventName` is the field, else the attribute `event.name`. */
export type LogInput = { record: LogRecord; attributes: Attributes; resource: Attributes; eventName: string }

/** What a dialect makes of a span. `turnId` is set by the coding CLIs only. */
export type SpanMapping = { facts: CallFacts; content: SpanContent; scores: ScoreDraft[]; turnId?: string }

/** What a dialect makes of a log record. */
export type LogMapping = {
  role: LogRole
  facts: CallFacts
  content: SpanContent
  scores: ScoreDraft[]
  turnId?: string
  sequence?: number | null
  durationNs?: number | null
}

/** A score before the envelope's project, ids and time are added. */
export type ScoreDraft = Omit<ScoreFacts, 'project' | 'traceId' | 'spanId' | 'timeNs'>

/** One vocabulary of telemetry. The first dialect of the list in `index.ts` that matches maps the record. */
export type Dialect = {
  /** Stored in `dialect`: openinference, otel-genai, claude-code ... */
  name: string
  matchesSpan(input: SpanInput): boolean
  mapSpan(input: SpanInput): SpanMapping
  matchesLog?(input: LogInput): boolean
  mapLog?(input: LogInput): LogMapping
}
