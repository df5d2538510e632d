import { gzipSync } from 'node:zlib'
import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  encodeAsSdk,
  encodeLogs,
  encodeTraces,
  partialSuccessOf,
  sdkSpan,
  send,
  testLog,
  testSpan,
  type WireEncoding,
} from '#test/support/otlp.ts'
import { startIngestProcess, type IngestProcess } from '#test/support/process.ts'
import { startStore, type TestStore } from '#test/support/store.ts'

let store: TestStore
let ingest: IngestProcess

beforeAll(async () => {
  store = await startStore()
  ingest = await startIngestProcess({
    TACHO_DATA_DIR: store.dataDir,
    TACHO_MAX_BODY_BYTES: String(bodyLimit),
    TACHO_MAX_GZIP_BYTES: '100000',
    TACHO_CORS_ORIGINS: 'https://app.example',
  })
})
afterAll(async () => {
  await ingest.stop()
  await store.stop()
})

const bodyLimit = 8 * 1024 * 1024
const contentTypes = { protobuf: 'application/x-protobuf', json: 'application/json' } as const

type Case = { name: string; encoding: WireEncoding; gzip: boolean }
const forms: Case[] = [
  { name: 'protobuf', encoding: 'protobuf', gzip: false },
  { name: 'protobuf, gzip', encoding: 'protobuf', gzip: true },
  { name: 'JSON', encoding: 'json', gzip: false },
  { name: 'JSON, gzip', encoding: 'json', gzip: true },
]

describe.each(forms)('OTLP/HTTP as $name', ({ encoding, gzip }) => {
  const post = (path: string, body: Buffer, headers: Record<string, string> = {}): Promise<Response> =>
    send(ingest.url + path, body, { encoding, gzip, headers })

  test('the paths of Langfuse’s SDKs take spans and log records', async () => {
    for (const [path, body] of [
      ['traces', encodeTraces([testSpan(), testSpan()], encoding)],
      ['logs', encodeLogs([testLog()], encoding)],
    ] as const) {
      const response = await post(`/api/public/otel/v1/${path}`, body)
      expect(response.status).toBe(200)
      expect(await partialSuccessOf(response)).toBeNull()
    }
  })

  test('takes what OpenTelemetry’s own exporter writes', async () => {
    const response = await post('/v1/traces', encodeAsSdk([sdkSpan('sdk', { 'gen_ai.system': 'x' })], encoding))
    expect(response.status).toBe(200)
    expect(await partialSuccessOf(response)).toBeNull()
  })

  test('a body in chunks is taken', async () => {
    const body = encodeTraces([testSpan()], encoding)
    const status = await postInChunks('/v1/traces', gzip ? gzipSync(body) : body, {
      'content-type': `${contentTypes[encoding]}; charset=utf-8`,
      ...(gzip ? { 'content-encoding': 'gzip' } : {}),
    })
    expect(status).toBe(200)
  })
})

describe('OTLP/HTTP beside the payload', () => {
  test('a gzip that is none, or is cut, is 400', async () => {
    const whole = gzipSync(encodeTraces([testSpan()], 'protobuf'))
    for (const body of [Buffer.from('no gzip'), whole.subarray(0, whole.length - 12)]) {
      const response = await send(`${ingest.url}/v1/traces`, body, { headers: { 'content-encoding': 'gzip' } })
      expect(response.status).toBe(400)
    }
  })

  test('a gzip bomb is 413 and the receiver lives on', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        send(`${ingest.url}/v1/traces`, bomb, { headers: { 'content-encoding': 'gzip' } }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 413))
    expect((await fetch(`${ingest.url}/health`)).status).toBe(200)
  })

  test('a foreign Host or Origin is 403; an allowed page gets its CORS headers', async () => {
    expect(await statusWithHost('attacker.example')).toBe(403)
    const page = { 'content-type': 'application/json', origin: 'https://evil.example' }
    expect((await send(`${ingest.url}/v1/traces`, Buffer.from('{}'), { headers: page })).status).toBe(403)
    const allowed = await fetch(`${ingest.url}/v1/traces`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.example' },
    })
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example')
  })

  test('/health and /metrics answer', async () => {
    expect(await (await fetch(`${ingest.url}/health`)).json()).toEqual({ status: 'ready' })
    const counted = async (): Promise<number[]> => {
      const text = await (await fetch(`${ingest.url}/metrics`)).text()
      const counters = ['accepted_total{signal="traces"}', 'rejected_total{signal="traces",reason="bad_id"}']
      return counters.map((name) => Number(text.split(`tacho_ingest_records_${name} `)[1]?.split('\n')[0] ?? 0))
    }
    const [acceptedBefore = 0, rejectedBefore = 0] = await counted()
    await send(`${ingest.url}/v1/traces`, encodeTraces([testSpan(), testSpan({ spanId: '' }), testSpan()], 'protobuf'))
    expect(await counted()).toEqual([acceptedBefore + 2, rejectedBefore + 1])
  })
})

function postInChunks(path: string, body: Buffer, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(ingest.url + path, { method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    outgoing.on('error', reject)
    for (let start = 0; start < body.length; start += 7) outgoing.write(body.subarray(start, start + 7))
    outgoing.end()
  })
}

/** fetch does not let a caller choose Host. */
function statusWithHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${ingest.url}/health`, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    outgoing.on('error', reject).end()
  })
}
