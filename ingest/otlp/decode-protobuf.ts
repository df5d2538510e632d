import { Reader } from 'protobufjs/minimal.js'
import type { LogRecord, OtlpResource, OtlpScope, SpanRecord } from '#lib/domain/otlp.ts'
import { checkLogRecord, checkSpan } from './check-record.ts'
import { allOf, BadRecordError, MalformedOtlpError, RecordTally, type Decoded, type DecodedStream } from './decoded.ts'
import { otlpLimits } from './limits.ts'
import { readLogRecord } from './protobuf-log.ts'
import { readSpan } from './protobuf-span.ts'
import { readResource, readScope } from './protobuf-values.ts'
import { ValueBudget } from './value-budget.ts'
import { expectEnd, messageEnd, skipField } from './wire.ts'

/** Decodes an ExportTraceServiceRequest. Throws MalformedOtlpError when the body is none. */
export function decodeTracesProtobuf(body: Uint8Array): Decoded<SpanRecord> {
  return allOf(readTracesProtobuf(body))
}

/** Decodes an ExportLogsServiceRequest. Throws MalformedOtlpError when the body is none. */
export function decodeLogsProtobuf(body: Uint8Array): Decoded<LogRecord> {
  return allOf(readLogsProtobuf(body))
}

/** Decodes an ExportTraceServiceRequest span by span; `body` must stay as it is until the last. */
export function readTracesProtobuf(body: Uint8Array): DecodedStream<SpanRecord> {
  return streamOf(body, (reader, end, budget, resource, scope) => {
    const span = checkSpan(readSpan(reader, end, budget))
    return { resource, scope, span }
  })
}

/** Decodes an ExportLogsServiceRequest record by record; `body` must stay as it is until the last. */
export function readLogsProtobuf(body: Uint8Array): DecodedStream<LogRecord> {
  return streamOf(body, (reader, end, budget, resource, scope) => {
    const log = checkLogRecord(readLogRecord(reader, end, budget))
    return { resource, scope, log }
  })
}

type ReadRecord<Record> = (
  reader: Reader,
  end: number,
  budget: ValueBudget,
  resource: OtlpResource,
  scope: OtlpScope,
) => Record

/** Where a message lies in the body. */
type Range = { start: number; end: number }

/** Fields of ResourceSpans/ResourceLogs and of ScopeSpans/ScopeLogs: the same three in both. */
type Envelope = { head: Range | null; children: Range[]; schemaUrl: string }

function streamOf<Record>(body: Uint8Array, readRecord: ReadRecord<Record>): DecodedStream<Record> {
  const tally = new RecordTally(otlpLimits.recordsPerRequest)
  return { records: readEnvelopes(body, readRecord, tally), tally }
}

/** The messages are read straight into the domain's shapes: generated classes would cost a second walk. */
function* readEnvelopes<Record>(
  body: Uint8Array,
  readRecord: ReadRecord<Record>,
  tally: RecordTally,
): Generator<Record> {
  const reader = Reader.create(asBuffer(body))
  const budget = new ValueBudget()
  try {
    while (reader.pos < reader.len) {
      const tag = reader.uint32()
      if (tag !== 0x0a) {
        skipField(reader, tag)
        continue
      }
      const outer = readEnvelope(reader, messageEnd(reader, reader.len))
      const resource = readHead(reader, outer, budget, readResource)
      for (const child of outer.children) {
        const inner = readEnvelope(reader, child.end, child.start)
        const scope = readHead(reader, inner, budget, readScope)
        for (const { start, end } of inner.children) {
          const record = tally.next(() => {
            reader.pos = start
            budget.restart()
            return readRecord(reader, end, budget, resource(), scope())
          })
          if (record !== null) yield record
        }
      }
      reader.pos = outer.end
    }
  } catch (error) {
    if (error instanceof MalformedOtlpError) throw error
    throw new MalformedOtlpError('the body is no OTLP protobuf message: cut short, damaged or in another encoding', {
      cause: error,
    })
  }
}

/** Finds the parts of an envelope first: the resource may stand behind the records on the wire. */
function readEnvelope(reader: Reader, end: number, start = reader.pos): Envelope & { end: number } {
  const envelope: Envelope & { end: number } = { head: null, children: [], schemaUrl: '', end }
  reader.pos = start
  while (reader.pos < end) {
    const tag = reader.uint32()
    if (tag === 0x0a) envelope.head = skipMessage(reader, end)
    else if (tag === 0x12) addChild(envelope, skipMessage(reader, end))
    else if (tag === 0x1a) envelope.schemaUrl = reader.string()
    else skipField(reader, tag)
  }
  expectEnd(reader, end)
  return envelope
}

function addChild(envelope: Envelope, child: Range): void {
  envelope.children.push(child)
  if (envelope.children.length > otlpLimits.envelopeChildren) {
    throw new MalformedOtlpError(`a resource or scope lists more than ${otlpLimits.envelopeChildren} messages`)
  }
}

function skipMessage(reader: Reader, limit: number): Range {
  const end = messageEnd(reader, limit)
  const start = reader.pos
  reader.pos = end
  return { start, end }
}

/** Reads the resource or scope once; when it breaks a limit, each record under it is refused for that reason. */
function readHead<Head extends { schemaUrl: string }>(
  reader: Reader,
  envelope: Envelope,
  budget: ValueBudget,
  read: (reader: Reader, end: number, budget: ValueBudget) => Head,
): () => Head {
  try {
    const range = envelope.head ?? { start: 0, end: 0 }
    reader.pos = range.start
    const head = read(reader, range.end, budget)
    head.schemaUrl = envelope.schemaUrl
    return () => head
  } catch (error) {
    if (!(error instanceof BadRecordError)) throw error
    return () => {
      throw error
    }
  }
}

function asBuffer(body: Uint8Array): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}
