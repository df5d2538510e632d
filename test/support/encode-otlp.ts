import protobuf from 'protobufjs'
import type {
  AnyValue,
  KeyValue,
  LogRecord,
  OtlpEvent,
  OtlpLink,
  OtlpResource,
  OtlpScope,
  SpanRecord,
} from '#lib/domain/otlp.ts'

/**
 * Encodes stored records as OTLP requests again, every field by its number in opentelemetry-proto, so that a
 * captured JSON request can be sent as protobuf and the other way round. One resource and scope per record: that
 * is allowed, and exercises the decoder's envelope handling.
 */
type Writer = protobuf.Writer

export function encodeTracesProtobuf(records: readonly SpanRecord[]): Uint8Array {
  const request = protobuf.Writer.create()
  for (const { resource, scope, span } of records) {
    message(request, 1, (resourceSpans) => {
      message(resourceSpans, 1, (writer) => writeResource(writer, resource))
      message(resourceSpans, 2, (scopeSpans) => {
        message(scopeSpans, 1, (writer) => writeScope(writer, scope))
        message(scopeSpans, 2, (writer) => writeSpan(writer, span))
        text(scopeSpans, 3, scope.schemaUrl)
      })
      text(resourceSpans, 3, resource.schemaUrl)
    })
  }
  return request.finish()
}

export function encodeLogsProtobuf(records: readonly LogRecord[]): Uint8Array {
  const request = protobuf.Writer.create()
  for (const { resource, scope, log } of records) {
    message(request, 1, (resourceLogs) => {
      message(resourceLogs, 1, (writer) => writeResource(writer, resource))
      message(resourceLogs, 2, (scopeLogs) => {
        message(scopeLogs, 1, (writer) => writeScope(writer, scope))
        message(scopeLogs, 2, (writer) => writeLog(writer, log))
        text(scopeLogs, 3, scope.schemaUrl)
      })
      text(resourceLogs, 3, resource.schemaUrl)
    })
  }
  return request.finish()
}

export function encodeTracesJson(records: readonly SpanRecord[]): string {
  return JSON.stringify({
    resourceSpans: records.map(({ resource, scope, span }) => ({
      resource: { attributes: resource.attributes, droppedAttributesCount: resource.droppedAttributesCount },
      schemaUrl: resource.schemaUrl,
      scopeSpans: [{ scope, schemaUrl: scope.schemaUrl, spans: [span] }],
    })),
  })
}

export function encodeLogsJson(records: readonly LogRecord[]): string {
  return JSON.stringify({
    resourceLogs: records.map(({ resource, scope, log }) => ({
      resource: { attributes: resource.attributes, droppedAttributesCount: resource.droppedAttributesCount },
      schemaUrl: resource.schemaUrl,
      scopeLogs: [{ scope, schemaUrl: scope.schemaUrl, logRecords: [{ ...log, body: log.body ?? undefined }] }],
    })),
  })
}

function writeResource(writer: Writer, resource: OtlpResource): void {
  attributes(writer, 1, resource.attributes)
  count(writer, 2, resource.droppedAttributesCount)
}

function writeScope(writer: Writer, scope: OtlpScope): void {
  text(writer, 1, scope.name)
  text(writer, 2, scope.version)
  attributes(writer, 3, scope.attributes)
  count(writer, 4, scope.droppedAttributesCount)
}

function writeSpan(writer: Writer, span: SpanRecord['span']): void {
  id(writer, 1, span.traceId)
  id(writer, 2, span.spanId)
  text(writer, 3, span.traceState)
  id(writer, 4, span.parentSpanId)
  text(writer, 5, span.name)
  count(writer, 6, span.kind)
  fixed64(writer, 7, span.startTimeUnixNano)
  fixed64(writer, 8, span.endTimeUnixNano)
  attributes(writer, 9, span.attributes)
  count(writer, 10, span.droppedAttributesCount)
  for (const event of span.events) message(writer, 11, (inner) => writeEvent(inner, event))
  count(writer, 12, span.droppedEventsCount)
  for (const link of span.links) message(writer, 13, (inner) => writeLink(inner, link))
  count(writer, 14, span.droppedLinksCount)
  message(writer, 15, (inner) => {
    text(inner, 2, span.status.message)
    count(inner, 3, span.status.code)
  })
  if (span.flags !== 0) writer.uint32((16 << 3) | 5).fixed32(span.flags)
}

function writeEvent(writer: Writer, event: OtlpEvent): void {
  fixed64(writer, 1, event.timeUnixNano)
  text(writer, 2, event.name)
  attributes(writer, 3, event.attributes)
  count(writer, 4, event.droppedAttributesCount)
}

function writeLink(writer: Writer, link: OtlpLink): void {
  id(writer, 1, link.traceId)
  id(writer, 2, link.spanId)
  text(writer, 3, link.traceState)
  attributes(writer, 4, link.attributes)
  count(writer, 5, link.droppedAttributesCount)
  if (link.flags !== 0) writer.uint32((6 << 3) | 5).fixed32(link.flags)
}

function writeLog(writer: Writer, log: LogRecord['log']): void {
  fixed64(writer, 1, log.timeUnixNano)
  count(writer, 2, log.severityNumber)
  text(writer, 3, log.severityText)
  const { body } = log
  if (body !== null) message(writer, 5, (inner) => writeAnyValue(inner, body))
  attributes(writer, 6, log.attributes)
  count(writer, 7, log.droppedAttributesCount)
  if (log.flags !== 0) writer.uint32((8 << 3) | 5).fixed32(log.flags)
  id(writer, 9, log.traceId)
  id(writer, 10, log.spanId)
  fixed64(writer, 11, log.observedTimeUnixNano)
  text(writer, 12, log.eventName)
}

function writeAnyValue(writer: Writer, value: AnyValue): void {
  const { arrayValue, kvlistValue } = value
  if (value.stringValue !== undefined) writer.uint32((1 << 3) | 2).string(value.stringValue)
  else if (value.boolValue !== undefined) writer.uint32(2 << 3).bool(value.boolValue)
  else if (value.intValue !== undefined) writer.uint32(3 << 3).int64(longOf(value.intValue))
  else if (value.doubleValue !== undefined) writer.uint32((4 << 3) | 1).double(Number(value.doubleValue))
  else if (arrayValue !== undefined) {
    message(writer, 5, (array) => {
      for (const item of arrayValue.values) message(array, 1, (inner) => writeAnyValue(inner, item))
    })
  } else if (kvlistValue !== undefined) message(writer, 6, (list) => attributes(list, 1, kvlistValue.values))
  else if (value.bytesValue !== undefined) writer.uint32((7 << 3) | 2).bytes(Buffer.from(value.bytesValue, 'base64'))
}

function attributes(writer: Writer, field: number, list: readonly KeyValue[]): void {
  for (const { key, value } of list) {
    message(writer, field, (entry) => {
      text(entry, 1, key)
      message(entry, 2, (inner) => writeAnyValue(inner, value))
    })
  }
}

function message(writer: Writer, field: number, write: (inner: Writer) => void): void {
  const inner = writer.uint32((field << 3) | 2).fork()
  write(inner)
  inner.ldelim()
}

function text(writer: Writer, field: number, value: string): void {
  if (value !== '') writer.uint32((field << 3) | 2).string(value)
}

function count(writer: Writer, field: number, value: number): void {
  if (value !== 0) writer.uint32(field << 3).uint32(value)
}

function id(writer: Writer, field: number, hex: string): void {
  if (hex !== '') writer.uint32((field << 3) | 2).bytes(Buffer.from(hex, 'hex'))
}

function fixed64(writer: Writer, field: number, value: string): void {
  if (value !== '' && value !== '0') writer.uint32((field << 3) | 1).fixed64(longOf(value))
}

/** protobufjs takes 64-bit numbers as two halves. */
function longOf(decimal: string): protobuf.Long {
  const value = BigInt.asUintN(64, BigInt(decimal))
  const halves = new protobuf.util.LongBits(Number(value & 0xffffffffn), Number(value >> 32n))
  return halves.toLong(!decimal.startsWith('-'))
}
