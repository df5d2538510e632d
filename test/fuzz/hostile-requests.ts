import { gzipSync } from 'node:zlib'
import { Rng } from '#lib/demo/rng.ts'
import type { AnyValue, LogRecord, SpanRecord } from '#lib/domain/otlp.ts'
import { decodePayload } from '#test/corpus/decode-payload.ts'
import { loadScenarios } from '#test/corpus/payloads.ts'
import { encodeLogs, encodeTraces, testLog, testSpan, type WireEncoding } from '#test/support/otlp.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateJson } from './mutate-json.ts'
import { mutateProtobuf } from './mutate-protobuf.ts'

export type Signal = 'traces' | 'logs' | 'metrics'

export type HostileRequest = {
  /** What was done to it. */
  name: string
  signal: Signal
  encoding: WireEncoding
  /** Before compression. */
  body: Buffer
  transport: Transport
}

/** How the body travels; `status` is the answer that this alone demands, null when the body decides. */
export type Transport = {
  name: string
  wire: (body: Buffer) => Buffer
  headers: Record<string, string>
  method?: string
  /** Bytes a chunk; 0 sends it whole, with its length. */
  chunkBytes: number
  status: number | null
}

/** In every text and key that a request is made with: an answer that holds it gives away payload. */
export const secret = 'quicksilver'

/** Requests of captured records with ids and times of their own, each damaged in its own way; the same for the same seed. */
export class HostileRequests {
  private readonly rng: Rng
  private readonly spans: readonly SpanRecord[]
  private readonly logs: readonly LogRecord[]

  constructor(seed: number) {
    this.rng = new Rng(seed)
    const scenarios = loadScenarios('/success').map(decodePayload)
    this.spans = scenarios.flatMap(({ spans }) => spans).filter(isSmall)
    this.logs = scenarios.flatMap(({ logs }) => logs).filter(isSmall)
  }

  next(encoding: WireEncoding): HostileRequest {
    const { rng } = this
    const isTraces = rng.chance(0.7)
    const whole = isTraces ? encodeTraces(this.someSpans(), encoding) : encodeLogs(this.someLogs(), encoding)
    const { name, body } = encoding === 'json' ? mutateJson(whole, rng) : mutateProtobuf(whole, rng)
    const right: Signal = isTraces ? 'traces' : 'logs'
    const signal = rng.weighted<Signal>([
      [right, 30],
      ['traces', 1],
      ['logs', 1],
      ['metrics', 1],
    ])
    const transport = transportOf(encoding, rng)
    return { name: `${name} as ${signal}, ${transport.name}`, signal, encoding, body, transport }
  }

  private someSpans(): SpanRecord[] {
    const { rng } = this
    return Array.from({ length: rng.int(1, 4) }, (): SpanRecord => {
      const { resource, scope, span } = this.spans[rng.int(0, this.spans.length - 1)] ?? testSpan()
      const ids = { traceId: rng.hex(16), spanId: rng.hex(8), parentSpanId: rng.chance(0.5) ? rng.hex(8) : '' }
      const attributes = [...span.attributes, { key: `${secret}.key`, value: secretValue(rng) }]
      return { resource, scope, span: { ...span, ...ids, name: `${secret} ${span.name}`, attributes } }
    })
  }

  private someLogs(): LogRecord[] {
    const { rng } = this
    return Array.from({ length: rng.int(1, 4) }, (): LogRecord => {
      const { resource, scope, log } = this.logs[rng.int(0, this.logs.length - 1)] ?? testLog()
      const ids = { traceId: rng.hex(16), spanId: rng.hex(8) }
      return { resource, scope, log: { ...log, ...ids, severityText: secret, body: secretValue(rng) } }
    })
  }
}

/** Large payloads would make few bodies of the time that there is. */
function isSmall(record: SpanRecord | LogRecord): boolean {
  return JSON.stringify(record).length < 12_000
}

function secretValue(rng: Rng): AnyValue {
  return rng.pick<AnyValue>([
    { stringValue: secret },
    { intValue: '-9223372036854775808' },
    { doubleValue: -0.5 },
    { boolValue: true },
    { bytesValue: Buffer.from(secret).toString('base64') },
    { arrayValue: { values: [{ stringValue: secret }, {}] } },
    { kvlistValue: { values: [{ key: '__proto__', value: { stringValue: secret } }] } },
  ])
}

const types: Record<WireEncoding, string> = { protobuf: 'application/x-protobuf', json: 'application/json' }

function transportOf(encoding: WireEncoding, rng: Rng): Transport {
  const plain: Transport = {
    name: 'plain',
    wire: (body) => body,
    headers: { 'content-type': types[encoding] },
    chunkBytes: 0,
    status: null,
  }
  const gzip = { ...plain, name: 'gzip', wire: gzipSync, headers: { ...plain.headers, 'content-encoding': 'gzip' } }
  return rng.weighted<Transport>([
    [plain, 60],
    [gzip, 15],
    [{ ...plain, name: 'in chunks', chunkBytes: rng.pick([1, 7, 1_000]) }, 8],
    [{ ...gzip, name: 'gzip in chunks', chunkBytes: rng.pick([1, 7, 1_000]) }, 4],
    [{ ...gzip, name: 'gzip that is none', wire: () => Buffer.from('no gzip at all'), status: 400 }, 2],
    [{ ...gzip, name: 'gzip cut short', wire: (body) => gzipSync(body).subarray(0, -9), status: 400 }, 2],
    [{ ...gzip, name: 'gzip with damage', wire: (body) => damagedGzip(body, rng), status: 400 }, 2],
    [withHeader(plain, 'content-encoding', rng.pick(['deflate', 'br', 'zstd', 'gzip, gzip', 'x'])), 2],
    [
      withHeader(plain, 'content-type', rng.pick(['text/plain', 'application/xml', 'application/grpc', 'json', ','])),
      2,
    ],
    [{ ...plain, name: 'with a charset', headers: { 'content-type': `${types[encoding]}; charset=utf-16` } }, 1],
    [{ ...plain, name: 'put', method: 'PUT', status: 405 }, 1],
  ])
}

function withHeader(plain: Transport, header: string, value: string): Transport {
  return { ...plain, name: `${header} ${value}`, headers: { ...plain.headers, [header]: value }, status: 415 }
}

/** The check sum at the end is wrong, whatever else is. */
function damagedGzip(body: Buffer, rng: Rng): Buffer {
  const damaged = gzipSync(body)
  const at = damaged.length - 8
  damaged.writeUInt32LE((damaged.readUInt32LE(at) ^ 1) >>> 0, at)
  return rng.chance(0.5)
    ? damaged
    : Buffer.concat([damaged.subarray(0, 10), mutateBytes(Buffer.alloc(20), rng).body, damaged.subarray(10)])
}
