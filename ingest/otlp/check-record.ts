import type { OtlpLogRecord, OtlpSpan } from '#lib/domain/otlp.ts'
import { BadRecordError } from './decoded.ts'

const traceIdLength = 32
const spanIdLength = 16
/** DateTime64(9) holds an int64 of nanoseconds: years 1970 to 2262. */
const maxNanos = 9_223_372_036_854_775_807n
const maxNanosDigits = String(maxNanos).length

/** Throws BadRecordError when the span lacks what storing it needs; makes an all-zero parent a root. */
export function checkSpan(span: OtlpSpan): OtlpSpan {
  checkId(span.traceId, traceIdLength, 'traceId')
  checkId(span.spanId, spanIdLength, 'spanId')
  span.parentSpanId = optionalId(span.parentSpanId, spanIdLength, 'parentSpanId')
  if (span.startTimeUnixNano === '0') throw new BadRecordError('bad_time', 'startTimeUnixNano is missing or 0')
  checkNanos(span.startTimeUnixNano, 'startTimeUnixNano')
  checkNanos(span.endTimeUnixNano, 'endTimeUnixNano')
  for (const event of span.events) checkNanos(event.timeUnixNano, 'events.timeUnixNano')
  return span
}

/** Throws BadRecordError when the log record cannot be stored; its ids are optional. */
export function checkLogRecord(log: OtlpLogRecord): OtlpLogRecord {
  log.traceId = optionalId(log.traceId, traceIdLength, 'traceId')
  log.spanId = optionalId(log.spanId, spanIdLength, 'spanId')
  checkNanos(log.timeUnixNano, 'timeUnixNano')
  checkNanos(log.observedTimeUnixNano, 'observedTimeUnixNano')
  return log
}

function checkId(id: string, length: number, field: string): void {
  if (id.length !== length) throw badId(field, length, id.length / 2)
  if (isZero(id)) throw new BadRecordError('bad_id', `${field} is all zero`)
}

function optionalId(id: string, length: number, field: string): string {
  if (id === '') return id
  if (id.length !== length) throw badId(field, length, id.length / 2)
  return isZero(id) ? '' : id
}

function badId(field: string, length: number, bytes: number): BadRecordError {
  return new BadRecordError('bad_id', `${field} must be ${length / 2} bytes, not ${bytes}`)
}

/** The first character decides nearly always. */
function isZero(id: string): boolean {
  return id.startsWith('0') && /^0+$/.test(id)
}

function checkNanos(nanos: string, field: string): void {
  if (nanos.startsWith('-')) throw new BadRecordError('bad_time', `${field} is negative`)
  if (nanos.length < maxNanosDigits) return
  if (nanos.length > maxNanosDigits || BigInt(nanos) > maxNanos) {
    throw new BadRecordError('bad_time', `${field} is after the year 2262`)
  }
}
