import { randomBytes } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineSystemQuery } from '#clickhouse/define-system-query.ts'
import { freshProject } from '#test/support/ingest-keys.ts'
import {
  encodeLogs,
  encodeTraces,
  send,
  testLog,
  testSpan,
  textAttribute,
  type WireEncoding,
} from '#test/support/otlp.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'
import { success, WireSender, wires, type WireAnswer } from '#test/support/wire.ts'

let store: TestStore
let ingest: IngestProcess
let sender: WireSender
let keys: { ingest: string; read: string; busy: string; large: string[] }
const bodyLimit = 1024 * 1024
const projectLimit = 1_200_000

beforeAll(async () => {
  store = await startStore()
  ingest = await startIngestProcess({
    TACHO_DATA_DIR: store.dataDir,
    TACHO_MAX_BODY_BYTES: String(bodyLimit),
    TACHO_MAX_PROJECT_INFLIGHT_BYTES: String(projectLimit),
    TACHO_MAX_SPAN_BYTES: '60000',
  })
  sender = new WireSender(ingest)
  const [own, reader, busy] = await Promise.all([
    freshProject(store.database),
    freshProject(store.database, 'read'),
    freshProject(store.database),
  ])
  const large = await Promise.all(wires.flatMap(() => [freshProject(store.database), freshProject(store.database)]))
  keys = { ingest: own.key, read: reader.key, busy: busy.key, large: large.map(({ key }) => key) }
})
afterAll(async () => {
  sender.close()
  await ingest.stop()
  await store.stop()
})

const storedRecords = defineSystemQuery({
  name: 'test-stored-records',
  params: z.object({ traceId: z.string() }),
  row: z.object({ stored: z.coerce.number() }),
  sql: `
SELECT uniqExact(span_id) + (SELECT uniqExact(log_id) FROM log_records WHERE trace_id = {traceId:String}) AS stored
FROM spans
WHERE trace_id = {traceId:String}`,
})

type Signal = 'traces' | 'logs'
type Change = { bad?: boolean; attributes?: number; text?: string }

/** Records of one trace, so that a test finds its own. */
function encode(signal: Signal, encoding: WireEncoding, traceId: string, changes: readonly Change[]): Buffer {
  const attributesOf = ({ attributes = 0, text }: Change) => [
    ...Array.from({ length: attributes }, (_, index) => textAttribute(`key ${index}`, 'value')),
    ...(text === undefined ? [] : [textAttribute('text', text)]),
  ]
  if (signal === 'traces') {
    const spans = changes.map((change) =>
      testSpan({ traceId, attributes: attributesOf(change), ...(change.bad === true ? { spanId: 'abcd' } : {}) }),
    )
    return encodeTraces(spans, encoding)
  }
  const logs = changes.map((change, index) => {
    const body = { stringValue: `log ${index}` }
    return testLog({
      traceId,
      body,
      attributes: attributesOf(change),
      ...(change.bad === true ? { spanId: 'abcd' } : {}),
    })
  })
  return encodeLogs(logs, encoding)
}

type Case = {
  name: string
  body: (signal: Signal, encoding: WireEncoding, traceId: string) => Buffer
  answer: Partial<WireAnswer>
  /** Records of the trace that are stored afterwards. */
  stored?: number
  key?: () => string
}

const anything = expect.anything()
const refused = { partial: null, message: anything, retrySeconds: null }
const records =
  (...changes: Change[]) =>
  (signal: Signal, encoding: WireEncoding, traceId: string) =>
    encode(signal, encoding, traceId, changes)
const other = { traces: 'logs', logs: 'traces' } as const

const cases: readonly Case[] = [
  { name: 'success', body: records({}, {}), answer: success, stored: 2 },
  { name: 'empty', body: (_signal, encoding) => Buffer.from(encoding === 'json' ? '{}' : ''), answer: success },
  {
    name: 'partial success',
    body: records({}, { bad: true }, {}),
    answer: { ...success, partial: { rejected: 1, message: 'refused: spanId must be 8 bytes, not 2' } },
    stored: 2,
  },
  {
    name: 'nothing but bad records',
    body: records({ bad: true }, { bad: true }),
    answer: { ...success, partial: { rejected: 2, message: anything } },
    stored: 0,
  },
  {
    name: 'warning: too many attributes',
    body: records({ attributes: 1_025 }, {}),
    answer: { ...success, partial: { rejected: 0, message: expect.stringContaining('1 stored, and cut') } },
    stored: 2,
  },
  {
    name: 'warning: a record over the size limit',
    body: records({ text: 'long '.repeat(20_000) }),
    answer: { ...success, partial: { rejected: 0, message: expect.stringContaining('1 stored, and cut') } },
    stored: 1,
  },
  {
    name: 'bad data: noise',
    body: () => Buffer.from('certainly not OTLP'),
    answer: { ...refused, status: 'INVALID_ARGUMENT' },
  },
  {
    name: 'bad data: cut short',
    body: (...args) => records({}, {})(...args).subarray(0, -9),
    answer: { ...refused, status: 'INVALID_ARGUMENT' },
    stored: 0,
  },
  {
    name: 'bad data: the other signal',
    body: (signal, encoding, traceId) => encode(other[signal], encoding, traceId, [{}]),
    answer: { ...refused, status: 'INVALID_ARGUMENT', message: expect.stringMatching(/\/v1\/(logs|traces)/) },
    stored: 0,
  },
  {
    name: 'too large',
    body: (...args) => records({ text: randomBytes(bodyLimit).toString('base64') })(...args),
    // Two of these at once would be too much for one project.
    key: () => keys.large.pop() ?? '',
    answer: { ...refused, status: 'RESOURCE_EXHAUSTED', message: expect.stringMatching(/larger than \d+ bytes/) },
    stored: 0,
  },
  {
    name: 'unknown key',
    body: records({}),
    key: () => 'tacho_ingest_unknown',
    answer: { ...refused, status: 'UNAUTHENTICATED' },
    stored: 0,
  },
  {
    name: 'key of another kind',
    body: records({}),
    key: () => keys.read,
    answer: { ...refused, status: 'PERMISSION_DENIED' },
    stored: 0,
  },
  { name: 'unknown fields', body: withUnknownFields, answer: success, stored: 1 },
]

// At once, so that their records share inserts.
describe.concurrent.each(wires)('$name', (wire) => {
  describe.each(['traces', 'logs'] as const)('%s', (signal) => {
    test.each(cases)('$name', async ({ body, answer, stored, key = () => keys.ingest }) => {
      const traceId = randomBytes(16).toString('hex')
      expect(await sender.send(wire, signal, body(signal, wire.encoding, traceId), { key: key() })).toEqual({
        ...success,
        ...answer,
      })
      if (stored !== undefined) expect(await storedRecords(store.database, { traceId })).toEqual([{ stored }])
    })
  })

  test('metrics are taken: once with the warning that they are not kept', async () => {
    const { key } = await freshProject(store.database)
    const body = Buffer.from(wire.encoding === 'json' ? '{}' : '')
    const first = await sender.send(wire, 'metrics', body, { key })
    expect(first.partial).toEqual({ rejected: 0, message: expect.stringContaining('metrics are not stored') })
    expect(await sender.send(wire, 'metrics', body, { key })).toEqual(success)
  })
})

describe('overload is "come again", on every way alike', () => {
  test.each(wires)('$name', async (wire) => {
    const held = await holdBytes(keys.busy, 900_000)
    try {
      const text = randomBytes(300_000).toString('base64')
      const body = records({ text })('traces', wire.encoding, randomBytes(16).toString('hex'))
      const answer = await sender.send(wire, 'traces', body, { key: keys.busy })
      expect(answer).toMatchObject({ status: 'UNAVAILABLE', partial: null })
      expect(answer.retrySeconds).toBeGreaterThanOrEqual(1)
      expect(answer.retrySeconds).toBeLessThanOrEqual(5)
      // Another project is not concerned.
      expect((await sender.send(wire, 'traces', body, { key: keys.ingest })).status).toBe('OK')
    } finally {
      held.destroy()
    }
  })
})

describe.concurrent('OTLP/JSON', () => {
  const json = wires.filter(({ encoding }) => encoding === 'json')
  const forms: readonly [string, (span: Record<string, unknown>) => Record<string, unknown>][] = [
    ['ids in upper case', (span) => ({ ...span, traceId: upper(span['traceId']), spanId: upper(span['spanId']) })],
    ['64-bit integers as numbers', (span) => ({ ...span, startTimeUnixNano: Number(span['startTimeUnixNano']) })],
    ['64-bit integers as strings', (span) => ({ ...span, startTimeUnixNano: String(span['startTimeUnixNano']) })],
    ['an enum by its name', (span) => ({ ...span, kind: 'SPAN_KIND_CLIENT' })],
    ['an enum by its number', (span) => ({ ...span, kind: 3 })],
    ['names in snake case', ({ traceId, ...span }) => ({ ...span, trace_id: traceId })],
    ['null for what is absent', (span) => ({ ...span, parentSpanId: null, attributes: null })],
  ]

  test.each(json.flatMap((wire) => forms.map(([form, change]) => ({ form, change, ...wire }))))(
    '$form ($name)',
    async ({ change, ...wire }) => {
      const { span } = testSpan()
      const body = { resourceSpans: [{ scopeSpans: [{ spans: [change({ ...span })] }] }] }
      const answer = await sender.send(wire, 'traces', Buffer.from(JSON.stringify(body)), { key: keys.ingest })
      expect(answer).toEqual(success)
      expect(await storedRecords(store.database, { traceId: span.traceId })).toEqual([{ stored: 1 }])
    },
  )
})

describe('what only HTTP has', () => {
  const http = wires.filter(({ transport }) => transport === 'http')

  test.each(http)('a charset beside the content type ($name)', async ({ encoding, gzip }) => {
    const type = `application/${encoding === 'json' ? 'json' : 'x-protobuf'}; charset=utf-8`
    const body = encodeTraces([testSpan()], encoding)
    const response = await send(`${ingest.url}/v1/traces`, body, { encoding, gzip, headers: { 'content-type': type } })
    expect(response.status).toBe(200)
  })

  test.each(http)('an unknown path is 404 with the right one ($name)', async ({ encoding, gzip }) => {
    const response = await send(`${ingest.url}/v1/trace`, Buffer.from('{}'), { encoding, gzip })
    expect(response.status).toBe(404)
    expect(await response.text()).toContain('Did you mean /v1/traces?')
    const root = await send(ingest.url, Buffer.from('{}'), { encoding, gzip })
    expect(await root.text()).toContain('OTEL_EXPORTER_OTLP_ENDPOINT')
  })

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('%s is 405 with Allow', async (method) => {
    const response = await fetch(`${ingest.url}/v1/logs`, { method })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
  })

  test.each(['br', 'deflate', 'zstd', 'gzip, gzip'])('compression %s is 415 that names what is taken', async (name) => {
    const headers = { 'content-encoding': name }
    const response = await send(`${ingest.url}/v1/traces`, Buffer.from('x'), { headers })
    expect(response.status).toBe(415)
    expect(response.headers.get('accept-encoding')).toBe('gzip, identity')
  })
})

function upper(id: unknown): string {
  return String(id).toUpperCase()
}

/** A request as a later version of OTLP may send it. */
function withUnknownFields(signal: Signal, encoding: WireEncoding, traceId: string): Buffer {
  const body = encode(signal, encoding, traceId, [{}])
  if (encoding === 'json') {
    return Buffer.from(
      body.toString().replaceAll(`"traceId":`, `"later":{"deep":[1]},"traceId":`).replace('{', '{"x":1,'),
    )
  }
  // Field 1000 of each wire type: varint, fixed64, length-delimited, fixed32.
  const tag = (type: number) => [0xc0 | type, 0x3e]
  const unknown = [...tag(0), 7, ...tag(1), 1, 2, 3, 4, 5, 6, 7, 8, ...tag(2), 2, 9, 9, ...tag(5), 1, 2, 3, 4]
  return Buffer.concat([Buffer.from(unknown), body, Buffer.from(unknown)])
}

/** A request that has sent so many bytes and does not end. */
async function holdBytes(key: string, bytes: number): Promise<{ destroy: () => void }> {
  const request = httpRequest(`${ingest.url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-protobuf', authorization: `Bearer ${key}` },
  })
  request.on('error', () => {}) // It is cut off at the end.
  request.write(Buffer.alloc(bytes))
  for (;;) {
    const text = await (await fetch(`${ingest.url}/metrics`)).text()
    if (Number(/^tacho_ingest_bytes_in_flight (\d+)/m.exec(text)?.[1]) >= bytes) return request
  }
}
