/**
 * OTLP in memory: the shapes of OTLP/JSON (opentelemetry-proto, "JSON Protobuf Encoding"),
 * whatever encoding the sender chose. Ids are lower-case hex, 64-bit integers are decimal
 * strings, bytes are base64, enums are numbers. Nothing is renamed or dropped.
 */
export type AnyValue = {
  stringValue?: string
  boolValue?: boolean
  /** int64 as decimal string. */
  intValue?: string
  /** NaN and the infinities are strings, as in OTLP/JSON. */
  doubleValue?: number | 'NaN' | 'Infinity' | '-Infinity'
  arrayValue?: { values: AnyValue[] }
  kvlistValue?: { values: KeyValue[] }
  /** base64 */
  bytesValue?: string
}

export type KeyValue = { key: string; value: AnyValue }

export type OtlpResource = {
  attributes: KeyValue[]
  droppedAttributesCount: number
  schemaUrl: string
}

export type OtlpScope = {
  name: string
  version: string
  attributes: KeyValue[]
  droppedAttributesCount: number
  schemaUrl: string
}

export type OtlpEvent = {
  timeUnixNano: string
  name: string
  attributes: KeyValue[]
  droppedAttributesCount: number
}

export type OtlpLink = {
  traceId: string
  spanId: string
  traceState: string
  attributes: KeyValue[]
  droppedAttributesCount: number
  flags: number
}

export type OtlpSpan = {
  traceId: string
  spanId: string
  /** '' for a root. */
  parentSpanId: string
  traceState: string
  flags: number
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: KeyValue[]
  droppedAttributesCount: number
  events: OtlpEvent[]
  droppedEventsCount: number
  links: OtlpLink[]
  droppedLinksCount: number
  status: { code: number; message: string }
}

export type OtlpLogRecord = {
  timeUnixNano: string
  observedTimeUnixNano: string
  severityNumber: number
  severityText: string
  body: AnyValue | null
  attributes: KeyValue[]
  droppedAttributesCount: number
  flags: number
  /** '' when absent. */
  traceId: string
  /** '' when absent. */
  spanId: string
  eventName: string
}

/** A span with what it inherits from its envelope: the unit that is stored as `raw`. */
export type SpanRecord = { resource: OtlpResource; scope: OtlpScope; span: OtlpSpan }

/** A log record with what it inherits from its envelope: the unit that is stored as `raw`. */
export type LogRecord = { resource: OtlpResource; scope: OtlpScope; log: OtlpLogRecord }
