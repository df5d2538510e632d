import type { AnyValue, KeyValue, LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { Attributes } from './attributes.ts'
import type { LogInput, SpanInput } from './dialect.ts'
import { logInput } from './logs.ts'

type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain }
type Envelope = { scope?: string; service?: string; resource?: Record<string, Plain> }

/** A span as a dialect sees it, from plain attribute values. */
export function spanInputOf(
  name: string,
  attributes: Record<string, Plain>,
  more: Envelope & { events?: { name: string; attributes: Record<string, Plain> }[]; status?: number } = {},
): SpanInput {
  const envelope = envelopeOf(more)
  const record: SpanRecord = {
    ...envelope,
    span: {
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      parentSpanId: '',
      traceState: '',
      flags: 0,
      name,
      kind: 1,
      startTimeUnixNano: '1760000000000000000',
      endTimeUnixNano: '1760000001000000000',
      attributes: keyValues(attributes),
      droppedAttributesCount: 0,
      events: (more.events ?? []).map((event) => ({
        timeUnixNano: '1760000000500000000',
        name: event.name,
        attributes: keyValues(event.attributes),
        droppedAttributesCount: 0,
      })),
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      status: { code: more.status ?? 0, message: '' },
    },
  }
  const resource = new Attributes(envelope.resource.attributes)
  return { record, attributes: new Attributes(record.span.attributes), resource }
}

/** A log record from plain values; the event's name goes into the attribute `event.name` when it is not given as field. */
export function logRecordOf(
  attributes: Record<string, Plain>,
  more: Envelope & { eventName?: string; body?: Plain; timeMs?: number; severity?: number } = {},
): LogRecord {
  const timeUnixNano = String(1_760_000_000_000_000_000n + BigInt(more.timeMs ?? 0) * 1_000_000n)
  return {
    ...envelopeOf(more),
    log: {
      timeUnixNano,
      observedTimeUnixNano: timeUnixNano,
      severityNumber: more.severity ?? 9,
      severityText: '',
      body: more.body === undefined ? null : anyValue(more.body),
      attributes: keyValues(attributes),
      droppedAttributesCount: 0,
      flags: 0,
      traceId: 'a'.repeat(32),
      spanId: 'b'.repeat(16),
      eventName: more.eventName ?? '',
    },
  }
}

export function logInputOf(...record: Parameters<typeof logRecordOf>): LogInput {
  return logInput(logRecordOf(...record))
}

function envelopeOf({ scope = '', service = '', resource = {} }: Envelope): Pick<LogRecord, 'resource' | 'scope'> {
  const attributes = keyValues({ ...(service === '' ? {} : { 'service.name': service }), ...resource })
  return {
    resource: { attributes, droppedAttributesCount: 0, schemaUrl: '' },
    scope: { name: scope, version: '', attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
  }
}

function keyValues(values: Record<string, Plain>): KeyValue[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }))
}

function anyValue(value: Plain): AnyValue {
  if (value === null) return {}
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } }
  return { kvlistValue: { values: keyValues(value) } }
}
