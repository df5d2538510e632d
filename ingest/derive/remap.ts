import { withKey, type Attribute } from '#lib/attribution/attribute-by-rules.ts'
import type { SpanContent } from '#lib/domain/message.ts'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import type { LogFacts, ScoreFacts, SpanFacts } from '#lib/domain/span.ts'
import { normaliseLog, normaliseSpan } from '#lib/normalise/index.ts'
import { searchTexts } from '#lib/normalise/search-texts.ts'
import { bindIdentity } from '#lib/attribution/bind-identity.ts'
import type { StoredRecord } from '../write/stored-record.ts'

/** A stored record with what its payload does not say. */
export type Stored = {
  project: string
  raw: string
  raw_bytes: number
  truncated_bytes: number
  received_ms: number
  /** The key that it was sent with, and the tenant and environment that it was bound to; '' without. */
  key_id: string
  key_tenant: string
  key_environment: string
}

type Receipt = { receivedAt: number; writtenAt: number }

/** The rows that the present mapping makes of a stored span; null when it cannot. The time of writing is set by the writer. */
export function remapSpan(stored: Stored, attribute: Attribute | null): StoredRecord | null {
  const record: SpanRecord = JSON.parse(stored.raw)
  const mapped = mapSafely(() => normaliseSpan({ ...mappingOf(stored, attribute), record }))
  if (mapped === null) return null
  const facts = markFacts(mapped.facts, stored)
  const receipt: Receipt = { receivedAt: stored.received_ms, writtenAt: 0 }
  const { project, traceId, spanId, startNs } = facts
  const io = {
    project,
    traceId,
    spanId,
    startNs,
    raw: stored.raw,
    truncatedBytes: stored.truncated_bytes,
    ...searchTexts(mapped.content),
    ...receipt,
  }
  return storedRecord(`${traceId} ${spanId}`, stored, {
    span: { facts, ...receipt },
    io,
    scores: scoresOf(mapped.scores, receipt),
  })
}

/** The same for a log record. */
export function remapLog(stored: Stored, attribute: Attribute | null): StoredRecord | null {
  const record: LogRecord = JSON.parse(stored.raw)
  const mapped = mapSafely(() => normaliseLog({ ...mappingOf(stored, attribute), record }))
  if (mapped === null) return null
  const facts = markFacts(mapped.facts, stored)
  const receipt: Receipt = { receivedAt: stored.received_ms, writtenAt: 0 }
  const log = {
    facts,
    raw: stored.raw,
    truncatedBytes: stored.truncated_bytes,
    ...searchTexts(mapped.content),
    ...receipt,
  }
  return storedRecord(facts.logId, stored, { log, scores: scoresOf(mapped.scores, receipt) })
}

function storedRecord(identity: string, { project, raw }: Stored, rows: StoredRecord['rows']): StoredRecord {
  return { project, identity: `${project} ${identity}`, bytes: raw.length, rows }
}

function mappingOf({ project, raw_bytes, key_id: keyId }: Stored, attribute: Attribute | null) {
  return { project, rawBytes: raw_bytes, rules: withKey(attribute, keyId) }
}

type Mapped<Facts> = { facts: Facts; content: SpanContent; scores: ScoreFacts[] }

/** Null leaves the record as it is stored: the caller counts it. */
function mapSafely<Facts>(map: () => Mapped<Facts>): Mapped<Facts> | null {
  try {
    return map()
  } catch {
    return null
  }
}

/** What ingest added to the facts beyond the payload. */
function markFacts<Facts extends SpanFacts | LogFacts>(
  facts: Facts,
  { key_id, key_tenant, key_environment, truncated_bytes: cut }: Stored,
): Facts {
  facts.identity = bindIdentity(facts.identity, {
    keyId: key_id || null,
    tenant: key_tenant || null,
    environment: key_environment || null,
  })
  if (cut > 0) {
    const message = `The record was over the size limit: ${cut} bytes of its longest values were cut from the stored copy`
    facts.warnings = [...facts.warnings, { code: 'raw_cut', message }]
  }
  return facts
}

function scoresOf(scores: readonly ScoreFacts[], receipt: Receipt) {
  return scores.map((facts) => ({ facts, ...receipt }))
}
