import type { SpanContent } from '#lib/domain/message.ts'
import type { LogRecord, OtlpResource, SpanRecord } from '#lib/domain/otlp.ts'
import type { Identity, LogFacts, ScoreFacts, SpanFacts } from '#lib/domain/span.ts'
import { otel } from '#lib/semconv/gen-ai.ts'
import { Attributes } from './attributes.ts'
import { dialects } from './dialects.ts'
import type { ScoreDraft, SpanInput, SpanMapping } from './dialect.ts'
import { logId } from './log-id.ts'
import { logInput } from './logs.ts'
import { mapOtherLog } from './other-log.ts'
import { shortAttributes } from './short-attributes.ts'

/** Grows with every change of what normalising gives: stored rows of older versions are re-derived. */
export const mappingVersion: number = 3

const maxLinks = 32

/** Who a record was for by what stands in it, set right by rules of its project. */
export type IdentityRules = (identity: Identity, said: { attributes: Attributes; resource: Attributes }) => Identity

type Normalise<Record> = {
  project: string
  record: Record
  rawBytes: number
  /** Null where the project has none. */
  rules?: IdentityRules | null
}

type Normalised<Facts> = { facts: Facts; content: SpanContent; scores: ScoreFacts[] }

/** A span as stored and assembled, its content, and the judgements it carries. Never throws on what was sent. */
export function normaliseSpan({
  project,
  record,
  rawBytes,
  rules = null,
}: Normalise<SpanRecord>): Normalised<SpanFacts> {
  const { span, scope } = record
  const input = spanInput(record)
  const mapping = mapSpan(input)
  const startNs = nanos(span.startTimeUnixNano)
  const endNs = nanos(span.endTimeUnixNano)
  const facts: SpanFacts = {
    ...mapping.facts,
    project,
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    parentIsRemote: isRemote(span.flags),
    startNs,
    endNs: endNs < startNs ? startNs : endNs,
    name: span.name,
    otelKind: span.kind,
    scopeName: scope.name,
    scopeVersion: scope.version,
    serviceName: input.resource.text(otel.serviceName),
    turnId: mapping.turnId ?? '',
    links: span.links.slice(0, maxLinks).map(({ traceId, spanId }) => ({ traceId, spanId })),
    attributes: shortAttributes(input.attributes, input.resource),
    mappingVersion,
    rawBytes,
  }
  if (rules !== null) facts.identity = rules(facts.identity, input)
  const at = { project, traceId: span.traceId, spanId: span.spanId, timeNs: facts.endNs }
  return { facts, content: mapping.content, scores: complete(mapping.scores, at) }
}

/** A log record as stored and assembled. Records of no known dialect are kept with the role `other`. */
export function normaliseLog({ project, record, rawBytes, rules = null }: Normalise<LogRecord>): Normalised<LogFacts> {
  const { log, scope } = record
  const input = logInput(record)
  const dialect = dialects.find((candidate) => candidate.mapLog && candidate.matchesLog?.(input))
  const mapping = dialect?.mapLog?.(input) ?? mapOtherLog(input)
  const timeNs = nanos(
    log.timeUnixNano === '' || log.timeUnixNano === '0' ? log.observedTimeUnixNano : log.timeUnixNano,
  )
  const facts: LogFacts = {
    ...mapping.facts,
    project,
    logId: logId(record),
    traceId: log.traceId,
    spanId: log.spanId,
    timeNs,
    eventName: input.eventName,
    role: mapping.role,
    turnId: mapping.turnId ?? '',
    sequence: mapping.sequence ?? null,
    durationNs: mapping.durationNs ?? null,
    scopeName: scope.name,
    scopeVersion: scope.version,
    serviceName: input.resource.text(otel.serviceName),
    attributes: shortAttributes(input.attributes, input.resource),
    mappingVersion,
    rawBytes,
  }
  if (rules !== null) facts.identity = rules(facts.identity, input)
  const at = { project, traceId: log.traceId, spanId: log.spanId, timeNs }
  return { facts, content: mapping.content, scores: complete(mapping.scores, at) }
}

/** A span's content alone, for reading it again from the stored record. */
export function decodeContent(record: SpanRecord): SpanContent {
  return mapSpan(spanInput(record)).content
}

function mapSpan(input: SpanInput): SpanMapping {
  const dialect = dialects.find((candidate) => candidate.matchesSpan(input))
  if (!dialect) throw new Error('The last dialect of the list matches every span.')
  return dialect.mapSpan(input)
}

function spanInput(record: SpanRecord): SpanInput {
  return { record, attributes: new Attributes(record.span.attributes), resource: resourceAttributes(record.resource) }
}

/** The records of a request share their resource: it is decoded once. */
const decodedResources = new WeakMap<OtlpResource, Attributes>()

function resourceAttributes(resource: OtlpResource): Attributes {
  const known = decodedResources.get(resource)
  if (known) return known
  const attributes = new Attributes(resource.attributes)
  decodedResources.set(resource, attributes)
  return attributes
}

function complete(
  drafts: readonly ScoreDraft[],
  at: Pick<ScoreFacts, 'project' | 'traceId' | 'spanId' | 'timeNs'>,
): ScoreFacts[] {
  return drafts.map((draft) => ({ ...draft, ...at }))
}

/** Bits 8 and 9 of the flags: "is remote" is known, and true. */
function isRemote(flags: number): boolean {
  return (flags & 0x300) === 0x300
}

function nanos(text: string): bigint {
  return /^\d{1,20}$/.test(text) ? BigInt(text) : 0n
}
