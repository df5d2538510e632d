import type { AnyValue, KeyValue, SpanRecord } from '#lib/domain/otlp.ts'
import type { SpanFacts } from '#lib/domain/span.ts'
import { normaliseSpan } from './index.ts'

type TestEvent = { name: string; attributes?: Record<string, unknown>; timeUnixNano?: string }

type TestSpan = {
  name?: string
  scope?: string
  scopeVersion?: string
  schemaUrl?: string
  attributes?: Record<string, unknown>
  resource?: Record<string, unknown>
  events?: TestEvent[]
  parentSpanId?: string
  kind?: number
  status?: { code: number; message: string }
  droppedAttributesCount?: number
}

/** A span record from plain values; integers become `intValue` as SDKs send them. */
export function testRecord(span: TestSpan): SpanRecord {
  return {
    resource: { attributes: keyValues(span.resource ?? {}), droppedAttributesCount: 0, schemaUrl: '' },
    scope: {
      name: span.scope ?? '',
      version: span.scopeVersion ?? '',
      attributes: [],
      droppedAttributesCount: 0,
      schemaUrl: span.schemaUrl ?? '',
    },
    span: {
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      parentSpanId: span.parentSpanId ?? 'eee19b7ec3c1b173',
      traceState: '',
      flags: 0,
      name: span.name ?? 'span',
      kind: span.kind ?? 1,
      startTimeUnixNano: '1763712000000000000',
      endTimeUnixNano: '1763712001000000000',
      attributes: keyValues(span.attributes ?? {}),
      droppedAttributesCount: span.droppedAttributesCount ?? 0,
      events: (span.events ?? []).map(({ name, attributes = {}, timeUnixNano = '1763712000500000000' }) => ({
        name,
        attributes: keyValues(attributes),
        timeUnixNano,
        droppedAttributesCount: 0,
      })),
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      status: span.status ?? { code: 0, message: '' },
    },
  }
}

export function factsOf(span: TestSpan): SpanFacts {
  return normaliseSpan({ project: 'default', record: testRecord(span), rawBytes: 0 }).facts
}

/** A span, and what is to be made of it. */
export type SpanCase = [title: string, span: TestSpan, expected: Partial<SpanFacts>]

export function keyValues(values: Record<string, unknown>): KeyValue[] {
  return Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }))
}

function anyValue(value: unknown): AnyValue {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } }
  if (typeof value === 'object' && value !== null) return { kvlistValue: { values: keyValues({ ...value }) } }
  return {}
}
