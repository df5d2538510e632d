import type { ScoreInsert } from '#clickhouse/tables/scores.ts'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { withKey, type Attribute } from '#lib/attribution/attribute-by-rules.ts'
import { emptyContent, type SpanContent } from '#lib/domain/message.ts'
import type { LogFacts, ScoreFacts, SpanFacts } from '#lib/domain/span.ts'
import { normaliseLog, normaliseSpan } from '#lib/normalise/index.ts'
import { searchTexts } from '#lib/normalise/search-texts.ts'
import type { Log } from '#lib/server/log.ts'
import type { Owner } from '../receive/exporter.ts'
import type { IngestMetrics } from '../receive/metrics.ts'
import { bindIdentity } from '#lib/attribution/bind-identity.ts'
import type { Raw, RawJson } from './raw-json.ts'
import type { StoredRecord } from './stored-record.ts'
import { unmappedLog, unmappedSpan } from './unmapped.ts'

/** Set when the batch is written. */
const notWritten = 0
/** Rows beside the raw text and what is searched in it. */
const narrowRowBytes = 512

export type PrepareContext = {
  raw: RawJson
  log: Log
  metrics: IngestMetrics
  /** Of the project whose records these are; null where it has none. */
  attribute: Attribute | null
}

/** Makes the rows of a span. Throws BadRecordError when it cannot be stored. */
export function prepareSpan(record: SpanRecord, owner: Owner, context: PrepareContext): StoredRecord {
  const { project, receivedAt } = owner
  const raw = context.raw.ofSpan(record)
  const input = { project, record, rawBytes: raw.bytes, rules: withKey(context.attribute, owner.keyId) }
  const mapped = mapSafely<Mapped<SpanFacts>>(
    () => normaliseSpan(input),
    () => ({ facts: unmappedSpan(record, input), content: emptyContent, scores: [] }),
    context,
  )
  const facts = markedFacts(mapped.facts, raw, owner)
  const { newInput, outputText } = textsOf(mapped.content, context)
  const { traceId, spanId, startNs } = facts
  const receipt = { receivedAt, writtenAt: notWritten }
  return {
    project,
    identity: `${project} ${traceId} ${spanId}`,
    bytes: raw.bytes + newInput.length + outputText.length + narrowRowBytes,
    rows: {
      span: { facts, ...receipt },
      io: {
        project,
        traceId,
        spanId,
        startNs,
        raw: raw.json,
        truncatedBytes: raw.truncatedBytes,
        newInput,
        outputText,
        ...receipt,
      },
      scores: scoreInserts(mapped.scores, receivedAt),
    },
  }
}

/** Makes the row of a log record. Throws BadRecordError when it cannot be stored. */
export function prepareLog(record: LogRecord, owner: Owner, context: PrepareContext): StoredRecord {
  const { project, receivedAt } = owner
  const timed = withTime(record, receivedAt)
  const raw = context.raw.ofLog(timed)
  const input = { project, record: timed, rawBytes: raw.bytes, rules: withKey(context.attribute, owner.keyId) }
  const mapped = mapSafely<Mapped<LogFacts>>(
    () => normaliseLog(input),
    () => ({ facts: unmappedLog(timed, input), content: emptyContent, scores: [] }),
    context,
  )
  const facts = markedFacts(mapped.facts, raw, owner)
  const { newInput, outputText } = textsOf(mapped.content, context)
  const receipt = { receivedAt, writtenAt: notWritten }
  return {
    project,
    identity: `${project} ${facts.logId}`,
    bytes: raw.bytes + newInput.length + outputText.length + narrowRowBytes,
    rows: {
      log: { facts, raw: raw.json, truncatedBytes: raw.truncatedBytes, newInput, outputText, ...receipt },
      scores: scoreInserts(mapped.scores, receivedAt),
    },
  }
}

function scoreInserts(scores: readonly ScoreFacts[], receivedAt: number): ScoreInsert[] {
  return scores.map((facts) => ({ facts, receivedAt, writtenAt: notWritten }))
}

type Mapped<Facts> = { facts: Facts; content: SpanContent; scores: ScoreFacts[] }

/** A fault in the mapping costs the meaning of one record, never the record. */
function mapSafely<Result>(map: () => Result, fallback: () => Result, { log, metrics }: PrepareContext): Result {
  try {
    return map()
  } catch (error) {
    metrics.normaliseFailures.inc()
    log.error({ err: error }, 'a record could not be mapped, it is stored as it came')
    return fallback()
  }
}

function textsOf(content: SpanContent, context: PrepareContext): { newInput: string; outputText: string } {
  return mapSafely(
    () => searchTexts(content),
    () => ({ newInput: '', outputText: '' }),
    context,
  )
}

function markedFacts<Facts extends SpanFacts | LogFacts>(facts: Facts, raw: Raw, owner: Owner): Facts {
  facts.identity = bindIdentity(facts.identity, owner)
  if (raw.truncatedBytes > 0) {
    const message = `The record was over the size limit: ${raw.truncatedBytes} bytes of its longest values were cut from the stored copy`
    facts.warnings = [...facts.warnings, { code: 'raw_cut', message }]
  }
  return facts
}

/** A record without any time gets that of its reception: rows lie in the order of time. */
function withTime(record: LogRecord, receivedAt: number): LogRecord {
  const { timeUnixNano, observedTimeUnixNano } = record.log
  if (timeUnixNano !== '0' || observedTimeUnixNano !== '0') return record
  return { ...record, log: { ...record.log, observedTimeUnixNano: `${receivedAt}000000` } }
}
