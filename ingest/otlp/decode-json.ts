import type { LogRecord, OtlpResource, OtlpScope, SpanRecord } from '#lib/domain/otlp.ts'
import { checkLogRecord, checkSpan } from './check-record.ts'
import { allOf, BadRecordError, MalformedOtlpError, RecordTally, type Decoded, type DecodedStream } from './decoded.ts'
import { isObject, member, readList, readString, type JsonObject } from './json-fields.ts'
import { readLogRecord } from './json-log.ts'
import { scanJson } from './json-scan.ts'
import { readSpan } from './json-span.ts'
import { readResource, readScope } from './json-values.ts'
import { otlpLimits } from './limits.ts'
import { ValueBudget } from './value-budget.ts'

/** Decodes the JSON form of an ExportTraceServiceRequest. Throws MalformedOtlpError when the body is none. */
export function decodeTracesJson(body: Uint8Array): Decoded<SpanRecord> {
  return allOf(readTracesJson(body))
}

/** Decodes the JSON form of an ExportLogsServiceRequest. Throws MalformedOtlpError when the body is none. */
export function decodeLogsJson(body: Uint8Array): Decoded<LogRecord> {
  return allOf(readLogsJson(body))
}

/** Decodes the JSON form of an ExportTraceServiceRequest span by span. */
export function readTracesJson(body: Uint8Array): DecodedStream<SpanRecord> {
  return streamOf(body, traceNames, (json, budget, resource, scope) => {
    return { resource, scope, span: checkSpan(readSpan(json, budget)) }
  })
}

/** Decodes the JSON form of an ExportLogsServiceRequest record by record. */
export function readLogsJson(body: Uint8Array): DecodedStream<LogRecord> {
  return streamOf(body, logNames, (json, budget, resource, scope) => {
    return { resource, scope, log: checkLogRecord(readLogRecord(json, budget)) }
  })
}

type Name = readonly [camel: string, snake: string]
type SignalNames = { top: Name; middle: Name; records: Name }

const traceNames: SignalNames = {
  top: ['resourceSpans', 'resource_spans'],
  middle: ['scopeSpans', 'scope_spans'],
  records: ['spans', 'spans'],
}
const logNames: SignalNames = {
  top: ['resourceLogs', 'resource_logs'],
  middle: ['scopeLogs', 'scope_logs'],
  records: ['logRecords', 'log_records'],
}
/** Where each signal belongs, by the member that its body starts with. */
const signalPaths = [
  ['resourceSpans', '/v1/traces'],
  ['resourceLogs', '/v1/logs'],
  ['resourceMetrics', '/v1/metrics'],
] as const

type ReadRecord<Record> = (json: unknown, budget: ValueBudget, resource: OtlpResource, scope: OtlpScope) => Record

function streamOf<Record>(body: Uint8Array, names: SignalNames, readRecord: ReadRecord<Record>): DecodedStream<Record> {
  const tally = new RecordTally(otlpLimits.recordsPerRequest)
  return { records: readEnvelopes(body, names, readRecord, tally), tally }
}

function* readEnvelopes<Record>(
  body: Uint8Array,
  names: SignalNames,
  readRecord: ReadRecord<Record>,
  tally: RecordTally,
): Generator<Record> {
  const root = parseBody(body)
  refuseOtherSignal(root, names.top[0])
  const budget = new ValueBudget()
  for (const outer of envelopes(root, names.top)) {
    const resource = readHead((schemaUrl) => readResource(member(outer, 'resource'), schemaUrl, budget), outer)
    for (const inner of envelopes(outer, names.middle)) {
      const scope = readHead((schemaUrl) => readScope(member(inner, 'scope'), schemaUrl, budget), inner)
      for (const json of listOf(inner, names.records)) {
        const record = tally.next(() => {
          budget.restart()
          return readRecord(json, budget, resource(), scope())
        })
        if (record !== null) yield record
      }
    }
  }
}

function parseBody(body: Uint8Array): JsonObject {
  const buffer = Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const { hasLongNumbers } = scanJson(buffer)
  const text = buffer.toString('utf8')
  const root = parseJson(text, hasLongNumbers)
  if (isObject(root)) return root
  throw new MalformedOtlpError('the JSON body must be an object')
}

function parseJson(text: string, hasLongNumbers: boolean): unknown {
  try {
    return hasLongNumbers ? JSON.parse(text, keepDigits) : JSON.parse(text)
  } catch (error) {
    // The engine's message would quote the payload.
    throw new MalformedOtlpError('the body is no JSON: cut short, damaged or in another encoding', { cause: error })
  }
}

/** JSON.parse's third reviver argument: the number as written (ECMAScript "JSON.parse source text access"). */
type SourceContext = { source?: string }

/** Integers that a double cannot hold stay as the digits that were sent. */
function keepDigits(_key: string, value: unknown, context?: SourceContext): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source ?? ''
  return /^-?\d+$/.test(source) ? source : value
}

function refuseOtherSignal(root: JsonObject, expected: string): void {
  if (root[expected] !== undefined) return
  for (const [name, path] of signalPaths) {
    if (name !== expected && root[name] !== undefined) {
      throw new MalformedOtlpError(`the body holds "${name}": send it to ${path}`)
    }
  }
}

function envelopes(parent: JsonObject, name: Name): JsonObject[] {
  return listOf(parent, name).map((entry) => {
    if (isObject(entry)) return entry
    throw new MalformedOtlpError(`"${name[0]}" must list objects`)
  })
}

function listOf(parent: JsonObject, [name, snakeName]: Name): readonly unknown[] {
  return orMalformed(() => readList(member(parent, name, snakeName), `"${name}"`))
}

/** Reads the resource or scope once; when it breaks a limit, each record under it is refused for that reason. */
function readHead<Head>(read: (schemaUrl: string) => Head, envelope: JsonObject): () => Head {
  try {
    const head = read(readString(member(envelope, 'schemaUrl', 'schema_url'), 'schemaUrl'))
    return () => head
  } catch (error) {
    if (!(error instanceof BadRecordError)) throw error
    return () => {
      throw error
    }
  }
}

/** A wrong shape outside the records damns the request, not one record. */
function orMalformed<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (error instanceof BadRecordError) throw new MalformedOtlpError(error.message, { cause: error })
    throw error
  }
}
