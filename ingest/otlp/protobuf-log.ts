import type { Reader } from 'protobufjs/minimal.js'
import type { OtlpLogRecord } from '#lib/domain/otlp.ts'
import { MalformedOtlpError } from './decoded.ts'
import { readAnyValue, readAttribute } from './protobuf-values.ts'
import type { ValueBudget } from './value-budget.ts'
import { expectEnd, messageEnd, readFixed64, readHex, skipField } from './wire.ts'

/** opentelemetry.proto.logs.v1.LogRecord. Case labels are tags: field number << 3 | wire type. */
export function readLogRecord(reader: Reader, end: number, budget: ValueBudget): OtlpLogRecord {
  const log = emptyLogRecord()
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (!readLogField(reader, tag, end, log, budget)) {
      // Span: 1 trace id, 7 start; Metric: 1 name, 7 sum.
      if (tag === 0x0a || tag === 0x39) {
        throw new MalformedOtlpError('the body holds no log records: send spans to /v1/traces, metrics to /v1/metrics')
      }
      skipField(reader, tag)
    }
  }
  expectEnd(reader, end)
  return log
}

function emptyLogRecord(): OtlpLogRecord {
  return {
    timeUnixNano: '0',
    observedTimeUnixNano: '0',
    severityNumber: 0,
    severityText: '',
    body: null,
    attributes: [],
    droppedAttributesCount: 0,
    flags: 0,
    traceId: '',
    spanId: '',
    eventName: '',
  }
}

/** Returns false for a field that a log record does not have. */
function readLogField(reader: Reader, tag: number, end: number, log: OtlpLogRecord, budget: ValueBudget): boolean {
  switch (tag) {
    case 0x09: // 1
      log.timeUnixNano = readFixed64(reader)
      return true
    case 0x10: // 2
      log.severityNumber = reader.int32()
      return true
    case 0x1a: // 3
      log.severityText = reader.string()
      return true
    case 0x2a: // 5
      log.body = readAnyValue(reader, messageEnd(reader, end), 0, budget)
      return true
    case 0x32: // 6
      readAttribute(reader, end, log, budget)
      return true
    case 0x38: // 7, added to what this receiver drops
      log.droppedAttributesCount += reader.uint32()
      return true
    case 0x45: // 8
      log.flags = reader.fixed32()
      return true
    case 0x4a: // 9
      log.traceId = readHex(reader)
      return true
    case 0x52: // 10
      log.spanId = readHex(reader)
      return true
    case 0x59: // 11
      log.observedTimeUnixNano = readFixed64(reader)
      return true
    case 0x62: // 12
      log.eventName = reader.string()
      return true
    default:
      return false
  }
}
