import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Reader } from 'protobufjs/minimal.js'
import { JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import { z } from 'zod'
import type { KeyValue, LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { encodeLogsJson, encodeLogsProtobuf, encodeTracesJson, encodeTracesProtobuf } from './encode-otlp.ts'

export type WireEncoding = 'protobuf' | 'json'

const contentTypes: Record<WireEncoding, string> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
}

/** A span that is valid unless the change makes it otherwise. */
export function testSpan(change: Partial<SpanRecord['span']> = {}): SpanRecord {
  const startNs = BigInt(Date.now()) * 1_000_000n
  return {
    resource: { attributes: [textAttribute('service.name', 'test')], droppedAttributesCount: 0, schemaUrl: '' },
    scope: { name: 'test', version: '1', attributes: [], droppedAttributesCount: 0, schemaUrl: '' },
    span: {
      traceId: randomBytes(16).toString('hex'),
      spanId: randomBytes(8).toString('hex'),
      parentSpanId: '',
      traceState: '',
      flags: 0,
      name: 'work',
      kind: 1,
      startTimeUnixNano: `${startNs}`,
      endTimeUnixNano: `${startNs + 1_000_000n}`,
      attributes: [],
      droppedAttributesCount: 0,
      events: [],
      droppedEventsCount: 0,
      links: [],
      droppedLinksCount: 0,
      status: { code: 0, message: '' },
      ...change,
    },
  }
}

/** A log record that is valid unless the change makes it otherwise. */
export function testLog(change: Partial<LogRecord['log']> = {}): LogRecord {
  const { resource, scope } = testSpan()
  return {
    resource,
    scope,
    log: {
      timeUnixNano: `${BigInt(Date.now()) * 1_000_000n}`,
      observedTimeUnixNano: '0',
      severityNumber: 9,
      severityText: 'INFO',
      body: { stringValue: 'hello' },
      attributes: [],
      droppedAttributesCount: 0,
      flags: 0,
      traceId: '',
      spanId: '',
      eventName: 'test.event',
      ...change,
    },
  }
}

export function textAttribute(key: string, stringValue: string): KeyValue {
  return { key, value: { stringValue } }
}

export function encodeTraces(records: readonly SpanRecord[], encoding: WireEncoding): Buffer {
  return Buffer.from(encoding === 'json' ? encodeTracesJson(records) : encodeTracesProtobuf(records))
}

export function encodeLogs(records: readonly LogRecord[], encoding: WireEncoding): Buffer {
  return Buffer.from(encoding === 'json' ? encodeLogsJson(records) : encodeLogsProtobuf(records))
}

type SdkSpans = Parameters<typeof ProtobufTraceSerializer.serializeRequest>[0]

/** A body as OpenTelemetry's own JavaScript exporter writes it. */
export function encodeAsSdk(spans: SdkSpans, encoding: WireEncoding): Buffer {
  const serializer = encoding === 'json' ? JsonTraceSerializer : ProtobufTraceSerializer
  return Buffer.from(serializer.serializeRequest(spans) ?? [])
}

/** A span as OpenTelemetry's SDK holds it. */
export function sdkSpan(name: string, attributes: Record<string, string>): SdkSpans[number] {
  const spanContext = {
    traceId: randomBytes(16).toString('hex'),
    spanId: randomBytes(8).toString('hex'),
    traceFlags: 1,
  }
  const nowSeconds = Math.floor(Date.now() / 1000)
  const resource: SdkSpans[number]['resource'] = {
    attributes: { 'service.name': 'sdk' },
    merge: () => resource,
    getRawAttributes: () => [],
  }
  return {
    name,
    kind: 2, // oxlint-disable-line typescript/no-unsafe-enum-assignment -- SpanKind.CLIENT; @opentelemetry/api is no dependency of ours
    spanContext: () => spanContext,
    startTime: [nowSeconds, 123_456_789],
    endTime: [nowSeconds + 1, 0],
    duration: [0, 876_543_211],
    ended: true,
    status: { code: 0 }, // oxlint-disable-line typescript/no-unsafe-enum-assignment -- SpanStatusCode.UNSET
    attributes,
    links: [],
    events: [],
    resource,
    instrumentationScope: { name: 'sdk-scope', version: '2' },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}

export type SendOptions = {
  encoding?: WireEncoding
  gzip?: boolean
  headers?: Record<string, string>
  method?: string
  signal?: AbortSignal
}

/** Posts a body to a path of a receiver. */
export function send(url: string, body: Uint8Array, options: SendOptions = {}): Promise<Response> {
  const { encoding = 'protobuf', gzip = false, headers = {}, method = 'POST', signal } = options
  return fetch(url, {
    method,
    ...(signal === undefined ? {} : { signal }),
    // fetch's types refuse memory that might be shared.
    body: Uint8Array.from(gzip ? gzipSync(body) : body),
    headers: { 'content-type': contentTypes[encoding], ...(gzip ? { 'content-encoding': 'gzip' } : {}), ...headers },
  })
}

/** partial_success of an Export*ServiceResponse; null when it is unset, as full success demands. */
export async function partialSuccessOf(response: Response): Promise<{ rejected: number; message: string } | null> {
  if (isJson(response)) {
    const { partialSuccess } = JsonExportResponse.parse(await response.json())
    if (partialSuccess === undefined) return null
    const { rejectedSpans, rejectedLogRecords, rejectedDataPoints, errorMessage } = partialSuccess
    return { rejected: Number(rejectedSpans ?? rejectedLogRecords ?? rejectedDataPoints ?? 0), message: errorMessage }
  }
  const bytes = Buffer.from(await response.arrayBuffer())
  if (bytes.length === 0) return null
  // The three responses have the same numbers, so one reader does for all.
  const { partialSuccess } = ProtobufTraceSerializer.deserializeResponse(bytes)
  return { rejected: partialSuccess?.rejectedSpans ?? 0, message: partialSuccess?.errorMessage ?? '' }
}

/** google.rpc.Status of an error answer. */
export async function statusOf(response: Response): Promise<{ code: number; message: string }> {
  if (isJson(response)) return JsonStatus.parse(await response.json())
  const reader = Reader.create(Buffer.from(await response.arrayBuffer()))
  const status = { code: 0, message: '' }
  while (reader.pos < reader.len) {
    const tag = reader.uint32()
    if (tag === 0x08) status.code = reader.int32()
    else if (tag === 0x12) status.message = reader.string()
    else reader.skipType(tag & 7)
  }
  return status
}

const JsonStatus = z.object({ code: z.number(), message: z.string() })
const JsonExportResponse = z.object({
  partialSuccess: z
    .object({
      rejectedSpans: z.string().optional(),
      rejectedLogRecords: z.string().optional(),
      rejectedDataPoints: z.string().optional(),
      errorMessage: z.string(),
    })
    .optional(),
})

function isJson(response: Response): boolean {
  return response.headers.get('content-type') === contentTypes.json
}
