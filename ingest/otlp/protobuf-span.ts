import type { Reader } from 'protobufjs/minimal.js'
import type { OtlpEvent, OtlpLink, OtlpSpan } from '#lib/domain/otlp.ts'
import { MalformedOtlpError } from './decoded.ts'
import { otlpLimits } from './limits.ts'
import { readAttribute } from './protobuf-values.ts'
import type { ValueBudget } from './value-budget.ts'
import { expectEnd, messageEnd, readFixed64, readHex, skipField } from './wire.ts'

/** opentelemetry.proto.trace.v1.Span. Case labels are tags: field number << 3 | wire type. */
export function readSpan(reader: Reader, end: number, budget: ValueBudget): OtlpSpan {
  const span = emptySpan()
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (!readSpanField(reader, tag, end, span, budget)) {
      refuseOtherSignal(tag)
      skipField(reader, tag)
    }
  }
  expectEnd(reader, end)
  return span
}

function emptySpan(): OtlpSpan {
  return {
    traceId: '',
    spanId: '',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: '',
    kind: 0,
    startTimeUnixNano: '0',
    endTimeUnixNano: '0',
    attributes: [],
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links: [],
    droppedLinksCount: 0,
    status: { code: 0, message: '' },
  }
}

/** Returns false for a field that a span does not have. */
function readSpanField(reader: Reader, tag: number, end: number, span: OtlpSpan, budget: ValueBudget): boolean {
  switch (tag) {
    case 0x0a: // 1
      span.traceId = readHex(reader)
      return true
    case 0x12: // 2
      span.spanId = readHex(reader)
      return true
    case 0x1a: // 3
      span.traceState = reader.string()
      return true
    case 0x22: // 4
      span.parentSpanId = readHex(reader)
      return true
    case 0x2a: // 5
      span.name = reader.string()
      return true
    case 0x30: // 6
      span.kind = reader.int32()
      return true
    case 0x39: // 7
      span.startTimeUnixNano = readFixed64(reader)
      return true
    case 0x41: // 8
      span.endTimeUnixNano = readFixed64(reader)
      return true
    case 0x4a: // 9
      readAttribute(reader, end, span, budget)
      return true
    case 0x50: // 10, added to what this receiver drops
      span.droppedAttributesCount += reader.uint32()
      return true
    case 0x5a: // 11
      readEventField(reader, end, span, budget)
      return true
    case 0x60: // 12
      span.droppedEventsCount += reader.uint32()
      return true
    case 0x6a: // 13
      readLinkField(reader, end, span, budget)
      return true
    case 0x70: // 14
      span.droppedLinksCount += reader.uint32()
      return true
    case 0x7a: // 15
      span.status = readStatus(reader, messageEnd(reader, end))
      return true
    case 0x85: // 16
      span.flags = reader.fixed32()
      return true
    default:
      return false
  }
}

/** The envelopes of the three signals look the same on the wire; the fields inside tell them apart. */
function refuseOtherSignal(tag: number): void {
  // LogRecord: 1 time, 2 severity, 11 observed time.
  if (tag === 0x09 || tag === 0x10 || tag === 0x59) {
    throw new MalformedOtlpError('the body holds log records, not spans: send them to /v1/logs')
  }
  // Metric: 7 sum.
  if (tag === 0x3a) throw new MalformedOtlpError('the body holds metrics, not spans: send them to /v1/metrics')
}

function readEventField(reader: Reader, limit: number, span: OtlpSpan, budget: ValueBudget): void {
  const end = messageEnd(reader, limit)
  if (span.events.length >= otlpLimits.events) {
    reader.pos = end
    span.droppedEventsCount += 1
    return
  }
  span.events.push(readEvent(reader, end, budget))
}

function readEvent(reader: Reader, end: number, budget: ValueBudget): OtlpEvent {
  const event: OtlpEvent = { timeUnixNano: '0', name: '', attributes: [], droppedAttributesCount: 0 }
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag === 0x09) event.timeUnixNano = readFixed64(reader)
    else if (tag === 0x12) event.name = reader.string()
    else if (tag === 0x1a) readAttribute(reader, end, event, budget)
    else if (tag === 0x20) event.droppedAttributesCount += reader.uint32()
    else skipField(reader, tag)
  }
  expectEnd(reader, end)
  return event
}

function readLinkField(reader: Reader, limit: number, span: OtlpSpan, budget: ValueBudget): void {
  const end = messageEnd(reader, limit)
  if (span.links.length >= otlpLimits.events) {
    reader.pos = end
    span.droppedLinksCount += 1
    return
  }
  span.links.push(readLink(reader, end, budget))
}

function readLink(reader: Reader, end: number, budget: ValueBudget): OtlpLink {
  const link: OtlpLink = {
    traceId: '',
    spanId: '',
    traceState: '',
    attributes: [],
    droppedAttributesCount: 0,
    flags: 0,
  }
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag === 0x0a) link.traceId = readHex(reader)
    else if (tag === 0x12) link.spanId = readHex(reader)
    else if (tag === 0x1a) link.traceState = reader.string()
    else if (tag === 0x22) readAttribute(reader, end, link, budget)
    else if (tag === 0x28) link.droppedAttributesCount += reader.uint32()
    else if (tag === 0x35) link.flags = reader.fixed32()
    else skipField(reader, tag)
  }
  expectEnd(reader, end)
  return link
}

function readStatus(reader: Reader, end: number): OtlpSpan['status'] {
  const status = { code: 0, message: '' }
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag === 0x12) status.message = reader.string()
    else if (tag === 0x18) status.code = reader.int32()
    else skipField(reader, tag)
  }
  expectEnd(reader, end)
  return status
}
