import { hash } from 'node:crypto'
import type { LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import type { LogFacts, SpanFacts } from '#lib/domain/span.ts'
import { emptyFacts } from '#lib/normalise/empty-facts.ts'

const warning = {
  code: 'not_understood',
  message: 'Reading this record failed; it is stored as it came and counts for nothing',
}

type Envelope = { project: string; rawBytes: number }

/** A span whose mapping threw: stored as it came, as `plain`, so that nothing is lost. */
export function unmappedSpan({ resource, scope, span }: SpanRecord, { project, rawBytes }: Envelope): SpanFacts {
  const startNs = BigInt(span.startTimeUnixNano)
  const endNs = BigInt(span.endTimeUnixNano)
  return {
    ...emptyFacts('unknown'),
    project,
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    parentIsRemote: false,
    startNs,
    endNs: endNs < startNs ? startNs : endNs,
    name: span.name,
    otelKind: span.kind,
    scopeName: scope.name,
    scopeVersion: scope.version,
    serviceName: serviceName(resource),
    turnId: '',
    links: [],
    attributes: {},
    mappingVersion: 0,
    rawBytes,
    warnings: [warning],
  }
}

/** A log record whose mapping threw. */
export function unmappedLog(record: LogRecord, { project, rawBytes }: Envelope): LogFacts {
  const { resource, scope, log } = record
  return {
    ...emptyFacts('unknown'),
    project,
    logId: hash('sha256', JSON.stringify(record), 'hex').slice(0, 32),
    traceId: log.traceId,
    spanId: log.spanId,
    timeNs: BigInt(log.timeUnixNano === '0' ? log.observedTimeUnixNano : log.timeUnixNano),
    eventName: log.eventName,
    role: 'other',
    turnId: '',
    sequence: null,
    durationNs: null,
    scopeName: scope.name,
    scopeVersion: scope.version,
    serviceName: serviceName(resource),
    attributes: {},
    mappingVersion: 0,
    rawBytes,
    warnings: [warning],
  }
}

function serviceName({ attributes }: SpanRecord['resource']): string {
  return attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? ''
}
